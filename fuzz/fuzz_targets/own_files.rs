//! Any bytes as a user's gazetteer file, register file or column map: rows, and what is wrong with the others told.
#![no_main]

use khaldun_records::import::ColumnMap;
use khaldun_resolve::where_::OwnPlaces;
use khaldun_resolve::who::{Register, own};
use std::sync::OnceLock;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    static KNOWN: OnceLock<Register> = OnceLock::new();
    let known = KNOWN.get_or_init(Register::builtin);
    let Some((which, rest)) = data.split_first() else { return };
    match which % 3 {
        0 => drop(OwnPlaces::read("SY.txt", rest)),
        1 => {
            let header = own::COLUMNS.join(",");
            drop(own::read("own.csv", &[header.as_bytes(), b"\n", rest].concat(), known));
        }
        _ => drop(ColumnMap::parse("map.toml", &String::from_utf8_lossy(rest))),
    }
});
