//! Phrases that tell a state of some of those just spoken of, without a finite verb: "among them
//! five children", "some of them in uniform", "with at least seventy wounded".

use crate::clause::{Clause, Role};
use crate::view::View;
use khaldun_language::Pos;

/// The absolute phrases of a block.
pub(crate) fn parts(view: &View<'_>, block: usize, offset: u32) -> Vec<Clause> {
    let doc = view.doc;
    let mut found = Vec::new();
    for t in 1..doc.tokens.len() {
        let Some((from, to, head)) = among(view, t).or_else(|| hurt(view, t)) else { continue };
        found.push(Clause {
            block,
            span: doc.span(from..to + 1).shift(offset),
            tokens: (from..=to).collect(),
            head,
            subject: Some(head),
            role: Role::Parenthesis,
            parent: None,
        });
    }
    found
}

/// "among them five children", "some of them in army uniform", "a third of them women": from there to
/// the next comma, where no verb stands.
fn among(view: &View<'_>, t: usize) -> Option<(usize, usize, usize)> {
    let doc = view.doc;
    if !view.word_is(t, &["them", "whom"]) {
        return None;
    }
    let mut from = if view.word_is(t - 1, &["among"]) {
        t - 1
    } else if t > 1 && view.word_is(t - 1, &["of"]) {
        t - 2
    } else {
        return None;
    };
    while from > 0 && matches!(doc.pos(from - 1), Pos::Det | Pos::Num | Pos::Adj) {
        from -= 1;
    }
    let set_off = from > 0 && doc.word(from - 1) == "," || view.word_is(t - 1, &["among"]);
    let end = view.sentence_end(t);
    let to = (t + 1..end).find(|&n| stop(view, n)).unwrap_or(end) - 1;
    let bare = !(t + 1..=to).any(|n| view.verbal(n) || matches!(doc.pos(n), Pos::Aux));
    let head = (t + 1..=to).find(|&n| matches!(doc.pos(n), Pos::Noun | Pos::Propn))?;
    (set_off && bare && from > 0).then_some((from, to, head))
}

/// "with at least seventy wounded": a number of those hurt, behind "with".
fn hurt(view: &View<'_>, t: usize) -> Option<(usize, usize, usize)> {
    let doc = view.doc;
    if !view.word_is(t, &["with"]) || doc.tokens[t].sent_start {
        return None;
    }
    let end = view.sentence_end(t).min(t + 10);
    let harm = ["injured", "wounded", "killed", "dead", "missing", "hurt"];
    let head = (t + 1..end)
        .take_while(|&n| !stop(view, n) && !view.word_is(n, &["with"]))
        .find(|&n| view.word_is(n, &harm))?;
    let counted = (t + 1..head).any(|n| {
        doc.pos(n) == Pos::Num
            || view.word_is(n, &["dozens", "hundreds", "scores", "thousands", "several", "many"])
    });
    let mut to = head;
    let far = view.sentence_end(t);
    while to + 1 < far
        && !stop(view, to + 1)
        && !view.word_is(to + 1, &["with"])
        && !view.framed(to + 1)
        && (matches!(
            doc.pos(to + 1),
            Pos::Adp | Pos::Cconj | Pos::Noun | Pos::Adj | Pos::Det | Pos::Propn
        ) || view.word_is(to + 1, &harm))
    {
        to += 1;
    }
    while to > head && matches!(doc.pos(to), Pos::Adp | Pos::Cconj | Pos::Det) {
        to -= 1;
    }
    counted.then_some((t + 1, to, head))
}

fn stop(view: &View<'_>, t: usize) -> bool {
    matches!(
        view.doc.word(t),
        "," | "." | ";" | ":" | "-" | "–" | "—" | ")" | "(" | "!" | "?" | "\"" | "”"
    )
}
