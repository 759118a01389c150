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
        matches!(self.kind, Kind::Columns { .. } | Kind::Shifted { .. } | Kind::Map(_))
    }

    /// What the user can do about it.
    pub fn help(&self) -> &'static str {
        match self.kind {
            Kind::Reading { .. } => "fetch the file again, or unpack it and look at that line",
            Kind::NotATable(_) => {
                "give a CSV or TSV file with a line of column names, gzipped or not"
            }
            Kind::Columns { .. } => "write a column map: `khaldun records map FILE` proposes one",
            Kind::Shifted { .. } => {
                "look whether a column was dropped or added when the file was saved"
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
            Kind::Map(why) => write!(f, "{file}: wrong columns: {why}"),
        }
    }
}

impl std::error::Error for Error {}
