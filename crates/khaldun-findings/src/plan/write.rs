//! A drafted plan as a file that a person reads, mends and locks.

use super::{Draft, Model, Plan, Rows, Rule};
use std::fmt::Write as _;

/// Columns of a comment.
const WIDE: usize = 100;

/// The draft as TOML with comments: what the claim says, what each key means, what is open.
pub fn write(draft: &Draft) -> String {
    let Draft { plan, context, .. } = draft;
    let mut out = String::new();
    comment(
        &mut out,
        "A plan, drafted from a claim about behaviour. Read it, mend it, lock it; only then open the records:",
    );
    comment(
        &mut out,
        "  khaldun plan THIS.toml --records SET…                what it counts, and what is wrong with it",
    );
    comment(&mut out, "  khaldun plan THIS.toml --records SET… --lock --case CASE");
    comment(&mut out, "  khaldun test THIS.toml --records SET… --case CASE");
    comment(
        &mut out,
        "What is marked OPEN the account does not say. docs/plans.md explains every key.",
    );
    let _ = write!(out, "\n[claim]\nwords = {}\n", text(&plan.claim.words));
    let _ = write!(out, "account = {}\nid = {}\n", text(&plan.claim.account), text(&plan.claim.id));
    comment(&mut out, &format!("It stands in: {context}"));
    for (part, rows) in plan.parts() {
        let says = match part {
            "response" => "RESPONSES: what the claim says was, or was not, done.",
            "trigger" => "TRIGGERS: the events after which the claim says so.",
            _ => {
                "CONTRAST: the events that the triggers are held against. Only a difference answers the claim."
            }
        };
        out.push('\n');
        comment(&mut out, says);
        notes(&mut out, draft, part);
        let _ = writeln!(out, "[{part}]");
        section(&mut out, rows);
    }
    tail(&mut out, draft, plan);
    out
}

fn section(out: &mut String, rows: &Rows) {
    key(out, "label", &text(&rows.label), "what to call them in the answer");
    key(out, "set", &text(&rows.set), "the record set, by its name (khaldun records list)");
    if !rows.actors.is_empty() {
        key(
            out,
            "actors",
            &list(&rows.actors),
            "one of these acted; a side, where the set names no perpetrator",
        );
    }
    if !rows.parties.is_empty() || rows.actors.is_empty() {
        key(
            out,
            "parties",
            &list(&rows.parties),
            "each of these is named by the row, on either side",
        );
    }
    if !rows.acts.is_empty() {
        key(out, "acts", &list(&rows.acts), "classes of act (docs/plover.md)");
    }
    if !rows.countries.is_empty() {
        key(out, "countries", &list(&rows.countries), "");
    }
    if let Some(km) = rows.within_km {
        key(out, "within_km", &format!("{km:?}"), "rows placed less exactly are left out");
    }
    if rows.count == super::Count::Strikes {
        key(
            out,
            "count",
            "\"strikes\"",
            "a row counts for the strikes it tells of; \"rows\": for one",
        );
    }
}

fn tail(out: &mut String, draft: &Draft, plan: &Plan) {
    let numbers = |v: &[f64]| v.iter().map(|n| format!("{n:?}")).collect::<Vec<_>>().join(", ");
    let days: Vec<String> = plan.windows.days.iter().map(ToString::to_string).collect();
    out.push('\n');
    comment(
        out,
        "WINDOWS: the first radius and the first length answer; the others are shown beside them.",
    );
    out.push_str("[windows]\n");
    key(out, "km", &format!("[{}]", numbers(&plan.windows.km)), "");
    key(out, "days", &format!("[{}]", days.join(", ")), "before and from the day of onset on");
    out.push('\n');
    comment(
        out,
        "EPISODES: rows of one kind this near in space and time are one episode (single: also in chains; leader: near its first row; none).",
    );
    out.push_str("[episodes]\n");
    let rule = match plan.episodes.rule {
        Rule::Single => "single",
        Rule::Leader => "leader",
        Rule::None => "none",
    };
    let _ = writeln!(
        out,
        "rule = \"{rule}\"\nkm = {:?}\ndays = {}\n",
        plan.episodes.km, plan.episodes.days
    );
    comment(out, "COVERAGE: days without coverage are unknown, never zero.");
    notes(out, draft, "coverage");
    out.push_str("[coverage]\n");
    for (name, day) in [("from", plan.coverage.from), ("to", plan.coverage.to)] {
        if let Some(day) = day {
            let _ = writeln!(out, "{name} = \"{day}\"");
        }
    }
    comment(
        out,
        "daily = true    # a day without any row of the response set is unobserved; left out: as the set declares",
    );
    out.push('\n');
    let excites = plan.answer.model == Model::Excitation;
    comment(
        out,
        if excites {
            "ANSWER: supported where the whole 95 % interval of the responses that one trigger calls forth lies beyond the margin; more, only where the turned clock and the pairs near in space show it too."
        } else {
            "ANSWER: supported where the whole 95 % interval of the ratio (rate after trigger over rate after contrast) lies beyond the margin."
        },
    );
    notes(out, draft, "answer");
    out.push_str("[answer]\n");
    let (direction, side) = match plan.answer.direction {
        super::Direction::Less => ("less", "below this"),
        super::Direction::More => ("more", "above this"),
    };
    key(out, "direction", &format!("\"{direction}\""), "");
    key(out, "margin", &format!("{:?}", plan.answer.margin), side);
    if excites {
        key(out, "model", "\"excitation\"", "raid and reprisal; it takes no contrast");
    } else {
        key(out, "model", "\"exposure\"", "or \"matched-wake\"; the other is shown beside it");
    }
    let _ = writeln!(out, "seed = {}\ndraws = {}", plan.answer.seed, plan.answer.draws);
}

fn notes(out: &mut String, draft: &Draft, part: &str) {
    for (_, note) in draft.notes.iter().filter(|(p, _)| *p == part) {
        comment(out, note);
    }
    for open in draft.open.iter().filter(|o| o.key.split('.').next() == Some(part)) {
        comment(out, &format!("OPEN: {}: {}; {}", open.key, open.what, open.help));
    }
}

fn key(out: &mut String, name: &str, value: &str, says: &str) {
    let line = format!("{name} = {value}");
    if says.is_empty() {
        let _ = writeln!(out, "{line}");
    } else {
        let _ = writeln!(out, "{line:<44} # {says}");
    }
}

/// A comment, broken into lines; the first word of a line keeps its indent.
fn comment(out: &mut String, words: &str) {
    let words = words.replace(|c: char| c.is_control(), " ");
    if words.chars().count() <= WIDE {
        let _ = writeln!(out, "# {words}");
        return;
    }
    let mut line = String::new();
    for word in words.split_whitespace() {
        if !line.is_empty() && line.chars().count() + word.chars().count() >= WIDE {
            let _ = writeln!(out, "# {line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(out, "# {line}");
}

fn list(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|v| text(v)).collect::<Vec<_>>().join(", "))
}

/// A TOML string.
fn text(value: &str) -> String {
    let one_line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    toml::Value::String(one_line).to_string()
}
