//! Text from outside, made safe to print.
//!
//! Templates escape markup by construction. What escaping does not stop are characters that change
//! how *other* text is shown: overrides and isolates of writing direction, and control characters.
//! They are printed by name, so that a reader sees that they are there.

use maud::{Escaper, Render};
use std::fmt::Write as _;

/// Text from an account, a record or a file name.
pub(super) struct Said<'t>(pub(super) &'t str);

impl Render for Said<'_> {
    fn render_to(&self, buffer: &mut String) {
        let mut escaper = Escaper::new(buffer);
        let mut from = 0;
        for (at, c) in self.0.char_indices().filter(|(_, c)| unsafe_to_show(*c)) {
            let _ = escaper.write_str(&self.0[from..at]);
            let _ = write!(escaper, "⟨U+{:04X}⟩", c as u32);
            from = at + c.len_utf8();
        }
        let _ = escaper.write_str(&self.0[from..]);
    }
}

/// Directional embeddings, overrides and isolates, and controls other than white space. The marks
/// U+200E and U+200F and the joiners stay: honest right-to-left text needs them, and they move
/// nothing but their neighbours.
fn unsafe_to_show(c: char) -> bool {
    let directional = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    directional || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_overrides_are_named() {
        let shown = Said("<b onclick=\"x()\">a & b</b>\u{202e}olleh\u{0}").render().0;
        assert_eq!(
            shown,
            "&lt;b onclick=&quot;x()&quot;&gt;a &amp; b&lt;/b&gt;⟨U+202E⟩olleh⟨U+0000⟩"
        );
    }

    #[test]
    fn honest_marks_stay() {
        assert_eq!(Said("\u{200f}قال\u{200d}").render().0, "\u{200f}قال\u{200d}");
    }
}
