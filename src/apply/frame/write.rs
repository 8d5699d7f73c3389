//! The files that typed tables are written into.

use std::fs::File;
use std::io::BufWriter;
use std::sync::{Arc, Mutex};

use polars::prelude::{
    ArrowSchema, CompatLevel, DataFrame, DataType, Field as PolarsField, FrozenCategories, PolarsError,
    PolarsResult, TimeUnit,
};
use polars_arrow::datatypes::{ArrowDataType, Field, Metadata, TimeUnit as ArrowUnit};
use polars_arrow::io::ipc::write::{Compression, FileWriter, StreamWriter, WriteOptions};
use polars_arrow::record_batch::RecordBatchT;
use polars_parquet::parquet::schema::types::ParquetType;

use super::pages::{Group, Parquet};
use super::{arrays, pandas};
use crate::apply::output::Target;
use crate::source::arrow::Codec;
use crate::source::frame::described::{KEY, written};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Apache Parquet.
    Parquet,
    /// Arrow IPC with a footer.
    ArrowFile(Option<Codec>),
    /// Arrow IPC without one.
    ArrowStream(Option<Codec>),
}

/// A column as it is to be written.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The column of the input of which it is made; `None` where the input has no such types.
    pub original: Option<Field>,
    /// Whether it is kept as it is.
    pub kept: bool,
    /// The values of its dictionary, where it is written with one.
    pub dictionary: Option<Vec<String>>,
    /// The type in which Parquet stores it, where its pages are carried over whatever they hold.
    pub exact: Option<ParquetType>,
}

/// A file that grows part by part.
pub enum Writer {
    /// Parquet.
    Parquet(Box<Parquet>),
    /// Arrow.
    Arrow(Mutex<Box<Arrow>>),
}

/// A part made ready to be written.
pub enum Made {
    /// Packed pages.
    Pages(Group),
    /// A table.
    Table(DataFrame),
}

/// An Arrow file or stream.
pub struct Arrow {
    schema: Arc<ArrowSchema>,
    dictionaries: Vec<Option<Vec<String>>>,
    to: To,
}

enum To {
    File(FileWriter<BufWriter<File>>),
    Stream(StreamWriter<BufWriter<File>>),
}

impl Writer {
    /// A file with the columns of a first part; `pandas` is what pandas wrote about the original, and whether all of its
    /// rows stay.
    ///
    /// # Errors
    /// What the system refuses; a type that the format does not have.
    pub fn new(
        target: &Target,
        first: &DataFrame,
        format: Format,
        wanted: &[Wanted],
        pandas: Option<(&str, bool)>,
    ) -> PolarsResult<Self> {
        let file = target.file().map_err(|e| PolarsError::ComputeError(e.to_string().into()))?;
        let columns = first.columns().iter().zip(wanted);
        let fields: Vec<Field> =
            columns.map(|(column, wanted)| field(column.field().as_ref(), wanted, format)).collect();
        let theirs = |wanted: &Wanted| wanted.original.as_ref().map(|field| field.dtype.clone());
        let described: Vec<(Field, ArrowDataType)> = fields
            .iter()
            .zip(wanted)
            .map(|(field, wanted)| (field.clone(), theirs(wanted).unwrap_or_default()))
            .collect();
        let pandas = pandas.and_then(|(text, all_rows)| pandas::rebuilt(text, &described, all_rows));
        let schema: Arc<ArrowSchema> = Arc::new(fields.into_iter().collect());
        let metadata: Option<Arc<Metadata>> = pandas
            .as_ref()
            .map(|text| Arc::new(Metadata::from([(pandas::KEY.into(), text.as_str().into())])));
        let codec = match format {
            Format::Parquet => {
                let mut pairs = vec![(KEY.to_owned(), written(&schema, metadata.as_deref()))];
                pairs.extend(pandas.map(|text| (pandas::KEY.to_owned(), text)));
                let types: Vec<Option<DataType>> = first
                    .columns()
                    .iter()
                    .zip(wanted)
                    .map(|(column, wanted)| in_parquet(column.dtype(), wanted))
                    .collect::<PolarsResult<_>>()?;
                let exact = wanted.iter().map(|wanted| wanted.exact.clone()).collect();
                return Ok(Self::Parquet(Box::new(Parquet::new(file, first, types, exact, pairs)?)));
            }
            Format::ArrowFile(codec) | Format::ArrowStream(codec) => codec,
        };
        let compression = codec.map(|codec| match codec {
            Codec::Lz4 => Compression::LZ4,
            Codec::Zstd => Compression::ZSTD(Default::default()),
        });
        let options = WriteOptions { compression };
        let file = BufWriter::with_capacity(1 << 20, file);
        let to = if matches!(format, Format::ArrowFile(_)) {
            let mut writer = FileWriter::try_new(file, schema.clone(), None, options)?;
            if let Some(metadata) = metadata {
                writer.set_custom_schema_metadata(metadata);
            }
            To::File(writer)
        } else {
            let mut writer = StreamWriter::new(file, options);
            if let Some(metadata) = metadata {
                writer.set_custom_schema_metadata(metadata);
            }
            writer.start(&schema, None)?;
            To::Stream(writer)
        };
        let dictionaries = wanted.iter().map(|wanted| wanted.dictionary.clone()).collect();
        Ok(Self::Arrow(Mutex::new(Box::new(Arrow { schema, dictionaries, to }))))
    }

    /// Makes a part ready, as far as that can be done out of order: encodes and packs it.
    ///
    /// # Errors
    /// A value that does not fit into the type of its column.
    pub fn make(&self, part: DataFrame) -> PolarsResult<Made> {
        match self {
            Self::Parquet(writer) => writer.make(&part).map(Made::Pages),
            Self::Arrow(_) => Ok(Made::Table(part)),
        }
    }

    /// Writes the next part.
    ///
    /// # Errors
    /// What the system refuses; a value that does not fit into the type of its column.
    pub fn write(&self, part: Made) -> PolarsResult<()> {
        match (self, part) {
            (Self::Parquet(writer), Made::Pages(group)) => writer.write(&group),
            (Self::Parquet(_), Made::Table(table)) => self.write(self.make(table)?),
            (Self::Arrow(writer), Made::Table(table)) => writer.lock().map_err(|_| broken())?.write(&table),
            (Self::Arrow(_), Made::Pages(_)) => Err(broken()),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn finish(self) -> PolarsResult<()> {
        match self {
            Self::Parquet(writer) => writer.finish(),
            Self::Arrow(writer) => match &mut writer.into_inner().map_err(|_| broken())?.to {
                To::File(writer) => writer.finish(),
                To::Stream(writer) => writer.finish(),
            },
        }
    }
}

fn broken() -> PolarsError {
    PolarsError::ComputeError("a writer broke off".into())
}

/// The type that a kept column gets before it is written to Parquet, where polars reads it as another one than it was.
fn in_parquet(mine: &DataType, wanted: &Wanted) -> PolarsResult<Option<DataType>> {
    if let Some(values) = &wanted.dictionary {
        let categories = FrozenCategories::new(values.iter().map(String::as_str))?;
        return Ok(Some(DataType::from_frozen_categories(categories)));
    }
    let was = wanted.original.as_ref().filter(|_| wanted.kept).map(|field| &field.dtype);
    Ok(match (mine, was) {
        (DataType::Datetime(TimeUnit::Milliseconds, None), Some(ArrowDataType::Date64)) => {
            Some(DataType::Date)
        }
        _ => None,
    })
}

/// A column in the kind of type that its original has.
fn field(mine: &PolarsField, wanted: &Wanted, format: Format) -> Field {
    let nullable = wanted.original.as_ref().is_none_or(|original| original.is_nullable);
    let in_parquet = format == Format::Parquet;
    // The categories of polars are part of the type.
    if in_parquet && matches!(mine.dtype(), DataType::Enum(..)) && wanted.kept {
        let mut own = mine.dtype().to_arrow_field(mine.name().clone(), CompatLevel::newest());
        own.is_nullable = nullable;
        return own;
    }
    if let (Some(original), true) = (&wanted.original, wanted.exact.is_some()) {
        return original.clone();
    }
    let plain = without_dictionaries(mine.dtype()).to_arrow(CompatLevel::newest());
    let dtype = match &wanted.original {
        Some(original) if wanted.dictionary.is_some() => original.dtype.clone(),
        // An order that the dictionary pages do not hold is none.
        Some(Field { dtype: theirs @ ArrowDataType::Dictionary(_, _, false), .. })
            if in_parquet && matches!(mine.dtype(), DataType::Categorical(..)) =>
        {
            theirs.clone()
        }
        // polars has no bytes of fixed length, so Parquet gets none.
        Some(Field { dtype: theirs @ ArrowDataType::FixedSizeBinary(_), .. })
            if !in_parquet && wanted.kept =>
        {
            theirs.clone()
        }
        // Days in a file of Parquet, described as whoever wrote the original did.
        Some(Field { dtype: ArrowDataType::Date64, .. }) if in_parquet && wanted.kept => {
            ArrowDataType::Date64
        }
        // What is kept fits into the units that it had; Parquet has those of polars.
        Some(original) => arrays::like(&plain, &original.dtype, wanted.kept && !in_parquet),
        None => plain,
    };
    Field::new(mine.name().clone(), dtype, nullable)
}

/// The kept columns that are written in another type than they had, with both types.
pub fn retyped(first: &DataFrame, format: Format, wanted: &[Wanted]) -> Vec<(String, String)> {
    let columns = first.columns().iter().zip(wanted).filter(|(_, wanted)| wanted.kept);
    let changed = columns.filter_map(|(column, wanted)| {
        let was = &wanted.original.as_ref()?.dtype;
        let is = field(column.field().as_ref(), wanted, format).dtype;
        let same = match (&is, was) {
            // The kind of text that a dictionary is made of, and seconds, which Parquet does not have.
            (ArrowDataType::Dictionary(..), ArrowDataType::Dictionary(..)) => true,
            (ArrowDataType::Timestamp(..), ArrowDataType::Timestamp(ArrowUnit::Second, _)) => true,
            _ => is == *was,
        };
        (!same).then(|| (column.name().to_string(), format!("{is:?} instead of {was:?}")))
    });
    changed.collect()
}

/// A type with texts in the place of dictionaries.
fn without_dictionaries(dtype: &DataType) -> DataType {
    match dtype {
        DataType::Categorical(..) | DataType::Enum(..) => DataType::String,
        DataType::List(inner) => DataType::List(Box::new(without_dictionaries(inner))),
        DataType::Array(inner, width) => DataType::Array(Box::new(without_dictionaries(inner)), *width),
        DataType::Struct(members) => {
            let member =
                |m: &PolarsField| PolarsField::new(m.name().clone(), without_dictionaries(m.dtype()));
            DataType::Struct(members.iter().map(member).collect())
        }
        other => other.clone(),
    }
}

impl Arrow {
    fn write(&mut self, part: &DataFrame) -> PolarsResult<()> {
        let mut built = Vec::with_capacity(part.width());
        for ((column, field), values) in
            part.columns().iter().zip(self.schema.iter_values()).zip(&self.dictionaries)
        {
            let series = column.as_materialized_series();
            let plain = without_dictionaries(series.dtype());
            let series =
                if plain == *series.dtype() { series.rechunk() } else { series.cast(&plain)?.rechunk() };
            let array = series.to_arrow(0, CompatLevel::newest());
            built.push(match (&field.dtype, values) {
                (ArrowDataType::Dictionary(..), Some(values)) => {
                    arrays::dictionary(&*array, values, &field.dtype)?
                }
                (dtype, _) => arrays::rebuilt(&*array, dtype)?,
            });
        }
        let record = RecordBatchT::try_new(part.height(), self.schema.clone(), built)?;
        match &mut self.to {
            To::File(writer) => writer.write(&record, None),
            To::Stream(writer) => writer.write(&record, None),
        }
    }
}
