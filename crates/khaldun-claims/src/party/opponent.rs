//! Against whom, where the clause does not say?
//!
//! "They took the town": an act of force without a named other side is taken to be against the one
//! whom the account most often sets against the actor, the nearest before it first.

use super::Reader;
use super::home::home;
use crate::action::Act;
use crate::clause::Clause;
use khaldun_model::{ActorRef, ActorType, Claim, Kind, Mentions, Party, Plover};
use std::collections::BTreeMap;

/// Fire from afar: whom it was meant for is not to be had from the sides of the war.
const AFAR: [&str; 16] = [
    "airstrike",
    "attack",
    "blast",
    "bomb",
    "bombardment",
    "bombing",
    "explosion",
    "gas",
    "killing",
    "massacre",
    "missile",
    "raid",
    "rocket",
    "shelling",
    "strike",
    "weapon",
];

/// Fills the target of acts of force that name none; `acts[i]` and `claims[i]` read `clauses[i]`.
pub(super) fn fill(
    readers: &[Option<Reader<'_>>],
    mentions: &Mentions,
    clauses: &[Clause],
    acts: &[Option<Act>],
    claims: &mut [Claim],
) {
    let pairs = pairs(acts, claims);
    let sides = Sides::of(mentions);
    for i in 0..claims.len() {
        let class = acts[i].as_ref().and_then(|a| a.class);
        let force = class == Some(Plover::Assault);
        let told = matches!(claims[i].kind, Kind::Event | Kind::Pattern);
        let afar =
            acts[i].as_ref().zip(readers[clauses[i].block].as_ref()).is_some_and(|(a, r)| {
                a.decided != a.head && AFAR.binary_search(&r.doc.lemma(a.decided)).is_ok()
            });
        if !force || afar || !told || !claims[i].target.is_empty() || claims[i].actor.is_empty() {
            continue;
        }
        let own: Vec<&str> = claims[i].actor.iter().map(|a| a.name.as_str()).collect();
        let facing = || own.iter().find_map(|name| sides.facing(name));
        let met = |other: &Party| sides.armed(other);
        let own_kind = |other: &Party| claims[i].actor.iter().any(|a| sides.fellows(a, other));
        let paired = most_frequent(&pairs, &own, |p| met(p) && !own_kind(p));
        let found = match (paired, facing()) {
            // Somebody from outside, met once or twice, the other side of the war being spoken of more.
            (Some((n, once)), Some(main))
                if n < 3 && !sides.at_home(&once) && sides.named(&main) > sides.named(&once) =>
            {
                Some(main)
            }
            (Some((_, party)), _) => Some(party),
            (None, main) => main,
        };
        let met = || most_frequent(&pairs, &own, met).map(|(_, p)| p);
        if let Some(target) = found.or_else(met) {
            let because = "the side the account sets against the actor".to_owned();
            claims[i].target = vec![Party { because, span: None, ..target }];
        }
    }
}

/// Every pair that the account sets against each other, in text order.
fn pairs(acts: &[Option<Act>], claims: &[Claim]) -> Vec<(Party, Party)> {
    let mut found = Vec::new();
    for (i, claim) in claims.iter().enumerate() {
        let hostile = acts[i].as_ref().and_then(|a| a.class).is_some_and(|c| {
            matches!(
                c,
                Plover::Assault
                    | Plover::Coerce
                    | Plover::Accuse
                    | Plover::Threaten
                    | Plover::Mobilize
            )
        });
        if !hostile {
            continue;
        }
        for a in &claim.actor {
            for b in &claim.target {
                if a.id.is_some() && b.id.is_some() {
                    found.push((a.clone(), b.clone()));
                }
            }
        }
    }
    found
}

/// Of those that `fits`, the one most often set against any of `own`, and how often.
fn most_frequent(
    pairs: &[(Party, Party)],
    own: &[&str],
    fits: impl Fn(&Party) -> bool,
) -> Option<(usize, Party)> {
    let mut counts: Vec<(usize, &Party)> = Vec::new();
    let others = pairs.iter().filter_map(|(a, b)| {
        if own.contains(&a.name.as_str()) {
            Some(b)
        } else if own.contains(&b.name.as_str()) {
            Some(a)
        } else {
            None
        }
    });
    for other in others.filter(|o| !own.contains(&o.name.as_str()) && fits(o)) {
        match counts.iter_mut().find(|(_, p)| p.name == other.name) {
            Some((n, _)) => *n += 1,
            None => counts.push((1, other)),
        }
    }
    // The first of those most often named: the order of the text settles a tie.
    let most = counts.iter().map(|(n, _)| *n).max()?;
    counts.into_iter().find(|(n, _)| *n == most).map(|(n, p)| (n, p.clone()))
}

/// Those who can be a side of a war.
struct Sides<'m> {
    /// The armed sides of the country that the account is about, the most often named first.
    home: Vec<(usize, &'m ActorRef)>,
    /// What everybody the account names is.
    kinds: BTreeMap<&'m str, ActorType>,
    /// How often the account names them.
    counts: BTreeMap<&'m str, usize>,
}

impl<'m> Sides<'m> {
    fn of(mentions: &'m Mentions) -> Self {
        let actors = || mentions.actors.iter().filter_map(|m| m.actor.as_ref());
        let kinds = actors().map(|a| (a.name.as_str(), a.kind)).collect();
        let home = home(mentions).map(|(country, _)| country);
        let mut sides: Vec<(usize, &ActorRef)> = Vec::new();
        let armed = |a: &&ActorRef| {
            use ActorType::{ArmedForce, Government, InsurgentGroup};
            matches!(a.kind, ArmedForce | Government | InsurgentGroup)
                && a.id.is_some()
                && a.country.as_deref() == home
        };
        for actor in actors().filter(armed) {
            match sides.iter_mut().find(|(_, a)| a.id == actor.id) {
                Some((n, _)) => *n += 1,
                None => sides.push((1, actor)),
            }
        }
        // A stable sort: the order of the text settles a tie.
        sides.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        let mut counts = BTreeMap::new();
        for actor in actors() {
            *counts.entry(actor.name.as_str()).or_default() += 1;
        }
        Self { home: sides, kinds, counts }
    }

    /// Whether a party is an armed side of the country that the account is about.
    fn at_home(&self, party: &Party) -> bool {
        self.home.iter().any(|(_, a)| a.name == party.name)
    }

    /// How often the account names a party.
    fn named(&self, party: &Party) -> usize {
        self.counts.get(party.name.as_str()).copied().unwrap_or(0)
    }

    /// Whether somebody is a party to a war, not a person or a people.
    fn armed(&self, party: &Party) -> bool {
        use ActorType::{ArmedForce, Coalition, Government, InsurgentGroup, State};
        self.kinds.get(party.name.as_str()).is_some_and(|k| {
            matches!(k, ArmedForce | Coalition | Government | InsurgentGroup | State)
        })
    }

    /// Whether two are both insurgents: they may fight each other, but a deed that names no other
    /// side is sooner against the state.
    fn fellows(&self, a: &Party, b: &Party) -> bool {
        let insurgent =
            |p: &Party| self.kinds.get(p.name.as_str()) == Some(&ActorType::InsurgentGroup);
        insurgent(a) && insurgent(b)
    }

    /// The side that faces another: insurgents face the army, an army or a government faces
    /// insurgents, and where there are none each other.
    fn facing(&self, name: &str) -> Option<Party> {
        use ActorType::{ArmedForce, Government, InsurgentGroup};
        let own = *self.kinds.get(name)?;
        let at_home = self.home.iter().any(|(_, a)| a.name == name);
        if !at_home && own != InsurgentGroup {
            return None;
        }
        let order = match own {
            InsurgentGroup => [ArmedForce, Government],
            ArmedForce => [InsurgentGroup, Government],
            _ => [InsurgentGroup, ArmedForce],
        };
        let first = |kind| self.home.iter().find(|(_, a)| a.kind == kind && a.name != name);
        let [found, other] = order.map(first);
        // An armed force named in passing is not the state's army.
        let found = match (found, other) {
            (Some(force), Some(state)) if force.0 * 3 < state.0 => state,
            (found, other) => found.or(other)?,
        };
        Some(Party {
            name: found.1.name.clone(),
            id: found.1.id.clone(),
            span: None,
            because: "the other side of the war the account is about".to_owned(),
        })
    }
}
