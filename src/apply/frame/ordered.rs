//! Ordered categories of Parquet: their order stands in the dictionary pages of the column and nowhere else.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Cursor, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use polars::prelude::{DataType, ParquetReader, PlSmallStr, PolarsResult, SerReader as _};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema};
use polars_parquet::parquet::compression::DecompressionContext;
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, RowGroupMetadata};
use polars_parquet::parquet::page::{CompressedPage, Page};
use polars_parquet::parquet::read::{PageReader, decompress, read_metadata};
use polars_parquet::parquet::schema::types::PhysicalType;

use super::dictionary::is_of_texts;
use crate::apply::left_out::LeftOut;
use crate::source::frame::guarded;

/// Rows of a column that are read at a time.
const ROWS: usize = 1 << 18;
/// A page that claims more is not read.
const LARGEST_PAGE: usize = 1 << 30;

/// For each column that is `kept` and has ordered categories those that cells show, in their order. `None` for the other
/// columns, and where the pages hold no dictionary: such a column comes out as text.
#[must_use]
pub fn of_columns(
    path: &Path,
    schema: &ArrowSchema,
    kept: &[bool],
    left_out: Option<&LeftOut>,
) -> Vec<Option<Vec<String>>> {
    let of = |(name, kept): (&str, bool)| {
        let ordered = schema.get(name).is_some_and(|field| {
            // The categories of polars' own type stand in the schema.
            let ordered = matches!(field.dtype, ArrowDataType::Dictionary(_, _, true)) && !field.is_enum();
            ordered && is_of_texts(&field.dtype)
        });
        if !(kept && ordered) {
            return None;
        }
        let all = guarded(|| Ok(in_pages(path, name)))??;
        let shown = guarded(|| shown(path, name, left_out))?;
        // A text that no dictionary holds has no place in the order.
        let known: HashSet<&String> = all.iter().collect();
        shown.iter().all(|text| known.contains(text)).then_some(())?;
        Some(all.into_iter().filter(|text| shown.contains(text)).collect())
    };
    schema.iter_names().map(PlSmallStr::as_str).zip(kept.iter().copied()).map(of).collect()
}

/// The texts of a column's dictionary pages, each once, in the order in which they stand.
fn in_pages(path: &Path, name: &str) -> Option<Vec<String>> {
    let mut file = File::open(path).ok()?;
    let metadata = read_metadata(&mut file).ok()?;
    let size = file.metadata().ok()?.len();
    let is_it = |chunk: &&ColumnChunkMetadata| matches!(chunk.descriptor().path_in_schema.as_slice(), [own] if own.as_str() == name);
    let (mut all, mut known) = (Vec::new(), HashSet::new());
    for chunk in metadata.row_groups.iter().flat_map(RowGroupMetadata::parquet_columns).filter(is_it) {
        if chunk.physical_type() != PhysicalType::ByteArray {
            return None;
        }
        // A damaged footer may claim any length.
        let range = chunk.byte_range();
        if range.end > size {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(range.end.checked_sub(range.start)?).ok()?];
        file.seek(SeekFrom::Start(range.start)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        let pages = PageReader::new(Cursor::new(bytes.into()), chunk, Vec::new(), LARGEST_PAGE);
        for page in pages {
            let page @ CompressedPage::Dict(_) = page.ok()? else { break };
            let mut context = DecompressionContext::Unset;
            let Page::Dict(page) = decompress(page, &mut Vec::new(), &mut context).ok()? else { break };
            let mut rest: &[u8] = &page.buffer;
            while let Some((length, after)) = rest.split_first_chunk::<4>() {
                let (text, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
                let text = std::str::from_utf8(text).ok()?.to_owned();
                if known.insert(text.clone()) {
                    all.push(text);
                }
                rest = after;
            }
        }
    }
    Some(all)
}

/// The texts that rows which stay show.
fn shown(path: &Path, name: &str, left_out: Option<&LeftOut>) -> PolarsResult<HashSet<String>> {
    let mut shown = HashSet::new();
    let mut first = 0;
    loop {
        let part = ParquetReader::new(File::open(path)?)
            .with_columns(Some(vec![name.to_owned()]))
            .with_slice(Some((first, ROWS)))
            .finish()?;
        let texts = part.column(name)?.as_materialized_series().cast(&DataType::String)?;
        for (at, text) in texts.str()?.iter().enumerate() {
            let stays = left_out.is_none_or(|rows| !rows.holds((first + at) as u64));
            if let Some(text) = text.filter(|text| stays && !shown.contains(*text)) {
                shown.insert(text.to_owned());
            }
        }
        first += part.height();
        if part.height() < ROWS {
            return Ok(shown);
        }
    }
}
