//! Counts neighbours of every row of a record file with [`khaldun_records::Near`] and says how long
//! it took: the half of `cargo xtask bench window` that is ours.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads its file and looks at a clock"
)]

use khaldun_records::{Near, import};
use std::fmt::Write as _;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [table, points_file, counts_file, km, before, after] = arguments.as_slice() else {
        return Err("usage: window TABLE.csv POINTS.csv COUNTS.csv KM BEFORE AFTER".into());
    };
    let (km, before, after): (f64, i32, i32) = (km.parse()?, before.parse()?, after.parse()?);
    let mut points = Vec::new();
    let epoch = jiff::civil::date(1970, 1, 1);
    let file = std::io::BufReader::new(std::fs::File::open(table)?);
    import::each(table, file, None, |event| {
        if let Some((lat, lon)) = event.point {
            points.push((lat, lon, (event.window.start - epoch).get_days()));
        }
        Ok(())
    })?;
    let mut text = String::from("n,lat,lon,day\n");
    for (n, (lat, lon, day)) in points.iter().enumerate() {
        writeln!(text, "{n},{lat},{lon},{day}")?;
    }
    std::fs::write(points_file, text)?;
    let mut times = Vec::new();
    let mut counts = Vec::new();
    for _ in 0..3 {
        let start = Instant::now();
        let near = Near::new(points.iter().copied(), km);
        counts = near.count_each(before, after);
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let mut text = String::from("n,count\n");
    for (n, count) in counts.iter().enumerate() {
        writeln!(text, "{n},{count}")?;
    }
    std::fs::write(counts_file, text)?;
    println!("{}", times[1]);
    Ok(())
}
