//! One request after the other, with pauses, and tries again where that can help.

use crate::error::Kind;
use crate::{Error, Manner};
use std::io::Read;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body};

/// The largest answer of an API that is taken into memory.
const LARGEST: u64 = 256 << 20;

/// Asks one server, politely.
pub(crate) struct Client {
    agent: Agent,
    manner: Manner,
    asked: bool,
}

/// What is asked for.
pub(crate) enum Ask<'a> {
    Get,
    Form(&'a [(&'a str, &'a str)]),
}

impl Client {
    pub(crate) fn new(manner: &Manner) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(manner.patience))
            .timeout_recv_response(Some(manner.patience))
            .timeout_recv_body(Some(manner.patience * 30))
            .user_agent(concat!("khaldun/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.into(), manner: *manner, asked: false }
    }

    /// Asks until there is an answer that trying again would not better. `use_answer` reads it; it
    /// may ask for another try by giving back an I/O error.
    pub(crate) fn ask<T>(
        &mut self,
        url: &str,
        headers: &[(&str, &str)],
        ask: &Ask<'_>,
        use_answer: &mut dyn FnMut(Response<Body>) -> Result<std::io::Result<T>, Error>,
    ) -> Result<T, Error> {
        let tries = self.manner.tries.max(1);
        let mut wait = self.manner.first_wait;
        let mut trouble = Trouble::Silent(String::new());
        for n in 0..tries {
            if n > 0 {
                let asked = if let Trouble::Busy(Some(asked)) = trouble { asked } else { wait };
                std::thread::sleep(asked.min(self.manner.longest_wait));
                wait = wait.saturating_mul(2);
            } else if self.asked {
                std::thread::sleep(self.manner.pause);
            }
            self.asked = true;
            let answer = match self.once(url, headers, ask) {
                Ok(answer) => answer,
                Err(e) => {
                    trouble = Trouble::Silent(e.to_string());
                    continue;
                }
            };
            let status = answer.status().as_u16();
            let url = url.to_owned();
            match status {
                200..=299 => match use_answer(answer)? {
                    Ok(value) => return Ok(value),
                    Err(e) => trouble = Trouble::Silent(e.to_string()),
                },
                401 => return Err(Error::new(Kind::Unknown { url })),
                403 => return Err(Error::new(Kind::Denied { url })),
                404 => return Err(Error::new(Kind::Missing { url })),
                429 => trouble = Trouble::Busy(retry_after(&answer)),
                500..=599 => trouble = Trouble::Status(status),
                _ => return Err(Error::new(Kind::Status { url, status })),
            }
        }
        let url = url.to_owned();
        Err(Error::new(match trouble {
            Trouble::Busy(_) => Kind::Busy { url, tries },
            Trouble::Status(status) => Kind::Status { url, status },
            Trouble::Silent(cause) => Kind::Silent { url, tries, cause },
        }))
    }

    fn once(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        ask: &Ask<'_>,
    ) -> Result<Response<Body>, ureq::Error> {
        match ask {
            Ask::Get => {
                let request = self.agent.get(url);
                headers.iter().fold(request, |r, (name, value)| r.header(*name, *value)).call()
            }
            Ask::Form(fields) => {
                let request = self.agent.post(url);
                let request =
                    headers.iter().fold(request, |r, (name, value)| r.header(*name, *value));
                request.send_form(fields.iter().copied())
            }
        }
    }

    /// An answer as JSON.
    pub(crate) fn json(
        &mut self,
        url: &str,
        headers: &[(&str, &str)],
        ask: &Ask<'_>,
    ) -> Result<serde_json::Value, Error> {
        self.ask(url, headers, ask, &mut |answer| {
            let mut bytes = Vec::new();
            let mut reader = answer.into_body().into_reader().take(LARGEST);
            if let Err(e) = reader.read_to_end(&mut bytes) {
                return Ok(Err(e));
            }
            // Cut short is worth another try; something else than JSON is not.
            match serde_json::from_slice(&bytes) {
                Ok(value) => Ok(Ok(value)),
                Err(e) if e.is_eof() => Ok(Err(std::io::Error::other("the answer was cut short"))),
                Err(e) => Err(Error::strange(url, format!("no JSON: {e}"))),
            }
        })
    }
}

enum Trouble {
    Busy(Option<Duration>),
    Status(u16),
    Silent(String),
}

/// The seconds a server asks to wait.
fn retry_after(answer: &Response<Body>) -> Option<Duration> {
    let text = answer.headers().get("retry-after")?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}
