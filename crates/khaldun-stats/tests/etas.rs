//! ETAS: against SAPP 1.0.9-1 on the aftershocks of Miyagi, 26 July 2003.

mod gold;

use khaldun_stats::hawkes::etas::{Catalogue, Etas, fit, log_likelihood};

fn miyagi() -> Option<Catalogue> {
    let rows = gold::table(&gold::folder("etas")?.join("main2003JUL26.csv"));
    let number = |s: &String| s.parse::<f64>().expect("a number");
    let (times, sizes) = rows
        .iter()
        .map(|r| (number(&r["time"]), number(&r["magnitude"])))
        .filter(|(_, m)| *m >= 2.5)
        .map(|(t, m)| (t, m - 6.2))
        .unzip();
    Some(Catalogue { times, sizes, span: (0.01, 18.68) })
}

#[test]
fn the_likelihood_is_that_of_sapp() {
    let Some(events) = miyagi() else { return };
    let reference = Etas { mu: 0.0, k: 69.84539, c: 0.040_761_29, alpha: 2.826_344, p: 1.002_435 };
    let told = log_likelihood(&events, reference).expect("events");
    assert!((told - 1806.1607).abs() <= 1e-4, "{told}");
}

#[test]
fn the_fit_is_that_of_sapp() {
    let Some(events) = miyagi() else { return };
    let start = Etas { mu: 0.0, k: 63.348, c: 0.038_209, alpha: 2.6423, p: 1.0169 };
    let told = fit(&events, start).expect("a fit");
    assert!((told.log_likelihood - 1806.1607).abs() <= 1e-3, "{told:?}");
    let near = |a: f64, b: f64| ((a - b) / b).abs() < 2e-3;
    let e = told.etas;
    assert!(near(e.k, 69.84539) && near(e.c, 0.040_761_29), "{told:?}");
    assert!(near(e.alpha, 2.826_344) && near(e.p, 1.002_435), "{told:?}");
    // From another start the same hill.
    let far = fit(&events, Etas { mu: 0.0, k: 20.0, c: 0.01, alpha: 1.5, p: 1.3 }).expect("a fit");
    assert!((far.log_likelihood - told.log_likelihood).abs() < 1e-5, "{far:?}");
}

#[test]
fn what_is_no_sequence() {
    let start = Etas { mu: 0.1, k: 1.0, c: 0.1, alpha: 1.0, p: 1.1 };
    let of = |times: Vec<f64>| Catalogue { sizes: vec![0.0; times.len()], times, span: (0.0, 9.0) };
    assert!(fit(&of(vec![]), start).is_err());
    assert!(fit(&of(vec![3.0, 1.0]), start).is_err());
    assert!(fit(&of(vec![f64::NAN]), start).is_err());
    assert!(fit(&of(vec![1.0]), Etas { c: 0.0, ..start }).is_err());
}
