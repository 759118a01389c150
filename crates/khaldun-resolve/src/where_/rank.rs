//! Which of the places of that name?
//!
//! Every spelling gets one sense per account. A sense scores by its own prominence and by how it
//! fits the others: the same country, the same first-level division, towns near by, and above all a container
//! named beside it ("Paris, Texas"; "Zinjibar in Abyan"). Three rounds, since the others have to
//! be chosen too.

use super::candidate::Candidate;
use super::pack::{By, DivisionNo};
use khaldun_model::PlaceKind;
use std::collections::BTreeMap;

/// All mentions of one spelling.
#[derive(Clone, Debug)]
pub(super) struct Sense {
    pub(super) candidates: Vec<Candidate>,
    /// How often it stands in the account.
    pub(super) count: usize,
    /// What is said to hold it, each with how firmly.
    pub(super) containers: Vec<(Candidate, f64)>,
    /// "province", "district" follows: the division is meant rather than its seat.
    pub(super) as_division: bool,
    /// How often an article of its own stands before it: "the Dnipro" is the river.
    pub(super) articles: usize,
    /// What it is said to lie in by "…, in Myagdi district", and by nothing less.
    pub(super) said_in: Option<Candidate>,
    /// What is said to lie in it.
    pub(super) contents: Vec<Candidate>,
    /// What the whole does for others: demonyms and names in names count less.
    pub(super) voice: f64,
}

/// A decision.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Index into the sense's candidates.
    pub(super) best: usize,
    /// Share of the likelihood of all places of that name, those near by taken together.
    pub(super) confidence: f64,
    /// Why.
    pub(super) because: String,
    /// Only its skeleton fits, and the account names nothing else in that country.
    pub(super) guessed: bool,
}

/// Share of likelihood under which nothing is chosen.
pub(super) const BOUND: f64 = 0.12;
/// Candidates nearer than this are the same place for the purpose of doubt, in km.
const SAME: f64 = 40.0;

/// What the account's other names in that state add to the state itself; as much as all that a town in it can get.
const STATE: f64 = 5.2;

/// Chooses for all senses.
pub(super) fn choose(senses: &[Sense]) -> Vec<Option<Choice>> {
    let mut scores: Vec<Vec<f64>> = senses.iter().map(priors).collect();
    let mut chosen: Vec<Option<Choice>> =
        senses.iter().zip(&scores).map(|(s, v)| pick(s, v, None)).collect();
    for _ in 0..3 {
        let world = World::of(senses, &chosen);
        for (i, sense) in senses.iter().enumerate() {
            scores[i] = priors(sense);
            for (n, candidate) in sense.candidates.iter().enumerate() {
                scores[i][n] += world.fit(i, candidate);
            }
        }
        chosen =
            (0..senses.len()).map(|i| pick(&senses[i], &scores[i], Some((&world, i)))).collect();
    }
    chosen
}

/// What each candidate is worth alone, with what is said to hold it.
fn priors(sense: &Sense) -> Vec<f64> {
    let seat = |c: &Candidate| {
        let town = |t: &&Candidate| t.kind == PlaceKind::Town && t.weight > 3.5;
        sense.candidates.iter().filter(town).any(|t| c.holds(t) || c.km(t) < 80.0)
    };
    // Where a place of some standing bears the name itself, other places' by-names count for little.
    let named = |a: &Candidate| {
        let mut main = sense.candidates.iter().filter(|c| c.by == By::Main && c.weight > 4.0);
        main.clone().next().is_some() && !main.any(|c| c.km(a) < 100.0)
    };
    // A town's by-name that is the main name of an island or region of our own tables: "Basilan".
    let in_own = |a: &Candidate| {
        let own = |c: &&Candidate| c.is_own() && c.by == By::Main && c.kind != PlaceKind::Country;
        sense.candidates.iter().filter(own).any(|c| c.km(a) < 100.0)
    };
    // "Mexico" is the state, though its capital bears the name too.
    let of_state = |a: &Candidate| {
        sense
            .candidates
            .iter()
            .any(|c| c.kind == PlaceKind::Country && c.by == By::Main && c.holds(a))
    };
    let prior = |c: &Candidate| {
        let by = match c.by {
            By::Main => 0.0,
            By::Alternate if of_state(c) => -4.0,
            By::Alternate if !c.is_own() && (named(c) || in_own(c)) => -2.2,
            By::Alternate => -0.7,
            By::Skeleton => -1.6,
        };
        let division: f64 = match (c.is_division(), sense.as_division) {
            (true, true) => 2.5,
            (true, false) if seat(c) => -1.8,
            _ => 0.0,
        };
        let holds = c.kind == PlaceKind::Region && sense.contents.iter().any(|o| c.holds(o));
        let division = if holds { division.max(0.0) + 1.5 } else { division };
        let with_article = match c.kind {
            PlaceKind::River | PlaceKind::Border | PlaceKind::Nature
                if 2 * sense.articles > sense.count =>
            {
                4.0
            }
            _ => 0.0,
        };
        let held = sense.containers.iter().filter(|(k, _)| k.holds(c)).map(|(_, f)| *f);
        c.weight + by + division + with_article + held.fold(0.0, f64::max)
    };
    sense.candidates.iter().map(prior).collect()
}

fn pick(sense: &Sense, scores: &[f64], world: Option<(&World, usize)>) -> Option<Choice> {
    let by_score = |a: &usize, b: &usize| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a));
    let best = (0..scores.len()).max_by(by_score)?;
    let winner = &sense.candidates[best];
    let share = |near: bool| -> f64 {
        let same = |i: &usize| (winner.km(&sense.candidates[*i]) < SAME) == near;
        (0..scores.len()).filter(same).map(|i| (1.5 * (scores[i] - scores[best])).exp()).sum()
    };
    let (near, far) = (share(true), share(false));
    let because = because(sense, winner, world);
    let supported = world.is_none_or(|(w, i)| w.country_share(i, winner) > 0.12);
    let held = sense.containers.iter().any(|(k, _)| k.holds(winner));
    let guessed = winner.by == By::Skeleton && !supported && !held;
    Some(Choice { best, confidence: near / (near + far), because, guessed })
}

fn because(sense: &Sense, winner: &Candidate, world: Option<(&World, usize)>) -> String {
    let mut why = vec![match winner.by {
        By::Main => format!("{} is its main name", winner.name()),
        By::Alternate => format!("another name of {}", winner.name()),
        By::Skeleton => format!("spelt as another romanisation of {}", winner.name()),
    }];
    let held = sense.containers.iter().find(|(k, _)| k.holds(winner));
    if let Some((container, _)) = held {
        why.push(format!("said to be in {}", container.name()));
    }
    if let Some((world, i)) = world {
        if world.country_share(i, winner) > 0.3 {
            why.push(format!("the account speaks of {}", winner.country().unwrap_or_default()));
        }
        if let Some(near) = world.nearest(i, winner) {
            why.push(format!("near {near}, which it names too"));
        }
    }
    if sense.candidates.len() > 1 && why.len() == 1 {
        why.push("the most prominent of that name".to_owned());
    }
    why.join("; ")
}

/// What the account's names come to so far.
struct World {
    at: Vec<Option<(Candidate, f64)>>,
    countries: BTreeMap<[u8; 2], f64>,
    divisions: BTreeMap<DivisionNo, f64>,
    total: f64,
    total_divisions: f64,
}

impl World {
    fn of(senses: &[Sense], chosen: &[Option<Choice>]) -> Self {
        let at = senses.iter().zip(chosen).map(|(s, c)| {
            let c = c.as_ref()?;
            let winner = s.candidates[c.best].clone();
            let firm = if winner.kind == PlaceKind::Country { 1.0 } else { c.confidence };
            Some((winner, firm * s.voice * (s.count as f64).sqrt()))
        });
        let at: Vec<_> = at.collect();
        let mut world = Self {
            at,
            countries: BTreeMap::new(),
            divisions: BTreeMap::new(),
            total: 0.0,
            total_divisions: 0.0,
        };
        for (c, voice) in world.at.iter().flatten() {
            if let Some(cc) = c.cc {
                *world.countries.entry(cc).or_default() += voice;
                world.total += voice;
            }
            if let Some(d) = c.first_level() {
                *world.divisions.entry(d).or_default() += voice;
                world.total_divisions += voice;
            }
        }
        world
    }

    fn own(&self, i: usize) -> Option<&(Candidate, f64)> {
        self.at[i].as_ref()
    }

    /// Share of the other names that lie in the candidate's country.
    fn country_share(&self, i: usize, c: &Candidate) -> f64 {
        let Some(cc) = c.cc else { return 0.0 };
        let own = self.own(i).map_or(0.0, |(o, v)| if o.cc.is_some() { *v } else { 0.0 });
        let same = self.own(i).map_or(0.0, |(o, v)| if o.cc == Some(cc) { *v } else { 0.0 });
        let others = self.countries.get(&cc).copied().unwrap_or(0.0) - same;
        others.max(0.0) / ((self.total - own).max(0.0) + 0.7)
    }

    fn division_share(&self, i: usize, c: &Candidate) -> f64 {
        let Some(d) = c.first_level() else { return 0.0 };
        let mine = self.own(i).and_then(|(o, v)| o.first_level().map(|f| (f, *v)));
        let own = mine.map_or(0.0, |m| m.1);
        let same = mine.map_or(0.0, |m| if m.0 == d { m.1 } else { 0.0 });
        let others = self.divisions.get(&d).copied().unwrap_or(0.0) - same;
        others.max(0.0) / ((self.total_divisions - own).max(0.0) + 0.7)
    }

    fn nearness(&self, i: usize, c: &Candidate) -> f64 {
        let others =
            self.at.iter().enumerate().filter(|(n, _)| *n != i).filter_map(|(_, o)| o.as_ref());
        let local = others.filter(|(o, _)| !matches!(o.kind, PlaceKind::Country | PlaceKind::Area));
        let sum: f64 = local.map(|(o, v)| v * (-(o.km(c) / 70.0)).exp()).sum();
        1.0 - (-sum).exp()
    }

    /// How well a candidate for name `i` fits the others.
    fn fit(&self, i: usize, c: &Candidate) -> f64 {
        match c.kind {
            PlaceKind::Area => return 0.0,
            // A state lies near nothing and in no division: what speaks for it is its share alone.
            PlaceKind::Country => return STATE * self.country_share(i, c),
            _ => {}
        }
        2.2 * self.country_share(i, c) + 2.2 * self.division_share(i, c) + 1.8 * self.nearness(i, c)
    }

    /// The nearest other town within a day's walk, for the explanation.
    fn nearest(&self, i: usize, c: &Candidate) -> Option<String> {
        let others =
            self.at.iter().enumerate().filter(|(n, _)| *n != i).filter_map(|(_, o)| o.as_ref());
        let towns = others
            .map(|(o, _)| o)
            .filter(|o| o.kind == PlaceKind::Town && c.kind != PlaceKind::Country);
        let near = towns.map(|o| (o.km(c), o)).filter(|(km, _)| (1.0..80.0).contains(km));
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, o)| o.name())
    }
}
