//! Who acts, and on whom?
//!
//! The arguments of a clause's predicate are read off the tree ([`crate::args`]), each is named (the
//! mention that covers it, its owner, its own words) and pronouns are followed ([`discourse`]).

mod anaphor;
mod breath;
mod discourse;
mod entity;
mod home;
mod naming;
mod opponent;
mod thing;
mod told_of;
mod topic;

use crate::action::{Act, Lexicon, Roles, Sight, of_clause};
use crate::args::{Args, args, phrases};
use crate::clause::{Clause, Role};
use discourse::{Discourse, joined};
use entity::Entity;
use khaldun_language::{Dep, Doc, EntityKind, Parsed, Pos};
use khaldun_model::{Claim, Kind, Mentions, Party, Plover, Quad};
use khaldun_text::Account;
pub(crate) use naming::stands_for_owner;

/// Fills actor, target and open questions; `claims[i]` reads `clauses[i]`.
pub fn fill(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    let discourse = Discourse::of(account, parsed, mentions);
    let lexicon = Lexicon::builtin();
    let discourse = &discourse;
    let of_block = |(block, doc)| Some(Reader { doc: Option::as_ref(doc)?, block, discourse });
    let readers: Vec<Option<Reader<'_>>> = parsed.docs.iter().enumerate().map(of_block).collect();
    let mut acts = Vec::with_capacity(clauses.len());
    let mut sight: Option<(usize, Sight<'_>)> = None;
    for (clause, claim) in clauses.iter().zip(claims.iter_mut()) {
        let Some(reader) = &readers[clause.block] else {
            acts.push(None);
            continue;
        };
        if sight.as_ref().is_none_or(|(b, _)| *b != clause.block) {
            let offset = parsed.offsets[clause.block];
            sight = Some((clause.block, Sight::with_mentions(reader.doc, mentions, offset)));
        }
        let act = sight.as_ref().and_then(|(_, s)| of_clause(s, lexicon, clause));
        reader.claim(clause, act.as_ref(), claim);
        acts.push(act);
    }
    breath::fill(&readers, clauses, &acts, claims);
    topic::fill(&readers, clauses, claims);
    told_of::fill(&readers, clauses, &acts, claims);
    opponent::fill(&readers, mentions, clauses, &acts, claims);
    thing::fill(&readers, clauses, &acts, claims);
}

/// Verbs whose passive tells what their subject is.
const BECOMING: [&str; 13] = [
    "base",
    "call",
    "compose",
    "constitute",
    "create",
    "establish",
    "form",
    "found",
    "head",
    "know",
    "link",
    "name",
    "style",
];
/// Why people without a name stand under the account's words for them.
const OWN_WORDS: &str = "its own words";
/// Why a thing stands for people.
const THEIRS: &str = "those who have it";

struct Reader<'a> {
    doc: &'a Doc,
    block: usize,
    discourse: &'a Discourse,
}

impl Reader<'_> {
    fn claim(&self, clause: &Clause, act: Option<&Act>, claim: &mut Claim) {
        let roles = act.map_or(Roles::Plain, |a| a.roles);
        let told = matches!(claim.kind, Kind::Event | Kind::Pattern);
        let found = self.arguments(clause, act, told);
        let mut doers = self.parties(found.doer);
        let mut done = if roles == Roles::Thing { Vec::new() } else { self.parties(found.done) };
        if matches!(claim.kind, Kind::State | Kind::Judgement) && self.unknown_place(found.doer) {
            doers.clear();
        }
        if let Some(speaker) = self.speaker(found.doer, claim) {
            doers = vec![(speaker, None)];
        }
        if let Some(speaker) = self.speaker(found.done, claim) {
            done = vec![(speaker, None)];
        }
        if doers.is_empty()
            && let Some(thing) = found.doer
        {
            doers = self.holders(thing);
        }
        let force = matches!(
            act.and_then(|a| a.class),
            Some(Plover::Assault | Plover::Coerce | Plover::Mobilize)
        );
        let taking = force && self.placelike(found.done);
        if self.propositional(clause, found.done) || taking {
            done.clear();
        }
        if let Some(accused) = self.accused(clause, act) {
            done = accused;
        }
        if done.is_empty() {
            done = self.parties(found.dative);
        }
        if done.is_empty() && claim.kind != Kind::Judgement {
            done = self.behind_preposition(clause, act, roles);
        }
        let coded = act.is_some_and(|a| a.class.is_some());
        if done.is_empty() && coded && !taking && roles != Roles::Thing {
            done = self.whose(found.done);
        }
        if done.is_empty() && claim.kind == Kind::State {
            done = self.whose(self.doc.child(clause.head, Dep::Attr));
        }
        if done.is_empty()
            && roles != Roles::Swapped
            && claim.kind != Kind::Judgement
            && (!told || coded)
        {
            done = self.other_named(clause, &doers);
        }
        if claim.kind == Kind::State {
            done.retain(|(p, _)| p.id.is_some() || p.because != OWN_WORDS);
        }
        // A thing stands for its people only where harm is done to it.
        let harm = matches!(act.and_then(|a| a.class), Some(Plover::Assault | Plover::Coerce));
        if !harm {
            done.retain(|(p, _)| p.because != THEIRS);
        }
        if roles == Roles::Swapped {
            std::mem::swap(&mut doers, &mut done);
        }
        if told && act.and_then(|a| a.class).is_some_and(|c| c.quad() == Quad::MaterialConflict) {
            doers.retain(|(p, _)| !naming::is_people(p));
        }
        // "Formed in 1919, the league …": a passive of becoming or being called tells of its subject.
        let becoming = BECOMING.binary_search(&self.doc.lemma(clause.head)).is_ok();
        if told && found.passive && becoming && roles != Roles::Swapped && doers.is_empty() {
            doers = std::mem::take(&mut done);
        }
        // A toll told as a state describes those who were lost.
        let toll = claim.kind == Kind::State
            && act.and_then(|a| a.class) == Some(Plover::Assault)
            && !done.is_empty();
        if toll {
            doers = std::mem::take(&mut done);
        }
        done.retain(|d| doers.iter().all(|a| a.0.name != d.0.name));
        claim.open_question = doers.iter().chain(&done).find_map(|(_, question)| question.clone());
        claim.actor = doers.into_iter().map(|(p, _)| p).collect();
        claim.target = done.into_iter().map(|(p, _)| p).collect();
    }

    /// Those to whom a thing that is acted on or named belongs, where the account knows them.
    fn whose(&self, thing: Option<usize>) -> Vec<(Party, Option<String>)> {
        let mut found = thing.map_or_else(Vec::new, |t| self.holders(t));
        found.retain(|(p, _)| p.id.is_some());
        found
    }

    /// Whether a noun names an act of force.
    fn deed(&self, token: usize) -> bool {
        let lemma = self.doc.lemma(token).to_lowercase();
        Lexicon::builtin().noun_names(&lemma, Plover::Assault)
    }

    /// "We did not know": the first person inside somebody's words is who says them.
    fn speaker(&self, subject: Option<usize>, claim: &Claim) -> Option<Party> {
        let word = self.doc.word(subject?).to_lowercase();
        let voice = claim.attribution.chain.last()?;
        let first = matches!(&*word, "i" | "we" | "me" | "us");
        first.then(|| Party {
            name: voice.names.join("; "),
            id: None,
            span: voice.span,
            because: "the speaker, of himself".to_owned(),
        })
    }

    /// Whether a token is a name that neither register nor account knows as an actor.
    fn unknown(&self, token: Option<usize>) -> bool {
        let phrase = token.and_then(|t| self.discourse.at(self.block, t));
        phrase.is_some_and(|p| p.who.iter().any(|w| w.unknown))
    }

    /// Whether a token is an unknown name that the recogniser takes for a place.
    fn unknown_place(&self, token: Option<usize>) -> bool {
        let place = |e: khaldun_language::EntityMark| e.kind == EntityKind::Gpe;
        self.unknown(token) && token.is_some_and(|t| self.doc.tokens[t].entity.is_some_and(place))
    }

    /// Whether a token is an unknown name of no person or body: what force is used on is then most
    /// often a place.
    fn placelike(&self, token: Option<usize>) -> bool {
        let somebody = |e: khaldun_language::EntityMark| {
            matches!(e.kind, EntityKind::Person | EntityKind::Org | EntityKind::Norp)
        };
        self.unknown(token)
            && token.is_some_and(|t| !self.doc.tokens[t].entity.is_some_and(somebody))
    }

    /// "denied it", "said this": the object is what was said before, not somebody.
    fn propositional(&self, clause: &Clause, object: Option<usize>) -> bool {
        const TELLING: [&str; 15] = [
            "accept", "believe", "claim", "confirm", "deny", "dispute", "doubt", "hear", "know",
            "mention", "refuse", "reject", "repeat", "say", "see",
        ];
        object.is_some_and(|o| matches!(&*self.doc.word(o).to_lowercase(), "it" | "this" | "that"))
            && TELLING.binary_search(&self.doc.lemma(clause.head)).is_ok()
    }

    /// Whom a charge is laid to: the subject of what is said.
    fn accused(&self, clause: &Clause, act: Option<&Act>) -> Option<Vec<(Party, Option<String>)>> {
        act.filter(|a| a.class == Some(Plover::Accuse))?;
        let said = self.doc.child(clause.head, Dep::Ccomp)?;
        let inner = args(self.doc, said);
        let found = self.parties(inner.doer);
        (!found.is_empty()).then_some(found)
    }

    /// The arguments of a clause: its act's, with the subject that segmentation found where the
    /// tree gives none. What is described rather than told to have happened has its subject first.
    fn arguments(&self, clause: &Clause, act: Option<&Act>, told: bool) -> Args {
        let doc = self.doc;
        if clause.role == Role::Apposition && doc.pos(clause.head) != Pos::Verb {
            let described = clause.subject.or_else(|| doc.head(clause.head));
            let behind = |word| crate::args::behind(doc, clause.head, word);
            let other = naming::owner(doc, clause.head)
                .or_else(|| ["in", "with", "at"].into_iter().find_map(behind));
            return Args { doer: described, done: other, ..Args::default() };
        }
        let mut found = act.map_or_else(|| args(doc, clause.head), |a| a.args);
        if let Some(act) = act.filter(|a| a.decided != a.head) {
            let inner = args(doc, act.decided);
            found.done = inner.done.or(found.done);
            found.dative = found.dative.or(inner.dative);
            if found.passive {
                found.doer = found.doer.or(inner.doer);
            }
        }
        if !found.passive && found.doer.is_none() {
            found.doer = clause.subject;
        } else if found.passive && found.done.is_none() {
            found.done = clause.subject;
        }
        if found.doer.is_none() && doc.child(clause.head, Dep::Expl).is_some() {
            // "there were no guards": what there is or is not is described.
            found.doer = doc.child_of(clause.head, &[Dep::Attr, Dep::Dobj, Dep::Nsubj]);
            found.done = None;
        }
        if !told && found.passive {
            found = Args { doer: found.done, done: found.doer, passive: false, ..found };
        }
        if found.doer.is_some_and(|d| self.nobody(d) || self.hung_on_a_place(d)) {
            found.doer = None;
        }
        found
    }

    /// "shelled the suburb of Baran, killing two": a participle that the parser hung on the place
    /// before it.
    pub(crate) fn hung_on_a_place(&self, token: usize) -> bool {
        let phrase = self.discourse.at(self.block, token);
        let nobody = phrase.is_none_or(|p| p.who.iter().all(|w| w.unknown));
        nobody
            && self.doc.pos(token) == Pos::Propn
            && matches!(self.doc.dep(token), Dep::Pobj | Dep::Conj | Dep::Appos)
    }

    /// "no state", "nobody": a subject that is said not to be there.
    fn nobody(&self, token: usize) -> bool {
        let doc = self.doc;
        let known = self
            .discourse
            .at(self.block, token)
            .is_some_and(|p| p.who.iter().any(|w| w.id.is_some()));
        doc.pos(token) != Pos::Propn
            && !known
            && doc
                .children(token)
                .any(|c| doc.dep(c) == Dep::Det && doc.word(c).eq_ignore_ascii_case("no"))
    }

    /// Those a token (with what is joined to it) stands for.
    fn parties(&self, token: Option<usize>) -> Vec<(Party, Option<String>)> {
        let Some(token) = token else { return Vec::new() };
        let mut found: Vec<(Party, Option<String>)> = Vec::new();
        let counted = self.counted(token);
        for head in joined(self.doc, token).into_iter().chain(counted) {
            let Some(phrase) = self.discourse.at(self.block, head) else { continue };
            // "Kidal, Gao and Timbuktu": what is joined to a place is sooner one too.
            let nobody = self.discourse.at(self.block, token).is_some_and(|p| p.who.is_empty());
            if head != token && nobody && self.placelike(Some(head)) {
                continue;
            }
            for who in &phrase.who {
                if found.iter().any(|(p, _)| p.name == who.name) {
                    continue;
                }
                let question = phrase.rival.as_ref().map(|r| {
                    let word = self.doc.word(head);
                    format!("whom does \u{201c}{word}\u{201d} mean: {} or {r}?", who.name)
                });
                found.push((party(who, phrase), question));
            }
        }
        found
    }

    /// "dozens of migrants": what the counting noun counts.
    fn counted(&self, token: usize) -> Option<usize> {
        let known = self.discourse.at(self.block, token).is_some_and(|p| !p.who.is_empty());
        (!known).then(|| crate::args::behind(self.doc, token, "of")).flatten()
    }

    /// The target behind a preposition: "fired at", "an attack on", "shipped to", "talks with".
    fn behind_preposition(
        &self,
        clause: &Clause,
        act: Option<&Act>,
        roles: Roles,
    ) -> Vec<(Party, Option<String>)> {
        let heads = [
            Some(clause.head),
            act.map(|a| a.decided),
            act.and_then(|a| a.args.done),
            self.doc.child(clause.head, Dep::Attr),
        ];
        let ahead: &[&str] = match roles {
            Roles::Swapped => &["from", "by", "of", "to"],
            _ => &[
                "against", "on", "at", "with", "to", "into", "for", "from", "of", "upon",
                "between", "among",
            ],
        };
        for word in ahead {
            for head in heads.into_iter().flatten() {
                let matching = phrases(self.doc, head)
                    .filter(|(p, _)| self.doc.word(*p).eq_ignore_ascii_case(word))
                    .filter(|(p, _)| !self.alongside(*p));
                for (_, noun) in matching {
                    if roles != Roles::Swapped && self.unknown(Some(noun)) {
                        continue;
                    }
                    let aimed = matches!(*word, "against" | "on" | "at" | "with" | "between")
                        || roles == Roles::Thing && matches!(*word, "to" | "for");
                    let mut found = self.parties(Some(noun));
                    if roles != Roles::Swapped && !aimed {
                        found.retain(|(p, _)| p.because != OWN_WORDS);
                    }
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        Vec::new()
    }

    /// "together with the militia": who stands behind such a "with" does the same.
    fn alongside(&self, preposition: usize) -> bool {
        let before = preposition.checked_sub(1).map(|t| self.doc.word(t).to_lowercase());
        before.is_some_and(|w| matches!(&*w, "together" | "along" | "jointly"))
    }

    /// The first party that the account knows by name, of those a clause speaks of behind its verb:
    /// whom an aim, a link or a condition concerns.
    fn other_named(
        &self,
        clause: &Clause,
        doers: &[(Party, Option<String>)],
    ) -> Vec<(Party, Option<String>)> {
        let doc = self.doc;
        let stands = |t: usize| {
            let prep = || doc.head(t).map(|p| doc.word(p).to_lowercase());
            doc.pos(t) != Pos::Pron
                && match doc.dep(t) {
                    Dep::Dobj | Dep::Poss => true,
                    Dep::Pobj if doc.head(t).is_some_and(|p| self.alongside(p)) => false,
                    Dep::Pobj => prep().is_some_and(|p| {
                        !matches!(
                            &*p,
                            "by" | "as" | "in" | "alongside" | "beside" | "under" | "without"
                        )
                    }),
                    _ => false,
                }
        };
        let behind = clause.tokens.iter().copied().filter(|&t| t > clause.head && stands(t));
        for token in behind {
            let mut found = self.parties(Some(token));
            found.retain(|(p, _)| p.id.is_some() && doers.iter().all(|(d, _)| d.name != p.name));
            if !found.is_empty() {
                for (p, _) in &mut found {
                    "the other party the clause names".clone_into(&mut p.because);
                }
                return found;
            }
        }
        Vec::new()
    }
}

fn party(who: &Entity, phrase: &entity::Phrase) -> Party {
    Party {
        name: who.name.clone(),
        id: who.id.clone(),
        span: Some(phrase.span),
        because: phrase.because.clone(),
    }
}
