//! Downloads from a server on this machine that plays the APIs of UCDP, ACLED and GDELT, faults
//! included. No test leaves the machine.
#![allow(clippy::disallowed_methods, reason = "tests look at the files that were written")]

mod server;

use khaldun_fetch::{Error, Manner, Progress, acled, gdelt, ucdp};
use server::{Answer, Request, Server};
use std::path::Path;
use std::time::Duration;

#[derive(Default)]
struct Told(Vec<(u64, Option<u64>)>);

impl Progress for Told {
    fn tell(&mut self, done: u64, of: Option<u64>, _: &str) {
        self.0.push((done, of));
    }
}

/// Tries as often as a user's program does, but does not wait.
fn hasty() -> Manner {
    Manner {
        first_wait: Duration::from_millis(2),
        longest_wait: Duration::from_millis(10),
        pause: Duration::from_millis(1),
        patience: Duration::from_secs(5),
        ..Manner::default()
    }
}

fn ged(server: &Server, folder: &Path) -> Result<std::path::PathBuf, Error> {
    let mut job = ucdp::Job::new("25.1", "right", folder);
    job.base = format!("{}/api", server.url);
    ucdp::fetch(&job, &hasty(), &mut Told::default())
}

/// Page K of three with two rows each.
fn page(request: &Request) -> Answer {
    if request.headers.get("x-ucdp-access-token").map(String::as_str) != Some("right") {
        return Answer::status(401);
    }
    let k: usize = request.query("page").unwrap().parse().unwrap();
    Answer::ok(format!(
        "{{\"TotalCount\":6,\"TotalPages\":3,\"NextPageUrl\":\"x\",\"Result\":[{{\"id\":{}}},{{\"id\":{}}}]}}",
        2 * k,
        2 * k + 1
    ))
}

fn ids(path: &Path) -> Vec<u64> {
    let text = std::fs::read_to_string(path).unwrap();
    let pages = text.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    pages
        .flat_map(|p| p["Result"].as_array().unwrap().clone())
        .map(|r| r["id"].as_u64().unwrap())
        .collect()
}

#[test]
fn pages_come_in_order_through_faults() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|request, n| match n {
        2 => Answer::status(503),
        3 => Answer { headers: vec![("retry-after", "0".to_owned())], ..Answer::status(429) },
        4 => Answer { cut: Some(20), ..page(request) },
        _ => page(request),
    });
    let path = ged(&server, folder.path()).unwrap();
    assert_eq!(ids(&path), [0, 1, 2, 3, 4, 5]);
    assert_eq!(server.asked().len(), 6);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
}

#[test]
fn what_was_fetched_is_not_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|request, n| match n {
        1 | 7.. => page(request),
        _ => Answer::status(500),
    });
    let error = ged(&server, folder.path()).unwrap_err();
    assert!(error.to_string().contains("500"), "{error}");
    let path = ged(&server, folder.path()).unwrap();
    assert_eq!(ids(&path).len(), 6);
    let pages: Vec<_> =
        server.asked().iter().map(|r| r.query("page").unwrap().to_owned()).collect();
    assert_eq!(pages, ["0", "1", "1", "1", "1", "1", "1", "2"]);
}

#[test]
fn refusals_are_told_apart_and_not_repeated() {
    for (status, word) in [(401, "401"), (403, "403"), (404, "404")] {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(move |_, _| Answer::status(status));
        let error = ged(&server, folder.path()).unwrap_err();
        assert!(error.to_string().contains(word) && !error.help().is_empty(), "{error}");
        assert_eq!(error.is_refused(), status != 404);
        assert_eq!(server.asked().len(), 1, "failed requests count against the user");
    }
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, _| Answer::status(429));
    let error = ged(&server, folder.path()).unwrap_err();
    assert!(error.is_busy(), "{error}");
    assert_eq!(server.asked().len(), 5);
}

#[test]
fn strange_answers_and_a_set_that_changes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    for body in ["<html>", "{\"Result\":[]}", "[]"] {
        let server = Server::start(move |_, _| Answer::ok(body));
        let error = ged(&server, folder.path()).unwrap_err();
        assert!(error.is_damaged(), "{error}");
    }
    let server = Server::start(|request, n| {
        let mut answer = page(request);
        if n == 3 {
            answer.body = b"{\"TotalCount\":9,\"TotalPages\":5,\"Result\":[{\"id\":9}]}".to_vec();
        }
        answer
    });
    let error = ged(&server, folder.path()).unwrap_err();
    assert!(error.to_string().contains("changed"), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no mixture is kept");
}

fn events(server: &Server, folder: &Path) -> acled::Job {
    acled::Job {
        host: server.url.clone(),
        user: "who@example.org".to_owned(),
        password: "pass&word".to_owned(),
        folder: folder.to_owned(),
        filters: vec![("country".to_owned(), "Côte d'Ivoire".to_owned())],
        page_size: 2,
    }
}

#[test]
fn a_token_that_runs_out_is_renewed_on_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|request, _| {
        if request.path == "/oauth/token" {
            let token =
                if request.body.contains("grant_type=refresh_token") { "second" } else { "first" };
            return Answer::ok(format!("{{\"access_token\":\"{token}\",\"refresh_token\":\"r\"}}"));
        }
        let page: usize = request.query("page").unwrap().parse().unwrap();
        let wanted = if page < 2 { "Bearer first" } else { "Bearer second" };
        if request.headers["authorization"] != wanted {
            return Answer::status(401);
        }
        Answer::ok(if page < 3 {
            "{\"data\":[{\"a\":1},{\"a\":2}]}"
        } else {
            "{\"data\":[{\"a\":3}]}"
        })
    });
    let path =
        acled::fetch(&events(&server, folder.path()), &hasty(), &mut Told::default()).unwrap();
    assert_eq!(std::fs::read_to_string(path).unwrap().lines().count(), 3);
    let asked = server.asked();
    assert!(
        asked[0].method == "POST" && asked[0].body.contains("password=pass%26word"),
        "{:?}",
        asked[0]
    );
    assert!(asked[1].path.contains("country=C%C3%B4te%20d%27Ivoire"), "{}", asked[1].path);
}

#[test]
fn an_account_without_rights_hears_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let token = "{\"access_token\":\"t\"}";
    let rule = move |answer: Answer| {
        move |request: &Request, _: usize| match request.path.as_str() {
            "/oauth/token" => Answer::ok(token),
            _ => answer.clone(),
        }
    };
    let server = Server::start(rule(Answer::status(403)));
    let error =
        acled::fetch(&events(&server, folder.path()), &hasty(), &mut Told::default()).unwrap_err();
    assert!(error.is_refused() && error.help().contains("account"), "{error}");
    let server = Server::start(rule(Answer::ok("{\"data\":[]}")));
    let error =
        acled::fetch(&events(&server, folder.path()), &hasty(), &mut Told::default()).unwrap_err();
    assert!(error.to_string().contains("no rows"), "{error}");
}

const NAME: &str = "20150218230000.export.CSV.zip";

fn files(server: &Server, folder: &Path) -> Result<Vec<std::path::PathBuf>, Error> {
    let job = gdelt::Job {
        list: format!("{}/masterfilelist.txt", server.url),
        from: "20150218".to_owned(),
        to: "20150218".to_owned(),
        folder: folder.to_owned(),
    };
    gdelt::fetch(&job, &hasty(), &mut Told::default())
}

/// A list of one file of the day, one of another day, one of another kind and a broken line; the
/// file itself is ten bytes, handed out by `file`.
fn gdelt_server(file: impl Fn(&Request, usize) -> Answer + Send + 'static) -> Server {
    Server::start(move |request, n| {
        if !request.path.ends_with("masterfilelist.txt") {
            return file(request, n);
        }
        let host = &request.headers["host"];
        // md5 of "0123456789".
        let sum = "781e5e245d69b566979b86e28d23f2c7";
        Answer::ok(format!(
            "10 {sum} http://{host}/gdeltv2/{NAME}\n10 {sum} http://{host}/gdeltv2/20150219000000.export.CSV.zip\n9 {sum} http://{host}/gdeltv2/20150218230000.mentions.CSV.zip\nbroken\n"
        ))
    })
}

/// Part of the ten bytes, as a server that knows ranges gives it.
fn ranged(request: &Request, cut: Option<usize>) -> Answer {
    let from: usize = request
        .headers
        .get("range")
        .map_or(0, |r| r.trim_start_matches("bytes=").trim_end_matches('-').parse().unwrap());
    if from >= 10 {
        return Answer::status(416);
    }
    let status = if from > 0 { 206 } else { 200 };
    Answer { status, body: b"0123456789"[from..].to_vec(), cut, ..Answer::default() }
}

#[test]
fn a_file_that_is_cut_goes_on_where_it_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let server = gdelt_server(|request, n| ranged(request, (n < 4).then_some(3)));
    let paths = files(&server, folder.path()).unwrap();
    assert_eq!(std::fs::read(&paths[0]).unwrap(), b"0123456789");
    let ranges: Vec<_> =
        server.asked().iter().filter_map(|r| r.headers.get("range").cloned()).collect();
    assert_eq!(ranges, ["bytes=3-", "bytes=6-"]);
    // A second command only looks at the list.
    files(&server, folder.path()).unwrap();
    assert_eq!(server.asked().len(), 5);
}

#[test]
fn a_damaged_file_is_fetched_once_more_and_then_told() {
    let folder = tempfile::tempdir().unwrap();
    let server = gdelt_server(
        |request, n| {
            if n < 3 { Answer::ok("0123456xxx") } else { ranged(request, None) }
        },
    );
    files(&server, folder.path()).unwrap();
    let other = tempfile::tempdir().unwrap();
    let server = gdelt_server(|_, _| Answer::ok("0123456xxx"));
    let error = files(&server, other.path()).unwrap_err();
    assert!(error.is_damaged() && error.to_string().contains("md5"), "{error}");
    assert_eq!(std::fs::read_dir(other.path()).unwrap().count(), 0);
    let error = gdelt::fetch(
        &gdelt::Job {
            list: format!("{}/masterfilelist.txt", server.url),
            from: "20300101".to_owned(),
            to: "20300102".to_owned(),
            folder: other.path().to_owned(),
        },
        &hasty(),
        &mut Told::default(),
    );
    assert!(error.unwrap_err().to_string().contains("no event files"));
}
