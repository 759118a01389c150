//! The register's answer to the matcher's question: how do two names hang together?

use jiff::civil::Date;
use khaldun_match::{Relations, Tie};
use khaldun_model::ActorType;
use khaldun_resolve::who::{Actor, Register};
use std::cell::RefCell;
use std::collections::BTreeMap;

type Asked = (String, String, Option<Date>);

/// Relations by the built-in register of actors.
#[derive(Debug)]
pub struct ByRegister<'r> {
    register: &'r Register,
    /// Thousands of rows name the same few sides.
    told: RefCell<BTreeMap<Asked, Option<Tie>>>,
}

impl<'r> ByRegister<'r> {
    /// Over a register.
    pub fn new(register: &'r Register) -> Self {
        Self { register, told: RefCell::default() }
    }

    fn find(&self, name: &str, on: Option<Date>) -> Vec<&'r Actor> {
        let strip = |n: &str| n.strip_prefix("the ").map(str::to_owned);
        let found = self.register.named(name, on);
        if found.is_empty() {
            return strip(name).map_or_else(Vec::new, |n| self.register.named(&n, on));
        }
        found
    }

    fn look_up(&self, claimed: &str, filed: &str, on: Option<Date>) -> Option<Tie> {
        let (one, two) = (self.find(claimed, on), self.find(filed, on));
        let pairs = || one.iter().flat_map(|a| two.iter().map(move |b| (*a, *b)));
        let same = pairs().find_map(|(a, b)| self.register.same_or_branch(&a.id, &b.id));
        let behind = || pairs().find_map(|(a, b)| self.register.stands_behind(&a.id, &b.id, on));
        let head = || pairs().find_map(|(a, b)| heads(a, b, on).or_else(|| heads(b, a, on)));
        same.or_else(head).map(Tie::Same).or_else(|| behind().map(Tie::Behind))
    }
}

/// A person whom the register gives years and a state, and no body of that state, was at its head in
/// those years: the acts are the state's.
fn heads(person: &Actor, state: &Actor, on: Option<Date>) -> Option<String> {
    let at_head = person.kind == ActorType::Person
        && person.parent.is_none()
        && person.from.is_some_and(|from| on.is_none_or(|day| from <= day))
        && person.to.is_none_or(|to| on.is_none_or(|day| day <= to));
    let its = matches!(state.kind, ActorType::State | ActorType::Government)
        && state.country.is_some()
        && state.country == person.country;
    (at_head && its).then(|| format!("{} was at the head of {}", person.name, state.name))
}

impl Relations for ByRegister<'_> {
    fn tie(&self, claimed: &str, filed: &str, on: Option<Date>) -> Option<Tie> {
        // A register's names change by the month, not by the day.
        let month = on.map(Date::first_of_month);
        let key = (claimed.to_owned(), filed.to_owned(), month);
        if let Some(told) = self.told.borrow().get(&key) {
            return told.clone();
        }
        let found = self.look_up(claimed, filed, on);
        self.told.borrow_mut().insert(key, found.clone());
        found
    }

    fn armed(&self, party: &str, on: Option<Date>) -> Option<bool> {
        let found = self.find(party, on);
        let bears = |a: &&Actor| {
            matches!(
                a.kind,
                ActorType::ArmedForce
                    | ActorType::InsurgentGroup
                    | ActorType::Coalition
                    | ActorType::Tribe
            )
        };
        (!found.is_empty()).then(|| found.iter().any(bears))
    }

    fn names(&self, party: &str, on: Option<Date>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for actor in self.find(party, on) {
            names.push(actor.name.clone());
            names.extend(actor.aliases.iter().cloned());
        }
        names
    }
}
