//! A JSON text as blocks of whole records, read as a stream: an array is never in memory as a whole.

use std::io::Read;
use std::path::Path;

use super::layout::Layout;
use crate::source::{SourceError, decode};

/// Bytes read at a time.
const BLOCK: usize = 2 << 20;
/// A record longer than this ends the read.
pub const LONGEST_RECORD: usize = 128 << 20;
/// How much of the text after an array is kept.
const TAIL: usize = 64 << 10;

/// Follows brackets and strings without checking more.
#[derive(Debug, Clone, Copy, Default)]
pub struct Brackets {
    depth: u32,
    string: bool,
    escape: bool,
}

/// What a walk over a text came to.
#[derive(Debug, Clone, Copy, Default)]
struct Walk {
    /// One past the first and the last record that ended.
    first: Option<usize>,
    last: Option<usize>,
    /// Where the array closes.
    closed: Option<usize>,
}

impl Brackets {
    /// Goes over `text` from `at` on.
    fn walk(&mut self, text: &[u8], mut at: usize, array: bool) -> Walk {
        let mut walk = Walk::default();
        while let Some(byte) = text.get(at) {
            if self.string {
                if self.escape {
                    self.escape = false;
                    at += 1;
                    continue;
                }
                let Some(stop) = memchr::memchr2(b'"', b'\\', &text[at..]) else { break };
                at += stop + 1;
                if text[at - 1] == b'"' {
                    self.string = false;
                } else {
                    self.escape = true;
                }
                continue;
            }
            let ended = match byte {
                b'"' => {
                    self.string = true;
                    false
                }
                b'{' | b'[' => {
                    self.depth += 1;
                    false
                }
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    self.depth == 0 && !array
                }
                b']' if array => {
                    walk.closed = Some(at);
                    return walk;
                }
                b',' if array => self.depth == 0,
                b'\n' if !array => self.depth == 0,
                _ => false,
            };
            at += 1;
            if ended {
                walk.first = walk.first.or(Some(at));
                walk.last = Some(at);
            }
        }
        walk
    }
}

/// Where the record that starts at `at` ends by its brackets alone: for going on after a bad one.
pub fn past(text: &[u8], at: usize, layout: &Layout) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    if *layout == Layout::Lines {
        return memchr::memchr(b'\n', rest).map_or(text.len(), |end| at + end + 1);
    }
    // In growing steps, so that many bad records of a block stay cheap.
    let mut brackets = Brackets::default();
    let (mut done, mut step) = (0, 1 << 10);
    while done < rest.len() {
        let upto = (done + step).min(rest.len());
        if let Some(end) = brackets.walk(&rest[..upto], done, matches!(layout, Layout::Array { .. })).first {
            return at + end;
        }
        (done, step) = (upto, step * 2);
    }
    text.len()
}

/// Cuts a stream into blocks of whole records.
pub struct Frames<'a> {
    reader: Box<dyn Read + Send + 'a>,
    path: &'a Path,
    layout: &'a Layout,
    rest: Vec<u8>,
    brackets: Brackets,
    ended: bool,
    /// Bytes given out, for progress.
    pub given: u64,
    /// Whether the array was closed.
    pub closed: bool,
    /// The text after the array, at most 64 KiB of it.
    pub tail: Vec<u8>,
    /// Why the stream broke off, where it did: what came before was given out.
    pub broken: Option<SourceError>,
}

impl<'a> Frames<'a> {
    /// A stream that starts at the first byte of the text.
    ///
    /// # Errors
    /// A read error before the first record.
    pub fn new(
        mut reader: Box<dyn Read + Send + 'a>,
        path: &'a Path,
        layout: &'a Layout,
    ) -> Result<Self, SourceError> {
        if let Layout::Array { start, .. } = layout {
            decode::skip(&mut *reader, *start as u64).map_err(|e| decode::io_error(path, "read", e))?;
        }
        Ok(Self {
            reader,
            path,
            layout,
            rest: Vec::new(),
            brackets: Brackets::default(),
            ended: false,
            given: 0,
            closed: false,
            tail: Vec::new(),
            broken: None,
        })
    }

    /// The next block, `None` at the end.
    ///
    /// # Errors
    /// A record longer than [`LONGEST_RECORD`].
    pub fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        let mut block = std::mem::take(&mut self.rest);
        let mut seen = block.len();
        let mut wanted = BLOCK;
        while !self.ended {
            self.fill(&mut block, wanted);
            let cut = self.cut(&block, seen);
            seen = block.len();
            if let Some(at) = cut.closed {
                self.tail = block.split_off(at);
                self.closed = true;
                self.drain();
            } else if let Some(end) = cut.last.filter(|_| !self.ended) {
                self.rest = block.split_off(end);
                break;
            }
            if block.len() > LONGEST_RECORD {
                return Err(SourceError::Malformed {
                    path: decode::shown(self.path),
                    at: String::new(),
                    what: format!("a record is longer than {} MiB", LONGEST_RECORD >> 20),
                    hint: "look for a quote or a bracket that is never closed".to_owned(),
                });
            }
            // Growing steps keep the work on one huge record linear.
            wanted = block.len().max(BLOCK);
        }
        self.given += block.len() as u64;
        Ok(if block.is_empty() { None } else { Some(block) })
    }

    fn fill(&mut self, block: &mut Vec<u8>, wanted: usize) {
        block.reserve(wanted);
        match (&mut self.reader).take(wanted as u64).read_to_end(block) {
            Ok(n) => self.ended = n < wanted,
            Err(e) => {
                self.broken = Some(decode::io_error(self.path, "read", e));
                self.ended = true;
            }
        }
    }

    fn cut(&mut self, block: &[u8], seen: usize) -> Walk {
        match self.layout {
            Layout::Lines => {
                let new = block.get(seen..).unwrap_or_default();
                let last = memchr::memrchr(b'\n', new).map(|at| seen + at + 1);
                Walk { first: None, last, closed: None }
            }
            Layout::Values => self.brackets.walk(block, seen, false),
            Layout::Array { .. } => self.brackets.walk(block, seen, true),
        }
    }

    /// Reads what stands after the array.
    fn drain(&mut self) {
        let room = TAIL.saturating_sub(self.tail.len()) as u64;
        let read = (&mut self.reader).take(room).read_to_end(&mut self.tail);
        if let Err(e) = read {
            self.broken = Some(decode::io_error(self.path, "read", e));
        }
        self.ended = true;
    }
}
