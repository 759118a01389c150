//! The case on a desk.
//!
//! A server on the loopback interface over the same view model as the report, with the analyst's
//! layer beside the machine's. It writes only to the analyst's layer.
