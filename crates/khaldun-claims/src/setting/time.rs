//! When? The widest window the account itself supports.
//!
//! A clause's own date decides. Without one, a deed stands in the time the paragraph has reached;
//! what people say about it afterwards runs from there to the account's own date; a present state
//! is dated with the account; the rest is bracketed by the account's own beginning and its date.

use super::again::deeds_meant;
use super::assign::assign;
use super::tense::{Tense, tense};
use crate::clause::{Clause, Role};
use crate::lexicon::{self, Class};
use jiff::civil::Date;
use khaldun_language::{Dep, Doc, Parsed, Tag};
use khaldun_model::{
    Claim, Kind, Mentions, Plover, TimeBound, TimeKind, TimeMention, Unit, Window,
};
use khaldun_text::{Account, Span};

/// The days an account spans.
#[derive(Clone, Copy)]
struct Calendar {
    /// Its own date.
    now: Option<Date>,
    /// The first day it tells of.
    first: Option<Date>,
}

impl Calendar {
    /// "In 2013 …" in a report of today: a loose date long before the account's own tells where a
    /// thing comes from and does not take the story back there.
    fn background(self, window: Window) -> bool {
        let far = |now: Date| i64::from((now - window.end).get_days()) > BACKGROUND_DAYS;
        window.days() > OPENING_DAYS && self.now.is_some_and(far)
    }
}

/// The first token of the sentence in which a clause's head stands.
fn sentence_of(parsed: &Parsed, clause: &Clause) -> usize {
    let Some(doc) = &parsed.docs[clause.block] else { return 0 };
    (0..=clause.head).rev().find(|&t| t == 0 || doc.tokens[t].sent_start).unwrap_or(0)
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
    let mut told: Option<(usize, Window)> = None;
    let mut aside: Option<(usize, usize, Window)> = None;
    for i in 0..claims.len() {
        let times: Vec<&TimeMention> = own[i].iter().map(|&n| dated[n]).collect();
        let deeds = deeds_meant(parsed, clauses, claims, i);
        let again = |block: Option<usize>| {
            let near = |j: &&usize| block.is_none_or(|b| clauses[**j].block == b);
            let mut dated = deeds.iter().filter(near).filter(|&&j| !claims[j].time_bracketed);
            dated.find_map(|&j| claims[j].time)
        };
        let here = aside
            .filter(|&(block, sentence, _)| {
                (block, sentence) == (clauses[i].block, sentence_of(parsed, &clauses[i]))
            })
            .map(|(_, _, w)| w)
            .or_else(|| again(Some(clauses[i].block)))
            .or_else(|| told.filter(|(block, _)| *block == clauses[i].block).map(|(_, w)| w))
            .or_else(|| again(None));
        let stated = window_of(&claims[i], &times, here, calendar).or_else(|| {
            let around =
                around(clauses, claims, &own, i).filter(|_| claims[i].kind != Kind::Hypothetical);
            around.map(|w| (Some(w), "the date of the clause it belongs to".to_owned()))
        });
        claims[i].time_bracketed = stated.is_none();
        let (window, because) =
            stated.unwrap_or_else(|| inherited(parsed, clauses, claims, i, here, calendar));
        if let Some(window) = window.filter(|_| !times.is_empty() && tells(&claims[i])) {
            if calendar.background(window) {
                aside = Some((clauses[i].block, sentence_of(parsed, &clauses[i]), window));
            } else {
                told = Some((clauses[i].block, window));
            }
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

/// The window of a clause without a date of its own.
fn inherited(
    parsed: &Parsed,
    clauses: &[Clause],
    claims: &[Claim],
    i: usize,
    told: Option<Window>,
    calendar: Calendar,
) -> (Option<Window>, String) {
    let (clause, claim) = (&clauses[i], &claims[i]);
    let Some(doc) = &parsed.docs[clause.block] else { return (None, String::new()) };
    let tense = tense(doc, clause.head);
    let whole = calendar.first.zip(calendar.now).map(|(start, end)| Window { start, end });
    let today = calendar.now.map(Window::day);
    let since_told =
        told.zip(calendar.now).map(|(t, now)| Window { start: t.start.min(now), end: now });
    let says = |window: Option<Window>, why: &str| {
        (
            window,
            if window.is_some() { why.to_owned() } else { "the account gives none".to_owned() },
        )
    };
    if claim.kind == Kind::Hypothetical {
        return says(None, "");
    }
    if clause.role == Role::Complement && matches!(tense, Tense::Past | Tense::Pluperfect) {
        let end = clause.parent.and_then(|p| claims[p].time).map(|w| w.end).or(calendar.now);
        let start = told.map(|t| t.start).or(calendar.first);
        let window = start.zip(end).map(|(s, e)| Window { start: s.min(e), end: e });
        let deed = told.filter(|_| deed(claim));
        return says(deed.or(window), "before it was said");
    }
    match (claim.kind, tense) {
        (Kind::Judgement, Tense::Present) => says(None, ""),
        (
            Kind::State | Kind::Intent | Kind::Judgement | Kind::Cause,
            Tense::Present | Tense::Open,
        ) => {
            let aside = clause.role == Role::Apposition;
            let window = told.filter(|_| tense == Tense::Open && !aside).or(today);
            says(window, "told in the present")
        }
        (Kind::Pattern, Tense::Present) if under_way(doc, clause.head) => {
            says(today, "under way when it was told")
        }
        (Kind::Pattern, Tense::Present) => says(today, "told in the present"),
        (Kind::Pattern, Tense::Perfect) => says(whole.or(today), "told as a habit"),
        (_, Tense::Perfect) => says(since_told.or(whole), "up to the account's own date"),
        (Kind::Event | Kind::Pattern, _) if deed(claim) => {
            says(told.or(whole), "the time the paragraph has reached")
        }
        (Kind::Event | Kind::Pattern, _) => {
            says(since_told.or(whole), "after what it answers, up to the account's own date")
        }
        (Kind::State, Tense::Past | Tense::Pluperfect) => {
            says(told.or(whole), "the time the paragraph has reached")
        }
        (Kind::Intent, _) => says(told.or(whole), "the time the paragraph has reached"),
        _ => says(whole, "between the account's beginning and its own date"),
    }
}

/// The date of the clause that a clause is part of: what happens in one breath happens at one time.
fn around(clauses: &[Clause], claims: &[Claim], own: &[Vec<usize>], i: usize) -> Option<Window> {
    let joined = |r: Role| {
        matches!(r, Role::Coordinate | Role::Participial | Role::Adverbial | Role::Purpose)
    };
    let mut at = i;
    for _ in 0..4 {
        if !joined(clauses[at].role) {
            return None;
        }
        at = clauses[at].parent?;
        if at < i && !own[at].is_empty() {
            return claims[at].time;
        }
    }
    None
}

/// "are fighting", "is being shelled": going on as the account is written.
fn under_way(doc: &Doc, head: usize) -> bool {
    let be = |c: usize| {
        matches!(doc.dep(c), Dep::Aux | Dep::Auxpass)
            && matches!(
                &*doc.word(c).to_lowercase(),
                "is" | "are" | "'s" | "'re" | "’s" | "’re" | "am"
            )
    };
    let being = |c: usize| doc.word(c).eq_ignore_ascii_case("being");
    doc.children(head).any(be)
        && (doc.tokens[head].tag == Tag::Vbg || doc.children(head).any(being))
}

/// Whether a claim tells of a deed or its toll, rather than of words about it.
fn deed(claim: &Claim) -> bool {
    use Plover::{Aid, Assault, Coerce, Mobilize, Protest, Retreat};
    let act = claim.coding.as_ref().and_then(|c| c.action);
    matches!(act, Some(Assault | Coerce | Mobilize | Retreat | Aid | Protest))
        || claim.quantities.iter().any(|q| matches!(q.unit, Unit::Deaths | Unit::Injuries))
}
