//! Any text through who, where and when: mentions in order, inside the text.
#![no_main]

mod check;

use khaldun_language::{Parsed, Pipeline};
use khaldun_resolve::{Knowledge, mentions};
use std::sync::OnceLock;

libfuzzer_sys::fuzz_target!(|text: &str| {
    static KNOWN: OnceLock<Knowledge> = OnceLock::new();
    let known = KNOWN.get_or_init(|| Knowledge::builtin(&[]));
    let Ok(read) = khaldun_ingest::ingest("page.txt", text.as_bytes()) else { return };
    let account = read.value;
    let parsed = Parsed::of(&account, Pipeline::embedded());
    let found = mentions(&account, &parsed, known, None).value;
    let places = found.places.iter().map(|m| m.span);
    let times = found.times.iter().map(|m| m.span);
    let actors = found.actors.iter().map(|m| m.span);
    check::ordered(&account.text, places);
    check::ordered(&account.text, times);
    check::ordered(&account.text, actors);
    for place in found.places.iter().filter_map(|m| m.found.as_ref()).map(|f| &f.place) {
        assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0, "{place:?}");
        assert!(place.radius_km.is_finite() && place.radius_km >= 0.0, "{place:?}");
    }
});
