//! A claim about behaviour from its account to its answer, as an analyst goes: list, draft, look, lock,
//! test, and what is refused on the way. The conflict is made up.

mod desk;

use desk::{Desk, printed, said};
use serde_json::Value;
use std::fmt::Write as _;

const ACCOUNT: &str = "Who held back
Port Amal, 3 March 2004

From January 2001 to December 2003 the Harbour Guard rarely shelled the Northern League after the \
Northern League attacked the Coast Militia. After the Northern League attacked the River Council, the \
Harbour Guard shelled it within days.
";

/// Attacks on the one and the other in turn, every sixty days at each of thirty-six towns; one shell in
/// the days from the first kind on, three from the second, and some in between.
fn table() -> String {
    let mut rows = String::from("id,date,lat,lon,actors,targets\n");
    let mut id = 0;
    let mut add = |day: usize, town: usize, actor: &str, target: &str| {
        id += 1;
        let date = jiff::civil::date(2001, 1, 1)
            .checked_add(jiff::Span::new().days(day as i64))
            .expect("a day");
        let _ = writeln!(rows, "{id},{date},{},20.0,{actor},{target}", 10 + town);
    };
    for n in 0..612 {
        let (town, start) = (n % 36, 40 + 60 * (n / 36));
        let kind = (n / 36 + town) % 2;
        add(start, town, "Northern League", ["Coast Militia", "River Council"][kind]);
        let shells = [1, 3][kind] + usize::from(n * 13 % 5 == 0)
            - usize::from(n * 17 % 7 == 0 && n * 13 % 5 == 0);
        (0..shells).for_each(|k| add(start + k % 3, town, "Harbour Guard", "Northern League"));
        for later in [8, 15, 23, 34, 41, 50] {
            add(start + later + n % 5, town, "Harbour Guard", "Northern League");
        }
    }
    rows
}

const MAP: &str = r#"
name = "port"
title = "Incidents, made up"
licence = "CC0-1.0"
rows_may_be_shown = true
directed = true
radius_km = 1.0
action = "ASSAULT"
[columns]
id = "id"
date = "date"
lat = "lat"
lon = "lon"
actors = "actors"
targets = "targets"
"#;

/// A desk with the account checked into a case, the records, and the plan as `khaldun plan` drafts it.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    desk.put("account.txt", ACCOUNT);
    desk.put("port.csv", table());
    desk.put("port.csv.map.toml", MAP);
    let checked = desk.run(&["check", "account.txt", "--case", "case"]);
    assert!(checked.status.success(), "{}", said(&checked));
    let drafted = desk.run(&["plan", "account.txt", "--claim", "c001", "--records", "port.csv"]);
    assert!(drafted.status.success(), "{}", said(&drafted));
    (desk, printed(&drafted))
}

const HELD: [&str; 2] = ["--records", "port.csv"];
const IN_CASE: [&str; 4] = ["--case", "case", "--records", "port.csv"];

fn code(desk: &Desk, arguments: &[&str], more: &[&str]) -> (i32, String, String) {
    let output = desk.run(&[arguments, more].concat());
    (output.status.code().unwrap_or(-1), printed(&output), said(&output))
}

#[test]
fn from_the_claim_to_the_answer() {
    let (desk, plan) = desk();
    let (_, listed, _) = code(&desk, &["plan", "account.txt"], &[]);
    assert!(listed.contains("c001") && listed.contains("rarely shelled"), "{listed}");
    for part in [
        "actors = [\"Harbour Guard\"]",
        "parties = [\"Northern League\", \"Coast Militia\"]",
        "parties = [\"Northern League\", \"River Council\"]",
        "from = \"2001-01-01\"",
        "direction = \"less\"",
        "set = \"port\"",
    ] {
        assert!(plan.contains(part), "{part} is not in\n{plan}");
    }
    assert!(!plan.contains("OPEN:"), "{plan}");
    // As drafted, but with windows of three days and fewer draws.
    let plan =
        plan.replace("days = [7, 3, 14]", "days = [3, 7]").replace("draws = 10000", "draws = 199");
    desk.put("held-back.toml", &plan);

    let (exit, told, _) = code(&desk, &["plan", "held-back.toml"], &HELD);
    assert_eq!(exit, 0);
    assert!(told.contains("306 episodes"), "{told}");
    assert!(told.contains("no response is held against a trigger yet"), "{told}");

    let (exit, out, told) = code(&desk, &["test", "held-back.toml"], &IN_CASE);
    assert_eq!((exit, out.as_str()), (3, ""), "{told}");
    assert!(told.contains("is not locked") && told.contains("try:"), "{told}");

    let (exit, _, told) = code(&desk, &["plan", "held-back.toml", "--lock"], &IN_CASE);
    assert!(exit == 0 && told.contains("locked: "), "{told}");
    let (_, _, told) = code(&desk, &["plan", "held-back.toml", "--lock"], &IN_CASE);
    assert!(told.contains("locked already"), "{told}");

    let (exit, out, told) = code(&desk, &["test", "held-back.toml"], &IN_CASE);
    assert_eq!(exit, 0, "{told}");
    assert!(out.starts_with("supported: the rate of attacks by Harbour Guard"), "{out}");
    assert!(told.contains("case/machine/tests/held-back"), "{told}");

    let files = desk.tree("case/machine/tests/held-back");
    let names: Vec<&str> = files.iter().map(|f| f.0.as_str()).collect();
    for name in ["answer.json", "counts.csv", "plan.toml", "rerun.R", "windows.svg", "events.svg"] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
    let (_, json, _) = code(&desk, &["test", "held-back.toml", "--json"], &IN_CASE);
    let answer: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(answer["verdict"], "supported");
    assert_eq!(answer["claim"]["id"], "c001");
    assert_eq!(answer["plan"]["locked"], true);
    let ratio = answer["effect"]["model"]["ratio"].as_f64().expect("a ratio");
    assert!((0.2..0.55).contains(&ratio), "{ratio}");
    for figure in answer["figures"].as_array().expect("figures") {
        assert!(names.contains(&figure["file"].as_str().expect("a name")), "{figure}");
        assert!(figure["caption"].as_str().is_some_and(|c| c.ends_with('.')), "{figure}");
    }
    assert_eq!(files, desk.tree("case/machine/tests/held-back"), "a second run, the same bytes");

    // Altered after it was locked.
    desk.put("held-back.toml", plan.replace("margin = 0.8", "margin = 0.95"));
    let (exit, out, told) = code(&desk, &["test", "held-back.toml"], &IN_CASE);
    assert_eq!((exit, out.as_str()), (2, ""), "{told}");
    assert!(told.contains("was altered after it was locked"), "{told}");
    let (exit, out, _) = code(&desk, &["test", "held-back.toml", "--exploratory"], &IN_CASE);
    assert!(exit == 0 && out.starts_with("exploratory, the plan was not locked: "), "{out}");
    // Locked anew after it was tested: the answer says so.
    let (_, _, told) = code(&desk, &["plan", "held-back.toml", "--lock"], &IN_CASE);
    assert!(told.contains("earlier tests"), "{told}");
    let (_, out, _) = code(&desk, &["test", "held-back.toml"], &IN_CASE);
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.starts_with("locked only after several tests of a plan of this name: "), "{out}");
}

const RAIDS: &str = "Raid and reprisal
Port Amal, 3 March 2004

From January 2001 to December 2003 the Northern League raided the villages of the Harbour Guard. Each attack of \
the Northern League was answered within days by the Harbour Guard. Rights groups have long accused the Harbour Guard of theft.
";

#[test]
fn raids_and_reprisals_from_the_claim_to_the_answer() {
    let (desk, _) = desk();
    desk.put("raids.txt", RAIDS);
    let (exit, listed, _) = code(&desk, &["plan", "raids.txt"], &[]);
    assert_eq!(exit, 0, "{listed}");
    let (can, cannot) = listed.split_once("no plan can test").expect("two lists");
    assert!(can.contains("was answered within days"), "{listed}");
    assert!(cannot.contains("words (ACCUSE)"), "{listed}");
    let id = can.lines().find(|l| l.contains("answered")).and_then(|l| l.split(' ').next());
    let id = id.expect("an id");
    let (exit, plan, said) = code(&desk, &["plan", "raids.txt", "--claim", id], &HELD);
    assert_eq!(exit, 0, "{said}");
    for part in
        ["actors = [\"Harbour Guard\"]", "actors = [\"Northern League\"]", "model = \"excitation\""]
    {
        assert!(plan.contains(part), "{part} is not in\n{plan}");
    }
    assert!(!plan.contains("[contrast]") && !plan.contains("OPEN:"), "{plan}");
    desk.put("raids.toml", &plan);
    let (exit, told, _) = code(&desk, &["plan", "raids.toml"], &HELD);
    assert!(exit == 0 && told.contains("responses that a trigger calls forth"), "{told}");
    let arguments = ["test", "raids.toml", "--exploratory"];
    let (exit, out, told) = code(&desk, &arguments, &IN_CASE);
    assert_eq!(exit, 0, "{told}");
    assert!(out.contains("one calls forth") && out.contains("the shifted clock makes"), "{out}");
    let files = desk.tree("case/machine/tests/raids");
    let names: Vec<&str> = files.iter().map(|f| f.0.as_str()).collect();
    for name in ["events.csv", "lags.csv", "lags.svg", "pairs.csv", "rerun.R", "events.svg"] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
    let _ = code(&desk, &arguments, &IN_CASE);
    assert_eq!(files, desk.tree("case/machine/tests/raids"), "a second run, the same bytes");
}

#[test]
fn what_cannot_be_planned_or_tested_says_why() {
    let (desk, plan) = desk();
    let plan =
        plan.replace("days = [7, 3, 14]", "days = [3]").replace("draws = 10000", "draws = 199");
    // Before anything is counted.
    for (arguments, why) in [
        (&["plan", "account.txt", "--claim", "c900"][..], "has no claim c900"),
        (&["plan", "none.txt"], "cannot read none.txt"),
        (&["plan", "none.toml"], "cannot read none.toml"),
        (&["plan", "account.txt", "--lock", "--case", "case"], "a plan is locked, not an account"),
        (&["test", "none.toml", "--exploratory"], "cannot read none.toml"),
    ] {
        let (exit, out, told) = code(&desk, arguments, &[]);
        assert_eq!((exit, out.as_str()), (1, ""), "{told}");
        assert!(told.contains(why), "{why}: {told}");
    }
    desk.put("garbled.toml", plan.replace("[windows]", "[windows"));
    desk.put("odd.toml", plan.replace("draws =", "drawz ="));
    for (file, why) in [("garbled.toml", "line "), ("odd.toml", "unknown field `drawz`")] {
        let (exit, out, told) = code(&desk, &["test", file, "--exploratory"], &HELD);
        assert_eq!((exit, out.as_str()), (1, ""), "{told}");
        assert!(
            told.contains("is no plan") && told.contains(why) && told.contains("try:"),
            "{told}"
        );
    }
    // A lock needs a case and a plan without open parts.
    desk.put("open.toml", plan.replace("\"River Council\"", ""));
    let (exit, _, told) = code(&desk, &["plan", "held.toml"], &["--lock"]);
    assert!(exit != 0 && told.contains("--case"), "{told}");
    desk.put("held.toml", &plan);
    let lock = ["plan", "held.toml", "--lock", "--records", "port.csv", "--case", "nowhere"];
    let (exit, _, told) = code(&desk, &lock, &[]);
    assert!(exit == 1 && told.contains("is no case") && told.contains("try:"), "{told}");
    // Counted, and not testable.
    let first_rows: String = table().lines().take(4).fold(String::new(), |all, l| all + l + "\n");
    desk.put("few.csv", first_rows);
    desk.put("few.csv.map.toml", MAP);
    for (plan, records, why) in [
        (
            plan.replace("Harbour Guard\"]", "Hill Guard\"]"),
            "port.csv",
            "no row of port names Hill Guard",
        ),
        (
            plan.replace("days = [3]", "days = [365]").replace("2003-12-31", "2001-12-31"),
            "port.csv",
            "do not fit into the",
        ),
        (
            plan.replace("\"River Council\"]", "\"Lake Council\"]"),
            "port.csv",
            "no row of port names Lake Council",
        ),
        (
            plan.replace("from = \"2001-01-01\"", "from = \"2003-12-30\""),
            "port.csv",
            "no row in the period",
        ),
        (
            plan.replace("from = \"2001-01-01\"", "from = \"2009-12-30\""),
            "port.csv",
            "ends before it begins",
        ),
        (
            plan.replace("set = \"port\"", "set = \"harbour\""),
            "port.csv",
            "no set harbour was given",
        ),
        (plan.replace("\"ASSAULT\"", "\"AID\""), "port.csv", "no row of port is of the class AID"),
        (plan.clone(), "few.csv", ""),
    ] {
        desk.put("case.toml", &plan);
        let (exit, out, told) =
            code(&desk, &["test", "case.toml", "--exploratory", "--records", records], &[]);
        let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(exit, 0, "{why}: {told}");
        assert!(
            out.contains("not testable with this record: ") && out.contains(why),
            "{why}: {out}"
        );
    }
}
