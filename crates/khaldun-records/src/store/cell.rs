//! Cells of five degrees: which rows of a month lie near one another.

use crate::Bounds;

/// Degrees a side.
const SIDE: f64 = 5.0;

/// Cells around the earth.
const ACROSS: i32 = 72;

/// The cell of rows without a point: read whatever place is asked for.
pub(super) const NOWHERE: i32 = -1;

/// The cell of a point.
pub(super) fn of(point: Option<(f64, f64)>) -> i32 {
    let Some((lat, lon)) = point else { return NOWHERE };
    let up = (((lat + 90.0) / SIDE) as i32).clamp(0, 35);
    let over = (((lon + 180.0) / SIDE) as i32).clamp(0, ACROSS - 1);
    up * ACROSS + over
}

/// Whether a run of cells, first to last, may hold points of a box.
pub(super) fn may_meet((first, last): (i32, i32), bounds: Bounds) -> bool {
    let south_west = of(Some((bounds.south, bounds.west)));
    let north_east = of(Some((bounds.north, bounds.east)));
    first == NOWHERE || (last >= south_west && first <= north_east)
}
