//! Made-up tables in the layout of ACLED's exports: true to its columns, kinds and ways of speaking,
//! of as many rows as a test of scale needs, the same for the same seed.
//!
//! Nobody in them is real: states, groups and towns are made of syllables. Their points are spread
//! over real latitudes, crowded as events are, and their days fall between 1997 and 2025, more of
//! them late, as in the published set.

use std::fmt::Write as _;
use std::io::{self, Write};

/// The columns, in the order of the exports.
pub const COLUMNS: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

/// Permuted congruential numbers (PCG-XSH-RR): small, fast, the same everywhere.
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        let mut numbers = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        numbers.next();
        numbers
    }

    fn next(&mut self) -> u32 {
        let old = self.0;
        self.0 =
            old.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (((old >> 18) ^ old) >> 27) as u32;
        mixed.rotate_right((old >> 59) as u32)
    }

    /// Below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.next()) * n as u64) >> 32) as usize
    }

    /// From 0 to 1.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.next()) / f64::from(u32::MAX)
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}

/// Event type, its kinds, disorder type, share in a hundred.
type Kind = (&'static str, &'static [&'static str], &'static str, usize);

const KINDS: &[Kind] = &[
    (
        "Battles",
        &["Armed clash", "Government regains territory", "Non-state actor overtakes territory"],
        "Political violence",
        24,
    ),
    (
        "Explosions/Remote violence",
        &[
            "Shelling/artillery/missile attack",
            "Air/drone strike",
            "Remote explosive/landmine/IED",
            "Grenade",
        ],
        "Political violence",
        24,
    ),
    (
        "Violence against civilians",
        &["Attack", "Abduction/forced disappearance", "Sexual violence"],
        "Political violence",
        17,
    ),
    (
        "Protests",
        &["Peaceful protest", "Protest with intervention", "Excessive force against protesters"],
        "Demonstrations",
        22,
    ),
    ("Riots", &["Mob violence", "Violent demonstration"], "Demonstrations", 5),
    (
        "Strategic developments",
        &["Looting/property destruction", "Arrests", "Agreement", "Change to group/activity"],
        "Strategic developments",
        8,
    ),
];

const SYLLABLES: &[&str] = &[
    "ba", "dor", "ka", "len", "mu", "ra", "ti", "ven", "zo", "sha", "gul", "nor", "pe", "quin",
    "sal", "ter", "wa", "yel", "fi", "hun",
];

const INTER: &[&str] = &[
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
];

struct Town {
    name: String,
    admin: [String; 3],
    lat: f64,
    lon: f64,
}

struct Country {
    name: String,
    code: String,
    iso: usize,
    region: &'static str,
    towns: Vec<Town>,
    actors: Vec<String>,
    sources: Vec<String>,
    events: usize,
}

fn word(numbers: &mut Numbers, syllables: usize) -> String {
    let mut word: String = (0..syllables).map(|_| *numbers.of(SYLLABLES)).collect();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

fn countries(numbers: &mut Numbers) -> Vec<Country> {
    const REGIONS: &[&str] = &[
        "Middle East",
        "Eastern Africa",
        "Western Africa",
        "South Asia",
        "Europe",
        "South America",
    ];
    let make = |n: usize, numbers: &mut Numbers| {
        let name = word(numbers, 3);
        let (lat, lon) = (numbers.unit() * 100.0 - 45.0, numbers.unit() * 320.0 - 160.0);
        let admins: Vec<String> = (0..12).map(|_| word(numbers, 3)).collect();
        let towns = (0..700)
            .map(|_| {
                let near =
                    |numbers: &mut Numbers| (0..3).map(|_| numbers.unit()).sum::<f64>() * 4.0 - 6.0;
                Town {
                    name: word(numbers, 3),
                    admin: [numbers.of(&admins).clone(), word(numbers, 3), word(numbers, 2)],
                    lat: lat + near(numbers),
                    lon: lon + near(numbers),
                }
            })
            .collect();
        let actors = (0..60)
            .map(|k| match k % 4 {
                0 => format!("Military Forces of {name} ({}-)", 1980 + numbers.below(40)),
                1 => format!("{} Liberation Front", word(numbers, 2)),
                2 => format!("Police Forces of {name} ({}-)", 1980 + numbers.below(40)),
                _ => format!("{} Militia", word(numbers, 3)),
            })
            .collect();
        let sources = (0..40).map(|_| format!("{} Observer", word(numbers, 2))).collect();
        // Three letters of its own: ids begin with them.
        let code = [23, n / 26, n % 26].map(|k| char::from(b'A' + k as u8));
        let code: String = code.iter().collect();
        Country {
            name,
            code,
            iso: 100 + n,
            region: REGIONS[n % REGIONS.len()],
            towns,
            actors,
            sources,
            events: 0,
        }
    };
    (0..90).map(|n| make(n, numbers)).collect()
}

/// A day from 1997 to 2025, more of them late.
fn day(numbers: &mut Numbers) -> (usize, usize, usize) {
    let late = numbers.unit().max(numbers.unit()).max(numbers.unit());
    let year = 1997 + (late * 28.99) as usize;
    (year, 1 + numbers.below(12), 1 + numbers.below(28))
}

/// Writes a table of so many rows; says how many bytes it has.
///
/// # Errors
/// Where it cannot be written.
pub fn write(out: &mut impl Write, rows: usize, seed: u64) -> io::Result<u64> {
    let mut numbers = Numbers::new(seed);
    let mut countries = countries(&mut numbers);
    let mut written = COLUMNS.len() as u64 + 1;
    writeln!(out, "{COLUMNS}")?;
    let mut line = String::new();
    for _ in 0..rows {
        // Few countries have most of the events.
        let which = (numbers.unit().powi(2) * countries.len() as f64) as usize;
        let which = which.min(countries.len() - 1);
        line.clear();
        row(&mut line, &mut countries[which], &mut numbers);
        out.write_all(line.as_bytes())?;
        written += line.len() as u64;
    }
    Ok(written)
}

fn row(line: &mut String, country: &mut Country, numbers: &mut Numbers) {
    country.events += 1;
    let (year, month, day) = day(numbers);
    let mut share = numbers.below(100);
    let kind = KINDS.iter().find(|k| {
        let here = share < k.3;
        share = share.saturating_sub(k.3);
        here
    });
    let (event, subs, disorder, _) = kind.unwrap_or(&KINDS[0]);
    let sub = *numbers.of(subs);
    // Few towns have most of the events of a country.
    let town = (numbers.unit().powi(3) * country.towns.len() as f64) as usize;
    let town = &country.towns[town.min(country.towns.len() - 1)];
    let first = numbers.of(&country.actors);
    let civilians = *event == "Violence against civilians";
    let second = if civilians {
        format!("Civilians ({})", country.name)
    } else if *event == "Protests" {
        String::new()
    } else {
        numbers.of(&country.actors).clone()
    };
    let (inter1, inter2) =
        (*numbers.of(INTER), if civilians { "Civilians" } else { *numbers.of(INTER) });
    let dead = match *event {
        "Protests" => 0,
        _ => (numbers.unit().powi(6) * 40.0) as usize,
    };
    let source = numbers.of(&country.sources);
    let more = if numbers.below(5) == 0 {
        format!("; {}", numbers.of(&country.sources))
    } else {
        String::new()
    };
    let target = if civilians { "Civilian targeting" } else { "" };
    let stamp = 1_500_000_000 + country.events;
    let _ = write!(
        line,
        "{}{},{year}-{month:02}-{day:02},{year},{},{disorder},{event},{sub},{first},,{inter1},{second},,{inter2},{inter1}-{inter2},{target},{},{},{},{},{},{},{},{:.4},{:.4},{},{source}{more},National,\"",
        country.code,
        country.events,
        1 + usize::from(numbers.below(20) == 0),
        country.iso,
        country.region,
        country.name,
        town.admin[0],
        town.admin[1],
        town.admin[2],
        town.name,
        town.lat,
        town.lon,
        1 + usize::from(numbers.below(4) == 0),
    );
    let _ = write!(
        line,
        "On {day} of the month {month} of {year}, {first} were reported to be involved in an event of the kind \"\"{sub}\"\" in the area of {} ({}, {}). ",
        town.name, town.admin[1], town.admin[0]
    );
    if numbers.below(2) == 0 {
        let _ = write!(
            line,
            "According to {source}, the other party was {second}, and the situation was calm by the evening. "
        );
    }
    let _ = match dead {
        0 => write!(line, "Casualties unknown."),
        n => write!(line, "At least {n} people were killed, and others wounded."),
    };
    let size = if *event == "Protests" { "crowd size=no report" } else { "" };
    let _ = writeln!(line, "\",{dead},{size},{stamp}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_table() {
        let table = |seed| {
            let mut bytes = Vec::new();
            let written = write(&mut bytes, 200, seed).unwrap();
            assert_eq!(written, bytes.len() as u64);
            bytes
        };
        assert_eq!(table(1), table(1));
        assert_ne!(table(1), table(2));
        let text = String::from_utf8(table(1)).unwrap();
        let ids: std::collections::BTreeSet<&str> =
            text.lines().filter_map(|l| l.split(',').next()).collect();
        assert_eq!(ids.len(), 201, "ids are unique");
        assert_eq!(text.lines().count(), 201);
        assert!(text.len() / 200 > 450 && text.len() / 200 < 650, "{}", text.len() / 200);
    }
}
