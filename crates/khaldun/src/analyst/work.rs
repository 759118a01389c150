//! Decisions held to the claims that are there: what fits, what was made by hand, what is orphaned.

use super::anchor::reading;
use super::{Anchor, Decided, Deed, Entry, Hypothesis, Layer, Log, Marked, Rating, Reliability};
use super::{Stood, Value};
use crate::{ByRegister, Checked, CheckedAccount, Library};
use khaldun_match::Match;
use khaldun_model::{
    ActorId, Attribution, Claim, ClaimId, Party, PlaceMatch, Reason, Setting, Voice,
};
use khaldun_resolve::who::Register;
use khaldun_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of claims made by hand begin here: no account has so many of its own.
const BY_HAND: u32 = 1_000_000;

const SET_BY: &str = "set by the analyst";

/// The analyst's layer of a case, as far as it fits what was read.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// By account, in the order of [`Checked::accounts`].
    pub accounts: Vec<AccountWork>,
    /// Hypotheses, with the ratings that fit: account and claim.
    pub hypotheses: Vec<Weighed>,
    /// Grades of voices.
    pub voices: BTreeMap<String, Reliability>,
    /// Decisions that no longer fit.
    pub orphans: Vec<Orphan>,
    /// All entries of the log, and which were taken back.
    pub entries: Vec<(Entry, bool)>,
    /// The number of the last decision.
    pub version: u64,
}

/// A hypothesis with the ratings that fit: account and claim.
pub type Weighed = (Hypothesis, BTreeMap<(usize, ClaimId), Rating>);

/// What was decided within one account.
#[derive(Clone, Debug, Default)]
pub struct AccountWork {
    /// By claim.
    pub claims: BTreeMap<ClaimId, ClaimWork>,
}

/// What was decided on one claim, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct ClaimWork {
    /// The decisions that stand and fit.
    pub decided: Decided,
    /// The claim with the analyst's corrections, held against the record anew.
    pub corrected: Option<Corrected>,
    /// Where it comes from, if not from the machine.
    pub origin: Option<Origin>,
    /// The claims it was split or merged into.
    pub became: Vec<ClaimId>,
}

/// A reading with the analyst's corrections in it.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// The reading.
    pub claim: Claim,
    /// How it stands against each set.
    pub matches: Vec<Match>,
}

/// How a claim came to be made by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What it is called: `c012.1`, `c012+c013`.
    pub label: String,
    /// The claims it was made from.
    pub from: Vec<ClaimId>,
    /// The number of the decision.
    pub n: u64,
}

/// A decision that no longer fits, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Orphan {
    /// The number of the decision.
    pub n: u64,
    /// What was decided.
    pub verb: &'static str,
    /// The words it was about.
    pub words: String,
    /// Why it does not fit.
    pub why: String,
}

impl Work {
    /// Holds a log to what was read. Claims that were made by hand (parts, wholes) are put among
    /// the machine's in `checked`, with their matches; those of an earlier call are taken out first.
    pub fn hold(log: &Log, checked: &mut Checked, library: &Library) -> Self {
        let layer = Layer::of(log);
        let gone = log.taken_back();
        let mut work = Self {
            accounts: vec![AccountWork::default(); checked.accounts.len()],
            voices: layer.voices.iter().map(|(v, g)| (v.clone(), g.value)).collect(),
            entries: log.entries().iter().map(|e| (e.clone(), gone.contains(&e.n))).collect(),
            version: log.version(),
            ..Self::default()
        };
        Self::release(checked);
        work.make(&layer, checked);
        for (anchor, decided) in &layer.claims {
            work.decide(anchor, decided, checked, log);
        }
        work.correct(checked, library.register());
        work.rate(layer.hypotheses, checked, log);
        work.orphans.sort_by_key(|o| o.n);
        work
    }

    /// Takes the claims made by hand out again: what is left is the machine's reading.
    pub fn release(checked: &mut Checked) {
        for account in &mut checked.accounts {
            account.claims.retain(|c| c.id.0 < BY_HAND);
            account.matches.retain(|m| m.claim.0 < BY_HAND);
        }
    }

    /// What was decided on a claim, if anything was.
    pub fn of(&self, account: usize, claim: ClaimId) -> Option<&ClaimWork> {
        self.accounts.get(account)?.claims.get(&claim)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.entries.iter().all(|(_, gone)| *gone)
    }

    fn on(&mut self, account: usize, claim: ClaimId) -> &mut ClaimWork {
        self.accounts[account].claims.entry(claim).or_default()
    }

    fn orphan(&mut self, n: u64, verb: &'static str, anchor: &Anchor, why: &str) {
        let (words, why) = (anchor.words.clone(), why.to_owned());
        self.orphans.push(Orphan { n, verb, words, why });
    }

    /// Parts and wholes, in the order in which they were made: a part may be split again.
    fn make(&mut self, layer: &Layer, checked: &mut Checked) {
        let splits = layer.splits.iter().map(|(a, (n, to))| (*n, vec![a], to.iter().collect()));
        let merges = layer.merges.iter().map(|(a, (n, from))| (*n, from.iter().collect(), vec![a]));
        let mut all: Vec<(u64, Vec<&Anchor>, Vec<&Anchor>)> = splits.chain(merges).collect();
        all.sort_by_key(|(n, ..)| *n);
        let mut next = BY_HAND;
        for (n, from, to) in all {
            let verb = if from.len() > 1 { "merged" } else { "split" };
            let found: Vec<_> = from.iter().filter_map(|a| find(a, checked)).collect();
            let fits = found.len() == from.len()
                && found.iter().all(|f| f.0 == found[0].0)
                && to.iter().all(|a| a.fits(&checked.accounts[found[0].0].account));
            if !fits {
                self.orphan(n, verb, from[0], &why(from[0], checked));
                continue;
            }
            let within = found[0].0;
            let sources: Vec<Claim> =
                found.iter().map(|(_, at)| checked.accounts[within].claims[*at].clone()).collect();
            for (k, anchor) in to.iter().enumerate() {
                let id = ClaimId(next);
                next += 1;
                let label = self.label(within, &sources, (to.len() > 1).then_some(k + 1));
                let claim = by_hand(id, anchor.span(), &sources);
                insert(&mut checked.accounts[within].claims, claim);
                let from: Vec<ClaimId> = sources.iter().map(|c| c.id).collect();
                for source in &from {
                    self.on(within, *source).became.push(id);
                }
                self.on(within, id).origin = Some(Origin { label, from, n });
            }
        }
    }

    fn label(&self, account: usize, sources: &[Claim], part: Option<usize>) -> String {
        let name = |c: &Claim| {
            let origin = self.of(account, c.id).and_then(|w| w.origin.as_ref());
            origin.map_or_else(|| c.id.to_string(), |o| o.label.clone())
        };
        let names = sources.iter().map(name).collect::<Vec<_>>().join("+");
        part.map_or(names.clone(), |k| format!("{names}.{k}"))
    }

    fn decide(&mut self, anchor: &Anchor, decided: &Decided, checked: &Checked, log: &Log) {
        let Some((within, at)) = find(anchor, checked) else {
            let why = why(anchor, checked);
            for n in numbers(decided) {
                let verb = log.get(n).map_or("decided", |e| e.deed.verb());
                self.orphan(n, verb, anchor, &why);
            }
            return;
        };
        let one = &checked.accounts[within];
        let claim = &one.claims[at];
        let mut decided = decided.clone();
        let stale =
            |s: &Marked<Stood>| !s.value.reading.is_empty() && s.value.reading != reading(claim);
        if let Some(stood) = decided.stood.take_if(|s| stale(s)) {
            let verb = log.get(stood.n).map_or("decided", |e| e.deed.verb());
            self.orphan(stood.n, verb, anchor, "the words are there, but are now read otherwise");
        }
        let rows: BTreeSet<(String, String)> = one
            .matches_of(claim.id)
            .flat_map(|m| m.rows.iter().chain(&m.near).map(|r| (m.set.clone(), r.id.clone())))
            .collect();
        // Rows beside a claim made or corrected by hand come and go with the correction.
        let by_hand = claim.id.0 >= BY_HAND || !decided.values.is_empty();
        let lost: Vec<_> =
            decided.rows.keys().filter(|k| !by_hand && !rows.contains(*k)).cloned().collect();
        for key in lost {
            if let Some(mark) = decided.rows.remove(&key) {
                let verb = log.get(mark.n).map_or("decided", |e| e.deed.verb());
                let why = format!("row {} of {} is no longer held beside it", key.1, key.0);
                self.orphan(mark.n, verb, anchor, &why);
            }
        }
        self.on(within, claim.id).decided = decided;
    }

    /// Corrected readings and claims made by hand, held against the record.
    fn correct(&mut self, checked: &mut Checked, register: &Register) {
        let relations = ByRegister::new(register);
        for (work, one) in self.accounts.iter_mut().zip(&mut checked.accounts) {
            let day = khaldun_resolve::when::own_date(&one.account, None);
            let CheckedAccount { account, claims, matches, .. } = one;
            let sets = &checked.sets;
            let hold = |claim: &Claim| {
                let claims = std::slice::from_ref(claim);
                khaldun_match::match_claims(&account.text, day, claims, sets, &relations)
            };
            let mut made: Vec<&Claim> = claims.iter().filter(|c| c.id.0 >= BY_HAND).collect();
            made.sort_by_key(|c| c.id);
            matches.extend(made.into_iter().flat_map(hold));
            for claim in &*claims {
                let Some(work) = work.claims.get_mut(&claim.id) else { continue };
                if work.decided.values.is_empty() {
                    continue;
                }
                let mut claim = claim.clone();
                for value in work.decided.values.values() {
                    set(&mut claim, &value.value);
                }
                let matches = hold(&claim);
                work.corrected = Some(Corrected { claim, matches });
            }
        }
    }

    fn rate(&mut self, hypotheses: Vec<Hypothesis>, checked: &Checked, log: &Log) {
        for hypothesis in hypotheses {
            let mut fit = BTreeMap::new();
            for (anchor, rating) in &hypothesis.ratings {
                if let Some((within, at)) = find(anchor, checked) {
                    fit.insert((within, checked.accounts[within].claims[at].id), rating.value);
                } else {
                    let verb = log.get(rating.n).map_or("rated", |e| e.deed.verb());
                    self.orphan(rating.n, verb, anchor, &why(anchor, checked));
                }
            }
            self.hypotheses.push((hypothesis, fit));
        }
    }
}

/// The deed of accepting or rejecting a claim as it is read now.
impl Deed {
    /// Accepts a claim as it is read.
    pub fn accept(anchor: Anchor, claim: &Claim) -> Self {
        Self::Accept { claim: anchor, reading: reading(claim) }
    }

    /// Rejects a claim as it is read.
    pub fn reject(anchor: Anchor, claim: &Claim, why: String) -> Self {
        Self::Reject { claim: anchor, reading: reading(claim), why }
    }
}

/// The account and the place among its claims of exactly these words.
fn find(anchor: &Anchor, checked: &Checked) -> Option<(usize, usize)> {
    checked.accounts.iter().enumerate().find_map(|(n, one)| {
        if !anchor.fits(&one.account) {
            return None;
        }
        let span = anchor.span();
        let from = one.claims.partition_point(|c| c.span.start < span.start);
        let same = |c: &Claim| c.span == span;
        let near = one.claims[from..].iter().position(same).map(|at| from + at);
        near.or_else(|| one.claims.iter().position(same)).map(|at| (n, at))
    })
}

fn why(anchor: &Anchor, checked: &Checked) -> String {
    let of = |one: &CheckedAccount| one.account.sha256.0 == anchor.account;
    match checked.accounts.iter().find(|one| of(one)) {
        None => "the account is no longer in the case, or its file has changed".to_owned(),
        Some(one) if anchor.fits(&one.account) => {
            "the words are there, but no claim is cut out just so any more".to_owned()
        }
        Some(_) => "other words stand in that place now".to_owned(),
    }
}

fn numbers(decided: &Decided) -> Vec<u64> {
    let mut numbers: Vec<u64> = Vec::new();
    numbers.extend(decided.stood.as_ref().map(|m| m.n));
    numbers.extend(decided.values.values().map(|m| m.n));
    numbers.extend(decided.note.as_ref().map(|m| m.n));
    numbers.extend(decided.rows.values().map(|m| m.n));
    numbers.extend(decided.credibility.as_ref().map(|m| m.n));
    numbers
}

/// Puts a claim where the text has it: after those that begin earlier.
fn insert(claims: &mut Vec<Claim>, claim: Claim) {
    let key = |c: &Claim| (c.span.start, std::cmp::Reverse(c.span.end));
    let at = claims.iter().position(|c| key(c) > key(&claim)).unwrap_or(claims.len());
    claims.insert(at, claim);
}

/// A part of one claim or the whole of several: the reading is taken over, as far as its words lie
/// in the stretch.
fn by_hand(id: ClaimId, span: Span, sources: &[Claim]) -> Claim {
    let mut claim = sources[0].clone();
    claim.id = id;
    claim.span = span;
    for other in &sources[1..] {
        add(&mut claim.actor, &other.actor, |a, b| a.name == b.name);
        add(&mut claim.target, &other.target, |a, b| a.name == b.name);
        add(&mut claim.places, &other.places, |a, b| a.span == b.span);
        add(&mut claim.quantities, &other.quantities, |a, b| a.span == b.span);
        claim.time = match (claim.time, other.time) {
            (Some(a), Some(b)) => Some(a.cover(b)),
            (a, b) => a.or(b),
        };
    }
    claim.quantities.retain(|q| span.contains(q.span));
    claim.places.retain(|p| p.carried || span.contains(p.span) || !inside(p.span, sources));
    let names = sources.iter().map(|c| c.id.to_string()).collect::<Vec<_>>().join(" and ");
    let how = if sources.len() > 1 { "merged from" } else { "split from" };
    let saw = format!("{how} {names} by the analyst; the reading is taken over from there");
    claim.reasons = vec![Reason { rule: "analyst".to_owned(), saw }];
    claim
}

fn inside(span: Span, sources: &[Claim]) -> bool {
    sources.iter().any(|c| c.span.contains(span))
}

fn add<T: Clone>(to: &mut Vec<T>, from: &[T], same: fn(&T, &T) -> bool) {
    for one in from {
        if !to.iter().any(|known| same(known, one)) {
            to.push(one.clone());
        }
    }
}

fn set(claim: &mut Claim, value: &Value) {
    let parties = |names: &[super::Name]| -> Vec<Party> {
        let party = |n: &super::Name| Party {
            name: n.name.clone(),
            id: n.id.clone().map(ActorId),
            span: None,
            because: SET_BY.to_owned(),
        };
        names.iter().map(party).collect()
    };
    match value {
        Value::Kind(kind) => claim.kind = *kind,
        Value::Polarity(polarity) => claim.polarity = *polarity,
        Value::Actor(names) => claim.actor = parties(names),
        Value::Target(names) => claim.target = parties(names),
        Value::Place(places) => {
            let span = claim.span;
            let setting = |place: &khaldun_model::Place| Setting {
                span,
                found: Some(PlaceMatch {
                    place: place.clone(),
                    confidence: 1.0,
                    because: SET_BY.to_owned(),
                }),
                carried: false,
            };
            claim.places = places.iter().map(setting).collect();
        }
        Value::Time(window) => {
            claim.time = *window;
            SET_BY.clone_into(&mut claim.time_because);
            claim.time_bracketed = false;
        }
        Value::Voice(chain) => {
            let voice = |n: &String| Voice { names: vec![n.clone()], span: None, cue: None };
            claim.attribution = Attribution { chain: chain.iter().map(voice).collect() };
        }
    }
}
