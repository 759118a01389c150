//! Which of the places a clause names does it happen at?
//!
//! Not every place name sets the scene. "The Oslo agreement", "Saudi aircraft", "backed by Kenya" name
//! parties and papers; "in Ganta, in northern Liberia" names one place twice, once closely and once
//! widely, and the closer is where it happened; "near Juba" says what the place is close to.

use crate::action::people::is_person_noun;
use crate::party::stands_for_owner;
use khaldun_language::{Dep, Doc, Pos};
use khaldun_model::{PlaceKind, PlaceMention};

/// Nouns whose place name is part of what they are called: papers and meetings.
const PAPERS: [&str; 20] = [
    "accord",
    "agreement",
    "airline",
    "charter",
    "communique",
    "conference",
    "convention",
    "daily",
    "declaration",
    "government",
    "media",
    "newspaper",
    "peace",
    "press",
    "process",
    "protocol",
    "resolution",
    "summit",
    "talk",
    "treaty",
];

/// Whether a place mention can say where its clause is set; `token` is the last of its words.
pub(super) fn sets_scene(doc: &Doc, token: usize, mention: &PlaceMention) -> bool {
    let wide = mention
        .found
        .as_ref()
        .is_some_and(|f| matches!(f.place.kind, PlaceKind::Country | PlaceKind::Area));
    let Some(head) = doc.head(token) else { return true };
    if doc.tokens.get(token + 1).is_some() && matches!(doc.word(token + 1), "-" | "\u{2010}") {
        return false;
    }
    match doc.dep(token) {
        Dep::Compound | Dep::Nmod | Dep::Amod | Dep::Poss if doc.pos(head) != Pos::Propn => {
            let lemma = doc.lemma(head).to_lowercase();
            PAPERS.binary_search(&&*lemma).is_err()
                && !(is_person_noun(&lemma) || stands_for_owner(&lemma))
        }
        Dep::Dative => false,
        Dep::Nsubj => !wide || located(doc, head),
        Dep::Pobj if wide => {
            doc.dep(head) != Dep::Agent
                && !matches!(
                    &*doc.word(head).to_lowercase(),
                    "by" | "with" | "against" | "between" | "for" | "without" | "than"
                )
        }
        _ => true,
    }
}

/// Verbs whose subject may be where something is so.
fn located(doc: &Doc, verb: usize) -> bool {
    matches!(
        doc.lemma(verb),
        "be" | "become"
            | "border"
            | "change"
            | "erupt"
            | "face"
            | "fall"
            | "lie"
            | "remain"
            | "see"
            | "suffer"
            | "witness"
    )
}

/// Of places in text order, those that only say where another one lies.
pub(super) fn backdrop(text: &str, places: &[&PlaceMention]) -> Vec<bool> {
    let mut drop = vec![false; places.len()];
    for i in 0..places.len() {
        for j in 0..places.len() {
            if i != j && country_of(places[i], places[j]) {
                drop[i] = true;
            }
        }
        if i + 1 == places.len() || drop[i] {
            continue;
        }
        let (a, b) = (places[i], places[i + 1]);
        let between = &text[a.span.end as usize..(b.span.start as usize).max(a.span.end as usize)];
        match link(between) {
            Some(Link::Near) => drop[i + 1] = true,
            Some(Link::Part) => drop[i] = true,
            Some(Link::In) if wider(b, a, between) && same_country(a, b) => drop[i + 1] = true,
            _ => {}
        }
    }
    if drop.iter().all(|d| *d) {
        return vec![false; places.len()];
    }
    drop
}

/// How the words between two place names tie them.
enum Link {
    /// "A, B", "A in B".
    In,
    /// "A near B".
    Near,
    /// "A's suburb of B".
    Part,
}

fn link(between: &str) -> Option<Link> {
    let words: Vec<String> = between
        .split(|c: char| c.is_whitespace() || c == ',' || c == '(')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.len() > 7 {
        return None;
    }
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let quiet = words.iter().all(|w| {
        const QUIET: [&str; 40] = [
            "a",
            "area",
            "around",
            "capital",
            "central",
            "city",
            "close",
            "countryside",
            "district",
            "east",
            "eastern",
            "in",
            "inside",
            "its",
            "near",
            "neighbourhood",
            "neighborhood",
            "north",
            "northeast",
            "northeastern",
            "northern",
            "northwest",
            "northwestern",
            "of",
            "outside",
            "part",
            "province",
            "quarter",
            "region",
            "rural",
            "s",
            "south",
            "southeast",
            "southeastern",
            "southern",
            "southwest",
            "southwestern",
            "suburb",
            "the",
            "to",
        ];
        QUIET.contains(&w.as_str()) || matches!(w.as_str(), "town" | "village" | "west" | "western")
    });
    if !quiet || (words.is_empty() && !between.contains([',', '(', ' '])) {
        return None;
    }
    let part = ["suburb", "district", "neighbourhood", "neighborhood", "quarter"];
    Some(if has(&["near", "outside", "around", "close"]) {
        Link::Near
    } else if has(&part) && words.last().is_some_and(|w| w == "of") && !has(&["in"]) {
        Link::Part
    } else {
        Link::In
    })
}

/// Whether the second place is the one the first lies in; "in" says so where the two are alike.
fn wider(b: &PlaceMention, a: &PlaceMention, between: &str) -> bool {
    breadth(b) > breadth(a) || (breadth(b) == breadth(a) && between.contains(" in "))
}

/// From narrow to wide.
fn breadth(mention: &PlaceMention) -> u8 {
    match mention.found.as_ref().map(|f| f.place.kind) {
        Some(PlaceKind::Quarter | PlaceKind::Site) => 0,
        Some(PlaceKind::Town) => 1,
        None | Some(PlaceKind::River | PlaceKind::Border | PlaceKind::Nature) => 2,
        Some(PlaceKind::Region) => 3,
        Some(PlaceKind::Country) => 4,
        Some(PlaceKind::Area) => 5,
    }
}

fn same_country(a: &PlaceMention, b: &PlaceMention) -> bool {
    let country = |m: &PlaceMention| m.found.as_ref().and_then(|f| f.place.country.clone());
    match (country(a), country(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether one is the country in which the other lies.
fn country_of(wide: &PlaceMention, narrow: &PlaceMention) -> bool {
    breadth(wide) == 4
        && narrow.found.is_some()
        && breadth(narrow) < 4
        && same_country(wide, narrow)
        && narrow.found.as_ref().is_some_and(|f| f.place.country.is_some())
}
