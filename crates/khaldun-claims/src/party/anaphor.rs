//! Whom does "the group" mean, and "both sides"?
//!
//! A noun with "the" or "this" and nothing said of whose takes up somebody the account has named:
//! "the group" the last body before it, "the insurgents" the armed group the account mostly speaks
//! of, "both sides" the two it speaks of most. Where several would do, the words stay as they are.
//! Which nouns take up what stands in `data/parties/anaphors.tsv`.

use super::entity::{Entity, Sort};
use super::home::home;
use super::naming::plural;
use khaldun_language::{Dep, Doc};
use khaldun_model::ActorType::{ArmedForce, Coalition, Government, InsurgentGroup, Organisation};
use khaldun_model::{ActorForm, ActorMention, ActorRef, ActorType, Mentions};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a noun can take up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// Any body that is no state: "the group".
    Body,
    /// An armed group: "the militia".
    Group,
    /// The members of an armed group: "the insurgents".
    Members,
    /// A firm, a charity, a watchdog.
    Organisation,
    /// One of the two sides of the war: "both sides".
    Side,
}

static NOUNS: LazyLock<BTreeMap<&'static str, Takes>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/parties/anaphors.tsv");
    let rows = table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    let takes = |name: &str| match name {
        "body" => Some(Takes::Body),
        "group" => Some(Takes::Group),
        "members" => Some(Takes::Members),
        "organisation" => Some(Takes::Organisation),
        "side" => Some(Takes::Side),
        _ => None,
    };
    rows.filter_map(|(name, words)| Some((takes(name)?, words)))
        .flat_map(|(t, words)| words.split_whitespace().map(move |w| (w, t)))
        .collect()
});

/// Whether a noun can take up a body ("group", "militia").
pub(super) fn takes_up_a_body(lemma: &str) -> bool {
    matches!(NOUNS.get(lemma), Some(Takes::Body | Takes::Group))
}

/// Words before such a noun that only say again what it is.
const EPITHETS: [&str; 15] = [
    "aid",
    "armed",
    "extremist",
    "human",
    "insurgent",
    "islamist",
    "jihadist",
    "militant",
    "monitoring",
    "opposition",
    "paramilitary",
    "rebel",
    "rights",
    "terror",
    "terrorist",
];

/// Those whom an account names, counted.
pub(super) struct Cast<'m> {
    /// Armed groups, the most often named first.
    groups: Vec<(usize, &'m ActorRef)>,
    /// Armed forces, governments and armed groups, the most often named first.
    sides: Vec<(usize, &'m ActorRef)>,
}

impl<'m> Cast<'m> {
    pub(super) fn of(mentions: &'m Mentions) -> Self {
        let named = |m: &&ActorMention| m.form != ActorForm::Description;
        let mut all: Vec<(usize, &ActorRef)> = Vec::new();
        for actor in mentions.actors.iter().filter(named).filter_map(|m| m.actor.as_ref()) {
            match all.iter_mut().find(|(_, a)| a.name == actor.name) {
                Some((n, _)) => *n += 1,
                None => all.push((1, actor)),
            }
        }
        // A stable sort: the order of the text settles a tie.
        all.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        let sides = [ArmedForce, Government, InsurgentGroup];
        let army = |actor: &ActorRef| {
            let described = |m: &&ActorMention| m.form == ActorForm::Description;
            let mut all = mentions.actors.iter().filter(described).filter_map(|m| m.actor.as_ref());
            all.any(|a| a.name == actor.name)
        };
        let home = home(mentions).map(|(country, _)| country);
        let group = |a: &ActorRef| match a.kind {
            InsurgentGroup => true,
            // A second armed force of the country, which the account never calls its army.
            ArmedForce => a.country.as_deref() == home && home.is_some() && !army(a),
            _ => false,
        };
        Self {
            groups: all.iter().copied().filter(|(_, a)| group(a)).collect(),
            sides: all.iter().copied().filter(|(_, a)| sides.contains(&a.kind)).collect(),
        }
    }

    /// The armed group that most mentions of armed groups name.
    fn main_group(&self) -> Option<&'m ActorRef> {
        let all: usize = self.groups.iter().map(|(n, _)| n).sum();
        self.groups.first().filter(|(n, _)| n * 5 >= all * 3).map(|(_, a)| *a)
    }

    /// The one armed group that the account names, more than in passing.
    fn sole_group(&self) -> Option<&'m ActorRef> {
        let [(n, only)] = &self.groups[..] else { return None };
        (*n > 1).then_some(*only)
    }

    /// The two sides most spoken of, where a third is behind the second: of the parties to a war
    /// the first, and the first that can face it.
    fn two_sides(&self) -> Option<[&'m ActorRef; 2]> {
        let (_, a) = *self.sides.first()?;
        let faces = |b: &ActorRef| {
            let both_state = matches!(a.kind, ArmedForce | Government)
                && matches!(b.kind, ArmedForce | Government)
                && self.sides.iter().any(|(_, s)| s.kind == InsurgentGroup);
            !(both_state || a.kind == InsurgentGroup && b.kind == InsurgentGroup)
        };
        let mut facing = self.sides.iter().skip(1).filter(|(_, b)| faces(b));
        let (m, b) = *facing.next()?;
        let third = facing.next().map_or(0, |(n, _)| *n);
        (third < m).then_some([a, b])
    }
}

/// Whom a noun takes up; `pair` are the last two named in one breath, `before` the bodies named so
/// far, the last last.
pub(super) fn taken_up(
    doc: &Doc,
    token: usize,
    cast: &Cast<'_>,
    pair: Option<&[Entity; 2]>,
    before: &[Entity],
) -> Option<(Vec<Entity>, Sort, &'static str)> {
    let mut takes = *NOUNS.get(&*doc.lemma(token).to_lowercase())?;
    if doc.children(token).any(|c| matches!(doc.word(c), "rights" | "monitoring" | "aid")) {
        takes = Takes::Organisation;
    }
    if takes == Takes::Side {
        let most = || cast.two_sides().map(|[a, b]| [Entity::of(a), Entity::of(b)]);
        let both = pair.cloned().or_else(most).filter(|_| paired(doc, token))?.to_vec();
        return Some((both, Sort::People, "the two sides the account speaks of"));
    }
    if !definite(doc, token) {
        // "Gunmen stormed the town": with one armed group in the account, its members.
        let bare = takes == Takes::Members && plural(doc, token) && unmarked(doc, token);
        let only = cast.sole_group().or_else(|| cast.main_group()).filter(|_| bare);
        let only = only.map(Entity::of)?;
        return Some((vec![only], Sort::People, "the one armed group the account names"));
    }
    let last = |kinds: &[ActorType]| {
        before.iter().rev().find(|e| e.kind.is_some_and(|k| kinds.contains(&k))).cloned()
    };
    let main = || cast.main_group().map(Entity::of);
    let (found, sort) = match takes {
        Takes::Body => (last(&[InsurgentGroup, Organisation, Coalition]), Sort::Body),
        Takes::Organisation => (last(&[Organisation]), Sort::Body),
        Takes::Group if !plural(doc, token) => {
            (main().or_else(|| last(&[InsurgentGroup])), Sort::Body)
        }
        Takes::Members => (main(), Sort::People),
        Takes::Group | Takes::Side => return None,
    };
    Some((vec![found?], sort, "the one named before"))
}

/// "the group", "this militia", with no word that tells it from another.
fn definite(doc: &Doc, token: usize) -> bool {
    let article = doc.children(token).any(|c| {
        doc.dep(c) == Dep::Det
            && matches!(&*doc.word(c).to_lowercase(), "the" | "this" | "that" | "these" | "those")
    });
    let plain = doc.children(token).all(|c| match doc.dep(c) {
        Dep::Amod | Dep::Compound | Dep::Nmod => {
            EPITHETS.binary_search(&&*doc.word(c).to_lowercase()).is_ok()
        }
        Dep::Poss | Dep::Nummod => false,
        Dep::Prep => !matches!(doc.word(c), "of" | "from"),
        Dep::Conj => false,
        _ => true,
    });
    article && plain
}

/// "gunmen", "48 insurgents": with nothing said of whose.
fn unmarked(doc: &Doc, token: usize) -> bool {
    doc.children(token).all(|c| match doc.dep(c) {
        Dep::Amod | Dep::Compound | Dep::Nmod => {
            EPITHETS.binary_search(&&*doc.word(c).to_lowercase()).is_ok()
        }
        Dep::Det | Dep::Poss | Dep::Conj => false,
        Dep::Prep => !matches!(doc.word(c), "of" | "from"),
        _ => true,
    })
}

/// "both sides", "the two armies", "neither party", "any side".
fn paired(doc: &Doc, token: usize) -> bool {
    doc.children(token).any(|c| {
        matches!(
            &*doc.word(c).to_lowercase(),
            "both" | "two" | "neither" | "either" | "each" | "any"
        )
    })
}
