//! Prints the report of the specimen account: `cargo run -p khaldun-report --example specimen`.

#[path = "../tests/specimen/mod.rs"]
mod specimen;

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let page = khaldun_report::html(&specimen::checked());
    std::io::stdout().write_all(page.as_bytes())
}
