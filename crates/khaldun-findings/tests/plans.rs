//! Plans that cannot be tested say why; one that can is answered.

use jiff::civil::{Date, date};
use khaldun_findings::answer::{Answer, Verdict};
use khaldun_findings::plan::Plan;
use khaldun_findings::test;
use khaldun_match::NoRelations;
use khaldun_model::{Plover, Window};
use khaldun_records::{Declared, Event, Manifest, RecordSet, Tally};

const PLAN: &str = r#"
[claim]
words = "the river fleet shelled the bank when the north attacked"
[response]
label = "shelling"
set = "made"
actors = ["Fleet"]
[trigger]
label = "attacks of the north"
set = "made"
parties = ["North"]
[contrast]
label = "attacks of the south"
set = "made"
parties = ["South"]
[windows]
km = [25.0]
days = [3]
[episodes]
rule = "none"
[answer]
direction = "more"
margin = 1.25
draws = 99
"#;

/// Attacks of north and south in turn, every sixty days at each of thirty-six towns; in the three days
/// from each about as many shells of the fleet as `after` says for its kind, and some in between.
fn set(attacks: usize, after: [usize; 2]) -> RecordSet {
    let mut events: Vec<Event> = Vec::new();
    let mut add = |day: usize, town: usize, actor: &str| {
        let first: Date = date(2001, 1, 1);
        let day = first.checked_add(jiff::Span::new().days(day as i64)).expect("a day");
        let mut e = Event::new(format!("{}", events.len() + 1), Window::day(day), 1);
        e.point = Some((10.0 + town as f64, 20.0));
        e.actors = vec![actor.to_owned()];
        e.targets = vec!["Bank".to_owned()];
        e.action = Some(Plover::Assault);
        events.push(e);
    };
    for n in 0..attacks {
        let (town, start) = (n % 36, 40 + 60 * (n / 36));
        let kind = (n / 36 + town) % 2;
        add(start, town, ["North", "South"][kind]);
        let more = usize::from(n * 13 % 5 == 0);
        let fewer = usize::from(n * 17 % 7 == 0);
        let shells = if after[kind] == 0 { 0 } else { after[kind] + more - fewer.min(more) };
        (0..shells).for_each(|k| add(start + k % 3, town, "Fleet"));
        for later in [8, 15, 23, 34, 41, 50] {
            add(start + later + n % 5, town, "Fleet");
        }
    }
    events.sort_by_key(|e| e.window.start);
    let manifest = Manifest {
        name: "made".to_owned(),
        licence: "CC0-1.0".to_owned(),
        rows_may_be_shown: true,
        ..Manifest::default()
    };
    RecordSet::new(manifest, Declared::default(), events, Tally::default(), Vec::new())
}

fn answer(plan: &str, set: &RecordSet) -> Answer {
    test::run(&Plan::parse(plan).expect("a plan"), &[set], &NoRelations)
}

/// The plan with the parts of north and south changed over.
fn turned() -> String {
    PLAN.replace("\"North\"", "\"?\"")
        .replace("\"South\"", "\"North\"")
        .replace("\"?\"", "\"South\"")
}

#[test]
fn a_difference_is_found_and_told() {
    let set = set(720, [3, 1]);
    let told = answer(PLAN, &set);
    assert_eq!(told.verdict, Verdict::Supported, "{}", told.paragraph);
    let ratio = told.effect.as_ref().expect("an effect").model.ratio;
    assert!((ratio - 3.0).abs() < 0.4, "{ratio}");
    assert!(told.headline.starts_with("supported: "), "{}", told.headline);
    assert!((told.cells[0].ratio.post - 3.0).abs() < 0.4, "{:?}", told.cells[0].ratio);
    assert_eq!(answer(&turned(), &set).verdict, Verdict::Contradicted);
}

#[test]
fn matched_wakes_answer_where_the_plan_says_so() {
    let set = set(720, [3, 1]);
    let model = |plan: &str| plan.replace("draws = 99", "model = \"matched-wake\"\ndraws = 199");
    let told = answer(&model(PLAN), &set);
    assert_eq!(told.verdict, Verdict::Supported, "{}", told.paragraph);
    assert!(told.headline.contains("from before to after"), "{}", told.headline);
    assert!(told.paragraph.contains("With the onset 3 days earlier"), "{}", told.paragraph);
    assert_eq!(answer(&model(&turned()), &set).verdict, Verdict::Contradicted);
    // Episodes every day at one place have no wake of their own.
    let crowded = model(PLAN).replace("days = [3]", "days = [60]");
    let told = answer(&crowded, &set);
    assert_eq!(told.verdict, Verdict::NotTestable, "{}", told.headline);
    assert!(told.headline.contains("wakes that stand alone"), "{}", told.headline);
}

#[test]
fn what_cannot_be_tested_says_why() {
    let whole = set(720, [3, 1]);
    let same = PLAN.replace("\"South\"", "\"North\"").replace("of the south", "of the north");
    for (plan, set, why) in [
        (PLAN.replace("Fleet", "Navy"), &whole, "no row of made names Navy"),
        (PLAN.replace("days = [3]", "days = [300]"), &set(180, [3, 1]), "do not fit into the"),
        (PLAN.replace("\"South\"", "\"East\""), &whole, "no row of made names East"),
        (same, &whole, "the same rows as the trigger"),
        (PLAN.replace("margin = 1.25", "margin = 0.5"), &whole, "does not fit the direction"),
        (PLAN.replace("set = \"made\"", "set = \"other\""), &whole, "no set other was given"),
        (PLAN.to_owned(), &set(3, [1, 1]), "at least 10 are needed"),
    ] {
        let told = answer(&plan, set);
        assert_eq!(told.verdict, Verdict::NotTestable, "{why}: {}", told.headline);
        assert!(told.reasons.iter().any(|r| r.contains(why)), "{why}: {:?}", told.reasons);
    }
}

#[test]
fn a_zero_comes_with_its_bound() {
    let plan = PLAN.replace("direction = \"more\"", "direction = \"less\"").replace("1.25", "0.8");
    let told = answer(&plan, &set(720, [0, 3]));
    let zero = &told.silences[0];
    assert_eq!(zero.of, "attacks of the north");
    // Half the detection, twice the bound.
    assert!((zero.bounds[1].1 / zero.bounds[0].1 - 2.0).abs() < 1e-12);
}

#[test]
fn a_plan_survives_its_own_toml() {
    let plan = Plan::parse(PLAN).expect("a plan");
    assert_eq!(Plan::parse(&plan.to_toml()).expect("a plan"), plan);
    assert!(Plan::parse(&PLAN.replace("draws = 99", "drawz = 99")).is_err(), "no unknown keys");
}
