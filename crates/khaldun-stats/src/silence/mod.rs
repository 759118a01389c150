//! What a zero bears: bounds on what may have happened where nothing was recorded.
