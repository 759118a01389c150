//! Unpacks what a file is wrapped in (gzip, zstd, zip), and cannot be made to swallow the machine.

use crate::Error;
use crate::error::Kind;
use bytes::Bytes;
use flate2::CrcReader;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use sha2::{Digest, Sha256};
use std::cell::{Cell, RefCell};
use std::io::{self, BufRead as _, Cursor, Read};
use std::rc::Rc;
use zip::{CompressionMethod, ZipArchive};

/// The longest row that is read: a row of UCDP GED with all its sources has under 100 kB; an
/// unclosed quotation mark would otherwise make one row of the whole file.
const LONGEST_ROW: u64 = 8 << 20;

/// The longest JSON value: a page of an API has a thousand rows.
pub(crate) const LONGEST_PAGE: u64 = 128 << 20;

/// The largest file that is read, unpacked: twelve times ACLED's whole export of 2025. An archive
/// that unpacks to more is taken for a mistake or an attack.
const LARGEST: u64 = 16 << 30;

/// The largest archive or Parquet file that is held in memory, packed.
const LARGEST_HELD: u64 = 1 << 30;

/// An archive may unpack to this many times its size (tables pack to a fifth; one of the same row
/// over and over to a two-hundredth), once it has unpacked to more than [`SMALL`].
const RATIO: u64 = 400;

/// What unpacks to less is never taken for a bomb.
const SMALL: u64 = 64 << 20;

/// Bytes that may still be read before the next row must have ended.
#[derive(Clone, Debug)]
pub(crate) struct Budget(Rc<Cell<u64>>);

impl Budget {
    pub(crate) fn new_row(&self) {
        self.0.set(LONGEST_ROW);
    }

    pub(crate) fn new_page(&self) {
        self.0.set(LONGEST_PAGE);
    }
}

/// The checksum of the file as it was given, and how much of it has been read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    hash: Rc<RefCell<Sha256>>,
    bytes: Rc<Cell<u64>>,
}

impl Sum {
    pub(crate) fn hex(&self) -> String {
        khaldun_text::hex(&self.hash.borrow().clone().finalize())
    }
}

/// Feeds the checksum with what passes.
struct Hashing<R> {
    inner: R,
    sum: Sum,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.sum.hash.borrow_mut().update(&buffer[..n]);
        self.sum.bytes.set(self.sum.bytes.get() + n as u64);
        Ok(n)
    }
}

/// What a file turned out to hold.
pub(crate) enum Held<'a> {
    /// Text of some kind, to be read as it comes.
    Text(Box<dyn Read + 'a>),
    /// A Parquet file, whole.
    Parquet(Bytes),
}

/// The unpacked content of a file, and the budget by which its reader is held.
pub(crate) struct Opened<'a> {
    pub(crate) held: Held<'a>,
    pub(crate) budget: Budget,
    pub(crate) sum: Sum,
}

/// Stops a reader that gives more than it may.
struct Guard<R> {
    inner: R,
    budget: Budget,
    unpacked: u64,
    packed: Option<Sum>,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)? as u64;
        let row = self.budget.0.get();
        if n > row {
            return Err(io::Error::other(
                "a row of more than 8 MB; is a quotation mark left open?",
            ));
        }
        self.unpacked += n;
        if self.unpacked > LARGEST {
            return Err(io::Error::other("the file unpacks to more than 16 GB"));
        }
        let packed = self.packed.as_ref().map_or(u64::MAX, |sum| sum.bytes.get().max(1));
        if self.unpacked > SMALL && self.unpacked / RATIO > packed {
            return Err(io::Error::other(format!(
                "the archive unpacks to more than {RATIO} times its size: a zip bomb, not a table"
            )));
        }
        self.budget.0.set(row - n);
        Ok(n as usize)
    }
}

/// Opens a file: unpacks what its first bytes say it is packed with, and sets the guard.
pub(crate) fn open<'a>(file: &str, input: impl Read + 'a) -> Result<Opened<'a>, Error> {
    let budget = Budget(Rc::new(Cell::new(LONGEST_ROW)));
    let sum = Sum::default();
    let bad = |cause: String| Error::new(file, Kind::Reading { line: 1, cause });
    let mut input: Box<dyn Read + 'a> = Box::new(Hashing { inner: input, sum: sum.clone() });
    let mut packed = false;
    // A gzip may lie in a zip, not deeper.
    for _ in 0..2 {
        let mut magic = Vec::with_capacity(4);
        input.by_ref().take(4).read_to_end(&mut magic).map_err(|e| bad(e.to_string()))?;
        let whole = Cursor::new(magic.clone()).chain(input);
        input = match magic.as_slice() {
            [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(whole)),
            [0x28, 0xb5, 0x2f, 0xfd] => Box::new(Frames::new(whole)),
            b"PK\x03\x04" => member(file, hold(file, whole)?)?,
            b"PAR1" => {
                let held = Held::Parquet(hold(file, whole)?.into());
                return Ok(Opened { held, budget, sum });
            }
            _ => {
                input = Box::new(whole);
                break;
            }
        };
        packed = true;
    }
    let packed = packed.then(|| sum.clone());
    let guard = Guard { inner: input, budget: budget.clone(), unpacked: 0, packed };
    Ok(Opened { held: Held::Text(Box::new(guard)), budget, sum })
}

/// All bytes of an archive.
fn hold(file: &str, input: impl Read) -> Result<Vec<u8>, Error> {
    let mut all = Vec::new();
    let got = input.take(LARGEST_HELD + 1).read_to_end(&mut all);
    got.map_err(|e| Error::new(file, Kind::Reading { line: 1, cause: e.to_string() }))?;
    if all.len() as u64 > LARGEST_HELD {
        let cause = "an archive of more than 1 GB; unpack it, or pack it with gzip".to_owned();
        return Err(Error::new(file, Kind::Reading { line: 1, cause }));
    }
    Ok(all)
}

/// Zstandard: one frame or several, as parallel packers write them.
struct Frames<R: Read> {
    source: io::BufReader<R>,
    decoder: FrameDecoder,
    within: bool,
}

impl<R: Read> Frames<R> {
    fn new(source: R) -> Self {
        let source = io::BufReader::new(source);
        Self { source, decoder: FrameDecoder::new(), within: false }
    }

    /// Begins the next frame; false at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        if self.source.fill_buf()?.is_empty() {
            return Ok(false);
        }
        match self.decoder.reset(&mut self.source) {
            Ok(()) => self.within = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
            }
            Err(e) => return Err(io::Error::new(io::ErrorKind::InvalidData, e)),
        }
        Ok(true)
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.within || self.begin()? {
            if !self.within {
                continue;
            }
            while self.decoder.can_collect() < buffer.len() && !self.decoder.is_finished() {
                let lacking = buffer.len() - self.decoder.can_collect();
                self.decoder
                    .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBytes(lacking))
                    .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
            }
            let n = self.decoder.read(buffer)?;
            if n > 0 || buffer.is_empty() {
                return Ok(n);
            }
            self.within = false;
        }
        Ok(0)
    }
}

/// The one table of a zip archive, unpacked as it is read and checked at its end.
fn member(file: &str, archive: Vec<u8>) -> Result<Box<dyn Read>, Error> {
    let bad = |cause: String| Error::new(file, Kind::Reading { line: 1, cause });
    let refuse = |why: String| Err(Error::new(file, Kind::NotATable(why)));
    let mut archive =
        ZipArchive::new(Cursor::new(archive)).map_err(|e| bad(format!("a broken zip: {e}")))?;
    let mut tables: Vec<(usize, String)> = Vec::new();
    for n in 0..archive.len() {
        let entry = archive.by_index_raw(n).map_err(|e| bad(format!("a broken zip: {e}")))?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if name == "[Content_Types].xml" {
            return refuse("a spreadsheet or a document; save the sheet as CSV".to_owned());
        }
        let own = name.rsplit('/').next().unwrap_or("");
        let hidden = own.starts_with('.') || name.starts_with("__MACOSX/");
        let kind = own.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let is_table = ["csv", "tsv", "tab", "txt", "json", "jsonl", "gz"].contains(&kind.as_str());
        if !hidden && is_table {
            tables.push((n, name));
        }
    }
    let [(n, _)] = tables.as_slice() else {
        let names: Vec<&str> = tables.iter().map(|t| t.1.as_str()).take(8).collect();
        return refuse(match names.as_slice() {
            [] => "a zip archive without a table in it".to_owned(),
            names => format!(
                "a zip archive with {} tables ({}); unpack it and give one",
                tables.len(),
                names.join(", ")
            ),
        });
    };
    let entry = archive.by_index_raw(*n).map_err(|e| bad(format!("a broken zip: {e}")))?;
    let (method, size, sum) = (entry.compression(), entry.compressed_size(), entry.crc32());
    let (start, locked) = (entry.data_start().unwrap_or(0), entry.encrypted());
    drop(entry);
    if locked {
        return refuse("a zip archive locked with a password; unpack it first".to_owned());
    }
    let mut bytes = archive.into_inner();
    bytes.set_position(start);
    let packed = bytes.take(size);
    match method {
        CompressionMethod::Stored => Ok(Box::new(Checked::new(packed, sum))),
        CompressionMethod::Deflated => Ok(Box::new(Checked::new(DeflateDecoder::new(packed), sum))),
        other => refuse(format!("a zip archive packed with {other}; unpack it first")),
    }
}

/// Compares the checksum of a zip member at its end.
struct Checked<R> {
    inner: CrcReader<R>,
    sum: u32,
}

impl<R: Read> Checked<R> {
    fn new(inner: R, sum: u32) -> Self {
        Self { inner: CrcReader::new(inner), sum }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if n == 0 && !buffer.is_empty() && self.inner.crc().sum() != self.sum {
            return Err(io::Error::other("the archive is damaged: its checksum differs"));
        }
        Ok(n)
    }
}
