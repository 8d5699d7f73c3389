//! From bytes on disk to UTF-8 text: compression and encoding, seen by content.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{InputOptions, SourceError};

/// How much of a file is looked at before it is read.
pub const HEAD: usize = 256 << 10;

/// How the bytes of a file are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// gzip, several members too.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Compression {
    /// Known by its magic number.
    #[must_use]
    pub fn sniff(head: &[u8]) -> Self {
        if head.starts_with(&[0x1f, 0x8b]) {
            Self::Gzip
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            Self::Zstd
        } else {
            Self::None
        }
    }
}

/// The text encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Whether the file starts with a byte order mark.
    pub bom: bool,
}

/// A file opened as a stream of UTF-8 text, its head known.
pub struct Opened {
    /// The whole text from its first byte, the byte order mark left out.
    pub reader: Box<dyn Read + Send>,
    /// The first part of that text (up to [`HEAD`] bytes).
    pub head: Vec<u8>,
    /// Compression.
    pub compression: Compression,
    /// Encoding.
    pub encoding: TextEncoding,
    /// Size of the file; `None` for a stream.
    pub bytes: Option<u64>,
    /// Bytes on disk are the bytes of the text (after `bom` bytes), so that it can be read at any place.
    pub plain: bool,
}

/// Opens a file (`-`: standard input) as UTF-8 text.
///
/// # Errors
/// What the operating system refuses, a broken compression, an encoding label that nobody knows.
pub fn open(path: &Path, options: &InputOptions) -> Result<Opened, SourceError> {
    let stdin = path == Path::new("-");
    let (raw, bytes): (Box<dyn Read + Send>, Option<u64>) = if stdin {
        (Box::new(io::stdin()), None)
    } else {
        let file = open_file(path)?;
        let bytes = file.metadata().map_err(|e| io_error(path, "look at", e))?.len();
        (Box::new(file), Some(bytes))
    };
    let (raw_head, raw) = with_head(raw).map_err(|e| io_error(path, "read", e))?;
    let compression = Compression::sniff(&raw_head);
    let text: Box<dyn Read + Send> = match compression {
        Compression::None => raw,
        Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(raw)),
        Compression::Zstd => {
            Box::new(zstd::stream::read::Decoder::new(raw).map_err(|e| unpack_error(path, &e))?)
        }
    };
    let (head, text) = if compression == Compression::None {
        (raw_head, text)
    } else {
        with_head(text).map_err(|e| unpack_error(path, &e))?
    };
    let encoding = encoding_of(&head, options, path)?;
    let plain = !stdin && compression == Compression::None && encoding.encoding == UTF_8;
    let mut reader: Box<dyn Read + Send> =
        Box::new(Named { inner: text, compressed: compression != Compression::None });
    if encoding.encoding != UTF_8 {
        reader = Box::new(Transcoder::new(reader, encoding.encoding));
    } else if encoding.bom {
        let mut mark = [0_u8; 3];
        reader.read_exact(&mut mark).map_err(|e| io_error(path, "read", e))?;
    }
    let (head, reader) = with_head(reader).map_err(|e| io_error(path, "read", e))?;
    Ok(Opened { reader, head, compression, encoding, bytes, plain })
}

/// Opens a regular file; pipes, devices and folders are refused.
///
/// # Errors
/// A file that is not there, not regular or not readable.
pub fn open_file(path: &Path) -> Result<File, SourceError> {
    let meta = std::fs::metadata(path).map_err(|e| io_error(path, "find", e))?;
    if !meta.is_file() {
        return Err(SourceError::Malformed {
            path: shown(path),
            at: String::new(),
            what: "not a regular file".to_owned(),
            hint: "give a file, or pipe it in and name it `-`".to_owned(),
        });
    }
    File::open(path).map_err(|e| io_error(path, "open", e))
}

/// The path as errors show it.
#[must_use]
pub fn shown(path: &Path) -> String {
    crate::domain::safe_text::SafeText::new(&path.to_string_lossy()).to_string()
}

/// An error of the operating system about a file.
#[must_use]
pub fn io_error(path: &Path, doing: &'static str, source: io::Error) -> SourceError {
    SourceError::Io { path: shown(path), doing, source }
}

fn unpack_error(path: &Path, error: &io::Error) -> SourceError {
    SourceError::Malformed {
        path: shown(path),
        at: String::new(),
        what: format!("the compressed data is damaged or cut off ({error})"),
        hint: "unpack it by its own tool to see how far it is whole".to_owned(),
    }
}

/// Reads the head of a stream and gives the stream back whole.
fn with_head(mut reader: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::with_capacity(HEAD);
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let whole = io::Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(whole)))
}

/// The encoding: as set, by byte order mark, by the pattern of NULs, UTF-8 where it is valid, else Windows-1252.
fn encoding_of(head: &[u8], options: &InputOptions, path: &Path) -> Result<TextEncoding, SourceError> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    if let Some(label) = &options.encoding {
        let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| SourceError::Malformed {
            path: shown(path),
            at: String::new(),
            what: format!("there is no encoding `{label}`"),
            hint: "use a label of the WHATWG encoding standard, such as utf-8 or windows-1252".to_owned(),
        })?;
        return Ok(TextEncoding { encoding, bom: marked == Some(encoding) });
    }
    if let Some(encoding) = marked {
        return Ok(TextEncoding { encoding, bom: true });
    }
    Ok(TextEncoding { encoding: guess(head), bom: false })
}

fn guess(head: &[u8]) -> &'static Encoding {
    let pairs = head.len() / 2;
    let nuls = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    if pairs >= 4 && nuls(1) * 10 >= pairs * 7 && nuls(0) * 10 < pairs {
        return UTF_16LE;
    }
    if pairs >= 4 && nuls(0) * 10 >= pairs * 7 && nuls(1) * 10 < pairs {
        return UTF_16BE;
    }
    match std::str::from_utf8(head) {
        Ok(_) => UTF_8,
        // The head may end inside a character.
        Err(e) if e.error_len().is_none() && head.len() == HEAD => UTF_8,
        // A few broken bytes in text that is UTF-8 otherwise: Windows-1252 hardly ever makes valid sequences.
        Err(_) if valid_sequences(head) > 0 => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

/// Valid multi-byte sequences minus broken bytes.
fn valid_sequences(head: &[u8]) -> i64 {
    let (mut good, mut bad) = (0_i64, 0_i64);
    for chunk in head.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as i64;
        bad += chunk.invalid().len() as i64;
    }
    good - bad * 3
}

/// Turns the decoder's words about damage into ones that say what to do.
struct Named {
    inner: Box<dyn Read + Send>,
    compressed: bool,
}

impl Read for Named {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|e| {
            if self.compressed && e.kind() != io::ErrorKind::Interrupted {
                io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("the compressed data is damaged or cut off ({e})"),
                )
            } else {
                e
            }
        })
    }
}

/// Decodes another encoding to UTF-8 while it is read; what is no text in it becomes U+FFFD.
struct Transcoder {
    inner: Box<dyn Read + Send>,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    ended: bool,
    text: Vec<u8>,
    text_at: usize,
}

impl Transcoder {
    fn new(inner: Box<dyn Read + Send>, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, raw: Vec::new(), raw_at: 0, ended: false, text: Vec::new(), text_at: 0 }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.raw_at == self.raw.len() && !self.ended {
            self.raw.resize(64 << 10, 0);
            let n = self.inner.read(&mut self.raw)?;
            self.raw.truncate(n);
            self.raw_at = 0;
            self.ended = n == 0;
        }
        self.text.resize(128 << 10, 0);
        self.text_at = 0;
        let (result, read, written, _) =
            self.decoder.decode_to_utf8(&self.raw[self.raw_at..], &mut self.text, self.ended);
        self.raw_at += read;
        self.text.truncate(written);
        debug_assert!(matches!(result, CoderResult::InputEmpty | CoderResult::OutputFull));
        Ok(())
    }
}

impl Read for Transcoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.text_at == self.text.len() {
            if self.ended && self.raw_at == self.raw.len() && self.decoder_done() {
                return Ok(0);
            }
            self.fill()?;
            if self.ended && self.text.is_empty() && self.raw_at == self.raw.len() {
                return Ok(0);
            }
        }
        let n = buffer.len().min(self.text.len() - self.text_at);
        buffer[..n].copy_from_slice(&self.text[self.text_at..self.text_at + n]);
        self.text_at += n;
        Ok(n)
    }
}

impl Transcoder {
    /// Nothing is left once the input ended and its last call gave no text.
    fn decoder_done(&self) -> bool {
        self.ended && self.text.is_empty()
    }
}
