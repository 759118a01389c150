//! Prints the report of a large case, for tests of scrolling and filtering: 1,000 claims in one
//! account, each held beside twelve rows of a set of 12,000.
//! `cargo run -p khaldun-report --example large`.

#[path = "../tests/specimen/mod.rs"]
mod specimen;

use khaldun_match::{Match, RowMatch, Verdict};
use khaldun_model::{ClaimId, Kind};
use khaldun_text::{Block, BlockKind, Span};
use std::fmt::Write as _;
use std::io::Write as _;

const CLAIMS: usize = 1_000;
/// Rows beside each claim: some that count, the rest near.
const ROWS: usize = 12;
const COUNT: usize = 2;

fn main() -> std::io::Result<()> {
    let page = khaldun_report::html(&large());
    std::io::stdout().write_all(page.as_bytes())
}

fn large() -> khaldun::Checked {
    let mut checked = specimen::checked();
    let one = &mut checked.accounts[0];
    let (claim, held) = (one.claims[0].clone(), one.matches[0].clone());
    let set = &mut checked.sets[0];
    let event = set.events[0].clone();
    let (mut text, mut blocks, mut claims, mut matches) =
        (String::new(), Vec::new(), Vec::new(), Vec::new());
    set.events.clear();
    for n in 0..CLAIMS {
        let start = text.len();
        let _ = write!(text, "In week {n} the Guard shelled the market of the town for the ");
        let _ =
            write!(text, "{n}th time, and people who lived beside it told of what they saw there.");
        let span = Span::new(start, text.len());
        text.push('\n');
        blocks.push(Block { span, kind: BlockKind::Paragraph });
        let mut one = claim.clone();
        one.id = ClaimId(n as u32 + 1);
        one.span = span;
        one.block = n as u32;
        one.kind = Kind::ALL[n % Kind::ALL.len()];
        one.actor[0].name = format!("Party {}", n % 40);
        one.quantities.clear();
        if let Some(found) = one.places.first_mut().and_then(|p| p.found.as_mut()) {
            found.place.name = format!("Town {}", n % 60);
            found.place.id = format!("fic:{}", n % 60);
            found.place.lat += (n % 60) as f64 / 40.0;
        }
        claims.push(one);
        let rows: Vec<RowMatch> = (0..ROWS)
            .map(|k| {
                let mut event = event.clone();
                event.id = format!("fic-{:05}", n * ROWS + k);
                let id = event.id.clone();
                set.events.push(&event);
                RowMatch { event: n * ROWS + k, id, ..held.rows[0].clone() }
            })
            .collect();
        let verdict = Verdict::ALL[n % Verdict::ALL.len()];
        let (rows, near) = (rows[..COUNT].to_vec(), rows[COUNT..].to_vec());
        matches.push(Match { claim: ClaimId(n as u32 + 1), verdict, rows, near, ..held.clone() });
    }
    one.account.text.clone_from(&text);
    one.account.received = text;
    one.account.blocks = blocks;
    (one.account.title, one.account.author, one.account.dateline) = (None, None, None);
    (one.claims, one.matches) = (claims, matches);
    one.notes.clear();
    checked
}
