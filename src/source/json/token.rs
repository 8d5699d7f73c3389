//! JSON text as events (RFC 8259), without copying and without making numbers of numbers.
//!
//! Own code because a number must keep its text (`1.10`, identifiers of 25 digits) and a string its place in the
//! block; `tests.rs` holds it to what `serde_json` accepts.

use wide::u8x16;

/// Deeper nesting than this is refused, as `serde_json` does.
pub const DEEPEST: u32 = 128;

/// Why a record is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Not the grammar.
    Syntax,
    /// The text ends inside a value.
    Ends,
    /// Nested deeper than [`DEEPEST`].
    Deep,
    /// More different keys than a table has columns.
    Keys,
}

impl Fault {
    /// In words.
    pub const fn why(self) -> &'static str {
        match self {
            Self::Syntax => "is not valid JSON and was not read; correct it",
            Self::Ends => "ends inside a value and was not read; look for a missing bracket or quote",
            Self::Deep => "is nested deeper than 128 levels and was not read; flatten it",
            Self::Keys => {
                "brings more than 200 000 different keys: they look like data; turn them into values"
            }
        }
    }
}

/// A scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    String,
    /// A number without fraction and exponent.
    Integer,
    /// Another number.
    Float,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
}

/// A part of the text.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Of a string: between the quotes.
    pub start: usize,
    /// One past the end.
    pub end: usize,
    /// Whether it holds escapes.
    pub escaped: bool,
}

/// Takes what a record holds; `at` is a place that the taker numbers itself.
pub trait Taker {
    /// A scalar.
    fn scalar(&mut self, at: usize, kind: Kind, part: Part, text: &[u8]);
    /// An object starts: whether its members are wanted, or it is one value.
    fn object(&mut self, at: usize) -> bool;
    /// An object that is one value.
    fn whole(&mut self, at: usize, part: Part);
    /// The place of a member.
    ///
    /// # Errors
    /// [`Fault::Keys`].
    fn member(&mut self, at: usize, key: Part, text: &[u8]) -> Result<usize, Fault>;
    /// The key that mostly comes next, as it stands in a text without escapes, and its place.
    fn likely(&self, _at: usize) -> Option<(&[u8], usize)> {
        None
    }
    /// That key came.
    fn came(&mut self, _at: usize) {}
    /// The place of the elements of an array.
    ///
    /// # Errors
    /// [`Fault::Keys`].
    fn elements(&mut self, at: usize) -> Result<usize, Fault>;
}

/// Reads along a text.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    /// The text.
    pub text: &'a [u8],
    /// How far it is read.
    pub at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Passes over white space.
    pub fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        match self.peek() {
            Some(found) if found == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Fault::Syntax),
            None => Err(Fault::Ends),
        }
    }

    /// Reads one value at place `at` of the taker.
    ///
    /// # Errors
    /// Why it is no value; the taker may have got a part of it.
    pub fn value(&mut self, taker: &mut impl Taker, at: usize, depth: u32) -> Result<(), Fault> {
        if depth > DEEPEST {
            return Err(Fault::Deep);
        }
        self.space();
        let start = self.at;
        match self.peek().ok_or(Fault::Ends)? {
            b'{' if taker.object(at) => self.object(taker, at, depth),
            b'{' => {
                self.object(&mut Nobody, 0, depth)?;
                taker.whole(at, Part { start, end: self.at, escaped: false });
                Ok(())
            }
            b'[' => self.array(taker, at, depth),
            b'"' => {
                let part = self.string()?;
                taker.scalar(at, Kind::String, part, self.text);
                Ok(())
            }
            _ => {
                let kind = self.bare()?;
                taker.scalar(at, kind, Part { start, end: self.at, escaped: false }, self.text);
                Ok(())
            }
        }
    }

    fn object(&mut self, taker: &mut impl Taker, at: usize, depth: u32) -> Result<(), Fault> {
        self.at += 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.space();
            if self.peek().ok_or(Fault::Ends)? != b'"' {
                return Err(Fault::Syntax);
            }
            let likely = taker.likely(at).filter(|(key, _)| self.passes(key)).map(|(_, member)| member);
            let member = if let Some(member) = likely {
                taker.came(at);
                member
            } else {
                let key = self.string()?;
                self.space();
                self.expect(b':')?;
                taker.member(at, key, self.text)?
            };
            self.value(taker, member, depth + 1)?;
            self.space();
            match self.peek().ok_or(Fault::Ends)? {
                b',' => self.at += 1,
                _ => return self.expect(b'}'),
            }
        }
    }

    /// Passes over a key at its opening quote with its colon, where it is this one.
    fn passes(&mut self, key: &[u8]) -> bool {
        let rest = self.text.get(self.at + 1..).and_then(|rest| rest.strip_prefix(key));
        let is = rest.is_some_and(|rest| rest.starts_with(b"\":"));
        if is {
            self.at += key.len() + 3;
        }
        is
    }

    fn array(&mut self, taker: &mut impl Taker, at: usize, depth: u32) -> Result<(), Fault> {
        self.at += 1;
        let elements = taker.elements(at)?;
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.value(taker, elements, depth + 1)?;
            self.space();
            match self.peek().ok_or(Fault::Ends)? {
                b',' => self.at += 1,
                _ => return self.expect(b']'),
            }
        }
    }

    /// Reads a string at its opening quote.
    ///
    /// # Errors
    /// Why it is no string.
    pub fn string(&mut self) -> Result<Part, Fault> {
        self.at += 1;
        let start = self.at;
        let mut escaped = false;
        loop {
            let rest = self.text.get(self.at..).ok_or(Fault::Ends)?;
            let stop = stop(rest).ok_or(Fault::Ends)?;
            self.at += stop;
            match rest[stop] {
                b'"' => {
                    self.at += 1;
                    return Ok(Part { start, end: self.at - 1, escaped });
                }
                b'\\' => {
                    escaped = true;
                    self.escape(rest.get(stop + 1..).unwrap_or_default())?;
                }
                _ => return Err(Fault::Syntax),
            }
        }
    }

    fn escape(&mut self, rest: &[u8]) -> Result<(), Fault> {
        match rest.first().ok_or(Fault::Ends)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 2,
            b'u' => {
                let digits = rest.get(1..5).ok_or(Fault::Ends)?;
                if !digits.iter().all(u8::is_ascii_hexdigit) {
                    return Err(Fault::Syntax);
                }
                self.at += 6;
            }
            _ => return Err(Fault::Syntax),
        }
        Ok(())
    }

    /// A number, `true`, `false` or `null`.
    fn bare(&mut self) -> Result<Kind, Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, kind) in
            [(&b"true"[..], Kind::Boolean), (&b"false"[..], Kind::Boolean), (&b"null"[..], Kind::Null)]
        {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        self.number()
    }

    fn digits(&mut self) -> Result<usize, Fault> {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        match self.peek() {
            _ if self.at > start => Ok(self.at - start),
            Some(_) => Err(Fault::Syntax),
            None => Err(Fault::Ends),
        }
    }

    fn number(&mut self) -> Result<Kind, Fault> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let zero = self.peek() == Some(b'0');
        if self.digits()? > 1 && zero {
            return Err(Fault::Syntax);
        }
        let mut kind = Kind::Integer;
        if self.peek() == Some(b'.') {
            kind = Kind::Float;
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            kind = Kind::Float;
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(kind)
    }
}

/// The first quote, backslash or control character, 16 bytes at a time.
fn stop(rest: &[u8]) -> Option<usize> {
    let (lanes, tail) = rest.as_chunks::<16>();
    let [quote, escape, control] = [b'"', b'\\', b' ' - 1].map(u8x16::splat);
    for (number, lane) in lanes.iter().enumerate() {
        let bytes = u8x16::new(*lane);
        let found = bytes.simd_eq(quote) | bytes.simd_eq(escape) | bytes.max(control).simd_eq(control);
        let found = found.to_bitmask();
        if found != 0 {
            return Some(number * 16 + found.trailing_zeros() as usize);
        }
    }
    let from = rest.len() - tail.len();
    tail.iter().position(|b| *b == b'"' || *b == b'\\' || *b < b' ').map(|at| from + at)
}

/// Checks the grammar only.
pub struct Nobody;

impl Taker for Nobody {
    fn scalar(&mut self, _: usize, _: Kind, _: Part, _: &[u8]) {}
    fn object(&mut self, _: usize) -> bool {
        true
    }
    fn whole(&mut self, _: usize, _: Part) {}
    fn member(&mut self, _: usize, _: Part, _: &[u8]) -> Result<usize, Fault> {
        Ok(0)
    }
    fn elements(&mut self, _: usize) -> Result<usize, Fault> {
        Ok(0)
    }
}

/// Appends the text of a string without its escapes; half of a surrogate pair becomes U+FFFD.
pub fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(found) = raw.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        out.extend_from_slice(&raw[at..at + found]);
        at += found;
        let Some(mark) = raw.get(at + 1) else { return };
        at += 2;
        match mark {
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'u' => {
                let mut code = hex(raw, at);
                at += 4;
                if (0xd800..0xdc00).contains(&code) && raw.get(at..at + 2) == Some(b"\\u") {
                    let low = hex(raw, at + 2);
                    if (0xdc00..0xe000).contains(&low) {
                        code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                        at += 6;
                    }
                }
                let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            other => out.push(*other),
        }
    }
    out.extend_from_slice(raw.get(at..).unwrap_or_default());
}

fn hex(raw: &[u8], at: usize) -> u32 {
    let digits = raw.get(at..at + 4).and_then(|d| std::str::from_utf8(d).ok());
    digits.and_then(|d| u32::from_str_radix(d, 16).ok()).unwrap_or(0xfffd)
}
