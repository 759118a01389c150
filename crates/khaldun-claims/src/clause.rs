//! What segmentation hands to the readers of kind, party, action and setting.

use khaldun_text::Span;

/// One stretch that asserts one thing, before it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Index of its block in the account.
    pub block: usize,
    /// Its words, in the account's extracted layer.
    pub span: Span,
    /// Its tokens in the block's parse, in order (a clause may leave out what lies inside it).
    pub tokens: Vec<usize>,
    /// The token that carries it: a verb, or a noun where there is no verb.
    pub head: usize,
    /// The token of its subject: inside it, or outside where it is shared or relative.
    pub subject: Option<usize>,
    /// How it hangs together with the sentence.
    pub role: Role,
    /// The clause it depends on, as an index into the list of clauses, where that is one.
    pub parent: Option<usize>,
}

/// How a clause hangs together with its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A sentence's main clause.
    Main,
    /// Joined to another by "and", "but" or a comma, its subject perhaps shared.
    Coordinate,
    /// "which …", "who …", "where …".
    Relative,
    /// "killing 30 soldiers", "paid by the state".
    Participial,
    /// What somebody said, thought, denied or wanted.
    Complement,
    /// "because …", "while …", "after …", "if …".
    Adverbial,
    /// "to …" telling a purpose or result.
    Purpose,
    /// "X, a commander in Y".
    Apposition,
    /// In brackets or between dashes.
    Parenthesis,
    /// A noun phrase that asserts an act without a verb, headings of points and the like.
    Nominal,
}
