//! Checks of the house, data packs, golden refresh.
fn main() {}
