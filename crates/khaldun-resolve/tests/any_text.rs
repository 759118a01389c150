//! Whatever the text, reading it does not fail, and what is found stands in order.

mod common;

use common::account;
use khaldun_resolve::{when, who};
use proptest::prelude::*;

fn register() -> &'static who::Register {
    static REGISTER: std::sync::OnceLock<who::Register> = std::sync::OnceLock::new();
    REGISTER.get_or_init(who::Register::builtin)
}

/// Shreds of dates and names, so that the grammars are met often.
fn text() -> impl Strategy<Value = String> {
    let words = [
        "6-7",
        "March",
        "2014",
        "May",
        "the",
        "night",
        "of",
        "two",
        "days",
        "later",
        "ago",
        "last",
        "week",
        "31",
        "February",
        "9999",
        "0000",
        "since",
        "until",
        "between",
        "and",
        "Ramadan",
        "'90s",
        "Q4",
        "3/4/05",
        "10:30",
        "a.m.",
        "every",
        "Friday",
        "within",
        "the 31st",
        "99999999999",
        "centuries",
        "after",
        "Ankara",
        "STC",
        "(",
        ")",
        "President",
        "al-",
        "U.S.",
        "army",
        "Turkish",
        "rebels",
        "-",
        "–",
        ",",
        ".",
        "é",
        "حزب",
        "\n",
        "🏴",
        "20th",
        "century",
        "end",
        "early",
        "a month",
        "years",
        "before",
    ];
    let shred = prop_oneof![9 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,8}"];
    prop::collection::vec(shred, 0..25).prop_map(|v| v.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn reading_never_fails(text in text(), dated in any::<bool>()) {
        let date = dated.then(|| jiff::civil::date(2020, 2, 29));
        let (account, parsed) = account(&[text]);
        let times = when::find(&account, &parsed, date).value;
        for pair in times.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for m in &times {
            prop_assert!(!m.span.of(&account.text).is_empty());
            prop_assert!(m.when.window.is_none_or(|w| w.start <= w.end));
            prop_assert_eq!(m.when.window.is_none(), m.when.edtf.is_empty());
        }
        let actors = who::find(&account, &parsed, register(), date).value;
        for pair in actors.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
    }
}

/// All dates of an account moved by 400 years move every window by as much.
#[test]
fn a_year_of_four_hundred_moves_every_window_alike() {
    // The Gregorian calendar repeats after 400 years (20,871 weeks): only what is written moves.
    let text = |y: i16| {
        format!(
            "On 5 March {y} the bridge fell. Two days later the town was shelled; last week it was quiet."
        )
    };
    let read = |y: i16| {
        let (account, parsed) = account(&[text(y)]);
        let date = jiff::civil::date(y, 4, 20);
        when::find(&account, &parsed, Some(date)).value
    };
    let (now, then) = (read(2018), read(1618));
    let days = (jiff::civil::date(2018, 1, 1) - jiff::civil::date(1618, 1, 1)).get_days();
    assert_eq!(now.len(), then.len());
    for (a, b) in now.iter().zip(&then) {
        let (a, b) = (a.when.window.expect("a window"), b.when.window.expect("a window"));
        assert_eq!((a.start - b.start).get_days(), days);
        assert_eq!((a.end - b.end).get_days(), days);
    }
}
