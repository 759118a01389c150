//! Whatever the bytes: a set, or an error that says what kind of trouble it is.

use khaldun_records::import::{ColumnMap, read};
use proptest::prelude::*;

const UCDP: &str = "id,type_of_violence,dyad_name,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,low,high\n";
const ACLED: &str = "event_id_cnty,event_date,time_precision,event_type,actor1,actor2,country,location,latitude,longitude,geo_precision,source,notes,fatalities\n";
const RELEASES: &str = "date,country,location,number,description,line\n";

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
