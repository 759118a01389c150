//! Any bytes as the lines of a GDELT file: whatever their columns, each is read or refused.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let columns = match data.first() {
        Some(n) if n % 3 == 0 => 57,
        Some(n) if n % 3 == 1 => 58,
        _ => 61,
    };
    let first = [b"1\t20150101".as_slice(), &b"\t".repeat(columns - 2), b"\n"].concat();
    let lines = data.split(|b| *b == b'\n').filter(|l| l.iter().any(|b| !b.is_ascii_whitespace()));
    let lines = lines.count() as u64;
    if let Ok(set) = khaldun_records::import::read("rows.tsv", [&first, data].concat().as_slice(), None) {
        let tally = set.tally;
        // A carriage return may end a line, too.
        assert!(tally.read + tally.refused + tally.skipped >= lines.min(1));
    }
});
