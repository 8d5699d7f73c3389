//! The footer of an Arrow IPC file: read where a file has one, made for one record batch of it.
//!
//! What a file holds is what its footer names; what stands before is not always a stream (polars writes the schema there
//! without its length). polars reads files as a whole: a footer made here lists one record batch, so that memory is
//! bounded by a batch and a stream is read like a file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::message::{Batch, Block, Header, LONGEST, Messages, field, i64_at, u16_at, u32_at};

/// Bytes of a block in a footer: offset, length of the metadata, padding, length of the body.
const BLOCK: usize = 24;

/// What the footer names that ends at `end`, before its length and the magic; `None` where it is damaged.
///
/// # Errors
/// The file cannot be read.
pub fn read(mut file: &File, start: u64, end: u64) -> io::Result<Option<Messages>> {
    let Some(length) = end.checked_sub(start).filter(|length| *length <= u64::from(LONGEST)) else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(start))?;
    let mut footer = vec![0; length as usize];
    file.read_exact(&mut footer)?;
    let Some((mut found, blocks)) = parts(footer) else { return Ok(None) };
    // Of a file the order of the dictionaries says nothing: all of them belong to every batch.
    let dictionaries: Arc<[Block]> = Arc::from(found.dictionaries.as_slice());
    if dictionaries.iter().any(|block| !block.is_before(start)) {
        return Ok(None);
    }
    for block in blocks {
        if !block.is_before(start) {
            return Ok(None);
        }
        let Some(header) = header(file, block)? else { return Ok(None) };
        found.codec = found.codec.or(header.codec);
        found.batches.push(Batch { block, rows: header.rows, dictionaries: dictionaries.clone() });
    }
    Ok(Some(found))
}

/// The schema and the blocks that a footer names.
fn parts(footer: Vec<u8>) -> Option<(Messages, Vec<Block>)> {
    let root = u32_at(&footer, 0)? as usize;
    let version = field(&footer, root, 0).and_then(|at| u16_at(&footer, at)).unwrap_or(0);
    let slot = field(&footer, root, 1)?;
    let table = slot.checked_add(u32_at(&footer, slot)? as usize)?;
    let dictionaries = blocks(&footer, root, 2)?;
    let batches = blocks(&footer, root, 3)?;
    Some((Messages { schema: footer, table, version, dictionaries, ..Messages::default() }, batches))
}

/// A list of blocks; one that is not there is empty.
fn blocks(footer: &[u8], root: usize, number: usize) -> Option<Vec<Block>> {
    let Some(slot) = field(footer, root, number) else { return Some(Vec::new()) };
    let list = slot.checked_add(u32_at(footer, slot)? as usize)?;
    let count = u32_at(footer, list)? as usize;
    let end = list.checked_add(4)?.checked_add(count.checked_mul(BLOCK)?)?;
    let bytes = footer.get(list + 4..end)?;
    let block = |bytes: &[u8]| {
        let number = |at| i64_at(bytes, at).and_then(|n| u64::try_from(n).ok());
        Some(Block { offset: number(0)?, metadata: u32_at(bytes, 8)?, body: number(16)? })
    };
    bytes.chunks_exact(BLOCK).map(block).collect()
}

/// The header of the message of a block.
fn header(mut file: &File, block: Block) -> io::Result<Option<Header>> {
    if !(8..=LONGEST).contains(&block.metadata) {
        return Ok(None);
    }
    let mut message = vec![0; block.metadata as usize];
    file.seek(SeekFrom::Start(block.offset))?;
    file.read_exact(&mut message)?;
    // Before version 0.15 of the format there was no continuation marker before the length.
    let prefix = if message.starts_with(&[0xff; 4]) { 8 } else { 4 };
    Ok(message.get(prefix..).and_then(Header::of))
}

/// A footer (and the end of the file after it) with the dictionaries and at most one record batch.
#[must_use]
pub fn make(messages: &Messages, batch: Option<&Batch>) -> Option<Vec<u8>> {
    with(messages, batch.map_or(&[], |batch| &batch.dictionaries), batch)
}

/// As [`make`], with these dictionaries.
#[must_use]
pub fn with(messages: &Messages, dictionaries: &[Block], batch: Option<&Batch>) -> Option<Vec<u8>> {
    // Positions: root 0, vtable 4, table 16, dictionaries 36, record batches, then the schema's message.
    let records = 36 + 4 + BLOCK * dictionaries.len() + 4;
    let base = records + 4 + BLOCK * usize::from(batch.is_some());
    let base = base.next_multiple_of(8);
    let mut out = Vec::with_capacity(base + messages.schema.len() + 10);
    out.extend_from_slice(&16_u32.to_le_bytes());
    for word in [12_u16, 20, 4, 8, 12, 16] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(&12_i32.to_le_bytes());
    out.extend_from_slice(&u32::from(messages.version).to_le_bytes());
    for (slot, to) in [(24, base + messages.table), (28, 36), (32, records)] {
        out.extend_from_slice(&u32::try_from(to - slot).ok()?.to_le_bytes());
    }
    put(dictionaries.iter(), &mut out);
    out.extend_from_slice(&[0; 4]);
    put(batch.map(|batch| &batch.block).into_iter(), &mut out);
    out.resize(base, 0);
    out.extend_from_slice(&messages.schema);
    let length = u32::try_from(out.len()).ok()?;
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(b"ARROW1");
    Some(out)
}

fn put<'a>(blocks: impl ExactSizeIterator<Item = &'a Block>, out: &mut Vec<u8>) {
    out.extend_from_slice(&(blocks.len() as u32).to_le_bytes());
    for block in blocks {
        out.extend_from_slice(&block.offset.to_le_bytes());
        out.extend_from_slice(&block.metadata.to_le_bytes());
        out.extend_from_slice(&[0; 4]);
        out.extend_from_slice(&block.body.to_le_bytes());
    }
}
