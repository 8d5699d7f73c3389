//! What a Parquet file holds beside its cells (Apache Parquet format 2.11): key-value metadata, statistics of column
//! chunks and pages, dictionary pages, and bytes that no part of the file covers.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Cursor, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::Path;

use data_encoding::BASE64;
use polars::prelude::PlSmallStr;
use polars_parquet::parquet::compression::DecompressionContext;
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, FileMetadata};
use polars_parquet::parquet::page::{CompressedPage, Page};
use polars_parquet::parquet::read::{PageReader, decompress, read_metadata};
use polars_parquet::parquet::schema::types::{PhysicalType, PrimitiveLogicalType};
use polars_parquet::parquet::statistics::Statistics;
use polars_parquet_format::thrift::protocol::TCompactInputProtocol;
use polars_parquet_format::{ColumnIndex, ColumnMetaData};

use super::super::suspects::Place;
use super::super::team;
use super::{Beside, printable};
use crate::apply::frame::{carry, date_text};
use crate::source::frame::guarded;

/// `PAR1` at both ends.
const MAGIC: u64 = 4;
/// A page that claims more is not read.
const LARGEST_PAGE: usize = 1 << 30;

/// Reads a file.
///
/// # Errors
/// The part that could not be read.
pub fn read(path: &Path, threads: usize, beside: &mut Beside) -> Result<(), &'static str> {
    let mut file = File::open(path).map_err(|_| "its bytes")?;
    let metadata = guarded(|| Ok(read_metadata(&mut file)?)).ok_or("its footer")?;
    for pair in metadata.key_value_metadata.iter().flatten() {
        beside.free(Place::Metadata, "", pair.key.as_bytes());
        let Some(value) = &pair.value else { continue };
        match BASE64.decode(value.as_bytes()) {
            // The Arrow schema and the like: its texts stand between other bytes.
            Ok(plain) => printable(&plain, &mut |text| beside.free(Place::Metadata, "", text)),
            Err(_) => beside.free(Place::Metadata, "", value.as_bytes()),
        }
    }
    let groups = metadata.row_groups.iter();
    let chunks: Vec<(usize, &ColumnChunkMetadata)> = groups
        .flat_map(|group| group.parquet_columns().iter().map(|chunk| (group.num_rows(), chunk)))
        .collect();
    let shown = all_shown(path, threads, &chunks);
    for ((_, chunk), shown) in chunks.iter().zip(&shown) {
        guarded(|| Ok(column(&mut file, &metadata, chunk, shown, beside))).ok_or("its pages")??;
    }
    let chunks: Vec<_> = chunks.into_iter().map(|(_, chunk)| chunk).zip(shown).collect();
    gaps(&mut file, &chunks, beside).ok_or("the bytes between its parts")
}

/// What cells of a column chunk account for, where all of its dictionary is shown by them: its bounds, as cells show them.
type Shown = Option<HashSet<Vec<u8>>>;

/// Looks through the pages of column chunks.
fn all_shown(path: &Path, threads: usize, chunks: &[(usize, &ColumnChunkMetadata)]) -> Vec<Shown> {
    let shown = |(rows, chunk): (usize, &ColumnChunkMetadata)| {
        let bytes = part(&mut File::open(path).ok()?, chunk.byte_range())?;
        let bounds = guarded(|| Ok(carry::bounds(bytes, chunk, rows)))??;
        let mut texts = HashSet::new();
        for bound in &bounds {
            value(chunk, bound, &mut |text| texts.extend([text.to_vec()]));
        }
        Some(texts)
    };
    let mut workers = vec![(); threads.max(1)];
    team::run(&mut workers, chunks.to_vec(), &|(), chunk| shown(chunk))
}

/// A bound, which cells of its column should account for.
fn bound(name: &str, shown: &Shown, text: &[u8], beside: &mut Beside) {
    if shown.as_ref().is_none_or(|shown| !shown.contains(text)) {
        beside.backed(Place::Statistics, name, text);
    }
}

/// The name of a column as plans write it.
fn name_of(chunk: &ColumnChunkMetadata) -> String {
    let path = &chunk.descriptor().path_in_schema;
    path.iter().map(|part| crate::domain::name::segment(part)).collect::<Vec<_>>().join(".")
}

/// One column chunk, and whether cells show all of its dictionary; gives what of it could not be read.
fn column(
    file: &mut File,
    metadata: &FileMetadata,
    chunk: &ColumnChunkMetadata,
    shown: &Shown,
    beside: &mut Beside,
) -> Result<(), &'static str> {
    const STATISTICS: &str = "statistics of a column";
    let name = name_of(chunk);
    if let Some(found) = chunk.statistics(&metadata.footer_buf) {
        statistics(&name, chunk, shown, &found.map_err(|_| STATISTICS)?, beside);
    }
    let bytes = part(file, chunk.byte_range()).ok_or("the pages of a column")?;
    let pages = PageReader::new(Cursor::new(bytes.into()), chunk, Vec::new(), LARGEST_PAGE);
    for page in pages {
        match page.map_err(|_| "a page of a column")? {
            CompressedPage::Data(page) => {
                if let Some(found) = page.statistics() {
                    statistics(&name, chunk, shown, &found.map_err(|_| STATISTICS)?, beside);
                }
            }
            CompressedPage::Dict(_) if shown.is_some() => {}
            page @ CompressedPage::Dict(_) => {
                let mut context = DecompressionContext::Unset;
                let page = decompress(page, &mut Vec::new(), &mut context).map_err(|_| "a dictionary")?;
                if let Page::Dict(page) = page {
                    entries(chunk, &page.buffer, &mut |text| beside.backed(Place::Dictionary, &name, text));
                }
            }
        }
    }
    // Whoever has a Bloom filter can ask it for values.
    if chunk.bloom_filter_offset().is_some() {
        return Err("a Bloom filter");
    }
    index(file, &name, chunk, shown, beside).ok_or("a page index")
}

/// The values of a dictionary page (encoding PLAIN).
fn entries(chunk: &ColumnChunkMetadata, bytes: &[u8], give: &mut dyn FnMut(&[u8])) {
    let width = match chunk.physical_type() {
        PhysicalType::ByteArray => {
            let mut rest = bytes;
            while let Some((length, after)) = rest.split_first_chunk::<4>() {
                let length = u32::from_le_bytes(*length) as usize;
                let Some((value, after)) = after.split_at_checked(length) else { break };
                give(value);
                rest = after;
            }
            return;
        }
        PhysicalType::FixedLenByteArray(width) => width.max(1),
        PhysicalType::Int32 | PhysicalType::Float => 4,
        PhysicalType::Int64 | PhysicalType::Double => 8,
        PhysicalType::Boolean | PhysicalType::Int96 => return,
    };
    bytes.chunks_exact(width).for_each(|bytes| value(chunk, bytes, give));
}

/// One value (encoding PLAIN, texts without their length) as cells show it.
fn value(chunk: &ColumnChunkMetadata, bytes: &[u8], give: &mut dyn FnMut(&[u8])) {
    let four = || bytes.first_chunk::<4>().copied();
    let eight = || bytes.first_chunk::<8>().copied();
    let text = match chunk.physical_type() {
        PhysicalType::ByteArray | PhysicalType::FixedLenByteArray(_) => return give(bytes),
        PhysicalType::Int32 => four().map(|b| int32(chunk, i32::from_le_bytes(b))),
        PhysicalType::Int64 => eight().map(|b| i64::from_le_bytes(b).to_string()),
        PhysicalType::Float => four().map(|b| f32::from_le_bytes(b).to_string()),
        PhysicalType::Double => eight().map(|b| f64::from_le_bytes(b).to_string()),
        PhysicalType::Boolean | PhysicalType::Int96 => None,
    };
    if let Some(text) = text {
        give(text.as_bytes());
    }
}

/// The page index of a column: the bounds of every page.
fn index(
    file: &mut File,
    name: &str,
    chunk: &ColumnChunkMetadata,
    shown: &Shown,
    beside: &mut Beside,
) -> Option<()> {
    let Some(range) = span(chunk.column_index_offset(), chunk.column_index_length()) else { return Some(()) };
    let bytes = part(file, range)?;
    let mut protocol = TCompactInputProtocol::new(Cursor::new(bytes.as_slice()), LARGEST_PAGE);
    let index = ColumnIndex::read_from_in_protocol(&mut protocol).ok()?;
    for end in index.min_values.iter().chain(&index.max_values) {
        value(chunk, end, &mut |text| bound(name, shown, text, beside));
    }
    Some(())
}

/// A part that a footer names by place and length.
fn span(offset: Option<i64>, length: Option<i32>) -> Option<Range<u64>> {
    let start = u64::try_from(offset?).ok()?;
    Some(start..start + u64::try_from(length?).ok()?)
}

/// An integer, or the date that it stands for, as cells show it.
fn int32(chunk: &ColumnChunkMetadata, value: i32) -> String {
    let logical = chunk.descriptor().descriptor.primitive_type.logical_type;
    let date = (logical == Some(PrimitiveLogicalType::Date)).then(|| date_text(i64::from(value)));
    date.flatten().unwrap_or_else(|| value.to_string())
}

fn statistics(
    name: &str,
    chunk: &ColumnChunkMetadata,
    shown: &Shown,
    found: &Statistics,
    beside: &mut Beside,
) {
    let mut give = |text: &[u8]| bound(name, shown, text, beside);
    match found {
        Statistics::Binary(s) => s.min_value.iter().chain(&s.max_value).for_each(|v| give(v)),
        Statistics::FixedLen(s) => s.min_value.iter().chain(&s.max_value).for_each(|v| give(v)),
        Statistics::Int32(s) => {
            s.min_value.iter().chain(&s.max_value).for_each(|v| give(int32(chunk, *v).as_bytes()));
        }
        Statistics::Int64(s) => {
            s.min_value.iter().chain(&s.max_value).for_each(|v| give(v.to_string().as_bytes()));
        }
        Statistics::Float(s) => {
            s.min_value.iter().chain(&s.max_value).for_each(|v| give(v.to_string().as_bytes()));
        }
        Statistics::Double(s) => {
            s.min_value.iter().chain(&s.max_value).for_each(|v| give(v.to_string().as_bytes()));
        }
        Statistics::Boolean(_) | Statistics::Int96(_) => {}
    }
}

/// Bytes that belong to no part.
fn gaps(file: &mut File, chunks: &[(&ColumnChunkMetadata, Shown)], beside: &mut Beside) -> Option<()> {
    let end = file.seek(SeekFrom::End(0)).ok()?;
    let tail = part(file, end.checked_sub(8)?..end)?;
    let footer = u64::from(u32::from_le_bytes(*tail.first_chunk::<4>()?));
    let mut parts: Vec<Range<u64>> = vec![0..MAGIC, end.checked_sub(footer + 8)?..end];
    for (chunk, _) in chunks {
        parts.push(chunk.byte_range());
        parts.extend(span(chunk.column_index_offset(), chunk.column_index_length()));
        parts.extend(span(chunk.offset_index_offset(), chunk.offset_index_length()));
    }
    parts.sort_by_key(|part| part.start);
    let mut at = 0;
    for covered in parts {
        if covered.start > at {
            let bytes = part(file, at..covered.start)?;
            let before = chunks.iter().find(|(chunk, _)| chunk.byte_range().end == at);
            let copy = before.and_then(|(chunk, shown)| copy_of_metadata(&bytes, chunk, shown, beside));
            let known = copy.unwrap_or(0);
            printable(bytes.get(known..)?, &mut |text| beside.free(Place::Gap, "", text));
        }
        at = at.max(covered.end);
    }
    Some(())
}

/// The copy of a column's metadata that writers put behind its pages; gives its length.
fn copy_of_metadata(
    bytes: &[u8],
    chunk: &ColumnChunkMetadata,
    shown: &Shown,
    beside: &mut Beside,
) -> Option<usize> {
    let mut cursor = Cursor::new(bytes);
    let copy = {
        let mut protocol = TCompactInputProtocol::new(&mut cursor, LARGEST_PAGE);
        ColumnMetaData::read_from_in_protocol(&mut protocol).ok()?
    };
    let path = &chunk.descriptor().path_in_schema;
    if !copy.path_in_schema.iter().map(String::as_str).eq(path.iter().map(PlSmallStr::as_str)) {
        return None;
    }
    let name = name_of(chunk);
    let found = copy.statistics;
    let bounds = found.into_iter().flat_map(|s| [s.min, s.max, s.min_value, s.max_value]).flatten();
    for end in bounds {
        value(chunk, &end, &mut |text| bound(&name, shown, text, beside));
    }
    for pair in copy.key_value_metadata.iter().flatten() {
        beside.free(Place::Metadata, &name, pair.key.as_bytes());
        beside.free(Place::Metadata, &name, pair.value.as_deref().unwrap_or_default().as_bytes());
    }
    usize::try_from(cursor.position()).ok()
}

fn part(file: &mut File, range: Range<u64>) -> Option<Vec<u8>> {
    let length = range.end.checked_sub(range.start)?;
    file.seek(SeekFrom::Start(range.start)).ok()?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == length).then_some(bytes)
}
