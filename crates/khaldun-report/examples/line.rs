//! Prints the report of a hostile account, for a test that it opens and is shown as text: ten million
//! bytes in one line, of tags, handlers and characters that turn the direction of other text.
//! `cargo run -p khaldun-report --example line`.

#[path = "../tests/specimen/mod.rs"]
mod specimen;

use khaldun_text::{Block, BlockKind, Span};
use std::io::Write as _;

const BYTES: usize = 10_000_000;
const PIECE: &str = "<script>alert(1)</script> <img src=x onerror=alert(2)> \u{202e}turned\u{202c} \
                     </noscript></article> the Guard shelled the market; ";

fn main() -> std::io::Result<()> {
    let mut checked = specimen::checked();
    let one = &mut checked.accounts[0];
    let text = PIECE.repeat(BYTES / PIECE.len());
    one.account.blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
    // One claim at either end.
    let words = "the Guard shelled the market";
    let at = |from: usize| Span::new(from, from + words.len());
    let (first, last) = (text.find(words).unwrap_or(0), text.rfind(words).unwrap_or(0));
    one.claims.truncate(2);
    for (claim, from) in one.claims.iter_mut().zip([first, last]) {
        claim.span = at(from);
        claim.block = 0;
        claim.quantities.clear();
        claim.places.clear();
    }
    one.matches.retain(|m| one.claims.iter().any(|c| c.id == m.claim));
    (one.account.title, one.account.author, one.account.dateline) = (None, None, None);
    one.account.received.clone_from(&text);
    one.account.text = text;
    one.notes.clear();
    one.against.clear();
    std::io::stdout().write_all(khaldun_report::html(&checked).as_bytes())
}
