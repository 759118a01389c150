//! Any bytes as a record file: a set with its problems listed, or an error.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = khaldun_records::import::read("rows.csv", data, None);
});
