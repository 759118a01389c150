//! What tests of claims about behaviour came to: as `khaldun test` left it in the case, worded there.

use super::{AccountView, Link};
use khaldun::Tested;
use khaldun::tested::Figure;
use serde_json::Value;

/// A test in words.
#[derive(Debug)]
pub struct TestView {
    /// Its anchor.
    pub anchor: String,
    /// The plan's file name.
    pub plan: String,
    /// SHA-256 of the plan.
    pub sha256: String,
    /// Whether the plan was locked before the data were looked at.
    pub locked: bool,
    /// The words that were tested.
    pub words: String,
    /// The claim, where it is still read as it was.
    pub claim: Option<Link>,
    /// The verdict in one word or two.
    pub verdict: String,
    /// The answer in a sentence.
    pub headline: String,
    /// The answer with its figures.
    pub paragraph: String,
    /// Why it came to no answer, where it did not.
    pub reasons: Vec<String>,
    /// What else would explain it, and what the records do not see.
    pub caveats: Vec<String>,
    /// One line of figures for each pair of windows.
    pub windows: Vec<WindowView>,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// The figures of one radius and length.
#[derive(Debug)]
pub struct WindowView {
    /// Radius and length: `25 km, 7 days`.
    pub window: String,
    /// Responses after triggers over observed days.
    pub trigger: String,
    /// The same after contrast events.
    pub contrast: String,
    /// Ratio of the two rates.
    pub ratio: String,
    /// Its 95 % interval.
    pub interval: String,
    /// The permutation p-value, adjusted for the number of windows.
    pub p: String,
}

impl TestView {
    pub(super) fn of(n: usize, test: &Tested, accounts: &[AccountView]) -> Self {
        let answer = &test.answer;
        let (account, id) = test.claim();
        let words = text(&answer["claim"]["words"]);
        let card = accounts
            .iter()
            .filter(|a| a.name == account)
            .flat_map(|a| &a.cards)
            .find(|c| c.label == id && c.quote == words);
        Self {
            anchor: format!("test-{}", n + 1),
            plan: text(&answer["plan"]["name"]),
            sha256: text(&answer["plan"]["sha256"]),
            locked: answer["plan"]["locked"] == true,
            words,
            claim: card.map(super::Card::link),
            verdict: test.says("verdict").replace('-', " "),
            headline: test.says("headline").to_owned(),
            paragraph: test.says("paragraph").to_owned(),
            reasons: texts(&answer["reasons"]),
            caveats: texts(&answer["otherwise"]),
            windows: list(&answer["cells"]).iter().map(window).collect(),
            figures: test.figures.clone(),
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    list(value).iter().map(text).filter(|t| !t.is_empty()).collect()
}

fn window(cell: &Value) -> WindowView {
    let rate = |sums: &Value| {
        format!(
            "{} in {} days, {} episodes",
            plain(&sums["post"]),
            plain(&sums["post_days"]),
            plain(&sums["eligible"])
        )
    };
    let (low, high) = (&cell["interval"]["low"], &cell["interval"]["high"]);
    let interval = if low.is_null() && high.is_null() {
        "unknown".to_owned()
    } else {
        format!("{} – {}", figure(low), figure(high))
    };
    WindowView {
        window: format!("{} km, {} days", plain(&cell["km"]), plain(&cell["days"])),
        trigger: rate(&cell["trigger"]),
        contrast: rate(&cell["contrast"]),
        ratio: figure(&cell["ratio"]["post"]),
        interval,
        p: cell["p_adjusted"].as_f64().map_or_else(|| "unknown".to_owned(), |p| format!("{p:.3}")),
    }
}

/// A count or a measure without needless decimals.
fn plain(value: &Value) -> String {
    value.as_f64().map_or_else(|| "unknown".to_owned(), super::words::number)
}

/// Two decimals; infinite and unknown numbers are `null` in the file.
fn figure(value: &Value) -> String {
    value.as_f64().map_or_else(|| "unknown".to_owned(), |n| format!("{n:.2}"))
}
