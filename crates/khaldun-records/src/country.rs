//! Names of states as record sets spell them.

use crate::fold::fold;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A state and the words for it.
#[derive(Clone, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// FIPS 10-4, as GDELT's places use it.
    pub fips: String,
    /// Names, the usual one first.
    pub names: Vec<String>,
    /// Adjectives: "Syrian".
    pub adjectives: Vec<String>,
}

/// The states of the world.
#[derive(Debug)]
pub struct Countries {
    all: Vec<Country>,
    by_word: BTreeMap<String, usize>,
}

impl Countries {
    /// The built-in table.
    pub fn builtin() -> &'static Self {
        static TABLE: OnceLock<Countries> = OnceLock::new();
        TABLE.get_or_init(|| Self::parse(include_str!("../data/countries.csv")))
    }

    fn parse(text: &str) -> Self {
        let list = |cell: Option<&str>| -> Vec<String> {
            cell.unwrap_or("").split("; ").filter(|s| !s.is_empty()).map(str::to_owned).collect()
        };
        let mut all = Vec::new();
        let mut by_word = BTreeMap::new();
        for row in csv::Reader::from_reader(text.as_bytes()).into_records().flatten() {
            let cell = |n: usize| row.get(n).unwrap_or("").to_owned();
            let (names, adjectives) = (list(row.get(3)), list(row.get(4)));
            let words = names.iter().chain(&adjectives).cloned().chain(list(row.get(5)));
            for word in words {
                by_word.entry(fold(&word)).or_insert(all.len());
            }
            let (iso2, iso3, fips) = (cell(0), cell(1), cell(2));
            all.push(Country { iso2, iso3, fips, names, adjectives });
        }
        Self { all, by_word }
    }

    /// The state of that name, adjective, people or three-letter code, whatever its case and accents.
    pub fn named(&self, word: &str) -> Option<&Country> {
        let found = self.by_word.get(&fold(word)).map(|&i| &self.all[i]);
        found.or_else(|| self.all.iter().find(|c| c.iso3 == word || c.iso2 == word))
    }

    /// The state with that two-letter code.
    pub fn code(&self, iso2: &str) -> Option<&Country> {
        self.all.iter().find(|c| c.iso2 == iso2)
    }

    /// The state with that FIPS 10-4 code.
    pub fn fips(&self, code: &str) -> Option<&Country> {
        self.all.iter().find(|c| c.fips == code && !code.is_empty())
    }
}

/// ISO 3166-1 alpha-2 of a country's name or three-letter code.
pub fn iso2(name: &str) -> Option<String> {
    Countries::builtin().named(name.trim()).map(|c| c.iso2.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_the_public_sets_are_known() {
        let known = [
            ("Yemen (North Yemen)", "YE"),
            ("DR Congo (Zaire)", "CD"),
            ("Myanmar (Burma)", "MM"),
            ("Bosnia-Herzegovina", "BA"),
            ("United States of America", "US"),
            ("IRQ", "IQ"),
            ("Kingdom of eSwatini (Swaziland)", "SZ"),
        ];
        for (name, code) in known {
            assert_eq!(iso2(name).as_deref(), Some(code), "{name}");
        }
        assert_eq!(iso2("Atlantis"), None);
    }
}
