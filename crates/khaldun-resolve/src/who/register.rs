use super::actor::Actor;
use super::{fold, load};
use jiff::civil::Date;
use khaldun_model::{ActorId, ActorType};
use std::collections::{BTreeMap, BTreeSet};

/// The words by which a state is spoken of.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Its name.
    pub name: String,
    /// "Turkish".
    pub adjectives: Vec<String>,
    /// "Turks".
    pub peoples: Vec<String>,
    /// Capitals: places that may stand for its government.
    pub capitals: Vec<String>,
    /// Palaces, ministries' streets, parliaments: names that hardly stand for anything else.
    pub palaces: Vec<String>,
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
}

/// A dated relation between two actors: support, or membership of a coalition.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// Who supports, or is a member.
    pub by: ActorId,
    /// Whom, or of what.
    pub to: ActorId,
    /// From which day, where it is known.
    pub from: Option<Date>,
    /// Until which day.
    pub until: Option<Date>,
    /// In what way, in neutral words; "denied by …" where it is.
    pub how: String,
    /// On whose word.
    pub source: String,
}

impl Support {
    /// Whether it held on a day; an open end counts as held.
    pub fn holds_on(&self, day: Option<Date>) -> bool {
        day.is_none_or(|d| self.from.is_none_or(|f| f <= d) && self.until.is_none_or(|u| d <= u))
    }
}

/// In what way a name belongs to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameForm {
    Canonical,
    Alias,
    Capital,
    Palace,
    People,
    Adjective,
}

/// A name and the row it leads to.
#[derive(Clone, Debug)]
pub(super) struct NameUse {
    pub(super) actor: usize,
    pub(super) form: NameForm,
    /// As the register writes it.
    pub(super) written: String,
}

/// The actors the program knows.
#[derive(Debug)]
pub struct Register {
    actors: Vec<Actor>,
    by_id: BTreeMap<String, usize>,
    merged: BTreeMap<String, String>,
    names: BTreeMap<String, Vec<NameUse>>,
    first_words: BTreeSet<String>,
    states: Vec<State>,
    supporters: Vec<Support>,
    members: Vec<Support>,
    collective: Vec<(ActorId, Vec<String>)>,
}

impl Register {
    /// The built-in register.
    pub fn builtin() -> Self {
        Self::with_own(Vec::new())
    }

    /// The built-in register with a user's own rows ([`super::own::read`]) beside it.
    pub fn with_own(own: Vec<Actor>) -> Self {
        let mut actors = load::actors();
        actors.extend(own);
        let by_id = actors.iter().enumerate().map(|(i, a)| (a.id.0.clone(), i)).collect();
        let mut register = Self {
            actors,
            by_id,
            merged: load::merged_ids(),
            names: BTreeMap::new(),
            first_words: BTreeSet::new(),
            states: load::states(),
            supporters: load::supporters(),
            members: load::members(),
            collective: load::collective(),
        };
        register.index();
        register
    }

    fn index(&mut self) {
        let generic: BTreeSet<String> = load::generic().iter().map(|g| fold::key(g)).collect();
        let mut uses = Vec::new();
        for (i, actor) in self.actors.iter().enumerate() {
            uses.push((NameForm::Canonical, i, actor.name.clone()));
            let known = |a: &&String| !generic.contains(&fold::key(a));
            uses.extend(
                actor.aliases.iter().filter(known).map(|a| (NameForm::Alias, i, a.clone())),
            );
        }
        for state in &self.states {
            let Some(i) = self.state_index(&state.country) else { continue };
            let mut add =
                |form, words: &[String]| uses.extend(words.iter().map(|w| (form, i, w.clone())));
            add(NameForm::Adjective, &state.adjectives);
            add(NameForm::People, &state.peoples);
            add(NameForm::Capital, &state.capitals);
            add(NameForm::Palace, &state.palaces);
        }
        for (form, actor, written) in uses {
            let key = fold::key(&written);
            if let Some(first) = key.split(' ').next().filter(|w| !w.is_empty()) {
                self.first_words.insert(first.to_owned());
                let name = NameUse { actor, form, written };
                self.names.entry(key).or_default().push(name);
            }
        }
    }

    fn state_index(&self, country: &str) -> Option<usize> {
        let is = |a: &Actor| a.kind == ActorType::State && a.country.as_deref() == Some(country);
        self.actors.iter().position(is)
    }

    /// Every row, in the order of the file.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The words for the states.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// The row of an id; ids of rows that were merged lead to the row that was kept.
    pub fn get(&self, id: &ActorId) -> Option<&Actor> {
        let id = self.merged.get(&id.0).unwrap_or(&id.0);
        self.by_id.get(id).map(|&i| &self.actors[i])
    }

    /// The row that bears a name, canonical or alias, where just one does; a canonical name goes
    /// before an alias.
    pub fn by_name(&self, name: &str) -> Option<&Actor> {
        let uses = self.names.get(&fold::key(name))?;
        let best = uses.iter().map(|u| u.form).min()?;
        let rows: BTreeSet<usize> =
            uses.iter().filter(|u| u.form == best).map(|u| u.actor).collect();
        (rows.len() == 1).then(|| rows.first().map(|&i| &self.actors[i])).flatten()
    }

    /// The person of a full name, in whatever romanisation.
    pub fn person(&self, name: &str) -> Option<&Actor> {
        let persons = || self.actors.iter().filter(|a| a.kind == ActorType::Person);
        let key = fold::key(name);
        let names = |a: &&Actor, fits: &dyn Fn(&str) -> bool| {
            std::iter::once(&a.name).chain(&a.aliases).any(|n| fits(n))
        };
        let mut same = persons().filter(|a| names(a, &|n| fold::key(n) == key));
        if let (Some(one), None) = (same.next(), same.next()) {
            return Some(one);
        }
        let skeleton = fold::skeleton(name);
        if skeleton.len() < 5 || !key.contains(' ') {
            return None;
        }
        let mut alike =
            persons().filter(|a| names(a, &|n| n.contains(' ') && fold::skeleton(n) == skeleton));
        let first = alike.next()?;
        alike.next().is_none().then_some(first)
    }

    /// The collective name under which the register keeps "the rebels" of a country.
    pub(super) fn collective(&self, country: &str, noun: &str, on: Option<Date>) -> Option<&Actor> {
        let rows = self.collective.iter().filter(|(_, nouns)| nouns.iter().any(|n| n == noun));
        let mut rows = rows
            .filter_map(|(id, _)| self.get(id))
            .filter(|a| a.country.as_deref() == Some(country) && on.is_none_or(|d| a.valid_on(d)));
        rows.next()
    }

    /// Every row that bears a name; where a day is given and some row's name was in use then, only
    /// such rows.
    pub fn named(&self, name: &str, on: Option<Date>) -> Vec<&Actor> {
        let Some(uses) = self.names.get(&fold::key(name)) else { return Vec::new() };
        let rows: BTreeSet<usize> = uses.iter().map(|u| u.actor).collect();
        let all: Vec<&Actor> = rows.into_iter().map(|i| &self.actors[i]).collect();
        let valid = |a: &&Actor| on.is_none_or(|d| a.valid_on(d));
        let then: Vec<&Actor> = all.iter().copied().filter(valid).collect();
        if then.is_empty() { all } else { then }
    }

    /// The state of a country code.
    pub fn state(&self, country: &str) -> Option<&Actor> {
        self.state_index(country).map(|i| &self.actors[i])
    }

    /// The state's words whose adjective this is.
    pub fn state_by_adjective(&self, adjective: &str) -> Option<&State> {
        let key = fold::key(adjective);
        self.states.iter().find(|s| s.adjectives.iter().any(|a| fold::key(a) == key))
    }

    /// The armed forces of a state as a whole, those of a day where the state has had several.
    pub fn army(&self, country: &str, on: Option<Date>) -> Option<&Actor> {
        let words = self.states.iter().find(|s| s.country == country)?;
        let adjective = words.adjectives.first()?;
        let forms = ["Armed Forces", "army"].map(|n| format!("{adjective} {n}"));
        let is_army =
            |a: &&Actor| a.kind == ActorType::ArmedForce && a.country.as_deref() == Some(country);
        forms.iter().find_map(|f| self.named(f, on).into_iter().find(is_army))
    }

    /// The armed force of a state that some words speak of: its air force or navy where they end in
    /// that and the register lists it, else its army.
    pub(super) fn force(&self, country: &str, phrase: &str, on: Option<Date>) -> Option<&Actor> {
        let phrase = phrase.to_lowercase();
        let arm = ["air force", "navy"].into_iter().find(|arm| phrase.ends_with(arm));
        let listed = |arm: &str| {
            let words = self.states.iter().find(|s| s.country == country)?;
            let name = format!("{} {arm}", words.adjectives.first()?);
            let of_state = |a: &&Actor| {
                a.kind == ActorType::ArmedForce && a.country.as_deref() == Some(country)
            };
            self.named(&name, None).into_iter().find(of_state)
        };
        arm.and_then(listed).or_else(|| self.army(country, on))
    }

    /// The government of a state, as the register names it.
    pub fn government(&self, country: &str) -> Option<&Actor> {
        let words = self.states.iter().find(|s| s.country == country)?;
        let name = format!("{} government", words.adjectives.first()?);
        let is =
            |a: &&Actor| a.kind == ActorType::Government && a.country.as_deref() == Some(country);
        self.named(&name, None).into_iter().find(is)
    }

    /// What an actor is part of, nearest first.
    pub fn ancestors(&self, id: &ActorId) -> Vec<&Actor> {
        let mut above: Vec<&Actor> = Vec::new();
        let mut at = self.get(id);
        while let Some(parent) = at.and_then(|a| self.get(a.parent.as_ref()?)) {
            if above.iter().any(|a| a.id == parent.id) || parent.id == *id {
                break;
            }
            above.push(parent);
            at = Some(parent);
        }
        above
    }

    /// Earlier names of the same body, latest first.
    pub fn predecessors(&self, id: &ActorId) -> Vec<&Actor> {
        let mut before: Vec<&Actor> = Vec::new();
        let mut at = self.get(id);
        while let Some(earlier) = at.and_then(|a| self.get(a.predecessor.as_ref()?)) {
            if before.iter().any(|a| a.id == earlier.id) || earlier.id == *id {
                break;
            }
            before.push(earlier);
            at = Some(earlier);
        }
        before
    }

    /// Who is recorded as supporting an actor on a day.
    pub fn supporters(&self, id: &ActorId, on: Option<Date>) -> Vec<&Support> {
        let id = self.get(id).map_or(id, |a| &a.id);
        self.supporters.iter().filter(|s| s.to == *id && s.holds_on(on)).collect()
    }

    /// The members of a coalition on a day.
    pub fn members(&self, id: &ActorId, on: Option<Date>) -> Vec<&Support> {
        let id = self.get(id).map_or(id, |a| &a.id);
        self.members.iter().filter(|s| s.to == *id && s.holds_on(on)).collect()
    }

    /// The coalitions an actor is a member of on a day.
    pub fn coalitions(&self, id: &ActorId, on: Option<Date>) -> Vec<&Support> {
        let id = self.get(id).map_or(id, |a| &a.id);
        self.members.iter().filter(|s| s.by == *id && s.holds_on(on)).collect()
    }

    pub(super) fn uses(&self, key: &str) -> &[NameUse] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn begins_a_name(&self, folded: &str) -> bool {
        self.first_words.contains(folded)
    }

    pub(super) fn actor(&self, index: usize) -> &Actor {
        &self.actors[index]
    }
}
