//! A user's own register file.
//!
//! CSV with a header and the ten columns of the built-in lists: id, canonical, type, country, aliases (parted by
//! semicolons), `valid_from`, `valid_to`, parent, predecessor, note. Parents and predecessors may be rows of the file or of
//! the built-in register. Nothing is merged: a row that bears a name of a built-in actor stands beside it.

use super::actor::{Actor, type_of};
use super::register::Register;
use jiff::civil::Date;
use khaldun_diag::{Diagnostic, Read, Severity, Source};
use khaldun_model::ActorId;
use std::collections::BTreeMap;

/// The columns, in their order.
pub const COLUMNS: [&str; 10] = [
    "id",
    "canonical",
    "type",
    "country",
    "aliases",
    "valid_from",
    "valid_to",
    "parent",
    "predecessor",
    "note",
];

/// Reads a user's register file; `file` is what messages call it and what the rows give as their origin.
///
/// A row that cannot be used is told with its line and left out: wrong columns (KH-WHO-001), an id that is taken
/// (KH-WHO-002), a field that cannot be read (KH-WHO-003), a parent or predecessor that does not exist (KH-WHO-004), a cycle of
/// them (KH-WHO-005). A row that hangs on one left out is kept without that link.
pub fn read(file: &str, bytes: &[u8], known: &Register) -> Read<Vec<Actor>> {
    let text = String::from_utf8_lossy(bytes);
    let mut tell = Tell { file, told: Vec::new() };
    let mut rows: Vec<(u64, Actor)> = Vec::new();
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = reader
        .headers()
        .map(|h| h.iter().map(|c| c.trim().to_lowercase()).collect())
        .unwrap_or_default();
    if header != COLUMNS {
        let headline = "the header is not the register's";
        tell.error("KH-WHO-001", 1, headline, &format!("it should be {}", COLUMNS.join(",")));
        return Read { value: Vec::new(), notes: tell.told };
    }
    let mut lines: BTreeMap<String, u64> = BTreeMap::new();
    for record in reader.into_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                tell.warning("KH-WHO-001", line, "this row is no CSV", &error.to_string());
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match row(&record, file) {
            Ok(actor) => {
                if let Some(first) = lines.get(&actor.id.0) {
                    let why = format!("{} stands in line {first} already", actor.id.0);
                    tell.warning("KH-WHO-002", line, "this id comes twice", &why);
                } else if let Some(there) = known.get(&actor.id) {
                    let why = format!("{} is {} of the built-in register", actor.id.0, there.name);
                    tell.warning("KH-WHO-002", line, "this id is taken", &why);
                } else {
                    lines.insert(actor.id.0.clone(), line);
                    rows.push((line, actor));
                }
            }
            Err((code, headline, why)) => tell.warning(code, line, &headline, &why),
        }
    }
    links(&mut rows, known, &mut tell);
    Read { value: rows.into_iter().map(|(_, a)| a).collect(), notes: tell.told }
}

/// Code, headline and reason of a row that cannot be used.
type Refusal = (&'static str, String, String);

fn row(record: &csv::StringRecord, file: &str) -> Result<Actor, Refusal> {
    if record.len() != COLUMNS.len() {
        let headline = format!("{} columns where {} are due", record.len(), COLUMNS.len());
        return Err(("KH-WHO-001", headline, format!("they are {}", COLUMNS.join(", "))));
    }
    let field = |at: usize| record[at].trim();
    let some = |at: usize| (!field(at).is_empty()).then(|| field(at).to_owned());
    let bad = |at: usize, due: &str| {
        let headline = format!("{} cannot be read", COLUMNS[at]);
        ("KH-WHO-003", headline, format!("it says {:?}; {due}", field(at)))
    };
    let day = |at: usize| -> Result<Option<Date>, Refusal> {
        some(at).map(|d| d.parse().map_err(|_| bad(at, "a day is due, as 2014-06-29"))).transpose()
    };
    let kind = type_of(field(2)).ok_or_else(|| {
        bad(2, "state, government, armed force, insurgent group, coalition, organisation, person, tribe, population or media is due")
    })?;
    let country = some(3);
    if country.as_ref().is_some_and(|c| c.len() != 2 || !c.bytes().all(|b| b.is_ascii_uppercase()))
    {
        return Err(bad(3, "two capital letters (ISO 3166-1) or nothing is due"));
    }
    let (from, to) = (day(5)?, day(6)?);
    if from.zip(to).is_some_and(|(f, t)| f > t) {
        return Err(bad(6, "it lies before valid_from"));
    }
    let aliases = field(4).split(';').map(str::trim).filter(|a| !a.is_empty());
    Ok(Actor {
        id: ActorId(some(0).ok_or_else(|| bad(0, "an id is due"))?),
        name: some(1).ok_or_else(|| bad(1, "a name is due"))?,
        kind,
        country,
        aliases: aliases.map(ToOwned::to_owned).collect(),
        from,
        to,
        parent: some(7).map(ActorId),
        predecessor: some(8).map(ActorId),
        note: field(9).to_owned(),
        origin: file.to_owned(),
    })
}

type Link = fn(&mut Actor) -> &mut Option<ActorId>;

/// Cuts links that lead nowhere or round in a circle.
fn links(rows: &mut [(u64, Actor)], known: &Register, tell: &mut Tell<'_>) {
    let parts: [(&str, Link); 2] =
        [("parent", |a| &mut a.parent), ("predecessor", |a| &mut a.predecessor)];
    for (what, part) in parts {
        let own: BTreeMap<String, Option<String>> = rows
            .iter_mut()
            .map(|(_, a)| (a.id.0.clone(), part(a).as_ref().map(|p| p.0.clone())))
            .collect();
        for (line, actor) in rows.iter_mut() {
            let id = actor.id.0.clone();
            let Some(to) = part(actor).as_ref().map(|p| p.0.clone()) else { continue };
            if !own.contains_key(&to) && known.get(&ActorId(to.clone())).is_none() {
                let why = format!("{id} names {to} as its {what}, which no row is");
                tell.warning("KH-WHO-004", *line, &format!("this {what} does not exist"), &why);
                *part(actor) = None;
            } else if circles(&own, &id) {
                let why = format!("following its {what}s from {id} leads back to {id}");
                tell.warning("KH-WHO-005", *line, &format!("a cycle of {what}s"), &why);
                *part(actor) = None;
            }
        }
    }
}

fn circles(own: &BTreeMap<String, Option<String>>, id: &str) -> bool {
    let mut at = id;
    for _ in 0..=own.len() {
        match own.get(at).and_then(Option::as_deref) {
            Some(next) if next == id => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// Messages about one file.
struct Tell<'a> {
    file: &'a str,
    told: Vec<Diagnostic>,
}

impl Tell<'_> {
    fn warning(&mut self, code: &'static str, line: u64, headline: &str, why: &str) {
        let source = Source::Line { file: self.file.to_owned(), line };
        let told = Diagnostic::new(code, Severity::Warning, headline, source).note(why);
        self.told.push(told.help("mend the line, or ask for the rest with --use-rest"));
    }

    fn error(&mut self, code: &'static str, line: u64, headline: &str, why: &str) {
        let source = Source::Line { file: self.file.to_owned(), line };
        self.told.push(Diagnostic::new(code, Severity::Error, headline, source).note(why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "id,canonical,type,country,aliases,valid_from,valid_to,parent,predecessor,note\n";

    fn told(rows: &str) -> (Vec<(&'static str, u64)>, usize) {
        let read = read("mine.csv", format!("{HEAD}{rows}").as_bytes(), &Register::builtin());
        let line = |n: &Diagnostic| match n.source {
            Source::Line { line, .. } => line,
            _ => 0,
        };
        (read.notes.iter().map(|n| (n.code, line(n))).collect(), read.value.len())
    }

    #[test]
    fn sound_rows_join_the_register() {
        let rows = "my-1,Valley Guard,insurgent group,XK,VG; Guards of the Valley,1998-01-01,,,,\n\
                    my-2,Valley Guard North,insurgent group,XK,,,,my-1,,\n";
        let read = read("mine.csv", format!("{HEAD}{rows}").as_bytes(), &Register::builtin());
        assert!(read.notes.is_empty(), "{:?}", read.notes);
        let register = Register::with_own(read.value);
        assert_eq!(register.by_name("Guards of the Valley").map(|a| a.id.0.as_str()), Some("my-1"));
        assert_eq!(register.ancestors(&ActorId("my-2".to_owned())).len(), 1);
    }

    #[test]
    fn bad_rows_are_told_with_their_lines() {
        let rows = "my-1,A,insurgent group,XK,,,,my-2,,\n\
                    my-2,B,insurgent group,XK,,,,my-1,,\n\
                    my-2,C,insurgent group,XK,,,,,,\n\
                    my-3,D,band,XK,,,,,,\n\
                    my-4,E,insurgent group,XK,,2001-02-30,,,,\n\
                    my-5,F,insurgent group,XK,,,,nobody,,\n\
                    my-6,G\n";
        let (told, kept) = told(rows);
        let wanted = [
            ("KH-WHO-002", 4),
            ("KH-WHO-003", 5),
            ("KH-WHO-003", 6),
            ("KH-WHO-001", 8),
            ("KH-WHO-005", 2),
            ("KH-WHO-005", 3),
            ("KH-WHO-004", 7),
        ];
        assert_eq!(told, wanted);
        assert_eq!(kept, 3);
    }
}
