//! Plans that cannot be tested say why; one that can is answered.

use jiff::civil::{Date, date};
use khaldun_findings::answer::{Answer, Verdict, files};
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

const RAIDS: &str = r#"
[claim]
words = "the raids of the hill front were followed by reprisals of the river council"
[response]
label = "reprisals"
set = "made"
actors = ["River Council"]
[trigger]
label = "raids"
set = "made"
actors = ["Hill Front"]
[windows]
km = [25.0]
days = [7, 14]
[episodes]
rule = "none"
[answer]
direction = "more"
margin = 0.1
model = "excitation"
"#;

/// Raids at twelve towns over three years; of the answers, so many in ten come one to four days later at
/// the same place, the others at any time.
fn raids(answered: usize, directed: bool) -> RecordSet {
    let mut events: Vec<Event> = Vec::new();
    let mut add = |day: usize, town: usize, actor: &str, target: &str| {
        let day = date(2001, 1, 1).checked_add(jiff::Span::new().days(day as i64)).expect("a day");
        let mut e = Event::new(format!("{}", events.len() + 1), Window::day(day), 1);
        e.point = Some((10.0 + town as f64, 20.0));
        e.actors = vec![actor.to_owned()];
        e.targets = vec![target.to_owned()];
        e.action = Some(Plover::Assault);
        e.directed = directed;
        events.push(e);
    };
    let mut random = 12_345_u64;
    let mut below = |n: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % n
    };
    for n in 0..300 {
        let (day, town) = (below(1_090), below(12));
        add(day, town, "Hill Front", "River Council");
        if n % 10 < answered {
            add(day + 1 + below(4), town, "River Council", "Hill Front");
        } else {
            add(below(1_095), below(12), "River Council", "Hill Front");
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

#[test]
fn raids_that_are_answered_are_told_from_raids_that_are_not() {
    let less = RAIDS.replace("\"more\"", "\"less\"");
    let told = answer(RAIDS, &raids(6, true));
    assert_eq!(told.verdict, Verdict::Supported, "{}", told.paragraph);
    let excited = told.excitation.as_ref().expect("an excitation");
    assert!(excited.interval.low < 0.6 && excited.interval.high > 0.6, "{excited:?}");
    assert!(excited.back_interval.low < 0.05, "{excited:?}");
    assert!((1.0..5.0).contains(&excited.lag), "{excited:?}");
    let names: Vec<&str> = files(&told).into_iter().map(|f| f.0).collect();
    assert_eq!(names, ["events.csv", "lags.csv", "pairs.csv", "rerun.R"]);
    assert_eq!(answer(&less, &raids(6, true)).verdict, Verdict::Contradicted);
    let told = answer(RAIDS, &raids(0, true));
    assert_ne!(told.verdict, Verdict::Supported, "{}", told.paragraph);
    assert!(told.excitation.expect("an excitation").interval.low <= 0.0);
}

#[test]
fn raids_and_reprisals_that_cannot_be_told_apart_are_refused() {
    let set = raids(6, true);
    for (plan, set, why) in [
        (RAIDS.to_owned(), raids(6, false), "count both as raids and as reprisals"),
        (RAIDS.replace("Hill Front", "Lake Front"), set.clone(), "no row of made names Lake Front"),
        (RAIDS.replace("[7, 14]", "[120, 7]"), set.clone(), "need a baseline over 1440 days"),
        (
            RAIDS.replace("[windows]", "[contrast]\nset = \"made\"\n[windows]"),
            set.clone(),
            "leave [contrast] out",
        ),
        (RAIDS.replace("0.1", "0.0"), set.clone(), "how many responses a trigger calls forth"),
        (
            RAIDS.replace("[7, 14]", "[3]").replace(
                "[windows]",
                "[coverage]\nfrom = \"2002-01-01\"\nto = \"2002-02-20\"\n[windows]",
            ),
            set,
            "trigger episodes",
        ),
    ] {
        let told = answer(&plan, &set);
        assert_eq!(told.verdict, Verdict::NotTestable, "{why}: {}", told.headline);
        assert!(told.reasons.iter().any(|r| r.contains(why)), "{why}: {:?}", told.reasons);
    }
}
