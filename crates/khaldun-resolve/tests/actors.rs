//! The suites of actors (`suites/actors`), and what must not depend on a side's name.

mod common;

use common::{Case, account, cases};
use khaldun_resolve::who::{self, Register};

fn found(register: &Register, case: &Case) -> Vec<(String, String)> {
    let (account, parsed) = account(&case.paragraphs);
    let found = who::find(&account, &parsed, register, case.date).value;
    let name =
        |m: &khaldun_model::ActorMention| m.actor.as_ref().map_or("nobody", |a| &a.name).to_owned();
    found.iter().map(|m| (m.span.of(&account.text).to_owned(), name(m))).collect()
}

fn check(register: &Register, case: &Case) -> Vec<String> {
    let found = found(register, case);
    let mut wrong = Vec::new();
    let mut rest = found.clone();
    for want in &case.expected {
        if let Some(i) = rest.iter().position(|f| f == want) {
            rest.remove(i);
        } else {
            let got = rest.iter().find(|(w, _)| w == &want.0).map_or("missed", |(_, v)| v);
            wrong.push(format!("{}: {} should be {}, is {got}", case.name, want.0, want.1));
        }
    }
    let listed = |w: &String| case.expected.iter().any(|(x, _)| x == w);
    let extra = rest.iter().filter(|(w, v)| v != "nobody" && !listed(w));
    wrong.extend(extra.map(|(w, v)| format!("{}: {w} ({v}) is not listed", case.name)));
    wrong
}

#[test]
fn actors_come_to_what_the_suites_say() {
    let suites = [
        include_str!("../../../suites/actors/names.md"),
        include_str!("../../../suites/actors/ties.md"),
    ];
    let register = Register::builtin();
    let cases: Vec<Case> = suites.iter().flat_map(|s| cases(s)).collect();
    let wrong: Vec<String> = cases.iter().flat_map(|c| check(&register, c)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases.len() >= 40);
}

/// Swapping two parties of one kind moves nothing but the names.
#[test]
fn both_sides_are_read_alike() {
    let register = Register::builtin();
    let text = |a: &str, b: &str| Case {
        name: String::new(),
        date: Some(jiff::civil::date(2023, 5, 1)),
        paragraphs: vec![format!(
            "The {a} shelled the market on Monday. The {b} denied that it had troops there, and the {a} said so again."
        )],
        expected: Vec::new(),
    };
    let (one, two) = ("Sudanese Armed Forces", "Rapid Support Forces");
    let swap = |s: &str| {
        if s == one {
            two.to_owned()
        } else if s == two {
            one.to_owned()
        } else {
            s.to_owned()
        }
    };
    let first = found(&register, &text(one, two));
    let second = found(&register, &text(two, one));
    let swapped: Vec<(String, String)> = first.iter().map(|(w, n)| (swap(w), swap(n))).collect();
    assert_eq!(swapped, second);
    assert!(first.iter().any(|(_, n)| n == one) && first.iter().any(|(_, n)| n == two));
}
