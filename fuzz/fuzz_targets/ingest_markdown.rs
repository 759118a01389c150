//! Any bytes as `.md`: an account that keeps its promises, or a refusal.
#![no_main]

mod check;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::account("page.md", data));
