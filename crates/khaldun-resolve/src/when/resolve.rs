//! From what is said to calendar windows.

use super::calendar as cal;
use super::expr::{Cal, Event, Expr, Rel, Says};
use super::lex::Unit;
use jiff::civil::Date;
use khaldun_model::{TimeAnchor, TimeBound, TimeKind, When, Window};

/// The last date told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) window: Window,
    pub(super) block: usize,
    pub(super) sentence: usize,
    /// Its year was written, or follows from one that was.
    pub(super) explicit: bool,
}

/// A sentence and the date it is set on, for "six days after the parade attack".
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) words: Vec<String>,
    pub(super) window: Window,
}

/// What is known when an expression is met.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// The account's own date.
    pub(super) now: Option<Date>,
    pub(super) told: Option<Told>,
    pub(super) scenes: Vec<Scene>,
}

/// Where the expression stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) block: usize,
    pub(super) sentence: usize,
    /// Its clause looks ahead.
    pub(super) ahead: bool,
    /// The words after it up to the next mark, for events named there.
    pub(super) after: &'a [String],
    /// The window of a day named right beside it, for times of day.
    pub(super) beside: Option<Window>,
}

/// A reading before parts and bounds are applied.
struct Reading {
    window: Window,
    anchor: TimeAnchor,
    others: Vec<Window>,
    because: String,
}

impl Reading {
    fn new(window: Window, anchor: TimeAnchor, because: impl Into<String>) -> Self {
        Self { window, anchor, others: Vec::new(), because: because.into() }
    }
}

/// An expression's kind, value and anchor.
pub(super) fn resolve(
    story: &Story,
    expr: &Expr,
    place: Place<'_>,
) -> (TimeKind, When, TimeAnchor) {
    let kind = kind(expr);
    let Some(mut reading) = read(story, expr, place) else {
        let because = open_because(expr);
        let when = When { window: None, edtf: String::new(), others: Vec::new(), because };
        return (kind, when, TimeAnchor::Open);
    };
    let shape = |w: Window| shaped(expr, w);
    reading.window = shape(reading.window);
    let mut others: Vec<Window> = reading.others.iter().map(|w| shape(*w)).collect();
    others.retain(|w| *w != reading.window);
    let mark = if is_approximate(expr) { "~" } else { "" };
    let edtf = cal::edtf(reading.window);
    let edtf = if edtf.contains('/') { edtf } else { edtf + mark };
    let when = When { window: Some(reading.window), edtf, others, because: reading.because };
    (kind, when, reading.anchor)
}

fn kind(expr: &Expr) -> TimeKind {
    match expr.says {
        Says::Duration | Says::Stretch { .. } | Says::Inside { .. } => TimeKind::Duration,
        Says::Set => TimeKind::Set,
        _ if expr.clock => TimeKind::Time,
        _ => TimeKind::Date,
    }
}

fn open_because(expr: &Expr) -> String {
    match expr.says {
        Says::Duration => "a length without a place in the calendar",
        Says::Set => "recurring",
        Says::Vague(true) => "the time of writing or telling, not a day",
        Says::Vague(false) => "vague",
        Says::Later { event: Event::Named, .. } => {
            "reckoned from an event the account does not date"
        }
        Says::Later { .. } | Says::Adjacent { .. } | Says::Clock | Says::Inside { .. } => {
            "no date was told before it"
        }
        _ => "the account gives no date of its own to reckon from",
    }
    .to_owned()
}

/// Parts, nights and "around".
fn shaped(expr: &Expr, w: Window) -> Window {
    let w = expr.part.map_or(w, |p| cal::part(w, p));
    let w = if expr.overnight { cal::window(w.start, cal::shift(w.end, 1)) } else { w };
    if expr.bound == TimeBound::Around && !expr.clock && w.days() <= 3 {
        cal::widen(w, 1)
    } else {
        w
    }
}

fn is_approximate(expr: &Expr) -> bool {
    let reckoned = matches!(expr.says, Says::Cal { cal: Cal::Holiday { holiday, .. }, .. } if cal::is_reckoned(holiday));
    reckoned || expr.bound == TimeBound::Around
}

fn read(story: &Story, expr: &Expr, place: Place<'_>) -> Option<Reading> {
    let dateline =
        |w: Window| Reading::new(w, TimeAnchor::Dateline, "reckoned from the account's own date");
    match expr.says {
        Says::Cal { cal: c, rel, of_year } => calendar(story, c, rel, of_year, place),
        Says::Today(n) => story.now.map(|d| dateline(Window::day(cal::shift(d, n)))),
        Says::Period { rel, unit } => story.now.map(|d| dateline(period(d, rel, unit))),
        Says::Within { unit, earlier } => story.now.map(|d| {
            let whole = cal::unit(d, unit);
            dateline(if earlier { cal::window(whole.start, d) } else { cal::window(d, whole.end) })
        }),
        Says::Ago { n, unit, exact, vague } => {
            story.now.map(|d| dateline(ago(d, n, unit, exact, vague)))
        }
        Says::Stretch { n, unit, .. } => {
            story.now.map(|d| dateline(cal::window(d, cal::step(d, n, unit))))
        }
        Says::Later { n, unit, exact, vague, event } => {
            if let Some(window) = place.beside {
                let because = format!("the date told beside it ({})", cal::edtf(window));
                return Some(Reading::new(window, TimeAnchor::Narrative, because));
            }
            if let Some(told) = beside_an_event(story, event, place) {
                return Some(apposed(told, n, unit));
            }
            let (base, because) = base(story, event, place)?;
            let window = later(base, n, unit, exact, vague)?;
            Some(Reading::new(window, TimeAnchor::Narrative, because))
        }
        Says::Adjacent { n, unit } => adjacent(story, n, unit, expr),
        Says::Inside { n, unit } => {
            let told = story.told.filter(|t| t.window.days() <= 40)?;
            let end = cal::step(told.window.end, n, unit);
            let because = format!("begins at the last date told ({})", cal::edtf(told.window));
            Some(Reading::new(cal::window(told.window.start, end), TimeAnchor::Narrative, because))
        }
        Says::Century(n) => {
            let first = (n - 1) * 100;
            let window = cal::years(first, first + 99)?;
            Some(Reading::new(window, TimeAnchor::Absolute, "a century"))
        }
        Says::Clock => {
            let same = story.told.filter(|t| t.block == place.block && t.window.days() <= 2);
            let window = place.beside.or(same.map(|t| t.window))?;
            Some(Reading::new(window, TimeAnchor::Narrative, "a time of the day told beside it"))
        }
        Says::Duration | Says::Set | Says::Vague(_) => None,
    }
}

fn period(now: Date, rel: Rel, unit: Unit) -> Window {
    let n = match rel {
        Rel::Last => -1,
        Rel::This => 0,
        Rel::Next => 1,
    };
    // The first of the month, so that 31 March less a month is February.
    let from = match unit {
        Unit::Month | Unit::Quarter | Unit::Half | Unit::Year | Unit::Decade | Unit::Century => {
            now.first_of_month()
        }
        _ => now,
    };
    cal::unit(cal::step(from, n, unit), unit)
}

/// "three days ago" to the day, weeks, months and years to the unit; "a few days ago" two to seven.
fn ago(now: Date, n: i64, unit: Unit, exact: bool, vague: bool) -> Window {
    if vague {
        let sign = if n < 0 { -1 } else { 1 };
        let (near, far) = if n.abs() == 2 { (2, 2) } else { (2, 8) };
        return cal::window(cal::step(now, sign * near, unit), cal::step(now, sign * far, unit));
    }
    let day = cal::step(now, n, unit);
    if exact { Window::day(day) } else { cal::unit(day, unit) }
}

/// "On 17 January, two days before the conference": the date that stands in the same sentence.
fn beside_an_event(story: &Story, event: Event, place: Place<'_>) -> Option<Window> {
    let same = |t: &Told| t.block == place.block && t.sentence == place.sentence;
    story.told.filter(|t| event == Event::Named && same(t)).map(|t| t.window)
}

/// The value is the date told beside it; the date of the event that is named is kept as the other
/// reading, for whoever reads the clause that tells of that event.
fn apposed(told: Window, n: i64, unit: Unit) -> Reading {
    let because = format!("the date told beside it ({})", cal::edtf(told));
    let mut reading = Reading::new(told, TimeAnchor::Narrative, because);
    reading.others.extend(later(told, -n, unit, true, false));
    reading
}

/// What "later" and "after" are reckoned from.
fn base(story: &Story, event: Event, place: Place<'_>) -> Option<(Window, String)> {
    if event == Event::Named {
        if let Some(scene) = scene(story, place.after) {
            let because = format!("reckoned from an event told before ({})", cal::edtf(scene));
            return Some((scene, because));
        }
        return None;
    }
    let told = story.told?;
    Some((told.window, format!("reckoned from the last date told ({})", cal::edtf(told.window))))
}

/// The date of the sentence that shares most telling words with the event named.
fn scene(story: &Story, after: &[String]) -> Option<Window> {
    let stem = |w: &str| w.chars().take(5).collect::<String>();
    let telling = |w: &&String| {
        w.chars().count() >= 4
            && !matches!(w.as_str(), "that" | "this" | "their" | "from" | "with" | "were" | "when")
    };
    let wanted: Vec<String> = after.iter().take(6).filter(telling).map(|w| stem(w)).collect();
    let shared =
        |s: &Scene| wanted.iter().filter(|w| s.words.iter().any(|x| stem(x) == **w)).count();
    let best = story.scenes.iter().map(shared).max().filter(|n| *n > 0)?;
    story.scenes.iter().find(|s| shared(s) == best).map(|s| s.window)
}

fn later(base: Window, n: i64, unit: Unit, exact: bool, vague: bool) -> Option<Window> {
    let coarse = base.days() > 40;
    let sign = n.signum();
    if coarse
        && matches!(unit, Unit::Day | Unit::Week | Unit::Night | Unit::PartOfDay | Unit::Weekend)
    {
        return None;
    }
    if vague && !matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
        let sign = if n < 0 { -1 } else { 1 };
        let (near, far) = if n.abs() == 2 { (2, 2) } else { (2, 8) };
        let (a, b) =
            (cal::step(base.start, sign * near, unit), cal::step(base.end, sign * far, unit));
        return Some(cal::window(a.min(b), a.max(b)));
    }
    let moved = || cal::window(cal::step(base.start, n, unit), cal::step(base.end, n, unit));
    if exact {
        return Some(moved());
    }
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => base,
        Unit::Day | Unit::Night | Unit::PartOfDay => moved(),
        Unit::Week | Unit::Weekend => cal::widen(moved(), n.abs()),
        Unit::Fortnight => cal::widen(moved(), 2 * n.abs()),
        Unit::Month if n == sign && !coarse => cal::widen(moved(), 5),
        _ => {
            let w = moved();
            let middle = cal::shift(w.start, w.days() / 2);
            if base.days() <= 15 {
                cal::unit(middle, unit)
            } else {
                cal::unit(w.start, unit).cover(cal::unit(w.end, unit))
            }
        }
    })
}

/// "the next day", "the same week", "the end of the month".
fn adjacent(story: &Story, n: i64, unit: Unit, expr: &Expr) -> Option<Reading> {
    let Some(told) = story.told else {
        // "the end of the month" with nothing told is the account's own.
        let now = story.now.filter(|_| expr.part.is_some())?;
        return Some(Reading::new(cal::unit(now, unit), TimeAnchor::Dateline, "the account's own"));
    };
    let because = format!("reckoned from the last date told ({})", cal::edtf(told.window));
    let w = told.window;
    let window = match unit {
        Unit::Day | Unit::PartOfDay | Unit::Night => {
            if w.days() > 7 {
                return None;
            }
            cal::slide(w, n)
        }
        Unit::Weekend if n == 0 && w.days() <= 7 => {
            // Monday and Tuesday belong to the weekend before them.
            cal::unit(cal::shift(w.start, -2), unit)
        }
        _ if w.days() > 31 && matches!(unit, Unit::Week | Unit::Weekend) => return None,
        _ => {
            let first = cal::unit(w.start, unit).start;
            cal::unit(cal::step(first, n, unit), unit)
        }
    };
    Some(Reading::new(window, TimeAnchor::Narrative, because))
}

fn calendar(
    story: &Story,
    c: Cal,
    rel: Option<Rel>,
    of_year: Option<Rel>,
    place: Place<'_>,
) -> Option<Reading> {
    if let Some(rel) = of_year {
        let now = story.now?;
        let year = period(now, rel, Unit::Year).start.year();
        let window = in_year(c.with_year(year), year)?;
        return Some(Reading::new(
            window,
            TimeAnchor::Dateline,
            "its year is reckoned from the account's own date",
        ));
    }
    if let Some(rel) = rel {
        let now = story.now?;
        let window = related(c, rel, now)?;
        return Some(Reading::new(
            window,
            TimeAnchor::Dateline,
            "reckoned from the account's own date",
        ));
    }
    match c {
        Cal::Either { year, first, second } => {
            let day = |m: i8, d: i8| Date::new(year, m, d).ok().map(Window::day);
            let (european, american) = (day(second, first)?, day(first, second)?);
            let late = |w: Window| story.now.is_some_and(|n| w.start > n);
            let swap = late(european) && !late(american);
            let (one, other) = if swap { (american, european) } else { (european, american) };
            let mut reading =
                Reading::new(one, TimeAnchor::Absolute, "day first; the month may come first");
            reading.others.push(other);
            Some(reading)
        }
        Cal::Weekday(d) => weekday(story, d, place),
        Cal::DayOfMonth(d) => day_of_month(story, d, place),
        _ if !c.lacks_year() => {
            let window = in_year(c, c.year()?)?;
            Some(Reading::new(window, TimeAnchor::Absolute, "the words give it whole"))
        }
        _ => without_year(story, c, place),
    }
}

/// A date's window in a year.
fn in_year(c: Cal, y: i16) -> Option<Window> {
    let day = |m: i8, d: i8| Date::new(y, m, d).ok();
    match c {
        Cal::Year(y) => cal::year(y),
        Cal::Years(a, b) => cal::years(a, b),
        Cal::Month { month, .. } => cal::month(y, month),
        Cal::Months { from, to, .. } => {
            let first = if from > to { y - 1 } else { y };
            Some(cal::window(cal::month(first, from)?.start, cal::month(y, to)?.end))
        }
        Cal::Day { month, day: d, .. } => day(month, d).map(Window::day),
        Cal::Days { from, to, .. } => {
            let first = if from > to { y - 1 } else { y };
            Some(cal::window(Date::new(first, from.0, from.1).ok()?, day(to.0, to.1)?))
        }
        Cal::Season { season, .. } => cal::season(y, season),
        Cal::Quarter { quarter, .. } => cal::quarter(y, quarter),
        Cal::Half { half, .. } => cal::half(y, half),
        Cal::Holiday { holiday, .. } => cal::holiday_in(holiday, y).first().copied(),
        Cal::Either { .. } | Cal::DayOfMonth(_) | Cal::Weekday(_) => None,
    }
}

/// Every window that a date without a year may have around a year.
fn around(c: Cal, y: i16) -> Vec<Window> {
    let one = |y: i16| match c {
        Cal::Holiday { holiday, .. } => cal::holiday_in(holiday, y),
        _ => in_year(c, y).into_iter().collect(),
    };
    // 29 February may be eight years away.
    (y.saturating_sub(8)..=y.saturating_add(8)).flat_map(one).collect()
}

/// "last March", "this spring", "next Friday".
fn related(c: Cal, rel: Rel, now: Date) -> Option<Window> {
    if let Cal::Weekday(d) = c {
        let day = match rel {
            Rel::Last => cal::weekday_before(cal::shift(now, -1), d),
            Rel::Next => cal::weekday_after(now, d),
            Rel::This => cal::shift(cal::week(now).start, i64::from(d) - 1),
        };
        return Some(Window::day(day));
    }
    let all = around(c, now.year());
    match rel {
        Rel::Last => all.iter().rev().find(|w| w.end < now).copied(),
        Rel::Next => all.iter().find(|w| w.start > now).copied(),
        Rel::This => {
            let holds = all.iter().find(|w| w.start <= now && now <= w.end);
            holds.or_else(|| all.iter().find(|w| w.end.year() == now.year())).copied()
        }
    }
}

fn weekday(story: &Story, d: i8, place: Place<'_>) -> Option<Reading> {
    let told = story.told.filter(|t| t.block == place.block && t.window.days() <= 7);
    let from_told = told.map(|t| Window::day(cal::weekday_after(t.window.end, d)));
    let Some(now) = story.now else {
        let window = from_told?;
        return Some(Reading::new(
            window,
            TimeAnchor::Narrative,
            "the first after the last date told",
        ));
    };
    let day = if place.ahead { cal::weekday_after(now, d) } else { cal::weekday_before(now, d) };
    let words = if place.ahead {
        "the first after the account's own date"
    } else {
        "the latest before the account's own date"
    };
    let mut reading = Reading::new(Window::day(day), TimeAnchor::Dateline, words);
    let far = |w: &Window| i64::from((now - w.start).get_days()) > 10;
    reading.others.extend(from_told.filter(far));
    if day == now {
        reading.others.push(Window::day(cal::shift(now, -7)));
    }
    Some(reading)
}

fn day_of_month(story: &Story, d: i8, place: Place<'_>) -> Option<Reading> {
    let near = |t: &Told| t.window.days() <= 62 && place.block.abs_diff(t.block) <= 3;
    if let Some(told) = story.told.filter(near) {
        let base = told.window.start;
        let mut day = Date::new(base.year(), base.month(), d).ok()?;
        if i64::from((base - day).get_days()) > 20 {
            day = Date::new(base.year(), base.month(), 1)
                .ok()
                .map(|f| cal::shift_months(f, 1))
                .and_then(|f| Date::new(f.year(), f.month(), d).ok())?;
        }
        let because = format!("a day of the month told before ({})", cal::edtf(told.window));
        return Some(Reading::new(Window::day(day), TimeAnchor::Narrative, because));
    }
    let now = story.now?;
    let months = (0..3).map(|k| cal::shift_months(now.first_of_month(), -k));
    let day = months.filter_map(|m| Date::new(m.year(), m.month(), d).ok()).find(|x| *x <= now)?;
    Some(Reading::new(
        Window::day(day),
        TimeAnchor::Dateline,
        "the latest before the account's own date",
    ))
}

/// A date without a year: from the story where a year was told shortly before, else from the
/// account's own date; both readings are kept where they differ.
fn without_year(story: &Story, c: Cal, place: Place<'_>) -> Option<Reading> {
    let from_now = story.now.and_then(|now| {
        let all = around(c, now.year());
        if place.ahead {
            all.iter().find(|w| w.end >= now).copied()
        } else {
            all.iter().rev().find(|w| w.start <= now).copied()
        }
    });
    // A bare year says little of what comes after it ("… since 2015. On 1 August …"): it lends itself
    // to dates of its own paragraph that the account's own date does not place shortly before it.
    let recent = |w: &Window| {
        story.now.is_some_and(|n| w.start <= n && i64::from((n - w.end).get_days()) <= 60)
    };
    let near = |t: &Told| {
        let bare = t.window.days() > 300;
        let reach = if bare { 0 } else { 2 };
        let same = t.block == place.block && t.sentence == place.sentence;
        let placed = bare && !same && from_now.as_ref().is_some_and(recent);
        t.explicit && !placed && place.block.abs_diff(t.block) <= reach
    };
    let told = story.told.filter(near);
    let from_story = told
        .and_then(|t| follows(c, t.window))
        .filter(|w| place.ahead || story.now.is_none_or(|n| w.start <= n));
    match (from_story, from_now) {
        // The story goes on rather than back into the year before, where the account's own date has it go on too.
        (Some(a), Some(b))
            if told.is_some_and(|t| a.end < t.window.start && b.start > t.window.end)
                && i64::from((b.start - a.start).get_days()) <= 366 =>
        {
            let because =
                "the latest before the account's own date, and the next after the last date told";
            let mut reading = Reading::new(b, TimeAnchor::Narrative, because);
            reading.others.push(a);
            Some(reading)
        }
        (Some(a), Some(b)) => {
            let because = "its year follows from the last date told";
            let mut reading = Reading::new(a, TimeAnchor::Narrative, because);
            reading.others.extend((a != b).then_some(b));
            Some(reading)
        }
        (Some(a), None) => {
            Some(Reading::new(a, TimeAnchor::Narrative, "its year follows from the last date told"))
        }
        (None, Some(b)) => {
            let words = if place.ahead {
                "the first after the account's own date"
            } else {
                "the latest before the account's own date"
            };
            Some(Reading::new(b, TimeAnchor::Dateline, words))
        }
        (None, None) => None,
    }
}

/// The window nearest after the last date told: in the same year, or in the next where it would
/// lie more than four months back.
fn follows(c: Cal, told: Window) -> Option<Window> {
    let earliest = cal::shift(told.start, -120);
    around(c, told.start.year()).into_iter().find(|w| w.end >= earliest)
}
