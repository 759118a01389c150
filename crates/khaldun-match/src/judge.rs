//! From compared rows to a verdict with its reasons.

use crate::compare::{Asked, Compared, compare};
use crate::crowd;
use crate::expected;
use crate::loose;
use crate::name::{Name, Sort};
use crate::outcome;
use crate::party::Parties;
use crate::question::{Open, Question};
use crate::rare::Rare;
use crate::{Match, Relations, Route, RowMatch, Standing, Verdict};
use jiff::ToSpan as _;
use khaldun_model::{Check, Kind, Plover, Polarity, Window};
use khaldun_records::fold::fold;
use khaldun_records::{Ask, Covered, Event, Index, Lack, LackKind, Look, RecordSet};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Days on either side of the claim's window in which a row is shown as near.
pub(crate) const NEAR_DAYS: i64 = 5;
/// How many days off a row may be and still be the event, where parties and figures agree.
const DATE_SLIP: i64 = 2;
/// Within so many km of each other two exact points are one place.
const HERE_KM: f64 = 10.0;
/// Kilometres around the claim's place within which a row is shown as near.
const NEAR_KM: f64 = 30.0;
/// Within a month a claim still speaks of one event that can be told from others.
pub(crate) const MONTH: i64 = 31;
/// A row that spans so many days more than the claim is a total, not an event.
const TOTAL_DAYS: i64 = 21;
/// Windows longer than this speak of a period, not of one event.
pub(crate) const PERIOD_DAYS: i64 = 45;
/// A set of acts by at most so many parties follows those and no others.
const FOLLOWED: usize = 30;
/// How many rows stand for all where no number is claimed.
const EXAMPLES: usize = 10;
/// Among more rows than these, one that fits without a place means nothing.
const LOOKED_THROUGH: usize = 2000;
/// Why a claim without a day is not looked up.
const NO_DAY: &str = "it names no day, and rows are found by day and place";
/// How many near rows are shown.
const NEAR_SHOWN: usize = 5;

/// A set made ready for questions.
pub(crate) struct Held<'s> {
    pub(crate) set: &'s RecordSet,
    pub(crate) index: Index,
    /// The set files sides in no order, at least in some rows.
    pub(crate) files_sides: bool,
    /// Who acts in its rows, where each says so and few do.
    doers: Option<BTreeSet<String>>,
}

impl<'s> Held<'s> {
    pub(crate) fn new(set: &'s RecordSet) -> Self {
        let index = Index::new(&set.events);
        let files_sides = set.events.iter().any(|e| !e.directed);
        let declared = &set.coverage.declared;
        let follows = declared.only_actors.is_empty() && declared.needs_civilian_harm;
        let doers = follows.then(|| {
            let rows = set.events.iter().filter(|_| !files_sides);
            rows.flat_map(|e| e.actors).take(FOLLOWED * 2000).collect()
        });
        Self { set, index, files_sides, doers }
    }
}

/// The folded words of a row, in which names are looked for.
fn folded(event: &Event) -> String {
    fold(&format!("{} {}", event.what, event.place.join(" ")))
}

/// Whether event records can speak to a claim at all; if not, why.
fn not_checkable(question: &Question) -> Option<&'static str> {
    let verbal = question.kind == Kind::Event && question.check == Check::Documents;
    match question.kind {
        Kind::Intent => Some("motives and aims leave no event to record"),
        Kind::Cause => Some("an event record holds events, not what brought them about"),
        Kind::Hypothetical => Some("it has not happened, or is said of what might"),
        Kind::Judgement => Some("an evaluation; no record settles it"),
        Kind::State if question.deaths.is_none() => Some("a condition, not an event"),
        Kind::Pattern if vague_habit(question) => {
            Some("a habit without a party or a number: no row could bear it out")
        }
        _ if question.check == Check::Test => {
            Some("it compares many events: a test, not a look-up")
        }
        _ if question.check == Check::None => Some("nothing recorded could bear on it"),
        _ if question.polarity == Polarity::Denied && question.open.contains(&Open::Act) => {
            Some("what it denies is not the act that a row could show")
        }
        _ if question.check == Check::Documents && !verbal => {
            Some("a matter for documents, not for event records")
        }
        _ if question.window.is_none() && question.places.is_empty() => {
            Some("it names neither a day nor a place by which a row could be found")
        }
        _ if question.window.is_none() => Some(NO_DAY),
        _ => None,
    }
}

/// A habit that names no one as acting and no number of times.
fn vague_habit(question: &Question) -> bool {
    question.polarity == Polarity::Affirmed
        && question.actors.is_empty()
        && question.deaths.is_none()
        && !times_told(question)
}

fn verdict(question: &Question, set: &RecordSet, verdict: Verdict, because: String) -> Match {
    let (claim, set) = (question.claim, set.manifest.name.clone());
    Match { claim, set, verdict, because, lack: None, rows: Vec::new(), near: Vec::new() }
}

/// What the set could not, or need not, hold.
fn uncovered(question: &Question, set: &RecordSet, lack: Lack) -> Match {
    let because = lack.to_string();
    Match { lack: Some(lack), ..verdict(question, set, Verdict::NotCovered, because) }
}

/// Judges one question against one set.
pub(crate) fn judge(question: &Question, held: &Held<'_>, relations: &dyn Relations) -> Match {
    let set = held.set;
    if let Some(why) = not_checkable(question) {
        return verdict(question, set, Verdict::NotCheckable, why.to_owned());
    }
    let asked = Asked::new(question);
    let parties = Parties { relations, sides: &set.coverage.sides, files_sides: held.files_sides };
    let all = compared(&asked, held, &parties);
    let rare = Rare::of(&all, question);
    let crowded = OnceCell::new();
    let crowded = || {
        *crowded.get_or_init(|| {
            // Without a place the rows of the world lie about: those of the party count.
            let nowhere = question.places.is_empty() && !asked.actors.is_empty();
            if nowhere { rare.crowded() } else { crowd::crowded(&asked, held) }
        })
    };
    let firm = |c: &Compared| accepted(c, question) && singled_out(c, question, &crowded);
    let accepted: Vec<&Compared> =
        all.iter().filter(|c| firm(c) || rare.means(c, &asked) && !crowded()).collect();
    if let Some(found) = outcome::against(&asked, &all, held.set, &parties) {
        let because = found.because;
        let mut result = verdict(question, set, Verdict::Contradicted, because);
        result.rows = rows(&found.rows, set);
        return result;
    }
    let mut result = match question.polarity {
        Polarity::Denied => denied(&asked, &accepted, set),
        Polarity::Affirmed if period(&asked) => pattern(&asked, &accepted, set),
        Polarity::Affirmed => {
            let open = |c: &Compared| {
                loose::open(&asked, c, &crowded).or_else(|| (rare.open(c) && !firm(c)).then(others))
            };
            event(&asked, &accepted, set, &open).or_else(|| said_of(&asked, &all, set, &parties))
        }
    }
    .or_else(|| elsewhere(question, held, relations))
    .unwrap_or_else(|| {
        if question.open.contains(&Open::Undated) {
            return verdict(question, set, Verdict::NotCheckable, NO_DAY.to_owned());
        }
        absent(&asked, held, &parties)
    });
    near(&mut result, &all, set);
    result
}

/// How often the claim says that it happened, where it says so.
fn times(asked: &Asked<'_>) -> Option<f64> {
    const TIMES: [&str; 6] = ["times", "strikes", "attacks", "raids", "airstrikes", "occasions"];
    let tells =
        |c: &&crate::words::Counted| c.after.iter().take(2).any(|w| TIMES.contains(&w.as_str()));
    asked.counted.iter().find(tells).map(|c| c.n)
}

/// The question speaks of a habit, or of how often something happened in a long period.
fn period(asked: &Asked<'_>) -> bool {
    let question = asked.question;
    let days = question.window.map_or(0, Window::days);
    // "Has killed sixty" tells of a toll, not of a habit.
    (question.kind == Kind::Pattern && (question.deaths.is_none() || days > PERIOD_DAYS))
        || (days > PERIOD_DAYS && question.deaths.is_none() && times(asked).is_some())
}

fn compared(asked: &Asked<'_>, held: &Held<'_>, parties: &Parties<'_>) -> Vec<Compared> {
    let question = asked.question;
    let Some(window) = question.window else { return Vec::new() };
    let wider = Window {
        start: window.start.saturating_sub(NEAR_DAYS.days()),
        end: window.end.saturating_add(NEAR_DAYS.days()),
    };
    let mut found: Vec<usize> = Vec::new();
    let points: Vec<_> = question
        .places
        .iter()
        .filter(|p| !p.whole_country)
        .filter_map(|p| p.point.map(|at| (at, p.radius_km + NEAR_KM)))
        .collect();
    if points.len() == question.places.len() && !points.is_empty() {
        for around in points {
            found.extend(
                held.index.find(&held.set.events, Look { window: wider, around: Some(around) }),
            );
        }
    } else {
        found = held.index.find(&held.set.events, Look { window: wider, around: None });
    }
    found.sort_unstable();
    found.dedup();
    let row = |at: usize| {
        let event = held.set.events.row(at);
        // A word for the place first: most rows of a long list fall here.
        let place = crate::compare::place(&question.places, &event);
        (place.0 != Standing::Differs || place.2 <= NEAR_KM * 3.0)
            .then(|| compare(asked, at, &event, &folded(&event), parties))
    };
    let mut all: Vec<Compared> = found.into_iter().filter_map(row).collect();
    all.sort_by(|a, b| b.closeness().total_cmp(&a.closeness()).then(a.event.cmp(&b.event)));
    all
}

/// Whether a row tells of what the claim tells of. Place and act must agree; of day, actor, target
/// and figures one may differ where the others hold it.
fn accepted(c: &Compared, question: &Question) -> bool {
    if c.place != Standing::Agrees && !(question.places.is_empty() && c.actor_shown()) {
        return false;
    }
    if c.act == Standing::Differs || !identified(c, question) {
        return false;
    }
    // The total of a long period is not met by a headline that names somebody once.
    if c.target_told
        && question.window.is_some_and(|w| w.days() > PERIOD_DAYS)
        && question.polarity == Polarity::Affirmed
    {
        return false;
    }
    // Deaths are denied: a row of the place and days that counts dead of the kind tells of them.
    let dead = question.polarity == Polarity::Denied && question.deaths.is_some();
    if dead && !c.actor_asked && c.date == Standing::Agrees {
        return c.target == Standing::Agrees && c.toll_of_target > 0.0;
    }
    let weighty = question.deaths.is_some_and(|d| d.0 >= 5.0);
    let toll = c.figures_meet() && weighty;
    let actor = c.actor_shown() || c.actor_behind();
    let telling = c.shared >= 2 || c.things > 0;
    match (c.date == Standing::Agrees, actor || !c.actor_asked) {
        (true, true) if !c.actor_asked => {
            c.target == Standing::Agrees && (toll || telling)
                || (toll && c.target != Standing::Differs)
                || (c.target == Standing::Silent && telling && c.act == Standing::Agrees)
        }
        (true, true) => {
            c.target != Standing::Differs
                || (toll && spot(question))
                || c.counts.same > 0
                || mistaken(c, question)
        }
        (true, false) => toll && c.target != Standing::Differs,
        (false, true) => {
            let same = c.actor_named() && c.target == Standing::Agrees && c.figures_meet();
            let told_of = toll || (same && spot(question) && c.km <= HERE_KM && c.radius <= 30.0);
            c.gap <= DATE_SLIP && told_of && c.actor_asked && c.target != Standing::Differs
        }
        (false, false) => false,
    }
}

/// Whether something beside place and day ties the row to the claim, where place and day alone do
/// not: in a crowded set, or where the row is a total over weeks.
fn singled_out(c: &Compared, question: &Question, crowded: &dyn Fn() -> bool) -> bool {
    if question.polarity == Polarity::Denied || question.kind == Kind::Pattern {
        return true;
    }
    // A row tells of killing: an act of no known class is not its event.
    if question.action.is_none() && question.deaths.is_none() {
        return false;
    }
    if c.breadth > TOTAL_DAYS && !(c.actor_named() && c.target == Standing::Agrees) {
        return false;
    }
    let toll = c.figures_meet() && question.deaths.is_some_and(|d| d.0 >= 5.0);
    let words = c.shared + c.things;
    if !c.actor_asked {
        // Small tolls are common where rows are many: they need a word beside them.
        let large = question.deaths.is_some_and(|d| d.0 >= 10.0) || words >= 1;
        let narrow = spot(question) || words >= 3;
        return c.means != Standing::Differs
            && ((toll && large && c.target != Standing::Differs && narrow)
                || (words >= 2 && c.target == Standing::Agrees && narrow && c.undirected)
                || !crowded());
    }
    if !c.actor_shown() && c.actor_behind() {
        let far = c.figures.standing == Standing::Differs && c.figures.ratio > 5.0;
        return !far && (question.deaths.is_some() || words >= 2 || !crowded());
    }
    // One party and a day in a crowded place are many events.
    let one_party = c.target != Standing::Agrees || c.target_told;
    !(one_party && question.deaths.is_none() && words < 2 && c.counts.same == 0 && crowded())
}

/// Whether the claim says enough to tell its event from others: a class of act or words in common,
/// and a place and days, or days so few that its parties and words make up for the place.
fn identified(c: &Compared, question: &Question) -> bool {
    let toll = c.figures_meet() && question.deaths.is_some_and(|d| d.0 >= 5.0);
    let common = c.shared + c.things;
    if c.act != Standing::Agrees && common < 2 && !toll {
        return false;
    }
    let days = question.window.map_or(i64::MAX, Window::days);
    let named = c.target == Standing::Agrees;
    if question.polarity == Polarity::Denied || question.kind == Kind::Pattern {
        // What is said of all that happened must be of the same class, and of a place or a target.
        return c.same_act && (!question.places.is_empty() || named);
    }
    if question.places.is_empty() {
        return match days {
            ..=3 => named || common >= 1,
            4..=14 => (named && c.same_act) || common >= 2,
            _ => common >= 2 && days <= PERIOD_DAYS,
        };
    }
    let whole = question.places.iter().all(|p| p.whole_country);
    if days > PERIOD_DAYS || (whole && days > 7) {
        return toll || common >= 2 || c.counts.same > 0 || times_told(question);
    }
    true
}

/// The claim counts occurrences: all that fit are wanted, not one.
fn times_told(question: &Question) -> bool {
    times(&Asked::new(question)).is_some()
}

/// The claim speaks of one place and of no more than a month.
fn spot(question: &Question) -> bool {
    !question.places.iter().any(|p| p.whole_country)
        && question.window.is_some_and(|w| w.days() <= MONTH)
}

/// The same act by the same party on the spot, in which the account and the record tell of other
/// victims, or the account of many more.
fn mistaken(c: &Compared, question: &Question) -> bool {
    spot(question)
        && question.deaths.is_some_and(|d| d.0 >= 5.0)
        && c.gap == 0
        && c.km <= HERE_KM
        && c.actor_shown()
        && c.radius <= 30.0
}

fn rows(found: &[&Compared], set: &RecordSet) -> Vec<RowMatch> {
    found.iter().map(|c| c.row(&set.events[c.event])).collect()
}

/// What differs between a claim and the row that tells of it, in words.
fn differences(c: &Compared, set: &RecordSet) -> Vec<String> {
    let event = &set.events[c.event];
    let mut found = Vec::new();
    if c.date == Standing::Differs {
        found.push(format!("the day ({})", c.date_says));
    }
    if c.actor_asked && !c.actor_shown() {
        let how = match c.route() {
            Some(Route::Supporter(how)) => format!("; {how}"),
            _ => String::new(),
        };
        let names: Vec<&str> = event.parties().collect();
        found.push(format!("who acted (the row is filed under {}{how})", names.join(" and ")));
    }
    if c.target == Standing::Differs {
        found.push(format!("whom it struck ({})", c.target_says));
    }
    if c.figures.standing == Standing::Differs {
        found.push(format!("the number of dead ({})", c.figures.says));
    }
    if let Some(other) = &c.counts.other
        && c.counts.same == 0
    {
        found.push(format!("the count ({other})"));
    } else if let Some(other) = &c.counts.other {
        found.push(format!("one of its counts ({other})"));
    }
    if let Some(s) =
        event.standing.iter().find(|s| c.actor.as_ref().is_some_and(|a| a.filed == s.name))
    {
        found.push(format!(
            "how firmly the actor is named (in the row {} is \"{}\")",
            s.name, s.word
        ));
    }
    found
}

fn describe(c: &Compared, set: &RecordSet) -> String {
    let event = &set.events[c.event];
    let place = event.place.first().map_or("an unnamed place", String::as_str);
    format!("row {} ({}, {place})", event.id, khaldun_records::say(event.window))
}

/// One event: the row nearest to it, with the rows that the nearest one holds in itself.
fn event(
    asked: &Asked<'_>,
    accepted: &[&Compared],
    set: &RecordSet,
    open: &dyn Fn(&Compared) -> Option<String>,
) -> Option<Match> {
    let question = asked.question;
    // Where the set counts tankers and the claim does, a row about something else is another event.
    let counting =
        accepted.iter().any(|c| c.counts.asked && (c.counts.same > 0 || c.counts.other.is_some()));
    let speaks = |c: &&&Compared| !counting || c.counts.same > 0 || c.counts.other.is_some();
    let mut ranked: Vec<&Compared> = accepted.iter().filter(speaks).copied().collect();
    let asked_things = accepted.iter().any(|c| c.counts.asked);
    if asked_things && !counting && set.coverage.declared.daily {
        ranked.clear();
    }
    let best = *ranked.first()?;
    if question.deaths == Some((0.0, 0.0)) && best.toll_of_target > 0.0 {
        let because = format!(
            "the claim says that no one died; {} counts dead: {}",
            describe(best, set),
            best.figures.says
        );
        let mut result = verdict(question, set, Verdict::Contradicted, because);
        result.rows = rows(&[best], set);
        return Some(result);
    }
    let mut chosen = vec![best];
    chosen.extend(inner(best, &ranked, set));
    if best.date == Standing::Differs {
        // The day is another row's: both bear on the claim where their figures are not far apart.
        chosen.extend(
            ranked
                .iter()
                .skip(1)
                .filter(|c| {
                    c.gap == 0 && c.actor_shown() && c.toll_of_target > 0.0 && c.figures.ratio < 2.0
                })
                .take(1),
        );
    }
    let differ = differences(best, set);
    let (kind, because) = if let (true, Some(open)) = (differ.is_empty(), open(best)) {
        (Verdict::Qualified, format!("{} fits, and so may others: {open}", describe(best, set)))
    } else if differ.is_empty() {
        let by = match best.route() {
            Some(Route::Headline(word)) => format!("; its words name \"{word}\", its sides do not"),
            _ => String::new(),
        };
        let figures = if best.figures.standing == Standing::Agrees {
            format!("; {}", best.figures.says)
        } else {
            String::new()
        };
        (
            Verdict::Corroborated,
            format!(
                "{} tells of the same {}{by}{figures}{}{}",
                describe(best, set),
                agreed(best),
                either_side(asked, best, set),
                unsaid(best)
            ),
        )
    } else {
        (
            Verdict::Qualified,
            format!(
                "{} tells of the same event; what differs is {}",
                describe(best, set),
                differ.join("; ")
            ),
        )
    };
    let mut result = verdict(question, set, kind, because);
    result.rows = rows(&chosen, set);
    Some(result)
}

/// Where the claim's place was carried over to it from other words and no row fits there: a row
/// that fits it in all else, wherever it lies, if hardly another does.
fn elsewhere(question: &Question, held: &Held<'_>, relations: &dyn Relations) -> Option<Match> {
    let window = question.window.filter(|w| w.days() <= MONTH)?;
    let carried = question.open.contains(&Open::Place) && !question.places.is_empty();
    if !carried || question.polarity == Polarity::Denied {
        return None;
    }
    if held.index.find(&held.set.events, Look { window, around: None }).len() > LOOKED_THROUGH {
        return None;
    }
    let anywhere = Question { places: Vec::new(), ..question.clone() };
    let found = judge(&anywhere, held, relations);
    matches!(found.verdict, Verdict::Corroborated | Verdict::Qualified).then_some(found)
}

/// An act that no row shows, but of which a row has somebody accuse the claim's actor: the saying is
/// on record, the thing said is not.
fn said_of(
    asked: &Asked<'_>,
    all: &[Compared],
    set: &RecordSet,
    parties: &Parties<'_>,
) -> Option<Match> {
    let question = asked.question;
    if matches!(question.action, None | Some(Plover::Accuse)) || asked.actors.is_empty() {
        return None;
    }
    let says = |c: &&Compared| {
        let event = &set.events[c.event];
        let accused: Vec<Name> = event.targets.iter().map(|n| Name::read(n)).collect();
        event.action == Some(Plover::Accuse)
            && c.date == Standing::Agrees
            && c.shared + c.things >= 2
            && parties
                .meet(&asked.actors, &accused, event)
                .is_some_and(|met| met.route == Route::Side)
    };
    let row = all.iter().find(says)?;
    let by = set.events[row.event].actors.join(" and ");
    let because =
        format!("{} has {by} say so; that it happened, it does not show", describe(row, set));
    let mut result = verdict(question, set, Verdict::Qualified, because);
    result.rows = rows(&[row], set);
    Some(result)
}

fn others() -> String {
    "the set has others of the kind about those days, or tells of several as one".to_owned()
}

/// What agrees, in words: only what was compared.
fn agreed(c: &Compared) -> String {
    let parties = if c.actor_asked {
        "parties"
    } else if c.target == Standing::Agrees {
        "target (the claim names no one as acting)"
    } else {
        ""
    };
    let part = |standing, name| if standing == Standing::Agrees { name } else { "" };
    let all = [part(c.act, "act"), part(c.place, "place"), part(c.date, "day"), parties];
    let named: Vec<&str> = all.into_iter().filter(|p| !p.is_empty()).collect();
    match named.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "event".to_owned(),
    }
}

/// What the claim says and the row does not.
fn unsaid(c: &Compared) -> &'static str {
    if c.means == Standing::Differs { "; the row does not say by what means" } else { "" }
}

/// Where civilians died in a row that files two sides, the row does not say which of them did it.
fn either_side(asked: &Asked<'_>, c: &Compared, set: &RecordSet) -> &'static str {
    let event = &set.events[c.event];
    let civilians = asked.targets.iter().any(|t| t.sort == Sort::Civilians);
    let open = civilians && !event.directed && c.told.is_none() && c.actor_asked;
    if open { "; the row files two sides and does not say which of them killed" } else { "" }
}

/// Rows of the same parties at the same point within the days of a row that spans several.
fn inner<'c>(best: &Compared, ranked: &[&'c Compared], set: &RecordSet) -> Vec<&'c Compared> {
    let whole = &set.events[best.event];
    if whole.window.days() < 2
        || whole.radius_km > 100.0
        || set.coverage.declared.daily
        || best.route() != Some(Route::Side)
    {
        return Vec::new();
    }
    let inside = |c: &&&Compared| {
        let event = &set.events[c.event];
        c.event != best.event
            && event.point == whole.point
            && (&event.actors, &event.targets) == (&whole.actors, &whole.targets)
            && whole.window.start <= event.window.start
            && event.window.end <= whole.window.end
    };
    ranked.iter().filter(inside).copied().collect()
}

/// A period: all rows in it, counted against the number claimed.
fn pattern(asked: &Asked<'_>, accepted: &[&Compared], set: &RecordSet) -> Option<Match> {
    let question = asked.question;
    let mut shown: Vec<&Compared> = in_question(asked, accepted, set);
    if shown.is_empty() {
        return None;
    }
    let strikes: f64 = shown.iter().map(|c| set.events[c.event].strikes.unwrap_or(1.0)).sum();
    let days = shown.len();
    let first = describe(shown[0], set);
    let (kind, because) = match times(asked) {
        None => {
            let why = if set.coverage.declared.selection {
                "a selection cannot bear out a habit"
            } else {
                "the claim gives no number to hold them against"
            };
            let rows = if days == 1 { "1 row".to_owned() } else { format!("{days} rows") };
            shown.truncate(EXAMPLES);
            let because =
                format!("the set has {rows} of the kind in the period, the first {first}; {why}");
            (Verdict::Qualified, because)
        }
        Some(wanted) if strikes >= wanted => (
            Verdict::Corroborated,
            format!(
                "{days} rows in the period ({strikes:.0} strikes or acts counted), where the claim needs {wanted:.0}"
            ),
        ),
        Some(wanted) => (
            Verdict::Qualified,
            format!(
                "{days} rows in the period ({strikes:.0} strikes or acts counted), fewer than the {wanted:.0} of the claim; the set need not hold all"
            ),
        ),
    };
    let mut result = verdict(question, set, kind, because);
    result.rows = rows(&shown, set);
    Some(result)
}

/// The accepted rows of which a denial or a pattern speaks: by the parties named (a habit of filing
/// does not show that a party did it), within the days, by the special means it names, and about
/// the things it names, where the set's words name things.
fn in_question<'c>(
    asked: &Asked<'_>,
    accepted: &[&'c Compared],
    set: &RecordSet,
) -> Vec<&'c Compared> {
    let things = !asked.things.is_empty() && set.coverage.declared.daily;
    let long = asked.question.window.is_some_and(|w| w.days() > 31);
    let mut shown: Vec<&Compared> = accepted
        .iter()
        .filter(|c| c.date == Standing::Agrees && (c.actor_named() || !c.actor_asked))
        // Of chemical weapons only a row that names them tells.
        .filter(|c| c.means != Standing::Differs)
        .filter(|c| !(things && long) || c.things > 0)
        .copied()
        .collect();
    shown.sort_by_key(|c| (set.events[c.event].window, c.event));
    shown
}

/// A denial stands contradicted only by a row that shows the contrary.
fn denied(asked: &Asked<'_>, accepted: &[&Compared], set: &RecordSet) -> Option<Match> {
    let question = asked.question;
    let about_deaths = question.deaths.is_some();
    let mut shown = in_question(asked, accepted, set);
    if about_deaths {
        shown.retain(|c| c.toll_of_target > 0.0);
    }
    shown.retain(|c| loose::firm(c, &set.events[c.event]));
    if question.window.is_some_and(|w| w.days() <= 14) {
        // One event is denied: the nearest row answers it.
        shown.sort_by(|a, b| b.closeness().total_cmp(&a.closeness()));
        shown.truncate(1);
    }
    let first = shown.first()?;
    let what = if about_deaths { format!(": {}", first.figures.says) } else { String::new() };
    let because = match shown.len() {
        1 => format!("the claim denies it; {} shows it{what}", describe(first, set)),
        n => format!(
            "the claim denies it; {n} rows show it, the first {}{what}",
            describe(first, set)
        ),
    };
    let mut result = verdict(question, set, Verdict::Contradicted, because);
    result.rows = rows(&shown, set);
    Some(result)
}

/// Nothing found: could the set have held it?
fn absent(asked: &Asked<'_>, held: &Held<'_>, parties: &Parties<'_>) -> Match {
    let set = held.set;
    let question = asked.question;
    let civilians = asked.targets.iter().any(|t| t.sort == Sort::Civilians);
    let none = question.deaths == Some((0.0, 0.0));
    let deadly = matches!(question.action, Some(Plover::Assault) | None);
    let ask = Ask {
        countries: question.places.iter().filter_map(|p| p.country.clone()).collect(),
        window: question.window,
        action: question.action,
        // A denial of deaths asks for what the set would hold, had they died.
        lethal: (none && question.polarity == Polarity::Affirmed || !deadly).then_some(false),
        civilian_harm: (none && question.polarity == Polarity::Affirmed
            || (!civilians && question.deaths.is_none()))
        .then_some(false),
    };
    if let Covered::No(lack) = set.coverage.covers(&ask) {
        return uncovered(question, set, lack);
    }
    if let Some(lack) = not_followed(asked, held, parties) {
        return uncovered(question, set, lack);
    }
    if set.coverage.declared.selection {
        let says = "the set is a selection and need not hold it; absence from it says nothing";
        return uncovered(question, set, Lack::of(LackKind::Choice, says));
    }
    let condition = match set.coverage.declared.thresholds.first() {
        Some(threshold) => format!(" (its condition: {threshold})"),
        None => String::new(),
    };
    let around = expected::around(asked, held, parties);
    let because = match question.polarity {
        Polarity::Affirmed => format!(
            "the set should hold such an event{condition} and no row fits. {around} That does not refute the claim"
        ),
        Polarity::Denied => {
            format!(
                "no row shows what the claim denies{condition}. {around} That does not prove the denial"
            )
        }
    };
    verdict(question, set, Verdict::NotFoundThoughCovered, because)
}

/// A party whose acts or losses the set has no column for.
fn not_followed(asked: &Asked<'_>, held: &Held<'_>, parties: &Parties<'_>) -> Option<Lack> {
    let set = held.set;
    let lack = |says: String| Some(Lack::of(LackKind::Party, says));
    let day = asked.question.window.map(|w| w.start)?;
    let mut probe = khaldun_records::Event::new("", Window::day(day), 0);
    probe.country = asked.question.places.iter().find_map(|p| p.country.clone());
    let is = |name: &crate::name::Name, side: &str| {
        matches!(
            parties.same(name, &crate::name::Name::read(side), &probe),
            Some(crate::Tie::Same(_))
        )
    };
    let only = &set.coverage.declared.only_actors;
    let actor = asked.actors.iter().find(|a| !only.is_empty() && !only.iter().any(|o| is(a, o)));
    if let Some(actor) = actor {
        let set = format!("it follows {} only", only.join(" and "));
        let claim = format!(", not {}", actor.text);
        return Some(Lack::of(LackKind::Party, set).beside(claim));
    }
    let sides = &set.coverage.sides;
    // A set that says who did it, and follows few: those it has are all it follows.
    let few = held.doers.as_ref().filter(|doers| doers.len() <= FOLLOWED);
    if let Some(doers) = few {
        let known = |a: &crate::name::Name| doers.iter().any(|d| is(a, d));
        if let Some(stranger) = asked.actors.iter().find(|_| !asked.actors.iter().any(known)) {
            return lack(format!(
                "it has no act of {}: it does not follow that party",
                stranger.text
            ));
        }
    }
    let state = |n: &&crate::name::Name| matches!(n.sort, Sort::State(_));
    let absent = |n: &&crate::name::Name| !sides.iter().any(|(side, _)| is(n, side));
    let lost = asked.targets.iter().filter(state).find(absent);
    if let Some(lost) =
        lost.filter(|_| set.coverage.declared.needs_death && asked.question.deaths.is_some())
    {
        return lack(format!("{} is never a side in it, so it cannot tell of its dead", lost.text));
    }
    None
}

/// Adds the rows that were near and did not count.
fn near(result: &mut Match, all: &[Compared], set: &RecordSet) {
    let counted: Vec<usize> = result.rows.iter().map(|r| r.event).collect();
    let others = all.iter().filter(|c| !counted.contains(&c.event) && c.km <= NEAR_KM * 2.0);
    result.near = others.take(NEAR_SHOWN).map(|c| c.row(&set.events[c.event])).collect();
}
