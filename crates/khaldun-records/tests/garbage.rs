//! Whatever the bytes: a set, or an error that says what kind of trouble it is.

use khaldun_records::import::{ColumnMap, propose, read};
use proptest::prelude::*;

const UCDP: &str = "id,type_of_violence,dyad_name,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,low,high\n";
const ACLED: &str = "event_id_cnty,event_date,time_precision,event_type,actor1,actor2,country,location,latitude,longitude,geo_precision,source,notes,fatalities\n";
const RELEASES: &str = "date,country,location,number,description,line\n";

const PACKINGS: &[&[u8]] = &[
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"PK\x03\x04",
    b"PAR1",
    b"{\"Result\":[",
    b"[{\"id\":",
    b"\xef\xbb\xbf",
];

fn sound() -> Vec<u8> {
    let rows = "1,1,A - B,A,B,1,10,20,Chad,1,2015-01-01,2015-01-01,3,3,3\n".repeat(40);
    format!("{UCDP}{rows}").into_bytes()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Two frames, as parallel packers write them.
fn zstd() -> Vec<u8> {
    let (text, level) = (sound(), ruzstd::encoding::CompressionLevel::Fastest);
    let halves = text.split_at(text.len() / 2);
    [halves.0, halves.1].map(|half| ruzstd::encoding::compress_to_vec(half, level)).concat()
}

fn told(bytes: &[u8]) {
    match read("garbage", bytes, None) {
        Ok(set) => {
            let events = set.events.len() as u64;
            assert_eq!(events, set.tally.read);
            assert!(set.tally.refused == 0 || !set.notes.is_empty(), "refused rows have reasons");
        }
        Err(error) => {
            let kinds = [error.is_bad_file(), error.is_wrong_columns(), error.is_no_event_set()];
            assert_eq!(kinds.iter().filter(|k| **k).count(), 1, "{error}");
            assert!(!error.help().is_empty());
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        told(&bytes);
        told(&[&[0x1f, 0x8b], bytes.as_slice()].concat());
    }

    #[test]
    fn any_bytes_below_a_known_header(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for head in [UCDP, ACLED, RELEASES] {
            told(&[head.as_bytes(), bytes.as_slice()].concat());
        }
    }

    #[test]
    fn any_cells_below_a_known_header(rows in prop::collection::vec(prop::collection::vec("[-0-9a-zA-Z:/. \"#]{0,12}", 12..17), 0..6)) {
        let text: String = rows.iter().map(|cells| cells.join(",") + "\n").collect();
        for head in [UCDP, ACLED, RELEASES] {
            told(format!("{head}{text}").as_bytes());
        }
    }

    #[test]
    fn any_bytes_in_any_packing(bytes in prop::collection::vec(any::<u8>(), 0..600), at in 0..8_usize) {
        for head in PACKINGS {
            told(&[*head, bytes.as_slice()].concat());
        }
        // Damage somewhere in a good archive.
        for packed in [zipped(&[("ged.csv", &sound())]), gzipped(&sound()), zstd()] {
            let mut packed = packed;
            let place = packed.len() * at / 8;
            for (byte, noise) in packed[place..].iter_mut().zip(bytes.iter().take(20)) {
                *byte ^= noise;
            }
            told(&packed);
        }
    }

    #[test]
    fn any_json(text in "[\\[\\]{}\":,a-z0-9 .]{0,200}") {
        told(text.as_bytes());
        told(format!("{{\"Result\":[{{\"id\":1,{text}").as_bytes());
    }

    #[test]
    fn any_lines_below_a_line_of_gdelt(lines in prop::collection::vec("[\\t0-9a-z\".-]{0,120}", 0..6), columns in 56..63_usize) {
        let first = format!("1\t20150101{}", "\t".repeat(columns - 2));
        told(format!("{first}\n{}\n", lines.join("\n")).as_bytes());
    }

    #[test]
    fn a_proposal_for_any_table_is_a_map(text in "([a-zé]{1,6}[,;\t]){1,5}[a-z]{1,4}\n(([-0-9/.a-z:]{0,9}[,;\t]){1,5}[0-9a-z]{0,4}\n){0,6}") {
        if let Ok(proposal) = propose("t", text.as_bytes()) {
            let map = ColumnMap::parse("map", &proposal.to_toml()).unwrap();
            let _ = read("t", text.as_bytes(), Some(&map));
        }
    }

    #[test]
    fn any_text_as_a_map(text in "\\PC{0,80}") {
        let _ = ColumnMap::parse("map", &text);
    }
}

#[test]
fn a_truncated_gzip_is_a_bad_file() {
    use std::io::Write as _;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let rows = "1,1,A - B,A,B,1,10,20,Chad,1,2015-01-01,2015-01-01,3,3,3\n".repeat(3000);
    packed.write_all(format!("{UCDP}{rows}").as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(read("x.csv.gz", packed.as_slice(), None).unwrap().tally.read, 3000);
    let error = read("x.csv.gz", &packed[..packed.len() / 2], None).unwrap_err();
    assert!(error.is_bad_file(), "{error}");
}

#[test]
fn swapped_coordinates_and_impossible_days_are_told() {
    let row = |lat: &str, lon: &str, day: &str| {
        format!("1,1,A - B,A,B,1,{lat},{lon},Chad,1,{day},{day},3,3,3\n")
    };
    let text = [
        UCDP.to_owned(),
        row("10", "20", "2015-01-01").repeat(3),
        row("120", "20", "2015-01-01"),
        row("10", "20", "2015-02-30"),
    ]
    .concat();
    let set = read("ged.csv", text.as_bytes(), None).unwrap();
    assert_eq!((set.tally.read, set.tally.refused), (3, 2));
    assert!(set.notes[0].notes[0].contains("swapped"), "{:?}", set.notes[0]);
    assert!(set.notes[1].notes[0].contains("no day of the calendar"), "{:?}", set.notes[1]);
}

#[test]
fn an_open_quotation_mark_does_not_swallow_the_file() {
    let text = format!("{UCDP}1,\"{}", "x,y\n".repeat(3_000_000));
    let error = read("ged.csv", text.as_bytes(), None).unwrap_err();
    assert!(error.is_bad_file(), "{error}");
    assert!(error.to_string().contains("quotation mark"), "{error}");
}

#[test]
fn what_is_packed_is_unpacked() {
    let sound = sound();
    let packed = [
        sound.clone(),
        gzipped(&sound),
        zstd(),
        zipped(&[("folder/ged.csv", &sound), ("__MACOSX/._ged.csv", b"x"), ("read.me", b"x")]),
        zipped(&[("ged.csv.gz", &gzipped(&sound))]),
    ];
    for bytes in packed {
        let set = read("ged", bytes.as_slice(), None).unwrap();
        assert_eq!(set.tally.read, 40);
    }
    let error = read("two.zip", zipped(&[("a.csv", &sound), ("b.csv", &sound)]).as_slice(), None);
    assert!(error.unwrap_err().to_string().contains("2 tables (a.csv, b.csv)"));
    let sheet = zipped(&[("[Content_Types].xml", b"x"), ("xl/sheet1.xml", b"x")]);
    let error = read("sheet.xlsx", sheet.as_slice(), None).unwrap_err();
    assert!(error.to_string().contains("spreadsheet"), "{error}");
    let mut damaged = zipped(&[("ged.csv", &sound)]);
    damaged[60] ^= 0x55;
    assert!(read("damaged.zip", damaged.as_slice(), None).unwrap_err().is_bad_file());
}

#[test]
fn a_bomb_is_not_unpacked_to_its_end() {
    use std::io::Write as _;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(UCDP.as_bytes()).unwrap();
    for _ in 0..200 {
        packed.write_all(&b" ".repeat(1 << 20)).and_then(|()| packed.write_all(b"\n")).unwrap();
    }
    let error = read("bomb.csv.gz", packed.finish().unwrap().as_slice(), None).unwrap_err();
    assert!(error.to_string().contains("zip bomb"), "{error}");
}

#[test]
fn encodings_that_are_mixed_are_told_by_line() {
    let row = |id: &str, side: &[u8]| {
        [id.as_bytes(), b",1,A - B,", side, b",B,1,10,20,Chad,1,2015-01-01,2015-01-01,3,3,3\n"]
            .concat()
    };
    let rows = [row("1", "Déby".as_bytes()), row("2", b"D\xe9by"), row("3", b"\x93A\x94")];
    let text = [UCDP.as_bytes(), &rows.concat()].concat();
    let set = read("ged.csv", text.as_slice(), None).unwrap();
    let sides: Vec<String> = set.events.iter().map(|e| e.actors[0].clone()).collect();
    assert_eq!(sides, ["Déby", "Déby", "“A”"]);
    let note = set.notes.iter().find(|n| n.code == "KH-REC-004").unwrap();
    assert!(note.headline.starts_with("mixed encodings: 2 rows"), "{note:?}");
    let line = khaldun_diag::Source::Line { file: "ged.csv".into(), line: 3 };
    assert_eq!(note.source, line);
}

#[test]
fn coordinates_that_are_exchanged_and_still_degrees_are_told() {
    let row = |id: usize, lat: f64, lon: f64, country: &str| {
        format!("{id},1,A - B,A,B,1,{lat},{lon},{country},1,2015-01-01,2015-01-01,3,3,3\n")
    };
    let of =
        |rows: Vec<String>| read("ged.csv", format!("{UCDP}{}", rows.concat()).as_bytes(), None);
    let told = |rows: Vec<String>| -> Vec<String> {
        let notes = of(rows).unwrap().notes;
        notes.into_iter().filter(|n| n.code == "KH-REC-006").map(|n| n.headline).collect()
    };
    let (kivu, gao) = ((-1.67, 29.22), (16.27, -0.04));
    let right = |n: usize| row(n, kivu.0, kivu.1, "DR Congo (Zaire)");
    let swapped = |n: usize| row(n, kivu.1, kivu.0, "DR Congo (Zaire)");
    assert_eq!(told((0..6).map(right).collect()), Vec::<String>::new());
    let notes =
        told((0..6).map(swapped).chain((6..9).map(|n| row(n, gao.0, gao.1, "Mali"))).collect());
    assert_eq!(notes, ["latitude and longitude look exchanged: 6 of 6 rows of CD, the first here"]);
    // One slip among many, and too few rows to tell, are not a habit.
    assert!(told((0..6).map(right).chain([swapped(9)]).collect()).is_empty());
    assert!(told((0..2).map(swapped).collect()).is_empty());
    // A row far out at sea is wrong either way; nothing is guessed.
    assert!(told((0..6).map(|n| row(n, -40.0, 80.0, "Mali")).collect()).is_empty());
}
