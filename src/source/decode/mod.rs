//! From bytes on disk to UTF-8 text: compression and encoding, seen by content.

mod encoding;
mod foreign;
mod stdin;
mod transcode;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use encoding::{beyond_the_head, encoding_of};
pub use foreign::Foreign;
use foreign::{Expected, Watched};
pub use stdin::peek;
use transcode::Transcoder;

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
    /// The first bytes unpacked but not decoded, for formats that are no text.
    pub raw_head: Vec<u8>,
    /// Compression.
    pub compression: Compression,
    /// Encoding.
    pub encoding: TextEncoding,
    /// Lines end in a carriage return alone (old Macintosh files); the text has line feeds instead.
    pub carriage_returns: bool,
    /// Size of the file; `None` for a stream.
    pub bytes: Option<u64>,
    /// Bytes taken from the file or stream so far, packed and encoded as they are there.
    pub taken: Arc<AtomicU64>,
    /// Bytes of another encoding, as far as the text was read.
    pub foreign: Arc<Foreign>,
    /// Bytes on disk are the bytes of the text (after `bom` bytes), so that it can be read at any place.
    pub plain: bool,
}

/// Tells progress in bytes of the file.
pub struct Progress<'a> {
    taken: Arc<AtomicU64>,
    told: u64,
    parts: u64,
    to: &'a AtomicU64,
}

impl<'a> Progress<'a> {
    /// Of a file that is read in so many passes.
    #[must_use]
    pub const fn new(taken: Arc<AtomicU64>, parts: u64, to: &'a AtomicU64) -> Self {
        Self { taken, told: 0, parts, to }
    }

    /// Adds what was read since the last call.
    pub fn tell(&mut self) {
        let now = self.taken.load(Ordering::Relaxed) / self.parts.max(1);
        self.to.fetch_add(now.saturating_sub(self.told), Ordering::Relaxed);
        self.told = now;
    }
}

/// Opens a file (`-`: standard input) as UTF-8 text.
///
/// # Errors
/// What the operating system refuses, a broken compression, an encoding label that nobody knows.
pub fn open(path: &Path, options: &InputOptions) -> Result<Opened, SourceError> {
    let piped = path == Path::new("-");
    let (raw, bytes): (Box<dyn Read + Send>, Option<u64>) = if piped {
        (stdin::stream(path)?, None)
    } else {
        let file = open_file(path)?;
        let bytes = file.metadata().map_err(|e| io_error(path, "look at", e))?.len();
        (Box::new(file), Some(bytes))
    };
    let taken = Arc::new(AtomicU64::new(0));
    let raw = Box::new(Counted { inner: raw, taken: Arc::clone(&taken) });
    let (raw_head, raw) = with_head(raw).map_err(|e| io_error(path, "read", e))?;
    let compression = Compression::sniff(&raw_head);
    let text: Box<dyn Read + Send> = match compression {
        Compression::None => raw,
        Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(raw)),
        Compression::Zstd => {
            Box::new(zstd::stream::read::Decoder::new(raw).map_err(|e| unpack_error(path, &e))?)
        }
    };
    let (raw_head, text) = if compression == Compression::None {
        (raw_head, text)
    } else {
        with_head(text).map_err(|e| unpack_error(path, &e))?
    };
    let mut encoding = encoding_of(&raw_head, options, path)?;
    if options.encoding.is_none() && encoding.encoding == UTF_8 && !encoding.bom && raw_head.is_ascii() {
        encoding.encoding = beyond_the_head(path, bytes, compression).unwrap_or(UTF_8);
    }
    let plain = !piped && compression == Compression::None && encoding.encoding == UTF_8;
    let mut reader: Box<dyn Read + Send> =
        Box::new(Named { inner: text, compressed: compression != Compression::None });
    let foreign = Arc::new(Foreign::default());
    let watch = |reader, expected, at| Box::new(Watched::new(reader, expected, at, Arc::clone(&foreign)));
    if encoding.encoding == UTF_8 {
        if encoding.bom {
            let mut mark = [0_u8; 3];
            reader.read_exact(&mut mark).map_err(|e| io_error(path, "read", e))?;
        }
        reader = watch(reader, Expected::Utf8, if encoding.bom { 3 } else { 0 });
    } else {
        if encoding.encoding == WINDOWS_1252 {
            reader = watch(reader, Expected::Legacy, 0);
        }
        reader = Box::new(Transcoder::new(reader, encoding.encoding));
    }
    let (mut head, mut reader) = with_head(reader).map_err(|e| io_error(path, "read", e))?;
    let carriage_returns = memchr::memchr(b'\n', &head).is_none() && memchr::memchr(b'\r', &head).is_some();
    if carriage_returns {
        to_line_feeds(&mut head);
        reader = Box::new(CarriageReturns(reader));
    }
    let plain = plain && !carriage_returns;
    Ok(Opened {
        reader,
        head,
        raw_head,
        compression,
        encoding,
        carriage_returns,
        bytes,
        taken,
        foreign,
        plain,
    })
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

/// Reads past some bytes.
///
/// # Errors
/// As the reader.
pub fn skip(reader: &mut dyn Read, bytes: u64) -> io::Result<()> {
    io::copy(&mut reader.take(bytes), &mut io::sink()).map(|_| ())
}

/// Reads the head of a stream and gives the stream back whole.
fn with_head(mut reader: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::with_capacity(HEAD);
    match reader.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        // Damage behind the first bytes comes up again when it is read: what stands before is kept.
        Err(e) if !head.is_empty() => {
            let whole = io::Cursor::new(head.clone()).chain(Broken(Some(e)));
            return Ok((head, Box::new(whole)));
        }
        read => read?,
    };
    let whole = io::Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(whole)))
}

/// A text whose lines end in carriage returns, with line feeds instead.
struct CarriageReturns(Box<dyn Read + Send>);

impl Read for CarriageReturns {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(buffer)?;
        to_line_feeds(&mut buffer[..n]);
        Ok(n)
    }
}

fn to_line_feeds(text: &mut [u8]) {
    for byte in text.iter_mut().filter(|byte| **byte == b'\r') {
        *byte = b'\n';
    }
}

/// Counts what is read.
struct Counted {
    inner: Box<dyn Read + Send>,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A stream that broke off.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.take().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()))
    }
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
