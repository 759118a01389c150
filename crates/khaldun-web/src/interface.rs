//! The interface as an `OpenAPI` page, for whoever tests it or speaks to it from a script.

use serde_json::{Value as Json, json};

/// The page, as served beside the desk.
pub(crate) fn page() -> Json {
    let text = |says: &str| json!({ "type": "string", "description": says });
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
                "parameters": [{ "name": "claim", "in": "path", "required": true, "schema": { "type": "string", "pattern": "^a[0-9]+-c[0-9]+$" } }],
                "responses": answers("a claim: the machine's reading, the analyst's, other readings"),
            } },
            "/api/decide": { "post": {
                "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Decide" } } } },
                "responses": decided,
            } },
        },
        "components": { "schemas": {
            "Claim": text("the anchor of a card, such as a1-c012"),
            "Decide": {
                "type": "object",
                "required": ["version", "asks"],
                "additionalProperties": false,
                "properties": {
                    "version": { "type": "integer", "minimum": 0 },
                    "asks": { "type": "array", "minItems": 1, "maxItems": 100, "items": { "oneOf": asks() } },
                },
            },
        } },
    })
}

fn asks() -> Vec<Json> {
    let claim = json!({ "$ref": "#/components/schemas/Claim" });
    let text = json!({ "type": "string" });
    let number = json!({ "type": "integer", "minimum": 0 });
    let one_of = |values: &[&str]| json!({ "enum": values });
    vec![
        ask("accept", &[("claim", &claim)]),
        ask("reject", &[("claim", &claim), ("why", &text)]),
        ask("set", &[("claim", &claim), ("value", &json!({ "type": "object" }))]),
        ask("split", &[("claim", &claim), ("at", &json!({ "type": "array", "items": number }))]),
        ask("merge", &[("claims", &json!({ "type": "array", "items": claim }))]),
        ask("note", &[("claim", &claim), ("text", &text)]),
        ask(
            "match",
            &[
                ("claim", &claim),
                ("set", &text),
                ("row", &text),
                ("right", &json!({ "type": "boolean" })),
            ],
        ),
        ask("hypothesis", &[("text", &text)]),
        ask("drop", &[("id", &text)]),
        ask(
            "rate",
            &[
                ("hypothesis", &text),
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
        ask("undo", &[("decision", &number)]),
    ]
}

fn ask(name: &str, fields: &[(&str, &Json)]) -> Json {
    let mut properties = json!({ "do": { "const": name } });
    for (field, schema) in fields {
        properties[*field] = (*schema).clone();
    }
    let mut required = vec!["do"];
    required.extend(fields.iter().map(|(f, _)| *f));
    json!({ "type": "object", "required": required, "additionalProperties": false, "properties": properties })
}
