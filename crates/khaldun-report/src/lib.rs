//! How is it shown?

use khaldun::Checked;

/// The report: one self-contained HTML page.
pub fn html(_checked: &Checked) -> String {
    String::new()
}
