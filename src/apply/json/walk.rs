//! Valid JSON walked byte by byte, so that what is not masked keeps its bytes.

/// A place in valid JSON.
pub struct Walk<'t> {
    /// The text.
    pub text: &'t [u8],
    /// The place.
    pub at: usize,
}

impl Walk<'_> {
    /// The byte here.
    pub fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Copies one byte.
    pub fn byte(&mut self, out: &mut Vec<u8>) {
        out.extend(self.peek());
        self.at += 1;
    }

    /// Copies white space.
    pub fn space(&mut self, out: &mut Vec<u8>) {
        while let Some(byte) = self.peek().filter(u8::is_ascii_whitespace) {
            out.push(byte);
            self.at += 1;
        }
    }

    /// Past white space with at most one comma, and what that was.
    pub fn separator(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        self.space(&mut out);
        if self.peek() == Some(b',') {
            self.byte(&mut out);
            self.space(&mut out);
        }
        out
    }

    /// Past one value.
    pub fn skip(&mut self) {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                while let Some(byte) = self.peek() {
                    self.at += if byte == b'\\' { 2 } else { 1 };
                    if byte == b'"' {
                        break;
                    }
                }
            }
            Some(b'{' | b'[') => {
                let mut depth = 0_usize;
                while let Some(byte) = self.peek() {
                    match byte {
                        b'"' => {
                            self.skip();
                            continue;
                        }
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    self.at += 1;
                    if depth == 0 {
                        break;
                    }
                }
            }
            _ => {
                while self
                    .peek()
                    .is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b',' | b'}' | b']'))
                {
                    self.at += 1;
                }
            }
        }
        self.at = self.at.min(self.text.len());
    }
}
