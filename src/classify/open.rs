//! Whether a pattern leaves room: a value of such a form may carry an entity of another type.

/// Whether a repeated class of the pattern takes letters and digits together with blanks or `@`, or anything at all.
///
/// A URL, a path, an address or a text may hold an e-mail address, a card number or a key; a UUID or a name may not.
pub fn is_open(pattern: &str) -> bool {
    let bytes = pattern.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => {
                // `\S+` takes anything but blanks.
                if bytes.get(at + 1) == Some(&b'S') && repeated(bytes, at + 2) {
                    return true;
                }
                at += 2;
            }
            b'.' if repeated(bytes, at + 1) => return true,
            b'[' => {
                let end = class_end(bytes, at);
                if repeated(bytes, end) && takes_much(&bytes[at + 1..end.saturating_sub(1).max(at + 1)]) {
                    return true;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    false
}

/// One past the bracket that closes the class at `at`.
fn class_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 2,
            b']' if end > at + 1 => return end + 1,
            _ => end += 1,
        }
    }
    bytes.len()
}

fn repeated(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b'*' | b'+' | b'{'))
}

fn takes_much(class: &[u8]) -> bool {
    let holds = |part: &[u8]| memchr::memmem::find(class, part).is_some();
    let printable = holds(b"!-~") || holds(b" -~");
    let letters = holds(b"a-z") || holds(b"A-Z");
    class.first() == Some(&b'^') || printable || letters && holds(b"0-9") && (holds(b" ") || holds(b"@"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_with_room_are_told_from_those_without() {
        for (pattern, open) in [
            (r"(?i:https?|ftp)://[!-~\x80-\xff]+", true),
            (r"[0-9][0-9A-Za-z/-]*,? [A-Za-z0-9 .,'#/()&\n-]+", true),
            (r"[^\s:@/]+", true),
            (r".*", true),
            (r"\S+", true),
            (r"[ -~]{3,}", true),
            (r"[0-9a-f]{8}-[0-9a-f]{4}", false),
            (r"[A-Za-z\x80-\xff' -]+", false),
            (r"[A-Za-z0-9._%+'-]+@([A-Za-z0-9-]+\.)+[A-Za-z]+", false),
            (r"[0-9]{4}([ -]?[0-9]{4}){3}", false),
            (r"a\.[0-9]+", false),
            (r"\+[1-9][0-9 ()./-]+", false),
        ] {
            assert_eq!(is_open(pattern), open, "{pattern}");
        }
    }
}
