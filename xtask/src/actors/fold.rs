//! Folding of names, for comparing rows.

/// Lower case, without accents, points, apostrophes and the articles "the" and "al-".
pub(crate) fn fold(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = name
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '.' | '\'' | '’' | '‘' | '`'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = plain.split_whitespace();
    let words: Vec<&str> = words.filter(|w| !matches!(*w, "the" | "al" | "el")).collect();
    words.join(" ")
}

/// Whether the name is written as its initials.
pub(crate) fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 3 && capitals + 1 >= name.chars().count() && !name.contains(' ')
}
