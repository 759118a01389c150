//! One thing a name may mean, with what ranking asks of it.

use super::fold;
use super::gazetteer::usual_radius;
use super::pack::{self, By, DivisionNo, Feature, PlaceNo};
use super::tables::{self, Country};
use khaldun_model::{Place, PlaceKind};

/// Where a candidate comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Origin {
    /// The pack.
    Pack(PlaceNo),
    /// Our own tables or a record: id and name.
    Own(String, String),
}

/// One thing a name may mean.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) origin: Origin,
    pub(super) kind: PlaceKind,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) radius_km: f64,
    /// Country, where it lies in one.
    pub(super) cc: Option<[u8; 2]>,
    /// Smallest division around it (itself, for a division).
    pub(super) division: Option<DivisionNo>,
    /// Prominence: the decimal logarithm of a town's population, and what compares with it.
    pub(super) weight: f64,
    /// By which kind of name it was found.
    pub(super) by: By,
}

impl Candidate {
    pub(super) fn of_pack(place: PlaceNo, by: By) -> Self {
        let row = pack::row(place);
        let kind = row.feature.kind();
        let people = (row.population + 1.0).log10();
        let weight = match row.feature {
            Feature::Capital => people.max(4.0) + 0.8,
            Feature::Seat1 => people.max(3.0) + 0.4,
            Feature::Seat2 => people.max(2.5) + 0.1,
            Feature::Town => people.max(2.2),
            Feature::Quarter => people.max(2.0) - 0.6,
            Feature::Gone => people - 2.0,
            Feature::Division1 => (people * 0.4 + 3.6).clamp(4.5, 6.6),
            Feature::Division2 => (people * 0.4 + 1.6).clamp(2.5, 4.6),
        };
        let radius_km = match row.feature {
            Feature::Division1 => 100.0,
            Feature::Division2 => 25.0,
            _ => (row.population.max(500.0).sqrt() / 150.0).clamp(2.0, 25.0),
        };
        let cc = row.division.map(pack::country_of);
        let (origin, lat, lon) = (Origin::Pack(place), row.lat, row.lon);
        Self { origin, kind, lat, lon, radius_km, cc, division: row.division, weight, by }
    }

    pub(super) fn of_country(c: &Country) -> Self {
        Self {
            origin: Origin::Own(format!("gn:{}", c.geonames), c.name.clone()),
            kind: PlaceKind::Country,
            lat: c.lat,
            lon: c.lon,
            radius_km: c.radius_km,
            cc: Some(c.cc),
            division: None,
            weight: 7.8 + (c.population + 1.0).log10() / 10.0,
            by: By::Main,
        }
    }

    pub(super) fn of_feature(f: &tables::Feature) -> Self {
        Self {
            origin: Origin::Own(format!("kh:{}", fold::key(&f.name)), f.name.clone()),
            kind: f.kind,
            lat: f.lat,
            lon: f.lon,
            radius_km: f.radius_km,
            cc: if f.countries.len() == 1 { f.countries.first().copied() } else { None },
            division: None,
            weight: f.weight,
            by: By::Main,
        }
    }

    pub(super) fn of_record(place: &Place) -> Self {
        let radius_km =
            if place.radius_km > 0.0 { place.radius_km } else { usual_radius(place.kind) };
        Self {
            origin: Origin::Own(place.id.clone(), place.name.clone()),
            kind: place.kind,
            lat: place.lat,
            lon: place.lon,
            radius_km,
            cc: place.country.as_deref().map(tables::cc),
            division: None,
            weight: 3.0,
            by: By::Main,
        }
    }

    /// Its gazetteer's own main name.
    pub(super) fn name(&self) -> String {
        match &self.origin {
            Origin::Pack(place) => pack::name(*place),
            Origin::Own(_, name) => name.clone(),
        }
    }

    /// Its id with its gazetteer.
    pub(super) fn id(&self) -> String {
        match &self.origin {
            Origin::Own(id, _) => id.clone(),
            Origin::Pack(place) => {
                let row = pack::row(*place);
                match (row.feature, row.division) {
                    (Feature::Division1 | Feature::Division2, Some(d)) => {
                        format!("adm:{}", pack::code(d))
                    }
                    _ => format!("gn:{}", row.id),
                }
            }
        }
    }

    /// Country as a string.
    pub(super) fn country(&self) -> Option<String> {
        self.cc.map(|c| String::from_utf8_lossy(&c).into_owned())
    }

    /// As the stages hand it on.
    pub(super) fn place(&self) -> Place {
        Place {
            id: self.id(),
            name: self.name(),
            country: self.country(),
            lat: self.lat,
            lon: self.lon,
            radius_km: self.radius_km,
            kind: self.kind,
        }
    }

    /// Whether `other` lies in this country or division.
    pub(super) fn holds(&self, other: &Self) -> bool {
        match (self.kind, self.division) {
            (PlaceKind::Country, _) => {
                self.cc.is_some() && self.cc == other.cc && other.kind != PlaceKind::Country
            }
            (PlaceKind::Region, Some(d)) if self.is_division() => {
                pack::chain(other.division).any(|o| o == d) && other.origin != self.origin
            }
            (PlaceKind::Region | PlaceKind::Nature, _) => {
                self.km(other) < self.radius_km * 1.3 && other.radius_km < self.radius_km
            }
            _ => false,
        }
    }

    /// Whether it comes from our own tables, whose other names were chosen by hand.
    pub(super) fn is_own(&self) -> bool {
        matches!(self.origin, Origin::Own(..))
    }

    /// Whether it is a first- or second-level division of the pack.
    pub(super) fn is_division(&self) -> bool {
        matches!(self.origin, Origin::Pack(_)) && self.kind == PlaceKind::Region
    }

    /// First-level division, where the pack knows it.
    pub(super) fn first_level(&self) -> Option<DivisionNo> {
        let chain: Vec<DivisionNo> = pack::chain(self.division).collect();
        chain.len().checked_sub(2).map(|i| chain[i])
    }

    /// Distance in km, flat enough for ranking and cheap.
    pub(super) fn km(&self, other: &Self) -> f64 {
        let dx = (self.lon - other.lon).abs();
        let dx = dx.min(360.0 - dx) * f64::midpoint(self.lat, other.lat).to_radians().cos();
        let dy = self.lat - other.lat;
        (dx * dx + dy * dy).sqrt() * 111.2
    }
}
