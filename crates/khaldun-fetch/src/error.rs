use std::path::Path;

/// Why a download did not come to its end.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Kind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{url}: the server does not know the token or password (401)")]
    Unknown { url: String },
    #[error("{url}: the server knows you and refuses (403)")]
    Denied { url: String },
    #[error("{url}: the server asks to slow down (429), also after {tries} tries")]
    Busy { url: String, tries: u32 },
    #[error("{url}: there is no such thing (404)")]
    Missing { url: String },
    #[error("{url}: the server answers {status}")]
    Status { url: String, status: u16 },
    #[error("{url}: no answer after {tries} tries: {cause}")]
    Silent { url: String, tries: u32, cause: String },
    #[error("{url}: the answer is not what the API promises: {why}")]
    Strange { url: String, why: String },
    #[error("{url}: the file is damaged: its md5 is {found}, the list says {wanted}")]
    Damaged { url: String, found: String, wanted: String },
    #[error("{0}")]
    Nothing(String),
    #[error("{path}: {cause}")]
    Disk { path: String, cause: std::io::Error },
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(kind)
    }

    pub(crate) fn disk(path: &Path) -> impl Fn(std::io::Error) -> Self + '_ {
        move |cause| Self(Kind::Disk { path: path.display().to_string(), cause })
    }

    pub(crate) fn strange(url: &str, why: impl Into<String>) -> Self {
        Self(Kind::Strange { url: url.to_owned(), why: why.into() })
    }

    /// The server does not know who asks, or forbids it.
    pub fn is_refused(&self) -> bool {
        matches!(self.0, Kind::Unknown { .. } | Kind::Denied { .. })
    }

    /// The token has run out or was never right.
    pub fn is_unknown(&self) -> bool {
        matches!(self.0, Kind::Unknown { .. })
    }

    /// The server wants fewer requests.
    pub fn is_busy(&self) -> bool {
        matches!(self.0, Kind::Busy { .. })
    }

    /// What came is not what was promised.
    pub fn is_damaged(&self) -> bool {
        matches!(self.0, Kind::Damaged { .. } | Kind::Strange { .. })
    }

    /// What the user can do about it.
    pub fn help(&self) -> &'static str {
        match self.0 {
            Kind::Unknown { .. } => {
                "look whether the token or password was copied whole; UCDP hands tokens out on the page of its API, ACLED takes the account's e-mail address and password"
            }
            Kind::Denied { .. } => {
                "the account may lack the right to use the API (ACLED grants it by kind of account); ask the publisher, or download the file in a browser"
            }
            Kind::Busy { .. } => {
                "wait an hour and give the same command again: it goes on where it stopped"
            }
            Kind::Missing { .. } => "look at the version or the days asked for",
            Kind::Status { .. } | Kind::Silent { .. } => {
                "give the same command again: it goes on where it stopped"
            }
            Kind::Strange { .. } => {
                "the API may have changed; download the file in a browser and give it to `khaldun records add`"
            }
            Kind::Damaged { .. } => "give the same command again: the damaged file was thrown away",
            Kind::Nothing(_) => "look at the days, countries and version asked for",
            Kind::Disk { .. } => "look whether the folder can be written to and the disk has room",
        }
    }
}

impl Error {
    /// The server answered with that status.
    pub(crate) fn is_status(&self, wanted: u16) -> bool {
        matches!(self.0, Kind::Status { status, .. } if status == wanted)
    }
}
