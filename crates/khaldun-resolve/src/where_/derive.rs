//! Names with the words that make another place of them.

use super::gazetteer::Gazetteer;
use super::toponym::Toponym;
use khaldun_language::Parsed;
use khaldun_model::PlaceMention;
use khaldun_text::Account;

/// The bearing of a direction word, in degrees from north.
pub(super) fn direction(word: &str) -> Option<f64> {
    let plain = word.trim_end_matches("ern").replace(['-', ' '], "");
    let all = [
        ("north", 0.0),
        ("northeast", 45.0),
        ("east", 90.0),
        ("southeast", 135.0),
        ("south", 180.0),
        ("southwest", 225.0),
        ("west", 270.0),
        ("northwest", 315.0),
    ];
    all.iter().find(|(w, _)| *w == plain).map(|(_, d)| *d)
}

/// The place mentions of an account.
pub(super) fn mentions(
    _account: &Account,
    _parsed: &Parsed,
    _gazetteer: &Gazetteer,
    names: Vec<Toponym>,
) -> Vec<PlaceMention> {
    let plain = |t: Toponym| PlaceMention {
        span: t.span,
        used_as: t.used_as,
        found: t.found,
        abstained: t.abstained,
    };
    names.into_iter().map(plain).collect()
}
