//! What every account promises, whatever it was read from.

use khaldun_text::{OffsetMap, Span};

#[allow(dead_code, reason = "not every target reads a file of a kind")]
/// Reads `data` as the file `name` and checks spans, order and map.
pub fn account(name: &str, data: &[u8]) {
    let Ok(read) = khaldun_ingest::ingest(name, data) else { return };
    let account = &read.value;
    let stretch = |span: Span| assert!(account.text.get(span.range()).is_some(), "{span:?}");
    let mut at = 0;
    for block in &account.blocks {
        stretch(block.span);
        assert!(at <= block.span.start);
        at = block.span.end;
        let home = account.map.to_received(block.span);
        assert!(account.received.get(home.range()).is_some(), "{home:?}");
    }
    account.title.into_iter().chain(account.author).for_each(stretch);
    if let Some(line) = &account.dateline {
        line.date_span.into_iter().chain(line.place).chain([line.span]).for_each(stretch);
    }
    if let OffsetMap::Segments(segments) = &account.map {
        for segment in segments.iter().filter(|s| s.verbatim) {
            assert_eq!(account.text[segment.here.range()], account.received[segment.there.range()]);
        }
    }
}

/// Mentions stand inside the text, in order, and do not overlap.
#[allow(dead_code, reason = "not every target has mentions")]
pub fn ordered(text: &str, spans: impl Iterator<Item = Span>) {
    let mut at = 0;
    for span in spans {
        assert!(text.get(span.range()).is_some() && at <= span.start, "{span:?}");
        at = span.end;
    }
}
