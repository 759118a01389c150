//! Episodes: rows that belong together, counted once.
//!
//! **Question.** Which events are one stretch of fighting?
//! **Assumptions.** Events of one kind near in space and time are not separate decisions.
//! **Formula.** Two events link where they are at most `km` and `days` apart. `single`: episodes are
//! the connected components of the links, so that a siege may become one long episode. `leader`: in
//! order of time each event joins the earliest episode whose founding event is near and not later,
//! else it founds one. An episode's onset and place are those of its first event.
//! **When it misleads.** Single linkage chains along a front; the leader rule cuts a siege in pieces
//! whose borders depend on the first shot. Report both.
//!
//! ```
//! use khaldun_stats::episode::{Spot, single, leader};
//! let at = |day| Spot { day, point: (35.0, 38.0) };
//! let days = [at(0), at(3), at(6), at(20)];
//! assert_eq!(single(&days, 25.0, 3), [0, 3]);
//! assert_eq!(leader(&days, 25.0, 3), [0, 2, 3]);
//! ```

use crate::sphere;

/// An event on a day at a point (latitude and longitude, degrees).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The day, from any origin.
    pub day: i64,
    /// Where.
    pub point: (f64, f64),
}

/// The first event of each connected component, by index; events must be in order of day (and id).
pub fn single(events: &[Spot], km: f64, days: i64) -> Vec<usize> {
    debug_assert!(events.is_sorted_by_key(|e| e.day));
    let mut root: Vec<usize> = (0..events.len()).collect();
    let mut from = 0;
    for (n, event) in events.iter().enumerate() {
        while event.day - events[from].day > days {
            from += 1;
        }
        for m in from..n {
            if sphere::km(event.point, events[m].point) <= km {
                let (a, b) = (find(&mut root, m), find(&mut root, n));
                // The earlier event stays the root, so that a root is its component's first.
                root[a.max(b)] = a.min(b);
            }
        }
    }
    (0..events.len()).filter(|n| find(&mut root, *n) == *n).collect()
}

fn find(root: &mut [usize], mut n: usize) -> usize {
    while root[n] != n {
        root[n] = root[root[n]];
        n = root[n];
    }
    n
}

/// The founding event of each episode by the leader rule, by index; events must be in order of day
/// (and id).
pub fn leader(events: &[Spot], km: f64, days: i64) -> Vec<usize> {
    debug_assert!(events.is_sorted_by_key(|e| e.day));
    let mut founders: Vec<usize> = Vec::new();
    let mut from = 0;
    for (n, event) in events.iter().enumerate() {
        while from < founders.len() && event.day - events[founders[from]].day > days {
            from += 1;
        }
        let joins =
            founders[from..].iter().any(|f| sphere::km(event.point, events[*f].point) <= km);
        if !joins {
            founders.push(n);
        }
    }
    founders
}
