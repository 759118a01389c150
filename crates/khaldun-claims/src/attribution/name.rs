//! # KH-VOICE-004: The name of a voice
//!
//! ## What it reads
//! The canonical name, where the actor is known; the name in apposition to an office; else the
//! noun phrase without its article and without what is told of it on the way. "He", "she", "the
//! father", "the source" are led back to the voice that they continue.
//!
//! ## Why it matters
//! Origins are counted by voice: "the spokesman", "he" and "Colonel Issa" must not count as three.
//!
//! ## Example
//! "The union's lawyer, Ida Maro, said …" and later "she added": both times Ida Maro.
//!
//! ## Known misreadings
//! A pronoun after two persons goes to the last who spoke.
//!
//! ## Sources
//! Hobbs, "Resolving Pronoun References" (1978), for the order of search.

use super::Speaker;
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos, Tag};
use khaldun_model::{ActorMention, Mentions, Voice};
use khaldun_text::Span;

/// How many voices are kept in mind: more than any account needs, and an archive of a thousand
/// accounts in one file stays quick.
const REMEMBERED: usize = 64;

/// The voices heard so far, with the nouns by which they were described.
#[derive(Debug, Default)]
pub(crate) struct Known {
    heard: Vec<(Vec<String>, Vec<String>)>,
}

impl Known {
    /// Names a speaker, and remembers it.
    pub(crate) fn voice(
        &mut self,
        view: &View<'_>,
        mentions: &Mentions,
        offset: u32,
        speaker: Speaker,
    ) -> Voice {
        let mut names = Vec::new();
        let noun = behind(view, speaker.noun);
        for noun in coordinated(view, noun) {
            names.extend(self.name(view, mentions, offset, noun));
        }
        if names.is_empty() {
            names.push(text(view, mentions, offset, speaker.noun));
        }
        self.remember(view, speaker.noun, &names);
        let span = phrase(view, speaker.noun).shift(offset);
        let cue = view.doc.tokens[speaker.cue].span.shift(offset);
        Voice { names, span: Some(span), cue: Some(cue) }
    }

    fn remember(&mut self, view: &View<'_>, noun: usize, names: &[String]) {
        let mut nouns = vec![view.doc.lemma(noun).to_lowercase()];
        nouns.extend(apposed(view, noun).map(|a| view.doc.lemma(a).to_lowercase()));
        self.heard.retain(|(n, _)| n != names);
        self.heard.push((names.to_vec(), nouns));
        if self.heard.len() > REMEMBERED {
            self.heard.remove(0);
        }
    }

    fn name(&self, view: &View<'_>, mentions: &Mentions, offset: u32, noun: usize) -> Vec<String> {
        let doc = view.doc;
        if doc.pos(noun) == Pos::Pron && !matches!(view.tag(noun), Tag::Nn | Tag::Nns) {
            return self.last(view, noun);
        }
        if let Some(actor) =
            mention(mentions, phrase(view, noun).shift(offset), doc.tokens[noun].span.shift(offset))
        {
            return vec![actor];
        }
        if let Some(person) = apposed(view, noun).filter(|&a| doc.pos(a) == Pos::Propn) {
            let span = phrase(view, person).shift(offset);
            let known = mention(mentions, span, doc.tokens[person].span.shift(offset));
            return vec![known.unwrap_or_else(|| text(view, mentions, offset, person))];
        }
        if let Some(before) = self.described(view, noun) {
            return before;
        }
        vec![text(view, mentions, offset, noun)]
    }

    /// "The father said": the last voice that was called a father.
    fn described(&self, view: &View<'_>, noun: usize) -> Option<Vec<String>> {
        let doc = view.doc;
        let bare =
            (view.left[noun]..noun).all(|t| doc.dep(t) == Dep::Det) && view.left[noun] < noun;
        let definite = view.word_is(view.left[noun], &["the", "this", "that", "these", "those"]);
        let lemma = doc.lemma(noun).to_lowercase();
        let plain = doc.pos(noun) == Pos::Noun && view.right[noun] == noun;
        if !(bare && definite && plain) {
            return None;
        }
        self.heard.iter().rev().find(|(_, nouns)| nouns.contains(&lemma)).map(|(n, _)| n.clone())
    }

    /// "He added": the last voice.
    fn last(&self, view: &View<'_>, noun: usize) -> Vec<String> {
        let first = view.word_is(noun, &["i", "we"]);
        if first {
            return Vec::new();
        }
        self.heard.last().map(|(n, _)| n.clone()).unwrap_or_default()
    }
}

/// The known actor whose mention holds the noun.
fn mention(mentions: &Mentions, phrase: Span, noun: Span) -> Option<String> {
    let holds = |m: &&ActorMention| m.span.overlaps(noun);
    let at = mentions.actors.partition_point(|m| m.span.end <= phrase.start);
    let near = mentions.actors[at..].iter().take_while(|m| m.span.start < phrase.end);
    near.filter(holds).find_map(|m| m.actor.as_ref().map(|a| a.name.clone()))
}

/// "Many of the residents", "a statement by the union": the residents, the union.
fn behind(view: &View<'_>, noun: usize) -> usize {
    let doc = view.doc;
    let part = [
        "many", "some", "most", "several", "few", "both", "all", "dozens", "hundreds", "one",
        "number", "none",
    ];
    let paper = [
        "statement",
        "communique",
        "communiqué",
        "letter",
        "declaration",
        "tweet",
        "message",
        "release",
    ];
    let preposition = doc.children(noun).find(|&c| {
        c > noun
            && (view.word_is(c, &["of"]) && view.word_is(noun, &part)
                || view.word_is(c, &["by", "from"]) && paper.contains(&doc.lemma(noun)))
    });
    preposition.and_then(|p| doc.child(p, Dep::Pobj)).unwrap_or(noun)
}

/// A noun and those joined to it.
fn coordinated(view: &View<'_>, noun: usize) -> Vec<usize> {
    let mut all = vec![noun];
    let mut at = noun;
    while let Some(next) =
        view.doc.child(at, Dep::Conj).filter(|&c| matches!(view.doc.pos(c), Pos::Noun | Pos::Propn))
    {
        all.push(next);
        at = next;
    }
    all
}

/// The noun in apposition to another, either way round.
fn apposed(view: &View<'_>, noun: usize) -> Option<usize> {
    view.doc.child(noun, Dep::Appos)
}

/// The words of a noun phrase: from its first word but the article to its last before a comma, a
/// relative clause, a participle, an apposition or a second noun.
fn bounds(view: &View<'_>, noun: usize) -> (usize, usize) {
    let doc = view.doc;
    let mut from = view.left[noun];
    while from < noun
        && (matches!(doc.dep(from), Dep::Det | Dep::Punct | Dep::Preconj)
            || doc.pos(from) == Pos::Space)
    {
        from += 1;
    }
    let mut to = noun;
    for c in doc.children(noun).filter(|&c| c > noun) {
        if !matches!(doc.dep(c), Dep::Prep | Dep::Case | Dep::Nmod | Dep::Compound | Dep::Nummod)
            || c > to + 2
        {
            break;
        }
        let end = view.right[c];
        let broken = (c..=end).find(|&t| {
            matches!(doc.dep(t), Dep::Relcl | Dep::Acl | Dep::Appos) || doc.word(t) == ","
        });
        to = broken.map_or(end, |b| view.left[b].max(c).saturating_sub(1));
        if broken.is_some() {
            break;
        }
    }
    while to > noun && matches!(doc.pos(to), Pos::Punct | Pos::Space | Pos::Adp | Pos::Cconj) {
        to -= 1;
    }
    (from, to.max(noun))
}

fn phrase(view: &View<'_>, noun: usize) -> Span {
    let (from, to) = bounds(view, noun);
    view.doc.span(from..to + 1)
}

/// The words of a noun phrase as a name: a title before a person's name is left off.
fn text(view: &View<'_>, mentions: &Mentions, offset: u32, noun: usize) -> String {
    let doc = view.doc;
    let (mut from, to) = bounds(view, noun);
    let dated = |t: usize| {
        let span = doc.tokens[t].span.shift(offset);
        let at = mentions.times.partition_point(|m| m.span.end <= span.start);
        mentions.times.get(at).is_some_and(|m| m.span.overlaps(span))
    };
    while from < noun && dated(from) {
        from += 1;
    }
    let person = doc.tokens[noun].entity.is_some_and(|e| e.kind == EntityKind::Person);
    if doc.pos(noun) == Pos::Propn || person {
        while from < noun
            && (view.is(from, Class::Office)
                || view.word_is(
                    from,
                    &[
                        "prime", "foreign", "field", "marshal", "pm", "mr", "mr.", "mrs", "ms",
                        "dr", "dr.", "gen.", "col.", "the",
                    ],
                ))
        {
            from += 1;
        }
    }
    doc.span(from..to + 1).of(&doc.text).to_owned()
}
