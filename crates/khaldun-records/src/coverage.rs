//! What a set could have held: measured on its rows and declared for its format.

use crate::Countries;
use crate::event::Event;
use jiff::ToSpan as _;
use jiff::civil::Date;
use khaldun_model::{Plover, Window};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// What the makers of a format say it holds and does not hold; the importer of the format writes
/// it down, with its source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "four independent facts about a format")]
pub struct Declared {
    /// A choice of events, not all of a kind: nothing follows from absence.
    pub selection: bool,
    /// A row needs at least one death.
    pub needs_death: bool,
    /// A row needs alleged harm to civilians.
    pub needs_civilian_harm: bool,
    /// A day without any row is a day the file lacks, not a quiet day (daily releases).
    pub daily: bool,
    /// How many days after the event its row is dated, at most.
    pub lag_days: i64,
    /// Kinds of act the format holds; empty where it holds all.
    pub kinds: Vec<Plover>,
    /// The only parties whose acts it follows; empty where it follows all.
    pub only_actors: Vec<String>,
    /// Parties that take part in the conflicts but are never a side of a row.
    pub never_sides: Vec<String>,
    /// Conditions for a row, in words.
    pub thresholds: Vec<String>,
    /// What it is known not to see, in words.
    pub blind_spots: Vec<String>,
}

/// The box around all points, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// Southernmost latitude.
    pub south: f64,
    /// Northernmost latitude.
    pub north: f64,
    /// Westernmost longitude.
    pub west: f64,
    /// Easternmost longitude.
    pub east: f64,
}

/// What a record set covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Countries with their number of rows, most first.
    pub countries: Vec<(String, usize)>,
    /// The box around all points.
    pub bounds: Option<Bounds>,
    /// First and last day of any row.
    pub span: Option<Window>,
    /// Days on which at least one row begins.
    pub days_with_data: usize,
    /// Stretches within the span without any row.
    pub gaps: Vec<Window>,
    /// Parties that occur as sides, with their number of rows, most first.
    pub sides: Vec<(String, usize)>,
    /// Classes of act with their number of rows, most first.
    pub kinds: Vec<(String, usize)>,
    /// Days on which rows begin, with their number.
    #[serde(default)]
    pub days: Vec<(Date, usize)>,
    /// What the format says of itself.
    pub declared: Declared,
}

/// What a claim would need a set to hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ask {
    /// ISO 3166-1 alpha-2 of each place named; empty where none is.
    pub countries: Vec<String>,
    /// When.
    pub window: Option<Window>,
    /// Which act.
    pub action: Option<Plover>,
    /// Whether the words speak of somebody killed: `Some(false)` where nobody is said to have been.
    pub lethal: Option<bool>,
    /// Whether the words speak of harm to civilians; `Some(false)` where they exclude it.
    pub civilian_harm: Option<bool>,
}

/// Whether a set could have held something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covered {
    /// It should hold it.
    Yes,
    /// It could not, or need not, hold it.
    No(Lack),
}

/// Why a set could not, or need not, hold what a claim speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lack {
    /// In which respect.
    pub kind: LackKind,
    /// What is so of the set, whatever is asked: the same words for all claims it shuts out.
    pub set: String,
    /// What of this claim goes beyond it, to be said after that; may be empty.
    pub claim: String,
}

/// In which respect a set does not cover something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LackKind {
    /// It holds no rows.
    Empty,
    /// Before its first day, or after its last.
    Time,
    /// In no country of its rows.
    Area,
    /// A class of act that it does not hold.
    Act,
    /// It needs a death, and none is spoken of.
    Deaths,
    /// It needs harm to civilians, and none is spoken of.
    Harm,
    /// Days that the file lacks.
    Days,
    /// A party whose acts or losses it does not follow.
    Party,
    /// It is a choice of events, and need not hold any.
    Choice,
}

impl Lack {
    /// A reason that is the set's alone.
    pub fn of(kind: LackKind, set: impl Into<String>) -> Self {
        Self { kind, set: set.into(), claim: String::new() }
    }

    /// With what of the claim goes beyond it.
    #[must_use]
    pub fn beside(self, claim: String) -> Self {
        Self { claim, ..self }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.set, self.claim)
    }
}

/// Measures coverage row by row.
#[derive(Debug, Default)]
pub struct Measure {
    countries: BTreeMap<String, usize>,
    bounds: Option<Bounds>,
    span: Option<Window>,
    days: BTreeMap<Date, usize>,
    // First day -> last day of the longest row that begins then: enough to find the gaps.
    reach: BTreeMap<Date, Date>,
    // Last days of rows: the days of release of sets that are daily.
    ends: BTreeSet<Date>,
    sides: HashMap<String, usize>,
    kinds: BTreeMap<&'static str, usize>,
}

impl Measure {
    /// Takes a row into account.
    pub fn add(&mut self, event: &Event) {
        let window = event.window;
        if let Some(country) = &event.country {
            if let Some(n) = self.countries.get_mut(country) {
                *n += 1;
            } else {
                self.countries.insert(country.clone(), 1);
            }
        }
        if let Some((lat, lon)) = event.point {
            let own = Bounds { south: lat, north: lat, west: lon, east: lon };
            self.bounds = Some(self.bounds.map_or(own, |b| b.cover(own)));
        }
        self.span = Some(self.span.map_or(window, |s| s.cover(window)));
        *self.days.entry(window.start).or_default() += 1;
        let reach = self.reach.entry(window.start).or_insert(window.end);
        *reach = window.end.max(*reach);
        self.ends.insert(window.end);
        for side in event.parties() {
            if let Some(n) = self.sides.get_mut(side) {
                *n += 1;
            } else {
                self.sides.insert(side.to_owned(), 1);
            }
        }
        if let Some(action) = event.action {
            *self.kinds.entry(action.as_str()).or_default() += 1;
        }
    }

    /// What was measured, with what the format declares.
    pub fn finish(self, declared: Declared) -> Coverage {
        let gaps = if declared.daily {
            gaps(self.ends.iter().map(|day| Window::day(*day)))
        } else {
            gaps(self.reach.iter().map(|(start, end)| Window { start: *start, end: *end }))
        };
        Coverage {
            countries: most_first(self.countries),
            bounds: self.bounds,
            span: self.span,
            days_with_data: self.days.len(),
            gaps,
            sides: most_first(self.sides),
            kinds: most_first(self.kinds.into_iter().map(|(k, n)| (k.to_owned(), n))),
            days: self.days.into_iter().collect(),
            declared,
        }
    }
}

fn most_first(counts: impl IntoIterator<Item = (String, usize)>) -> Vec<(String, usize)> {
    let mut list: Vec<(String, usize)> = counts.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list
}

impl Coverage {
    /// Whether the set could have held what is asked for.
    pub fn covers(&self, ask: &Ask) -> Covered {
        let tests = [Self::time, Self::area, Self::kind, Self::death, Self::harm, Self::days];
        let reason = tests.iter().find_map(|test| test(self, ask));
        reason.map_or(Covered::Yes, Covered::No)
    }

    fn time(&self, ask: &Ask) -> Option<Lack> {
        let Some(span) = self.span else {
            return Some(Lack::of(LackKind::Empty, "the set holds no rows"));
        };
        let asked = ask.window?;
        let set = if asked.end < span.start {
            format!("its first day is {}", span.start)
        } else if asked.start > span.end {
            format!("its last day is {}", span.end)
        } else {
            return None;
        };
        let claim = format!(", the claim speaks of {}", say(asked));
        Some(Lack::of(LackKind::Time, set).beside(claim))
    }

    fn area(&self, ask: &Ask) -> Option<Lack> {
        if ask.countries.is_empty() || self.countries.is_empty() {
            return None;
        }
        let known = |c: &String| self.countries.iter().any(|(k, _)| k == c);
        (!ask.countries.iter().any(known)).then(|| {
            let name = |code: &String| {
                let named = Countries::builtin().code(code).and_then(|c| c.names.first());
                named.unwrap_or(code).clone()
            };
            let names: Vec<String> = ask.countries.iter().map(name).collect();
            Lack::of(LackKind::Area, format!("it has no row in {}", names.join(" or ")))
        })
    }

    fn kind(&self, ask: &Ask) -> Option<Lack> {
        let action = ask.action?;
        let held = &self.declared.kinds;
        (!held.is_empty() && !held.contains(&action)).then(|| {
            let kinds: Vec<&str> = held.iter().map(|k| k.as_str()).collect();
            let set = format!("it holds acts of the class {} only", kinds.join(", "));
            Lack::of(LackKind::Act, set).beside(format!(", not {}", action.as_str()))
        })
    }

    fn death(&self, ask: &Ask) -> Option<Lack> {
        (self.declared.needs_death && ask.lethal == Some(false))
            .then(|| Lack::of(LackKind::Deaths, "it holds only events with at least one death"))
    }

    fn harm(&self, ask: &Ask) -> Option<Lack> {
        let set = "it holds only incidents in which harm to civilians is alleged";
        (self.declared.needs_civilian_harm && ask.civilian_harm == Some(false))
            .then(|| Lack::of(LackKind::Harm, set))
    }

    fn days(&self, ask: &Ask) -> Option<Lack> {
        let asked = ask.window.filter(|_| self.declared.daily)?;
        let later = asked.end.saturating_add(self.declared.lag_days.days());
        let reported = Window { start: asked.start, end: later };
        let missing: Vec<Window> = self.gaps.iter().filter_map(|g| g.meet(reported)).collect();
        let days: i64 = missing.iter().map(|w| w.days()).sum();
        let first = missing.first()?;
        // A few quiet days in a long period do not hide what is said of the whole of it.
        (days * 4 >= asked.days()).then(|| {
            Lack::of(LackKind::Days, format!("the file has no rows at all for {}", say(*first)))
                .beside(format!(": it lacks {days} of the days asked for"))
        })
    }
}

/// A window in words: a day, or first to last.
pub fn say(window: Window) -> String {
    if window.start == window.end {
        return window.start.to_string();
    }
    format!("{} to {}", window.start, window.end)
}

impl Bounds {
    /// The smallest box around both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            south: self.south.min(other.south),
            north: self.north.max(other.north),
            west: self.west.min(other.west),
            east: self.east.max(other.east),
        }
    }
}

/// Stretches that no window reaches, between the first and the last; the windows come by first day.
fn gaps(windows: impl Iterator<Item = Window>) -> Vec<Window> {
    let mut found = Vec::new();
    let mut reached: Option<Date> = None;
    for window in windows {
        if let Some(last) = reached {
            let next = last.saturating_add(1.day());
            if window.start > next {
                found.push(Window { start: next, end: window.start.saturating_sub(1.day()) });
            }
        }
        reached = Some(reached.map_or(window.end, |last| last.max(window.end)));
    }
    found
}
