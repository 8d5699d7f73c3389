//! Row groups and their column chunks as they are packed.

use std::io::{Read as _, Seek as _, SeekFrom};

use polars_parquet::parquet::metadata::ColumnChunkMetadata;
use polars_parquet::parquet::schema::types::ParquetType;

use super::Table;
use crate::source::{SourceError, decode};

/// A row group.
#[derive(Debug)]
pub struct Group {
    /// Its first row.
    pub first: usize,
    /// Its rows.
    pub rows: usize,
    /// Unpacked bytes of each column, as the footer says.
    pub sizes: Vec<u64>,
}

impl Table {
    /// The row groups in the order of the file.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let mut first = 0;
        let groups = self.metadata.row_groups.iter().enumerate().map(|(at, group)| {
            let group = Group { first, rows: group.num_rows(), sizes: self.sizes(at) };
            first += group.rows;
            group
        });
        groups.collect()
    }

    /// The unpacked bytes of each column of a row group, as its footer says.
    pub(super) fn sizes(&self, group: usize) -> Vec<u64> {
        let group = self.metadata.row_groups.get(group);
        let size = |name: &str| {
            let chunks = group.and_then(|group| group.columns_under_root_iter(name));
            let sizes =
                chunks.map(|chunks| chunks.map(|chunk| chunk.uncompressed_size().max(0).cast_unsigned()));
            sizes.map_or(0, |sizes| sizes.fold(0, u64::saturating_add))
        };
        self.file_schema.iter_names().map(|name| size(name)).collect()
    }

    /// The column chunks of a column of a row group, one for each of its leaves.
    #[must_use]
    pub fn chunks(&self, group: usize, column: &str) -> Vec<&ColumnChunkMetadata> {
        let group = self.metadata.row_groups.get(group);
        group.and_then(|group| group.columns_under_root_iter(column)).into_iter().flatten().collect()
    }

    /// The type in which a column is stored.
    #[must_use]
    pub fn stored(&self, column: &str) -> Option<&ParquetType> {
        self.metadata.schema_descr.fields().iter().find(|field| field.name() == column)
    }

    /// The bytes of a column chunk.
    ///
    /// # Errors
    /// A chunk that is not inside of the file.
    pub fn bytes_of(&self, chunk: &ColumnChunkMetadata) -> Result<Vec<u8>, SourceError> {
        let io = |error| decode::io_error(&self.input.path, "read", error);
        let range = chunk.byte_range();
        // A damaged footer may claim any length.
        let length = range.end.checked_sub(range.start).filter(|_| range.end <= self.bytes);
        let length = length.and_then(|length| usize::try_from(length).ok());
        let mut bytes = vec![0; length.ok_or_else(|| self.unreadable(0, self.metadata.num_rows))?];
        let mut file = decode::open_file(&self.input.path)?;
        file.seek(SeekFrom::Start(range.start)).map_err(io)?;
        file.read_exact(&mut bytes).map_err(io)?;
        Ok(bytes)
    }
}
