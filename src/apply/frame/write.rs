//! The files that typed tables are written into.

use std::fs::File;
use std::io::BufWriter;
use std::sync::{Arc, Mutex};

use data_encoding::BASE64;
use polars::io::parquet::write::KeyValueMetadata;
use polars::prelude::{
    ArrowSchema, CompatLevel, DataFrame, DataType, Field as PolarsField, ParquetCompression, ParquetWriter,
    PolarsError, PolarsResult,
};
use polars_arrow::datatypes::{ArrowDataType, Field, Metadata};
use polars_arrow::io::ipc::write::{
    Compression, FileWriter, StreamWriter, WriteOptions, default_ipc_fields, schema_to_bytes,
};
use polars_arrow::record_batch::RecordBatchT;
use polars_parquet::write::RowGroupIterColumns;

use super::{arrays, pandas};
use crate::apply::output::Target;
use crate::source::arrow::Codec;

/// The key of the Arrow schema in the metadata of Parquet files.
const ARROW_SCHEMA: &str = "ARROW:schema";

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
}

/// A file that grows part by part.
pub enum Writer {
    /// Parquet.
    Parquet(Box<polars::io::parquet::write::BatchedWriter<File>>),
    /// Arrow.
    Arrow(Mutex<Box<Arrow>>),
}

/// A part made ready to be written.
pub enum Made {
    /// Packed pages.
    Pages(Vec<RowGroupIterColumns<'static, PolarsError>>),
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
                let mut pairs =
                    vec![(ARROW_SCHEMA.to_owned(), described_schema(&schema, metadata.as_deref()))];
                pairs.extend(pandas.map(|text| (pandas::KEY.to_owned(), text)));
                let writer = ParquetWriter::new(file)
                    .with_compression(ParquetCompression::Zstd(None))
                    .with_key_value_metadata(Some(KeyValueMetadata::from_static(pairs)));
                return Ok(Self::Parquet(Box::new(writer.batched(first.schema())?)));
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
            Self::Parquet(writer) => {
                writer.encode_and_compress(&part).collect::<PolarsResult<_>>().map(Made::Pages)
            }
            Self::Arrow(_) => Ok(Made::Table(part)),
        }
    }

    /// Writes the next part.
    ///
    /// # Errors
    /// What the system refuses; a value that does not fit into the type of its column.
    pub fn write(&self, part: Made) -> PolarsResult<()> {
        match (self, part) {
            (Self::Parquet(writer), Made::Pages(pages)) => writer.write_row_groups(pages),
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
            Self::Parquet(writer) => writer.finish().map(drop),
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

/// The Arrow schema as it stands in the metadata of Parquet files: an IPC message with its marker and length, in base64.
fn described_schema(schema: &ArrowSchema, metadata: Option<&Metadata>) -> String {
    let message = schema_to_bytes(schema, &default_ipc_fields(schema.iter_values()), metadata);
    let mut bytes = vec![0xff; 4];
    bytes.extend_from_slice(&(message.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&message);
    BASE64.encode(&bytes)
}

/// A column in the kind of type that its original has.
fn field(mine: &PolarsField, wanted: &Wanted, format: Format) -> Field {
    let plain = without_dictionaries(mine.dtype()).to_arrow(CompatLevel::newest());
    let dtype = match &wanted.original {
        Some(original) if wanted.dictionary.is_some() => original.dtype.clone(),
        // Parquet has dictionaries of its own, which do not keep an order.
        Some(Field { dtype: theirs @ ArrowDataType::Dictionary(_, _, false), .. })
            if format == Format::Parquet && matches!(mine.dtype(), DataType::Categorical(..)) =>
        {
            theirs.clone()
        }
        // polars has no bytes of fixed length, so Parquet gets none.
        Some(Field { dtype: theirs @ ArrowDataType::FixedSizeBinary(_), .. })
            if format != Format::Parquet && wanted.kept =>
        {
            theirs.clone()
        }
        Some(original) => arrays::like(&plain, &original.dtype),
        None => plain,
    };
    let nullable = wanted.original.as_ref().is_none_or(|original| original.is_nullable);
    Field::new(mine.name().clone(), dtype, nullable)
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
