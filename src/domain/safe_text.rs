//! Text from data, made safe to show.

use std::fmt;

/// Text in which control, escape, zero-width and bidirectional characters are visible symbols.
///
/// Made where data enters a screen, a table on stdout, an error or a title; headers, file names and
/// messages of other scanners are data too.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct SafeText(String);

/// No more characters than this are looked at: a cell may be 100 MB long.
const LONGEST: usize = 4096;

impl SafeText {
    /// Makes text safe; at most 4 096 characters are kept and a cut is shown as `…`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::cut(text, LONGEST)
    }

    /// Makes bytes safe that need not be UTF-8; a broken sequence is shown as `�`.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(LONGEST * 4)];
        let mut safe = Self::new(&String::from_utf8_lossy(head));
        if head.len() < bytes.len() && !safe.0.ends_with('…') {
            safe.0.push('…');
        }
        safe
    }

    /// Makes text safe and keeps at most `most` characters.
    #[must_use]
    pub fn cut(text: &str, most: usize) -> Self {
        let mut out = String::with_capacity(text.len().min(most * 4));
        for (count, c) in text.chars().enumerate() {
            if count == most {
                out.push('…');
                break;
            }
            out.push(visible(c));
        }
        Self(out)
    }

    /// Makes every line of a text safe; line ends and tabs stay, nothing is cut.
    #[must_use]
    pub fn lines(text: &str) -> Self {
        Self(text.chars().map(|c| if matches!(c, '\n' | '\t') { c } else { visible(c) }).collect())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A symbol for characters that would act on the terminal or be invisible (Unicode control pictures where they exist).
const fn visible(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => match char::from_u32(0x2400 + c as u32) {
            Some(picture) => picture,
            None => '�',
        },
        '\u{7f}' => '␡',
        // C1 controls, zero-width, bidirectional marks, embeddings, isolates, line separators, tags, BOM.
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => '␣',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_survives() {
        for (raw, safe) in [
            ("plain", "plain"),
            ("a\x1b[31mb", "a␛[31mb"),
            ("tab\there\n", "tab␉here␊"),
            ("zero\u{200b}width\u{202e}rtl", "zero␣width␣rtl"),
            ("c1\u{9b}31m", "c1␣31m"),
            ("del\x7f", "del␡"),
        ] {
            assert_eq!(SafeText::new(raw).as_str(), safe);
        }
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(SafeText::lines("a\tb\n\x1b[2Jc\r\n").as_str(), "a\tb\n␛[2Jc␍\n");
    }

    #[test]
    fn a_huge_cell_is_cut_and_says_so() {
        let huge = "x".repeat(1_000_000);
        assert_eq!(SafeText::from_bytes(huge.as_bytes()).as_str().chars().count(), LONGEST + 1);
        assert!(SafeText::cut("abcdef", 3).as_str().ends_with('…'));
    }
}
