use std::fmt;

/// Why a file could not be taken in at all; odd text is never an error.
///
/// One opaque type: ask it with the `is_…` predicates, show it with `Display` (what is wrong) and
/// [`Error::remedy`] (what to do about it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Empty { bytes: usize },
    Binary { looks_like: &'static str, remedy: &'static str },
    TooLarge { bytes: usize, limit: usize },
}

impl Error {
    pub(crate) fn empty(name: &str, bytes: usize) -> Self {
        Self { kind: Kind::Empty { bytes }, name: name.to_owned() }
    }

    pub(crate) fn binary(name: &str, looks_like: &'static str, remedy: &'static str) -> Self {
        Self { kind: Kind::Binary { looks_like, remedy }, name: name.to_owned() }
    }

    pub(crate) fn too_large(name: &str, bytes: usize, limit: usize) -> Self {
        Self { kind: Kind::TooLarge { bytes, limit }, name: name.to_owned() }
    }

    /// Whether the file holds no text at all.
    pub fn is_empty(&self) -> bool {
        matches!(self.kind, Kind::Empty { .. })
    }

    /// Whether the file is no text (an image, a PDF, an archive …).
    pub fn is_binary(&self) -> bool {
        matches!(self.kind, Kind::Binary { .. })
    }

    /// Whether the file is larger than [`Limits`](crate::Limits) allow.
    pub fn is_too_large(&self) -> bool {
        matches!(self.kind, Kind::TooLarge { .. })
    }

    /// What the user can do about it.
    pub fn remedy(&self) -> String {
        match self.kind {
            Kind::Empty { .. } => {
                "check that the download or the export finished, and save the text again".to_owned()
            }
            Kind::Binary { remedy, .. } => remedy.to_owned(),
            Kind::TooLarge { .. } => {
                "split the file into one file an article, or raise the limit on the command line"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.kind {
            Kind::Empty { bytes: 0 } => write!(f, "{name} is empty"),
            Kind::Empty { bytes } => {
                write!(f, "{name} holds no words, only white space ({bytes} bytes)")
            }
            Kind::Binary { looks_like, .. } => {
                write!(f, "{name} is not text: it looks like {looks_like}")
            }
            Kind::TooLarge { bytes, limit } => {
                write!(f, "{name} has {} of text; the limit is {}", size(bytes), size(limit))
            }
        }
    }
}

impl std::error::Error for Error {}

/// Bytes as people say them; binary units, as the limit is one.
fn size(bytes: usize) -> String {
    const MIB: usize = 1 << 20;
    if bytes >= MIB {
        format!("{}.{} MiB", bytes / MIB, bytes % MIB * 10 / MIB)
    } else {
        format!("{bytes} bytes")
    }
}
