//! ACLED's API: a token for an account, then pages of JSON.
//!
//! `POST HOST/oauth/token` gives a token for a day and one to renew it with; `GET
//! HOST/api/acled/read?_format=json&limit=…&page=K` gives rows. Pages end with one that is not full.
//! Source: ACLED's API documentation since September 2025.

use crate::client::{Ask, Client};
use crate::error::Kind;
use crate::ucdp::{escape, join};
use crate::{Error, Manner, Progress, file};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// Where ACLED is.
pub const HOST: &str = "https://acleddata.com";

/// What to fetch.
#[derive(Clone, Debug)]
pub struct Job {
    /// Where ACLED is; [`HOST`] but in tests.
    pub host: String,
    /// The account's e-mail address.
    pub user: String,
    /// Its password: sent once, never written down.
    pub password: String,
    /// The folder to write to.
    pub folder: PathBuf,
    /// Conditions of the API, name and value (`country`, `year`, `event_date`, …).
    pub filters: Vec<(String, String)>,
    /// Rows a page.
    pub page_size: usize,
}

impl Job {
    fn url(&self, page: u64) -> String {
        let head = format!(
            "{}/api/acled/read?_format=json&limit={}&page={page}",
            self.host, self.page_size
        );
        self.filters
            .iter()
            .fold(head, |url, (name, value)| format!("{url}&{}={}", escape(name), escape(value)))
    }

    fn stem(&self) -> String {
        let stem = self.filters.iter().fold("acled".to_owned(), |s, (n, v)| format!("{s}-{n}-{v}"));
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
    }
}

/// The tokens of a session.
struct Tokens {
    access: String,
    renewal: Option<String>,
}

fn tokens(client: &mut Client, host: &str, fields: &[(&str, &str)]) -> Result<Tokens, Error> {
    let url = format!("{host}/oauth/token");
    let answer = client.json(&url, &[], &Ask::Form(fields))?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
    let access = text("access_token").ok_or_else(|| Error::strange(&url, "no access_token"))?;
    Ok(Tokens { access, renewal: text("refresh_token") })
}

/// Fetches all rows into one file of JSON, a page a line; says which.
pub fn fetch(job: &Job, manner: &Manner, progress: &mut dyn Progress) -> Result<PathBuf, Error> {
    let whole = job.folder.join(format!("{}.jsonl", job.stem()));
    let pages = job.folder.join(format!("{}.pages", job.stem()));
    let mut client = Client::new(manner);
    let sign_in = [
        ("grant_type", "password"),
        ("client_id", "acled"),
        ("username", job.user.as_str()),
        ("password", job.password.as_str()),
    ];
    let mut session = tokens(&mut client, &job.host, &sign_in)?;
    let (mut page, mut rows) = (0_u64, 0_u64);
    loop {
        let path = pages.join(format!("{page:05}.json"));
        let kept = fs::read(&path).ok().and_then(|b| serde_json::from_slice::<Value>(&b).ok());
        let value = match kept {
            Some(value) => value,
            None => ask(&mut client, job, page, &mut session)?,
        };
        let url = job.url(page + 1);
        let count = value.get("data").and_then(Value::as_array).map(Vec::len);
        let count = count.ok_or_else(|| Error::strange(&url, said(&value)))?;
        rows += count as u64;
        if count == 0 && page == 0 {
            // ACLED answers so where the filters fit nothing and where the account may see nothing.
            let why = format!(
                "{url}: no rows; the filters fit nothing, or the account may not see what they ask for"
            );
            return Err(Error::new(Kind::Nothing(why)));
        }
        // A last page may grow until the next run: only full pages are kept for it.
        file::write(&path, value.to_string().as_bytes())?;
        page += 1;
        progress.tell(rows, None, "rows");
        if count < job.page_size {
            join(&pages, page, &whole)?;
            return Ok(whole);
        }
    }
}

/// What a page without rows says of itself.
fn said(page: &Value) -> String {
    let words = ["message", "error", "messages"].iter().find_map(|k| page.get(*k));
    words.map_or_else(|| "no rows in the page".to_owned(), Value::to_string)
}

/// A page; where the token has run out, with a new one.
fn ask(client: &mut Client, job: &Job, page: u64, session: &mut Tokens) -> Result<Value, Error> {
    let url = job.url(page + 1);
    let bearer = format!("Bearer {}", session.access);
    let first = client.json(&url, &[("authorization", bearer.as_str())], &Ask::Get);
    let renewal = match (&first, &session.renewal) {
        (Err(e), Some(renewal)) if e.is_unknown() => renewal.clone(),
        _ => return first,
    };
    let renew = [
        ("grant_type", "refresh_token"),
        ("client_id", "acled"),
        ("refresh_token", renewal.as_str()),
    ];
    *session = tokens(client, &job.host, &renew)?;
    let bearer = format!("Bearer {}", session.access);
    client.json(&url, &[("authorization", bearer.as_str())], &Ask::Get)
}
