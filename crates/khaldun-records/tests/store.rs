//! What goes into the store comes out of it, and whoever is stopped on the way leaves it whole.

use khaldun_records::import::{each, read};
use khaldun_records::store::{self, Added, Import, Shelf, Version, Wanted};
use khaldun_records::{Error, Event, RecordSet};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// A folder in memory whose machine stops after so many steps: what was written until then stays,
/// the last write is cut in half, and nothing more happens.
#[derive(Clone, Default)]
struct Memory {
    files: Files,
    steps: Option<Rc<Cell<usize>>>,
}

struct File {
    files: Files,
    path: String,
    dead: bool,
}

impl Memory {
    fn dying_after(&self, steps: usize) -> Self {
        Self { files: Arc::clone(&self.files), steps: Some(Rc::new(Cell::new(steps))) }
    }

    /// Counts a step; false once the machine has stopped.
    fn alive(&self) -> bool {
        let Some(steps) = &self.steps else { return true };
        let left = steps.get();
        steps.set(left.saturating_sub(1));
        left > 0
    }

    fn step(&self) -> io::Result<()> {
        if self.alive() { Ok(()) } else { Err(io::Error::other("stopped")) }
    }
}

impl Write for File {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let kept = if self.dead { &buffer[..buffer.len() / 2] } else { buffer };
        self.files.lock().unwrap().entry(self.path.clone()).or_default().extend_from_slice(kept);
        if self.dead { Err(io::Error::other("stopped")) } else { Ok(buffer.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shelf for Memory {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.step()?;
        Ok(self.files.lock().unwrap().get(path).cloned())
    }

    fn read_part(&self, path: &str, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        self.step()?;
        let files = self.files.lock().unwrap();
        let bytes = files.get(path).ok_or_else(|| io::Error::other("no file"))?;
        let part = bytes.get(offset as usize..offset as usize + len);
        part.map(<[u8]>::to_vec).ok_or_else(|| io::Error::other("too short"))
    }

    fn create(&self, path: &str) -> io::Result<Box<dyn Write + Send>> {
        self.step()?;
        self.files.lock().unwrap().insert(path.to_owned(), Vec::new());
        let dead = !self.alive();
        Ok(Box::new(File { files: Arc::clone(&self.files), path: path.to_owned(), dead }))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.step()?;
        let mut files = self.files.lock().unwrap();
        let below = format!("{from}/");
        let moved: Vec<String> =
            files.keys().filter(|k| *k == from || k.starts_with(&below)).cloned().collect();
        for path in moved {
            let bytes = files.remove(&path).unwrap();
            files.insert(format!("{to}{}", &path[from.len()..]), bytes);
        }
        Ok(())
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.step()?;
        let head = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let files = self.files.lock().unwrap();
        let below = files.keys().filter_map(|k| k.strip_prefix(&head));
        let mut names: Vec<String> =
            below.filter_map(|k| k.split('/').next()).map(str::to_owned).collect();
        names.dedup();
        Ok(names)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        // A folder goes file by file: a machine may stop half way through it.
        let below = format!("{path}/");
        let gone: Vec<String> = {
            let files = self.files.lock().unwrap();
            files.keys().filter(|k| *k == path || k.starts_with(&below)).cloned().collect()
        };
        for path in gone {
            self.step()?;
            self.files.lock().unwrap().remove(&path);
        }
        Ok(())
    }
}

fn add(shelf: &dyn Shelf, name: &str, file: &str, bytes: &[u8]) -> Result<Added, Error> {
    let mut import = Import::new(shelf, name)?;
    let summary = each(file, bytes, None, |event| import.add(&event))?;
    import.finish(&summary)
}

fn rows_of(shelf: &Memory, version: Version) -> Vec<Event> {
    store::load(shelf, "ged", version).unwrap().events.iter().collect()
}

fn same(a: &RecordSet, b: &RecordSet) {
    assert_eq!(a.manifest, b.manifest);
    assert_eq!(a.coverage, b.coverage);
    assert_eq!(a.tally, b.tally);
    assert_eq!(a.notes, b.notes);
    assert_eq!(a.events.len(), b.events.len());
    for (x, y) in a.events.iter().zip(&b.events) {
        assert_eq!(x, y);
    }
}

const HEAD: &str = "id,type_of_violence,dyad_name,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,date_prec,date_start,date_end,deaths_civilians,best,low,high,source_office\n";

/// Rows over a year and three continents, with `dead` in each.
fn ged(rows: usize, dead: usize) -> String {
    let places = [
        ("Gao", 16.27, -0.05, "Mali"),
        ("Cali", 3.45, -76.53, "Colombia"),
        ("Labasa", -16.43, 179.37, "Fiji"),
    ];
    let row = |n: usize| {
        let (place, lat, lon, country) = places[n % 3];
        let (month, day) = (n / 7 % 12 + 1, n % 28 + 1);
        format!(
            "{n},1,A - B,A,\"B, C\",1,{place},{lat},{lon},{country},1,2012-{month:02}-{day:02},2012-{month:02}-{day:02},1,{dead},{dead},{dead},Radio;Wire\n"
        )
    };
    (0..rows).fold(HEAD.to_owned(), |text, n| text + &row(n))
}

#[test]
fn a_set_comes_back_as_it_went_in() {
    let shelf = Memory::default();
    let text = ged(300, 4) + "301,1,A - B,A,B,1,x,1,2,Mali,1,2012-02-31,2012-03-01,0,1,1,1,\n";
    assert_eq!(add(&shelf, "ged", "ged.csv", text.as_bytes()).unwrap(), Added::New);
    let read = read("ged.csv", text.as_bytes(), None).unwrap();
    same(&store::load(&shelf, "ged", Version::Now).unwrap(), &read);
    assert_eq!(store::names(&shelf).unwrap(), ["ged"]);
    store::remove(&shelf, "ged").unwrap();
    assert!(store::names(&shelf).unwrap().is_empty());
    assert!(shelf.files.lock().unwrap().is_empty());
}

#[test]
fn the_same_again_changes_nothing_and_another_version_keeps_the_one_before() {
    let shelf = Memory::default();
    let (old, new, newest) = (ged(90, 4), ged(91, 5), ged(92, 6));
    add(&shelf, "ged", "ged.csv", old.as_bytes()).unwrap();
    let before = shelf.files.lock().unwrap().clone();
    assert_eq!(add(&shelf, "ged", "ged.csv", old.as_bytes()).unwrap(), Added::Unchanged);
    assert_eq!(*shelf.files.lock().unwrap(), before);
    assert_eq!(add(&shelf, "ged", "ged.csv", new.as_bytes()).unwrap(), Added::Replaced);
    let diff = store::compare(&rows_of(&shelf, Version::Before), &rows_of(&shelf, Version::Now));
    assert_eq!((diff.added.as_slice(), diff.changed.len()), (["90".to_owned()].as_slice(), 90));
    // The one before may come back, and only two generations are kept.
    assert_eq!(add(&shelf, "ged", "ged.csv", old.as_bytes()).unwrap(), Added::Replaced);
    assert_eq!(store::load(&shelf, "ged", Version::Now).unwrap().events.len(), 90);
    add(&shelf, "ged", "ged.csv", newest.as_bytes()).unwrap();
    let sets = shelf.files.lock().unwrap().keys().filter(|k| k.ends_with("set.json")).count();
    assert_eq!(sets, 2);
}

#[test]
fn stopped_at_any_step_the_store_is_the_old_one_or_the_new_one() {
    let (old, new) = (ged(60, 1), ged(75, 2));
    let first = Memory::default();
    add(&first, "ged", "ged.csv", old.as_bytes()).unwrap();
    let start = first.files.lock().unwrap().clone();
    let (mut olds, mut news) = (0, 0);
    for steps in 0.. {
        let shelf = Memory { files: Arc::new(Mutex::new(start.clone())), steps: None };
        let outcome = add(&shelf.dying_after(steps), "ged", "ged.csv", new.as_bytes());
        let found = store::load(&shelf, "ged", Version::Now).unwrap();
        match found.events.len() {
            60 => olds += 1,
            75 => news += 1,
            other => panic!("{other} rows after {steps} steps"),
        }
        assert!(found.events.iter().all(|e| e.best == found.events[0].best), "a mixture");
        // Whatever was left lying about, the next import goes through.
        add(&shelf, "ged", "ged.csv", new.as_bytes()).unwrap();
        assert_eq!(store::load(&shelf, "ged", Version::Now).unwrap().events.len(), 75);
        assert_eq!(store::load(&shelf, "ged", Version::Before).unwrap().events.len(), 60);
        if outcome.is_ok() {
            break;
        }
    }
    assert!(olds > 20 && news > 0, "{olds} old, {news} new");
}

#[test]
fn a_file_that_ends_in_an_error_leaves_the_store_untouched() {
    let shelf = Memory::default();
    add(&shelf, "ged", "ged.csv", ged(40, 1).as_bytes()).unwrap();
    let before = shelf.files.lock().unwrap().clone();
    let twice = ged(40, 1) + &ged(40, 2);
    let wider =
        ged(40, 1) + &"1,1,A - B,A,B,1,x,1,2,Mali,1,2012-02-01,2012-03-01,0,1,1,1,y,z\n".repeat(9);
    let revised = ged(40, 1) + &ged(40, 2)[HEAD.len()..];
    for (text, line) in [(twice, "line 42"), (wider, "line 42"), (revised, "line 42")] {
        let error = add(&shelf, "ged", "ged.csv", text.as_bytes()).unwrap_err();
        assert!(error.is_wrong_columns(), "{error}");
        assert!(error.to_string().contains(line), "{error}");
        assert_eq!(store::load(&shelf, "ged", Version::Now).unwrap().events.len(), 40);
    }
    // The next import clears what was left.
    add(&shelf, "ged", "ged.csv", ged(40, 1).as_bytes()).unwrap();
    assert_eq!(*shelf.files.lock().unwrap(), before);
}

#[test]
fn only_the_months_and_cells_asked_for_are_read() {
    use jiff::civil::date;
    let shelf = Memory::default();
    add(&shelf, "ged", "ged.csv", ged(3000, 1).as_bytes()).unwrap();
    let all = store::load(&shelf, "ged", Version::Now).unwrap().events;
    let window = khaldun_model::Window { start: date(2012, 3, 10), end: date(2012, 4, 2) };
    let bounds = khaldun_records::Bounds { south: 15.0, north: 17.0, west: -1.0, east: 1.0 };
    let count = |wanted: Wanted, near: bool| {
        let mut n = 0;
        store::rows(&shelf, "ged", Version::Now, wanted, &mut |_, event| {
            n += usize::from(!near || event.place == ["Gao"]);
        })
        .unwrap();
        n
    };
    let met = all.iter().filter(|e| e.window.meets(window)).count();
    assert_eq!(count(Wanted { window: Some(window), bounds: None }, false), met);
    let here = all.iter().filter(|e| e.place == ["Gao"]).count();
    assert_eq!(count(Wanted { window: None, bounds: Some(bounds) }, true), here);
}

#[test]
fn every_shared_file_comes_back_as_it_went_in() {
    let Some(shared) = khaldun_testkit::shared() else { return };
    let mut folders = vec![shared.join("records")];
    let mut sets = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            #[allow(clippy::disallowed_methods, reason = "test-only")]
            let bytes = std::fs::read(&path).unwrap();
            let Ok(set) = read("rows", bytes.as_slice(), None) else { continue };
            let shelf = Memory::default();
            add(&shelf, "set", "rows", &bytes).unwrap();
            same(&store::load(&shelf, "set", Version::Now).unwrap(), &set);
            sets += 1;
        }
    }
    assert!(sets >= 10, "{sets}");
}
