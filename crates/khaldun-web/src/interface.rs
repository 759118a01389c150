//! The interface as an `OpenAPI` page, for whoever tests it or speaks to it from a script.

use serde_json::{Value as Json, json};

/// What there is to speak of in a case, as it stands now.
pub(crate) struct There<'c> {
    /// The claims' anchors.
    pub(crate) claims: Vec<&'c str>,
    /// Rows that verdicts rest on: set and id.
    pub(crate) rows: Vec<(&'c str, &'c str)>,
    /// Hypotheses by id.
    pub(crate) hypotheses: Vec<&'c str>,
}

/// The page, as served beside the desk; what it names is what the case has.
pub(crate) fn page(there: &There<'_>) -> Json {
    let query = |name: &str, kind: &str| json!([{ "name": name, "in": "query", "required": false, "schema": { "type": kind, "minimum": 0 } }]);
    let answers = |says: &str| {
        json!({
            "200": { "description": says, "content": { "application/json": {} } },
            "400": { "description": "not understood", "content": { "application/json": {} } },
            "404": { "description": "not there", "content": { "application/json": {} } },
        })
    };
    let mut decided = answers("what changed");
    for (code, says) in [
        ("403", "not from the desk's own page"),
        ("409", "another window was first"),
        ("413", "too large"),
        ("415", "no JSON"),
        ("422", "it cannot be done"),
    ] {
        decided[code] = json!({ "description": says, "content": { "application/json": {} } });
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Khaldun, the desk", "version": env!("CARGO_PKG_VERSION") },
        "paths": {
            "/": { "get": { "responses": { "200": { "description": "the page", "content": { "text/html": {} } } } } },
            "/report.html": { "get": { "responses": { "200": { "description": "the report as a file", "content": { "text/html": {} } } } } },
            "/api/state": { "get": { "parameters": query("since", "integer"), "responses": answers("the layer, where it is not the one seen") } },
            "/api/actors": { "get": { "parameters": query("q", "string"), "responses": answers("actors of the register") } },
            "/api/places": { "get": { "parameters": query("q", "string"), "responses": answers("places of the gazetteer") } },
            "/api/claim/{claim}": { "get": {
                "parameters": [{ "name": "claim", "in": "path", "required": true, "schema": { "$ref": "#/components/schemas/Claim" } }],
                "responses": answers("a claim: the machine's reading, the analyst's, other readings"),
            } },
            "/api/decide": { "post": {
                "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Decide" } } } },
                "responses": decided,
            } },
        },
        "components": { "schemas": {
            "Claim": { "type": "string", "description": "the anchor of a card", "enum": there.claims },
            "Decide": {
                "type": "object",
                "required": ["version", "asks"],
                "additionalProperties": false,
                "properties": {
                    "version": { "type": "integer", "minimum": 0 },
                    "asks": { "type": "array", "minItems": 1, "maxItems": 100, "items": { "oneOf": asks(there) } },
                },
            },
        } },
    })
}

fn asks(there: &There<'_>) -> Vec<Json> {
    let claim = json!({ "$ref": "#/components/schemas/Claim" });
    let text = json!({ "type": "string" });
    let number = json!({ "type": "integer", "minimum": 0 });
    let one_of = |values: &[&str]| {
        if values.is_empty() { json!({ "type": "string" }) } else { json!({ "enum": values }) }
    };
    let hypothesis = one_of(&there.hypotheses);
    let (mut sets, mut rows): (Vec<&str>, Vec<&str>) = there.rows.iter().copied().unzip();
    for list in [&mut sets, &mut rows] {
        list.sort_unstable();
        list.dedup();
    }
    vec![
        ask("accept", &[("claim", &claim)]),
        ask("reject", &[("claim", &claim), ("why?", &text)]),
        ask("set", &[("claim", &claim), ("value", &value())]),
        ask(
            "split",
            &[
                ("claim", &claim),
                ("at", &json!({ "type": "array", "items": number, "minItems": 1 })),
            ],
        ),
        ask("merge", &[("claims", &json!({ "type": "array", "items": claim, "minItems": 2 }))]),
        ask("note", &[("claim", &claim), ("text", &text)]),
        ask(
            "match",
            &[
                ("claim", &claim),
                ("set", &one_of(&sets)),
                ("row", &one_of(&rows)),
                ("right", &json!({ "type": "boolean" })),
            ],
        ),
        ask("hypothesis", &[("id?", &hypothesis), ("text", &text)]),
        ask("drop", &[("id", &hypothesis)]),
        ask(
            "rate",
            &[
                ("hypothesis", &hypothesis),
                ("claim", &claim),
                ("rating", &one_of(&["consistent", "inconsistent", "not-applicable", "open"])),
            ],
        ),
        ask(
            "reliability",
            &[("voice", &text), ("grade", &one_of(&["A", "B", "C", "D", "E", "F"]))],
        ),
        ask(
            "credibility",
            &[
                ("claim", &claim),
                ("grade", &json!({ "type": "integer", "minimum": 1, "maximum": 6 })),
            ],
        ),
        ask("attach", &[("decision", &number), ("claim", &claim)]),
        ask("undo", &[("decision?", &number)]),
    ]
}

/// One part of a reading, set.
fn value() -> Json {
    let text = json!({ "type": "string" });
    let list = |items: Json| json!({ "type": "array", "items": items, "maxItems": 50 });
    let name = json!({
        "type": "object", "required": ["name"], "additionalProperties": false,
        "properties": { "name": text, "id": { "type": ["string", "null"] } },
    });
    let day = json!({ "type": "string", "format": "date" });
    let time = json!({
        "type": ["object", "null"], "required": ["start", "end"], "additionalProperties": false,
        "properties": { "start": day, "end": day },
    });
    let kinds: Vec<&str> = khaldun_model::Kind::ALL.iter().map(|k| k.as_str()).collect();
    let parts = [
        ("kind", json!({ "enum": kinds })),
        ("polarity", json!({ "enum": ["affirmed", "denied"] })),
        ("actor", list(name.clone())),
        ("target", list(name)),
        ("place", json!({ "type": "array", "description": "as api/places tells them" })),
        ("time", time),
        ("voice", list(text)),
    ];
    let one = |(part, schema): (&str, Json)| json!({ "type": "object", "required": [part], "additionalProperties": false, "properties": { part: schema } });
    json!({ "oneOf": parts.into_iter().map(one).collect::<Vec<_>>() })
}

/// An ask and its fields; one whose name ends in `?` may be left out.
fn ask(name: &str, fields: &[(&str, &Json)]) -> Json {
    let mut properties = json!({ "do": { "const": name } });
    for (field, schema) in fields {
        properties[field.trim_end_matches('?')] = (*schema).clone();
    }
    let mut required = vec!["do"];
    required.extend(fields.iter().map(|(f, _)| *f).filter(|f| !f.ends_with('?')));
    json!({ "type": "object", "required": required, "additionalProperties": false, "properties": properties })
}
