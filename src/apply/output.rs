//! The file that is written: whole or not at all.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use tempfile::NamedTempFile;

use super::{ApplyError, temporary};
use crate::source::Input;
use crate::source::decode::{TextEncoding, shown};

/// A target that may be written: checked, a temporary file beside it.
pub struct Target {
    path: PathBuf,
    force: bool,
    temporary: NamedTempFile,
}

impl Target {
    /// Checks the target and makes the temporary file (mode 0600) beside it.
    ///
    /// # Errors
    /// A target that is the input, a link, or there already without `force`; a folder that cannot be written.
    pub fn new(input: &Input, path: &Path, force: bool) -> Result<Self, ApplyError> {
        if let Ok(meta) = fs::symlink_metadata(path) {
            if same_file(&input.path, path) {
                return Err(ApplyError::OverInput { path: shown(path) });
            }
            if meta.file_type().is_symlink() {
                return Err(ApplyError::Link { path: shown(path) });
            }
            if !force || !meta.is_file() {
                return Err(ApplyError::Exists { path: shown(path) });
            }
        }
        let folder = folder_of(path);
        fs::create_dir_all(folder).map_err(|e| ApplyError::io(folder, "make the folder", e))?;
        temporary::sweep(folder);
        let temporary = temporary::new_in(folder)?;
        Ok(Self { path: path.to_owned(), force, temporary })
    }

    /// The target.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A writer into the temporary file.
    ///
    /// # Errors
    /// Where it cannot be opened again.
    pub fn file(&self) -> Result<File, ApplyError> {
        self.temporary.reopen().map_err(|e| ApplyError::io(&self.path, "write", e))
    }

    /// Moves the whole file into place.
    ///
    /// # Errors
    /// A target that came into being meanwhile, what the system refuses.
    pub fn commit(self) -> Result<PathBuf, ApplyError> {
        self.temporary.as_file().sync_all().map_err(|e| ApplyError::io(&self.path, "flush", e))?;
        if self.force {
            self.temporary
                .persist(&self.path)
                .map_err(|e| ApplyError::io(&self.path, "move into place", e.error))?;
        } else {
            self.temporary
                .persist_noclobber(&self.path)
                .map_err(|e| ApplyError::io(&self.path, "move into place", e.error))?;
        }
        #[cfg(unix)]
        {
            let folder = folder_of(&self.path);
            File::open(folder)
                .and_then(|f| f.sync_all())
                .map_err(|e| ApplyError::io(folder, "flush the folder", e))?;
        }
        Ok(self.path)
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(x), Ok(y)) if x == y => true,
        #[cfg(unix)]
        (Ok(x), Ok(y)) => {
            use std::os::unix::fs::MetadataExt as _;
            match (fs::metadata(x), fs::metadata(y)) {
                (Ok(x), Ok(y)) => x.dev() == y.dev() && x.ino() == y.ino(),
                _ => false,
            }
        }
        _ => false,
    }
}

/// Writes UTF-8 text in the encoding and compression of the output.
pub struct TextWriter {
    inner: Packer,
    encoding: &'static Encoding,
    buffer: Vec<u8>,
    /// The start of a character that was cut between two writes.
    rest: Vec<u8>,
}

enum Packer {
    Plain(BufWriter<File>),
    Gzip(flate2::write::GzEncoder<BufWriter<File>>),
    Zstd(zstd::stream::write::Encoder<'static, BufWriter<File>>),
}

impl TextWriter {
    /// A writer into a target: compression by the target's name, encoding and byte order mark as of the input.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn new(target: &Target, encoding: TextEncoding) -> Result<Self, ApplyError> {
        let file = BufWriter::with_capacity(1 << 20, target.file()?);
        let name = target.path().to_string_lossy().to_lowercase();
        let inner = if name.ends_with(".gz") {
            Packer::Gzip(flate2::write::GzEncoder::new(file, flate2::Compression::default()))
        } else if name.ends_with(".zst") {
            let encoder = zstd::stream::write::Encoder::new(file, 3);
            Packer::Zstd(encoder.map_err(|e| ApplyError::io(target.path(), "compress", e))?)
        } else {
            Packer::Plain(file)
        };
        let mut writer = Self { inner, encoding: encoding.encoding, buffer: Vec::new(), rest: Vec::new() };
        if encoding.bom {
            writer.text("\u{feff}".as_bytes()).map_err(|e| ApplyError::io(target.path(), "write", e))?;
        }
        Ok(writer)
    }

    /// Writes text.
    ///
    /// # Errors
    /// What the system refuses (a full disk).
    pub fn text(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        if self.encoding == UTF_8 {
            return self.raw(bytes);
        }
        self.rest.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(_) => self.rest.len(),
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Err(_) => self.rest.len(),
        };
        let tail = self.rest.split_off(whole);
        let text = String::from_utf8_lossy(&self.rest).into_owned();
        self.rest = tail;
        self.buffer.clear();
        if self.encoding == UTF_16LE {
            self.buffer.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        } else if self.encoding == UTF_16BE {
            self.buffer.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        } else {
            let (encoded, ..) = self.encoding.encode(&text);
            self.buffer.extend_from_slice(&encoded);
        }
        let buffer = std::mem::take(&mut self.buffer);
        let result = self.raw(&buffer);
        self.buffer = buffer;
        result
    }

    fn raw(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match &mut self.inner {
            Packer::Plain(w) => w.write_all(bytes),
            Packer::Gzip(w) => w.write_all(bytes),
            Packer::Zstd(w) => w.write_all(bytes),
        }
    }

    /// Ends the text; everything is handed to the system.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn finish(mut self) -> std::io::Result<()> {
        if !self.rest.is_empty() {
            let rest = std::mem::take(&mut self.rest);
            self.raw(&rest)?;
        }
        match self.inner {
            Packer::Plain(mut w) => w.flush(),
            Packer::Gzip(w) => w.finish()?.flush(),
            Packer::Zstd(w) => w.finish()?.flush(),
        }
    }
}
