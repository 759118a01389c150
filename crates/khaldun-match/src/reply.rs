//! What was said of an event: "Ankara denied it", "the group later claimed the attack".
//!
//! Such a claim names no day and no place of its own. It answers a claim before it, and if a row tells
//! of what that one tells of, the row may go on to say who denied it, who was blamed and who took it
//! upon himself. So the words of the rows that the answered claim rests on are searched for a clause
//! with the same party and a word of the same sort (data/replies.tsv). What the party said is borne
//! out by that, not that it is so.
//!
//! A toll without a day and a place of its own ("sixty people died there") goes in the same way with the
//! claim before it: the rows of that one bear it out or differ from it.

use crate::figure;
use crate::judge::Held;
use crate::name::{Name, Sort};
use crate::party::Parties;
use crate::question::{Open, Question};
use crate::words::holds;
use crate::{Match, Part, Relations, RowMatch, Standing, Tie, Verdict};
use khaldun_model::{Claim, Plover, Polarity};
use khaldun_records::Event;
use khaldun_records::fold::fold;
use std::sync::OnceLock;

/// How many claims lie between an event and what is said of it, at most.
const BACK: usize = 6;

fn table() -> &'static [(&'static str, &'static str)] {
    static TABLE: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("../data/replies.tsv").lines().skip(1);
        lines.filter_map(|l| l.split_once('\t')).collect()
    })
}

/// The sorts of reply whose words a folded text has, each with the place of the word.
fn replies(folded: &str) -> impl Iterator<Item = (&'static str, usize)> + '_ {
    let whole = move |w: &str| {
        let padded = |at: &usize| {
            let (before, after) = (&folded[..*at], &folded[at + w.len()..]);
            (before.is_empty() || before.ends_with(' '))
                && (after.is_empty() || after.starts_with(' '))
        };
        folded.match_indices(w).map(|(at, _)| at).find(padded)
    };
    table().iter().filter_map(move |(sort, w)| whole(w).map(|at| (*sort, at)))
}

/// Looks for replies among what nothing was found for. `matches` holds, for each claim in order, a
/// match for each set in order.
pub(crate) fn answer(
    matches: &mut [Match],
    claims: &[Claim],
    questions: &[Question],
    held: &[Held<'_>],
    relations: &dyn Relations,
) {
    for (n, question) in questions.iter().enumerate() {
        let verbal = matches!(
            question.action,
            None | Some(Plover::Reject | Plover::Accuse | Plover::Concede)
        );
        if !verbal || question.polarity == Polarity::Denied || question.actors.is_empty() {
            continue;
        }
        let Some((sort, _)) = replies(&fold(&question.text)).min_by_key(|(_, at)| *at) else {
            continue;
        };
        for (s, set) in held.iter().enumerate() {
            let at = |claim: usize| claim * held.len() + s;
            if !matches!(
                matches[at(n)].verdict,
                Verdict::NotCovered | Verdict::NotFoundThoughCovered | Verdict::NotCheckable
            ) {
                continue;
            }
            let before = (n.saturating_sub(BACK)..n).rev();
            let answered = before
                .filter(|b| claims[*b].block == claims[n].block)
                .map(|b| &matches[at(b)].rows)
                .find(|rows| !rows.is_empty());
            let parties = Parties { relations, sides: &set.set.coverage.sides, files_sides: false };
            // Whom it was denied to be tied to, the row must name too.
            let whom = Parties::read(&question.targets);
            let whom: Vec<&Name> = if sort == "deny" && !question.open.contains(&Open::Target) {
                whom.iter().collect()
            } else {
                Vec::new()
            };
            let says = |row: &&RowMatch| {
                let event = &set.set.events[row.event];
                let words = fold(&event.outcome);
                whom.iter().all(|n| holds(&words, &n.key)) && told(event, sort, question, &parties)
            };
            let rows: Vec<RowMatch> =
                answered.into_iter().flatten().filter(says).cloned().collect();
            let Some(first) = rows.first() else { continue };
            let because = format!(
                "row {}, which tells of what this answers, says so of {}",
                first.id,
                question.actors.join(" and ")
            );
            let found = &mut matches[at(n)];
            found.verdict = Verdict::Corroborated;
            found.because = because;
            found.near.retain(|near| rows.iter().all(|row| row.event != near.event));
            found.rows = rows;
        }
    }
}

/// Holds tolls that follow an event against the rows on which that rests.
pub(crate) fn tolls(
    matches: &mut [Match],
    claims: &[Claim],
    questions: &[Question],
    held: &[Held<'_>],
) {
    for (n, question) in questions.iter().enumerate() {
        let own = !question.places.is_empty() && !question.open.contains(&Open::Place);
        if own || question.deaths.is_none() || question.polarity == Polarity::Denied {
            continue;
        }
        for (s, set) in held.iter().enumerate() {
            let at = |claim: usize| claim * held.len() + s;
            let absent = matches!(
                matches[at(n)].verdict,
                Verdict::NotCovered | Verdict::NotFoundThoughCovered
            );
            let before = (n.saturating_sub(TOLL_BACK)..n).rev();
            let mut before = before.filter(|b| claims[*b].block == claims[n].block);
            let told = before.find(|b| !matches[at(*b)].rows.is_empty());
            let Some(told) = told.filter(|b| absent && violent(&questions[*b])) else { continue };
            let Some(mut row) = matches[at(told)].rows.first().cloned() else { continue };
            let event = &set.set.events[row.event];
            let meets = question.window.is_some_and(|w| w.meets(event.window));
            let toll = figure::compare(question.deaths, &question.deaths_by, event, &[]);
            let verdict = match toll.standing {
                Standing::Agrees if meets => Verdict::Corroborated,
                Standing::Differs if meets => Verdict::Qualified,
                _ => continue,
            };
            for part in row.agreements.iter_mut().filter(|a| a.part == Part::Figures) {
                part.standing = toll.standing;
                part.says.clone_from(&toll.says);
            }
            let found = &mut matches[at(n)];
            found.verdict = verdict;
            found.because = format!(
                "row {} tells of the event that this goes with; {}{}",
                row.id,
                if verdict == Verdict::Qualified {
                    "what differs is the number of dead: "
                } else {
                    ""
                },
                toll.says
            );
            found.near.retain(|near| near.event != row.event);
            found.rows = vec![row];
        }
    }
}

/// How many claims lie between an event and its toll, at most.
const TOLL_BACK: usize = 2;

fn violent(question: &Question) -> bool {
    question.polarity == Polarity::Affirmed
        && matches!(question.action, Some(Plover::Assault | Plover::Coerce))
}

/// Whether a clause of the row has one of the claim's actors with a word of that sort behind it, or
/// before it with "by".
fn told(event: &Event, sort: &str, question: &Question, parties: &Parties<'_>) -> bool {
    let names = names(question, event, parties);
    let text = format!("{}. {}", event.what, event.outcome);
    text.split(['.', ';']).map(fold).any(|clause| {
        replies(&clause).filter(|(s, _)| *s == sort).any(|(_, verb)| {
            let (before, after) = clause.split_at(verb);
            names.iter().any(|name| holds(before.trim_end(), name))
                || names.iter().any(|name| holds(after, &format!("by {name}")))
        })
    })
}

/// How a row's words may call the claim's actors: their names, those of the row's parties that they
/// are or belong to, and the adjectives of their states.
fn names(question: &Question, event: &Event, parties: &Parties<'_>) -> Vec<String> {
    let day = Some(event.window.start);
    let mut all: Vec<String> = Vec::new();
    let called = |name: &Name| {
        let own = name.names().map(fold);
        let known = parties.relations.names(&name.text, day);
        let known: Vec<String> = known.iter().map(|n| fold(n)).collect();
        own.chain(known).chain(name.state_words()).chain([name.key.clone()]).collect::<Vec<_>>()
    };
    for actor in Parties::read(&question.actors) {
        all.extend(called(&actor));
        for side in event.parties().map(Name::read) {
            if matches!(parties.same(&actor, &side, event), Some(Tie::Same(_))) {
                all.extend(called(&side));
            }
        }
        if actor.sort == Sort::Forces {
            all.push("army".to_owned());
        }
    }
    all.retain(|name| name.len() > 2);
    all.sort_unstable();
    all.dedup();
    all
}
