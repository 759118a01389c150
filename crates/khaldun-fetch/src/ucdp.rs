//! UCDP's API: pages of JSON behind a token.
//!
//! `GET BASE/gedevents/VERSION?pagesize=1000&page=K` with the header `x-ucdp-access-token`; a page
//! says how many there are. 5,000 requests a day are allowed, failed ones among them: 1,000 rows a
//! page make 400 requests of the whole set. Source: the documentation of the UCDP API.

use crate::client::{Ask, Client};
use crate::{Error, Manner, Progress, file};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the API is.
pub const BASE: &str = "https://ucdpapi.pcr.uu.se/api";

/// What to fetch.
#[derive(Clone, Debug)]
pub struct Job {
    /// Where the API is; [`BASE`] but in tests.
    pub base: String,
    /// The release: `25.1`, or a candidate's `25.0.6`.
    pub version: String,
    /// The token that UCDP gave to the user.
    pub token: String,
    /// The folder to write to.
    pub folder: PathBuf,
    /// Further conditions of the API, name and value (`Country`, `StartDate`, …).
    pub filters: Vec<(String, String)>,
    /// Rows a page, at most 1,000.
    pub page_size: usize,
}

impl Job {
    /// The whole georeferenced event dataset of a release.
    pub fn new(version: &str, token: &str, folder: impl Into<PathBuf>) -> Self {
        Self {
            base: BASE.to_owned(),
            version: version.to_owned(),
            token: token.to_owned(),
            folder: folder.into(),
            filters: Vec::new(),
            page_size: 1000,
        }
    }

    fn url(&self, page: u64) -> String {
        let mut url = format!(
            "{}/gedevents/{}?pagesize={}&page={page}",
            self.base,
            escape(&self.version),
            self.page_size
        );
        for (name, value) in &self.filters {
            url = format!("{url}&{}={}", escape(name), escape(value));
        }
        url
    }

    /// Name of the file, without ending: release and conditions, as far as a name bears them.
    fn stem(&self) -> String {
        let mut stem = format!("ucdp-ged-{}", self.version);
        for (name, value) in &self.filters {
            stem = format!("{stem}-{name}-{value}");
        }
        stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
    }
}

/// Percent-encodes what is no letter, digit or one of `-._~`.
pub(crate) fn escape(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Fetches all pages into one file of JSON, a page a line; says which.
pub fn fetch(job: &Job, manner: &Manner, progress: &mut dyn Progress) -> Result<PathBuf, Error> {
    let whole = job.folder.join(format!("{}.jsonl", job.stem()));
    let pages = job.folder.join(format!("{}.pages", job.stem()));
    let mut client = Client::new(manner);
    let headers = [("x-ucdp-access-token", job.token.as_str())];
    let mut total: Option<(u64, u64)> = None;
    let mut page = 0;
    while total.is_none_or(|(pages, _)| page < pages) {
        let path = pages.join(format!("{page:05}.json"));
        let (value, is_new) = match kept(&path) {
            Some(value) => (value, false),
            None => (client.json(&job.url(page), &headers, &Ask::Get)?, true),
        };
        let url = job.url(page);
        let counts = counts(&value).ok_or_else(|| {
            Error::strange(&url, "no TotalPages, TotalCount and Result in the page")
        })?;
        if total.is_some_and(|known| known != counts) {
            // The set changed on the way: pages of two states must not be mixed.
            fs::remove_dir_all(&pages).map_err(Error::disk(&pages))?;
            return Err(Error::strange(&url, "the set changed while it was fetched"));
        }
        if counts.1 == 0 {
            let why = format!("{url}: no rows for what was asked");
            return Err(Error::new(crate::error::Kind::Nothing(why)));
        }
        total = Some(counts);
        if is_new {
            file::write(&path, value.to_string().as_bytes())?;
        }
        page += 1;
        progress.tell(page, Some(counts.0), "pages");
    }
    join(&pages, page, &whole)?;
    Ok(whole)
}

/// A page that an earlier run fetched.
fn kept(path: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Pages and rows in all.
fn counts(page: &Value) -> Option<(u64, u64)> {
    page.get("Result")?.as_array()?;
    Some((page.get("TotalPages")?.as_u64()?, page.get("TotalCount")?.as_u64()?))
}

/// Puts the pages together and removes them.
pub(crate) fn join(pages: &Path, count: u64, whole: &Path) -> Result<(), Error> {
    use std::io::Write as _;
    let part = whole.with_extension("jsonl.part");
    let mut out = fs::File::create(&part).map_err(Error::disk(&part))?;
    for page in 0..count {
        let path = pages.join(format!("{page:05}.json"));
        let mut bytes = fs::read(&path).map_err(Error::disk(&path))?;
        bytes.push(b'\n');
        out.write_all(&bytes).map_err(Error::disk(&part))?;
    }
    out.sync_all().and_then(|()| fs::rename(&part, whole)).map_err(Error::disk(whole))?;
    fs::remove_dir_all(pages).map_err(Error::disk(pages))
}
