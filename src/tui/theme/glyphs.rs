//! Symbols for terminals that have no Unicode.

use ratatui::buffer::Buffer;

/// Which symbols a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Everything.
    #[default]
    Unicode,
    /// ASCII only: the locale is not UTF-8.
    Ascii,
}

impl Glyphs {
    /// What the locale says: `LC_ALL`, else `LC_CTYPE`, else `LANG`; nothing set is taken for Unicode.
    #[must_use]
    pub fn of_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].iter().filter_map(|n| get(n)).find(|value| !value.is_empty());
        match locale {
            Some(locale) => {
                let locale = locale.to_ascii_lowercase();
                if locale.contains("utf-8") || locale.contains("utf8") { Self::Unicode } else { Self::Ascii }
            }
            None => Self::Unicode,
        }
    }

    /// Replaces what the terminal cannot show, on the finished screen: one place, whatever drew it.
    pub fn degrade(self, buffer: &mut Buffer) {
        if self == Self::Unicode {
            return;
        }
        for cell in &mut buffer.content {
            if !cell.symbol().is_ascii() {
                let plain = cell.symbol().chars().next().map_or(' ', ascii);
                cell.set_char(plain);
            }
        }
    }
}

const fn ascii(c: char) -> char {
    match c {
        '─' | '–' | '—' | '−' => '-',
        '│' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '◆' | '┬' | '┴' => '+',
        '▌' | '▶' | '→' | '⊃' | '›' => '>',
        '‹' => '<',
        '■' | '█' | '▓' | '▇' | '▆' => '#',
        '░' | '·' | '▁' | '▂' | '…' => '.',
        '▃' | '▄' | '▅' => '=',
        '▲' | 'Δ' => '^',
        '✓' => 'v',
        '✗' | '×' => 'x',
        '≠' => '!',
        '≥' => 'G',
        '⚑' => 'F',
        '↷' => 's',
        '●' | '•' => '*',
        '⏎' | '␊' | '␍' => '/',
        '\u{2800}'..='\u{28ff}' => '~',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn the_locale_decides() {
        let with = |pairs: &'static [(&'static str, &'static str)]| {
            Glyphs::of_environment(|name| {
                pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[]), Glyphs::Unicode);
        assert_eq!(with(&[("LANG", "en_US.UTF-8")]), Glyphs::Unicode);
        assert_eq!(with(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "C")]), Glyphs::Ascii);
        assert_eq!(with(&[("LC_ALL", ""), ("LANG", "POSIX")]), Glyphs::Ascii);
    }

    #[test]
    fn nothing_but_ascii_is_left() {
        let mut buffer = Buffer::with_lines(["┌ ▌■ naïve 日本 ✓ ─┐"]);
        Glyphs::Ascii.degrade(&mut buffer);
        let line: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(line.is_ascii(), "{line}");
        assert_eq!(buffer.area, Rect::new(0, 0, buffer.area.width, 1));
    }
}
