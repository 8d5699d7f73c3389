//! Records that do not stand one a line: masked where they stand, or written one a line.

use super::Masker;
use super::walk::Walk;
use crate::apply::ApplyError;
use crate::source::decode;
use crate::source::json::layout::Layout;

impl Masker<'_> {
    /// An array of records, an object that holds one, or records one after the other.
    pub(super) fn document(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), ApplyError> {
        let head = &text[..text.len().min(decode::HEAD)];
        let layout = Layout::sniff(head, head.len() == text.len()).ok_or_else(|| self.broken())?;
        let mut walk = Walk { text, at: 0 };
        let Layout::Array { start, .. } = layout else {
            walk.space(out);
            while walk.peek().is_some() {
                if self.leaves_out() {
                    walk.skip();
                } else {
                    self.part(&mut walk, out)?;
                }
                walk.space(out);
            }
            return Ok(());
        };
        out.extend_from_slice(&text[..start]);
        walk.at = start;
        walk.space(out);
        // What stands after the last record that was written: it is written before the next one.
        let mut gap: Option<Vec<u8>> = None;
        while walk.peek().is_some_and(|b| b != b']') {
            let stays = !self.leaves_out();
            if stays {
                out.extend(gap.take().unwrap_or_default());
                self.part(&mut walk, out)?;
            } else {
                walk.skip();
            }
            let after = walk.separator();
            if stays {
                gap = Some(after);
            }
        }
        // A comma stands between records only.
        out.extend(gap.unwrap_or_default().into_iter().filter(u8::is_ascii_whitespace));
        // What follows the records holds no column: only white space and closing brackets may.
        let rest = &text[walk.at..];
        if !rest.iter().all(|b| b.is_ascii_whitespace() || matches!(b, b']' | b'}')) {
            return Err(ApplyError::Broken {
                what: format!(
                    "{}: text beside the array of records would be copied unmasked; keep only the records",
                    decode::shown(&self.request.input.path)
                ),
            });
        }
        out.extend_from_slice(rest);
        Ok(())
    }

    /// The record at the walk's place.
    fn part(&mut self, walk: &mut Walk<'_>, out: &mut Vec<u8>) -> Result<(), ApplyError> {
        let start = walk.at;
        let mut end = Walk { text: walk.text, at: start };
        end.skip();
        let text = &walk.text[start..end.at];
        self.line += 1;
        if text.is_empty() {
            return Err(self.broken());
        }
        walk.at = end.at;
        self.record(text, out)
    }

    /// The records of a document, one a line.
    pub(super) fn lines_of(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), ApplyError> {
        let mut whole = Vec::new();
        self.document(text, &mut whole)?;
        let head = &whole[..whole.len().min(decode::HEAD)];
        let start = match Layout::sniff(head, head.len() == whole.len()) {
            Some(Layout::Array { start, .. }) => start,
            _ => 0,
        };
        let mut walk = Walk { text: &whole, at: start };
        loop {
            walk.separator();
            if walk.peek().is_none_or(|byte| byte == b']') {
                return Ok(());
            }
            let from = walk.at;
            walk.skip();
            compact(&whole[from..walk.at], out);
            out.push(b'\n');
        }
    }
}

/// A value without the white space between its parts.
pub fn compact(text: &[u8], out: &mut Vec<u8>) {
    let mut walk = Walk { text, at: 0 };
    while let Some(byte) = walk.peek() {
        match byte {
            b'"' => {
                let from = walk.at;
                walk.skip();
                out.extend_from_slice(&text[from..walk.at]);
            }
            b' ' | b'\t' | b'\r' | b'\n' => walk.at += 1,
            _ => walk.byte(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_outside_of_texts_only() {
        let mut out = Vec::new();
        compact(b"{ \"a b\\\" c\" :\n [ 1 , \"\\n \" ] }", &mut out);
        assert_eq!(String::from_utf8_lossy(&out), "{\"a b\\\" c\":[1,\"\\n \"]}");
    }
}
