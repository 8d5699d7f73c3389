//! The messages of an Arrow IPC file or stream, found by walking along it (Arrow columnar format, "IPC"), and a footer
//! for one of them.
//!
//! polars reads only files with a footer, and those as a whole. A footer made here lists one record batch, so that
//! memory is bounded by a batch and a stream is read like a file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// First byte in the file.
    pub offset: u64,
    /// Bytes up to its body.
    pub metadata: u32,
    /// Bytes of its body.
    pub body: u64,
}

/// One record batch and the dictionaries in force at it.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Where.
    pub block: Block,
    /// Rows.
    pub rows: u64,
    /// Its dictionaries: of each id the last one before it (a stream may replace them).
    pub dictionaries: Arc<[Block]>,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Messages {
    /// The first message, as it is.
    pub schema: Vec<u8>,
    /// Record batches in file order.
    pub batches: Vec<Batch>,
    /// Whether the last message is cut off.
    pub cut_off: bool,
}

const CONTINUATION: [u8; 4] = [0xff; 4];
/// Message metadata larger than this is damage.
const LONGEST: u32 = 256 << 20;
const SCHEMA: u8 = 1;
const DICTIONARY: u8 = 2;
const RECORDS: u8 = 3;

/// Walks from `start` up to `end`; `None` where the first message is no schema.
///
/// # Errors
/// The file cannot be read.
pub fn walk(mut file: &File, start: u64, end: u64) -> io::Result<Option<Messages>> {
    let mut found = Messages::default();
    let mut dictionaries: Vec<(i64, Block)> = Vec::new();
    let mut in_force: Arc<[Block]> = Arc::from([]);
    let mut at = start;
    while at + 4 <= end {
        file.seek(SeekFrom::Start(at))?;
        let mut prefix = 4;
        let mut length = [0; 4];
        file.read_exact(&mut length)?;
        if length == CONTINUATION {
            if at + 8 > end {
                found.cut_off = true;
                break;
            }
            file.read_exact(&mut length)?;
            prefix = 8;
        }
        let length = u32::from_le_bytes(length);
        if length == 0 {
            return Ok((!found.schema.is_empty()).then_some(found));
        }
        if length > LONGEST || at + prefix + u64::from(length) > end {
            found.cut_off = true;
            break;
        }
        let mut message = vec![0; length as usize];
        file.read_exact(&mut message)?;
        let Some(header) = Header::of(&message) else {
            found.cut_off = true;
            break;
        };
        let block = Block { offset: at, metadata: length + prefix as u32, body: header.body };
        let next = at.checked_add(u64::from(block.metadata)).and_then(|n| n.checked_add(block.body));
        let Some(next) = next.filter(|next| *next <= end) else {
            found.cut_off = true;
            break;
        };
        match header.kind {
            SCHEMA if found.schema.is_empty() => found.schema = message,
            _ if found.schema.is_empty() => return Ok(None),
            DICTIONARY => {
                // A delta adds to the one before, so that stays.
                if !header.delta {
                    dictionaries.retain(|(id, _)| *id != header.id);
                }
                dictionaries.push((header.id, block));
                in_force = dictionaries.iter().map(|(_, block)| *block).collect();
            }
            RECORDS => {
                found.batches.push(Batch { block, rows: header.rows, dictionaries: in_force.clone() });
            }
            _ => {}
        }
        at = next;
    }
    Ok((!found.schema.is_empty()).then_some(found))
}

/// What is needed of a message.
struct Header {
    version: u16,
    kind: u8,
    /// Where the table of its header lies.
    table: usize,
    body: u64,
    /// Of a record batch.
    rows: u64,
    /// Of a dictionary.
    id: i64,
    delta: bool,
}

impl Header {
    fn of(message: &[u8]) -> Option<Self> {
        let root = u32_at(message, 0)? as usize;
        let version = field(message, root, 0).and_then(|at| u16_at(message, at)).unwrap_or(0);
        let kind = *message.get(field(message, root, 1)?)?;
        let table = field(message, root, 2)?;
        let table = table.checked_add(u32_at(message, table)? as usize)?;
        let body = field(message, root, 3).and_then(|at| i64_at(message, at)).unwrap_or(0);
        // `RecordBatch.length` and `DictionaryBatch.id` are both the first field.
        let first = field(message, table, 0).and_then(|at| i64_at(message, at)).unwrap_or(0);
        let delta = kind == DICTIONARY
            && field(message, table, 2).and_then(|at| message.get(at)).is_some_and(|set| *set != 0);
        Some(Self {
            version,
            kind,
            table,
            body: u64::try_from(body).ok()?,
            rows: if kind == RECORDS { u64::try_from(first).ok()? } else { 0 },
            id: first,
            delta,
        })
    }
}

/// Whether bytes are the first message of a stream: a schema.
#[must_use]
pub fn starts_a_stream(head: &[u8]) -> bool {
    let Some(length) = head.strip_prefix(&CONTINUATION).and_then(|rest| u32_at(rest, 0)) else {
        return false;
    };
    let message = head.get(8..8 + length as usize);
    message.and_then(Header::of).is_some_and(|header| header.kind == SCHEMA)
}

/// A footer (and the end of the file after it) with the dictionaries and at most one record batch.
#[must_use]
pub fn footer(messages: &Messages, batch: Option<&Batch>) -> Option<Vec<u8>> {
    let schema = Header::of(&messages.schema)?;
    let dictionaries: &[Block] = batch.map_or(&[], |batch| &batch.dictionaries);
    // Positions: root 0, vtable 4, table 16, dictionaries 36, record batches, then the schema's message.
    let records = 36 + 4 + 24 * dictionaries.len() + 4;
    let base = records + 4 + 24 * usize::from(batch.is_some());
    let base = base.next_multiple_of(8);
    let mut out = Vec::with_capacity(base + messages.schema.len() + 10);
    out.extend_from_slice(&16_u32.to_le_bytes());
    for word in [12_u16, 20, 4, 8, 12, 16] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(&12_i32.to_le_bytes());
    out.extend_from_slice(&u32::from(schema.version).to_le_bytes());
    for (slot, to) in [(24, base + schema.table), (28, 36), (32, records)] {
        out.extend_from_slice(&u32::try_from(to - slot).ok()?.to_le_bytes());
    }
    blocks(dictionaries.iter(), &mut out);
    out.extend_from_slice(&[0; 4]);
    blocks(batch.map(|batch| &batch.block).into_iter(), &mut out);
    out.resize(base, 0);
    out.extend_from_slice(&messages.schema);
    let length = u32::try_from(out.len()).ok()?;
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(b"ARROW1");
    Some(out)
}

fn blocks<'a>(blocks: impl ExactSizeIterator<Item = &'a Block>, out: &mut Vec<u8>) {
    out.extend_from_slice(&(blocks.len() as u32).to_le_bytes());
    for block in blocks {
        out.extend_from_slice(&block.offset.to_le_bytes());
        out.extend_from_slice(&block.metadata.to_le_bytes());
        out.extend_from_slice(&[0; 4]);
        out.extend_from_slice(&block.body.to_le_bytes());
    }
}

/// Where a field of a table lies (`FlatBuffers` internals: a table points back to its vtable).
fn field(bytes: &[u8], table: usize, number: usize) -> Option<usize> {
    let back = i64::from(u32_at(bytes, table)?.cast_signed());
    let vtable = usize::try_from(i64::try_from(table).ok()? - back).ok()?;
    let slot = 4 + 2 * number;
    if slot + 2 > usize::from(u16_at(bytes, vtable)?) {
        return None;
    }
    match u16_at(bytes, vtable + slot)? {
        0 => None,
        offset => Some(table + usize::from(offset)),
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn i64_at(bytes: &[u8], at: usize) -> Option<i64> {
    Some(i64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
