//! A river is a line: its course, and the stretch of it that is meant.
//!
//! `data/places/courses.csv` gives courses by a few points in the order of the stream, good to some tens of kilometres:
//! enough to say by which towns a river flows. The point of a river that an account names beside a town is the point of its
//! course nearest to that town; there is no middle of a river where anything could have happened.

use super::fold;
use std::collections::HashMap;

const COURSES: &str = include_str!("../../../../data/places/courses.csv");

/// Courses by the id of the river (`kh:…`), each as latitudes and longitudes.
pub(super) fn courses() -> HashMap<String, Vec<(f64, f64)>> {
    let reader = csv::Reader::from_reader(COURSES.as_bytes());
    let point = |p: &str| {
        let (lat, lon) = p.trim().split_once(' ')?;
        Some((lat.parse().ok()?, lon.parse().ok()?))
    };
    let course = |r: csv::StringRecord| {
        (format!("kh:{}", fold::key(&r[0])), r[1].split(';').filter_map(point).collect())
    };
    reader.into_records().filter_map(Result::ok).map(course).collect()
}

/// The point of a course nearest to another point, and how far away it is, in km.
pub(super) fn nearest(course: &[(f64, f64)], to: (f64, f64)) -> Option<((f64, f64), f64)> {
    let across = to.0.to_radians().cos();
    let flat = |p: (f64, f64)| ((p.1 - to.1) * across, p.0 - to.0);
    let on = |a: (f64, f64), b: (f64, f64)| {
        let ((ax, ay), (bx, by)) = (flat(a), flat(b));
        let (dx, dy) = (bx - ax, by - ay);
        let square = dx * dx + dy * dy;
        let t = if square > 0.0 { (-(ax * dx + ay * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
        (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1))
    };
    let pieces = course.windows(2).map(|p| on(p[0], p[1]));
    let told = pieces.map(|p| (p, khaldun_model::km_between(p, to)));
    told.min_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_course_is_a_line_of_a_river_we_know() {
        let rivers: Vec<String> = super::super::tables::features()
            .iter()
            .filter(|f| f.kind == khaldun_model::PlaceKind::River)
            .map(|f| format!("kh:{}", fold::key(&f.name)))
            .collect();
        let courses = courses();
        assert_eq!(courses.len() + 1, COURSES.lines().count());
        let mut ids: Vec<&String> = courses.keys().collect();
        ids.sort();
        for id in ids {
            assert!(rivers.contains(id), "{id} is no river of our tables");
            assert!(courses[id].len() >= 2, "{id}");
        }
    }

    #[test]
    fn a_river_is_nearest_where_it_flows_by() {
        let courses = courses();
        let (at, km) = nearest(&courses["kh:euphrates"], (35.34, 40.14)).expect("a course");
        assert!(km < 5.0, "{at:?}");
        let (_, far) = nearest(&courses["kh:euphrates"], (33.51, 36.29)).expect("a course");
        assert!(far > 150.0);
    }
}
