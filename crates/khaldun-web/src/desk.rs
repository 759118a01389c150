//! The case on the desk: what it comes to, and what a decision changes.

use crate::ask::{Ask, Decide, Ground};
use crate::interface::{self, There};
use khaldun::analyst::{Deed, Entry, Log, Refused, Value, Work};
use khaldun::{Checked, Held, Library, World};
use khaldun_model::{Claim, PlaceMatch, Setting};
use khaldun_report::desk as page;
use khaldun_report::view::Report;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The file that keeps a second desk from the same case.
const LOCK: &str = "analyst/.desk.lock";

/// What the desk is told by whoever opens it.
pub struct Settings {
    /// The case.
    pub folder: PathBuf,
    /// Who decides; written beside each decision. May be empty.
    pub by: String,
    /// The time of day, for the log of decisions.
    pub now: fn() -> String,
}

/// A case, opened to be worked on.
pub struct Desk {
    world: Box<dyn World + Send>,
    settings: Settings,
    checked: Checked,
    library: Library,
    log: Log,
    work: Work,
    /// What the analyst says of each claim, as its card shows it: block and states.
    blocks: BTreeMap<String, (String, String)>,
    _held: Held,
}

impl Desk {
    /// Opens a case that was read; no other desk may have it open.
    ///
    /// # Errors
    /// Where another desk has it ([`io::ErrorKind::WouldBlock`]), or its decisions cannot be read.
    pub fn open(
        world: Box<dyn World + Send>,
        settings: Settings,
        checked: Checked,
        library: Library,
    ) -> io::Result<Self> {
        let held = world.hold(&settings.folder.join(LOCK))?;
        let log = Log::read(&*world, &settings.folder)?;
        let mut desk = Self {
            world,
            settings,
            checked,
            library,
            log,
            work: Work::default(),
            blocks: BTreeMap::new(),
            _held: held,
        };
        let report = desk.hold();
        desk.blocks = blocks(&report);
        Ok(desk)
    }

    /// The case's folder.
    pub fn folder(&self) -> &Path {
        &self.settings.folder
    }

    /// Holds the decisions to the claims anew.
    fn hold(&mut self) -> Report {
        self.work = Work::hold(&self.log, &mut self.checked, &self.library);
        self.report()
    }

    fn report(&self) -> Report {
        Report::with(&self.checked, &self.work)
    }

    /// The page, with the tests that lie in the case by now.
    pub(crate) fn page(&mut self) -> String {
        self.look_for_tests();
        page::html(&self.report())
    }

    /// A test may have been run since the desk was opened. Where what lies there is not what the case's log
    /// says, the tests known before stand.
    fn look_for_tests(&mut self) {
        if let Ok(tests) = khaldun::tested::read(&*self.world, &self.settings.folder) {
            self.checked.tests = tests;
        }
    }

    /// The report as a file.
    pub(crate) fn file(&mut self) -> String {
        self.look_for_tests();
        khaldun_report::html_with(&self.checked, &self.work)
    }

    /// The page that describes the interface, with what this case has to speak of.
    pub(crate) fn interface(&self) -> Json {
        let report = self.report();
        let there = There {
            claims: self.blocks.keys().map(String::as_str).collect(),
            rows: report.rows.iter().map(|r| (r.set.as_str(), r.id.as_str())).collect(),
            hypotheses: self.work.hypotheses.iter().map(|(h, _)| h.id.as_str()).collect(),
        };
        interface::page(&there)
    }

    /// What a window needs that was opened before `seen`.
    pub(crate) fn state(&self, seen: u64) -> Json {
        if seen == self.log.version() {
            return json!({ "version": seen, "same": true });
        }
        let report = self.report();
        let claims: Vec<Json> = self.blocks.iter().map(claim_block).collect();
        json!({
            "version": self.log.version(),
            "shape": shape(&self.blocks),
            "claims": claims,
            "whole": page::whole(&report),
        })
    }

    /// Carries out what was asked, all of it or none.
    pub(crate) fn decide(&mut self, decide: Decide) -> Result<Json, Unmade> {
        if decide.asks.is_empty() || decide.asks.len() > 100 {
            return Err(Unmade::Unfit("1 to 100 decisions are taken together".to_owned()));
        }
        let ground = Ground { checked: &self.checked, work: &self.work, log: &self.log };
        let deeds: Result<Vec<Deed>, String> =
            decide.asks.into_iter().map(|ask: Ask| ground.deed(ask)).collect();
        let deeds = deeds.map_err(Unmade::Unfit)?;
        let signed = ((self.settings.now)(), self.settings.by.clone());
        let folder = self.settings.folder.clone();
        let added =
            self.log.add(&*self.world, &folder, decide.version, (&signed.0, &signed.1), deeds);
        match added {
            Ok(()) => Ok(self.changed()),
            Err(Refused::Overtaken(since)) => Err(Unmade::Overtaken(self.overtaken(&since))),
            Err(Refused::NoSuch(n)) => Err(Unmade::Unfit(format!(
                "there is no decision {n} to take back, or it was taken back"
            ))),
            Err(Refused::Io(error)) => Err(Unmade::Io(error)),
        }
    }

    fn changed(&mut self) -> Json {
        let report = self.hold();
        let now = blocks(&report);
        let differs = |(anchor, block): &(&String, &(String, String))| {
            self.blocks.get(*anchor) != Some(*block)
        };
        let claims: Vec<Json> = now.iter().filter(differs).map(claim_block).collect();
        let answer = json!({
            "version": self.log.version(),
            "shape": shape(&now),
            "claims": claims,
            "whole": page::whole(&report),
        });
        self.blocks = now;
        answer
    }

    fn overtaken(&self, since: &[Entry]) -> Json {
        let told = |e: &Entry| {
            let words = e.deed.claims().first().map_or("", |a| a.words.as_str());
            json!({ "n": e.n, "did": e.deed.verb(), "by": e.by, "words": words })
        };
        let mut state = self.state(u64::MAX);
        state["error"] = json!(
            "another window has decided on this since you opened it; nothing of yours was written"
        );
        state["since"] = json!(since.iter().map(told).collect::<Vec<_>>());
        state
    }

    /// Everything about a claim that a form shows: the machine's reading, the analyst's, other
    /// readings that fit.
    pub(crate) fn claim(&self, anchor: &str) -> Result<Json, String> {
        let ground = Ground { checked: &self.checked, work: &self.work, log: &self.log };
        let (n, one, claim) = ground.claim(anchor)?;
        let done = self.work.of(n, claim.id);
        let read = done.and_then(|w| w.corrected.as_ref()).map_or(claim, |c| &c.claim);
        let next = one.claims.iter().filter(|c| c.block == claim.block && c.id != claim.id);
        let others: Vec<Json> = next
            .map(|c| {
                let label = ground.label(n, c);
                json!({ "anchor": format!("a{}-{label}", n + 1), "label": label, "words": c.span.of(&one.account.text) })
            })
            .collect();
        let ratings: BTreeMap<&str, Json> = self
            .work
            .hypotheses
            .iter()
            .filter_map(|(h, fit)| Some((h.id.as_str(), json!(fit.get(&(n, claim.id))?))))
            .collect();
        let hypotheses: Vec<Json> = self
            .work
            .hypotheses
            .iter()
            .map(|(h, _)| json!({ "id": h.id, "text": h.text }))
            .collect();
        let decided = done.map(|w| &w.decided);
        let set: Vec<&str> =
            decided.into_iter().flat_map(|d| d.values.values()).map(|v| field(&v.value)).collect();
        Ok(json!({
            "anchor": anchor,
            "label": ground.label(n, claim),
            "quote": claim.span.of(&one.account.text),
            "version": self.log.version(),
            "machine": reading(claim),
            "now": reading(read),
            "set": set,
            "voice": claim.attribution.label(),
            "reliability": self.work.voices.get(&claim.attribution.label()),
            "credibility": decided.and_then(|d| d.credibility.as_ref()).map(|m| m.value),
            "note": decided.and_then(|d| d.note.as_ref()).map_or("", |m| m.value.as_str()),
            "rows": decided.map(|d| d.rows.iter().map(|((set, row), m)| json!({ "set": set, "row": row, "right": m.value })).collect::<Vec<_>>()),
            "hypotheses": hypotheses,
            "ratings": ratings,
            "words": words(claim, &one.account.text),
            "others": others,
            "times": other_times(one, claim),
            "places": self.other_places(one, claim),
        }))
    }

    fn other_places(&self, one: &khaldun::CheckedAccount, claim: &Claim) -> Vec<Json> {
        let named = |s: &Setting| {
            let words = s.span.of(&one.account.text);
            let found = s.found.as_ref().map(|f: &PlaceMatch| f.place.id.as_str());
            let others = self.library.places(words);
            others
                .into_iter()
                .filter(|p| Some(p.id.as_str()) != found)
                .map(|p| json!(p))
                .collect::<Vec<_>>()
        };
        claim.places.iter().flat_map(named).take(20).collect()
    }

    /// Names that a person looks up.
    pub(crate) fn actors(&self, words: &str) -> Json {
        json!(self.library.actors(words))
    }

    /// Places that a person looks up.
    pub(crate) fn places(&self, words: &str) -> Json {
        json!(self.library.places(words))
    }
}

/// Why a decision was not made.
pub(crate) enum Unmade {
    /// It cannot be: why.
    Unfit(String),
    /// Another window was first: what the window that asked needs to know.
    Overtaken(Json),
    /// It could not be written.
    Io(io::Error),
}

fn field(value: &Value) -> &'static str {
    match value {
        Value::Kind(_) => "kind",
        Value::Polarity(_) => "polarity",
        Value::Actor(_) => "actor",
        Value::Target(_) => "target",
        Value::Place(_) => "place",
        Value::Time(_) => "time",
        Value::Voice(_) => "voice",
    }
}

fn reading(claim: &Claim) -> Json {
    let names = |parties: &[khaldun_model::Party]| {
        parties.iter().map(|p| json!({ "name": p.name, "id": p.id })).collect::<Vec<_>>()
    };
    let places: Vec<_> =
        claim.places.iter().filter_map(|s| s.found.as_ref()).map(|f| json!(f.place)).collect();
    let chain: Vec<String> = claim.attribution.chain.iter().map(|v| v.names.join("; ")).collect();
    json!({
        "kind": claim.kind,
        "polarity": claim.polarity,
        "actor": names(&claim.actor),
        "target": names(&claim.target),
        "place": places,
        "time": claim.time,
        "voice": chain,
    })
}

/// The claim's words, each with where the next begins: the places where it can be cut.
fn words(claim: &Claim, text: &str) -> Vec<Json> {
    let span = claim.span;
    let said = span.of(text);
    let mut out = Vec::new();
    let mut at = 0;
    for word in said.split_whitespace() {
        let start = said[at..].find(word).map_or(at, |n| at + n);
        out.push(json!({ "start": span.start as usize + start, "text": word }));
        at = start + word.len();
    }
    out
}

/// Other windows that the time expressions in and before the claim allow.
fn other_times(one: &khaldun::CheckedAccount, claim: &Claim) -> Vec<Json> {
    let block = one.account.blocks.get(claim.block as usize).map_or(claim.span, |b| b.span);
    let near = one.mentions.times.iter().filter(|t| block.contains(t.span));
    let mut out: Vec<Json> = Vec::new();
    for mention in near {
        let words = mention.span.of(&one.account.text);
        for window in mention.when.window.iter().chain(&mention.when.others) {
            let known =
                Some(*window) == claim.time || out.iter().any(|o| o["window"] == json!(window));
            if !known {
                out.push(json!({ "window": window, "words": words }));
            }
        }
    }
    out.truncate(20);
    out
}

fn blocks(report: &Report) -> BTreeMap<String, (String, String)> {
    let cards = report.accounts.iter().flat_map(|a| &a.cards);
    cards.map(|c| (c.anchor.clone(), (page::block(c), page::states(c)))).collect()
}

fn claim_block((anchor, (block, states)): (&String, &(String, String))) -> Json {
    json!({ "anchor": anchor, "block": block, "states": states })
}

/// Which claims there are: a window whose shape differs must load the page anew.
fn shape(blocks: &BTreeMap<String, (String, String)>) -> String {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    // Compared within one process only: it need not be the same tomorrow.
    let mut hasher = DefaultHasher::new();
    for anchor in blocks.keys() {
        anchor.hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}
