//! Who is let in: requests to our own host, from our own pages, that know the token.

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};

/// What a request must fit.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// `127.0.0.1:PORT` and `localhost:PORT`.
    hosts: [String; 2],
    token: String,
    /// The policy that goes with every answer.
    policy: HeaderValue,
}

impl Guard {
    pub(crate) fn new(port: u16, token: &str) -> Self {
        let (script, style) = khaldun_report::desk::sources();
        let policy = format!(
            "default-src 'none'; script-src 'self' '{script}'; style-src 'self' '{style}'; img-src data:; \
             connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        Self {
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            token: token.to_owned(),
            // Digits, letters and signs of base 64: always a valid value.
            policy: HeaderValue::from_str(&policy)
                .unwrap_or(HeaderValue::from_static("default-src 'none'")),
        }
    }

    /// Whether a request is let in; what it is answered, where it is not.
    ///
    /// A page elsewhere that resolves its own name to this machine has another `Host`; a form or a
    /// script elsewhere has another `Origin`; neither knows the token, which stands in no header.
    pub(crate) fn lets_in(
        &self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> Result<(), (StatusCode, &'static str)> {
        let text = |name| headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok());
        let host = text(header::HOST).filter(|h| self.hosts.iter().any(|k| k == h));
        let Some(host) = host else {
            return Err((StatusCode::MISDIRECTED_REQUEST, "not the host this desk answers to"));
        };
        let own = format!("http://{host}");
        let origin = headers.get(header::ORIGIN);
        let foreign = origin.is_some_and(|o| o.as_bytes() != own.as_bytes());
        let site = text(header::HeaderName::from_static("sec-fetch-site"));
        let from_elsewhere = matches!(site, Some("cross-site" | "same-site"));
        if foreign || from_elsewhere {
            return Err((StatusCode::FORBIDDEN, "asked for by another site"));
        }
        if method == Method::POST && origin.is_none() {
            return Err((
                StatusCode::FORBIDDEN,
                "a decision must say where it comes from (Origin)",
            ));
        }
        let given = path.split('/').nth(1).unwrap_or_default();
        if !same(given.as_bytes(), self.token.as_bytes()) {
            return Err((StatusCode::NOT_FOUND, "nothing here: open the address the desk printed"));
        }
        Ok(())
    }

    /// The headers of every answer.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        let plain = [
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::CACHE_CONTROL, "no-store"),
            (header::X_FRAME_OPTIONS, "DENY"),
            (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
            (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        ];
        for (name, value) in plain {
            headers.insert(name, HeaderValue::from_static(value));
        }
        // The report as a file carries its own, stricter policy in its head.
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
    }
}

/// Compares without telling by its duration where two differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    let differ = a.iter().zip(b).fold(0, |d, (x, y)| d | (x ^ y));
    a.len() == b.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(host: &str, origin: Option<&str>, method: &Method, path: &str) -> Option<u16> {
        let guard = Guard::new(4000, "t0ken");
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        guard.lets_in(method, path, &headers).err().map(|(code, _)| code.as_u16())
    }

    #[test]
    fn own_pages_are_let_in_and_no_others() {
        let own = Some("http://127.0.0.1:4000");
        let (get, post) = (Method::GET, Method::POST);
        assert_eq!(ask("127.0.0.1:4000", None, &get, "/t0ken/"), None);
        assert_eq!(ask("127.0.0.1:4000", own, &post, "/t0ken/api/decide"), None);
        assert_eq!(ask("localhost:4000", Some("http://localhost:4000"), &post, "/t0ken/x"), None);
        assert_eq!(ask("rebound.example:4000", None, &get, "/t0ken/"), Some(421));
        assert_eq!(ask("127.0.0.1", None, &get, "/t0ken/"), Some(421));
        assert_eq!(ask("127.0.0.1:4000", Some("http://a.example"), &get, "/t0ken/"), Some(403));
        assert_eq!(ask("127.0.0.1:4000", Some("null"), &post, "/t0ken/x"), Some(403));
        assert_eq!(ask("localhost:4000", own, &post, "/t0ken/x"), Some(403));
        assert_eq!(ask("127.0.0.1:4000", None, &post, "/t0ken/x"), Some(403));
        assert_eq!(ask("127.0.0.1:4000", own, &post, "/token/x"), Some(404));
        assert_eq!(ask("127.0.0.1:4000", None, &get, "/"), Some(404));
    }
}
