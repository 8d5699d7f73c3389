//! Pages of kept Parquet columns carried over as they are packed: to write them anew would be most of the work.
//!
//! They are unpacked and looked through all the same: their statistics are made from the cells, and a column chunk with
//! anything that no cell shows – an entry of its dictionary that is not used, bytes after the last value or the last block
//! of a page – is not carried over. Such a chunk is written anew, and so is one in an encoding or a codec that is not known
//! here.

mod bounds;
mod look;
mod runs;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::io::Cursor;

use polars_parquet::parquet::CowBuffer;
use polars_parquet::parquet::compression::{Compression, DecompressionContext};
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, ColumnDescriptor, Descriptor};
use polars_parquet::parquet::page::{
    CompressedDataPage, CompressedDictPage, CompressedPage, DataPage, DataPageHeader, Page,
};
use polars_parquet::parquet::read::{PageMetaData, PageReader, decompress};
use polars_parquet_format::Statistics;
use zstd::zstd_safe::{find_frame_compressed_size, get_frame_content_size};

use self::bounds::{Bounds, Kind};
use self::look::{Dictionary, looked_through};

/// A page that claims more is not read.
const LARGEST_PAGE: usize = 1 << 30;

/// Whether pages of one column can stand in another one: both flat, and of the same type.
pub fn fits(theirs: &ColumnDescriptor, mine: &ColumnDescriptor) -> bool {
    let (a, b) = (&theirs.descriptor, &mine.descriptor);
    let (x, y) = (&a.primitive_type, &b.primitive_type);
    let flat = theirs.path_in_schema.len() == 1 && mine.path_in_schema.len() == 1;
    let levels = (a.max_def_level, a.max_rep_level) == (b.max_def_level, b.max_rep_level);
    // Older writers name the converted type only.
    let same = match x.logical_type {
        None => x.converted_type == y.converted_type,
        logical => logical == y.logical_type,
    };
    flat && levels
        && (a.max_rep_level, x.physical_type) == (0, y.physical_type)
        && a.max_def_level <= 1
        && same
}

/// The pages of a column chunk of `rows` rows with statistics of what they show; `None` where they cannot be carried over.
///
/// `bytes` are those of the chunk.
pub fn pages(bytes: Vec<u8>, chunk: &ColumnChunkMetadata, rows: usize) -> Option<Vec<CompressedPage>> {
    let (codec, descriptor) = (chunk.compression(), &chunk.descriptor().descriptor);
    let kind = Kind::of(&descriptor.primitive_type)?;
    let reader = |cursor, codec| {
        let meta = PageMetaData { compression: codec, ..PageMetaData::from(chunk) };
        PageReader::new_with_page_meta(cursor, meta, Vec::new(), LARGEST_PAGE)
    };
    let (cursor, _) = reader(Cursor::new(bytes.into()), codec).into_inner();
    let packed = reader(cursor.clone(), Compression::Uncompressed);
    let mut dictionary = None;
    let (mut room, mut context) = (Vec::new(), DecompressionContext::Unset);
    let (mut out, mut cells) = (Vec::new(), Vec::new());
    for (packed, page) in packed.zip(reader(cursor, codec)) {
        let packed = decompress(packed.ok()?, &mut Vec::new(), &mut DecompressionContext::Unset).ok()?;
        match (decompress(page.ok()?, &mut room, &mut context).ok()?, packed) {
            (Page::Dict(page), Page::Dict(packed)) => {
                if dictionary.is_some() || !cells.is_empty() {
                    return None;
                }
                let (bytes, entries) = (page.buffer.into_vec(), page.num_values);
                packed_whole(codec, &packed.buffer, bytes.len()).then_some(())?;
                let size = bytes.len();
                dictionary = Some(Dictionary::new(kind, bytes, entries)?);
                let page = CompressedDictPage::new(packed.buffer, codec, size, entries, packed.is_sorted);
                out.push(CompressedPage::Dict(page));
            }
            (Page::Data(mut page), Page::Data(packed)) => {
                let (levels, is_packed) = match page.header() {
                    DataPageHeader::V1(_) => (0, true),
                    DataPageHeader::V2(header) => {
                        let levels =
                            header.definition_levels_byte_length + header.repetition_levels_byte_length;
                        (usize::try_from(levels).ok()?, header.is_compressed != Some(false))
                    }
                };
                let values = page.buffer().len().checked_sub(levels)?;
                if is_packed {
                    packed_whole(codec, packed.buffer().get(levels..)?, values).then_some(())?;
                }
                let (statistics, rows) = looked_through(kind, &page, dictionary.as_mut())?;
                if let DataPageHeader::V2(header) = page.header() {
                    (usize::try_from(header.num_rows) == Ok(rows)).then_some(())?;
                }
                let bytes = packed.buffer().to_vec();
                let (header, size) = (page.header().clone(), page.buffer().len());
                room = std::mem::take(page.buffer_mut());
                cells.push(Cells { header, statistics, bytes, size, rows });
            }
            _ => return None,
        }
    }
    let all_used = dictionary.is_none_or(|dictionary| dictionary.used.iter().all(|used| *used));
    (all_used && cells.iter().map(|page| page.rows).sum::<usize>() == rows).then_some(())?;
    widen(kind, &mut cells.iter_mut().map(|page| &mut page.statistics).collect::<Vec<_>>())?;
    out.extend(cells.into_iter().map(|page| page.packed(codec, descriptor.clone())));
    Some(out)
}

/// Pages of a column chunk that are to be packed, with statistics of what they show: polars-parquet counts the nulls of
/// pages with a dictionary more than once, and takes unsigned numbers for signed ones. As they are where that is not known.
pub fn restated(leaf: &ColumnDescriptor, mut pages: Vec<Page>) -> Vec<Page> {
    for page in &mut pages {
        if let Page::Data(page) = page {
            // Polars leaves the levels out.
            page.descriptor.clone_from(&leaf.descriptor);
        }
    }
    let Some(told) = told(&pages) else { return pages };
    let mut told = told.into_iter();
    let restate = |page| match page {
        Page::Data(mut page) => {
            let Some((statistics, rows)) = told.next() else { return Page::Data(page) };
            let header = stating(page.header().clone(), statistics);
            let bytes = CowBuffer::Owned(std::mem::take(page.buffer_mut()));
            Page::Data(DataPage::new(header, bytes, page.descriptor, rows))
        }
        Page::Dict(page) => Page::Dict(page),
    };
    pages.into_iter().map(restate).collect()
}

/// The statistics and the rows of pages of cells.
fn told(pages: &[Page]) -> Option<Vec<(Statistics, usize)>> {
    let mut dictionary = None;
    let mut out = Vec::new();
    let kind = pages.iter().find_map(|page| match page {
        Page::Data(page) => Kind::of(&page.descriptor.primitive_type),
        Page::Dict(_) => None,
    })?;
    for page in pages {
        match page {
            Page::Dict(page) => {
                dictionary = Some(Dictionary::new(kind, page.buffer.to_vec(), page.num_values)?);
            }
            Page::Data(page) => out.push(looked_through(kind, page, dictionary.as_mut())?),
        }
    }
    widen(kind, &mut out.iter_mut().map(|(statistics, _)| statistics).collect::<Vec<_>>())?;
    Some(out)
}

/// A header with other statistics.
fn stating(mut header: DataPageHeader, statistics: Statistics) -> DataPageHeader {
    match &mut header {
        DataPageHeader::V1(header) => header.statistics = Some(statistics),
        DataPageHeader::V2(header) => header.statistics = Some(statistics),
    }
    header
}

/// The bounds that the pages of a column chunk have by their cells; `None` where [`pages`] gives none.
pub fn bounds(bytes: Vec<u8>, chunk: &ColumnChunkMetadata, rows: usize) -> Option<HashSet<Vec<u8>>> {
    let mut out = HashSet::new();
    for page in pages(bytes, chunk, rows)? {
        let CompressedPage::Data(page) = page else { continue };
        let statistics = match page.header() {
            DataPageHeader::V1(header) => &header.statistics,
            DataPageHeader::V2(header) => &header.statistics,
        };
        let ends = statistics.iter().flat_map(|told| [&told.min_value, &told.max_value]);
        out.extend(ends.flatten().cloned());
    }
    Some(out)
}

/// A page of cells as it is packed.
struct Cells {
    header: DataPageHeader,
    statistics: Statistics,
    bytes: Vec<u8>,
    size: usize,
    rows: usize,
}

impl Cells {
    fn packed(self, codec: Compression, descriptor: Descriptor) -> CompressedPage {
        let header = stating(self.header, self.statistics);
        let bytes = CowBuffer::Owned(self.bytes);
        CompressedPage::Data(CompressedDataPage::new(header, bytes, codec, self.size, descriptor, self.rows))
    }
}

/// Gives all pages the bounds of the column chunk where polars-parquet would fold theirs in another order.
fn widen(kind: Kind, pages: &mut [&mut Statistics]) -> Option<()> {
    if kind.is_folded() {
        return Some(());
    }
    let ends = pages.iter().flat_map(|page| [page.min_value.clone(), page.max_value.clone()]);
    let ends: Vec<Vec<u8>> = ends.flatten().collect();
    let mut bounds = Bounds::new(kind);
    ends.iter().for_each(|end| bounds.add(end));
    let whole = bounds.statistics(0)?;
    for page in pages.iter_mut().filter(|page| page.min_value.is_some()) {
        page.min_value.clone_from(&whole.min_value);
        page.max_value.clone_from(&whole.max_value);
    }
    Some(())
}

/// Whether packed bytes are one block and nothing else, of so many bytes.
fn packed_whole(codec: Compression, packed: &[u8], size: usize) -> bool {
    match codec {
        // Their blocks end where the bytes do, or they are refused when they are unpacked.
        Compression::Uncompressed | Compression::Snappy | Compression::Lz4Raw => true,
        Compression::Zstd if packed.is_empty() => size == 0,
        Compression::Zstd => {
            find_frame_compressed_size(packed).is_ok_and(|length| length == packed.len())
                && get_frame_content_size(packed).is_ok_and(|told| told == Some(size as u64))
        }
        _ => false,
    }
}
