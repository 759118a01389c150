//! Decisions outlive a new reading: those that fit are kept, those that do not are listed.

use khaldun::analyst::{Anchor, Deed, Log, Name, Value, Work};
use khaldun::{Checked, Disk, Library, Session};
use khaldun_text::Span;
use std::path::Path;

const TEXT: &str = "The ferry at Bor\n\nBOR, 4 June 1993\n\nOn Thursday gunmen attacked the ferry, and three men were killed. \
The garrison denied firing on the ferry.\n";

fn read(text: &str) -> Checked {
    let session =
        Session::new(vec![khaldun_records::import::starter()], khaldun_ingest::Limits::default());
    session.check(&[("ferry.txt".to_owned(), text.as_bytes().to_vec())], &mut |_| {}).unwrap()
}

fn anchor(checked: &Checked, words: &str) -> Anchor {
    let one = &checked.accounts[0];
    let text = &one.account.text;
    let claim = one.claims.iter().find(|c| c.span.of(text).contains(words)).expect("a claim");
    Anchor::to(&one.account, claim.span).unwrap()
}

fn add(log: &mut Log, case: &Path, deed: Deed) {
    let seen = log.version();
    log.add(&Disk, case, seen, ("", ""), vec![deed]).unwrap();
}

#[test]
fn a_correction_stands_beside_the_reading_and_is_held_anew() {
    let case = tempfile::tempdir().unwrap();
    let (mut log, mut checked) = (Log::default(), read(TEXT));
    let claim = anchor(&checked, "attacked the ferry");
    let value = Value::Actor(vec![Name { name: "River Guard".into(), id: None }]);
    add(&mut log, case.path(), Deed::Set { claim: claim.clone(), value });
    let work = Work::hold(&log, &mut checked, &Library::new(&[]));
    let one = &checked.accounts[0];
    let machine = one.claims.iter().find(|c| c.span == claim.span()).unwrap();
    let corrected = work.of(0, machine.id).unwrap().corrected.as_ref().unwrap();
    assert_eq!(corrected.claim.actor[0].name, "River Guard");
    assert_ne!(machine.actor, corrected.claim.actor, "the machine's reading is left as it was");
    assert_eq!(corrected.matches.len(), 1);
    assert!(work.orphans.is_empty());
}

#[test]
fn a_claim_split_and_merged_again_is_two_claims_then_one() {
    let case = tempfile::tempdir().unwrap();
    let (mut log, mut checked) = (Log::default(), read(TEXT));
    let library = Library::new(&[]);
    let before = checked.accounts[0].claims.clone();
    let claim = anchor(&checked, "attacked the ferry");
    let account = checked.accounts[0].account.clone();
    let cut = claim.start + claim.words.find("attacked").unwrap() as u32;
    let part = |start: u32, end: u32| Anchor::to(&account, Span { start, end }).unwrap();
    let parts = vec![part(claim.start, cut - 1), part(cut, claim.end)];
    add(&mut log, case.path(), Deed::Split { claim: claim.clone(), parts: parts.clone() });
    add(&mut log, case.path(), Deed::Note { claim: parts[1].clone(), text: "whose men?".into() });
    let work = Work::hold(&log, &mut checked, &library);
    let claims = &checked.accounts[0].claims;
    assert_eq!(claims.len(), before.len() + 2);
    let label = |span| {
        let id = claims.iter().find(|c| c.span == span).unwrap().id;
        work.of(0, id).unwrap().origin.as_ref().unwrap().label.clone()
    };
    let first = before.iter().find(|c| c.span == claim.span()).unwrap().id;
    assert_eq!(label(parts[0].span()), format!("{first}.1"));
    assert_eq!(label(parts[1].span()), format!("{first}.2"));
    for claim in claims {
        assert_eq!(checked.accounts[0].matches_of(claim.id).count(), 1, "{}", claim.id);
    }
    let whole = claim.clone();
    add(&mut log, case.path(), Deed::Merge { claims: parts, whole });
    let work = Work::hold(&log, &mut checked, &library);
    assert_eq!(checked.accounts[0].claims.len(), before.len() + 3);
    assert!(work.orphans.is_empty(), "{:?}", work.orphans);
    // Taken back, the note on the part has nothing to stand on, and says so.
    add(&mut log, case.path(), Deed::Undo { decision: 3 });
    add(&mut log, case.path(), Deed::Undo { decision: 1 });
    let work = Work::hold(&log, &mut checked, &library);
    assert_eq!(checked.accounts[0].claims, before);
    assert_eq!(work.orphans.iter().map(|o| o.n).collect::<Vec<_>>(), [2]);
    assert!(work.orphans[0].why.contains("no claim is cut out just so"));
}

#[test]
fn a_decision_without_its_claim_is_listed_and_never_moved() {
    let case = tempfile::tempdir().unwrap();
    let (mut log, mut checked) = (Log::default(), read(TEXT));
    let library = Library::new(&[]);
    let claim = anchor(&checked, "attacked the ferry");
    let accepted = checked.accounts[0].claims.iter().find(|c| c.span == claim.span()).unwrap();
    let mut read_otherwise = accepted.clone();
    read_otherwise.actor.clear();
    add(&mut log, case.path(), Deed::accept(claim.clone(), accepted));
    add(
        &mut log,
        case.path(),
        Deed::Note { claim: claim.clone(), text: "ask the ferryman".into() },
    );
    let row = ("starter".to_owned(), "no-such-row".to_owned());
    let mark = Deed::Match { claim: claim.clone(), set: row.0, row: row.1, right: false };
    add(&mut log, case.path(), mark);
    let work = Work::hold(&log, &mut checked, &library);
    assert_eq!(
        work.orphans.iter().map(|o| o.n).collect::<Vec<_>>(),
        [3],
        "the row is not beside it"
    );

    // The same words, read otherwise: the remark stays, the acceptance does not.
    let at = checked.accounts[0].claims.iter().position(|c| c.span == claim.span()).unwrap();
    checked.accounts[0].claims[at] = read_otherwise;
    let work = Work::hold(&log, &mut checked, &library);
    assert_eq!(work.orphans.iter().map(|o| o.n).collect::<Vec<_>>(), [1, 3]);
    let id = checked.accounts[0].claims[at].id;
    assert!(work.of(0, id).unwrap().decided.note.is_some());
    // A person may say that the acceptance is of this reading too.
    add(&mut log, case.path(), Deed::Attach { decision: 1, claim: claim.clone() });
    let work = Work::hold(&log, &mut checked, &library);
    assert_eq!(work.orphans.iter().map(|o| o.n).collect::<Vec<_>>(), [3]);

    // Another text: everything is listed, nothing is moved to the claim that looks like it.
    let mut other = read(&TEXT.replace("Thursday", "Friday"));
    let work = Work::hold(&log, &mut other, &library);
    assert_eq!(work.orphans.len(), 3);
    assert!(work.accounts[0].claims.is_empty());
}

#[test]
fn a_case_opens_as_it_was_written_and_a_changed_original_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("ferry.case");
    let checked = read(TEXT);
    khaldun::case::write(&Disk, &case, &checked, &[TEXT.into()], "<!DOCTYPE html>").unwrap();
    let opened = khaldun::case::open(&Disk, &case).unwrap();
    assert_eq!(opened.accounts, [("ferry.txt".to_owned(), TEXT.as_bytes().to_vec())]);
    assert_eq!(opened.sets[0], checked.sets[0].manifest);
    let one = &checked.accounts[0].account;
    let original = case.join(format!("originals/{}-ferry.txt", &one.sha256.0[..12]));
    khaldun::World::write(&Disk, &original, b"other bytes").unwrap();
    let said = khaldun::case::open(&Disk, &case).unwrap_err().to_string();
    assert!(said.contains("the file was changed"), "{said}");
    assert!(
        khaldun::case::open(&Disk, folder.path()).unwrap_err().to_string().contains("is no case")
    );
}
