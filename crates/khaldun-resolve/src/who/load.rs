//! Reading the register's tables.

use super::actor::{Actor, type_of};
use super::register::{State, Support};
use jiff::civil::Date;
use khaldun_model::ActorId;
use std::collections::BTreeMap;

const REGISTER: &str = include_str!("../../../../data/actors/register.csv");
const MERGES: &str = include_str!("../../../../data/actors/merges.csv");
const STATES: &str = include_str!("../../../../data/actors/states.csv");
const GENERIC: &str = include_str!("../../../../data/actors/generic.csv");
const SUPPORTERS: &str = include_str!("../../../../data/actors/supporters.csv");
const MEMBERS: &str = include_str!("../../../../data/actors/members.csv");

const COLLECTIVE: &str = include_str!("../../../../data/actors/collective.csv");

/// The built-in tables are checked by the tests of this module: a bad row there is our own mistake.
fn rows(table: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    let reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
    reader.into_records().map(|r| r.expect("a built-in table is well-formed CSV"))
}

fn list(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|s| !s.is_empty()).map(ToOwned::to_owned).collect()
}

fn some(cell: &str) -> Option<String> {
    (!cell.trim().is_empty()).then(|| cell.trim().to_owned())
}

fn day(cell: &str) -> Option<Date> {
    cell.trim().parse().ok()
}

pub(super) fn actors() -> Vec<Actor> {
    let actor = |r: csv::StringRecord| {
        Some(Actor {
            id: ActorId(some(&r[0])?),
            name: some(&r[1])?,
            kind: type_of(&r[2])?,
            country: some(&r[3]),
            aliases: list(&r[4]),
            from: day(&r[5]),
            to: day(&r[6]),
            parent: some(&r[7]).map(ActorId),
            predecessor: some(&r[8]).map(ActorId),
            note: r[9].to_owned(),
            origin: r[10].to_owned(),
        })
    };
    rows(REGISTER).filter_map(actor).collect()
}

pub(super) fn merged_ids() -> BTreeMap<String, String> {
    rows(MERGES).map(|r| (r[1].to_owned(), r[0].to_owned())).collect()
}

pub(super) fn states() -> Vec<State> {
    let state = |r: csv::StringRecord| State {
        country: r[0].to_owned(),
        name: r[1].to_owned(),
        adjectives: list(&r[2]),
        peoples: list(&r[3]),
        capitals: list(&r[4]),
        palaces: list(&r[5]),
        iso3: r[6].to_owned(),
    };
    rows(STATES).map(state).collect()
}

/// Descriptions that some list gives as an alias, and that name nobody by themselves.
pub(super) fn generic() -> Vec<String> {
    rows(GENERIC).map(|r| r[0].to_owned()).collect()
}

/// Rows that stand for many groups together, and the nouns that mean them.
pub(super) fn collective() -> Vec<(ActorId, Vec<String>)> {
    rows(COLLECTIVE).map(|r| (ActorId(r[0].to_owned()), list(&r[1]))).collect()
}

fn relations(table: &'static str) -> Vec<Support> {
    let relation = |r: csv::StringRecord| Support {
        by: ActorId(r[0].to_owned()),
        to: ActorId(r[1].to_owned()),
        from: day(&r[2]),
        until: day(&r[3]),
        how: r[4].to_owned(),
        source: r[5].to_owned(),
    };
    rows(table).map(relation).collect()
}

pub(super) fn supporters() -> Vec<Support> {
    relations(SUPPORTERS)
}

pub(super) fn members() -> Vec<Support> {
    relations(MEMBERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_lists_have_the_columns_of_a_users_file() {
        let columns = super::super::own::COLUMNS.join(",");
        let supplement = include_str!("../../../../data/actors/supplement.csv");
        assert_eq!(supplement.lines().next(), Some(columns.as_str()));
        assert_eq!(REGISTER.lines().next(), Some(format!("{columns},origin").as_str()));
    }

    #[test]
    fn the_register_is_whole() {
        let actors = actors();
        assert_eq!(actors.len(), rows(REGISTER).count(), "a row could not be read");
        let ids: BTreeSet<&str> = actors.iter().map(|a| a.id.0.as_str()).collect();
        assert_eq!(ids.len(), actors.len(), "ids are unique");
        for actor in &actors {
            for link in actor.parent.iter().chain(&actor.predecessor) {
                assert!(ids.contains(link.0.as_str()), "{} points to {}", actor.id.0, link.0);
            }
            assert!(actor.from.zip(actor.to).is_none_or(|(f, t)| f <= t), "{}", actor.id.0);
        }
        assert!(collective().iter().all(|(id, _)| ids.contains(id.0.as_str())));
        for relation in supporters().iter().chain(&members()) {
            assert!(ids.contains(relation.by.0.as_str()), "{}", relation.by.0);
            assert!(ids.contains(relation.to.0.as_str()), "{}", relation.to.0);
        }
    }
}
