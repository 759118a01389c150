//! A government and armed forces for every state that the lists give none.

use std::collections::BTreeMap;

use super::{Row, States, fold::fold};

/// "Government of the United States".
pub(super) fn government_of(state: &str) -> String {
    let article =
        ["United", "Netherlands", "Philippines", "Democratic", "Central", "Bahamas", "Maldives"];
    let the = if article.iter().any(|a| state.starts_with(a)) { "the " } else { "" };
    format!("Government of {the}{state}")
}

/// Adds `gov-XX` and `mil-XX` where no row of the lists is the state's government or its army.
pub(super) fn governments_and_armies(
    rows: &mut Vec<Row>,
    states: &States,
) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for (country, state) in &states.rows {
        let Some(of) = rows.iter().find(|r| r.kind == "state" && r.country == *country) else {
            continue;
        };
        let of = of.id.clone();
        let government = government_of(&state.name);
        let known =
            rows.iter().position(|r| r.country == *country && fold(&r.name) == fold(&government));
        let government_id = known.map_or_else(|| format!("gov-{country}"), |i| rows[i].id.clone());
        if let Some(i) = known {
            if rows[i].parent.is_empty() {
                rows[i].parent.clone_from(&of);
            }
            let more = government_aliases(&state.adjectives);
            rows[i].aliases.extend(more);
        } else {
            let aliases = government_aliases(&state.adjectives);
            rows.push(derived(&government_id, &government, "government", country, aliases, &of));
        }
        ids.insert(format!("gov-{country}"), government_id.clone());
        let Some(adjective) = state.adjectives.first() else { continue };
        let names = army_names(adjective, &state.name);
        let is_army = |r: &Row| {
            r.country == *country
                && r.kind == "armed force"
                && std::iter::once(&r.name).chain(&r.aliases).any(|a| names.contains(&fold(a)))
        };
        if let Some(army) = rows.iter_mut().find(|r| is_army(r)) {
            if army.parent.is_empty() {
                army.parent = government_id;
            }
            army.aliases.extend(army_aliases(&state.adjectives, &state.name));
            ids.insert(format!("mil-{country}"), army.id.clone());
        } else {
            let name = format!("{adjective} Armed Forces");
            let aliases = army_aliases(&state.adjectives, &state.name);
            let id = format!("mil-{country}");
            rows.push(derived(&id, &name, "armed force", country, aliases, &government_id));
        }
    }
    ids
}

fn government_aliases(adjectives: &[String]) -> Vec<String> {
    adjectives.iter().map(|a| format!("{a} government")).collect()
}

fn army_names(adjective: &str, state: &str) -> Vec<String> {
    ["army", "armed forces"]
        .map(|n| fold(&format!("{adjective} {n}")))
        .into_iter()
        .chain([fold(&format!("Armed Forces of {state}"))])
        .collect()
}

fn army_aliases(adjectives: &[String], state: &str) -> Vec<String> {
    let forms =
        |a: &String| [format!("{a} Armed Forces"), format!("{a} army"), format!("{a} military")];
    let of = format!("Armed Forces of {state}");
    adjectives.iter().flat_map(forms).chain([of]).collect()
}

fn derived(
    id: &str,
    name: &str,
    kind: &str,
    country: &str,
    aliases: Vec<String>,
    parent: &str,
) -> Row {
    Row {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        country: country.to_owned(),
        aliases,
        parent: parent.to_owned(),
        origin: "derived".to_owned(),
        ..Row::default()
    }
}
