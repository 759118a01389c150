//! A river or a border is a line: its course, and the stretch of it that is meant.
//!
//! `data/places/courses.csv` gives courses of rivers by a few points in the order of the stream, good to some tens of
//! kilometres: enough to say by which towns a river flows. Borders are those of the map (`khaldun-basemap`), drawn by control on
//! the ground, and `data/places/lines.csv` says which stretch of which border has a name of its own. The point of a line
//! that an account names beside a town is the point of its course nearest to that town; there is no middle of a river
//! where anything could have happened.

use super::fold;
use khaldun_basemap::{Basemap, Bounds, Line};
use khaldun_model::{Place, PlaceKind, km_between};
use std::collections::HashMap;

const COURSES: &str = include_str!("../../../../data/places/courses.csv");
const LINES: &str = include_str!("../../../../data/places/lines.csv");

/// Courses by the id of the river or border (`kh:…`).
pub(super) fn courses() -> HashMap<String, Vec<Line>> {
    let rows = |text: &'static str| {
        csv::Reader::from_reader(text.as_bytes()).into_records().filter_map(Result::ok)
    };
    let id = |r: &csv::StringRecord| format!("kh:{}", fold::key(&r[0]));
    let point = |p: &str| {
        let (lat, lon) = p.trim().split_once(' ')?;
        Some((lat.parse().ok()?, lon.parse().ok()?))
    };
    let river = |r: csv::StringRecord| (id(&r), vec![r[1].split(';').filter_map(point).collect()]);
    let named = |r: csv::StringRecord| {
        let edge = |i: usize, else_: f64| r[i].parse().unwrap_or(else_);
        let bounds =
            Bounds { lat: (edge(3, -90.0), edge(4, 90.0)), lon: (edge(5, -180.0), edge(6, 180.0)) };
        (id(&r), within(Basemap::builtin().border(&r[1], &r[2]), bounds))
    };
    rows(COURSES).map(river).chain(rows(LINES).map(named)).collect()
}

/// The pieces of lines inside a box.
fn within(lines: Vec<Line>, bounds: Bounds) -> Vec<Line> {
    let mut pieces = Vec::new();
    for line in lines {
        let inside = line.split(|p| !bounds.holds(*p, 0.0));
        pieces.extend(inside.filter(|l| l.len() > 1).map(<[_]>::to_vec));
    }
    pieces
}

/// The border of two states as a place, where they share one; its point is the middle of its longest piece, its radius
/// reaches to its ends.
pub(super) fn between(a: (&str, &str), b: (&str, &str)) -> Option<Place> {
    let ((a, a_name), (b, b_name)) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    let lines = Basemap::builtin().border(a, b);
    let longest = lines.iter().max_by(|x, y| length(x).total_cmp(&length(y)))?;
    let (lat, lon) = middle(longest)?;
    let away = |p: &(f64, f64)| km_between(*p, (lat, lon));
    let radius_km = lines.iter().flatten().map(away).fold(5.0, f64::max);
    Some(Place {
        id: format!("kh:border-{a}-{b}"),
        name: format!("border of {a_name} and {b_name}"),
        country: None,
        lat,
        lon,
        radius_km,
        kind: PlaceKind::Border,
    })
}

/// The course of a border that [`between`] made, by its id.
pub(super) fn border(id: &str) -> Vec<Line> {
    let codes = id.strip_prefix("kh:border-").and_then(|rest| rest.split_once('-'));
    codes.map_or_else(Vec::new, |(a, b)| Basemap::builtin().border(a, b))
}

fn length(line: &Line) -> f64 {
    line.windows(2).map(|p| km_between(p[0], p[1])).sum()
}

/// The point half way along.
fn middle(line: &Line) -> Option<(f64, f64)> {
    let half = length(line) / 2.0;
    let mut gone = 0.0;
    let past = line.windows(2).find(|p| {
        gone += km_between(p[0], p[1]);
        gone >= half
    });
    past.map(|p| p[1]).or(line.first().copied())
}

/// The point of a course nearest to another point, and how far away it is, in km.
pub(super) fn nearest(course: &[Line], to: (f64, f64)) -> Option<((f64, f64), f64)> {
    let across = to.0.to_radians().cos();
    let flat = |p: (f64, f64)| ((p.1 - to.1) * across, p.0 - to.0);
    let on = |a: (f64, f64), b: (f64, f64)| {
        let ((ax, ay), (bx, by)) = (flat(a), flat(b));
        let (dx, dy) = (bx - ax, by - ay);
        let square = dx * dx + dy * dy;
        let t = if square > 0.0 { (-(ax * dx + ay * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
        (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1))
    };
    let pieces = course.iter().flat_map(|l| l.windows(2)).map(|p| on(p[0], p[1]));
    let told = pieces.map(|p| (p, km_between(p, to)));
    told.min_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_course_is_a_line_that_we_know_and_lies_about_its_point() {
        let features = super::super::tables::features();
        let known: HashMap<String, _> =
            features.iter().map(|f| (format!("kh:{}", fold::key(&f.name)), f)).collect();
        let courses = courses();
        assert_eq!(courses.len() + 2, COURSES.lines().count() + LINES.lines().count());
        let mut ids: Vec<&String> = courses.keys().collect();
        ids.sort();
        for id in ids {
            let feature = known.get(id).filter(|f| f.kind.is_line());
            let feature = feature.unwrap_or_else(|| panic!("{id} is no line of our tables"));
            assert!(courses[id].iter().flatten().count() >= 2, "{id}");
            if feature.kind == PlaceKind::Border {
                let (_, km) = nearest(&courses[id], (feature.lat, feature.lon)).expect("a line");
                assert!(km < 30.0, "{id}: its point is {km:.0} km off");
            }
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

    #[test]
    fn a_border_is_one_place_whichever_state_is_named_first() {
        let (a, b) = (("TD", "Chad"), ("SD", "Sudan"));
        let place = between(a, b).expect("they touch");
        assert_eq!(Some(&place), between(b, a).as_ref());
        assert!((9.0..21.0).contains(&place.lat) && place.radius_km > 300.0, "{place:?}");
        let (_, km) = nearest(&border(&place.id), (13.48, 22.45)).expect("a line");
        assert!(km < 30.0, "Geneina is {km:.0} km from it");
        assert_eq!(between(("PE", "Peru"), ("NG", "Nigeria")), None);
    }
}
