//! How do we check it?
