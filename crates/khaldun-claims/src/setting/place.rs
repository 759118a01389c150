//! Where?
//!
//! The places a clause names are its own, less those that are no scene of it ([`super::scene`]). What
//! names none is set where the story stands: at the town or province it points back to ("the
//! town"), else at the places of the clause around it, else at those of a claim shortly before it in
//! the paragraph. Words (accusing, denying, agreeing) and verdicts are set nowhere unless they say so.

use super::again::deeds_meant;
use super::assign::assign;
use super::scene::{backdrop, sets_scene};
use crate::clause::{Clause, Role};
use crate::lexicon::{self, Class};
use khaldun_language::{Dep, Parsed};
use khaldun_model::{Claim, Kind, Mentions, PlaceKind, PlaceMention, PlaceUse, Plover, Setting};
use khaldun_text::{Account, Span};
use std::collections::BTreeMap;

/// How many claims back a place is looked for at most, for an act of force.
const REACH: usize = 60;
/// How many claims a place is carried on.
const FAR: usize = 6;

pub(super) fn fill(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    let literal: Vec<&PlaceMention> =
        mentions.places.iter().filter(|p| p.used_as == PlaceUse::Literal).collect();
    let spans: Vec<Span> = literal.iter().map(|p| p.span).collect();
    for (i, own) in assign(parsed, clauses, &spans).into_iter().enumerate() {
        let scene = own.into_iter().map(|n| literal[n]).filter(|m| {
            let block = clauses[i].block;
            let Some(doc) = &parsed.docs[block] else { return true };
            let last = m.span.end.saturating_sub(parsed.offsets[block] + 1);
            let at = Span { start: last, end: last + 1 };
            doc.tokens_in(at).next().is_none_or(|t| sets_scene(doc, t, m))
        });
        let scene: Vec<&PlaceMention> = scene.collect();
        let behind = backdrop(&account.text, &scene);
        let kept = scene.iter().zip(behind).filter(|(_, behind)| !behind);
        claims[i].places = kept.map(|(m, _)| setting(m, false)).collect();
    }
    let theatre = theatre(mentions);
    let named: Vec<bool> = claims.iter().map(|c| !c.places.is_empty()).collect();
    for i in 0..claims.len() {
        if named[i] {
            continue;
        }
        let carries = carries(parsed, &clauses[i], &claims[i]);
        // Words about a deed are said elsewhere than it was done.
        if !carries && matches!(claims[i].kind, Kind::Event | Kind::Pattern) {
            continue;
        }
        let deed = deeds_meant(parsed, clauses, claims, i)
            .into_iter()
            .find(|&j| !claims[j].places.is_empty());
        if let Some(deed) = deed {
            claims[i].places = carried(&claims[deed]);
            continue;
        }
        if !carries {
            continue;
        }
        if let Some(again) = named_again(parsed, &clauses[i], &literal) {
            claims[i].places = vec![setting(again, true)];
            continue;
        }
        let force = claims[i].coding.as_ref().and_then(|c| c.action).is_some_and(|a| {
            matches!(a, Plover::Assault | Plover::Coerce | Plover::Mobilize | Plover::Retreat)
        });
        let around =
            clauses[i].parent.filter(|&p| !claims[p].places.is_empty() && near(&clauses[i]));
        let before =
            (0..i).rev().take(REACH).take_while(|&l| clauses[l].block == clauses[i].block).find(
                |&l| {
                    named[l]
                        && (force || i - l <= FAR)
                        && !of_speaker(parsed, &clauses[i], &claims[i], &claims[l])
                },
            );
        if let Some(from) = around.or(before) {
            claims[i].places = carried(&claims[from]);
        } else if let Some(theatre) = theatre.filter(|_| force) {
            claims[i].places = vec![setting(theatre, true)];
        }
    }
}

/// "the town", "this province": the last place of that sort named before it.
fn named_again<'m>(
    parsed: &Parsed,
    clause: &Clause,
    literal: &[&'m PlaceMention],
) -> Option<&'m PlaceMention> {
    use PlaceKind::{Quarter, Region, River, Site, Town};
    let doc = parsed.docs[clause.block].as_ref()?;
    let offset = parsed.offsets[clause.block];
    for &token in &clause.tokens {
        let sorts: &[PlaceKind] = match doc.lemma(token) {
            "city" | "town" | "village" | "port" | "settlement" => &[Town],
            "neighbourhood" | "neighborhood" | "district" | "quarter" | "suburb" => {
                &[Quarter, Town]
            }
            "region" | "province" | "governorate" => &[Region],
            "river" => &[River],
            "airport" | "base" | "palace" | "crossing" | "airfield" => &[Site],
            _ => continue,
        };
        let pointed = doc.children(token).any(|c| {
            doc.dep(c) == Dep::Det
                && matches!(&*doc.word(c).to_lowercase(), "the" | "this" | "that")
        });
        let own = doc.children(token).any(|c| {
            matches!(doc.dep(c), Dep::Poss | Dep::Appos | Dep::Relcl)
                || doc.dep(c) == Dep::Prep && doc.word(c) == "of"
        });
        if !pointed || own {
            continue;
        }
        let at = doc.tokens[token].span.start + offset;
        let before = literal.iter().rev().filter(|m| m.span.end <= at);
        let fits = |m: &&&PlaceMention| {
            // A name nobody knows is most often a small town's.
            m.found.as_ref().map_or(sorts.contains(&Town), |f| sorts.contains(&f.place.kind))
        };
        if let Some(found) = before.take(12).find(fits) {
            return Some(found);
        }
    }
    None
}

/// "Residents who reached Bor said …": whether the places of `told` only say where those are on whose
/// word a claim is told, in the words before "said" of its own sentence.
fn of_speaker(parsed: &Parsed, clause: &Clause, claim: &Claim, told: &Claim) -> bool {
    let Some(cue) = claim.attribution.chain.last().and_then(|v| v.cue) else { return false };
    let Some(doc) = &parsed.docs[clause.block] else { return false };
    let first = (0..=clause.head).rev().find(|&t| t == 0 || doc.tokens[t].sent_start).unwrap_or(0);
    let opens = doc.tokens[first].span.start + parsed.offsets[clause.block];
    cue.end <= claim.span.start
        && told.places.iter().all(|p| opens <= p.span.start && p.span.end <= cue.start)
}

/// The country or region the account is about: of the country in which most of its places lie, the
/// wide place it names most.
fn theatre(mentions: &Mentions) -> Option<&PlaceMention> {
    let found = |m: &&'_ PlaceMention| m.found.as_ref().map(|f| f.place.clone());
    let literal: Vec<&PlaceMention> =
        mentions.places.iter().filter(|m| m.used_as == PlaceUse::Literal).collect();
    let mut countries: BTreeMap<String, usize> = BTreeMap::new();
    for country in literal.iter().filter_map(|m| found(m)?.country) {
        *countries.entry(country).or_default() += 1;
    }
    let most = countries.values().copied().max()?;
    let home = countries.into_iter().find(|(_, n)| *n == most).map(|(c, _)| c)?;
    let wide = |m: &&&PlaceMention| {
        found(m).is_some_and(|p| {
            matches!(p.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Area)
                && p.country.as_deref() == Some(home.as_str())
        })
    };
    let candidates: Vec<&PlaceMention> = literal.iter().filter(wide).copied().collect();
    let times = |m: &PlaceMention| {
        let id = found(&m).map(|p| p.id);
        candidates.iter().filter(|c| found(c).map(|p| p.id) == id).count()
    };
    let most = candidates.iter().map(|m| times(m)).max()?;
    candidates.iter().find(|m| times(m) == most).copied()
}

/// The places of another claim, as carried on from it.
fn carried(from: &Claim) -> Vec<Setting> {
    from.places.iter().map(|p| Setting { carried: true, ..p.clone() }).collect()
}

fn setting(mention: &PlaceMention, carried: bool) -> Setting {
    Setting { span: mention.span, found: mention.found.clone(), carried }
}

/// Whether the clause around it sets the scene for it.
fn near(clause: &Clause) -> bool {
    !matches!(clause.role, Role::Main)
}

/// Whether a claim without a place of its own takes over the last one told.
fn carries(parsed: &Parsed, clause: &Clause, claim: &Claim) -> bool {
    let act = claim.coding.as_ref().and_then(|c| c.action);
    let doc = parsed.docs[clause.block].as_ref();
    if doc.is_some_and(|d| {
        clause
            .tokens
            .iter()
            .any(|&t| d.word(t).eq_ignore_ascii_case("there") && d.dep(t) != Dep::Expl)
    }) {
        return true;
    }
    let speech = doc.is_some_and(|d| {
        let marks = lexicon::marks(d.lemma(clause.head));
        act.is_none() && marks.any(&[Class::Say, Class::Act, Class::Think])
    });
    match claim.kind {
        Kind::Event | Kind::Pattern => {
            !speech
                && !matches!(
                    act,
                    Some(Plover::Accuse | Plover::Reject | Plover::Concede | Plover::Support)
                )
        }
        Kind::State => clause.role != Role::Apposition,
        Kind::Hypothetical | Kind::Cause => clause.role != Role::Main,
        Kind::Intent | Kind::Judgement => false,
    }
}
