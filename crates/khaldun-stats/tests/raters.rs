//! Dawid and Skene's anaesthetists.

mod gold;

use khaldun_stats::raters::{Rating, dawid_skene};

#[test]
fn prevalences_are_those_of_the_paper() {
    let Some(folder) = gold::folder("dawid-skene") else { return };
    let ratings: Vec<Rating> = gold::table(&folder.join("anesthesia.csv"))
        .iter()
        .map(|r| {
            let number = |field: &str| r[field].parse::<usize>().expect("a number") - 1;
            Rating { item: number("item"), rater: number("rater"), class: number("rating") }
        })
        .collect();
    let told = dawid_skene(&ratings, 4).expect("a fit");
    let rounded: Vec<i64> = told.shares.iter().map(|s| (s * 1e4).round() as i64).collect();
    assert_eq!(rounded, [4000, 4216, 1118, 667]);
    assert!((told.log_likelihood + 190.731).abs() < 5e-4, "{}", told.log_likelihood);
    let mut counts = [0; 4];
    for class in told.classes() {
        counts[class] += 1;
    }
    assert_eq!(counts, [18, 19, 5, 3]);
}

#[test]
fn what_cannot_be_rated() {
    assert!(dawid_skene(&[], 2).is_err());
    assert!(dawid_skene(&[Rating { item: 0, rater: 0, class: 5 }], 2).is_err());
    assert!(dawid_skene(&[Rating { item: 9, rater: 0, class: 0 }], 2).is_err());
}
