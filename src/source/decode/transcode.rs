//! Another encoding to UTF-8 while it is read.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

/// Decodes a stream; what is no text in its encoding becomes U+FFFD.
pub struct Transcoder {
    inner: Box<dyn Read + Send>,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    /// The stream has ended.
    ended: bool,
    /// The decoder has given everything: it must not be called again.
    finished: bool,
    text: Vec<u8>,
    text_at: usize,
}

impl Transcoder {
    /// A decoder from the first byte on; a byte order mark is left out.
    pub fn new(inner: Box<dyn Read + Send>, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            raw_at: 0,
            ended: false,
            finished: false,
            text: Vec::new(),
            text_at: 0,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.raw_at >= self.raw.len() && !self.ended {
            self.raw.resize(64 << 10, 0);
            self.raw_at = self.raw.len();
            let n = self.inner.read(&mut self.raw)?;
            self.raw.truncate(n);
            self.raw_at = 0;
            self.ended = n == 0;
        }
        self.text.resize(128 << 10, 0);
        self.text_at = 0;
        let rest = self.raw.get(self.raw_at..).unwrap_or_default();
        let (result, read, written, _) = self.decoder.decode_to_utf8(rest, &mut self.text, self.ended);
        self.raw_at += read;
        self.text.truncate(written);
        self.finished = self.ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl Read for Transcoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.text_at >= self.text.len() {
            if self.finished {
                return Ok(0);
            }
            self.fill()?;
        }
        let rest = self.text.get(self.text_at..).unwrap_or_default();
        let n = buffer.len().min(rest.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.text_at += n;
        Ok(n)
    }
}
