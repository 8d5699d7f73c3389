//! Parquet files written by row groups, whose pages are encoded and packed by the threads that made them.

use std::fs::File;
use std::io::BufWriter;
use std::sync::Mutex;

use polars::io::parquet::write::get_encodings;
use polars::prelude::{Column, CompatLevel, DataFrame, DataType, PolarsError, PolarsResult, SchemaExt as _};
use polars_parquet::parquet::error::ParquetError;
use polars_parquet::parquet::metadata::{ColumnDescriptor, SchemaDescriptor};
use polars_parquet::parquet::write::compress;
use polars_parquet::write::{
    CompressedPage, CompressionOptions, DynIter, DynStreamingIterator, Encoding, FileWriter, KeyValue, Page,
    ParquetType, StatisticsOptions, Version, WriteOptions, array_to_columns, fallible_streaming_iterator,
    to_parquet_schema,
};

use super::carry::restated;

/// The pages of each column of a row group, in the order of the file.
pub type Group = Vec<Vec<CompressedPage>>;

/// A file that grows by row groups.
pub struct Parquet {
    file: Mutex<FileWriter<BufWriter<File>>>,
    fields: Vec<ParquetType>,
    leaves: Vec<ColumnDescriptor>,
    encodings: Vec<Vec<Encoding>>,
    options: WriteOptions,
    types: Vec<Option<DataType>>,
    metadata: Vec<(String, String)>,
}

impl Parquet {
    /// A file for parts such as `first`, whose columns get `types` before they are written, with `metadata` in its footer;
    /// columns with a type in `exact` are stored so, and their pages come from a file in which they were.
    ///
    /// # Errors
    /// A type that the format does not have.
    pub fn new(
        file: File,
        first: &DataFrame,
        types: Vec<Option<DataType>>,
        exact: Vec<Option<ParquetType>>,
        metadata: Vec<(String, String)>,
    ) -> PolarsResult<Self> {
        let schema = typed(first.head(Some(0)), &types)?.schema().to_arrow(CompatLevel::newest());
        let options = WriteOptions {
            statistics: StatisticsOptions::default(),
            version: Version::V1,
            compression: CompressionOptions::Zstd(None),
            data_page_size: None,
        };
        let encodings = get_encodings(&schema).to_vec();
        let usual = to_parquet_schema(&schema)?.fields().to_vec();
        let fields: Vec<ParquetType> = usual
            .into_iter()
            .zip(exact.into_iter().chain(std::iter::repeat(None)))
            .map(|(usual, exact)| exact.unwrap_or(usual))
            .collect();
        let stored = SchemaDescriptor::new("root".into(), fields.clone());
        let leaves = stored.columns().to_vec();
        let file = BufWriter::with_capacity(1 << 20, file);
        let file = FileWriter::new_with_parquet_schema(file, schema, stored, options);
        Ok(Self { file: Mutex::new(file), fields, leaves, encodings, options, types, metadata })
    }

    /// Encodes and packs a part as a row group; one of no rows has no pages.
    ///
    /// # Errors
    /// A value that does not fit into the type of its column.
    pub fn make(&self, part: &DataFrame) -> PolarsResult<Group> {
        let mut group = Group::with_capacity(self.fields.len());
        if part.height() > 0 {
            for (at, column) in part.columns().iter().enumerate() {
                group.extend(self.column(at, column)?);
            }
        }
        Ok(group)
    }

    /// Encodes and packs the column at a place of the file: pages for each of its leaves.
    ///
    /// # Errors
    /// A value that does not fit into the type of the column.
    pub fn column(&self, at: usize, column: &Column) -> PolarsResult<Group> {
        let (Some(field), Some(encodings), Some(dtype)) =
            (self.fields.get(at), self.encodings.get(at), self.types.get(at))
        else {
            return Err(broken());
        };
        let series = column.as_materialized_series();
        let series = match dtype {
            Some(dtype) => series.strict_cast(dtype)?.rechunk(),
            None => series.rechunk(),
        };
        let array = series.to_arrow(0, CompatLevel::newest());
        let leaves = array_to_columns(array, field.clone(), self.options, encodings)?;
        let own =
            |leaf: &&ColumnDescriptor| leaf.path_in_schema.first().is_some_and(|name| name == field.name());
        let packed = |(pages, leaf): (DynIter<'_, PolarsResult<Page>>, &ColumnDescriptor)| {
            let pages = restated(leaf, pages.collect::<PolarsResult<_>>()?);
            pages.into_iter().map(|page| self.packed(page)).collect()
        };
        leaves.into_iter().zip(self.leaves.iter().filter(own)).map(packed).collect()
    }

    /// How the column at a place of the file is stored, where it has one leaf and is stored as it was given.
    pub fn stored(&self, at: usize) -> Option<&ColumnDescriptor> {
        let name = self.fields.get(at)?.name();
        let same = self.types.get(at)?.is_none();
        self.leaves.iter().find(|leaf| same && matches!(leaf.path_in_schema.as_slice(), [own] if own == name))
    }

    fn packed(&self, page: Page) -> PolarsResult<CompressedPage> {
        let mut page = compress(page, Vec::new(), self.options.compression)?;
        // The room was for a page that cannot be made smaller.
        if let CompressedPage::Data(page) = &mut page {
            page.slice_mut().to_mut().shrink_to_fit();
        }
        Ok(page)
    }

    /// Writes the next row group.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn write(&self, group: &Group) -> PolarsResult<()> {
        if group.is_empty() {
            return Ok(());
        }
        let columns = group.iter().map(|pages| {
            let pages = pages.iter().map(PolarsResult::Ok);
            Ok(DynStreamingIterator::new(fallible_streaming_iterator::convert(pages)))
        });
        self.file.lock().map_err(|_| broken())?.write(u64::MAX, DynIter::new(columns))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn finish(self) -> PolarsResult<()> {
        let pairs = self.metadata.into_iter().map(|(key, value)| KeyValue { key, value: Some(value) });
        let mut file = self.file.into_inner().map_err(|_| broken())?;
        file.end(Some(pairs.collect()))?;
        file.into_inner()
            .into_inner()
            .map(drop)
            .map_err(|error| ParquetError::from(error.into_error()).into())
    }
}

fn broken() -> PolarsError {
    PolarsError::ComputeError("a writer broke off".into())
}

/// A part with its columns in other types.
fn typed(mut part: DataFrame, types: &[Option<DataType>]) -> PolarsResult<DataFrame> {
    for (at, dtype) in types.iter().enumerate() {
        if let Some(dtype) = dtype {
            let cast = part.columns().get(at).map(|column| column.strict_cast(dtype)).transpose()?;
            if let Some(cast) = cast {
                part.replace_column(at, cast)?;
            }
        }
    }
    Ok(part)
}
