//! GDELT 2.0: a list of files with size, md5 and address a line; of them the event files of the days
//! asked for.
//!
//! Source: the description of GDELT 2.0's `masterfilelist.txt`. Files come every fifteen minutes
//! since 18 February 2015: a year is 35,000 files and several gigabytes.

use crate::client::{Ask, Client};
use crate::error::Kind;
use crate::{Error, Manner, Progress, file};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;

/// Where the list is.
pub const LIST: &str = "http://data.gdeltproject.org/gdeltv2/masterfilelist.txt";

/// What to fetch.
#[derive(Clone, Debug)]
pub struct Job {
    /// Where the list is; [`LIST`] but in tests.
    pub list: String,
    /// First day, as `YYYYMMDD`.
    pub from: String,
    /// Last day, as `YYYYMMDD`.
    pub to: String,
    /// The folder to write to.
    pub folder: PathBuf,
}

/// A file of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    md5: String,
    url: String,
    name: String,
}

/// The file a line of the list tells of, where it is an event file of the days.
fn listed(line: &str, job: &Job) -> Option<Listed> {
    let mut parts = line.split_ascii_whitespace();
    let (_size, md5, url) = (parts.next()?, parts.next()?, parts.next()?);
    let name = url.rsplit('/').next()?;
    let day = name.strip_suffix(".export.CSV.zip")?.get(..8)?;
    // A name is a name: it leads into no other folder.
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.');
    let asked = day.bytes().all(|b| b.is_ascii_digit()) && *day >= *job.from && *day <= *job.to;
    (plain && asked && md5.len() == 32).then(|| Listed {
        md5: md5.to_owned(),
        url: url.to_owned(),
        name: name.to_owned(),
    })
}

/// Fetches the event files of the days; says which are there now, in order.
pub fn fetch(
    job: &Job,
    manner: &Manner,
    progress: &mut dyn Progress,
) -> Result<Vec<PathBuf>, Error> {
    let mut client = Client::new(manner);
    progress.tell(0, None, "the list of files");
    let mut files = client.ask(&job.list, &[], &Ask::Get, &mut |answer| {
        let lines = BufReader::new(answer.into_body().into_reader()).lines();
        let mut files = Vec::new();
        for line in lines {
            match line {
                Ok(line) => files.extend(listed(&line, job)),
                Err(e) => return Ok(Err(e)),
            }
        }
        Ok(Ok(files))
    })?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files.dedup();
    if files.is_empty() {
        let why = format!("the list has no event files from {} to {}", job.from, job.to);
        return Err(Error::new(Kind::Nothing(why)));
    }
    let of = files.len() as u64;
    let mut paths = Vec::new();
    for (n, listed) in files.iter().enumerate() {
        let path = job.folder.join(&listed.name);
        let whole = file::md5(&path)?.is_some_and(|sum| sum.eq_ignore_ascii_case(&listed.md5));
        if !whole {
            let at = (n as u64, of);
            file::download(&mut client, &listed.url, &path, &listed.md5, progress, at)?;
        }
        progress.tell(n as u64 + 1, Some(of), &listed.name);
        paths.push(path);
    }
    Ok(paths)
}
