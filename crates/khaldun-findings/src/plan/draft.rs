//! From a claim to the plan of its test.
//!
//! **What it reads.** The claim (who did or did not do what to whom, where, in which period), the other
//! claims of its sentence and of the neighbouring ones, and what the record sets hold.
//! **What it fills in.** *Response*: the claim's actor, act and target. *Trigger*: the act of somebody
//! else told in the same sentence, before all after "while", "when", "after" and the like; where no
//! claim was read there, the words alone. *Contrast*: an act told nearby that differs from the trigger
//! in one of its two sides. *Sets*: for each part the one that holds its parties, and most rows of them.
//! **What it leaves open.** Whatever the account does not say; it is listed ([`Draft::open`]), marked
//! `OPEN` in the file, and a plan with an open part is not locked.
//! **Known misreadings.** An occasion told several sentences off is not found. "Fighting" stands in the
//! labels because few record sets say who began it.

use super::{
    Bar, Count, Direction, Merge, Model, Observed, Plan, Problem, Rows, Windows, Words,
    problem::names, reprisal,
};
use khaldun_match::{Relations, Tie};
use khaldun_model::{Claim, Party, Plover, Polarity};
use khaldun_records::RecordSet;

/// The radius and length that come first; rows placed less exactly than the radius are left out.
const KM: f64 = 25.0;
const DAYS: i64 = 7;
/// A claim's period is taken over where it is at least this long.
const SHORTEST: i32 = 60;

/// A drafted plan, with what an analyst should know before locking it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The plan, as far as the account says it.
    pub plan: Plan,
    /// The sentence in which the claim stands, and its neighbours.
    pub context: String,
    /// Remarks by part of the plan (`response`, `trigger`, `contrast`, `coverage`, `answer`).
    pub notes: Vec<(&'static str, String)>,
    /// What must still be filled in.
    pub open: Vec<Problem>,
}

/// What a draft is made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The account's text.
    pub text: &'a str,
    /// Its name.
    pub account: &'a str,
    /// All its claims.
    pub claims: &'a [Claim],
    /// The record sets to choose from.
    pub sets: &'a [&'a RecordSet],
    /// Who is who.
    pub relations: &'a dyn Relations,
}

/// Drafts a plan from a claim about behaviour.
pub fn draft(source: Source<'_>, claim: &Claim) -> Draft {
    if let Some(roles) = reprisal::roles(source, claim) {
        return excitation(source, claim, &roles);
    }
    let mut notes = Vec::new();
    let response = response(source, claim, &mut notes);
    let occasion = occasion(source, claim);
    let trigger = match &occasion {
        Some(Occasion::Told(c)) => side_by_side(source, c, "trigger", &mut notes),
        Some(Occasion::Words(words)) => {
            notes.push(("trigger", format!("OPEN: who takes part in “{words}”?")));
            Rows { label: words.clone(), ..Rows::default() }
        }
        None => {
            notes.push((
                "trigger",
                "OPEN: the account names no occasion. After which events is the claim to be looked at?".to_owned(),
            ));
            Rows::default()
        }
    };
    let counterpart = match occasion {
        Some(Occasion::Told(c)) => counterpart(source, claim, c),
        _ => None,
    };
    let contrast = if let Some(c) = counterpart {
        let told = c.span.of(source.text).replace('\n', " ");
        notes.push(("contrast", format!("the account sets it beside “{told}”")));
        side_by_side(source, c, "contrast", &mut notes)
    } else {
        let who = trigger.parties.first().map_or("…", String::as_str);
        notes.push((
            "contrast",
            format!("OPEN: the account names nothing to hold the trigger against. Choose events that differ in the one thing the claim is about, say parties = [\"{who}\", \"…\"]"),
        ));
        Rows { set: trigger.set.clone(), within_km: trigger.within_km, ..Rows::default() }
    };
    let coverage = coverage(source, claim, &response, &mut notes);
    let less = holds_back(source.text, claim);
    notes.push((
        "answer",
        format!(
            "the claim is read as: {} responses after the trigger than after the contrast",
            if less { "fewer" } else { "more" }
        ),
    ));
    let (direction, margin) = if less { (Direction::Less, 0.8) } else { (Direction::More, 1.25) };
    let bar = bar(direction, margin, Model::default());
    finished(source, claim, Parts { response, trigger, contrast, coverage, bar, notes })
}

/// A draft for raid and reprisal.
fn excitation(source: Source<'_>, claim: &Claim, roles: &reprisal::Roles) -> Draft {
    let mut notes = Vec::new();
    let (response, trigger) = reprisal::rows(source, claim, roles, &mut notes);
    let coverage = coverage(source, claim, &response, &mut notes);
    let (more, margin) = (roles.direction == Direction::More, 0.1);
    notes.push((
        "answer",
        format!(
            "the claim is read as: the triggers {} by the responses; the margin says from how many responses a trigger on one speaks of answers",
            if more { "are answered" } else { "are not answered" }
        ),
    ));
    let bar = bar(roles.direction, margin, Model::Excitation);
    let contrast = Rows::default();
    finished(source, claim, Parts { response, trigger, contrast, coverage, bar, notes })
}

/// What a draft is put together from.
struct Parts {
    response: Rows,
    trigger: Rows,
    contrast: Rows,
    coverage: Observed,
    bar: Bar,
    notes: Vec<(&'static str, String)>,
}

fn bar(direction: Direction, margin: f64, model: Model) -> Bar {
    Bar { direction, margin, model, seed: super::seed(), draws: super::draws() }
}

fn finished(source: Source<'_>, claim: &Claim, parts: Parts) -> Draft {
    let Parts { response, trigger, contrast, coverage, bar, mut notes } = parts;
    let plan = Plan {
        claim: Words {
            words: claim.span.of(source.text).to_owned(),
            account: source.account.to_owned(),
            id: claim.id.to_string(),
        },
        response,
        trigger,
        contrast,
        windows: Windows { km: vec![KM, 2.0 * KM], days: vec![DAYS, 3, 2 * DAYS] },
        episodes: Merge::default(),
        coverage,
        answer: bar,
    };
    for (part, rows) in plan.parts() {
        notes.extend(two_names(source, rows).into_iter().map(|says| (part, says)));
    }
    let open = super::problems(&plan, source.sets, source.relations);
    Draft { plan, context: context(source.text, claim), notes, open }
}

/// Names in one part that stand for one actor, or for one that stands behind another.
fn two_names(source: Source<'_>, rows: &Rows) -> Vec<String> {
    let mut says = Vec::new();
    for (list, any) in [(&rows.actors, true), (&rows.parties, false)] {
        for (n, a) in list.iter().enumerate() {
            for b in &list[n + 1..] {
                let tie = |x: &str, y: &str| source.relations.tie(x, y, None);
                let Some(how) = tie(a, b).or_else(|| tie(b, a)) else { continue };
                let (Tie::Same(how) | Tie::Filed(how) | Tie::Behind(how)) = how;
                let then = if any {
                    "a row that names either counts; strike one out to count the other alone"
                } else {
                    "a row must name both; strike one out"
                };
                says.push(format!("“{a}” and “{b}” may be two names of one side ({how}): {then}"));
            }
        }
    }
    says
}

fn response(source: Source<'_>, claim: &Claim, notes: &mut Vec<(&'static str, String)>) -> Rows {
    let actors = parties(&claim.actor);
    let act = claim.coding.as_ref().and_then(|c| c.action);
    if act.is_none() {
        notes.push(("response", "the claim's act is in no class; ASSAULT is assumed".to_owned()));
    }
    if actors.is_empty() {
        notes.push(("response", "OPEN: the claim does not say who acts".to_owned()));
    }
    let act = act.unwrap_or(Plover::Assault);
    let set = best(source, &actors);
    let mut rows = Rows {
        label: match act {
            Plover::Assault => format!("attacks by {}", actors.join(" or ")),
            other => format!("acts of the class {} by {}", other.as_str(), actors.join(" or ")),
        },
        set: set.map(|s| s.manifest.name.clone()).unwrap_or_default(),
        acts: vec![act.as_str().to_owned()],
        actors,
        ..Rows::default()
    };
    for place in claim.places.iter().filter_map(|p| p.found.as_ref()) {
        rows.countries.extend(place.place.country.clone());
    }
    rows.countries.sort();
    rows.countries.dedup();
    rows.parties = parties(&claim.target);
    let Some(set) = set else {
        if !source.sets.is_empty() && !rows.actors.is_empty() {
            notes.push((
                "response",
                format!("no set given names {}; {}", rows.actors.join(" or "), sides(source)),
            ));
        }
        return rows;
    };
    // Whom it is done to narrows the rows only where the set can tell.
    rows.parties.retain(|name| held(set, name, source.relations) > 0);
    if set.events.iter().any(|e| e.strikes.is_some()) {
        rows.count = Count::Strikes;
    }
    placed(set, &mut rows, "response", notes);
    let nowhere = set.events.iter().filter(|e| e.point.is_none()).count();
    if nowhere > 0 {
        notes.push(("response", format!("{nowhere} of {} rows of {} have no point; give their places' points below [response.points] (docs/plans.md) to count them", set.events.len(), rows.set)));
    }
    rows
}

/// The two sides of an act that the account tells of, as rows of fighting between them.
fn side_by_side(
    source: Source<'_>,
    claim: &Claim,
    part: &'static str,
    notes: &mut Vec<(&'static str, String)>,
) -> Rows {
    let both = [parties(&claim.actor), parties(&claim.target)].concat();
    if claim.target.is_empty() {
        let told = claim.span.of(source.text).replace('\n', " ");
        notes.push((part, format!("OPEN: against whom? The account says “{told}”")));
    }
    let set = best(source, &both);
    let mut rows = Rows {
        label: format!("fighting between {}", both.join(" and ")),
        set: set.map(|s| s.manifest.name.clone()).unwrap_or_default(),
        parties: both,
        ..Rows::default()
    };
    if let Some(set) = set {
        placed(set, &mut rows, part, notes);
        if set.events.iter().any(|e| !e.directed) {
            notes.push((
                part,
                format!("rows of {} tell of two sides, not of who began it", rows.set),
            ));
        }
    }
    rows
}

/// Leaves out rows placed less exactly than the main radius, and tells the set's codes of dates.
pub(super) fn placed(
    set: &RecordSet,
    rows: &mut Rows,
    part: &'static str,
    notes: &mut Vec<(&'static str, String)>,
) {
    let exact = set.events.iter().filter(|e| e.point.is_some() && e.radius_km <= KM).count();
    if exact * 2 >= set.events.len() {
        rows.within_km = Some(KM);
    } else {
        notes.push((
            part,
            format!("most rows of {} are placed less exactly than {KM} km", rows.set),
        ));
    }
    let mut codes: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for event in &set.events {
        *codes.entry(event.date_precision).or_default() += 1;
    }
    if codes.len() > 1 {
        let told: Vec<String> = codes.iter().map(|(c, n)| format!("“{c}” {n}")).collect();
        let told = told.get(..6).unwrap_or(&told).join(", ");
        notes.push((part, format!("how exactly rows of {} are dated: {told}; date_precision = [\"…\"] picks among them", rows.set)));
    }
}

fn coverage(
    source: Source<'_>,
    claim: &Claim,
    response: &Rows,
    notes: &mut Vec<(&'static str, String)>,
) -> Observed {
    let set = source.sets.iter().find(|s| s.manifest.name == response.set);
    if let Some(span) = set.and_then(|s| s.coverage.span) {
        notes.push((
            "coverage",
            format!("{} has rows from {} to {}", response.set, span.start, span.end),
        ));
    }
    let long = claim.time.filter(|t| (t.end - t.start).get_days() >= SHORTEST);
    if long.is_some() {
        notes.push(("coverage", format!("the claim's period, as read: {}", claim.time_because)));
    } else {
        notes.push((
            "coverage",
            "the account gives no period of its own: the whole span of the responses is taken"
                .to_owned(),
        ));
    }
    Observed { from: long.map(|t| t.start), to: long.map(|t| t.end), daily: None }
}

pub(super) fn parties(of: &[Party]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for party in of {
        if !names.contains(&party.name) {
            names.push(party.name.clone());
        }
    }
    names
}

/// How many rows of a set name a party as a side.
pub(super) fn held(set: &RecordSet, name: &str, relations: &dyn Relations) -> usize {
    let sides = set.coverage.sides.iter().filter(|(side, _)| names(name, side, relations));
    sides.map(|(_, rows)| rows).sum()
}

/// The parties of which the sets have most rows, for whoever looks for another name.
fn sides(source: Source<'_>) -> String {
    let of = |set: &&RecordSet| {
        let names: Vec<&str> = set.coverage.sides.iter().take(5).map(|(s, _)| s.as_str()).collect();
        format!("{} has most rows of {}", set.manifest.name, names.join(", "))
    };
    source.sets.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// The set that holds most of the parties, then one that follows their acts, then the one with most rows
/// of the party it has fewest of.
pub(super) fn best<'a>(source: Source<'a>, of: &[String]) -> Option<&'a RecordSet> {
    let rank = |set: &&&RecordSet| {
        let rows: Vec<usize> = of.iter().map(|name| held(set, name, source.relations)).collect();
        let only = &set.coverage.declared.only_actors;
        let follows = of.iter().any(|n| only.iter().any(|o| names(n, o, source.relations)));
        let some = rows.iter().filter(|n| **n > 0).count();
        (some, follows, rows.iter().filter(|n| **n > 0).min().copied().unwrap_or(0))
    };
    source.sets.iter().max_by_key(rank).filter(|s| rank(s).0 > 0).copied()
}

/// What the claim says the act was, or was not, an answer to.
pub(super) enum Occasion<'a> {
    /// Another claim.
    Told(&'a Claim),
    /// Words of the claim that were read as no claim of their own.
    Words(String),
}

/// Words before an occasion, longest first.
const CONNECTIVES: [&str; 16] = [
    "as soon as",
    "each time",
    "every time",
    "followed by",
    "in answer to",
    "in response to",
    "in the wake of",
    "as long as",
    "whenever",
    "after",
    "while",
    "when",
    "once",
    "during",
    "where",
    "as",
];

pub(super) fn occasion<'a>(source: Source<'a>, claim: &Claim) -> Option<Occasion<'a>> {
    let text = source.text;
    let mut told: Vec<(bool, u32, &Claim)> = source
        .claims
        .iter()
        .filter(|c| c.id != claim.id && c.block == claim.block)
        .filter(|c| !c.actor.is_empty() && parties(&c.actor) != parties(&claim.actor))
        .filter(|c| sentences_between(text, c, claim) == 0)
        .map(|c| {
            let before = text.get(..c.span.start as usize).unwrap_or("").trim_end();
            let led = CONNECTIVES.iter().any(|w| ends_with_word(before, w));
            (!led, c.span.start.abs_diff(claim.span.start), c)
        })
        .collect();
    told.sort_by_key(|(led, far, c)| (*led, *far, c.id));
    if let Some((_, _, c)) = told.first() {
        return Some(Occasion::Told(c));
    }
    let words = claim.span.of(text);
    let lower = words.to_lowercase();
    let at = CONNECTIVES.iter().filter_map(|w| {
        let at = lower.find(&format!(" {w} "))?;
        words.get(at + w.len() + 2..)
    });
    let rest = at.min_by_key(|rest| std::cmp::Reverse(rest.len()))?;
    Some(Occasion::Words(rest.trim().replace('\n', " ")))
}

/// An act told in the same sentence or the next but for one side the same as the occasion.
pub(super) fn counterpart<'a>(
    source: Source<'a>,
    claim: &Claim,
    occasion: &Claim,
) -> Option<&'a Claim> {
    let sides = |c: &Claim| (parties(&c.actor), parties(&c.target));
    let (actor, target) = sides(occasion);
    let differs = |c: &&Claim| {
        let (a, t) = sides(c);
        c.id != claim.id
            && c.id != occasion.id
            && !a.is_empty()
            && !t.is_empty()
            && ((a == actor) != (t == target))
            && a != parties(&claim.actor)
    };
    let near = source.claims.iter().filter(|c| c.block.abs_diff(occasion.block) <= 1);
    near.filter(differs)
        .map(|c| (sentences_between(source.text, c, occasion), c))
        .filter(|(far, _)| *far <= 1)
        .min_by_key(|(far, c)| (*far, c.id))
        .map(|(_, c)| c)
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    let tail = text.get(start..).unwrap_or("");
    let before = text.get(..start).and_then(|t| t.chars().last());
    tail.eq_ignore_ascii_case(word) && before.is_none_or(|c| !c.is_alphanumeric())
}

/// Whether a claim says that an actor did not act, by its polarity or by its words.
pub(super) fn holds_back(text: &str, claim: &Claim) -> bool {
    claim.polarity == Polarity::Denied || spares(text, claim)
}

/// Whether a claim's words are those of holding back.
pub(super) fn spares(text: &str, claim: &Claim) -> bool {
    const WORDS: [&str; 15] = [
        "avoid",
        "refrain",
        "held back",
        "hold back",
        "holds back",
        "holding back",
        "spare",
        "left alone",
        "leave alone",
        "stood by",
        "blind eye",
        "did nothing",
        "done nothing",
        "rarely",
        "seldom",
    ];
    let words = claim.span.of(text).to_lowercase();
    WORDS.iter().any(|w| words.contains(w))
}

/// How many sentences end between two claims.
fn sentences_between(text: &str, a: &Claim, b: &Claim) -> usize {
    let (first, last) = if a.span.start <= b.span.start { (a, b) } else { (b, a) };
    let between = text.get(first.span.end as usize..last.span.start as usize).unwrap_or("");
    ends(between).count()
}

/// Where sentences end: a stop before a blank and a capital, unless it stands behind an initial; a line break.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(move |(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let stop = matches!(c, '.' | '!' | '?') && {
            let short = text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).count() == 1;
            let next = rest.trim_start_matches(['"', '”', '’', ')']);
            let begins = next.starts_with(char::is_whitespace)
                && next.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
            begins && !short
        };
        (stop || c == '\n').then_some(at + c.len_utf8())
    })
}

/// The claim's sentence and the one after it.
fn context(text: &str, claim: &Claim) -> String {
    let (start, end) = (claim.span.start as usize, claim.span.end as usize);
    let before = text.get(..start).unwrap_or("");
    let after = text.get(end..).unwrap_or("");
    let from = ends(before).last().unwrap_or(0);
    let to = ends(after).take(2).last().map_or(text.len(), |at| end + at);
    let line = text.get(from..to).unwrap_or("");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
