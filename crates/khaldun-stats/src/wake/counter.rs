//! Counting what lies around many points in time and space, for all windows at once.
//!
//! **Question.** How many events lie within s km before and after each intervention, for every s and
//! every lag?
//! **Assumptions.** Times are whole units (days, or seconds with a unit of a day); events come in
//! order of time, and their order decides between events of the same moment.
//! **Formula.** One pass an intervention over events indexed by cell and time fills a histogram of
//! ring × lag; every window is a sum over it. The cells are as high as the widest radius, so three
//! bands are looked at. Distances are compared as chords of the unit sphere; within 10⁻⁹ of a
//! border the great circle decides.
//! **When it misleads.** Overlapping windows share events: the counts of neighbours are not
//! independent.

use crate::sphere;
use rayon::prelude::*;

/// An event to be counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// When, in units of the caller's choice.
    pub time: i64,
    /// Latitude and longitude, degrees.
    pub point: (f64, f64),
    /// What sort, from 0; each is counted apart.
    pub class: u8,
    /// How many it stands for.
    pub weight: u32,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Windows {
    /// Radii in km, ascending.
    pub radii: Vec<f64>,
    /// The longest lag.
    pub lags: usize,
    /// How many of the events' time units make one lag.
    pub unit: i64,
    /// Number of classes.
    pub classes: usize,
    /// Km to the radian: [`sphere::EARTH_KM`] unless another tool is to be matched.
    pub km_per_radian: f64,
}

/// Where and when to look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// When.
    pub time: i64,
    /// Where.
    pub point: (f64, f64),
    /// Events before this place in the order lie before, the others after.
    pub rank: usize,
    /// Whether the event of that rank is this intervention itself, and not counted.
    pub own: bool,
}

/// What lies around one intervention: for each class, radius and lag, events within that radius.
#[derive(Clone, Debug, PartialEq)]
pub struct Wake {
    radii: usize,
    lags: usize,
    before: Vec<u32>,
    after: Vec<u32>,
}

impl Wake {
    /// Events of `class` within radius number `radius`, from `lags.start()` to `lags.end()` before.
    pub fn before(
        &self,
        class: usize,
        radius: usize,
        lags: std::ops::RangeInclusive<usize>,
    ) -> u32 {
        self.row(&self.before, class, radius)[lags].iter().sum()
    }

    /// The same, after.
    pub fn after(&self, class: usize, radius: usize, lags: std::ops::RangeInclusive<usize>) -> u32 {
        self.row(&self.after, class, radius)[lags].iter().sum()
    }

    fn row<'a>(&self, counts: &'a [u32], class: usize, radius: usize) -> &'a [u32] {
        let width = self.lags + 1;
        let start = (class * self.radii + radius) * width;
        &counts[start..start + width]
    }
}

/// Events of one cell stand together, in order of time.
#[derive(Clone, Copy)]
struct Placed {
    unit: [f64; 3],
    time: i64,
    rank: u32,
    weight: u32,
    class: u8,
}

/// Events indexed by cell and time.
pub struct Counter {
    windows: Windows,
    /// Squared chords of the radii.
    chords: Vec<f64>,
    points: Vec<(f64, f64)>,
    times: Vec<i64>,
    /// Cell key and where its events begin; one past the last at the end.
    cells: Vec<(u64, u32)>,
    placed: Vec<Placed>,
    /// Height of a band in degrees.
    band: f64,
}

impl Counter {
    /// Indexes events, which must be in order of time.
    pub fn new(events: &[Event], windows: Windows) -> Self {
        debug_assert!(events.is_sorted_by_key(|e| e.time));
        let widest = windows.radii.last().copied().unwrap_or(0.0) / windows.km_per_radian;
        // A band of at least a hundredth of a degree, so that cells stay countable.
        let band = (widest * 180.0 / std::f64::consts::PI * 1.000_001).clamp(0.01, 180.0);
        let chords = windows.radii.iter().map(|km| chord2(km / windows.km_per_radian)).collect();
        let mut keyed: Vec<(u64, u32)> =
            events.iter().zip(0..).map(|(e, rank)| (cell_of(e.point, band), rank)).collect();
        keyed.sort_unstable();
        let mut cells: Vec<(u64, u32)> = Vec::new();
        let mut placed = Vec::with_capacity(events.len());
        for (key, rank) in keyed {
            if cells.last().is_none_or(|(last, _)| *last != key) {
                cells.push((key, placed.len() as u32));
            }
            let event = events[rank as usize];
            placed.push(Placed {
                unit: sphere::unit(event.point),
                time: event.time,
                rank,
                weight: event.weight,
                class: event.class,
            });
        }
        cells.push((u64::MAX, placed.len() as u32));
        let points = events.iter().map(|e| e.point).collect();
        let times = events.iter().map(|e| e.time).collect();
        Self { windows, chords, points, times, cells, placed, band }
    }

    /// An intervention that is not among the events; events of its own moment lie after it.
    pub fn at(&self, time: i64, point: (f64, f64)) -> At {
        At { time, point, rank: self.times.partition_point(|t| *t < time), own: false }
    }

    /// The intervention that is the event of this rank.
    pub fn own(&self, rank: usize) -> At {
        At { time: self.times[rank], point: self.points[rank], rank, own: true }
    }

    /// Counts around one intervention.
    pub fn count(&self, at: At) -> Wake {
        let Windows { radii, lags, unit, classes, .. } = &self.windows;
        let width = lags + 1;
        let size = classes * radii.len() * width;
        let mut wake =
            Wake { radii: radii.len(), lags: *lags, before: vec![0; size], after: vec![0; size] };
        let Some(&widest) = self.chords.last() else { return wake };
        let slack = widest * (1.0 + 1e-9) + 1e-22;
        let here = sphere::unit(at.point);
        let reach = unit * width as i64;
        self.cells_around(at.point, |placed| {
            let from = placed.partition_point(|p| p.time <= at.time - reach);
            let to = from + placed[from..].partition_point(|p| p.time < at.time + reach);
            for event in &placed[from..to] {
                let d = [event.unit[0] - here[0], event.unit[1] - here[1], event.unit[2] - here[2]];
                let chord = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
                if chord > slack {
                    continue;
                }
                let rank = event.rank as usize;
                if at.own && rank == at.rank {
                    continue;
                }
                let Some(ring) = self.ring(chord, rank, at.point) else { continue };
                let lag = ((event.time - at.time).abs() / unit) as usize;
                let counts = if rank < at.rank { &mut wake.before } else { &mut wake.after };
                counts[(event.class as usize * radii.len() + ring) * width + lag] += event.weight;
            }
        });
        // From rings to discs.
        for counts in [&mut wake.before, &mut wake.after] {
            for class in counts.chunks_mut(radii.len() * width) {
                for i in width..class.len() {
                    class[i] += class[i - width];
                }
            }
        }
        wake
    }

    /// Counts around many interventions, in their order, on as many threads as there are.
    pub fn count_all(&self, at: &[At]) -> Vec<Wake> {
        at.par_iter().map(|a| self.count(*a)).collect()
    }

    /// The smallest radius that holds the event.
    fn ring(&self, chord: f64, rank: usize, from: (f64, f64)) -> Option<usize> {
        for (n, limit) in self.chords.iter().enumerate() {
            let inside = if (chord - limit).abs() <= limit * 1e-9 + 1e-22 {
                let km = sphere::angle(from, self.points[rank]) * self.windows.km_per_radian;
                km <= self.windows.radii[n]
            } else {
                chord < *limit
            };
            if inside {
                return Some(n);
            }
        }
        None
    }

    /// Hands over the events of every cell that the widest disc may touch.
    fn cells_around(&self, point: (f64, f64), mut each: impl FnMut(&[Placed])) {
        let middle = band_of(point.0, self.band);
        for band in middle.saturating_sub(1)..=middle + 1 {
            let count = cells_in(band, self.band);
            let wide = longitude_reach(point.0, self.band);
            let first = column_of(point.1 - wide, count);
            let touched = ((wide / 180.0 * count as f64) as u64 + 2).min(count);
            for column in first..first + touched {
                let key = cell_key(band, column % count);
                if let Ok(n) = self.cells.binary_search_by_key(&key, |(k, _)| *k) {
                    each(&self.placed[self.cells[n].1 as usize..self.cells[n + 1].1 as usize]);
                }
            }
        }
    }
}

fn chord2(angle: f64) -> f64 {
    let half = libm::sin(angle.min(std::f64::consts::PI) / 2.0);
    4.0 * half * half
}

fn band_of(lat: f64, band: f64) -> u64 {
    ((lat + 90.0) / band).floor().max(0.0) as u64
}

/// How many cells a band has: each at least as wide as it is high where the band is narrowest.
fn cells_in(number: u64, band: f64) -> u64 {
    let low = number as f64 * band - 90.0;
    let steep = low.abs().max((low + band).abs()).min(90.0);
    ((360.0 * libm::cos(sphere::radians(steep)) / band).floor() as u64).max(1)
}

fn column_of(lon: f64, count: u64) -> u64 {
    let turn = (lon / 360.0).rem_euclid(1.0);
    ((turn * count as f64) as u64).min(count - 1)
}

/// How many degrees of longitude a disc of the radius of a band reaches to either side.
fn longitude_reach(lat: f64, band: f64) -> f64 {
    let sine = libm::sin(sphere::radians(band)) / libm::cos(sphere::radians(lat)).max(1e-12);
    if sine >= 1.0 || band >= 90.0 {
        360.0
    } else {
        libm::asin(sine) * 180.0 / std::f64::consts::PI * 1.000_001
    }
}

fn cell_key(band: u64, column: u64) -> u64 {
    band << 32 | column
}

fn cell_of(point: (f64, f64), band: f64) -> u64 {
    let number = band_of(point.0, band);
    cell_key(number, column_of(point.1, cells_in(number, band)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, word for word.
    fn plain(
        events: &[Event],
        w: &Windows,
        at: At,
        class: u8,
        radius: usize,
        lag: usize,
    ) -> (u32, u32) {
        let mut counts = (0, 0);
        for (rank, e) in events.iter().enumerate() {
            let near = sphere::angle(at.point, e.point) * w.km_per_radian <= w.radii[radius];
            let same = ((e.time - at.time).abs() / w.unit) as usize == lag;
            if e.class != class || !near || !same || (at.own && rank == at.rank) {
                continue;
            }
            let side = if rank < at.rank { &mut counts.0 } else { &mut counts.1 };
            *side += e.weight;
        }
        counts
    }

    fn events() -> impl Strategy<Value = Vec<Event>> {
        let point = prop_oneof![
            (35.0..36.0_f64, 37.0..38.0_f64),
            (-1.0..1.0_f64, 179.0..181.0_f64),
            (88.0..90.0_f64, -180.0..180.0_f64),
        ];
        let one =
            (0..40_i64, point, 0..2_u8, 1..3_u32).prop_map(|(time, (lat, lon), class, weight)| {
                let lon = if lon > 180.0 { lon - 360.0 } else { lon };
                Event { time, point: (lat, lon), class, weight }
            });
        proptest::collection::vec(one, 1..60).prop_map(|mut all| {
            all.sort_by_key(|e| e.time);
            all
        })
    }

    proptest! {
        #[test]
        fn counts_are_those_of_the_definition(events in events(), own in 0..60_usize, unit in 1..4_i64) {
            let windows = Windows { radii: vec![5.0, 30.0, 80.0], lags: 7, unit, classes: 2, km_per_radian: sphere::EARTH_KM };
            let counter = Counter::new(&events, windows.clone());
            let rank = own % events.len();
            for at in [counter.own(rank), counter.at(events[rank].time, events[rank].point)] {
                let wake = counter.count(at);
                for class in 0..2_u8 {
                    for radius in 0..3 {
                        for lag in 0..=7 {
                            let told = (
                                wake.before(class.into(), radius, lag..=lag),
                                wake.after(class.into(), radius, lag..=lag),
                            );
                            prop_assert_eq!(told, plain(&events, &windows, at, class, radius, lag));
                        }
                    }
                }
            }
        }
    }
}
