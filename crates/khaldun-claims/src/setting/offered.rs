//! Which dates does the account offer a claim that has none of its own?
//!
//! *What it reads*: the last date told in the paragraph and before it, the date of the clause around,
//! of the claim just told, of the deed named again, of the sentence's other clauses, the account's own
//! date, its beginning, and the brackets between them. *Why it matters*: most claims of an account are
//! undated, and what a record holds is dated. *Example*: "On 3 May jets bombed the port. The governor
//! blamed the rebels": the blame falls between 3 May and the account's own date. Which of the offered
//! dates is the likeliest is learnt ([`super::learned`]). *Known misreadings*: a story told backwards;
//! two days told in one sentence of two deeds.

use super::again::deeds_meant;
use super::learned::{Weights, cross, few};
use super::sign::sentence;
use super::time::Calendar;
use crate::clause::{Clause, Role};
use khaldun_language::Parsed;
use khaldun_model::{Claim, Kind, TimeMention, Window};
use std::sync::LazyLock;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../data/claims/learned/dates.tsv")));

/// The mark of a date taken over from the clause around.
pub(super) const AROUND: &str = "the date of the clause it belongs to";

/// One date a claim may be set on.
pub(super) struct Candidate {
    /// The days.
    pub(super) window: Window,
    /// Where it comes from; often from several sides.
    pub(super) marks: Vec<&'static str>,
    /// What it shows together with the claim.
    pub(super) signs: Vec<String>,
}

/// What the account has told so far.
#[derive(Default)]
pub(super) struct Told {
    /// The last date: its claim and window.
    last: Option<(usize, Window)>,
    /// The last background date ("in 1983"): it holds for its own sentence.
    aside: Option<((usize, usize), Window)>,
    /// The first date.
    lead: Option<Window>,
}

impl Told {
    /// Takes a claim's own date in.
    pub(super) fn take(&mut self, story: &Story<'_>, i: usize, window: Window) {
        if story.calendar.background(window) {
            self.aside = Some((sentence(story.parsed, &story.clauses[i]), window));
        } else {
            self.last = Some((i, window));
            self.lead = self.lead.or(Some(window));
        }
    }
}

/// The account with its dates.
pub(super) struct Story<'a> {
    pub(super) parsed: &'a Parsed,
    pub(super) clauses: &'a [Clause],
    /// By clause, its own dates.
    pub(super) own: &'a [Vec<usize>],
    pub(super) dated: &'a [&'a TimeMention],
    pub(super) calendar: Calendar,
    /// By clause, the signs of its claim.
    pub(super) signs: Vec<Vec<String>>,
}

impl Story<'_> {
    /// The date of the deed that a claim names again: in its own paragraph, and anywhere.
    pub(super) fn again(&self, claims: &[Claim], i: usize) -> (Option<Window>, Option<Window>) {
        let deeds = deeds_meant(self.parsed, self.clauses, claims, i);
        let mut known = deeds.iter().filter(|&&j| !claims[j].time_bracketed);
        let any = known.clone().find_map(|&j| claims[j].time);
        let block = self.clauses[i].block;
        let near = known.find_map(|&j| claims[j].time.filter(|_| self.clauses[j].block == block));
        (near, any)
    }

    /// The date which the telling has reached at a claim.
    pub(super) fn here(
        &self,
        i: usize,
        told: &Told,
        (near, any): (Option<Window>, Option<Window>),
    ) -> Option<Window> {
        let block = self.clauses[i].block;
        let aside = told.aside.filter(|(s, _)| *s == sentence(self.parsed, &self.clauses[i]));
        let last = told.last.filter(|(j, _)| self.clauses[*j].block == block);
        aside.map(|(_, w)| w).or(near).or(last.map(|(_, w)| w)).or(any)
    }

    /// The dates offered to a claim, each with the signs that speak for or against it.
    pub(super) fn candidates(
        &self,
        claims: &[Claim],
        i: usize,
        told: &Told,
        (near, any): (Option<Window>, Option<Window>),
    ) -> Vec<Candidate> {
        let clause = &self.clauses[i];
        let Calendar { now, first } = self.calendar;
        let mut all: Vec<Candidate> = Vec::new();
        let mut offer = |window: Option<Window>, mark: &'static str| {
            let Some(window) = window else { return };
            if let Some(held) = all.iter_mut().find(|c| c.window == window) {
                held.marks.push(mark);
            } else {
                all.push(Candidate { window, marks: vec![mark], signs: Vec::new() });
            }
        };
        let up_to = |from: Option<Window>| {
            from.zip(now).map(|(w, now)| Window { start: w.start.min(now), end: now })
        };
        let here = sentence(self.parsed, clause);
        let same = |j: usize| sentence(self.parsed, &self.clauses[j]) == here;
        offer(now.map(Window::day), "the account's own date");
        offer(self.around(claims, i), AROUND);
        offer(told.aside.filter(|(s, _)| *s == here).map(|(_, w)| w), "background of its sentence");
        offer(near, "the deed named again");
        offer(any.filter(|_| near.is_none()), "a deed named again from afar");
        let (last, far) = match told.last {
            Some((j, w)) if self.clauses[j].block == clause.block => (Some((j, w)), None),
            other => (None, other.map(|(_, w)| w)),
        };
        let in_sentence = last.filter(|(j, _)| same(*j)).map(|(_, w)| w);
        let before = last.filter(|(j, _)| !same(*j)).map(|(_, w)| w);
        offer(in_sentence, "the last date told, in its sentence");
        offer(up_to(in_sentence), "since the last date told, in its sentence");
        offer(before, "the last date told in the paragraph");
        offer(up_to(before), "since the last date told in the paragraph");
        offer(far, "the last date told before the paragraph");
        offer(up_to(far), "since the last date told before the paragraph");
        let above = clause.parent.filter(|&p| p < i).and_then(|p| claims[p].time);
        offer(above, "the time of the clause above");
        offer(up_to(above), "since the time of the clause above");
        let prior = i.checked_sub(1).filter(|&j| self.clauses[j].block == clause.block);
        let beside = prior.filter(|&j| same(j)).and_then(|j| claims[j].time);
        let previous = prior.filter(|&j| !same(j)).and_then(|j| claims[j].time);
        offer(beside, "the time of the claim before, in its sentence");
        offer(up_to(beside), "since the claim before, in its sentence");
        offer(previous, "the time of the sentence before");
        offer(up_to(previous), "since the sentence before");
        let next =
            (i + 1..self.clauses.len()).take(8).find(|&j| same(j) && !self.own[j].is_empty());
        let next = next.and_then(|j| self.dated[*self.own[j].first()?].when.window);
        offer(next, "a date later in its sentence");
        offer(up_to(next), "since a date later in its sentence");
        offer(told.lead, "the first date told");
        offer(up_to(told.lead), "since the first date told");
        let whole = first.zip(now).map(|(start, end)| Window { start: start.min(end), end });
        offer(whole, "between the account's beginning and its own date");
        if clause.role == Role::Complement {
            let end = above.map(|w| w.end).or(now);
            let start = before.or(in_sentence).or(far).map(|t| t.start).or(first);
            let window = start.zip(end).map(|(s, e)| Window { start: s.min(e), end: e });
            offer(window, "before it was said");
        }
        let since = last.map(|(j, _)| format!("{} claims after a date", few(i - j)));
        for candidate in &mut all {
            candidate.signs = self.read(candidate, i, since.as_deref());
        }
        all
    }

    fn read(&self, candidate: &Candidate, i: usize, since: Option<&str>) -> Vec<String> {
        let marks: Vec<String> = candidate.marks.iter().map(|m| (*m).to_owned()).collect();
        let length = length(candidate.window);
        let mut signs = marks.clone();
        signs.push(length.to_owned());
        signs.extend(self.signs[i].iter().map(|s| format!("claim × {s}")));
        cross(&marks, &self.signs[i], &mut signs);
        cross(&[length.to_owned()], &self.signs[i][..2], &mut signs);
        if let Some(since) = since {
            cross(&marks, &[since.to_owned()], &mut signs);
        }
        signs
    }

    /// The date of the clause that a clause is part of: what happens in one breath happens at one time.
    fn around(&self, claims: &[Claim], i: usize) -> Option<Window> {
        let joined = |r: Role| {
            matches!(r, Role::Coordinate | Role::Participial | Role::Adverbial | Role::Purpose)
        };
        let mut at = i;
        for _ in 0..4 {
            if !joined(self.clauses[at].role) || claims[i].kind == Kind::Hypothetical {
                return None;
            }
            at = self.clauses[at].parent?;
            if at < i && !self.own[at].is_empty() {
                return claims[at].time;
            }
        }
        None
    }
}

/// The likeliest of the offered dates, if any is likely enough.
pub(super) fn choose(candidates: Vec<Candidate>) -> Option<Candidate> {
    let score = |c: &Candidate| WEIGHTS.sum(&c.signs);
    let scored = candidates.into_iter().map(|c| (score(&c), c));
    let best = scored.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    (best.0 >= WEIGHTS.of("threshold")).then_some(best.1)
}

/// Why a date was chosen: where it comes from, and the two signs that speak most for it.
pub(super) fn because(candidate: &Candidate) -> String {
    format!("{} ({})", candidate.marks[0], WEIGHTS.weightiest(&candidate.signs))
}

fn length(window: Window) -> &'static str {
    match window.days() {
        ..=1 => "a day",
        2..=7 => "a week",
        8..=31 => "a month",
        32..=120 => "a season",
        121..=400 => "a year",
        401..=1100 => "years",
        _ => "ages",
    }
}
