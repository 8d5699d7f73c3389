//! Which encoding a text has.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Compression, HEAD, TextEncoding, open_file, shown};
use crate::source::{InputOptions, SourceError};

/// The encoding: as set, by byte order mark, by the pattern of NULs, UTF-8 where it is valid, else Windows-1252.
pub fn encoding_of(head: &[u8], options: &InputOptions, path: &Path) -> Result<TextEncoding, SourceError> {
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
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count().cast_signed() as i64;
        bad += chunk.invalid().len().cast_signed() as i64;
    }
    good - bad * 3
}

/// The encoding by places beyond a head that is plain ASCII: text of another encoding may be rare.
pub fn beyond_the_head(
    path: &Path,
    bytes: Option<u64>,
    compression: Compression,
) -> Option<&'static Encoding> {
    let size = bytes.filter(|_| compression == Compression::None)?;
    let mut file = open_file(path).ok()?;
    let mut other = Vec::new();
    let places = 32_u64;
    for place in 1..=places {
        let mut part = Vec::new();
        let at = (HEAD as u64).max((size / places) * place).min(size.saturating_sub(32 << 10));
        if at < HEAD as u64 {
            break;
        }
        file.seek(SeekFrom::Start(at)).ok()?;
        (&mut file).take(32 << 10).read_to_end(&mut part).ok()?;
        // The ends may lie inside a character.
        let start = part.iter().position(u8::is_ascii).unwrap_or(part.len());
        let end = part.iter().rposition(u8::is_ascii).map_or(start, |at| at + 1);
        other.extend_from_slice(part.get(start..end).unwrap_or_default());
        other.push(b'\n');
    }
    Some(guess(&other)).filter(|encoding| *encoding == WINDOWS_1252)
}
