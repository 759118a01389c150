//! What the rules know of words: the lists under `data/claims`, one a file.
//!
//! A word may stand in several lists. All lists are read once into one table from dictionary form
//! to a set of classes, so that a document is looked up once, a token at a time, and every rule
//! then asks for a bit.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A list, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Reports and nothing more.
    Say,
    /// Speaking that is itself an act of weight.
    Act,
    /// Belief.
    Think,
    /// Knowledge or feeling about a fact.
    Know,
    /// Calls somebody something.
    Name,
    /// Motive, aim, wish, need.
    Want,
    /// Knowledge or attitude.
    Mind,
    /// Nouns of purpose.
    Aim,
    /// One thing brings about another.
    CauseVerb,
    /// The same, and nothing else.
    CauseStrong,
    /// "because", "thanks to".
    CauseLink,
    /// "reason", "result".
    CauseNoun,
    /// Omission.
    Omit,
    /// Habit.
    Habit,
    /// "continue", "keep".
    GoOn,
    /// Acts that last.
    Lasting,
    /// "throughout", "every".
    Span,
    /// Judging adjectives.
    EvalAdjective,
    /// Judging nouns.
    EvalNoun,
    /// Judging verbs.
    EvalVerb,
    /// Judging adverbs.
    EvalAdverb,
    /// On somebody else's word.
    Alleged,
    /// Tried.
    Attempted,
    /// Tried in vain.
    Failed,
    /// Not yet done.
    Planned,
    /// Negates the verb.
    Not,
    /// Negates a noun.
    NoneOf,
    /// Implies that what follows did not happen.
    Deny,
    /// Not able to do what follows.
    Unable,
    /// "without".
    Without,
    /// Negated, it affirms what follows.
    Shun,
    /// Offices and kinship.
    Office,
    /// Bodies and groups.
    Body,
    /// Kinds of place.
    Site,
    /// "first", "largest", "alias".
    Standing,
    /// Nouns of acts.
    Deed,
    /// "war", "crisis": what an account is about.
    Trouble,
    /// "begin", "outbreak".
    Begin,
    /// Its charge may stand behind a preposition.
    Charge,
    /// Says of something what it is.
    Liken,
    /// Goes on with what was said.
    Adds,
    /// Puts a paper out.
    Issue,
    /// Takes what is told for its object: "report", "speak of".
    Tells,
    /// What follows "on" is what it is about: "insist on".
    Bound,
    /// What things, too, may do: "show", "suggest".
    Infer,
    /// What is said may follow it behind a colon.
    Opens,
    /// A thing said.
    Saying,
    /// A writing that speaks for whoever puts it out.
    Paper,
    /// What somebody tells.
    Telling,
    /// What "in somebody's …" gives a voice.
    View,
    /// What an account calls itself.
    Own,
    /// What one may act according to without anybody speaking.
    NoVoice,
    /// "that" may follow with what was said.
    Content,
    /// What may be denied without a clause.
    Tie,
    /// Speaks without an article before it.
    Bystander,
    /// Belongs to a body and does not speak for it.
    Member,
    /// Tells from where it stands.
    Reporter,
    /// Goes before a name.
    Title,
    /// Speaks from within a body and is not the body.
    Insider,
    /// Done once, where the perfect tells it.
    Result,
    /// With "never": one answer that did not come.
    Reply,
    /// A stretch of the calendar.
    Season,
    /// A length of time.
    TimeUnit,
    /// A day of the week.
    Weekday,
    /// Puts a question.
    Asks,
    /// To do it is to be after something.
    Quest,
    /// Wants only where an infinitive or a clause follows.
    Wide,
    /// Bodily harm and damage: to cause these is to do them.
    Harm,
    /// With "cannot": what is not right.
    Moral,
    /// As an object: passes judgement.
    Story,
    /// Negated: what is passed over.
    Silence,
    /// A participle of place or standing.
    Placed,
    /// Tells how things are.
    Holds,
    /// What rises and falls.
    Amount,
    /// Tells how somebody is found while it goes on: "was sleeping".
    Posture,
    /// Gives a number on somebody's word: "puts the dead at 40".
    Tallies,
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u128);

impl Marks {
    /// Whether the class is in the set.
    pub(crate) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    /// Whether any of the classes is in the set.
    pub(crate) fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&c| self.has(c))
    }

    fn with(self, class: Class) -> Self {
        Self(self.0 | (1 << class as u32))
    }
}

const LISTS: [(&str, &str); 12] = [
    ("speech", include_str!("../../../data/claims/speech.tsv")),
    ("intent", include_str!("../../../data/claims/intent.tsv")),
    ("cause", include_str!("../../../data/claims/cause.tsv")),
    ("pattern", include_str!("../../../data/claims/pattern.tsv")),
    ("evaluative", include_str!("../../../data/claims/evaluative.tsv")),
    ("hedge", include_str!("../../../data/claims/hedge.tsv")),
    ("negation", include_str!("../../../data/claims/negation.tsv")),
    ("office", include_str!("../../../data/claims/office.tsv")),
    ("deed", include_str!("../../../data/claims/deed.tsv")),
    ("story", include_str!("../../../data/claims/story.tsv")),
    ("state", include_str!("../../../data/claims/state.tsv")),
    ("saying", include_str!("../../../data/claims/saying.tsv")),
];

/// Which class a list's column means; the table the tests hold against the files.
fn class(list: &str, column: &str) -> Option<Class> {
    Some(match (list, column) {
        ("speech", "say") => Class::Say,
        ("speech", "act") => Class::Act,
        ("speech", "think") => Class::Think,
        ("speech", "know") => Class::Know,
        ("speech", "name") => Class::Name,
        ("intent", "want") => Class::Want,
        ("intent", "know") => Class::Mind,
        ("intent", "aim") => Class::Aim,
        ("cause", "verb") => Class::CauseVerb,
        ("cause", "strong") => Class::CauseStrong,
        ("cause", "link") => Class::CauseLink,
        ("cause", "noun") => Class::CauseNoun,
        ("pattern", "omit") => Class::Omit,
        ("pattern", "habit") => Class::Habit,
        ("pattern", "go_on") => Class::GoOn,
        ("pattern", "lasting") => Class::Lasting,
        ("pattern", "span") => Class::Span,
        ("evaluative", "adjective") => Class::EvalAdjective,
        ("evaluative", "noun") => Class::EvalNoun,
        ("evaluative", "verb") => Class::EvalVerb,
        ("evaluative", "adverb") => Class::EvalAdverb,
        ("hedge", "alleged") => Class::Alleged,
        ("hedge", "attempted") => Class::Attempted,
        ("hedge", "failed") => Class::Failed,
        ("hedge", "planned") => Class::Planned,
        ("negation", "not") => Class::Not,
        ("negation", "none") => Class::NoneOf,
        ("negation", "verb") => Class::Deny,
        ("negation", "unable") => Class::Unable,
        ("negation", "without") => Class::Without,
        ("negation", "shun") => Class::Shun,
        ("office", "office") => Class::Office,
        ("office", "body") => Class::Body,
        ("office", "site") => Class::Site,
        ("office", "other") => Class::Standing,
        ("deed", "deed") => Class::Deed,
        ("story", "trouble") => Class::Trouble,
        ("story", "begin") => Class::Begin,
        ("speech", "charge") => Class::Charge,
        ("speech", "liken") => Class::Liken,
        ("speech", "add") => Class::Adds,
        ("speech", "issue") => Class::Issue,
        ("speech", "tells") => Class::Tells,
        ("speech", "opens") => Class::Opens,
        ("speech", "bound") => Class::Bound,
        ("speech", "infer") => Class::Infer,
        ("saying", "saying") => Class::Saying,
        ("saying", "paper") => Class::Paper,
        ("saying", "telling") => Class::Telling,
        ("saying", "view") => Class::View,
        ("saying", "self") => Class::Own,
        ("saying", "no_voice") => Class::NoVoice,
        ("saying", "tie") => Class::Tie,
        ("saying", "content") => Class::Content,
        ("office", "bystander") => Class::Bystander,
        ("office", "member") => Class::Member,
        ("office", "reporter") => Class::Reporter,
        ("office", "title") => Class::Title,
        ("office", "insider") => Class::Insider,
        ("pattern", "result") => Class::Result,
        ("pattern", "reply") => Class::Reply,
        ("pattern", "season") => Class::Season,
        ("pattern", "unit") => Class::TimeUnit,
        ("pattern", "weekday") => Class::Weekday,
        ("speech", "ask") => Class::Asks,
        ("intent", "quest") => Class::Quest,
        ("intent", "wide") => Class::Wide,
        ("cause", "harm") => Class::Harm,
        ("evaluative", "moral") => Class::Moral,
        ("evaluative", "story") => Class::Story,
        ("pattern", "silence") => Class::Silence,
        ("state", "placed") => Class::Placed,
        ("state", "holds") => Class::Holds,
        ("state", "amount") => Class::Amount,
        ("state", "posture") => Class::Posture,
        ("state", "tallies") => Class::Tallies,
        _ => return None,
    })
}

type Table = HashMap<&'static str, Marks>;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::new();
        for (list, text) in LISTS {
            for (word, column) in rows(text) {
                if let Some(class) = class(list, column) {
                    let marks = table.entry(word).or_default();
                    *marks = marks.with(class);
                }
            }
        }
        table
    })
}

/// The rows of a list, without its comments and its header.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1);
    lines.filter_map(|l| {
        let mut columns = l.split('\t');
        Some((columns.next()?, columns.next()?))
    })
}

/// The classes of a word, by its dictionary form.
pub(crate) fn marks(word: &str) -> Marks {
    if word.bytes().any(|b| b.is_ascii_uppercase()) {
        table().get(word.to_ascii_lowercase().as_str()).copied().unwrap_or_default()
    } else {
        table().get(word).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_list_means_a_class() {
        for (list, text) in LISTS {
            for (word, column) in rows(text) {
                assert!(class(list, column).is_some(), "{list}: {word} is of class {column}");
            }
        }
    }

    #[test]
    fn a_word_may_be_of_several_classes() {
        assert!(marks("deny").has(Class::Act) && marks("Deny").has(Class::Deny));
        assert!(!marks("table").any(&[Class::Act, Class::Deed]));
    }
}
