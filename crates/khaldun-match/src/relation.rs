use jiff::civil::Date;

/// How two names of parties hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// One party, or parts of one; how, in words.
    Same(String),
    /// Record sets file the acts of the first under the second, having no side for it; how, in
    /// words.
    Filed(String),
    /// The first stands behind the second (arms, pays, flies for it); how, in words.
    Behind(String),
}

/// What a register of actors can tell of two names. The façade answers it from the built-in
/// register; tests answer it from a few lines.
pub trait Relations {
    /// How the party an account names stands to the one a record names, on a day.
    fn tie(&self, claimed: &str, filed: &str, on: Option<Date>) -> Option<Tie>;

    /// Whether a party bears arms, where it is known: a faction does, a news agency does not.
    fn armed(&self, _party: &str, _on: Option<Date>) -> Option<bool> {
        None
    }

    /// Other names of a party, by which a headline may call it.
    fn names(&self, _party: &str, _on: Option<Date>) -> Vec<String> {
        Vec::new()
    }
}

/// Knows nothing: names are the same or strangers. States, their forces and collective words
/// ("civilians", "rebels") are understood without it.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRelations;

impl Relations for NoRelations {
    fn tie(&self, _claimed: &str, _filed: &str, _on: Option<Date>) -> Option<Tie> {
        None
    }
}
