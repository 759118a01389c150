//! A file that is whole or has another name.

use crate::client::{Ask, Client};
use crate::error::Kind;
use crate::{Error, Progress};
use md5::{Digest as _, Md5};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The name of a file that is not whole yet.
fn part_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// Writes a file whole or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let part = part_of(path);
    let written = fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
        .and_then(|()| fs::write(&part, bytes))
        .and_then(|()| fs::rename(&part, path));
    written.map_err(Error::disk(path))
}

/// MD5 of a file in lower-case hexadecimal; `None` where there is none.
pub(crate) fn md5(path: &Path) -> Result<Option<String>, Error> {
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(Error::disk(path)(e)),
    };
    let (mut sum, mut piece) = (Md5::new(), vec![0; 1 << 16]);
    loop {
        let n = file.read(&mut piece).map_err(Error::disk(path))?;
        if n == 0 {
            break;
        }
        sum.update(&piece[..n]);
    }
    let hex = sum.finalize().iter().fold(String::new(), |mut hex, byte| {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Ok(Some(hex))
}

/// Downloads a file, going on where an earlier try stopped, and compares its MD5.
pub(crate) fn download(
    client: &mut Client,
    url: &str,
    path: &Path,
    wanted: &str,
    progress: &mut dyn Progress,
    (done, of): (u64, u64),
) -> Result<(), Error> {
    let part = part_of(path);
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(Error::disk(path))?;
    // What another version of the file left behind is thrown away once, then all is asked for.
    for fresh in [false, true] {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        progress.tell(done, Some(of), &name);
        if fresh {
            fs::remove_file(&part).map_err(Error::disk(&part))?;
        }
        piece(client, url, &part)?;
        let found = md5(&part)?.unwrap_or_default();
        if found.eq_ignore_ascii_case(wanted) {
            return fs::rename(&part, path).map_err(Error::disk(path));
        }
        if fresh {
            fs::remove_file(&part).map_err(Error::disk(&part))?;
            let (url, wanted) = (url.to_owned(), wanted.to_owned());
            return Err(Error::new(Kind::Damaged { url, found, wanted }));
        }
    }
    Ok(())
}

/// Fetches what a file lacks. Every try begins where the one before it was cut.
fn piece(client: &mut Client, url: &str, part: &Path) -> Result<(), Error> {
    loop {
        let have = fs::metadata(part).map_or(0, |m| m.len());
        let range = format!("bytes={have}-");
        let headers: &[(&str, &str)] = if have > 0 { &[("range", range.as_str())] } else { &[] };
        let got = client.ask(url, headers, &Ask::Get, &mut |answer| {
            // A server that knows no ranges sends all from the beginning.
            let goes_on = answer.status().as_u16() == 206;
            let mut options = fs::OpenOptions::new();
            options.create(true).append(goes_on).write(true).truncate(!goes_on);
            let mut file = options.open(part).map_err(Error::disk(part))?;
            let length = answer.headers().get("content-length");
            let length = length.and_then(|l| l.to_str().ok()).and_then(|l| l.parse::<u64>().ok());
            let copied = io::copy(&mut answer.into_body().into_reader(), &mut file);
            file.flush().map_err(Error::disk(part))?;
            // A cut is told to the loop outside: the next request asks for the rest only.
            Ok(Ok(match copied {
                Ok(n) => length.is_none_or(|l| n >= l).then_some(()).ok_or(n),
                Err(_) => Err(fs::metadata(part)
                    .map_or(0, |m| m.len())
                    .saturating_sub(if goes_on { have } else { 0 })),
            }))
        });
        match got {
            Ok(Ok(())) => return Ok(()),
            // Something came: go on from there.
            Ok(Err(n)) if n > 0 => {}
            Ok(Err(_)) => {
                return Err(Error::strange(url, "the server closes the connection at once"));
            }
            // Nothing is lacking: the part was whole before its name was changed.
            Err(e) if e.is_status(416) => return Ok(()),
            Err(e) => return Err(e),
        }
    }
}
