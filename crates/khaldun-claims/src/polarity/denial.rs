//! # KH-POL-002: What somebody denies
//!
//! ## What it reads
//! The complement of a verb of denial: "denied that the shells were theirs", "rejected claims that
//! they had fled".
//!
//! ## Why it matters
//! The denial is an act and stands affirmed; what is denied is another claim, and denied. Read
//! without the difference, a party's denial counts as its admission.
//!
//! ## Example
//! "The envoy denied that arms had crossed": the crossing is denied, on the envoy's word.
//!
//! ## Known misreadings
//! "Refused to confirm that" denies the confirmation only. "Cannot deny that" affirms.
//!
//! ## Sources
//! Annotation guidelines of this project, on acts of denial; Karttunen, "Implicative Verbs" (1971).

use crate::clause::Role;
use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::Dep;

/// What denies the clause, in words.
pub(crate) fn read(look: &Look<'_>) -> Option<String> {
    let doc = look.view.doc;
    let mut at = look.head;
    while doc.dep(at) == Dep::Conj {
        at = doc.head(at)?;
    }
    if !matches!(look.clause.role, Role::Complement | Role::Coordinate | Role::Nominal) {
        return None;
    }
    let verb = match doc.dep(at) {
        _ if crate::segment::charge::verb(look.view, at).is_some() => {
            crate::segment::charge::verb(look.view, at)?
        }
        Dep::Ccomp | Dep::Dobj | Dep::Pcomp => doc.head(at)?,
        Dep::Acl => {
            let noun = doc.head(at)?;
            doc.head(noun).filter(|_| doc.dep(noun) == Dep::Dobj)?
        }
        _ => return None,
    };
    let negated = look.view.has(verb, |c| doc.dep(c) == Dep::Neg);
    // "first denied, then said: maybe two. The duke was furious": another verb of speech between.
    let other = (verb + 1..look.view.left[look.head].max(verb + 1))
        .any(|t| look.view.verbal(t) && look.view.is(t, Class::Say));
    let denies =
        matches!(doc.lemma(verb), "deny" | "reject" | "refute" | "dispute" | "dismiss" | "rebut");
    (denies && !negated && !other && look.view.left[look.head] > verb)
        .then(|| format!("denied by \"{}\"", doc.word(verb)))
}
