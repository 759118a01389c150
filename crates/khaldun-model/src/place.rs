use serde::{Deserialize, Serialize};

/// What sort of thing a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// A state.
    Country,
    /// First- or second-level division, or a named region of no legal standing.
    Region,
    /// City, town or village.
    Town,
    /// Part of a town.
    Quarter,
    /// Base, airport, palace, crossing, dam, oil field, camp.
    Site,
    /// A river; a line, not a point.
    River,
    /// A border, a line of control; a line, not a point.
    Border,
    /// Mountain, desert, sea, strait, lake, island.
    Nature,
    /// A continent or a part of the world.
    Area,
}

impl PlaceKind {
    /// Whether it is a line: its point is only one of it, its radius reaches to its ends.
    pub fn is_line(self) -> bool {
        matches!(self, Self::River | Self::Border)
    }

    /// As the contracts spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::Town => "town",
            Self::Quarter => "quarter",
            Self::Site => "site",
            Self::River => "river",
            Self::Border => "border",
            Self::Nature => "nature",
            Self::Area => "area",
        }
    }
}

/// A place as a gazetteer or a record knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Gazetteer id with its gazetteer: `gn:170063`, `kh:dabiq`, `rec:<set>/<row>`.
    pub id: String,
    /// Main name.
    pub name: String,
    /// ISO 3166-1 alpha-2 where it lies in one country.
    pub country: Option<String>,
    /// Latitude, decimal degrees (WGS 84).
    pub lat: f64,
    /// Longitude, decimal degrees (WGS 84).
    pub lon: f64,
    /// How far the place itself may reach from that point, in km.
    pub radius_km: f64,
    /// What it is.
    pub kind: PlaceKind,
}

/// A toponym's resolution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceMatch {
    /// The chosen place.
    pub place: Place,
    /// From 0 to 1, how far ahead of the next candidate it was; below the abstention bound nothing
    /// is chosen at all.
    pub confidence: f64,
    /// Why this one, in words.
    pub because: String,
}

/// Great-circle distance in km on a sphere of 6,371.0088 km (the mean radius of WGS 84).
pub fn km_between(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat1, lat2) = (a.0.to_radians(), b.0.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (b.1 - a.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}
