//! Slots: equal parts of a file that can be read at any place. A record belongs to the slot in which it starts, so all
//! slots together are the file, and slots drawn in a seeded order are a sample that a longer one continues.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::Ordering;

use super::{ReadOptions, SourceError, decode};

/// Size of a slot.
pub const SLOT: u64 = 32 << 10;
/// More text than this without a record's end is given up.
const LONGEST_RECORD: usize = 128 << 20;

/// Finds places in a text: the first record start up to a slot's length, or the end of the record at a place.
pub type Find<'a> = &'a (dyn Fn(&[u8], usize) -> Option<usize> + 'a);

/// The slots of a file.
pub struct Slots<'a> {
    file: File,
    path: &'a Path,
    body: Range<u64>,
    /// The start of the first record after a line end within so many bytes.
    first: Find<'a>,
    /// One past the end of the record at a place.
    end: Find<'a>,
}

impl<'a> Slots<'a> {
    /// Opens the file; `body` are the bytes that hold records.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(
        path: &'a Path,
        body: Range<u64>,
        first: Find<'a>,
        end: Find<'a>,
    ) -> Result<Self, SourceError> {
        Ok(Self { file: decode::open_file(path)?, path, body, first, end })
    }

    /// How many slots there are.
    #[must_use]
    pub const fn count(&self) -> u64 {
        let body = self.body.end.saturating_sub(self.body.start).div_ceil(SLOT);
        if body == 0 { 1 } else { body }
    }

    /// The records that start in a slot, whole; empty where it lies inside one long record.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&self, slot: u64) -> Result<Vec<u8>, SourceError> {
        self.records(slot).map_err(|e| decode::io_error(self.path, "read", e))
    }

    fn records(&self, slot: u64) -> std::io::Result<Vec<u8>> {
        let start = self.body.start + slot * SLOT;
        let end = (start + SLOT).min(self.body.end);
        let at_first = start == self.body.start;
        // One byte before tells whether a record starts right at the slot.
        let from = if at_first { start } else { start - 1 };
        let slot = usize::try_from(end.saturating_sub(from)).unwrap_or(usize::MAX);
        let mut text = Vec::new();
        let mut file = &self.file;
        file.seek(SeekFrom::Start(from))?;
        let mut wanted = slot as u64 + (8 << 10);
        loop {
            let n = file.take(wanted).read_to_end(&mut text)? as u64;
            let at_end = from + text.len() as u64 >= self.body.end || n < wanted;
            let begin = if at_first { Some(0) } else { (self.first)(&text, slot) };
            let Some(begin) = begin else { return Ok(Vec::new()) };
            let mut at = begin;
            let mut whole = true;
            while at < slot.min(text.len()) {
                match (self.end)(&text, at) {
                    Some(next) => at = next,
                    None if at_end => at = text.len(),
                    None => {
                        whole = false;
                        break;
                    }
                }
            }
            if whole || at_end || text.len() > LONGEST_RECORD {
                text.truncate(at);
                text.drain(..begin.min(at));
                return Ok(text);
            }
            wanted = text.len() as u64;
        }
    }
}

/// Ends a read that was cancelled.
///
/// # Errors
/// [`SourceError::Cancelled`].
pub fn check(options: &ReadOptions<'_>, path: &Path) -> Result<(), SourceError> {
    if options.cancel.load(Ordering::Relaxed) {
        return Err(SourceError::Cancelled { path: decode::shown(path) });
    }
    Ok(())
}
