//! Against the R package mwa 0.5.0: its counts, matching tables, overlap tables and estimates.

mod gold;

use khaldun_stats::wake::compat::{Cell, Role, Row, Settings, run};

fn cells(folder: &std::path::Path) -> Vec<Cell> {
    let rows: Vec<Row> = gold::table(&folder.join("mwa_data.csv"))
        .iter()
        .map(|r| Row {
            time: gold::day(&r["timestamp"][..10]) * 86_400,
            point: (r["lat"].parse().expect("lat"), r["lon"].parse().expect("lon")),
            role: match r["type"].as_str() {
                "treatment" => Role::Treatment,
                "control" => Role::Control,
                _ => Role::Dependent,
            },
            covariates: ["match1", "match2"].map(|c| r[c].parse().expect("covariate")).to_vec(),
        })
        .collect();
    let settings = Settings {
        days: vec![2, 4, 6, 8, 10],
        km: vec![2.0, 4.0, 6.0, 8.0, 10.0],
        weighted: true,
        count_matching: true,
        drop_overlapping: false,
    };
    run(&rows, &settings)
}

fn near(told: f64, expected: &str, what: &str) {
    let expected: f64 = expected.parse().expect("a number");
    assert!((told - expected).abs() <= 1e-9, "{what}: {told} against {expected}");
}

fn rounded(value: f64, digits: f64) -> f64 {
    (value * digits).round() / digits
}

#[test]
fn estimates_are_those_of_the_package() {
    let Some(folder) = gold::folder("mwa") else { return };
    let expected = gold::table(&folder.join("expected_estimates.csv"));
    let cells = cells(&folder);
    assert_eq!(cells.len(), expected.len());
    for (cell, row) in cells.iter().zip(&expected) {
        let what = format!("{} days, {} km", cell.days, cell.km);
        assert_eq!(
            (cell.days.to_string(), cell.km.to_string()),
            (row["t_window"].clone(), row["spat_window"].clone())
        );
        let Some(fit) = &cell.fit else {
            assert_eq!(row["estimate"], "NA", "{what}");
            continue;
        };
        assert_ne!(row["estimate"], "NA", "{what}: {fit:?}");
        near(fit.coefficients[2], &row["estimate"], &what);
        near(fit.p_values[2], &row["pvalue"], &what);
        near(fit.adjusted_r2, &row["adj.r.squared"], &what);
        near(fit.coefficients[0], &row["intercept"], &what);
        near(fit.p_values[0], &row["intercept.pval"], &what);
    }
}

#[test]
fn matching_tables_are_those_of_the_package() {
    let Some(folder) = gold::folder("mwa") else { return };
    let cells = cells(&folder);
    for (cell, row) in cells.iter().zip(&gold::table(&folder.join("expected_matching.csv"))) {
        for (cases, when) in [(cell.before, "pre"), (cell.after, "post")] {
            let what = format!("{} days, {} km, {when}", cell.days, cell.km);
            assert_eq!(cases.control.to_string(), row[&format!("control_{when}")], "{what}");
            assert_eq!(cases.treatment.to_string(), row[&format!("treatment_{when}")], "{what}");
            near(rounded(cases.l1, 1e3), &row[&format!("L1_{when}")], &what);
            near(
                rounded(cases.common_support, 10.0),
                &row[&format!("commonSupport_{when}")],
                &what,
            );
        }
    }
    for (cell, row) in cells.iter().zip(&gold::table(&folder.join("expected_sutva.csv"))) {
        for (overlap, name) in [(cell.same, "SO"), (cell.other, "MO")] {
            let what = format!("{} days, {} km, {name}", cell.days, cell.km);
            near(rounded(overlap.pre, 1e3), &row[&format!("{name}_pre")], &what);
            near(rounded(overlap.post, 1e3), &row[&format!("{name}_post")], &what);
            near(rounded(overlap.any, 1e3), &row[name], &what);
        }
    }
}

#[test]
fn wakes_are_those_of_the_package() {
    let Some(folder) = gold::folder("mwa") else { return };
    let mut told: Vec<String> = Vec::new();
    for cell in cells(&folder) {
        told.extend(cell.wakes.iter().map(|w| {
            format!(
                "{} {} {} {} {} {} {} {} {} {} {}",
                w.event,
                cell.days,
                cell.km,
                u8::from(w.treated),
                w.pre,
                w.trend,
                w.same.0,
                w.other.0,
                w.post,
                w.same.1,
                w.other.1
            )
        }));
    }
    let columns = [
        "eventID",
        "t_window",
        "spat_window",
        "treatment",
        "dependent_pre",
        "dependent_trend",
        "SO_pre",
        "MO_pre",
        "dependent_post",
        "SO_post",
        "MO_post",
    ];
    let mut expected: Vec<String> = gold::table(&folder.join("expected_wakes.csv"))
        .iter()
        .map(|r| columns.map(|c| r[c].clone()).join(" "))
        .collect();
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
}
