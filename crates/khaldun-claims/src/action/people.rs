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

/// Whether a lemma (in lower case) names a person, a group or an institution.
pub fn is_person_noun(lemma: &str) -> bool {
    NOUNS.contains(lemma)
}

#[cfg(test)]
mod tests {
    use super::is_person_noun;

    #[test]
    fn people_are_told_from_things() {
        assert!(is_person_noun("gunman") && is_person_noun("ministry"));
        assert!(!is_person_noun("missile") && !is_person_noun("war"));
    }
}
