//! A file with another end.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use polars::io::mmap::MmapBytesReader;

/// The first `size` bytes of a file, then `end`.
pub struct Overlay {
    file: File,
    size: u64,
    end: Vec<u8>,
    at: u64,
}

impl Overlay {
    /// Puts an end to a file.
    pub const fn new(file: File, size: u64, end: Vec<u8>) -> Self {
        Self { file, size, end, at: 0 }
    }
}

impl Read for Overlay {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = if self.at < self.size {
            let most = usize::try_from(self.size - self.at).unwrap_or(usize::MAX).min(buffer.len());
            self.file.seek(SeekFrom::Start(self.at))?;
            self.file.read(&mut buffer[..most])?
        } else {
            let from = usize::try_from(self.at - self.size).unwrap_or(usize::MAX).min(self.end.len());
            let most = (self.end.len() - from).min(buffer.len());
            buffer[..most].copy_from_slice(&self.end[from..from + most]);
            most
        };
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for Overlay {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let end = self.size + self.end.len() as u64;
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => end.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

impl MmapBytesReader for Overlay {}
