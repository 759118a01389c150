//! Readers that cannot be made to swallow the machine.

use crate::Error;
use crate::error::Kind;
use flate2::read::MultiGzDecoder;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The longest row that is read: a row of UCDP GED with all its sources has under 100 kB; an
/// unclosed quotation mark would otherwise make one row of the whole file.
const LONGEST_ROW: u64 = 8 << 20;

/// The largest file that is read, unpacked: twelve times ACLED's whole export of 2025. A gzip that
/// unpacks to more is taken for a mistake or an attack.
const LARGEST: u64 = 16 << 30;

/// Bytes that may still be read before the next row must have ended.
#[derive(Clone, Debug)]
pub(crate) struct Budget(Rc<Cell<u64>>);

impl Budget {
    pub(crate) fn new_row(&self) {
        self.0.set(LONGEST_ROW);
    }
}

/// The unpacked bytes of a file, and the budget by which its reader is held.
pub(crate) struct Opened<'a> {
    pub(crate) bytes: Box<dyn Read + 'a>,
    pub(crate) budget: Budget,
}

struct Guard<R> {
    inner: R,
    budget: Budget,
    left: u64,
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
        if n > self.left {
            return Err(io::Error::other("the file unpacks to more than 16 GB"));
        }
        self.budget.0.set(row - n);
        self.left -= n;
        Ok(n as usize)
    }
}

/// Unpacks gzip where the first two bytes say so, and sets the guard.
pub(crate) fn open<'a>(file: &str, mut input: impl Read + 'a) -> Result<Opened<'a>, Error> {
    let mut magic = Vec::with_capacity(2);
    let first = input.by_ref().take(2).read_to_end(&mut magic);
    first.map_err(|e| Error::new(file, Kind::Reading { line: 1, cause: e.to_string() }))?;
    let gzip = magic == [0x1f, 0x8b];
    let whole = io::Cursor::new(magic).chain(input);
    let budget = Budget(Rc::new(Cell::new(LONGEST_ROW)));
    let inner: Box<dyn Read + 'a> =
        if gzip { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) };
    let guard = Guard { inner, budget: budget.clone(), left: LARGEST };
    Ok(Opened { bytes: Box::new(guard), budget })
}
