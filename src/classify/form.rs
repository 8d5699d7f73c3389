//! The form of a value, which says how it is written and nothing of what it says.

/// Longest form, in bytes.
const LONGEST: usize = 24;

/// A form; zeros, which stand in none, fill it up.
#[derive(Debug, Clone, Copy)]
pub struct Form([u8; LONGEST]);

impl AsRef<[u8]> for Form {
    fn as_ref(&self) -> &[u8] {
        let used = self.0.iter().position(|byte| *byte == 0).unwrap_or(LONGEST);
        &self.0[..used]
    }
}

/// The form of a value: digits are `9`, letters `a` or `A`, bytes beyond ASCII `a`, runs of one kind
/// longer than 4 become the kind and `+`; at most 24 characters. Punctuation stays, so a form holds no value.
pub fn of(value: &[u8]) -> Form {
    let mut bytes = [0; LONGEST];
    let mut used = 0;
    let mut at = 0;
    while at < value.len() && used < LONGEST {
        let kind = kind_of(value[at]);
        let run = if kind == value[at] && !kind.is_ascii_alphanumeric() {
            1
        } else {
            value[at..].iter().take_while(|b| kind_of(**b) == kind).count()
        };
        let shown = if run > 4 { 2 } else { run };
        for step in 0..shown {
            if used < LONGEST {
                bytes[used] = if run > 4 && step == 1 { b'+' } else { kind };
                used += 1;
            }
        }
        at += run;
    }
    Form(bytes)
}

const fn kind_of(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => b'9',
        b'a'..=b'z' | 0x80.. => b'a',
        b'A'..=b'Z' => b'A',
        0..=0x1f | 0x7f => b' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_hold_no_value() {
        for (value, form) in [
            ("+49 30 901820", "+99 99 9+"),
            ("ann@example.com", "aaa@a+.aaa"),
            ("AB-12", "AA-99"),
            ("", ""),
            ("Köln", "Aaaaa"),
            ("Düsseldorf", "Aa+"),
        ] {
            assert_eq!(String::from_utf8_lossy(of(value.as_bytes()).as_ref()), form);
        }
    }
}
