use super::*;
use crate::{Disk, World};
use khaldun_model::Polarity;
use std::path::Path;

fn anchor(start: u32) -> Anchor {
    let words = "the gate was shut".to_owned();
    Anchor { account: "ab".repeat(32), start, end: start + words.len() as u32, words }
}

fn note(start: u32, text: &str) -> Deed {
    Deed::Note { claim: anchor(start), text: text.to_owned() }
}

fn add(log: &mut Log, case: &Path, deed: Deed) {
    let seen = log.version();
    log.add(&Disk, case, seen, ("", "R."), vec![deed]).unwrap();
}

#[test]
fn a_log_reads_back_as_it_was_written() {
    let case = tempfile::tempdir().unwrap();
    let mut log = Log::read(&Disk, case.path()).unwrap();
    assert_eq!(log.version(), 0);
    add(&mut log, case.path(), note(0, "first"));
    add(
        &mut log,
        case.path(),
        Deed::Set { claim: anchor(0), value: Value::Polarity(Polarity::Denied) },
    );
    add(
        &mut log,
        case.path(),
        Deed::Credibility { claim: anchor(0), grade: 3.try_into().unwrap() },
    );
    let again = Log::read(&Disk, case.path()).unwrap();
    assert_eq!(again.entries(), log.entries());
    assert!(again.unchained().is_empty());
    assert_eq!(Layer::of(&again), Layer::of(&log));
}

#[test]
fn an_undo_takes_back_and_is_taken_back() {
    let case = tempfile::tempdir().unwrap();
    let mut log = Log::default();
    let said = |log: &Log| Layer::of(log).claims[&anchor(0)].note.clone().map(|m| m.value);
    add(&mut log, case.path(), note(0, "first"));
    add(&mut log, case.path(), note(0, "second"));
    add(&mut log, case.path(), Deed::Undo { decision: 2 });
    assert_eq!(said(&log).as_deref(), Some("first"));
    add(&mut log, case.path(), Deed::Undo { decision: 3 });
    assert_eq!(said(&log).as_deref(), Some("second"));
    assert_eq!(log.last_standing().map(|e| e.n), Some(2));
    let twice = log.add(&Disk, case.path(), 4, ("", ""), vec![Deed::Undo { decision: 3 }]);
    assert!(matches!(twice, Err(Refused::NoSuch(3))));
}

#[test]
fn two_windows_do_not_lose_each_others_edits() {
    let case = tempfile::tempdir().unwrap();
    let mut log = Log::default();
    add(&mut log, case.path(), note(0, "from the first window"));
    // The second window has not seen it: on another claim that does no harm …
    log.add(&Disk, case.path(), 0, ("", ""), vec![note(40, "elsewhere")]).unwrap();
    // … on the same claim it is told what came between, and nothing is written.
    let before = Disk.read(&case.path().join(FILE), 1 << 20).unwrap();
    let refused = log.add(&Disk, case.path(), 0, ("", ""), vec![note(80, "x"), note(0, "late")]);
    let Err(Refused::Overtaken(since)) = refused else { panic!("it went through") };
    assert_eq!(since.iter().map(|e| e.n).collect::<Vec<_>>(), [1]);
    assert_eq!(Disk.read(&case.path().join(FILE), 1 << 20).unwrap(), before);
    assert_eq!(log.version(), 2);
    // An undo of theirs counts as a touch of what it took back.
    add(&mut log, case.path(), Deed::Undo { decision: 1 });
    assert!(log.add(&Disk, case.path(), 2, ("", ""), vec![note(0, "later")]).is_err());
}

#[test]
fn a_line_that_is_no_decision_is_named_and_a_changed_one_is_told() {
    let case = tempfile::tempdir().unwrap();
    let mut log = Log::default();
    add(&mut log, case.path(), note(0, "first"));
    add(&mut log, case.path(), note(0, "second"));
    let path = case.path().join(FILE);
    let text = String::from_utf8(Disk.read(&path, 1 << 20).unwrap()).unwrap();
    Disk.write(&path, text.replace("first", "edited").as_bytes()).unwrap();
    assert_eq!(Log::read(&Disk, case.path()).unwrap().unchained(), [2]);
    Disk.write(&path, format!("{text}{{\"n\":3}}\n").as_bytes()).unwrap();
    let said = Log::read(&Disk, case.path()).unwrap_err().to_string();
    assert!(said.contains("decisions.jsonl, line 3"), "{said}");
    Disk.write(&path, [text.as_bytes(), text.as_bytes()].concat().as_slice()).unwrap();
    let said = Log::read(&Disk, case.path()).unwrap_err().to_string();
    assert!(said.contains("stands after a later one"), "{said}");
}

#[test]
fn a_dropped_hypothesis_takes_its_ratings_along() {
    let case = tempfile::tempdir().unwrap();
    let mut log = Log::default();
    let put_up = |id: &str| Deed::Hypothesis { id: id.into(), text: "the gate was opened".into() };
    let rate = |rating| Deed::Rate { hypothesis: "h1".into(), claim: anchor(0), rating };
    add(&mut log, case.path(), put_up("h1"));
    add(&mut log, case.path(), rate(Rating::Inconsistent));
    assert_eq!(Layer::of(&log).hypotheses[0].ratings.len(), 1);
    add(&mut log, case.path(), rate(Rating::Open));
    assert!(Layer::of(&log).hypotheses[0].ratings.is_empty());
    add(&mut log, case.path(), Deed::Drop { id: "h1".into() });
    assert!(Layer::of(&log).hypotheses.is_empty());
}
