//! The suites of acts, parties, quantities and settings, and the symmetry of sides.

use khaldun_claims::action::Lexicon;
use khaldun_claims::code::sentence;
use khaldun_language::{Parsed, Pipeline};
use khaldun_model::{Claim, Figure, Party, Unit};
use khaldun_resolve::Knowledge;
use std::fmt::Write;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::builtin(&[]));

/// The claims of a text dated 20 May 1998, with the text they point into.
fn claims(text: &str) -> (String, Vec<Claim>) {
    let whole = format!("A report\nGeneva, 20 May 1998\n\n{text}\n");
    let account = khaldun_ingest::ingest("report.txt", whole.as_bytes()).expect("plain text").value;
    let parsed = Parsed::of(&account, Pipeline::embedded());
    let mentions = khaldun_resolve::mentions(&account, &parsed, &KNOWLEDGE, None).value;
    let claims = khaldun_claims::read(&account, &parsed, &mentions).value;
    (account.text.clone(), claims)
}

/// A quoted text of a suite, with what is expected of it.
struct Case {
    line: usize,
    known: bool,
    text: String,
    expected: Vec<String>,
}

fn cases(markdown: &str) -> Vec<Case> {
    let (mut all, mut known): (Vec<Case>, bool) = (Vec::new(), false);
    for (n, line) in markdown.lines().enumerate() {
        known |= line.trim() == "## Known misreadings";
        if let Some(text) = line.strip_prefix("> ") {
            all.push(Case { line: n + 1, known, text: text.to_owned(), expected: Vec::new() });
        } else if let Some(item) = line.strip_prefix("- ")
            && let Some(case) = all.last_mut()
        {
            case.expected.push(item.to_owned());
        }
    }
    all
}

/// Sentences in a list, each with the heading it stands under.
fn items(markdown: &str) -> Vec<(usize, bool, String, String)> {
    let (mut all, mut known, mut heading) = (Vec::new(), false, String::new());
    for (n, line) in markdown.lines().enumerate() {
        if let Some(title) = line.strip_prefix("## ") {
            known |= title.trim() == "Known misreadings";
            title.trim().clone_into(&mut heading);
        } else if let Some(title) = line.strip_prefix("### ") {
            title.trim().clone_into(&mut heading);
        } else if let Some(item) = line.strip_prefix("- ") {
            all.push((n + 1, known, heading.clone(), item.to_owned()));
        }
    }
    all
}

/// Collects what a suite gets wrong: failures that are not known, and known ones that pass.
#[derive(Default)]
struct Tally(String);

impl Tally {
    fn note(&mut self, line: usize, known: bool, right: bool, text: &str, found: &str) {
        if right == known {
            let what = if known { "read right by now, move it up" } else { "misread" };
            let _ = writeln!(self.0, "line {line}: {what}: {text}\n    found {found}");
        }
    }

    fn settle(&self) {
        assert!(self.0.is_empty(), "\n{}", self.0);
    }
}

fn names(parties: &[Party]) -> String {
    if parties.is_empty() {
        return "-".to_owned();
    }
    parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("; ")
}

#[test]
fn acts() {
    let mut tally = Tally::default();
    for (line, known, class, text) in items(include_str!("../../../suites/claims/action.md")) {
        let doc = Pipeline::embedded().parse(&text);
        let coded = sentence(&doc, Lexicon::builtin(), None, None).coding;
        let found = coded.action.map_or("NONE", khaldun_model::Plover::as_str);
        let because = format!("{found} by {}", coded.because);
        tally.note(line, known, found == class, &text, &because);
    }
    tally.settle();
}

#[test]
fn parties() {
    let mut tally = Tally::default();
    for case in cases(include_str!("../../../suites/claims/party.md")) {
        let (text, found) = claims(&case.text);
        for expected in &case.expected {
            let (who, words) = expected.split_once(" | ").expect("a bar before the claim's words");
            let claim = found.iter().find(|c| c.span.of(&text).contains(words));
            let got = claim.map_or("no claim".to_owned(), |c| {
                format!("{} > {}", names(&c.actor), names(&c.target))
            });
            tally.note(case.line, case.known, got == who, expected, &got);
        }
    }
    tally.settle();
}

fn figure(figure: Figure) -> String {
    match figure {
        Figure::Exact(n) => format!("exactly {n}"),
        Figure::AtLeast(n) => format!("at least {n}"),
        Figure::AtMost(n) => format!("at most {n}"),
        Figure::About(n) => format!("about {n}"),
        Figure::Range(a, b) => format!("{a} to {b}"),
    }
}

#[test]
fn quantities() {
    let mut tally = Tally::default();
    for (line, known, _, item) in items(include_str!("../../../suites/claims/quantity.md")) {
        let (text, expected) = item.split_once(" | ").expect("a bar before the quantity");
        let (_, found) = claims(text);
        let said = |q: &khaldun_model::Quantity| {
            let unit = match &q.unit {
                Unit::Deaths => "deaths",
                Unit::Injuries => "injuries",
                Unit::Captives => "captives",
                Unit::Displaced => "displaced",
                Unit::Strikes => "strikes",
                Unit::Money(_) => "money",
                Unit::Other(noun) => noun,
            };
            format!("{unit} {}", figure(q.figure))
        };
        let all: Vec<String> = found.iter().flat_map(|c| &c.quantities).map(said).collect();
        tally.note(line, known, all.iter().any(|q| q == expected), &item, &all.join(", "));
    }
    tally.settle();
}

#[test]
fn settings() {
    let mut tally = Tally::default();
    for case in cases(include_str!("../../../suites/claims/setting.md")) {
        let (text, found) = claims(&case.text);
        for expected in &case.expected {
            let (setting, words) = expected.rsplit_once(" | ").expect("a bar before the words");
            let claim = found.iter().find(|c| c.span.of(&text).contains(words));
            let got = claim.map_or("no claim".to_owned(), |c| {
                let places: Vec<&str> = c.places.iter().map(|p| p.span.of(&text)).collect();
                let places = if places.is_empty() { "-".to_owned() } else { places.join("; ") };
                let time = c.time.map_or("-".to_owned(), |w| format!("{}..{}", w.start, w.end));
                format!("{places} | {time}")
            });
            tally.note(case.line, case.known, got == setting, expected, &got);
        }
    }
    tally.settle();
}

/// Swapping two sides of the same kind changes no kind, polarity, action or check.
#[test]
fn sides_are_treated_alike() {
    let texts = [
        "A bombed B on 3 May 1998, killing thirty civilians.",
        "A accused B of shelling homes. It did not attack B.",
        "A denied that it had armed the rebels. B said that A was lying.",
        "A refused to leave. If A attacks B, B will answer.",
        "B was invaded by A. Its soldiers looted shops.",
        "A and B signed a treaty. A then broke the treaty.",
    ];
    let pairs = [("Ethiopia", "Eritrea"), ("Iran", "Iraq"), ("Peru", "Chile")];
    let read = |template: &str, a: &str, b: &str| {
        let put = |w: &str| match w.trim_matches(['.', ',']) {
            "A" => w.replace('A', a),
            "B" => w.replace('B', b),
            _ => w.to_owned(),
        };
        let (_, claims) = claims(&template.split(' ').map(put).collect::<Vec<_>>().join(" "));
        let sides = claims.iter().map(|c| {
            let action = c.coding.as_ref().and_then(|c| c.action);
            (c.kind, c.polarity, action, c.check)
        });
        sides.collect::<Vec<_>>()
    };
    for template in texts {
        for (a, b) in pairs {
            assert_eq!(read(template, a, b), read(template, b, a), "{template}: {a}, {b}");
        }
    }
}

#[test]
fn acts_pointed_back_to() {
    let mut tally = Tally::default();
    for (line, known, _, item) in items(include_str!("../../../suites/claims/pointing.md")) {
        let (text, expected) = item.rsplit_once(" | ").expect("a bar before the class");
        let (_, found) = claims(text);
        let last = found.last().and_then(|c| c.coding.as_ref()).and_then(|c| c.action);
        let got = last.map_or("NONE", khaldun_model::Plover::as_str);
        tally.note(line, known, got == expected, text, got);
    }
    tally.settle();
}
