//! What is to be said, before it is set: everything the page prints, in words.
//!
//! The page's templates only arrange; whatever is counted, grouped, worded or withheld is decided
//! here, where it can be tested without reading HTML.

mod account;
mod analyst;
mod argument;
mod brief;
mod card;
mod chart;
mod relation;
mod row;
mod set;
pub mod split;
mod test;
mod unchecked;
pub mod words;

pub use account::{AccountView, Stretch, Words};
pub use analyst::{AnalystCard, AnalystView, Corrections, EntryView, HypothesisView};
pub use argument::Point;
pub use brief::{Brief, Line, Reason};
pub use card::{Against, Beside, Card, Compared, FigureView, RowView, SetVerdict, WhereView};
pub(crate) use chart::shortened;
pub use chart::{Bar, Dot, Mark};
pub use relation::{Act, Pair};
pub use row::{UsedRow, row_anchor};
pub use set::SetView;
pub use test::{TestView, WindowView};
pub use unchecked::Group;

use khaldun::Checked;
use khaldun::analyst::Work;
use khaldun_diag::Diagnostic;
use khaldun_match::Verdict;
use khaldun_model::Kind;
use std::collections::BTreeMap;

/// The whole report in words.
#[derive(Debug)]
pub struct Report {
    /// The program's version.
    pub version: &'static str,
    /// What stands in the browser's title bar.
    pub title: String,
    /// One plain sentence on what came out.
    pub summary: String,
    /// What holds, what does not, what could not be checked, in brief.
    pub brief: Brief,
    /// Claims in all accounts.
    pub claims: usize,
    /// Counts of kind by verdict; every pair that occurs, with its claims.
    pub counts: BTreeMap<(Kind, usize), Vec<Link>>,
    /// Names of all actors of claims, in alphabetical order, with their claims.
    pub actors: Vec<(String, Vec<Link>)>,
    /// Names of all places of claims, in alphabetical order, with their claims.
    pub places: Vec<(String, Vec<Link>)>,
    /// Everyone on whose word a claim is made, in alphabetical order, with their claims.
    pub voices: Vec<(String, Vec<Link>)>,
    /// Whose observations lie behind what bears claims out, in alphabetical order, with their claims.
    pub origins: Vec<(String, Vec<Link>)>,
    /// The rows that verdicts rest on, set by set, with the claims they bear on.
    pub rows: Vec<UsedRow>,
    /// What the analyst says; `None` where the case has no analyst's layer.
    pub analyst: Option<AnalystView>,
    /// Tests of claims about behaviour, as they lie in the case.
    pub tests: Vec<TestView>,
    /// The record sets used.
    pub sets: Vec<SetView>,
    /// The accounts.
    pub accounts: Vec<AccountView>,
    /// What could not be checked, and why.
    pub unchecked: Vec<Group>,
}

/// A way to a claim's card.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The card's anchor: `a1-c003`.
    pub anchor: String,
    /// What the link shows: `c003`.
    pub label: String,
}

impl Report {
    /// Words everything one run found.
    pub fn of(checked: &Checked) -> Self {
        Self::with(checked, &Work::default())
    }

    /// Words everything one run found, with what an analyst says of it.
    pub fn with(checked: &Checked, work: &Work) -> Self {
        let mut accounts: Vec<AccountView> = (checked.accounts.iter().enumerate())
            .map(|(n, a)| AccountView::of(n, a, checked, work))
            .collect();
        let actors = named(&accounts, |c| c.actor_names.clone());
        let places = named(&accounts, |c| c.place_names.clone());
        let voices = named(&accounts, |c| vec![c.by.clone()]);
        let origins = named(&accounts, |c| c.origin_names.clone());
        number_names(&mut accounts, [&actors, &places, &voices, &origins]);
        let counts = counts(&accounts);
        Self {
            version: checked.version,
            title: title(&accounts),
            summary: summary(&accounts, &checked.sets),
            brief: brief::of(&accounts),
            claims: accounts.iter().map(|a| a.cards.len()).sum(),
            counts,
            actors,
            places,
            voices,
            origins,
            rows: row::used(&accounts),
            analyst: AnalystView::of(&accounts, checked, work),
            sets: checked.sets.iter().map(SetView::of).collect(),
            tests: (checked.tests.iter().enumerate())
                .map(|(n, t)| TestView::of(n, t, &accounts))
                .collect(),
            unchecked: unchecked::groups(&accounts),
            accounts,
        }
    }

    /// The claims under a verdict, all kinds together.
    pub fn under(&self, verdict: Verdict) -> usize {
        let place = place_of(verdict);
        self.counts.iter().filter(|((_, v), _)| *v == place).map(|(_, l)| l.len()).sum()
    }

    /// The claims of a kind, all verdicts together.
    pub fn of_kind(&self, kind: Kind) -> usize {
        self.counts.iter().filter(|((k, _), _)| *k == kind).map(|(_, l)| l.len()).sum()
    }

    /// The claims of a kind under a verdict.
    pub fn links(&self, kind: Kind, verdict: Verdict) -> &[Link] {
        self.counts.get(&(kind, place_of(verdict))).map_or(&[], Vec::as_slice)
    }

    /// All notes of all accounts, each with its account's name.
    pub fn notes(&self) -> impl Iterator<Item = (&AccountView, &Diagnostic)> {
        self.accounts.iter().flat_map(|a| a.notes.iter().map(move |n| (a, n)))
    }
}

/// A verdict's place in the order of summaries (its own order sorts for tables, not for readers).
fn place_of(verdict: Verdict) -> usize {
    Verdict::ALL.iter().position(|v| *v == verdict).unwrap_or(Verdict::ALL.len())
}

fn counts(accounts: &[AccountView]) -> BTreeMap<(Kind, usize), Vec<Link>> {
    let mut counts: BTreeMap<(Kind, usize), Vec<Link>> = BTreeMap::new();
    for card in accounts.iter().flat_map(|a| &a.cards) {
        counts.entry((card.kind, place_of(card.verdict))).or_default().push(card.link());
    }
    counts
}

fn named(
    accounts: &[AccountView],
    names: impl Fn(&Card) -> Vec<String>,
) -> Vec<(String, Vec<Link>)> {
    let mut map: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    for card in accounts.iter().flat_map(|a| &a.cards) {
        for name in names(card) {
            map.entry(name).or_default().push(card.link());
        }
    }
    map.into_iter().collect()
}

/// Gives each card the numbers of its actors, places, voice and origins, by which the script filters.
fn number_names(
    accounts: &mut [AccountView],
    [actors, places, voices, origins]: [&[(String, Vec<Link>)]; 4],
) {
    let number = |list: &[(String, Vec<Link>)], names: &[String]| -> Vec<usize> {
        names.iter().filter_map(|n| list.binary_search_by(|(m, _)| m.cmp(n)).ok()).collect()
    };
    for card in accounts.iter_mut().flat_map(|a| &mut a.cards) {
        card.actor_numbers = number(actors, &card.actor_names);
        card.place_numbers = number(places, &card.place_names);
        card.origin_numbers = number(origins, &card.origin_names);
        let voice = number(voices, std::slice::from_ref(&card.by));
        card.voice_number = voice.first().copied().unwrap_or_default();
    }
}

fn title(accounts: &[AccountView]) -> String {
    match accounts {
        [] => "Khaldun: nothing was checked".to_owned(),
        [one] => one.title.clone(),
        [one, rest @ ..] => format!("{} and {} more", one.title, rest.len()),
    }
}

/// One sentence a hurried editor can quote: counts only, no leaning.
fn summary(accounts: &[AccountView], sets: &[khaldun_records::RecordSet]) -> String {
    let cards = || accounts.iter().flat_map(|a| &a.cards);
    let under = |v: Verdict| cards().filter(|c| c.verdict == v).count();
    let all = cards().count();
    let not = under(Verdict::NotCheckable);
    let whom = match accounts {
        [_] => "this account".to_owned(),
        more => format!("these {} accounts", words::small(more.len())),
    };
    let head = format!("Khaldun read {} in {whom}", words::count(all, "claim", "claims"));
    if all == 0 {
        return format!("Khaldun found no claim in {whom}.");
    }
    if sets.is_empty() {
        return format!("{head}; no record set was given, so none was held against records.");
    }
    let parts: Vec<String> = [
        (Verdict::Corroborated, "borne out"),
        (Verdict::Qualified, "found with a detail that differs or stays open"),
        (Verdict::Contradicted, "contradicted"),
        (Verdict::NotFoundThoughCovered, "not found though covered"),
        (Verdict::NotCovered, "outside what the records cover"),
    ]
    .into_iter()
    .filter(|(v, _)| under(*v) > 0)
    .map(|(v, says)| format!("{} {says}", words::small(under(v))))
    .collect();
    let could = if parts.is_empty() {
        "event records could settle none of them".to_owned()
    } else {
        format!("held against the record, {}", words::list(&parts))
    };
    let rest = match not {
        0 => String::new(),
        n => format!("; {} no event record could settle", words::small(n)),
    };
    format!("{head}: {could}{rest}.")
}
