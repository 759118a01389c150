//! HTTP around the desk.

use crate::ask::Decide;
use crate::desk::{Desk, Unmade};
use crate::guard::Guard;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};

/// The largest request body: some hundred decisions with long notes.
const MOST: usize = 4 << 20;

/// Where the desk listens.
#[derive(Clone, Debug)]
pub struct Address {
    /// The port on the loopback interface; 0 for any that is free.
    pub port: u16,
    /// What stands in the path before everything else; nobody may guess it.
    pub token: String,
}

#[derive(Clone)]
struct Shared {
    desk: Arc<Mutex<Desk>>,
    guard: Arc<Guard>,
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        // What a panic left behind is as it was before the decision: the log is replaced whole.
        self.desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Serves a desk until `until` is done or the program is told to stop (Ctrl-C).
///
/// `ready` is told the address to open, once it can be opened.
///
/// # Errors
/// Where the port is taken, or the system lets nobody listen.
pub fn serve(
    desk: Desk,
    address: &Address,
    ready: impl FnOnce(&str),
    until: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let local = SocketAddr::from((Ipv4Addr::LOCALHOST, address.port));
        let listener = tokio::net::TcpListener::bind(local).await?;
        let port = listener.local_addr()?.port();
        let guard = Guard::new(port, &address.token);
        ready(&format!("http://127.0.0.1:{port}/{}/", address.token));
        let stop = async {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                () = until => {}
            }
        };
        axum::serve(listener, router(desk, guard)).with_graceful_shutdown(stop).await
    })
}

fn router(desk: Desk, guard: Guard) -> Router {
    let shared = Shared { desk: Arc::new(Mutex::new(desk)), guard: Arc::new(guard) };
    Router::new()
        .route("/{token}/", get(page))
        .route("/{token}/report.html", get(file))
        .route("/{token}/desk.js", get(|| async { asset("text/javascript", DESK_JS) }))
        .route("/{token}/form.js", get(|| async { asset("text/javascript", FORM_JS) }))
        .route("/{token}/page.js", get(|| async { asset("text/javascript", PAGE_JS) }))
        .route("/{token}/desk.css", get(|| async { asset("text/css", DESK_CSS) }))
        .route("/{token}/openapi.json", get(openapi))
        .route("/{token}/api/state", get(state))
        .route("/{token}/api/claim/{claim}", get(claim))
        .route("/{token}/api/actors", get(actors))
        .route("/{token}/api/places", get(places))
        .route("/{token}/api/decide", post(decide))
        .fallback(|| async { refuse(StatusCode::NOT_FOUND, "there is nothing at this address") })
        .layer(DefaultBodyLimit::max(MOST))
        .layer(middleware::from_fn_with_state(shared.clone(), door))
        .with_state(shared)
}

const DESK_JS: &str = include_str!("../assets/desk.js");
const FORM_JS: &str = include_str!("../assets/form.js");
const PAGE_JS: &str = include_str!("../assets/page.js");
const DESK_CSS: &str = include_str!("../assets/desk.css");

/// Every request comes in by this door, and every answer goes out by it.
async fn door(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let let_in = shared.guard.lets_in(request.method(), &path, request.headers());
    let mut response = match let_in {
        Ok(()) => next.run(request).await,
        Err((code, why)) => refuse(code, why),
    };
    shared.guard.mark(response.headers_mut());
    response
}

fn refuse(code: StatusCode, why: &str) -> Response {
    (code, axum::Json(json!({ "error": why }))).into_response()
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    typed(kind, Body::from(text))
}

fn typed(kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    let kind = match kind {
        "text/css" => "text/css; charset=utf-8",
        "text/javascript" => "text/javascript; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

async fn page(State(shared): State<Shared>) -> Response {
    typed("text/html", Body::from(shared.desk().page()))
}

async fn file(State(shared): State<Shared>) -> Response {
    let mut response = typed("text/html", Body::from(shared.desk().file()));
    let save = HeaderValue::from_static("attachment; filename=\"report.html\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, save);
    response
}

async fn openapi(State(shared): State<Shared>) -> Response {
    axum::Json(shared.desk().interface()).into_response()
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    since: u64,
}

async fn state(State(shared): State<Shared>, Query(since): Query<Since>) -> Response {
    axum::Json(shared.desk().state(since.since)).into_response()
}

async fn claim(State(shared): State<Shared>, Path((_, claim)): Path<(String, String)>) -> Response {
    match shared.desk().claim(&claim) {
        Ok(json) => axum::Json(json).into_response(),
        Err(why) => refuse(StatusCode::NOT_FOUND, &why),
    }
}

#[derive(Deserialize)]
struct Words {
    #[serde(default)]
    q: String,
}

async fn actors(State(shared): State<Shared>, Query(words): Query<Words>) -> Response {
    axum::Json(shared.desk().actors(&words.q)).into_response()
}

async fn places(State(shared): State<Shared>, Query(words): Query<Words>) -> Response {
    axum::Json(shared.desk().places(&words.q)).into_response()
}

async fn decide(
    State(shared): State<Shared>,
    asked: Result<axum::Json<Decide>, axum::extract::rejection::JsonRejection>,
) -> Response {
    let asked = match asked {
        Ok(axum::Json(asked)) => asked,
        Err(rejection) => return refuse(rejection.status(), &rejection.body_text()),
    };
    let made: Result<Json, Unmade> = shared.desk().decide(asked);
    match made {
        Ok(json) => axum::Json(json).into_response(),
        Err(Unmade::Unfit(why)) => refuse(StatusCode::UNPROCESSABLE_ENTITY, &why),
        Err(Unmade::Overtaken(json)) => (StatusCode::CONFLICT, axum::Json(json)).into_response(),
        Err(Unmade::Io(error)) => {
            let why =
                format!("the decision could not be written, and nothing was changed: {error}");
            refuse(StatusCode::INSUFFICIENT_STORAGE, &why)
        }
    }
}
