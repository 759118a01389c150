//! One claim beside one row: each part compared.

use crate::figure::{self, Figures};
use crate::name::{Name, Sort};
use crate::party::{Meeting, Parties};
use crate::question::{Open, Question, Spot};
use crate::words;
use crate::{Agreement, Part, Route, RowMatch, Standing};
use jiff::civil::Date;
use khaldun_model::{Plover, Window, km_between};
use khaldun_records::fold::skeleton;
use khaldun_records::{Countries, Event, say};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// How far from its point an exactly placed row may still be the claim's place, in km: villages are
/// filed at the next town, suburbs at the city.
const AROUND_KM: f64 = 25.0;
/// A row whose point may be further off than this says no more than the country.
const WIDE_KM: f64 = 200.0;
/// How a target found in the headline alone is told.
const TOLD: &str = "the headline names";
/// What is added to the two radii.
const SLACK_KM: f64 = 8.0;

/// A claim and a row, compared.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one observation on a row; together they are no state"
)]
pub(crate) struct Compared {
    pub(crate) event: usize,
    pub(crate) place: Standing,
    pub(crate) place_says: String,
    pub(crate) km: f64,
    pub(crate) date: Standing,
    pub(crate) date_says: String,
    pub(crate) gap: i64,
    pub(crate) act: Standing,
    /// Claim and row are of the very same class.
    pub(crate) same_act: bool,
    pub(crate) actor: Option<Meeting>,
    /// The claim's actors are words that any party may bear ("mourners"), and the row has none such.
    pub(crate) vague: bool,
    /// How much of the claim's days and the row's, taken together, both have.
    pub(crate) overlap: f64,
    /// Acts that tell of one turn of events from its two ends: a town taken, a town left.
    pub(crate) turn: bool,
    /// The word in the headline that names the actor.
    pub(crate) told: Option<String>,
    pub(crate) actor_asked: bool,
    pub(crate) target: Standing,
    pub(crate) target_says: String,
    /// The target is named in the headline only.
    pub(crate) target_told: bool,
    pub(crate) figures: Figures,
    /// The row files two sides in no order.
    pub(crate) undirected: bool,
    /// Kinds of thing that both speak of.
    pub(crate) things: usize,
    /// Telling words that both use.
    pub(crate) shared: usize,
    pub(crate) counts: Counts,
    /// How far off the row's own point may be, in km.
    pub(crate) radius: f64,
    /// By how many days the row's window is longer than the claim's.
    pub(crate) breadth: i64,
    /// The claim names special means; whether the row's words name them too.
    pub(crate) means: Standing,
    /// Whether the claim says that nobody died.
    pub(crate) nobody: bool,
    /// Whether the row counts dead of the claim's targets (or of all, where it names none).
    pub(crate) toll_of_target: f64,
}

/// How counts of things (tankers, strikes) stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) same: usize,
    pub(crate) other: Option<String>,
    /// The claim counts things; whether the row speaks of such things at all.
    pub(crate) asked: bool,
}

/// The claim's side of the comparison, read once.
pub(crate) struct Asked<'q> {
    pub(crate) question: &'q Question,
    pub(crate) actors: Vec<Name>,
    pub(crate) targets: Vec<Name>,
    pub(crate) things: std::collections::BTreeSet<&'static str>,
    pub(crate) telling: std::collections::BTreeSet<String>,
    pub(crate) counted: Vec<words::Counted>,
    /// Special means it names: chemical weapons, cluster munitions.
    pub(crate) means: std::collections::BTreeSet<&'static str>,
}

impl<'q> Asked<'q> {
    pub(crate) fn new(question: &'q Question) -> Self {
        let folded = khaldun_records::fold::fold(&question.text);
        let (mut actors, mut targets) =
            (Parties::read(&question.actors), Parties::read(&question.targets));
        // "At least 19 soldiers were killed": a toll without an act names those who died.
        if targets.is_empty() && question.deaths.is_some() && question.action.is_none() {
            targets = std::mem::take(&mut actors);
        }
        // The names of parties and places are compared as such.
        let mut telling = words::telling(&question.text);
        let places = question.places.iter().flat_map(|p| {
            let country = p.country.as_deref().and_then(|c| Countries::builtin().code(c));
            let words = country.into_iter().flat_map(|c| c.names.iter().chain(&c.adjectives));
            std::iter::once(&p.name).chain(words).map(String::as_str)
        });
        for name in actors.iter().chain(&targets).map(|n| n.text.as_str()).chain(places) {
            for word in words::telling(name) {
                telling.remove(&word);
            }
        }
        Self {
            actors,
            targets,
            things: words::things(&folded),
            telling,
            counted: words::counted(&question.text),
            means: words::means(&folded),
            question,
        }
    }
}

/// Distance and standing of the claim's places to a row.
pub(crate) fn place(spots: &[Spot], event: &Event) -> (Standing, String, f64) {
    if spots.is_empty() {
        return (Standing::Silent, "the claim names no place".to_owned(), 0.0);
    }
    let each = spots.iter().map(|spot| one_place(spot, event));
    let best = each.reduce(|a, b| {
        let rank = |s: Standing| match s {
            Standing::Agrees => 0,
            Standing::Silent => 1,
            Standing::Differs => 2,
        };
        if (rank(b.0), b.2) < (rank(a.0), a.2) { b } else { a }
    });
    best.unwrap_or((Standing::Silent, String::new(), 0.0))
}

fn one_place(spot: &Spot, event: &Event) -> (Standing, String, f64) {
    let name = event.place.first().map_or("no named place", String::as_str);
    if spot.whole_country {
        let inside = spot.country.is_some() && spot.country == event.country;
        let standing = if inside { Standing::Agrees } else { Standing::Differs };
        return (standing, format!("{name}, in the country the claim names"), 0.0);
    }
    if event.radius_km > WIDE_KM {
        return (
            Standing::Silent,
            format!("{name}: the row gives no nearer place"),
            event.radius_km,
        );
    }
    let (Some(here), Some(there)) = (spot.point, event.point) else {
        let bones = skeleton(&spot.name);
        let met = bones.len() > 1 && event.place.iter().any(|p| skeleton(p) == bones);
        let standing = if met { Standing::Agrees } else { Standing::Differs };
        let says = if met { "the same name" } else { "another name, and no point to compare" };
        return (standing, format!("{name}: {says}"), if met { 0.0 } else { 999.0 });
    };
    let bones = skeleton(&spot.name);
    let named = bones.len() > 1 && event.place.iter().any(|p| skeleton(p) == bones);
    let km = km_between(here, there);
    let allowed = (spot.radius_km + event.radius_km + SLACK_KM).max(AROUND_KM);
    let standing = if km <= allowed { Standing::Agrees } else { Standing::Differs };
    if named && standing == Standing::Agrees {
        return (standing, format!("{name}: the same name, {km:.0} km apart"), 0.0);
    }
    let against = if km <= allowed { "within" } else { "beyond" };
    (
        standing,
        format!(
            "{name}, {km:.0} km from {}, {against} the {allowed:.0} km that both allow",
            spot.name
        ),
        km,
    )
}

/// Days between two windows; 0 where they meet.
pub(crate) fn gap(a: Window, b: Window) -> i64 {
    if a.meets(b) {
        return 0;
    }
    let days = |from: Date, to: Date| i64::from((to - from).get_days());
    if a.end < b.start { days(a.end, b.start) } else { days(b.end, a.start) }
}

fn date(asked: Option<Window>, event: &Event) -> (Standing, String, i64) {
    let Some(asked) = asked else {
        return (
            Standing::Silent,
            format!("the row has {}; the claim names no day", say(event.window)),
            0,
        );
    };
    let gap = gap(asked, event.window);
    let row = say(event.window);
    if gap == 0 {
        return (Standing::Agrees, format!("the row has {row}, the claim {}", say(asked)), 0);
    }
    let days = if gap == 1 { "a day" } else { "days" };
    let n = if gap == 1 { String::new() } else { format!("{gap} ") };
    (Standing::Differs, format!("the row has {row}, {n}{days} off the claim's {}", say(asked)), gap)
}

fn acts() -> &'static BTreeMap<Plover, Vec<Plover>> {
    static TABLE: OnceLock<BTreeMap<Plover, Vec<Plover>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: BTreeMap<Plover, Vec<Plover>> = BTreeMap::new();
        for line in include_str!("../data/acts.tsv").lines().skip(1) {
            let pair = line.split_once('\t');
            if let Some((a, b)) = pair.and_then(|(a, b)| Plover::parse(a).zip(Plover::parse(b))) {
                table.entry(a).or_default().push(b);
            }
        }
        table
    })
}

/// Whether a row of that class can tell of an act of the claimed class.
fn act(claimed: Option<Plover>, filed: Option<Plover>) -> Standing {
    match (claimed, filed) {
        (Some(a), Some(b)) if acts().get(&a).is_some_and(|all| all.contains(&b)) => {
            Standing::Agrees
        }
        (Some(_), Some(_)) => Standing::Differs,
        _ => Standing::Silent,
    }
}

/// Whether two acts may be one turn of events, told from its two ends.
fn turn(claimed: Option<Plover>, filed: Option<Plover>) -> bool {
    use Plover::{Assault, Coerce, Mobilize, Reject, Retreat, Sanction};
    matches!(
        (claimed, filed),
        (Some(Assault), Some(Retreat | Mobilize))
            | (Some(Retreat | Mobilize), Some(Assault))
            | (Some(Reject), Some(Sanction | Coerce))
    )
}

/// Compares a claim with a row.
pub(crate) fn compare(
    asked: &Asked<'_>,
    at: usize,
    event: &Event,
    folded: &str,
    parties: &Parties<'_>,
) -> Compared {
    let question = asked.question;
    let (place, place_says, km) = place(&question.places, event);
    let (date, date_says, gap) = date(question.window, event);
    let (one, two): (Vec<Name>, Vec<Name>) = (
        event.actors.iter().map(|n| Name::read(n)).collect(),
        event.targets.iter().map(|n| Name::read(n)).collect(),
    );
    let all: Vec<Name> = one.iter().chain(&two).cloned().collect();
    let mut actor = parties.meet(&asked.actors, if event.directed { &one } else { &all }, event);
    let told = parties.headline(&asked.actors, event, folded);
    if told.is_none() && !event.directed {
        other_told(asked, &mut actor, &all, event, folded, parties);
    }
    let (target, target_says, whose) =
        target(asked, &one, &two, event, actor.as_ref(), folded, parties);
    let target_told = target_says.starts_with(TOLD);
    // A party that the account does not name where it tells of the act was read into it: that the row
    // has another is no difference.
    let (target, target_says) =
        if target == Standing::Differs && question.open.contains(&Open::Target) {
            (Standing::Silent, "the claim's own words name no target".to_owned())
        } else {
            (target, target_says)
        };
    let guessed = question.open.contains(&Open::Actor) && actor.is_none() && told.is_none();
    let figures = figure::compare(question.deaths, &question.deaths_by, event, &whose);
    let of_target = event.tolls.iter().filter(|t| whose.contains(&t.of)).map(|t| t.low);
    // A row that does not tell its dead apart counts them for the target it names.
    let toll_of_target = if event.tolls.is_empty() && target != Standing::Differs {
        event.deaths.map_or(0.0, |d| d.0)
    } else {
        of_target.sum()
    };
    let things = words::things(folded).intersection(&asked.things).count();
    let shared = words::telling(folded).intersection(&asked.telling).count();
    Compared {
        event: at,
        place,
        place_says,
        km,
        date,
        date_says,
        gap,
        act: act(question.action, event.action),
        same_act: question.action.is_some() && question.action == event.action,
        vague: !asked.actors.is_empty()
            && actor.is_none()
            && told.is_none()
            && asked.actors.iter().all(Name::is_common),
        overlap: question.window.map_or(0.0, |w| w.shared(event.window)),
        turn: turn(question.action, event.action),
        actor_asked: !asked.actors.is_empty() && !guessed,
        actor,
        told,
        target,
        target_says,
        target_told,
        counts: counts(asked, event),
        // A row that names the very place is not the worse for its radius, unless it means a wide
        // area of that name.
        radius: if km > 0.0 || event.radius_km > 100.0 { event.radius_km } else { 0.0 },
        breadth: (event.window.days() - question.window.map_or(0, Window::days)).max(0),
        nobody: question.deaths == Some((0.0, 0.0)),
        means: if asked.means.is_empty() {
            Standing::Silent
        } else if asked.means.is_disjoint(&words::means(folded)) {
            Standing::Differs
        } else {
            Standing::Agrees
        },
        figures,
        undirected: !event.directed,
        things,
        shared,
        toll_of_target,
    }
}

/// Where civilians died in a row that files two sides, either may have killed them. If its words
/// name the other side and not the claim's party, which is in the row only through a body it
/// belongs to, the row does not show that party as acting.
fn other_told(
    asked: &Asked<'_>,
    actor: &mut Option<Meeting>,
    all: &[Name],
    event: &Event,
    folded: &str,
    parties: &Parties<'_>,
) {
    let civilians = asked.targets.iter().any(|t| t.sort == Sort::Civilians);
    let Some(met) = actor.as_mut().filter(|m| civilians && !m.own_name) else { return };
    let own: Vec<Name> = all.iter().filter(|n| n.text == met.filed).cloned().collect();
    let others: Vec<Name> = all.iter().filter(|n| n.text != met.filed).cloned().collect();
    let told = |names: &[Name]| parties.headline(names, event, folded).is_some();
    if told(&others) && !told(&own) {
        met.route = Route::Supporter(met.how.clone());
        met.by_habit = false;
    }
}

/// How the claim's targets stand to the row, and whose dead are theirs.
fn target(
    asked: &Asked<'_>,
    one: &[Name],
    two: &[Name],
    event: &Event,
    actor: Option<&Meeting>,
    folded: &str,
    parties: &Parties<'_>,
) -> (Standing, String, Vec<String>) {
    if asked.targets.is_empty() {
        return (Standing::Silent, "the claim names no target".to_owned(), Vec::new());
    }
    let other = |n: &&Name| actor.is_none_or(|a| a.filed != n.text || a.route != Route::Side);
    let sides: Vec<Name> = if event.directed {
        two.to_vec()
    } else {
        one.iter().chain(two).filter(other).cloned().collect()
    };
    let mut whose = Vec::new();
    let mut met = None;
    for name in &asked.targets {
        // Losses of a mere supporter are not counted apart: the side's dead are not its dead.
        let found = parties.meet(std::slice::from_ref(name), &sides, event);
        if let Some(found) = found.filter(|f| f.route == Route::Side || f.by_habit) {
            whose.push(found.filed.clone());
            met.get_or_insert(format!("{} is a side of the row", found.filed));
        }
        // "Rebels" may be any group that fights the one the claim names as acting.
        if let (Sort::Insurgents(_), Some(_)) = (&name.sort, actor) {
            let group = sides.iter().find(|s| s.sort == Sort::Named);
            if let Some(group) = group.filter(|_| !event.directed) {
                whose.push(group.text.clone());
                met.get_or_insert(format!("{} is the other side of the row", group.text));
            }
        }
        if name.sort == Sort::Civilians {
            whose.push("civilians".to_owned());
            let dead = |of: &str| event.tolls.iter().any(|t| t.of == of && t.high > 0.0);
            if dead("civilians") {
                met.get_or_insert("the row counts civilians among the dead".to_owned());
            } else if dead("unknown") && crate::name::speaks_of_civilians(folded) {
                whose.push("unknown".to_owned());
                met.get_or_insert(
                    "the row's words speak of civilians; its columns do not say who the dead were"
                        .to_owned(),
                );
            } else if dead("unknown")
                || (event.deaths.is_some_and(|d| d.1 > 0.0) && event.best == Some(0.0))
            {
                met.get_or_insert("the row does not say who the dead were".to_owned());
            }
        }
    }
    if let Some(says) = met {
        return (Standing::Agrees, says, whose);
    }
    if let Some(word) = parties.headline(&asked.targets, event, folded) {
        whose.push("unknown".to_owned());
        return (Standing::Agrees, format!("{TOLD} \"{word}\""), whose);
    }
    let civilians = asked.targets.iter().any(|t| t.sort == Sort::Civilians);
    if civilians && !event.directed && event.tolls.is_empty() {
        return (Standing::Silent, "the row does not tell its dead apart".to_owned(), whose);
    }
    let here = |n: &Name| event.place.iter().any(|p| skeleton(p) == skeleton(&n.text));
    if asked.targets.iter().all(here) {
        return (Standing::Silent, "it is the row's place".to_owned(), whose);
    }
    if one.is_empty() && two.is_empty() || (two.is_empty() && event.directed) {
        return (Standing::Silent, "the row names no target".to_owned(), whose);
    }
    let names: Vec<&str> = event.parties().collect();
    (Standing::Differs, format!("the row's parties are {}", names.join(" and ")), whose)
}

/// Nouns whose number a claim and a bullet may share.
fn noun(after: &[String]) -> Option<&'static str> {
    const NOUNS: &[(&str, &[&str])] = &[
        (
            "vehicles",
            &["tanker", "tankers", "truck", "trucks", "lorry", "lorries", "vehicle", "vehicles"],
        ),
        ("tanks", &["tank", "tanks"]),
        ("boats", &["boat", "boats", "barge", "barges"]),
        ("strikes", &["strike", "strikes", "airstrike", "airstrikes", "raids", "sorties", "times"]),
        ("wells", &["wellhead", "wellheads", "well", "wells", "jack", "jacks"]),
    ];
    // The first word of the table after the number tells what it counts.
    after
        .iter()
        .find_map(|w| NOUNS.iter().find(|(_, all)| all.contains(&w.as_str())).map(|(n, _)| *n))
}

fn counts(asked: &Asked<'_>, event: &Event) -> Counts {
    let mut result = Counts::default();
    let wanted: Vec<_> =
        asked.counted.iter().filter_map(|c| noun(&c.after).map(|n| (n, c))).collect();
    if wanted.is_empty() || event.strikes.is_none() {
        return result;
    }
    let held: Vec<(&str, f64)> = words::counted(&event.what)
        .into_iter()
        .filter_map(|c| noun(&c.after).map(|n| (n, c.n)))
        .chain(event.strikes.map(|n| ("strikes", n)))
        .collect();
    for (noun, claimed) in wanted {
        if noun == "strikes" && claimed.at_least {
            continue;
        }
        result.asked = true;
        let slack = if claimed.about { (claimed.n * 0.1).max(1.0) } else { 0.0 };
        let mut of_noun = held.iter().filter(|(n, _)| *n == noun).peekable();
        let Some((_, first)) = of_noun.peek().copied() else { continue };
        if of_noun.any(|(_, n)| (n - claimed.n).abs() <= slack) {
            result.same += 1;
        } else {
            result.other =
                Some(format!("{first:.0} {noun} in the row, {:.0} in the claim", claimed.n));
        }
    }
    result
}

impl Compared {
    /// The actor is a side, or filed under one by habit, or the headline names it.
    pub(crate) fn actor_shown(&self) -> bool {
        let shown = |m: &Meeting| m.route == Route::Side || m.by_habit;
        self.told.is_some() || self.actor.as_ref().is_some_and(shown)
    }

    /// The row itself names the actor, as a side or in its words: no habit of filing is needed.
    pub(crate) fn actor_named(&self) -> bool {
        self.told.is_some() || self.actor.as_ref().is_some_and(|m| m.route == Route::Side)
    }

    /// The figures meet, and not only because the row's range is wide.
    pub(crate) fn figures_meet(&self) -> bool {
        self.figures.standing == Standing::Agrees && !self.figures.loose
    }

    /// The actor is known to stand behind a side.
    pub(crate) fn actor_behind(&self) -> bool {
        self.actor.as_ref().is_some_and(|m| matches!(m.route, Route::Supporter(_)))
    }

    /// By which route the parties were brought together.
    pub(crate) fn route(&self) -> Option<Route> {
        match (&self.actor, &self.told) {
            (Some(m), _) if m.route == Route::Side => Some(Route::Side),
            (_, Some(word)) => Some(Route::Headline(word.clone())),
            (Some(m), None) => Some(m.route.clone()),
            (None, None) => None,
        }
    }

    /// Orders rows: how much of the claim they bear, place and day being equal.
    pub(crate) fn closeness(&self) -> f64 {
        let mut score = 0.0;
        score += match self.figures.standing {
            _ if self.nobody => 0.0,
            Standing::Agrees if self.figures.loose => 0.5,
            Standing::Agrees => 3.0,
            Standing::Silent => 0.0,
            Standing::Differs => -self.figures.ratio.ln().min(3.0),
        };
        score += if self.actor_shown() {
            2.0
        } else if self.actor_behind() {
            1.2
        } else {
            0.0
        };
        score += match self.target {
            Standing::Agrees => 1.0,
            Standing::Silent => 0.0,
            Standing::Differs => -0.5,
        };
        score +=
            2.5 * self.counts.same as f64 - if self.counts.other.is_some() { 0.5 } else { 0.0 };
        score += 0.5 * self.things.min(3) as f64 + 0.2 * self.shared.min(5) as f64;
        // A total over weeks tells less of one day than a row of the day.
        score -= (self.breadth as f64 / 10.0).min(3.0);
        score -= 0.8 * self.gap as f64 + (self.km.min(100.0) + self.radius.min(200.0) / 2.0) / 20.0;
        (1.0 / (1.0 + (-0.5 * score).exp())).clamp(0.0, 1.0)
    }

    /// As the report shows it.
    pub(crate) fn row(&self, event: &Event) -> RowMatch {
        let part = |part, standing, says: String| Agreement { part, standing, says };
        let act = match event.action {
            Some(a) => format!("the row is {}", a.as_str()),
            None => "the row names no class of act".to_owned(),
        };
        let (standing, mut parties) = self.parties(event);
        if self.target != Standing::Silent {
            parties.push_str("; ");
            parties.push_str(&self.target_says);
        }
        let mut figures = self.figures.says.clone();
        if let Some(other) = &self.counts.other {
            figures.push_str("; ");
            figures.push_str(other);
        }
        let figure_standing =
            if self.counts.other.is_some() { Standing::Differs } else { self.figures.standing };
        RowMatch {
            event: self.event,
            id: event.id.clone(),
            agreements: vec![
                part(Part::Act, self.act, act),
                part(Part::Place, self.place, self.place_says.clone()),
                part(Part::Date, self.date, self.date_says.clone()),
                part(Part::Parties, standing, parties),
                part(Part::Figures, figure_standing, figures),
            ],
            route: self.route(),
            closeness: self.closeness(),
        }
    }

    fn parties(&self, event: &Event) -> (Standing, String) {
        let names: Vec<&str> = event.parties().collect();
        let filed = names.join(" and ");
        let target_differs = self.target == Standing::Differs;
        match self.route() {
            _ if !self.actor_asked => (
                if target_differs { Standing::Differs } else { Standing::Silent },
                format!("the claim names no one as acting; the row has {filed}"),
            ),
            Some(Route::Side) => {
                let side = self.actor.as_ref().map_or("", |m| m.filed.as_str());
                let standing = if target_differs { Standing::Differs } else { Standing::Agrees };
                (standing, format!("{side} is a side of the row"))
            }
            Some(Route::Headline(word)) => {
                let standing = if target_differs { Standing::Differs } else { Standing::Agrees };
                (standing, format!("the row's words name \"{word}\"; its parties are {filed}"))
            }
            Some(Route::Supporter(how)) => (
                Standing::Differs,
                format!("filed under {filed}: {how}; the row does not name the claim's party"),
            ),
            None => (Standing::Differs, format!("the row's parties are {filed}")),
        }
    }
}
