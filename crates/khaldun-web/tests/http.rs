//! The desk over HTTP: what it answers, whom it turns away, and that nothing it is sent makes it
//! fail or write outside the analyst's layer.

use khaldun::{Disk, Library, Session};
use khaldun_web::{Address, Desk, Settings};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::mpsc;

const TEXT: &str = "The ferry at Bor\n\nBOR, 4 June 1993\n\nOn Thursday gunmen attacked the ferry, and three men were killed. \
The garrison denied firing on the ferry. <script>alert(1)</script>\n";

/// A desk on a case of its own.
struct Served {
    folder: tempfile::TempDir,
    host: String,
    path: String,
}

struct Answer {
    code: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

impl Served {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("ferry.case");
        let sets = vec![khaldun_records::import::starter()];
        let session = Session::new(sets, khaldun_ingest::Limits::default());
        let files = [("ferry.txt".to_owned(), TEXT.as_bytes().to_vec())];
        let checked = session.check(&files, &mut |_| {}).unwrap();
        khaldun::case::write(&Disk, &case, &checked, &[TEXT.into()], "report").unwrap();
        let settings =
            Settings { folder: case, by: "R.K.".into(), now: || "2031-03-03T12:00:00Z".into() };
        let library = Library::new(&checked.sets);
        let desk = Desk::open(Box::new(Disk), settings, checked, library).unwrap();
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let address = Address { port: 0, token: "0123456789abcdef".into() };
            let ready = |url: &str| send.send(url.to_owned()).unwrap();
            khaldun_web::serve(desk, &address, ready, std::future::pending()).unwrap();
        });
        let url = receive.recv().unwrap();
        let rest = url.strip_prefix("http://").unwrap();
        let (host, path) = rest.split_once('/').unwrap();
        Self { folder, host: host.to_owned(), path: format!("/{}", path.trim_end_matches('/')) }
    }

    /// Sends bytes as they are and reads what comes back.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        // The desk may close on a bad head before all of it was sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let code = head.split(' ').nth(1).and_then(|c| c.parse().ok()).unwrap_or(0);
        let (head, mut body) = (head.to_owned(), body.to_owned());
        if head.contains("chunked") {
            body = body.split("\r\n").skip(1).step_by(2).collect();
        }
        Answer { code, head, body }
    }

    fn send(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
            self.host,
            body.len()
        );
        self.raw(&[head.as_bytes(), body].concat())
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", &format!("{}{path}", self.path), "", b"")
    }

    fn decide(&self, version: u64, asks: &Value) -> Answer {
        let headers = format!("origin: http://{}\r\ncontent-type: application/json\r\n", self.host);
        let body = json!({ "version": version, "asks": asks }).to_string();
        self.send("POST", &format!("{}/api/decide", self.path), &headers, body.as_bytes())
    }

    /// The first claim's anchor.
    fn claim(&self) -> String {
        let page = self.get("/").body;
        let at = page.find("id=\"a1-c").expect("a card") + 4;
        page[at..].split('"').next().unwrap().trim_end_matches("-in").to_owned()
    }

    /// Every file beside the decisions, with its bytes.
    fn rest(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(self.folder.path(), &mut files);
        files.retain(|name, _| !name.ends_with("analyst/decisions.jsonl"));
        files
    }
}

#[allow(clippy::disallowed_methods, reason = "a test looks at what was written")]
fn walk(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.insert(path.display().to_string(), std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn the_page_comes_with_a_strict_policy_and_hostile_text_as_text() {
    let served = Served::new();
    let page = served.get("/");
    assert_eq!(page.code, 200);
    for header in [
        "content-security-policy: default-src 'none'; script-src 'self' 'sha256-",
        "frame-ancestors 'none'",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
    ] {
        assert!(page.head.contains(header), "{header} is missing in {}", page.head);
    }
    assert!(!page.body.contains("<script>alert"));
    assert!(page.body.contains("&lt;script&gt;alert"));
    for (path, kind) in [
        ("/desk.js", "text/javascript"),
        ("/form.js", "text/javascript"),
        ("/page.js", "text/javascript"),
        ("/desk.css", "text/css"),
    ] {
        let asset = served.get(path);
        assert_eq!(asset.code, 200, "{path}");
        assert!(asset.head.contains(kind), "{path}: {}", asset.head);
    }
    let page = served.get("/openapi.json").json();
    assert_eq!(page["openapi"], "3.1.0");
    let claims = page["components"]["schemas"]["Claim"]["enum"].as_array().unwrap();
    assert!(claims.contains(&json!(served.claim())), "{claims:?}");
    assert!(served.get("/report.html").body.contains("Content-Security-Policy"));
}

#[test]
fn strangers_are_turned_away_and_nothing_is_written() {
    let served = Served::new();
    let claim = served.claim();
    let body = json!({ "version": 0, "asks": [{ "do": "accept", "claim": claim }] }).to_string();
    let path = format!("{}/api/decide", served.path);
    let json = "content-type: application/json\r\n";
    for (headers, code) in [
        (json.to_owned(), 403),
        (format!("{json}origin: http://elsewhere.example\r\n"), 403),
        (format!("{json}origin: null\r\n"), 403),
        (format!("{json}origin: http://{}\r\nsec-fetch-site: cross-site\r\n", served.host), 403),
        (format!("content-type: text/plain\r\norigin: http://{}\r\n", served.host), 415),
    ] {
        assert_eq!(served.send("POST", &path, &headers, body.as_bytes()).code, code, "{headers}");
    }
    let head = format!(
        "GET {}/ HTTP/1.1\r\nhost: rebound.example\r\nconnection: close\r\n\r\n",
        served.path
    );
    assert_eq!(served.raw(head.as_bytes()).code, 421);
    assert_eq!(served.send("GET", "/", "", b"").code, 404);
    assert_eq!(served.send("GET", "/0123456789abcdee/", "", b"").code, 404);
    assert!(!served.folder.path().join("ferry.case/analyst/decisions.jsonl").exists());
}

#[test]
fn decisions_are_kept_shown_and_taken_back() {
    let served = Served::new();
    let claim = served.claim();
    let made = served.decide(
        0,
        &json!([
            { "do": "accept", "claim": claim },
            { "do": "note", "claim": claim, "text": "<b>ask</b> the ferryman" },
            { "do": "credibility", "claim": claim, "grade": 3 },
            { "do": "hypothesis", "text": "The gunmen came from the town." },
        ]),
    );
    assert_eq!(made.code, 200, "{}", made.body);
    let made = made.json();
    assert_eq!(made["version"], 4);
    let block = made["claims"][0]["block"].as_str().unwrap();
    assert!(
        block.contains("reading accepted") && block.contains("&lt;b&gt;ask&lt;/b&gt;"),
        "{block}"
    );
    assert_eq!(made["claims"][0]["states"], "accepted noted");
    let rate =
        json!([{ "do": "rate", "hypothesis": "h1", "claim": claim, "rating": "inconsistent" }]);
    assert_eq!(served.decide(4, &rate).code, 200);
    let page = served.get("/").body;
    assert!(page.contains("The gunmen came from the town.") && page.contains("1 inconsistent"));
    let about = served.get(&format!("/api/claim/{claim}")).json();
    assert_eq!(
        (&about["credibility"], &about["ratings"]["h1"]),
        (&json!(3), &json!("inconsistent"))
    );

    // A window that has seen nothing of this decides on the same claim: it is told, and may try again.
    let late = served.decide(1, &json!([{ "do": "reject", "claim": claim }]));
    assert_eq!(late.code, 409);
    let told = late.json();
    assert_eq!((&told["version"], &told["since"][0]["by"]), (&json!(5), &json!("R.K.")));
    assert_eq!(
        served.decide(5, &json!([{ "do": "reject", "claim": claim, "why": "a rumour" }])).code,
        200
    );
    assert_eq!(served.decide(6, &json!([{ "do": "undo" }])).code, 200);
    assert!(served.get("/").body.contains("reading accepted"));
    assert_eq!(served.decide(7, &json!([{ "do": "undo", "decision": 6 }])).code, 422);
}

#[test]
fn what_cannot_be_done_is_refused_whole() {
    let served = Served::new();
    let claim = served.claim();
    for asks in [
        json!([]),
        json!([{ "do": "accept", "claim": "a1-c999" }]),
        json!([{ "do": "accept", "claim": "../../etc" }]),
        json!([{ "do": "accept", "claim": claim }, { "do": "drop", "id": "h9" }]),
        json!([{ "do": "split", "claim": claim, "at": [0] }]),
        json!([{ "do": "split", "claim": claim, "at": [4_294_967_295_u32] }]),
        json!([{ "do": "merge", "claims": [claim, claim] }]),
        json!([{ "do": "credibility", "claim": claim, "grade": 7 }]),
        json!([{ "do": "set", "claim": claim, "value": { "time": { "start": "1993-06-04", "end": "1993-06-01" } } }]),
        json!([{ "do": "set", "claim": claim, "value": { "time": { "start": "-9999-01-01", "end": "9999-12-31" } } }]),
        json!([{ "do": "set", "claim": claim, "value": { "place": [{ "id": "x", "name": "x", "country": null, "lat": 91.0, "lon": 0.0, "radius_km": 1.0, "kind": "town" }] } }]),
        json!([{ "do": "match", "claim": claim, "set": "starter", "row": "none", "right": true }]),
        json!([{ "do": "reliability", "voice": "nobody at all", "grade": "A" }]),
        json!([{ "do": "undo" }]),
        json!([{ "do": "fly" }]),
        json!([{ "do": "note", "claim": claim, "text": "x", "more": 1 }]),
    ] {
        let answer = served.decide(0, &asks);
        assert!((400..500).contains(&answer.code), "{asks}: {} {}", answer.code, answer.body);
        assert!(answer.json()["error"].is_string());
    }
    assert_eq!(served.get("/api/state?since=0").json()["same"], true);
}

/// Requests of every shape: methods, paths, headers and bodies, some near the mark, most far off.
fn requests(served: &Served, claim: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let base = served.path.clone();
    let host = served.host.clone();
    let claim = claim.to_owned();
    let method = prop_oneof!["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "[A-Z]{1,9}"];
    let tail = prop_oneof![
        Just("/api/decide".to_owned()),
        Just("/api/decide".to_owned()),
        Just("/api/state?since=9999999999999999999999".to_owned()),
        Just("/api/state?since=-1".to_owned()),
        Just("/../../etc/passwd".to_owned()),
        Just("/%2e%2e/%2e%2e/originals".to_owned()),
        "/api/claim/[a-z0-9.+%-]{0,12}",
        "/api/(actors|places)\\?q=[ -~]{0,20}",
        "/[ -~]{0,30}",
    ];
    let word = prop_oneof![
        Just(claim),
        "a[0-9]{1,3}-c[0-9]{1,9}",
        "\\PC{0,12}",
        Just("a".repeat(12_000)),
    ];
    let number = prop_oneof![any::<u32>().prop_map(u64::from), any::<u64>(), 0u64..60];
    let deed = prop_oneof![
        "accept",
        "reject",
        "set",
        "split",
        "merge",
        "note",
        "match",
        "hypothesis",
        "drop",
        "rate",
        "reliability",
        "credibility",
        "attach",
        "undo"
    ];
    let value = prop_oneof![
        Just(json!({ "time": { "start": "2000-02-30", "end": "2000-03-01" } })),
        Just(json!({ "time": { "start": "1993-06-01", "end": "1993-06-09" } })),
        Just(json!({ "time": null })),
        Just(json!({ "actor": [{ "name": "x" }, { "name": "\u{202e}y", "id": "act-0001" }] })),
        Just(json!({ "kind": "state" })),
        Just(json!({ "polarity": "denied" })),
        Just(json!({ "voice": ["a", "b"] })),
        Just(
            json!({ "place": [{ "id": "h", "name": "x", "country": "XX", "lat": -90.0, "lon": 180.0, "radius_km": 20000.0, "kind": "area" }] })
        ),
        Just(
            json!({ "place": [{ "id": "h", "name": "x", "country": null, "lat": 1e308, "lon": 0.0, "radius_km": -1.0, "kind": "river" }] })
        ),
    ];
    let ask = (deed, word.clone(), word, number, value).prop_map(|(deed, a, b, n, value)| {
        let mut ask = json!({ "do": deed });
        let fields: &[(&str, Value)] = match deed.as_str() {
            "accept" => &[("claim", json!(a))],
            "reject" => &[("claim", json!(a)), ("why", json!(b))],
            "set" => &[("claim", json!(a)), ("value", value)],
            "split" => &[("claim", json!(a)), ("at", json!([n as u32, n as u32 / 2]))],
            "merge" => &[("claims", json!([a, b]))],
            "note" => &[("claim", json!(a)), ("text", json!(b))],
            "match" => &[
                ("claim", json!(a)),
                ("set", json!("starter")),
                ("row", json!(b)),
                ("right", json!(true)),
            ],
            "hypothesis" => &[("text", json!(b))],
            "drop" => &[("id", json!("h1"))],
            "rate" => {
                &[("hypothesis", json!("h1")), ("claim", json!(a)), ("rating", json!("consistent"))]
            }
            "reliability" => &[("voice", json!("narrator")), ("grade", json!("B"))],
            "credibility" => &[("claim", json!(a)), ("grade", json!(n % 8))],
            "attach" => &[("decision", json!(n)), ("claim", json!(a))],
            _ => &[("decision", json!(n))],
        };
        for (field, value) in fields {
            ask[*field] = value.clone();
        }
        ask
    });
    let asks = proptest::collection::vec(ask, 0..4);
    let body = prop_oneof![
        4 => (asks, prop_oneof![Just(u64::MAX), 0u64..200]).prop_map(|(asks, version)| {
            json!({ "version": version, "asks": asks }).to_string().into_bytes()
        }),
        1 => proptest::collection::vec(any::<u8>(), 0..200),
        1 => Just(br#"{"version":0,"asks":[[[[[[[[[[{}"#.to_vec()),
    ];
    let origin = prop_oneof![4 => Just(true), 1 => Just(false)];
    (method, tail, body, origin).prop_map(move |(method, tail, body, own)| {
        let path: String = format!("{base}{tail}").replace(' ', "+");
        let origin = if own { format!("origin: http://{host}\r\n") } else { String::new() };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/json\r\n{origin}content-length: {}\r\n\r\n",
            body.len()
        );
        [head.into_bytes(), body].concat()
    })
}

#[test]
fn no_request_makes_it_fail_or_write_elsewhere() {
    let served = Served::new();
    let before = served.rest();
    let strategy = requests(&served, &served.claim());
    let mut runner = TestRunner::deterministic();
    let mut codes: BTreeMap<u16, usize> = BTreeMap::new();
    for _ in 0..800 {
        let request = strategy.new_tree(&mut runner).unwrap().current();
        let answer = served.raw(&request);
        assert!(
            answer.code < 500 && answer.code != 0,
            "{}: {}\n{}",
            answer.code,
            answer.body,
            String::from_utf8_lossy(&request)
        );
        *codes.entry(answer.code).or_default() += 1;
    }
    assert!(
        codes.contains_key(&200) && codes.contains_key(&422),
        "too far off the mark: {codes:?}"
    );
    assert!(before == served.rest(), "something beside the decisions was written");
    assert_eq!(served.get("/").code, 200, "and it still stands");
    // What was written is read back.
    khaldun::analyst::Log::read(&Disk, &served.folder.path().join("ferry.case")).unwrap();
}

/// A decision that may be taken on a desk with these claims: of every kind, with text of any sort.
fn decision(claims: &[String]) -> impl Strategy<Value = (&'static str, Value)> + use<> {
    let claim = || proptest::sample::select(claims.to_vec());
    let text = prop_oneof!["\\PC{0,40}", Just("<img src=x onerror=alert(1)>\u{202e}".to_owned())];
    let grade = proptest::sample::select(vec!["A", "B", "C", "D", "E", "F"]);
    let rating =
        proptest::sample::select(vec!["consistent", "inconsistent", "not-applicable", "open"]);
    let value = prop_oneof![
        Just(json!({ "kind": "state" })),
        Just(json!({ "polarity": "denied" })),
        Just(json!({ "time": { "start": "1993-06-03", "end": "1993-06-03" } })),
        Just(json!({ "time": null })),
        text.clone().prop_map(|t| json!({ "voice": [format!("the {t}")] })),
    ];
    prop_oneof![
        claim().prop_map(|c| ("accept", json!({ "claim": c }))),
        (claim(), text.clone()).prop_map(|(c, t)| ("reject", json!({ "claim": c, "why": t }))),
        (claim(), text.clone()).prop_map(|(c, t)| ("note", json!({ "claim": c, "text": t }))),
        (claim(), value).prop_map(|(c, v)| ("set", json!({ "claim": c, "value": v }))),
        (claim(), 1u8..7).prop_map(|(c, g)| ("credibility", json!({ "claim": c, "grade": g }))),
        grade.prop_map(|g| ("reliability", json!({ "voice": "narrator", "grade": g }))),
        text.prop_map(|t| ("hypothesis", json!({ "text": format!("It was {t}") }))),
        (claim(), rating, 1u8..20).prop_map(|(c, r, n)| {
            ("rate", json!({ "hypothesis": format!("h{n}"), "claim": c, "rating": r }))
        }),
        Just(("undo", json!({}))),
        (claim(), 1u32..60).prop_map(|(c, at)| ("split", json!({ "claim": c, "at": [at] }))),
        (claim(), claim()).prop_map(|(a, b)| ("merge", json!({ "claims": [a, b] }))),
    ]
}

#[test]
fn valid_decisions_of_every_kind_are_taken_and_nothing_else_is_written() {
    let served = Served::new();
    let before = served.rest();
    let claims = |page: &str| -> Vec<String> {
        let ids =
            page.split("<article class=\"card").skip(1).filter_map(|a| a.split(" id=\"").nth(1));
        ids.map(|id| id.split('"').next().unwrap().to_owned()).collect()
    };
    let mut anchors = claims(&served.get("/").body);
    assert!(anchors.len() >= 2, "{anchors:?}");
    let mut runner = TestRunner::deterministic();
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let mut version = 0;
    for _ in 0..400 {
        let (kind, mut ask) = decision(&anchors).new_tree(&mut runner).unwrap().current();
        ask["do"] = json!(kind);
        let answer = served.decide(version, &json!([ask]));
        assert!([200, 409, 422].contains(&answer.code), "{}: {ask}\n{}", answer.code, answer.body);
        if answer.code == 200 {
            *taken.entry(kind).or_default() += 1;
            version = answer.json()["version"].as_u64().unwrap();
            if matches!(kind, "split" | "merge" | "undo") {
                anchors = claims(&served.get("/").body);
            }
        }
    }
    for kind in [
        "accept",
        "reject",
        "note",
        "set",
        "credibility",
        "reliability",
        "hypothesis",
        "rate",
        "undo",
    ] {
        assert!(
            taken.get(kind).is_some_and(|n| *n >= 5),
            "{kind} was hardly ever taken: {taken:?}"
        );
    }
    assert!(taken.values().sum::<usize>() >= 200, "{taken:?}");
    assert!(before == served.rest(), "something beside the decisions was written");
    let page = served.get("/").body;
    assert!(!page.contains("<img src=x"), "text came through as markup");
    for (at, _) in page.match_indices('\u{202e}') {
        // What a form is filled with is kept as it is; all that is read on the page is named.
        let kept =
            page[..at].rfind("data-text=\"").is_some_and(|from| !page[from + 11..at].contains('"'));
        let before: Vec<char> = page[..at].chars().rev().take(120).collect();
        assert!(kept, "{}", before.iter().rev().collect::<String>());
    }
    khaldun::analyst::Log::read(&Disk, &served.folder.path().join("ferry.case")).unwrap();
}
