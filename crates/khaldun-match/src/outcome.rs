//! Who held the place? A claim that a party held it, against a row that tells of its taking.

use crate::Standing;
use crate::compare::{Asked, Compared};
use crate::name::Name;
use crate::party::Parties;
use khaldun_model::Polarity;
use khaldun_records::fold::fold;
use khaldun_records::{Event, RecordSet};
use std::sync::OnceLock;

/// Rows that show the contrary, and why.
pub(crate) struct Against<'c> {
    pub(crate) rows: Vec<&'c Compared>,
    pub(crate) because: String,
}

fn phrases(what: &str) -> impl Iterator<Item = &'static str> {
    static TABLE: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        include_str!("../data/outcome.tsv")
            .lines()
            .skip(1)
            .filter_map(|l| l.split_once('\t'))
            .collect()
    });
    let what = what.to_owned();
    table.iter().filter(move |(w, _)| *w == what).map(|(_, p)| *p)
}

/// Where the claim says that its actor held the place, and a row says that the actor's opponent
/// took it within the days: those rows.
pub(crate) fn against<'c>(
    asked: &Asked<'_>,
    all: &'c [Compared],
    set: &RecordSet,
    parties: &Parties<'_>,
) -> Option<Against<'c>> {
    let text = fold(&asked.question.text);
    let held = phrases("held").any(|p| crate::words::holds(&text, p));
    if !held || asked.question.polarity == Polarity::Denied || asked.targets.is_empty() {
        return None;
    }
    let fits = |c: &&Compared| {
        c.place == Standing::Agrees
            && c.date == Standing::Agrees
            && c.actor_shown()
            && c.target == Standing::Agrees
    };
    let mut candidates: Vec<&Compared> = all.iter().filter(fits).collect();
    candidates.sort_by_key(|c| {
        (c.km as i64, std::cmp::Reverse(set.events[c.event].window.days()), c.event)
    });
    let first =
        *candidates.iter().find(|c| taken_by(&asked.targets, &set.events[c.event], parties))?;
    let whole = &set.events[first.event];
    let inside = |c: &&Compared| {
        let event = &set.events[c.event];
        event.point == whole.point
            && whole.window.start <= event.window.start
            && event.window.end <= whole.window.end
            && (&event.actors, &event.targets) == (&whole.actors, &whole.targets)
            && (c.event == first.event || whole.window.days() <= 14)
    };
    let rows = candidates.iter().copied().filter(inside).collect();
    let because = format!(
        "the claim has {} hold the place; row {} ({}) tells of its taking by the other side",
        asked.question.actors.join(", "),
        whole.id,
        khaldun_records::say(whole.window)
    );
    Some(Against { rows, because })
}

/// Whether a headline of the row has the party before a word of taking.
fn taken_by(takers: &[Name], event: &Event, parties: &Parties<'_>) -> bool {
    let day = Some(event.window.start);
    event.what.split(';').map(fold).any(|headline| {
        let verb = phrases("taken").filter_map(|p| find(&headline, p)).min();
        let Some(verb) = verb else { return false };
        takers.iter().any(|taker| {
            let mut names = vec![taker.text.clone()];
            names.extend(parties.relations.names(&taker.text, day));
            names.extend(taker.state_words());
            names.iter().filter_map(|n| by_stems(&headline, &fold(n))).any(|at| at < verb)
        })
    })
}

fn find(text: &str, phrase: &str) -> Option<usize> {
    crate::words::holds(text, phrase).then(|| text.find(phrase)).flatten()
}

/// Where the text has the words of a name, each by its first five letters: translated headlines
/// write "Syria Democratic Forces".
fn by_stems(text: &str, name: &str) -> Option<usize> {
    let stem = |w: &str| w.chars().take(5).collect::<String>();
    let wanted: Vec<String> = name.split(' ').map(stem).collect();
    if name.len() < 3 {
        return None;
    }
    let words: Vec<&str> = text.split(' ').collect();
    let at = words
        .windows(wanted.len())
        .position(|w| w.iter().zip(&wanted).all(|(a, b)| stem(a) == *b))?;
    Some(words[..at].iter().map(|w| w.len() + 1).sum())
}
