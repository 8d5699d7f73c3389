//! Kept columns of Parquet whose pages are those of the original, byte by byte: their cells need not be compared.

use std::fs::File;
use std::io::{Cursor, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use polars_parquet::parquet::compression::{Compression, DecompressionContext};
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, FileMetadata, RowGroupMetadata};
use polars_parquet::parquet::page::{DataPageHeader, Page};
use polars_parquet::parquet::read::{PageMetaData, PageReader, decompress, read_metadata};

use super::rules::Promise;
use super::team;
use crate::domain::name;
use crate::source::frame::guarded;

/// A page that claims more is not read.
const LARGEST_PAGE: usize = 1 << 30;

/// For each promise whether its column is kept, flat, and packed in the masked file as in the original. Nothing is where
/// the row groups are not the same.
pub fn as_original(original: &Path, masked: &Path, promises: &[Promise], threads: usize) -> Vec<bool> {
    let mut same = vec![false; promises.len()];
    let metadata = |path| guarded(|| Ok(read_metadata(&mut File::open(path)?)?));
    let (Some(a), Some(b)) = (metadata(original), metadata(masked)) else { return same };
    let groups = a.row_groups.iter().map(RowGroupMetadata::num_rows);
    if !groups.eq(b.row_groups.iter().map(RowGroupMetadata::num_rows)) {
        return same;
    }
    let kept = promises.iter().enumerate().filter(|(_, promise)| promise.kept && promise.to.is_some());
    let tasks: Vec<(usize, usize)> =
        kept.flat_map(|(at, _)| (0..a.row_groups.len()).map(move |group| (at, group))).collect();
    let mut workers = vec![(); threads.max(1)];
    let made = team::run(&mut workers, tasks, &|(), (at, group)| {
        let equal = guarded(|| Ok(equal([(original, &a), (masked, &b)], group, &promises[at].name)));
        (at, equal.flatten() == Some(true))
    });
    for (at, _) in &made {
        same[*at] = true;
    }
    for (at, equal) in made {
        same[at] &= equal;
    }
    same
}

/// Whether a column of a row group has the same pages in both files.
fn equal(files: [(&Path, &FileMetadata); 2], group: usize, column: &str) -> Option<bool> {
    let mut pages = Vec::new();
    for (path, metadata) in files {
        let mut chunks = metadata.row_groups.get(group)?.parquet_columns().iter();
        let chunk = chunks.find(|chunk| matches!(chunk.descriptor().path_in_schema.as_slice(), [own] if name::segment(own) == column))?;
        pages.push((chunk, raw(path, chunk)?));
    }
    let [(a, mut of_a), (b, mut of_b)] = <[_; 2]>::try_from(pages).ok()?;
    if a.descriptor().descriptor != b.descriptor().descriptor || a.compression() != b.compression() {
        return Some(false);
    }
    loop {
        let (a, b) = match (of_a.next(), of_b.next()) {
            (None, None) => return Some(true),
            (Some(a), Some(b)) => (a.ok()?, b.ok()?),
            _ => return Some(false),
        };
        let as_it_is = |page| decompress(page, &mut Vec::new(), &mut DecompressionContext::Unset).ok();
        let same = match (as_it_is(a)?, as_it_is(b)?) {
            (Page::Dict(a), Page::Dict(b)) => a.num_values == b.num_values && *a.buffer == *b.buffer,
            (Page::Data(a), Page::Data(b)) => {
                bare(a.header()) == bare(b.header()) && a.buffer() == b.buffer()
            }
            _ => false,
        };
        if !same {
            return Some(false);
        }
    }
}

/// The pages of a column chunk as they are packed.
fn raw(path: &Path, chunk: &ColumnChunkMetadata) -> Option<PageReader> {
    let (range, mut bytes) = (chunk.byte_range(), Vec::new());
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(range.start)).ok()?;
    file.take(range.end.checked_sub(range.start)?).read_to_end(&mut bytes).ok()?;
    let meta = PageMetaData { compression: Compression::Uncompressed, ..PageMetaData::from(chunk) };
    Some(PageReader::new_with_page_meta(Cursor::new(bytes.into()), meta, Vec::new(), LARGEST_PAGE))
}

/// What a header says of its page, without what it says of values.
fn bare(header: &DataPageHeader) -> [i64; 8] {
    let int = i64::from;
    match header {
        DataPageHeader::V1(h) => [
            1,
            int(h.num_values),
            int(h.encoding.0),
            int(h.definition_level_encoding.0),
            int(h.repetition_level_encoding.0),
            0,
            0,
            0,
        ],
        DataPageHeader::V2(h) => [
            2,
            int(h.num_values),
            int(h.encoding.0),
            int(h.num_nulls),
            int(h.num_rows),
            int(h.definition_levels_byte_length),
            int(h.repetition_levels_byte_length),
            i64::from(h.is_compressed != Some(false)),
        ],
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use polars::prelude::{DataFrame, NamedFrom as _, ParquetWriter, Series};

    use super::*;

    fn promise(name: &str, kept: bool) -> Promise {
        Promise {
            name: Arc::from(name),
            from: 0,
            to: Some(0),
            kept,
            shape: None,
            may_equal: true,
            keeps_nulls: true,
            deterministic: false,
            unique: false,
            unproven: None,
            text: false,
            moves: false,
            packed: false,
        }
    }

    #[test]
    fn a_column_is_as_in_the_original_only_where_every_page_is() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, changed: usize, group: usize| {
            let town = |at| if at == changed { "Bonn".to_owned() } else { format!("Town {}", at % 50) };
            let columns = vec![
                Series::new("id".into(), (0..5000_i64).collect::<Vec<_>>()).into(),
                Series::new("town.1".into(), (0..5000).map(town).collect::<Vec<_>>()).into(),
            ];
            let path = folder.path().join(name);
            let writer = ParquetWriter::new(File::create(&path).unwrap());
            let mut table = DataFrame::new(5000, columns).unwrap();
            writer.with_row_group_size(Some(group)).finish(&mut table).unwrap();
            path
        };
        let original = write("original.parquet", usize::MAX, 2000);
        let promises = [promise("id", true), promise("\"town.1\"", true), promise("id", false)];
        let cases = [
            ("the same", write("same.parquet", usize::MAX, 2000), [true, true, false]),
            ("a cell of the last group", write("cell.parquet", 4999, 2000), [true, false, false]),
            ("other row groups", write("groups.parquet", usize::MAX, 1000), [false; 3]),
            ("no such file", folder.path().join("none.parquet"), [false; 3]),
        ];
        for (what, masked, expected) in cases {
            for threads in [1, 3] {
                assert_eq!(as_original(&original, &masked, &promises, threads), expected, "{what}");
            }
        }
    }
}
