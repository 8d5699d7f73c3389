//! Standard input: it can be looked at before it is read, and read once.

use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use encoding_rs::UTF_8;

use super::encoding::encoding_of;
use super::{Compression, HEAD, io_error, open, shown, unpack_error};
use crate::source::{InputOptions, SourceError};

/// What was read to find out what it is: it stands before the rest. `None` once it is being read.
static HEAD_READ: Mutex<Option<Vec<u8>>> = Mutex::new(Some(Vec::new()));

/// Standard input from its first byte. It can be read once; looking at its head (see [`peek`]) does not count.
pub fn stream(path: &Path) -> Result<Box<dyn Read + Send>, SourceError> {
    let head = HEAD_READ.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(head) = head else {
        return Err(SourceError::Malformed {
            path: shown(path),
            at: String::new(),
            what: "standard input was read already".to_owned(),
            hint: "write it to a file to read it more than once".to_owned(),
        });
    };
    Ok(Box::new(io::Cursor::new(head).chain(io::stdin())))
}

/// The head of a file: its text, and its bytes unpacked. Standard input can still be read as a whole afterwards.
///
/// # Errors
/// As [`open`].
pub fn peek(path: &Path, options: &InputOptions) -> Result<(Vec<u8>, Vec<u8>), SourceError> {
    if path != Path::new("-") {
        let opened = open(path, options)?;
        return Ok((opened.head, opened.raw_head));
    }
    let mut reader = stream(path)?;
    let mut packed = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut packed).map_err(|e| io_error(path, "read", e))?;
    *HEAD_READ.lock().unwrap_or_else(PoisonError::into_inner) = Some(packed.clone());
    let raw = unpacked(packed, path)?;
    let encoding = encoding_of(&raw, options, path)?.encoding;
    let text = if encoding == UTF_8 {
        raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&raw).to_vec()
    } else {
        encoding.decode_with_bom_removal(&raw).0.into_owned().into_bytes()
    };
    Ok((text, raw))
}

/// What can be unpacked of a head that is cut off in its middle.
fn unpacked(packed: Vec<u8>, path: &Path) -> Result<Vec<u8>, SourceError> {
    let mut out = Vec::new();
    let read = match Compression::sniff(&packed) {
        Compression::None => return Ok(packed),
        Compression::Gzip => {
            flate2::read::MultiGzDecoder::new(packed.as_slice()).take(HEAD as u64).read_to_end(&mut out)
        }
        Compression::Zstd => zstd::stream::read::Decoder::new(packed.as_slice())
            .and_then(|decoder| decoder.take(HEAD as u64).read_to_end(&mut out)),
    };
    if out.is_empty() {
        read.map_err(|e| unpack_error(path, &e))?;
    }
    Ok(out)
}
