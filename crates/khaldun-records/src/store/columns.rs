//! Rows as columns of Arrow, to and from Parquet.

use super::cell;
use super::codec::{day_number, day_of};
use crate::{Bounds, Event, Standing, Toll};
use arrow::array::{
    Array, ArrayRef, AsArray as _, BooleanBuilder, Date32Builder, Float64Builder, Int32Builder,
    ListArray, ListBuilder, RecordBatch, StringBuilder, UInt64Builder,
};
use arrow::datatypes::{DataType, Date32Type, Field, Float64Type, Schema, SchemaRef, UInt64Type};
use bytes::Bytes;
use khaldun_model::{Plover, Window};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::statistics::Statistics;
use parquet::schema::types::ColumnPath;
use std::io::Write;
use std::sync::{Arc, OnceLock};

/// A row group ends where a cell ends, once it has so many rows.
const GROUP: usize = 4096;

/// Columns of texts that hardly ever occur twice.
const NEVER_TWICE: &[&str] = &["id", "what"];

fn list(name: &str, item: DataType) -> Field {
    Field::new_list(name, Field::new_list_field(item, true), false)
}

/// The columns of a stored set; docs/records.md describes them.
fn schema() -> SchemaRef {
    static SCHEMA: OnceLock<SchemaRef> = OnceLock::new();
    let make = || {
        let text = |name: &str| Field::new(name, DataType::Utf8, false);
        let maybe = |name: &str| Field::new(name, DataType::Float64, true);
        Arc::new(Schema::new(vec![
            Field::new("seq", DataType::UInt64, false),
            Field::new("cell", DataType::Int32, false),
            text("id"),
            Field::new("start", DataType::Date32, false),
            Field::new("end", DataType::Date32, false),
            text("date_precision"),
            list("place", DataType::Utf8),
            Field::new("country", DataType::Utf8, true),
            maybe("lat"),
            maybe("lon"),
            Field::new("radius_km", DataType::Float64, false),
            list("actors", DataType::Utf8),
            list("targets", DataType::Utf8),
            Field::new("directed", DataType::Boolean, false),
            list("standing_of", DataType::Utf8),
            list("standing", DataType::Utf8),
            Field::new("action", DataType::Utf8, true),
            text("what"),
            text("outcome"),
            maybe("deaths_low"),
            maybe("deaths_high"),
            maybe("best"),
            list("toll_of", DataType::Utf8),
            list("toll_low", DataType::Float64),
            list("toll_high", DataType::Float64),
            text("deaths_by"),
            maybe("strikes"),
            list("sources", DataType::Utf8),
            text("verified"),
            Field::new("line", DataType::UInt64, false),
        ]))
    };
    Arc::clone(SCHEMA.get_or_init(make))
}

fn texts<'t>(rows: impl Iterator<Item = Option<&'t str>>) -> ArrayRef {
    let mut builder = StringBuilder::new();
    for text in rows {
        builder.append_option(text);
    }
    Arc::new(builder.finish())
}

fn lists<'t, T, I>(rows: T) -> ArrayRef
where
    T: Iterator<Item = I>,
    I: Iterator<Item = &'t str>,
{
    let mut builder = ListBuilder::new(StringBuilder::new());
    for row in rows {
        for text in row {
            builder.values().append_value(text);
        }
        builder.append(true);
    }
    Arc::new(builder.finish())
}

fn numbers(rows: impl Iterator<Item = Option<f64>>) -> ArrayRef {
    let mut builder = Float64Builder::new();
    for n in rows {
        builder.append_option(n);
    }
    Arc::new(builder.finish())
}

fn number_lists<T, I>(rows: T) -> ArrayRef
where
    T: Iterator<Item = I>,
    I: Iterator<Item = f64>,
{
    let mut builder = ListBuilder::new(Float64Builder::new());
    for row in rows {
        for n in row {
            builder.values().append_value(n);
        }
        builder.append(true);
    }
    Arc::new(builder.finish())
}

fn days(rows: impl Iterator<Item = i32>) -> ArrayRef {
    let mut builder = Date32Builder::new();
    for n in rows {
        builder.append_value(n);
    }
    Arc::new(builder.finish())
}

fn counts(rows: impl Iterator<Item = u64>) -> ArrayRef {
    let mut builder = UInt64Builder::new();
    for n in rows {
        builder.append_value(n);
    }
    Arc::new(builder.finish())
}

/// One row on its way to a file: its cell, its place in the imported file, itself.
pub(super) struct Stored {
    pub(super) cell: i32,
    pub(super) seq: u64,
    pub(super) event: Event,
}

fn batch(rows: &[Stored]) -> Result<RecordBatch, ParquetError> {
    let e = || rows.iter().map(|r| &r.event);
    let mut cells = Int32Builder::new();
    for row in rows {
        cells.append_value(row.cell);
    }
    let mut directed = BooleanBuilder::new();
    for event in e() {
        directed.append_value(event.directed);
    }
    let columns: Vec<ArrayRef> = vec![
        counts(rows.iter().map(|r| r.seq)),
        Arc::new(cells.finish()),
        texts(e().map(|e| Some(e.id.as_str()))),
        days(e().map(|e| day_number(e.window.start))),
        days(e().map(|e| day_number(e.window.end))),
        texts(e().map(|e| Some(e.date_precision.as_str()))),
        lists(e().map(|e| e.place.iter().map(String::as_str))),
        texts(e().map(|e| e.country.as_deref())),
        numbers(e().map(|e| e.point.map(|p| p.0))),
        numbers(e().map(|e| e.point.map(|p| p.1))),
        numbers(e().map(|e| Some(e.radius_km))),
        lists(e().map(|e| e.actors.iter().map(String::as_str))),
        lists(e().map(|e| e.targets.iter().map(String::as_str))),
        Arc::new(directed.finish()),
        lists(e().map(|e| e.standing.iter().map(|s| s.name.as_str()))),
        lists(e().map(|e| e.standing.iter().map(|s| s.word.as_str()))),
        texts(e().map(|e| e.action.map(Plover::as_str))),
        texts(e().map(|e| Some(e.what.as_str()))),
        texts(e().map(|e| Some(e.outcome.as_str()))),
        numbers(e().map(|e| e.deaths.map(|d| d.0))),
        numbers(e().map(|e| e.deaths.map(|d| d.1))),
        numbers(e().map(|e| e.best)),
        lists(e().map(|e| e.tolls.iter().map(|t| t.of.as_str()))),
        number_lists(e().map(|e| e.tolls.iter().map(|t| t.low))),
        number_lists(e().map(|e| e.tolls.iter().map(|t| t.high))),
        texts(e().map(|e| Some(e.deaths_by.as_str()))),
        numbers(e().map(|e| e.strikes)),
        lists(e().map(|e| e.sources.iter().map(String::as_str))),
        texts(e().map(|e| Some(e.verified.as_str()))),
        counts(e().map(|e| e.line)),
    ];
    Ok(RecordBatch::try_new(schema(), columns)?)
}

fn properties() -> WriterProperties {
    let mut builder = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("khaldun".to_owned())
        .set_statistics_enabled(EnabledStatistics::None);
    for name in ["cell", "start", "end"] {
        let column = ColumnPath::from(name);
        builder = builder.set_column_statistics_enabled(column, EnabledStatistics::Chunk);
    }
    for name in NEVER_TWICE {
        builder = builder.set_column_dictionary_enabled(ColumnPath::from(*name), false);
    }
    builder.build()
}

/// Writes rows, which stand in order of cell, to a Parquet file.
pub(super) fn write(out: impl Write + Send, rows: &[Stored]) -> Result<(), ParquetError> {
    let mut writer = ArrowWriter::try_new(out, schema(), Some(properties()))?;
    let mut from = 0;
    while from < rows.len() {
        let least = rows.len().min(from + GROUP);
        let last = rows[least - 1].cell;
        let more = rows[least..].iter().take_while(|r| r.cell == last).take(GROUP).count();
        writer.write(&batch(&rows[from..least + more])?)?;
        writer.flush()?;
        from = least + more;
    }
    writer.close()?;
    Ok(())
}

/// Reads the rows of a file, of those row groups that may hold points of the box.
pub(super) fn read(
    file: Bytes,
    bounds: Option<Bounds>,
    take: &mut dyn FnMut(u64, Event),
) -> Result<(), ParquetError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let groups = builder.metadata().row_groups().iter().enumerate();
    let wanted: Vec<usize> = groups
        .filter(|(_, group)| match (bounds, cells(group)) {
            (Some(bounds), Some(cells)) => cell::may_meet(cells, bounds),
            _ => true,
        })
        .map(|(n, _)| n)
        .collect();
    for batch in builder.with_row_groups(wanted).with_batch_size(GROUP).build()? {
        rows(&batch?, take)
            .map_err(|Odd| ParquetError::General("not the columns of a stored set".to_owned()))?;
    }
    Ok(())
}

/// The first and last cell of a row group.
fn cells(group: &RowGroupMetaData) -> Option<(i32, i32)> {
    match group.column(1).statistics()? {
        Statistics::Int32(s) => Some((*s.min_opt()?, *s.max_opt()?)),
        _ => None,
    }
}

/// A column is missing or of another kind: the file is none of ours.
struct Odd;

/// The columns of a batch, by name.
struct Columns<'b>(&'b RecordBatch);

impl<'b> Columns<'b> {
    fn column(&self, name: &str) -> Result<&'b ArrayRef, Odd> {
        self.0.column_by_name(name).ok_or(Odd)
    }

    fn text(&self, name: &str, row: usize) -> Result<Option<&'b str>, Odd> {
        let column = self.column(name)?.as_string_opt::<i32>().ok_or(Odd)?;
        Ok(column.is_valid(row).then(|| column.value(row)))
    }

    fn owned(&self, name: &str, row: usize) -> Result<String, Odd> {
        Ok(self.text(name, row)?.unwrap_or("").to_owned())
    }

    fn number(&self, name: &str, row: usize) -> Result<Option<f64>, Odd> {
        let column = self.column(name)?.as_primitive_opt::<Float64Type>().ok_or(Odd)?;
        Ok(column.is_valid(row).then(|| column.value(row)))
    }

    fn count(&self, name: &str, row: usize) -> Result<u64, Odd> {
        Ok(self.column(name)?.as_primitive_opt::<UInt64Type>().ok_or(Odd)?.value(row))
    }

    fn day(&self, name: &str, row: usize) -> Result<jiff::civil::Date, Odd> {
        let column = self.column(name)?.as_primitive_opt::<Date32Type>().ok_or(Odd)?;
        day_of(column.value(row)).ok_or(Odd)
    }

    fn list(&self, name: &str, row: usize) -> Result<ArrayRef, Odd> {
        let column: &ListArray = self.column(name)?.as_list_opt::<i32>().ok_or(Odd)?;
        Ok(column.value(row))
    }

    fn texts(&self, name: &str, row: usize) -> Result<Vec<String>, Odd> {
        let list = self.list(name, row)?;
        let list = list.as_string_opt::<i32>().ok_or(Odd)?;
        Ok(list.iter().map(|t| t.unwrap_or("").to_owned()).collect())
    }

    fn numbers(&self, name: &str, row: usize) -> Result<Vec<f64>, Odd> {
        let list = self.list(name, row)?;
        let list = list.as_primitive_opt::<Float64Type>().ok_or(Odd)?;
        Ok(list.iter().map(Option::unwrap_or_default).collect())
    }
}

fn rows(batch: &RecordBatch, take: &mut dyn FnMut(u64, Event)) -> Result<(), Odd> {
    let c = Columns(batch);
    let directed = c.column("directed")?.as_boolean_opt().ok_or(Odd)?;
    for row in 0..batch.num_rows() {
        let window = Window { start: c.day("start", row)?, end: c.day("end", row)? };
        let mut event = Event::new(c.owned("id", row)?, window, c.count("line", row)?);
        event.date_precision = c.owned("date_precision", row)?;
        event.place = c.texts("place", row)?;
        event.country = c.text("country", row)?.map(str::to_owned);
        event.point = c.number("lat", row)?.zip(c.number("lon", row)?);
        event.radius_km = c.number("radius_km", row)?.ok_or(Odd)?;
        event.actors = c.texts("actors", row)?;
        event.targets = c.texts("targets", row)?;
        event.directed = directed.value(row);
        let standing = c.texts("standing_of", row)?.into_iter().zip(c.texts("standing", row)?);
        event.standing = standing.map(|(name, word)| Standing { name, word }).collect();
        event.action = c.text("action", row)?.and_then(Plover::parse);
        event.what = c.owned("what", row)?;
        event.outcome = c.owned("outcome", row)?;
        event.deaths = c.number("deaths_low", row)?.zip(c.number("deaths_high", row)?);
        event.best = c.number("best", row)?;
        let (low, high) = (c.numbers("toll_low", row)?, c.numbers("toll_high", row)?);
        let tolls = c.texts("toll_of", row)?.into_iter().zip(low).zip(high);
        event.tolls = tolls.map(|((of, low), high)| Toll { of, low, high }).collect();
        event.deaths_by = c.owned("deaths_by", row)?;
        event.strikes = c.number("strikes", row)?;
        event.sources = c.texts("sources", row)?;
        event.verified = c.owned("verified", row)?;
        take(c.count("seq", row)?, event);
    }
    Ok(())
}
