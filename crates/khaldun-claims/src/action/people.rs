//! Which common nouns are people or bodies of people?

use std::collections::HashSet;
use std::sync::LazyLock;

static NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../../../data/actions/people.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

static BODIES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let file = include_str!("../../../../data/actions/people.txt");
    let from = file.find("# --- groups and bodies").unwrap_or(file.len());
    let lines = file[from..].lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).filter(|w| !MEMBERS.contains(w)).collect()
});

/// Nouns of the second part that can mean one person.
const MEMBERS: [&str; 7] = ["ally", "enemy", "foe", "rival", "adversary", "guerilla", "command"];

/// Whether a lemma (in lower case) names a body: "it", not "he".
pub fn is_body_noun(lemma: &str) -> bool {
    BODIES.contains(lemma)
}

/// Whether a lemma (in lower case) names a person, a group or an institution.
pub fn is_person_noun(lemma: &str) -> bool {
    NOUNS.contains(lemma)
}

#[cfg(test)]
mod tests {
    use super::{is_body_noun, is_person_noun};

    #[test]
    fn people_are_told_from_things() {
        assert!(is_person_noun("gunman") && is_person_noun("ministry"));
        assert!(is_body_noun("brigade") && !is_body_noun("gunman"));
        assert!(!is_person_noun("missile") && !is_person_noun("war"));
    }
}
