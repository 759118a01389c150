//! The places the program knows, and what a name may mean.

use super::own::OwnPlaces;
use super::pack::{self, By, DivisionNo, PlaceNo};
use super::tables::{self, Words};
use super::{candidate::Candidate, fold};
use khaldun_basemap::Line;
use khaldun_model::{Place, PlaceKind};
use std::collections::HashMap;

/// The places the program knows: the pack, our own tables, and the places that records name.
#[derive(Debug)]
pub struct Gazetteer {
    extras: Vec<Candidate>,
    /// Primary and secondary keys of the extras.
    index: HashMap<String, Vec<(usize, By)>>,
    thin: HashMap<String, Vec<usize>>,
    /// Adjectives and peoples, folded, with the country's number among the extras.
    demonyms: HashMap<String, usize>,
    /// "W.Va.", "La.": as written, with the division's place.
    abbreviations: HashMap<String, PlaceNo>,
    /// Points of divisions that have GeoNames' own.
    points: HashMap<PlaceNo, (f64, f64)>,
    /// Courses of rivers and of borders that have a name.
    courses: HashMap<String, Vec<Line>>,
    /// Users' own files.
    own: OwnPlaces,
    pub(super) words: Words,
}

impl Gazetteer {
    /// The built-in pack and tables, and the places named by loaded record sets.
    pub fn builtin(record_places: &[Place]) -> Self {
        let mut g = Self {
            extras: Vec::new(),
            index: HashMap::new(),
            thin: HashMap::new(),
            demonyms: HashMap::new(),
            abbreviations: HashMap::new(),
            points: HashMap::new(),
            courses: super::line::courses(),
            own: OwnPlaces::default(),
            words: tables::words(),
        };
        g.add_countries();
        for f in tables::features() {
            let also: Vec<&str> = f.also.iter().map(String::as_str).collect();
            let names: Vec<&str> = std::iter::once(f.name.as_str()).chain(also).collect();
            g.add(Candidate::of_feature(&f), &names);
        }
        g.add_divisions();
        g.add_peoples();
        for place in record_places {
            g.add(Candidate::of_record(place), &[&place.name]);
        }
        g
    }

    /// Puts the places of users' own files beside what is built in.
    #[must_use]
    pub fn with_own(self, own: OwnPlaces) -> Self {
        Self { own, ..self }
    }

    /// Every place of exactly that name, the weightiest first.
    pub fn named(&self, name: &str) -> Vec<Place> {
        let mut found = self.exact(&fold::key(name));
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        found.into_iter().map(|c| c.place()).collect()
    }

    /// The course of a river or border by its id, in pieces, each as latitudes and longitudes along it.
    pub fn course(&self, id: &str) -> Vec<Line> {
        self.courses.get(id).cloned().unwrap_or_else(|| super::line::border(id))
    }

    fn add(&mut self, place: Candidate, names: &[&str]) -> usize {
        let number = self.extras.len();
        self.extras.push(place);
        for (i, name) in names.iter().enumerate() {
            let by = if i == 0 { By::Main } else { By::Alternate };
            let entry = self.index.entry(fold::key(name)).or_default();
            if !entry.iter().any(|(n, _)| *n == number) {
                entry.push((number, by));
            }
            let skeleton = fold::skeleton(name);
            if !skeleton.is_empty() {
                let entry = self.thin.entry(skeleton).or_default();
                if entry.last() != Some(&number) {
                    entry.push(number);
                }
            }
        }
        number
    }

    fn add_countries(&mut self) {
        for c in tables::countries() {
            let also = c.also.iter().map(String::as_str);
            let names: Vec<&str> = std::iter::once(c.name.as_str()).chain(also).collect();
            let number = self.add(Candidate::of_country(&c), &names);
            for demonym in &c.demonyms {
                self.demonyms.entry(fold::key(demonym)).or_insert(number);
                self.demonyms.entry(fold::key(&format!("{demonym}s"))).or_insert(number);
            }
        }
    }

    fn add_divisions(&mut self) {
        for d in tables::divisions() {
            let Some(place) = division_place(&d.code) else { continue };
            self.points.insert(place, d.point);
            for short in d.abbreviations {
                self.abbreviations.insert(short, place);
            }
            let mut candidate = self.of_pack(place, By::Alternate);
            candidate.lat = d.point.0;
            candidate.lon = d.point.1;
            for name in &d.also {
                self.add(candidate.clone(), &[name]);
            }
        }
    }

    /// Peoples of regions and parts of the world; each must name one of our own places or a division.
    fn add_peoples(&mut self) {
        for (words, place) in tables::peoples() {
            let best =
                self.exact(&fold::key(&place)).into_iter().filter(|c| c.kind != PlaceKind::Town);
            let Some(found) = best.max_by(|a, b| a.weight.total_cmp(&b.weight)) else { continue };
            let number = self.extras.len();
            self.extras.push(found);
            for word in words {
                self.demonyms.entry(fold::key(&word)).or_insert(number);
                self.demonyms.entry(fold::key(&format!("{word}s"))).or_insert(number);
            }
        }
    }

    fn of_pack(&self, place: PlaceNo, by: By) -> Candidate {
        let mut candidate = Candidate::of_pack(place, by);
        if let Some(&(lat, lon)) = self.points.get(&place) {
            (candidate.lat, candidate.lon) = (lat, lon);
        }
        candidate
    }

    /// What a name may mean, by its primary key.
    pub(super) fn exact(&self, key: &str) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for (number, by) in self.index.get(key).into_iter().flatten() {
            found.push(Candidate { by: *by, ..self.extras[*number].clone() });
        }
        found.extend(pack::look_up(key, false).map(|(place, by)| self.of_pack(place, by)));
        join_own(&mut found, self.own.look_up(key, false));
        found
    }

    /// What a name may mean once romanisation is forgotten.
    pub(super) fn thin(&self, name: &str) -> Vec<Candidate> {
        let skeleton = fold::skeleton(name);
        if skeleton.is_empty() {
            return Vec::new();
        }
        let own = self.thin.get(&skeleton).into_iter().flatten();
        let own = own.map(|n| Candidate { by: By::Skeleton, ..self.extras[*n].clone() });
        let packed = pack::look_up(&skeleton, true).map(|(p, by)| self.of_pack(p, by));
        let mut found: Vec<Candidate> = own.chain(packed).collect();
        join_own(&mut found, self.own.look_up(&skeleton, true));
        found
    }

    /// The country of an adjective or people ("Turkish", "Syrians").
    pub(super) fn demonym(&self, word: &str) -> Option<&Candidate> {
        self.demonyms.get(&fold::key(word)).map(|n| &self.extras[*n])
    }

    /// The division behind an abbreviation as written ("W.Va.", "La.", "OH").
    pub(super) fn abbreviation(&self, word: &str) -> Option<Candidate> {
        self.abbreviations.get(word).map(|p| self.of_pack(*p, By::Alternate))
    }
}

/// A place of a user's file that is known already, by its id, is not taken twice.
fn join_own(found: &mut Vec<Candidate>, own: Vec<Candidate>) {
    if !own.is_empty() {
        let known: Vec<String> = found.iter().map(Candidate::id).collect();
        found.extend(own.into_iter().filter(|c| !known.contains(&c.id())));
    }
}

/// The place that stands for a division given by GeoNames' code ("US.OH"): found by walking the
/// sorted division table.
fn division_place(code: &str) -> Option<PlaceNo> {
    let (mut from, mut to) = (0, pack::division_count());
    while from < to {
        let middle = usize::midpoint(from, to);
        match pack::code(middle as DivisionNo).as_str().cmp(code) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
            std::cmp::Ordering::Equal => return pack::place_of(middle as DivisionNo),
        }
    }
    None
}

impl std::fmt::Display for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} places of our own beside the pack", self.extras.len())
    }
}

/// The widest reach of a kind of place that has no radius of its own, in km.
pub(super) fn usual_radius(kind: PlaceKind) -> f64 {
    match kind {
        PlaceKind::Country => 300.0,
        PlaceKind::Area => 1000.0,
        PlaceKind::Region => 60.0,
        PlaceKind::River | PlaceKind::Border => 200.0,
        PlaceKind::Nature => 50.0,
        PlaceKind::Town => 5.0,
        PlaceKind::Quarter => 3.0,
        PlaceKind::Site => 3.0,
    }
}
