use std::fmt;

/// Why a file could not be taken in at all. Single rows that cannot be read are no errors: they
/// stand among the set's notes.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    file: String,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// Reading stopped: the disk, a broken archive, a row without end.
    Reading { line: u64, cause: String },
    /// Not a table of records at all.
    NotATable(String),
    /// A table, but not with the columns of a format we know.
    Columns { wanted: String, found: Vec<String>, missing: Vec<String> },
    /// The right columns, and values that do not belong in them.
    Shifted { rows: u64, first: String },
    /// Two files, layouts or versions in one.
    Mixed { line: u64, why: String },
    /// A table, but of something else than events.
    NoEvents { what: &'static str, rows: u64, help: &'static str },
    /// The store cannot be read or written.
    Store(String),
    /// The column map names what the file does not have, or is no valid map.
    Map(String),
}

impl Error {
    pub(crate) fn new(file: &str, kind: Kind) -> Self {
        Self { kind, file: file.to_owned() }
    }

    /// The file is damaged or is no table.
    pub fn is_bad_file(&self) -> bool {
        matches!(self.kind, Kind::Reading { .. } | Kind::NotATable(_))
    }

    /// The file is a table whose columns are not those expected, or stand one off.
    pub fn is_wrong_columns(&self) -> bool {
        matches!(
            self.kind,
            Kind::Columns { .. } | Kind::Shifted { .. } | Kind::Mixed { .. } | Kind::Map(_)
        )
    }

    /// The file is a table of something else than events: a list of actors, a lookup, articles.
    pub fn is_no_event_set(&self) -> bool {
        matches!(self.kind, Kind::NoEvents { .. })
    }

    /// The trouble lies in the store, not in a file.
    pub fn is_store(&self) -> bool {
        matches!(self.kind, Kind::Store(_))
    }

    /// How many rows the file has, where all of them were looked at and none could be taken.
    pub fn rows(&self) -> Option<u64> {
        match self.kind {
            Kind::NoEvents { rows, .. } | Kind::Shifted { rows, .. } => Some(rows),
            _ => None,
        }
    }

    /// What the user can do about it.
    pub fn help(&self) -> &'static str {
        match self.kind {
            Kind::Reading { .. } => "fetch the file again, or unpack it and look at that line",
            Kind::NotATable(_) => {
                "give a CSV, TSV, JSON or Parquet file of records; gzip, zstd and zip are unpacked"
            }
            Kind::Columns { .. } => "write a column map: `khaldun records map FILE` proposes one",
            Kind::Shifted { .. } => {
                "look whether a column was dropped or added when the file was saved"
            }
            Kind::Mixed { .. } => "keep the rows of one version, or add each file by itself",
            Kind::NoEvents { help, .. } => help,
            Kind::Store(_) => {
                "`khaldun records list` shows the sets of the store; add the file again if one is damaged"
            }
            Kind::Map(_) => "compare the map with the file's first line",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.kind {
            Kind::Reading { line, cause } => {
                write!(f, "{file}: bad file: reading stopped at line {line}: {cause}")
            }
            Kind::NotATable(why) => write!(f, "{file}: bad file: {why}"),
            Kind::Columns { wanted, found, missing } => {
                write!(f, "{file}: wrong columns: the file has {}", found.join(", "))?;
                if !wanted.is_empty() {
                    write!(f, "; nearest is {wanted}, which also has {}", missing.join(", "))?;
                }
                Ok(())
            }
            Kind::Shifted { rows, first } => {
                write!(
                    f,
                    "{file}: wrong columns: the names are known but none of {rows} rows fits them; first {first}"
                )
            }
            Kind::Mixed { line, why } => {
                write!(f, "{file}: two versions mixed in one file: line {line}: {why}")
            }
            Kind::NoEvents { what, rows, .. } => {
                write!(f, "{file}: no events: it is {what}; none of its {rows} rows was taken")
            }
            Kind::Store(why) => write!(f, "{file}: the store: {why}"),
            Kind::Map(why) => write!(f, "{file}: wrong columns: {why}"),
        }
    }
}

impl std::error::Error for Error {}
