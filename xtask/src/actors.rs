//! Merges the actor lists into `data/actors/register.csv`.
//!
//! The rule stands in `data/actors/README.md`; what was merged stands in `data/actors/merges.csv`.

use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

mod fold;
mod generate;

use fold::{fold, is_acronym};

/// A row on its way into the register.
#[derive(Clone, Debug, Default)]
struct Row {
    id: String,
    name: String,
    kind: String,
    country: String,
    aliases: Vec<String>,
    from: String,
    to: String,
    parent: String,
    predecessor: String,
    note: String,
    origin: String,
}

/// Lists in order of precedence: the name of a merged row, its id and its dates are those of the first.
const LISTS: [&str; 3] = ["levant-actors.csv", "other-actors.csv", "world-actors.csv"];

/// Builds the register.
pub(crate) fn run() -> Result<()> {
    let data = crate::root().join("data/actors");
    let states = States::read(&data.join("states.csv"))?;
    let mut rows = Vec::new();
    for list in LISTS {
        rows.extend(read(&shared()?.join("chronology").join(list), list)?);
    }
    rows.extend(read(&data.join("supplement.csv"), "supplement.csv")?);
    for row in &mut rows {
        rename(row, &states);
    }
    let (mut rows, merges) = merge(rows);
    correct(&mut rows, &data.join("corrections.csv"))?;
    let organs = generate::governments_and_armies(&mut rows, &states);
    move_aliases(&mut rows, &data.join("corrections.csv"))?;
    resolve_links(&mut rows, &merges, &organs)?;
    for row in &mut rows {
        tidy_aliases(row, &states);
    }
    write(&data, &rows, &merges)?;
    println!("{} rows, {} merged", rows.len(), merges.len());
    Ok(())
}

/// Adjectives, peoples and seats of the states.
#[derive(Default)]
struct States {
    rows: BTreeMap<String, State>,
}

/// One state's words.
#[derive(Default)]
struct State {
    name: String,
    adjectives: Vec<String>,
    peoples: Vec<String>,
    seats: Vec<String>,
}

impl States {
    fn read(path: &Path) -> Result<Self> {
        let mut rows = BTreeMap::new();
        for record in reader(path)?.records() {
            let r = record?;
            let list = |i: usize| split(&r[i]);
            let state = State {
                name: r[1].to_owned(),
                adjectives: list(2),
                peoples: list(3),
                seats: list(4).into_iter().chain(list(5)).collect(),
            };
            rows.insert(r[0].to_owned(), state);
        }
        Ok(Self { rows })
    }
}

fn shared() -> Result<PathBuf> {
    let given = std::env::var_os("KHALDUN_SHARED").map(PathBuf::from);
    let path = given.unwrap_or_else(|| crate::root().join("../shared"));
    if !path.is_dir() {
        bail!(
            "the lists lie in a folder named by KHALDUN_SHARED, else ../shared; neither is there"
        );
    }
    Ok(path)
}

fn reader(path: &Path) -> Result<csv::Reader<std::fs::File>> {
    csv::Reader::from_path(path).with_context(|| format!("reading {}", path.display()))
}

fn split(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|s| !s.is_empty()).map(ToOwned::to_owned).collect()
}

fn read(path: &Path, origin: &str) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for record in reader(path)?.records() {
        let r = record.with_context(|| format!("reading {}", path.display()))?;
        if r.len() != 10 {
            bail!("{}: {} columns where 10 are due: {r:?}", path.display(), r.len());
        }
        rows.push(Row {
            id: r[0].trim().to_owned(),
            name: r[1].trim().to_owned(),
            kind: r[2].trim().to_owned(),
            country: r[3].trim().to_owned(),
            aliases: split(&r[4]),
            from: day(&r[5], false),
            to: day(&r[6], true),
            parent: r[7].trim().to_owned(),
            predecessor: r[8].trim().to_owned(),
            note: r[9].trim().to_owned(),
            origin: origin.to_owned(),
        });
    }
    Ok(rows)
}

/// "2014" and "2023-08" as the first or last day they may mean.
fn day(text: &str, last: bool) -> String {
    let text = text.trim();
    let ends = ["31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"];
    match (text.len(), last) {
        (4, false) => format!("{text}-01-01"),
        (4, true) => format!("{text}-12-31"),
        (7, false) => format!("{text}-01"),
        (7, true) => {
            let month: usize = text[5..].parse().unwrap_or(1);
            format!("{text}-{}", ends[(month - 1) % 12])
        }
        _ => text.to_owned(),
    }
}

/// One form of name for governments, and full names rather than acronyms.
fn rename(row: &mut Row, states: &States) {
    if let Some(state) = states.rows.get(&row.country)
        && row.kind == "government"
        && state.adjectives.iter().any(|a| row.name == format!("{a} government"))
    {
        let old = std::mem::replace(&mut row.name, generate::government_of(&state.name));
        row.aliases.insert(0, old);
    }
    // "UN Mine Action Service", "US Navy": the states and the body in full.
    for (short, full) in [("US ", "United States "), ("UN ", "United Nations ")] {
        if let Some(rest) = row.name.strip_prefix(short) {
            let full = format!("{full}{rest}");
            row.aliases.insert(0, std::mem::replace(&mut row.name, full));
        }
    }
    let named_by_acronym = is_acronym(&row.name) && !row.country.is_empty() && row.kind != "media";
    let full = row.aliases.iter().position(|a| a.split(' ').count() >= 3 && a.is_ascii());
    if let (true, Some(at)) = (named_by_acronym, full) {
        let full = row.aliases.remove(at);
        row.aliases.insert(0, std::mem::replace(&mut row.name, full));
    }
}

/// Why two rows were taken for one.
struct Merge {
    kept: String,
    dropped: String,
    name: String,
    because: &'static str,
}

fn merge(rows: Vec<Row>) -> (Vec<Row>, Vec<Merge>) {
    let (mut kept, mut merges): (Vec<Row>, Vec<Merge>) = (Vec::new(), Vec::new());
    for row in rows {
        let twin = kept.iter().position(|k| k.origin != row.origin && same(k, &row).is_some());
        let Some(at) = twin else {
            kept.push(row);
            continue;
        };
        let first = &mut kept[at];
        let because = same(first, &row).unwrap_or("same name");
        let (kept_id, dropped) = (first.id.clone(), row.id.clone());
        merges.push(Merge { kept: kept_id, dropped, name: first.name.clone(), because });
        absorb(first, row);
    }
    (kept, merges)
}

fn same(a: &Row, b: &Row) -> Option<&'static str> {
    let body =
        |k: &str| matches!(k, "armed force" | "insurgent group" | "organisation" | "coalition");
    let kinds = a.kind == b.kind || body(&a.kind) && body(&b.kind);
    let countries = a.country == b.country || a.country.is_empty() || b.country.is_empty();
    let begins_after = |x: &Row, y: &Row| !x.from.is_empty() && !y.to.is_empty() && x.from > y.to;
    if !kinds || !countries || begins_after(a, b) || begins_after(b, a) {
        return None;
    }
    let (name_a, name_b) = (fold(&a.name), fold(&b.name));
    if name_a == name_b {
        return Some("same name");
    }
    let alias = |row: &Row, name: &str| row.aliases.iter().any(|x| fold(x) == name);
    (a.country == b.country && alias(a, &name_b) && alias(b, &name_a))
        .then_some("each the other's alias")
}

fn absorb(first: &mut Row, row: Row) {
    let fill = |into: &mut String, from: String| {
        if into.is_empty() {
            *into = from;
        }
    };
    first.aliases.push(row.name);
    first.aliases.extend(row.aliases);
    fill(&mut first.country, row.country);
    fill(&mut first.parent, row.parent);
    fill(&mut first.predecessor, row.predecessor);
    fill(&mut first.from, row.from);
    fill(&mut first.to, row.to);
    if !row.note.is_empty() && !first.note.contains(&row.note) {
        first.note = [first.note.trim_end_matches('.'), &row.note].join(". ");
        first.note = first.note.trim_start_matches(". ").to_owned();
    }
    first.origin = format!("{}; {}", first.origin, row.origin);
}

fn correct(rows: &mut [Row], path: &Path) -> Result<()> {
    for record in reader(path)?.records() {
        let r = record?;
        let Some(row) =
            rows.iter_mut().find(|row| fold(&row.name) == fold(&r[0]) && row.country == r[1])
        else {
            bail!("{}: no row is named {} ({})", path.display(), &r[0], &r[1]);
        };
        if &r[2] == "rename" {
            let old = std::mem::replace(&mut row.name, r[3].to_owned());
            row.aliases.insert(0, old);
        } else {
            row.aliases.retain(|a| *a != r[3]);
        }
    }
    Ok(())
}

fn move_aliases(rows: &mut [Row], path: &Path) -> Result<()> {
    for record in reader(path)?.records() {
        let r = record?;
        if &r[2] == "move" {
            let to = rows.iter_mut().find(|row| fold(&row.name) == fold(&r[4]));
            to.with_context(|| format!("no row is named {}", &r[4]))?.aliases.push(r[3].to_owned());
        }
    }
    Ok(())
}

fn resolve_links(
    rows: &mut [Row],
    merges: &[Merge],
    organs: &BTreeMap<String, String>,
) -> Result<()> {
    let organs = organs.iter().map(|(k, v)| (k.as_str(), v.as_str()));
    let merged = merges.iter().map(|m| (m.dropped.as_str(), m.kept.as_str()));
    let now: BTreeMap<&str, &str> = organs.chain(merged).collect();
    let ids: BTreeSet<String> = rows.iter().map(|r| r.id.clone()).collect();
    if ids.len() != rows.len() {
        bail!("two rows bear one id");
    }
    for row in rows.iter_mut() {
        for link in [&mut row.parent, &mut row.predecessor] {
            if let Some(kept) = now.get(link.as_str()) {
                *link = (*kept).to_owned();
            }
            if !link.is_empty() && !ids.contains(link) {
                bail!("{} points to {link}, which is not there", row.id);
            }
        }
        if row.parent == row.id {
            row.parent.clear();
        }
        if row.predecessor == row.id {
            row.predecessor.clear();
        }
    }
    Ok(())
}

/// Takes out doubles, remarks in brackets, and what `states.csv` says of a state.
fn tidy_aliases(row: &mut Row, states: &States) {
    let mut seen = BTreeSet::from([fold(&row.name)]);
    if let Some(state) = states.rows.get(&row.country)
        && matches!(row.kind.as_str(), "state" | "government")
    {
        let words = state.adjectives.iter().chain(&state.peoples).chain(&state.seats);
        seen.extend(words.map(|w| fold(w)));
    }
    let plain = |a: &String| a.split(" (").next().unwrap_or(a).trim().to_owned();
    row.aliases = row.aliases.iter().map(plain).filter(|a| seen.insert(fold(a))).collect();
}

fn write(data: &Path, rows: &[Row], merges: &[Merge]) -> Result<()> {
    let mut out = csv::Writer::from_path(data.join("register.csv"))?;
    // The ten columns are those of the lists; `khaldun_resolve::who::own::COLUMNS` names them.
    let mut columns = reader(&data.join("supplement.csv"))?.headers()?.clone();
    columns.push_field("origin");
    out.write_record(&columns)?;
    for r in rows {
        let aliases = r.aliases.join("; ");
        out.write_record([
            &r.id,
            &r.name,
            &r.kind,
            &r.country,
            &aliases,
            &r.from,
            &r.to,
            &r.parent,
            &r.predecessor,
            &r.note,
            &r.origin,
        ])?;
    }
    out.flush()?;
    let mut out = csv::Writer::from_path(data.join("merges.csv"))?;
    out.write_record(["kept", "dropped", "canonical", "because"])?;
    for m in merges {
        out.write_record([&m.kept, &m.dropped, &m.name, m.because])?;
    }
    out.flush()?;
    Ok(())
}
