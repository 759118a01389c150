//! Counting neighbours: how many rows lie within so many kilometres and days of each row.

use khaldun_model::km_between;

/// Mean radius of the earth in kilometres, as [`km_between`] has it.
const EARTH: f64 = 6371.0088;

/// Cells along each axis, at most: twenty-one bits of a key.
const MOST_CELLS: f64 = 1_000_000.0;

/// Points in space and time, kept for counting within one distance.
///
/// Points are put on the unit sphere and into cubes whose edge is the distance as a chord, each cube
/// sorted by day. Neighbours lie in a point's own cube or one of those around it, wherever on earth
/// it is: there is no seam at the date line and no narrowing towards the poles.
///
/// ```
/// use khaldun_records::Near;
/// // Two points either side of the date line, a day apart.
/// let near = Near::new([(-17.0, 179.95, 10), (-17.0, -179.95, 11)], 30.0);
/// assert_eq!(near.count_each(0, 1), [1, 0]);
/// assert_eq!(near.count((-17.0, 180.0), 10, 11), 2);
/// ```
#[derive(Debug)]
pub struct Near {
    /// The square of the chord of the distance.
    reach: f64,
    edge: f64,
    cubes: Vec<Cube>,
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
    day: Vec<i32>,
    /// Where each point stood in what was given.
    row: Vec<u32>,
}

/// Points of a cube: from, to.
#[derive(Clone, Copy, Debug)]
struct Cube {
    key: u64,
    from: usize,
    to: usize,
}

/// A point on the unit sphere.
fn on_sphere(lat: f64, lon: f64) -> [f64; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

impl Near {
    /// Sorts points (latitude, longitude, day) for counting within `km`.
    pub fn new(points: impl IntoIterator<Item = (f64, f64, i32)>, km: f64) -> Self {
        let half = (km.max(0.0) / EARTH / 2.0).min(std::f64::consts::FRAC_PI_2);
        let chord = 2.0 * half.sin();
        // A hair more than the chord, so that rounding cannot put a neighbour two cubes away.
        let edge = (chord * (1.0 + 1e-12)).max(2.0 / MOST_CELLS);
        let mut all: Vec<(u64, i32, u32, [f64; 3])> = points
            .into_iter()
            .enumerate()
            .map(|(row, (lat, lon, day))| {
                let at = on_sphere(lat, lon);
                (key(cube(at, edge)), day, row as u32, at)
            })
            .collect();
        all.sort_unstable_by_key(|(key, day, row, _)| (*key, *day, *row));
        let mut cubes: Vec<Cube> = Vec::new();
        for (n, (key, ..)) in all.iter().enumerate() {
            match cubes.last_mut() {
                Some(cube) if cube.key == *key => cube.to = n + 1,
                _ => cubes.push(Cube { key: *key, from: n, to: n + 1 }),
            }
        }
        Self {
            reach: chord * chord * (1.0 + 1e-15),
            edge,
            cubes,
            x: all.iter().map(|p| p.3[0]).collect(),
            y: all.iter().map(|p| p.3[1]).collect(),
            z: all.iter().map(|p| p.3[2]).collect(),
            day: all.iter().map(|p| p.1).collect(),
            row: all.iter().map(|p| p.2).collect(),
        }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.row.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    /// How many points lie within the distance of a place, from the first to the last of the days.
    pub fn count(&self, (lat, lon): (f64, f64), first: i32, last: i32) -> usize {
        let at = on_sphere(lat, lon);
        let mut count = 0;
        for cube in self.around(cube(at, self.edge)) {
            let days = &self.day[cube.from..cube.to];
            let from = cube.from + days.partition_point(|d| *d < first);
            let to = cube.from + days.partition_point(|d| *d <= last);
            count += self.within(at, from, to.max(from)) as usize;
        }
        count
    }

    /// For each point, in the order given, how many others lie within the distance, from `before`
    /// days before it to `after` days after it.
    pub fn count_each(&self, before: i32, after: i32) -> Vec<u32> {
        let mut counts = vec![0; self.len()];
        if before.saturating_add(after) < 0 {
            return counts;
        }
        for own in &self.cubes {
            for other in self.around(unkey(own.key)) {
                let (mut from, mut to) = (other.from, other.from);
                for n in own.from..own.to {
                    let first = self.day[n].saturating_sub(before);
                    let last = self.day[n].saturating_add(after);
                    while from < other.to && self.day[from] < first {
                        from += 1;
                    }
                    to = to.max(from);
                    while to < other.to && self.day[to] <= last {
                        to += 1;
                    }
                    let at = [self.x[n], self.y[n], self.z[n]];
                    counts[self.row[n] as usize] += self.within(at, from, to);
                }
            }
        }
        // A point is its own neighbour where its own day is among the days.
        if before >= 0 && after >= 0 {
            for count in &mut counts {
                *count -= 1;
            }
        }
        counts
    }

    /// How many of a run of points lie within reach.
    fn within(&self, [x, y, z]: [f64; 3], from: usize, to: usize) -> u32 {
        let points = self.x[from..to].iter().zip(&self.y[from..to]).zip(&self.z[from..to]);
        let mut count = 0;
        for ((px, py), pz) in points {
            let (dx, dy, dz) = (px - x, py - y, pz - z);
            count += u32::from(dx * dx + dy * dy + dz * dz <= self.reach);
        }
        count
    }

    /// The cubes around one, itself among them. Cubes one above the other follow in order of key.
    fn around(&self, [x, y, z]: [u64; 3]) -> impl Iterator<Item = Cube> + '_ {
        let span = |n: u64| n.saturating_sub(1)..=n + 1;
        let columns = span(x).flat_map(move |x| span(y).map(move |y| (x, y)));
        columns.flat_map(move |(x, y)| {
            let (first, last) = (key([x, y, z.saturating_sub(1)]), key([x, y, z + 1]));
            let from = self.cubes.partition_point(|c| c.key < first);
            self.cubes[from..].iter().copied().take_while(move |c| c.key <= last)
        })
    }
}

fn cube(at: [f64; 3], edge: f64) -> [u64; 3] {
    at.map(|c| ((c + 1.0) / edge) as u64)
}

fn key([x, y, z]: [u64; 3]) -> u64 {
    x << 42 | y << 21 | z
}

fn unkey(key: u64) -> [u64; 3] {
    let mask = (1 << 21) - 1;
    [key >> 42, key >> 21 & mask, key & mask]
}

/// The same counts by a walk over all pairs: slow, and what [`Near`] is held against.
pub fn count_by_walking(points: &[(f64, f64, i32)], km: f64, before: i32, after: i32) -> Vec<u32> {
    let near = |a: &(f64, f64, i32), b: &(f64, f64, i32)| {
        let days = b.2 - a.2;
        days >= -before && days <= after && km_between((a.0, a.1), (b.0, b.1)) <= km
    };
    let count = |n: usize, a| {
        points.iter().enumerate().filter(|(m, b)| *m != n && near(a, b)).count() as u32
    };
    points.iter().enumerate().map(|(n, a)| count(n, a)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Points crowded where grids break: cell borders, the date line, the poles.
    fn point() -> impl Strategy<Value = (f64, f64, i32)> {
        let lat = prop_oneof![
            -90.0..=90.0_f64,
            88.5..=90.0_f64,
            -90.0..=-88.5_f64,
            -1.0..=1.0_f64,
            Just(90.0),
            Just(-90.0)
        ];
        let lon =
            prop_oneof![-180.0..=180.0_f64, 178.0..=180.0_f64, -180.0..=-178.0_f64, -1.0..=1.0_f64];
        (lat, lon, -40..40_i32)
    }

    proptest! {
        #[test]
        fn it_agrees_with_a_walk(
            points in prop::collection::vec(point(), 0..120),
            km in prop_oneof![0.5..50.0_f64, 50.0..2000.0_f64, 2000.0..20100.0_f64],
            before in 0..30_i32, after in 0..30_i32,
        ) {
            let near = Near::new(points.iter().copied(), km);
            prop_assert_eq!(near.count_each(before, after), count_by_walking(&points, km, before, after));
        }

        #[test]
        fn one_place_agrees_with_a_walk(
            points in prop::collection::vec(point(), 0..120), at in point(), km in 1.0..3000.0_f64, days in 0..30_i32,
        ) {
            let near = Near::new(points.iter().copied(), km);
            let walked = points.iter().filter(|p| {
                (at.2..=at.2 + days).contains(&p.2) && km_between((p.0, p.1), (at.0, at.1)) <= km
            });
            prop_assert_eq!(near.count((at.0, at.1), at.2, at.2 + days), walked.count());
        }
    }

    #[test]
    fn days_after_only_leave_the_point_itself_out() {
        let near = Near::new([(0.0, 0.0, 1), (0.0, 0.0, 1), (0.0, 0.0, 3)], 1.0);
        assert_eq!(near.count_each(0, 2), [2, 2, 0]);
        assert_eq!(near.count_each(-1, 2), [1, 1, 0]);
        assert!(Near::new([], 5.0).is_empty());
    }
}
