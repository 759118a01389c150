//! What changed between two versions of a set: published sets are revised, rows come and go.

use crate::Event;
use serde::Serialize;
use std::collections::HashMap;

/// A row that is in both versions, with other values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The row's id.
    pub id: String,
    /// The fields that differ: name, old value, new value, as JSON.
    pub fields: Vec<(String, serde_json::Value, serde_json::Value)>,
}

/// Rows added, changed and deleted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Diff {
    /// Ids of rows that only the new version has, in its order.
    pub added: Vec<String>,
    /// Rows with other values, in the order of the new version.
    pub changed: Vec<Change>,
    /// Ids of rows that only the old version has, in its order.
    pub deleted: Vec<String>,
    /// Rows that are the same in both.
    pub same: usize,
}

/// Compares two versions by the ids of their rows; of several rows of one id the first is held
/// against the first, the second against the second. The line of the file is no value.
pub fn compare(old: &[Event], new: &[Event]) -> Diff {
    let mut waiting: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, event) in old.iter().enumerate().rev() {
        waiting.entry(&event.id).or_default().push(n);
    }
    let mut kept = vec![false; old.len()];
    let mut diff = Diff::default();
    for event in new {
        let Some(n) = waiting.get_mut(event.id.as_str()).and_then(Vec::pop) else {
            diff.added.push(event.id.clone());
            continue;
        };
        kept[n] = true;
        let fields = fields(&old[n], event);
        if fields.is_empty() {
            diff.same += 1;
        } else {
            diff.changed.push(Change { id: event.id.clone(), fields });
        }
    }
    let gone = old.iter().zip(kept).filter(|(_, kept)| !kept);
    diff.deleted = gone.map(|(event, _)| event.id.clone()).collect();
    diff
}

fn fields(old: &Event, new: &Event) -> Vec<(String, serde_json::Value, serde_json::Value)> {
    let old = Event { line: new.line, ..old.clone() };
    if old == *new {
        return Vec::new();
    }
    let (Ok(serde_json::Value::Object(old)), Ok(serde_json::Value::Object(mut new))) =
        (serde_json::to_value(&old), serde_json::to_value(new))
    else {
        return Vec::new();
    };
    let differing = old.into_iter().filter_map(|(name, before)| {
        let after = new.remove(&name).unwrap_or_default();
        (before != after).then_some((name, before, after))
    });
    differing.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use khaldun_model::Window;

    fn row(id: &str, dead: f64, line: u64) -> Event {
        let mut event = Event::new(id, Window::day(date(2001, 2, 3)), line);
        event.best = Some(dead);
        event
    }

    #[test]
    fn rows_added_changed_and_deleted() {
        let old = [row("a", 1.0, 2), row("b", 2.0, 3), row("c", 3.0, 4), row("c", 4.0, 5)];
        let new = [row("c", 3.0, 2), row("a", 1.0, 3), row("b", 5.0, 4), row("d", 1.0, 5)];
        let diff = compare(&old, &new);
        assert_eq!((diff.same, diff.added, diff.deleted), (2, vec!["d".into()], vec!["c".into()]));
        assert_eq!(diff.changed.len(), 1);
        assert_eq!(diff.changed[0].fields, [("best".into(), 2.0.into(), 5.0.into())]);
    }
}
