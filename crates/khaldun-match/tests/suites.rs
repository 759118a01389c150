//! Runs the matching suites (suites/matching/*.md).

mod suite;

#[test]
fn parties() {
    suite::check(include_str!("../../../suites/matching/parties.md"));
}

#[test]
fn place_and_day() {
    suite::check(include_str!("../../../suites/matching/place-and-day.md"));
}

#[test]
fn denials() {
    suite::check(include_str!("../../../suites/matching/denials.md"));
}

#[test]
fn names() {
    suite::check(include_str!("../../../suites/matching/names.md"));
}

#[test]
fn figures() {
    suite::check(include_str!("../../../suites/matching/figures.md"));
}

#[test]
fn crowds() {
    suite::check(include_str!("../../../suites/matching/crowds.md"));
}

#[test]
fn layouts() {
    suite::check(include_str!("../../../suites/matching/layouts.md"));
}

#[test]
fn quiet() {
    suite::check(include_str!("../../../suites/matching/quiet.md"));
}
