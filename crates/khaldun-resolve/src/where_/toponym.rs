//! From hits to toponyms: what stands in the whole account, judged and resolved together.

use super::accept::{self, Around, Court, Evidence};
use super::candidate::Candidate;
use super::fold;
use super::gazetteer::Gazetteer;
use super::pack::By;
use super::rank::{self, Choice, Sense};
use super::scan::{self, Hit};
use khaldun_language::{Doc, EntityKind, Parsed};
use khaldun_model::{ActorMention, ActorType, PlaceKind, PlaceMatch, PlaceUse};
use khaldun_text::{Account, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A bare place name as it stands, before the words around it make another place of it.
#[derive(Clone, Debug)]
pub struct Toponym {
    /// The words.
    pub span: Span,
    /// Block of the account, and the block's tokens.
    pub block: usize,
    /// Tokens in that block.
    pub tokens: Range<usize>,
    /// What the name is doing.
    pub used_as: PlaceUse,
    /// What it comes to.
    pub found: Option<PlaceMatch>,
    /// Why nothing was chosen, where nothing was.
    pub abstained: Option<String>,
}

/// A hit with its place in the account.
struct Name {
    block: usize,
    hit: Hit,
    evidence: Evidence,
}

/// All toponyms of an account in text order.
pub fn toponyms(parsed: &Parsed, gazetteer: &Gazetteer, actors: &[ActorMention]) -> Vec<Toponym> {
    let names = accepted(parsed, gazetteer);
    let (senses, of) = senses(parsed, &names);
    let chosen = rank::choose(&senses);
    let mut out = Vec::new();
    for (name, sense) in names.iter().zip(of) {
        let Some(span) = parsed.span(name.block, name.hit.tokens.clone()) else { continue };
        if chosen[sense].as_ref().is_some_and(|c| c.guessed) {
            continue;
        }
        let used_as = used_as(name, span, actors);
        let (found, abstained) = answer(&senses[sense], chosen[sense].as_ref());
        let (block, tokens) = (name.block, name.hit.tokens.clone());
        out.push(Toponym { span, block, tokens, used_as, found, abstained });
    }
    out
}

/// Resolves given stretches of an account, whatever stands there: one answer for each, in order.
pub fn resolve(
    account: &Account,
    parsed: &Parsed,
    gazetteer: &Gazetteer,
    spans: &[Span],
) -> Vec<(Option<PlaceMatch>, Option<String>)> {
    let mut names = accepted(parsed, gazetteer);
    names.retain(|n| {
        let own = parsed.span(n.block, n.hit.tokens.clone());
        !own.is_some_and(|own| spans.iter().any(|s| s.overlaps(own)))
    });
    let mut at: Vec<Option<usize>> = Vec::new();
    for span in spans {
        let name = given(account, parsed, gazetteer, *span);
        at.push(name.is_some().then_some(names.len()));
        names.extend(name);
    }
    let (senses, of) = senses(parsed, &names);
    let chosen = rank::choose(&senses);
    let answer_at = |n: Option<usize>| match n {
        Some(n) => answer(&senses[of[n]], chosen[of[n]].as_ref()),
        None => (None, Some("no place of that name is known".to_owned())),
    };
    at.into_iter().map(answer_at).collect()
}

/// The words of an account that are taken to name places, by all the evidence.
fn accepted(parsed: &Parsed, gazetteer: &Gazetteer) -> Vec<Name> {
    let mut names = read(parsed, gazetteer);
    support_repeats(&mut names);
    support_home(&mut names);
    names.retain(|n| n.evidence.score >= accept::BOUND);
    names
}

/// A given stretch as a name, if any place could be meant.
fn given(account: &Account, parsed: &Parsed, gazetteer: &Gazetteer, span: Span) -> Option<Name> {
    let words = span.of(&account.text);
    let candidates = meanings(gazetteer, words);
    if candidates.is_empty() {
        return None;
    }
    let block = parsed.offsets.partition_point(|o| *o <= span.start).checked_sub(1)?;
    let doc = parsed.docs[block].as_ref();
    let inner = |s: Span| Span {
        start: s.start - parsed.offsets[block],
        end: s.end - parsed.offsets[block],
    };
    let tokens = doc.map_or(0..0, |d| d.tokens_in(inner(span)));
    let demonym = gazetteer.demonym(words).is_some();
    let article = doc.is_some_and(|d| {
        tokens.start > 0
            && d.word(tokens.start - 1).eq_ignore_ascii_case("the")
            && tokens.end > 0
            && d.dep(tokens.end - 1) != khaldun_language::Dep::Compound
    });
    let hit =
        Hit { tokens, key: fold::key(words), candidates, demonym, abbreviation: false, article };
    let evidence = Evidence { score: 9.0, used_as: PlaceUse::Literal };
    Some(Name { block, hit, evidence })
}

/// Everything a name by itself may mean: as it stands, as a people, as an abbreviation, without the
/// words that say what sort of place it is, and by its skeleton.
fn meanings(gazetteer: &Gazetteer, words: &str) -> Vec<Candidate> {
    let words = words.trim().trim_end_matches("'s").trim_end_matches("’s");
    let mut found: Vec<Candidate> = gazetteer.demonym(words).into_iter().cloned().collect();
    found.extend(
        gazetteer.abbreviation(words).or_else(|| gazetteer.abbreviation(&format!("{words}."))),
    );
    found.extend(gazetteer.exact(&fold::key(words)));
    if found.is_empty() {
        let all: Vec<&str> = words.split_whitespace().collect();
        let sort = |w: &&str| {
            let lower = w.to_lowercase();
            gazetteer.words.has("kind", &lower)
                || gazetteer.words.has("organ", &lower)
                || super::derive::direction(&lower).is_some()
                || matches!(lower.as_str(), "the" | "of" | "greater" | "metro" | "downtown")
        };
        let bare: Vec<&str> = all.iter().copied().filter(|w| !sort(w)).collect();
        if !bare.is_empty() && bare.len() < all.len() {
            found = gazetteer.exact(&fold::key(&bare.join(" ")));
            found.extend(gazetteer.demonym(&bare.join(" ")).cloned());
        }
    }
    if found.is_empty() {
        found = gazetteer.thin(words);
    }
    found
}

fn read(parsed: &Parsed, gazetteer: &Gazetteer) -> Vec<Name> {
    let around = around(parsed);
    let mut names = Vec::new();
    for (block, doc) in parsed.docs.iter().enumerate() {
        let Some(doc) = doc else { continue };
        let entities = doc.entities();
        let shouted = is_shouted(&doc.text);
        let court = Court { doc, gazetteer, entities: &entities, around: &around, shouted };
        for mut hit in scan::hits(doc, gazetteer) {
            hit.article = court.has_article(&hit);
            let evidence = court.weigh(&hit);
            names.push(Name { block, hit, evidence });
        }
    }
    contain(parsed, &mut names);
    names
}

/// More than four fifths of the letters are capitals.
fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    letters > 20 && upper * 5 > letters * 4
}

/// Words of persons' names of two words and more; single ones are too often places.
fn around(parsed: &Parsed) -> Around {
    let mut persons = BTreeSet::new();
    for doc in parsed.docs.iter().flatten() {
        for (range, kind) in doc.entities() {
            if kind == EntityKind::Person && range.len() > 1 {
                persons.extend(range.map(|t| fold::key(doc.word(t))));
            }
        }
    }
    Around { persons }
}

/// A name followed by a comma and what holds it is a place, and so is what holds it.
fn contain(parsed: &Parsed, names: &mut [Name]) {
    for i in 1..names.len() {
        let (left, right) = names.split_at_mut(i);
        let (a, b) = (&mut left[i - 1], &mut right[0]);
        let Some(doc) = parsed.docs[b.block].as_ref().filter(|_| a.block == b.block) else {
            continue;
        };
        if !follows(doc, &a.hit, &b.hit, ",") {
            alone(parsed, b);
            continue;
        }
        let fits = |c: &Candidate| {
            b.hit.candidates.iter().any(|k| k.kind != PlaceKind::Town && k.holds(c))
        };
        if a.hit.candidates.iter().any(fits) {
            a.evidence.score += 2.5;
            b.evidence.score += 2.0;
        } else if b.hit.abbreviation {
            b.evidence.score = 2.0;
        }
    }
    if let Some(first) = names.first_mut() {
        alone(parsed, first);
    }
}

/// An abbreviation without a town before it: only one of two letters with dots and more says enough ("W.Va.").
fn alone(parsed: &Parsed, name: &mut Name) {
    let Some(doc) = parsed.docs[name.block].as_ref().filter(|_| name.hit.abbreviation) else {
        return;
    };
    let dots = doc.word(name.hit.tokens.start).matches('.').count();
    name.evidence.score = if dots >= 2 { 2.0 } else { -9.0 };
}

/// Whether `b` stands right after `a` with just that word between.
fn follows(doc: &Doc, a: &Hit, b: &Hit, between: &str) -> bool {
    b.tokens.start == a.tokens.end + 1 && doc.word(a.tokens.end) == between
}

/// "X, in Y".
fn follows_in(doc: &Doc, a: &Hit, b: &Hit) -> bool {
    b.tokens.start == a.tokens.end + 2
        && doc.word(a.tokens.end) == ","
        && doc.word(a.tokens.end + 1) == "in"
}

/// A name that is surely a place once is a place elsewhere, if nothing speaks against it strongly.
fn support_repeats(names: &mut [Name]) {
    let mut best: BTreeMap<String, f64> = BTreeMap::new();
    for n in names.iter() {
        let e = best.entry(n.hit.key.clone()).or_insert(f64::MIN);
        *e = e.max(n.evidence.score);
    }
    for n in names.iter_mut() {
        if best[&n.hit.key] > 3.5 && n.evidence.score > -1.0 && !n.hit.abbreviation {
            n.evidence.score += 1.5;
        }
    }
}

/// The countries an account is about make their own towns likelier, and a small town of a country that
/// the account names nowhere unlikelier: "Axum" in a text on Ethiopia, "Nov" (in Tajikistan) in none.
///
/// Only names that mean little else are helped: a name shared by many towns is too often a surname.
fn support_home(names: &mut [Name]) {
    let sure = |n: &&Name| n.evidence.score >= accept::BOUND + 1.0;
    let mut said: BTreeMap<[u8; 2], f64> = BTreeMap::new();
    for n in names.iter().filter(sure) {
        let first = n.hit.candidates.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
        if let Some(cc) = first.and_then(|c| c.cc) {
            *said.entry(cc).or_default() += 1.0;
        }
    }
    let all: f64 = said.values().sum();
    let home =
        |c: &Candidate| c.cc.is_some_and(|cc| said.get(&cc).is_some_and(|n| n / all >= 0.15));
    let named = |c: &Candidate| c.cc.is_none_or(|cc| said.contains_key(&cc));
    for n in names.iter_mut().filter(|n| !n.hit.demonym && !n.hit.abbreviation) {
        let few = n.hit.candidates.len() <= 3;
        if few && n.hit.candidates.iter().any(home) {
            n.evidence.score += 1.2;
        } else if all >= 3.0
            && !n.hit.candidates.iter().any(named)
            && n.hit.candidates.iter().all(|c| c.kind == PlaceKind::Town && c.weight < 5.3)
        {
            n.evidence.score -= 1.5;
        }
    }
}

/// Groups names by spelling; which sense each name has.
fn senses(parsed: &Parsed, names: &[Name]) -> (Vec<Sense>, Vec<usize>) {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut senses, mut of) = (Vec::new(), Vec::new());
    for (i, name) in names.iter().enumerate() {
        let number = *numbers.entry(&name.hit.key).or_insert_with(|| {
            let voice = if name.hit.demonym { 0.5 } else { 1.0 };
            senses.push(Sense {
                candidates: name.hit.candidates.clone(),
                count: 0,
                containers: Vec::new(),
                as_division: false,
                articles: 0,
                said_in: None,
                contents: Vec::new(),
                voice,
            });
            senses.len() - 1
        });
        senses[number].count += 1;
        senses[number].as_division |= as_division(parsed, name);
        senses[number].articles += usize::from(name.hit.article);
        let next = names.get(i + 1).filter(|n| n.block == name.block);
        if let (Some(next), Some(doc)) = (next, parsed.docs[name.block].as_ref()) {
            let firm = if follows(doc, &name.hit, &next.hit, ",") {
                5.0
            } else if follows_in(doc, &name.hit, &next.hit) {
                4.0
            } else if follows(doc, &name.hit, &next.hit, "in")
                || follows(doc, &name.hit, &next.hit, "(")
            {
                3.0
            } else {
                0.0
            };
            if firm > 0.0 {
                senses[number].containers.extend(
                    next.hit
                        .candidates
                        .iter()
                        .filter(|c| c.kind != PlaceKind::Town)
                        .map(|c| (c.clone(), firm)),
                );
            }
        }
        of.push(number);
    }
    // What is said to hold something is rather the division than its seat: "Saravena, in Arauca".
    for i in 1..names.len() {
        let (a, b) = (&names[i - 1], &names[i]);
        let Some(doc) = parsed.docs[b.block].as_ref().filter(|_| a.block == b.block) else {
            continue;
        };
        let held = follows(doc, &a.hit, &b.hit, "in") || follows_in(doc, &a.hit, &b.hit);
        if held && of[i - 1] != of[i] {
            senses[of[i]].contents.extend(a.hit.candidates.iter().cloned());
            let division =
                b.hit.candidates.iter().filter(|c| c.is_division() && c.by != By::Skeleton);
            let best = division.max_by(|x, y| x.weight.total_cmp(&y.weight)).cloned();
            senses[of[i - 1]].said_in = best.filter(|_| follows_in(doc, &a.hit, &b.hit));
        }
    }
    (senses, of)
}

fn as_division(parsed: &Parsed, name: &Name) -> bool {
    const SORTS: [&str; 14] = [
        "province",
        "governorate",
        "district",
        "county",
        "oblast",
        "raion",
        "region",
        "state",
        "department",
        "prefecture",
        "division",
        "regional",
        "provincial",
        "cercle",
    ];
    let Some(doc) = parsed.docs[name.block].as_ref() else { return false };
    let sort =
        |i: usize| i < doc.tokens.len() && SORTS.contains(&doc.word(i).to_lowercase().as_str());
    let start = name.hit.tokens.start;
    sort(name.hit.tokens.end) || (start >= 2 && doc.word(start - 1) == "of" && sort(start - 2))
}

fn answer(sense: &Sense, choice: Option<&Choice>) -> (Option<PlaceMatch>, Option<String>) {
    let Some(choice) = choice else {
        return (None, Some("no place of that name is known".to_owned()));
    };
    if choice.confidence < rank::BOUND {
        let many = sense.candidates.len();
        return (None, Some(format!("{many} places bear that name and nothing tells them apart")));
    }
    let winner = &sense.candidates[choice.best];
    let beyond = |c: &&Candidate| !c.holds(winner) && c.km(winner) > c.radius_km + 150.0;
    if let Some(container) = sense.said_in.as_ref().filter(beyond) {
        let place = container.place();
        let because = format!(
            "not known itself: no place of that name lies in {}, where it is said to be",
            place.name
        );
        return (Some(PlaceMatch { place, confidence: 0.5 * choice.confidence, because }), None);
    }
    if choice.guessed {
        let like = sense.candidates[choice.best].name();
        return (
            None,
            Some(format!("only a likeness to {like}, of which nothing else here speaks")),
        );
    }
    let place = sense.candidates[choice.best].place();
    let (confidence, because) = (choice.confidence, choice.because.clone());
    (Some(PlaceMatch { place, confidence, because }), None)
}

/// A name that the actors' reader took for a government is one here too.
fn used_as(name: &Name, span: Span, actors: &[ActorMention]) -> PlaceUse {
    let state = |a: &&ActorMention| {
        let kind = a.actor.as_ref().map(|a| a.kind);
        matches!(kind, Some(ActorType::State | ActorType::Government)) && a.span == span
    };
    match name.evidence.used_as {
        PlaceUse::Literal if actors.iter().any(|a| state(&a)) => PlaceUse::Actor,
        other => other,
    }
}
