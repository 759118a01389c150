//! Any bytes as a record file of every packing, and their map proposed: a set with its problems
//! listed, a map, or an error.
#![no_main]

use khaldun_records::import::{ColumnMap, propose, read};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    const HEADS: &[&[u8]] = &[
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"PK\x03\x04",
        b"PAR1",
        b"{\"Result\":[",
        b"[{\"date\":\"",
        b"day,Gao,Kidal,Mopti\n",
    ];
    let Some((which, rest)) = data.split_first() else { return };
    let bytes = match HEADS.get(usize::from(*which)) {
        Some(head) => [*head, rest].concat(),
        None => rest.to_vec(),
    };
    let _ = read("rows", bytes.as_slice(), None);
    if let Ok(proposal) = propose("rows", bytes.as_slice()) {
        let map = ColumnMap::parse("map", &proposal.to_toml()).expect("a proposal is a map");
        let _ = read("rows", bytes.as_slice(), Some(&map));
    }
});
