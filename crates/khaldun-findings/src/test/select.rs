//! Rows of record sets become numbers.

use crate::plan::{Count, Day, Model, Plan, Rows, Rule, names};
use jiff::civil::Date;
use khaldun_match::Relations;
use khaldun_records::{Event, RecordSet};
use khaldun_stats::contrast::{Days, Episode, Kind, Response};
use khaldun_stats::episode::{self, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of a test, with the ids of the rows they come from.
#[derive(Clone, Debug)]
pub struct Selected {
    /// Episodes of both kinds.
    pub episodes: Vec<Episode>,
    /// The id of each episode's first row.
    pub ids: Vec<String>,
    /// Responses.
    pub responses: Vec<Response>,
    /// The id of each response's row.
    pub response_ids: Vec<String>,
    /// Rows that are both trigger and response.
    pub shared: usize,
    /// The origins of each response's row.
    pub sources: Vec<Vec<String>>,
    /// A second list of responses, and whether the first has each.
    pub second: Vec<(Response, bool)>,
    /// The points at which responses lie.
    pub places: Vec<(f64, f64)>,
    /// The days covered.
    pub days: Days,
    /// What was left out, with numbers.
    pub left_out: Vec<String>,
}

impl Selected {
    /// Origins behind more than a twentieth of the responses, when there is more than one.
    pub fn origins(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for source in self.sources.iter().flatten() {
            *counts.entry(source).or_default() += 1;
        }
        if counts.len() < 2 {
            return Vec::new();
        }
        let many = counts.into_iter().filter(|(_, n)| n * 20 > self.sources.len());
        many.map(|(s, _)| s.to_owned()).collect()
    }

    /// The responses that do not rest on one origin alone.
    pub fn without_origin(&self, origin: &str) -> Vec<Response> {
        let alone = |sources: &[String]| !sources.is_empty() && sources.iter().all(|s| s == origin);
        let kept = self.responses.iter().zip(&self.sources).filter(|(_, s)| !alone(s));
        kept.map(|(r, _)| *r).collect()
    }
}

/// Days since 1970-01-01.
fn number(day: Date) -> i64 {
    i64::from((day - Date::constant(1970, 1, 1)).get_days())
}

/// Picks the rows of a plan; an error is the reason why there is nothing to test.
pub fn select(
    plan: &Plan,
    sets: &[&RecordSet],
    relations: &dyn Relations,
) -> Result<Selected, String> {
    let mut left_out = Vec::new();
    let days = covered(plan, sets)?;
    let (mut responses, mut sources, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut response_ids = Vec::new();
    for (event, point) in rows(&plan.response, sets, relations, &mut left_out) {
        let response = response(&plan.response, event, point);
        if days.has(response.day) {
            ids.insert(event.id.as_str());
            response_ids.push(event.id.clone());
            responses.push(response);
            sources.push(event.sources.clone());
        }
    }
    let mut second = Vec::new();
    if !plan.response.second_set.is_empty() {
        let other = Rows { set: plan.response.second_set.clone(), ..plan.response.clone() };
        for (event, point) in rows(&other, sets, relations, &mut left_out) {
            second.push((response(&other, event, point), ids.contains(event.id.as_str())));
        }
    }
    let mut episodes: Vec<(i64, String, Episode)> = Vec::new();
    let mut of_trigger: BTreeSet<&str> = BTreeSet::new();
    let mut shared = 0;
    let mut kinds = vec![(&plan.trigger, Kind::First)];
    if plan.answer.model != Model::Excitation {
        kinds.push((&plan.contrast, Kind::Second));
    }
    for (of, kind) in kinds {
        let mut found: Vec<(Spot, &str)> = rows(of, sets, relations, &mut left_out)
            .map(|(e, point)| (Spot { day: day_of(of.day, e), point }, e.id.as_str()))
            .collect();
        // Ids that are numbers are in order of their numbers.
        found.sort_by(|a, b| (a.0.day, a.1.len(), a.1).cmp(&(b.0.day, b.1.len(), b.1)));
        if kind == Kind::First {
            of_trigger.extend(found.iter().map(|f| f.1));
            shared = found
                .iter()
                .filter(|f| plan.trigger.set == plan.response.set && ids.contains(f.1))
                .count();
        } else {
            let both = found.iter().filter(|f| of_trigger.contains(f.1)).count();
            if both > 0 {
                left_out.push(format!(
                    "{both} rows are counted both as {} and as {}",
                    plan.trigger.label, of.label
                ));
            }
        }
        let spots: Vec<Spot> = found.iter().map(|f| f.0).collect();
        let first = match plan.episodes.rule {
            Rule::Single => episode::single(&spots, plan.episodes.km, plan.episodes.days),
            Rule::Leader => episode::leader(&spots, plan.episodes.km, plan.episodes.days),
            Rule::None => (0..spots.len()).collect(),
        };
        left_out.push(format!("{} rows of {} are {} episodes", spots.len(), of.label, first.len()));
        episodes.extend(first.into_iter().map(|n| {
            let Spot { day, point } = spots[n];
            (day, found[n].1.to_owned(), Episode { day, point, kind })
        }));
    }
    let mut places: Vec<(f64, f64)> = if plan.response.points.is_empty() {
        responses.iter().map(|r| r.point).collect()
    } else {
        plan.response.points.values().map(|p| (p.lat, p.lon)).collect()
    };
    places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    places.dedup();
    Ok(Selected {
        ids: episodes.iter().map(|e| e.1.clone()).collect(),
        episodes: episodes.into_iter().map(|e| e.2).collect(),
        responses,
        response_ids,
        shared,
        sources,
        second,
        places,
        days,
        left_out,
    })
}

/// The rows of a set (all files of that name, a row once) that meet the filters, with their points.
fn rows<'a>(
    of: &'a Rows,
    sets: &'a [&'a RecordSet],
    relations: &'a dyn Relations,
    left_out: &mut Vec<String>,
) -> std::vec::IntoIter<(&'a Event, (f64, f64))> {
    let mut seen = BTreeSet::new();
    let mut known: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut is = |planned: &String, filed: &String| {
        *known
            .entry((planned.clone(), filed.clone()))
            .or_insert_with(|| names(planned, filed, relations))
    };
    let (mut kept, mut nowhere) = (Vec::new(), BTreeMap::new());
    let own = sets.iter().filter(|s| s.manifest.name == of.set);
    for (set, at) in own.flat_map(|s| (0..s.events.len()).map(move |at| (s, at))) {
        let event = &set.events.row(at);
        if !seen.insert(event.id.clone()) {
            continue;
        }
        let filed: Vec<&String> = event.actors.iter().chain(&event.targets).collect();
        let all = of.parties.iter().all(|p| filed.iter().any(|f| is(p, f)));
        let acted = of.actors.is_empty()
            || of.actors.iter().any(|a| {
                let sides = if event.directed { &event.actors[..] } else { &[] };
                let sides: Vec<&String> =
                    if event.directed { sides.iter().collect() } else { filed.clone() };
                sides.iter().any(|f| is(a, f))
            });
        let act = of.acts.is_empty()
            || event.action.is_some_and(|a| of.acts.iter().any(|n| n == a.as_str()));
        let precise = of.within_km.is_none_or(|km| event.radius_km <= km)
            && (of.date_precision.is_empty() || of.date_precision.contains(&event.date_precision));
        if !(all && acted && act && precise) {
            continue;
        }
        match point_of(of, event) {
            Some(point) => kept.extend(set.events.get(at).map(|event| (event, point))),
            None if in_countries(of, event) => {
                let name = event.place.first().cloned().unwrap_or_default();
                *nowhere.entry(name).or_insert(0_usize) += 1;
            }
            None => {}
        }
    }
    if !nowhere.is_empty() {
        let told: Vec<String> = nowhere.iter().map(|(n, c)| format!("{n} {c}")).collect();
        left_out.push(format!(
            "{} rows of {} have no point and are in no window: {}",
            nowhere.values().sum::<usize>(),
            of.set,
            told.join(", ")
        ));
    }
    kept.into_iter()
}

fn in_countries(of: &Rows, event: &Event) -> bool {
    of.countries.is_empty() || event.country.as_ref().is_some_and(|c| of.countries.contains(c))
}

/// A row's point: the plan's, or the set's. `None` where it has none or lies elsewhere.
fn point_of(of: &Rows, event: &Event) -> Option<(f64, f64)> {
    if of.points.is_empty() {
        return event.point.filter(|_| in_countries(of, event));
    }
    let point = event.place.first().and_then(|name| of.points.get(name))?;
    let fits = point.country.as_ref().is_none_or(|c| event.country.as_ref() == Some(c));
    fits.then_some((point.lat, point.lon))
}

fn response(of: &Rows, event: &Event, point: (f64, f64)) -> Response {
    let count = match of.count {
        Count::Rows => 1,
        Count::Strikes => event.strikes.map_or(1, |s| s.round().clamp(0.0, 1e6) as u32),
    };
    Response { day: day_of(of.day, event), point, count }
}

fn day_of(day: Day, event: &Event) -> i64 {
    let (start, end) = (number(event.window.start), number(event.window.end));
    match day {
        Day::End => end,
        // UCDP's codes 2 and 3 with one stated day: the importer widens it by 3 or 6 days.
        Day::Start => match event.date_precision.as_str() {
            "date_prec 2" if end - start == 6 => start + 3,
            "date_prec 3" if end - start == 12 => start + 6,
            _ => start,
        },
    }
}

/// The days covered: the plan's period, or that of the response set; of daily releases, the days with
/// a row of any place.
fn covered(plan: &Plan, sets: &[&RecordSet]) -> Result<Days, String> {
    let own: Vec<&&RecordSet> =
        sets.iter().filter(|s| s.manifest.name == plan.response.set).collect();
    let told: BTreeSet<i64> =
        own.iter().flat_map(|s| &s.events).map(|e| day_of(plan.response.day, &e)).collect();
    let (Some(first), Some(last)) = (told.first(), told.last()) else {
        return Err(format!("{} holds no row", plan.response.set));
    };
    let from = plan.coverage.from.map_or(*first, |d| number(d).max(*first));
    let to = plan.coverage.to.map_or(*last, |d| number(d).min(*last));
    if to < from {
        return Err(format!("{} has no row in the period of the plan", plan.response.set));
    }
    if to - from > 60_000 {
        return Err("the period is longer than 160 years".to_owned());
    }
    let daily =
        plan.coverage.daily.unwrap_or_else(|| own.iter().any(|s| s.coverage.declared.daily));
    Ok(Days::new(from, (from..=to).map(|d| !daily || told.contains(&d)).collect()))
}
