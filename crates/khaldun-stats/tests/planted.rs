//! The three simulated sets with planted truth.

mod gold;

use khaldun_stats::contrast::{
    Days, Episode, Kind, Model, Options, Response, bootstrap, choice, corrected, counts, exposure,
    leave_one_out, permute, power,
};
use std::collections::BTreeSet;
use std::path::Path;

struct Set {
    episodes: Vec<Episode>,
    responses: Vec<Response>,
    second: Vec<(Response, bool)>,
    days: Days,
}

fn set(folder: &Path, name: &str) -> Set {
    let (mut episodes, mut responses, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
    for r in gold::table(&folder.join(format!("sim_{name}.csv"))) {
        let day = gold::day(&r["date"]);
        let point = (r["lat"].parse().expect("lat"), r["lon"].parse().expect("lon"));
        match r["kind"].as_str() {
            "treatment" => episodes.push(Episode { day, point, kind: Kind::First }),
            "contrast" => episodes.push(Episode { day, point, kind: Kind::Second }),
            _ => {
                responses.push(Response { day, point, count: 1 });
                ids.insert(r["id"].clone());
            }
        }
    }
    let path = folder.join(format!("sim_{name}_second_list.csv"));
    let rows = if path.exists() { gold::table(&path) } else { Vec::new() };
    let second = rows
        .iter()
        .map(|r| {
            let point = (r["lat"].parse().expect("lat"), r["lon"].parse().expect("lon"));
            (Response { day: gold::day(&r["date"]), point, count: 1 }, ids.contains(&r["id"]))
        })
        .collect();
    let first = gold::day("2021-01-01");
    Set { episodes, responses, second, days: Days::all(first, first + 1095) }
}

#[test]
fn planted_truth_is_found() {
    let Some(folder) = gold::folder("behaviour") else { return };
    for (name, differs) in [("null_101", false), ("ratio3_102", true), ("diffreport_103", false)] {
        let truth = if differs { 3.0 } else { 1.0 };
        let set = set(&folder, name);
        let options = Options::new(25.0, 7);
        let model = exposure(&set.episodes, &set.responses, &set.days, options, None)
            .fit()
            .unwrap_or_else(|| panic!("{name}: no fit"));
        assert!(holds(&model, truth), "{name}: {model:?}");
        assert_eq!(holds(&model, 1.0), !differs, "{name}: {model:?}");
        let second = choice(&set.episodes, &set.responses, &set.days, options);
        let second = second.unwrap_or_else(|| panic!("{name}: no second opinion"));
        assert_eq!(holds(&second, 1.0), !differs, "{name}: {second:?}");
    }
}

#[test]
fn the_second_list_takes_a_difference_of_recording_away() {
    let Some(folder) = gold::folder("behaviour") else { return };
    let set = set(&folder, "diffreport_103");
    let told =
        corrected(&set.episodes, &set.responses, &set.second, &set.days, Options::new(25.0, 7))
            .expect("two lists");
    assert!(!holds(&told.recorded, 1.0), "the difference is in the record: {told:?}");
    assert!(holds(&told.model, 1.0), "and goes: {told:?}");
    for (share, truth) in told.detection.shares.iter().zip([0.9, 0.3, 0.6]) {
        assert!((share - truth).abs() < 0.03, "{:?}", told.detection);
    }
    // What betrays it without a second list: the level was the same before the episodes.
    let model =
        exposure(&set.episodes, &set.responses, &set.days, Options::new(25.0, 7), None).fit();
    assert!(model.expect("a fit").surroundings_interval.low > 2.0);
}

#[test]
fn swapping_the_kinds_turns_the_ratio_over_and_nothing_else() {
    let Some(folder) = gold::folder("behaviour") else { return };
    let mut set = set(&folder, "ratio3_102");
    let fit = |set: &Set| {
        exposure(&set.episodes, &set.responses, &set.days, Options::new(25.0, 7), None)
            .fit()
            .expect("a fit")
    };
    let one = fit(&set);
    for e in &mut set.episodes {
        e.kind = if e.kind == Kind::First { Kind::Second } else { Kind::First };
    }
    let other = fit(&set);
    assert!((one.ratio * other.ratio - 1.0).abs() < 1e-9);
    assert!((one.interval.low * other.interval.high - 1.0).abs() < 1e-9);
    assert!((one.p - other.p).abs() < 1e-12);
}

#[test]
fn the_result_does_not_depend_on_the_number_of_threads() {
    let Some(folder) = gold::folder("behaviour") else { return };
    let set = set(&folder, "null_101");
    let all = || {
        let options = Options::new(25.0, 7);
        let laid = exposure(&set.episodes, &set.responses, &set.days, options, None);
        let told = counts(&set.episodes, &set.responses, &set.days, 25.0, 7);
        let places: Vec<usize> = (0..told.len()).map(|n| n % 17).collect();
        let cases: Vec<(f64, Kind, usize)> = told.iter().map(|c| (c.change, c.kind, 0)).collect();
        let fitted = laid.fit().expect("a fit");
        format!(
            "{fitted:?} {:?} {:?} {:?} {:?}",
            leave_one_out(&laid),
            power(&laid, &fitted, 10, 3),
            bootstrap(&told, &places, 200, 1),
            permute(&cases, 200, 2)
        )
    };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(all)
    };
    assert_eq!(on(1), on(2));
}

fn holds(model: &Model, ratio: f64) -> bool {
    model.interval.low <= ratio && ratio <= model.interval.high
}
