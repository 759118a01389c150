//! When? The widest window the account itself supports.
//!
//! A clause's own date decides. A clause without one is set on one of the dates that the account
//! offers it ([`super::offered`]): the one the paragraph has reached, that of the clause around it, the
//! account's own, a bracket of two of them, or none.

use super::assign::assign;
use super::offered::{AROUND, Candidate, Story, Told, because};
use super::sign::signs;
use crate::clause::Clause;
use crate::lexicon::{self, Class};
use jiff::civil::Date;
use khaldun_language::Parsed;
use khaldun_model::{Claim, Kind, Mentions, TimeBound, TimeKind, TimeMention, Window};
use khaldun_text::{Account, Span};

/// The days an account spans.
#[derive(Clone, Copy)]
pub(super) struct Calendar {
    /// Its own date.
    pub(super) now: Option<Date>,
    /// The first day it tells of.
    pub(super) first: Option<Date>,
}

impl Calendar {
    /// "In 2013 …" in a report of today: a loose date long before the account's own tells where a
    /// thing comes from and does not take the story back there.
    pub(super) fn background(self, window: Window) -> bool {
        let far = |now: Date| i64::from((now - window.end).get_days()) > BACKGROUND_DAYS;
        window.days() > OPENING_DAYS && self.now.is_some_and(far)
    }
}

/// How long before the account's own date a loose date is background.
const BACKGROUND_DAYS: i64 = 366;
/// How far before its own date an account's story may begin: further back is background.
const STORY_DAYS: i64 = 1100;
/// A date this loose ("in 2011") does not open a story.
const OPENING_DAYS: i64 = 62;

pub(super) fn fill(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
    choose: &mut dyn FnMut(usize, Vec<Candidate>) -> Option<Candidate>,
) {
    let dated: Vec<&TimeMention> = mentions
        .times
        .iter()
        .filter(|t| {
            matches!(t.kind, TimeKind::Date | TimeKind::Time) || t.bound == TimeBound::Within
        })
        .filter(|t| t.when.window.is_some())
        .collect();
    let spans: Vec<Span> = dated.iter().map(|t| t.span).collect();
    let own = assign(parsed, clauses, &spans);
    let mut calendar = calendar(account, &dated);
    if let Some(beginning) = beginning(parsed, clauses, &own, &dated, calendar.now) {
        calendar.first = Some(beginning);
    }
    let signs = clauses.iter().zip(claims.iter()).map(|(c, k)| signs(parsed, c, k)).collect();
    let story = Story { parsed, clauses, own: &own, dated: &dated, calendar, signs };
    let mut told = Told::default();
    for i in 0..claims.len() {
        let times: Vec<&TimeMention> = own[i].iter().map(|&n| dated[n]).collect();
        let again = story.again(claims, i);
        let here = story.here(i, &told, again);
        let (window, because) = if let Some(stated) = window_of(&claims[i], &times, here, calendar)
        {
            claims[i].time_bracketed = false;
            stated
        } else {
            let candidates = story.candidates(claims, i, &told, again);
            let chosen = choose(i, candidates);
            claims[i].time_bracketed = !chosen.as_ref().is_some_and(|c| c.marks.contains(&AROUND));
            chosen.map_or((None, "the account gives none".to_owned()), |c| {
                (Some(c.window), because(&c))
            })
        };
        if let Some(window) = window.filter(|_| !times.is_empty() && tells(&claims[i])) {
            told.take(&story, i, window);
        }
        claims[i].time = window;
        claims[i].time_because = because;
    }
}

fn calendar(account: &Account, dated: &[&TimeMention]) -> Calendar {
    let now = account.dateline.as_ref().and_then(|d| d.date).and_then(|(year, month, day)| {
        let first =
            Date::new(year, month.unwrap_or(12).cast_signed(), day.unwrap_or(1).cast_signed());
        let first = first.ok()?;
        Some(if day.is_some() { first } else { first.last_of_month() })
    });
    let near = |w: &Window| {
        w.days() <= OPENING_DAYS
            && now.is_none_or(|n| w.start <= n && i64::from((n - w.start).get_days()) <= STORY_DAYS)
    };
    let body = account.body().next().map_or(0, |b| b.span.start);
    let first = dated
        .iter()
        .filter(|t| t.span.start >= body)
        .filter_map(|t| t.when.window)
        .filter(near)
        .map(|w| w.start)
        .min();
    Calendar { now, first }
}

/// "The crisis began on 1 August", "since the outbreak of the war in March 2012": the day on which the
/// account lets its story begin.
fn beginning(
    parsed: &Parsed,
    clauses: &[Clause],
    own: &[Vec<usize>],
    dated: &[&TimeMention],
    now: Option<Date>,
) -> Option<Date> {
    let tells = |clause: &Clause| {
        let Some(doc) = &parsed.docs[clause.block] else { return false };
        let any =
            |class: Class| clause.tokens.iter().any(|&t| lexicon::marks(doc.lemma(t)).has(class));
        any(Class::Begin) && any(Class::Trouble)
    };
    let starts =
        own.iter().enumerate().filter(|(i, _)| tells(&clauses[*i])).filter_map(|(_, own)| {
            let window = dated[*own.first()?].when.window?;
            let known = window.days() <= OPENING_DAYS && now.is_none_or(|n| window.start < n);
            known.then_some(window.start)
        });
    starts.min()
}

/// Whether a claim moves the story on.
fn tells(claim: &Claim) -> bool {
    matches!(claim.kind, Kind::Event | Kind::Pattern | Kind::State)
}

/// The window of a clause's own dates.
fn window_of(
    claim: &Claim,
    times: &[&TimeMention],
    told: Option<Window>,
    calendar: Calendar,
) -> Option<(Option<Window>, String)> {
    let mut found: Option<Window> = None;
    for (n, time) in times.iter().enumerate() {
        let Some(value) = time.when.window else { continue };
        let next = times.get(n + 1).filter(|t| t.bound == TimeBound::Until);
        if n > 0 && time.bound == TimeBound::Until && times[n - 1].bound == TimeBound::From {
            continue;
        }
        // "The port was theirs again by Thursday": so it was on that day.
        let so = claim.kind == Kind::State && time.bound == TimeBound::By;
        let bound = if so { TimeBound::In } else { time.bound };
        let bounded = bounded(bound, value, next.and_then(|t| t.when.window), told, calendar);
        found = Some(match found {
            None => bounded,
            Some(before) => before.meet(bounded).unwrap_or_else(|| before.cover(bounded)),
        });
    }
    let found = found?;
    let words = if times.len() == 1 { "its own date" } else { "its own dates" };
    Some((Some(found), words.to_owned()))
}

fn bounded(
    bound: TimeBound,
    value: Window,
    until: Option<Window>,
    told: Option<Window>,
    calendar: Calendar,
) -> Window {
    let open = |start: Date, end: Date| Window { start: start.min(end), end: end.max(start) };
    let now = calendar.now.unwrap_or(value.end);
    let begin =
        told.map(|t| t.start).filter(|&s| s <= value.end).or(calendar.first).unwrap_or(value.start);
    match bound {
        TimeBound::In | TimeBound::Around | TimeBound::Within => value,
        TimeBound::Since => open(value.start, now),
        TimeBound::From => open(value.start, until.map_or(now, |u| u.end)),
        TimeBound::Until | TimeBound::By => open(begin, value.end),
        TimeBound::Before => open(begin, value.start),
        TimeBound::After => open(value.end, now),
    }
}
