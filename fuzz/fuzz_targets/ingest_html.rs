//! Any bytes as `.html`: an account that keeps its promises, or a refusal.
#![no_main]

mod check;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::account("page.html", data));
