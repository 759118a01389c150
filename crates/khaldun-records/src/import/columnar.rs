//! Parquet files: every column as text, so that the same importers read them.

use super::open::Sum;
use super::rows::{Cells, Header, Rows};
use crate::Error;
use crate::error::Kind;
use arrow::array::{Array as _, RecordBatch};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use bytes::Bytes;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use std::fmt::Write as _;

/// Rows decoded at a time.
const BATCH: usize = 2048;

/// Rows out of a Parquet file.
pub(crate) struct Columns {
    file: String,
    header: Header,
    reader: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    at: usize,
    row: u64,
    sum: Sum,
    scratch: String,
}

impl Columns {
    pub(crate) fn new(file: &str, bytes: Bytes, sum: Sum) -> Result<Self, Error> {
        let bad = |e: parquet::errors::ParquetError| {
            Error::new(file, Kind::NotATable(format!("a broken Parquet file: {e}")))
        };
        let builder = ParquetRecordBatchReaderBuilder::try_new(bytes).map_err(bad)?;
        let names = builder.schema().fields().iter().map(|f| f.name().clone()).collect();
        let reader = builder.with_batch_size(BATCH).build().map_err(bad)?;
        Ok(Self {
            file: file.to_owned(),
            header: Header::new(names),
            reader,
            batch: None,
            at: 0,
            row: 0,
            sum,
            scratch: String::new(),
        })
    }
}

impl Rows for Columns {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next(&mut self, cells: &mut Cells) -> Result<bool, Error> {
        let line = self.row + 1;
        let broken = |cause: String| Error::new(&self.file, Kind::Reading { line, cause });
        while self.batch.as_ref().is_none_or(|b| self.at >= b.num_rows()) {
            match self.reader.next() {
                None => return Ok(false),
                Some(Err(e)) => return Err(broken(e.to_string())),
                Some(Ok(batch)) => (self.batch, self.at) = (Some(batch), 0),
            }
        }
        let Some(batch) = &self.batch else { return Ok(false) };
        cells.clear();
        cells.line = line;
        let options = FormatOptions::new();
        for column in batch.columns() {
            self.scratch.clear();
            if column.is_valid(self.at) {
                let shown = ArrayFormatter::try_new(column.as_ref(), &options)
                    .map_err(|e| broken(e.to_string()))?;
                write!(self.scratch, "{}", shown.value(self.at))
                    .map_err(|_| broken("a value that cannot be shown as text".to_owned()))?;
            }
            cells.push(&self.scratch);
        }
        self.at += 1;
        self.row = line;
        Ok(true)
    }

    fn checksum(&mut self) -> String {
        self.sum.hex()
    }
}
