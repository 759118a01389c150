//! # KH-VOICE-001: Reported speech
//!
//! ## What it reads
//! The complement of a verb of saying or believing, with all that hangs on it; the sentence into
//! which "she said" is set; "adding that", "noting that" with the subject of the verb above. Nested
//! speech gives a chain, outermost first.
//!
//! ## Why it matters
//! "A says that B attacked" is no word of the account's own. A report that credits the account with
//! what it quotes, perhaps to reject it, misleads about both.
//!
//! ## Example
//! "The envoy said the rebels had told him that the road was open": envoy, then rebels.
//!
//! ## Known misreadings
//! "Knows that", "sees that" lend no voice: the account takes the fact for granted. A relative
//! clause inside a report may be the narrator's own addition and is credited to the speaker.
//!
//! ## Sources
//! Annotation guidelines of this project, on attribution; Pareti, "Attribution: a computational
//! approach" (2015).

use super::{Speaker, source};
use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::segment::{extent, frame};
use crate::view::View;
use khaldun_language::{Dep, Pos};

/// The voices of a clause, outermost first.
pub(crate) fn speakers(view: &View<'_>, clause: &Clause) -> Vec<Speaker> {
    let doc = view.doc;
    let mut inner_first: Vec<Speaker> = Vec::new();
    let mut at = clause.head;
    inner_first.extend(source::speaker(view, clause));
    loop {
        inner_first.extend(aside(view, at));
        let Some(h) = doc.head(at) else { break };
        if doc.dep(at) == Dep::Ccomp && reports(view, h) && !set_in(view, at, h) {
            inner_first.extend(subject(view, h));
        }
        if clause.role == Role::Apposition
            && at == clause.head
            && doc.dep(h) == Dep::Nsubj
            && speaks(view, h)
        {
            break;
        }
        at = h;
    }
    inner_first.reverse();
    inner_first.dedup();
    inner_first
}

/// Whether the noun is the subject of a verb of speech: what is said of the speaker is no speech.
fn speaks(view: &View<'_>, noun: usize) -> bool {
    view.doc.head(noun).is_some_and(|v| reports(view, v))
}

/// Whether a verb lends a voice to its complement.
fn reports(view: &View<'_>, h: usize) -> bool {
    view.verbal(h)
        && view.marks[h].any(&[Class::Say, Class::Act, Class::Think])
        && !view.marks[h].has(Class::Know)
}

/// Two main clauses joined by a semicolon look like speech to the parser.
fn set_in(view: &View<'_>, at: usize, h: usize) -> bool {
    at < h && (at..h).any(|t| view.doc.word(t) == ";")
}

/// "…, she said": a verb of speech set beside the clause.
fn aside(view: &View<'_>, at: usize) -> Option<Speaker> {
    let doc = view.doc;
    let below = doc.children(at).find(|&c| {
        matches!(doc.dep(c), Dep::Parataxis | Dep::Unknown | Dep::Advcl | Dep::Ccomp)
            && reports(view, c)
            && frame::content(view, c) == Some(at)
    })?;
    subject(view, below)
}

/// Who speaks: the verb's subject, or the one it borrows.
fn subject(view: &View<'_>, h: usize) -> Option<Speaker> {
    let noun = extent::subject(view, h)?;
    let silent = view.doc.dep(noun) == Dep::Nsubjpass
        && !view.word_is(h, &["quoted", "cited", "reported", "said"]);
    let dummy = view.word_is(noun, &["it"]) && silent;
    let word = matches!(
        view.doc.pos(noun),
        Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj | Pos::Det | Pos::X
    );
    (!dummy && word).then_some(Speaker { noun, cue: h, rule: "KH-VOICE-001" })
}
