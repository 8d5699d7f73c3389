//! The messages of an Arrow IPC stream, or of a file whose end is missing, found by walking along it (Arrow columnar
//! format, "IPC").

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

impl Block {
    /// Whether it ends before a place in the file, or there.
    pub fn is_before(&self, place: u64) -> bool {
        let end =
            self.offset.checked_add(u64::from(self.metadata)).and_then(|end| end.checked_add(self.body));
        end.is_some_and(|end| end <= place)
    }
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
    /// A flat buffer that holds the schema.
    pub schema: Vec<u8>,
    /// Where the schema's table lies in it.
    pub table: usize,
    /// Version of the format.
    pub version: u16,
    /// Dictionaries in file order.
    pub dictionaries: Vec<Block>,
    /// Record batches in file order.
    pub batches: Vec<Batch>,
    /// How the buffers of the batches are compressed.
    pub codec: Option<Codec>,
    /// Whether it is a stream.
    pub is_stream: bool,
    /// Whether the last message is cut off.
    pub cut_off: bool,
}

/// How buffers are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// LZ4 frames.
    Lz4,
    /// Zstandard.
    Zstd,
}

const CONTINUATION: [u8; 4] = [0xff; 4];
/// Metadata larger than this is damage.
pub(super) const LONGEST: u32 = 256 << 20;
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
            SCHEMA if found.schema.is_empty() => {
                (found.table, found.version) = (header.table, header.version);
                found.schema = message;
            }
            _ if found.schema.is_empty() => return Ok(None),
            DICTIONARY => {
                // A delta adds to the one before, so that stays.
                if !header.delta {
                    dictionaries.retain(|(id, _)| *id != header.id);
                }
                dictionaries.push((header.id, block));
                found.dictionaries.push(block);
                in_force = dictionaries.iter().map(|(_, block)| *block).collect();
            }
            RECORDS => {
                found.codec = found.codec.or(header.codec);
                found.batches.push(Batch { block, rows: header.rows, dictionaries: in_force.clone() });
            }
            _ => {}
        }
        at = next;
    }
    Ok((!found.schema.is_empty()).then_some(found))
}

/// What is needed of a message.
pub(super) struct Header {
    version: u16,
    kind: u8,
    /// Where the table of its header lies.
    table: usize,
    body: u64,
    /// Of a record batch.
    pub rows: u64,
    /// Of a record batch.
    pub codec: Option<Codec>,
    /// Of a dictionary.
    id: i64,
    delta: bool,
}

impl Header {
    pub fn of(message: &[u8]) -> Option<Self> {
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
        let codec = || {
            let at = field(message, table, 3)?;
            let compression = at.checked_add(u32_at(message, at)? as usize)?;
            // LZ4 is the default, which is not written.
            let kind = field(message, compression, 0).and_then(|at| message.get(at)).copied();
            Some(if kind.unwrap_or(0) == 0 { Codec::Lz4 } else { Codec::Zstd })
        };
        Some(Self {
            codec: if kind == RECORDS { codec() } else { None },
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

/// Where a field of a table lies (`FlatBuffers` internals: a table points back to its vtable).
pub(super) fn field(bytes: &[u8], table: usize, number: usize) -> Option<usize> {
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

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

pub(super) fn i64_at(bytes: &[u8], at: usize) -> Option<i64> {
    Some(i64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
