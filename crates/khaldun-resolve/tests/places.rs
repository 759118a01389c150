//! The place suites (`suites/places`), and what must hold for any text.

use khaldun_language::{Parsed, Pipeline};
use khaldun_model::{PlaceMention, PlaceUse, km_between};
use khaldun_resolve::where_::{Gazetteer, Toponym, find, toponyms};
use khaldun_testkit::account;
use khaldun_text::Account;
use std::sync::OnceLock;

fn gazetteer() -> &'static Gazetteer {
    static ONE: OnceLock<Gazetteer> = OnceLock::new();
    ONE.get_or_init(|| Gazetteer::builtin(&[]))
}

fn places(text: &str) -> (Account, Vec<PlaceMention>, Vec<Toponym>) {
    let account = account(text);
    let parsed = Parsed::of(&account, Pipeline::embedded());
    let actors = actors(&account, &parsed);
    let found = find(&account, &parsed, gazetteer(), &actors).value;
    (account, found, toponyms(&parsed, gazetteer(), &actors))
}

fn actors(account: &Account, parsed: &Parsed) -> Vec<khaldun_model::ActorMention> {
    let register = khaldun_resolve::who::Register::builtin();
    khaldun_resolve::who::find(account, parsed, &register, None).value
}

/// What a line of a suite says against what was found; `None` where they agree.
fn differs(
    line: &str,
    account: &Account,
    found: &[PlaceMention],
    bare: &[Toponym],
) -> Option<String> {
    let of = |m: &&PlaceMention, words: &str| m.span.of(&account.text) == words;
    if let Some(words) = line.strip_prefix("not ") {
        let literal = |m: &&PlaceMention| m.used_as == PlaceUse::Literal && of(m, words);
        return found.iter().find(literal).map(|m| format!("taken for a place: {:?}", m.found));
    }
    let (words, wanted) = line.split_once(" = ").expect("`words = KIND CC LAT LON within KM`");
    let mention = found.iter().find(|m| of(m, words)).map(|m| (&m.found, &m.abstained));
    let name = bare.iter().find(|t| t.span.of(&account.text) == words);
    let Some((found, abstained)) = mention.or(name.map(|t| (&t.found, &t.abstained))) else {
        return Some("not found".to_owned());
    };
    let Some(place) = found.as_ref().map(|f| &f.place) else {
        return Some(format!("comes to nothing: {abstained:?}"));
    };
    let w: Vec<&str> = wanted.split_whitespace().collect();
    let (lat, lon): (f64, f64) =
        (w[2].parse().expect("a latitude"), w[3].parse().expect("a longitude"));
    let km = km_between((lat, lon), (place.lat, place.lon));
    let kind = w[0] == "*" || place.kind.as_str() == w[0];
    let country = place.country.as_deref().unwrap_or("--") == w[1];
    let near = km <= w[5].parse::<f64>().expect("kilometres");
    (!(kind && country && near)).then(|| format!("{km:.0} km off: {place:?}"))
}

fn run(suite: &str, text: &str) -> (usize, Vec<String>) {
    let (mut right, mut wrong) = (0, Vec::new());
    for chunk in text.split("\n\n").filter(|c| c.starts_with("> ")) {
        let quoted = chunk.lines().filter_map(|l| l.strip_prefix('>'));
        let words = quoted.map(str::trim).collect::<Vec<_>>().join("\n");
        let (account, found, bare) = places(&words);
        for line in chunk.lines().filter_map(|l| l.strip_prefix("- ")) {
            match differs(line, &account, &found, &bare) {
                None => right += 1,
                Some(how) => wrong.push(format!("{suite}: {}  - {line}: {how}", words.trim())),
            }
        }
    }
    (right, wrong)
}

#[allow(clippy::print_stdout, reason = "says what it measured")]
#[test]
fn the_suites_hold() {
    let suites = [
        ("conflict", include_str!("../../../suites/places/conflict.md")),
        ("derived", include_str!("../../../suites/places/derived.md")),
        ("lines", include_str!("../../../suites/places/lines.md")),
        ("people", include_str!("../../../suites/places/people.md")),
        ("choice", include_str!("../../../suites/places/choice.md")),
        ("far-and-wide", include_str!("../../../suites/places/far-and-wide.md")),
    ];
    let (mut right, mut failing, mut wrong, mut mended) = (0, 0, Vec::new(), 0);
    for (name, text) in suites {
        let (held, known) = text.split_once("\n## Known misreadings").unwrap_or((text, ""));
        let (r, w) = run(name, held);
        right += r;
        wrong.extend(w);
        let (r, w) = run(name, known);
        mended += r;
        failing += w.len();
    }
    assert!(wrong.is_empty(), "{right} right, {} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(mended, 0, "lines under Known misreadings are read rightly now: move them up");
    println!("{right} of {} place mentions read rightly", right + failing);
    assert!(right >= 300 && failing * 9 <= right, "{failing} known misreadings against {right}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_is_read_without_panic(text in "(\\PC|Aleppo|north of |the |al-|, La\\.|[A-Z][a-z]{2,6}|[ \n.,'-]){0,60}") {
        let (account, found, _) = places(&text);
        let mut end = 0;
        for mention in &found {
            proptest::prop_assert!(account.text.get(mention.span.range()).is_some());
            proptest::prop_assert!(mention.span.start >= end, "mentions overlap or are out of order");
            end = mention.span.end;
            proptest::prop_assert!(mention.found.is_some() != mention.abstained.is_some());
        }
    }
}
