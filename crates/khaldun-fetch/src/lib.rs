//! What may be downloaded, and only on command?
//!
//! The only crate that opens an outward connection, and only for the command `khaldun records
//! fetch`. Nothing else in the program may depend on it but the command line.
