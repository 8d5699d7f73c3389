//! Text cut and filled to terminal cells, so that wide, combining and strange characters never move a neighbour.

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// More marks on one letter than this are counted instead of drawn.
const MARKS: usize = 3;

/// Width in terminal cells.
#[must_use]
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(|cluster| cell(cluster).1).sum()
}

/// A cluster as it is drawn, and its width: a pile of marks is cut, what has no width is a symbol.
fn cell(cluster: &str) -> (std::borrow::Cow<'_, str>, usize) {
    let wide = cluster.width();
    let piled = cluster.chars().count() > MARKS + 1 && wide <= 2;
    if wide == 0 {
        return ("␣".into(), 1);
    }
    if piled {
        let kept: String = cluster.chars().take(MARKS + 1).collect();
        let wide = kept.width();
        return (kept.into(), wide);
    }
    (cluster.into(), wide)
}

/// The text in exactly `cells` cells: cut with `…` where it is longer, filled with spaces where it is shorter.
#[must_use]
pub fn fit(text: &str, cells: usize) -> String {
    let mut out = String::with_capacity(text.len().min(cells * 4) + 4);
    let mut used = 0;
    // Where the text would be cut if one cell more were needed: before this cluster.
    let mut cut = (0, 0);
    for cluster in text.graphemes(true) {
        let (shown, wide) = cell(cluster);
        if used + wide > cells {
            out.truncate(cut.0);
            used = cut.1;
            if used < cells {
                out.push('…');
                used += 1;
            }
            break;
        }
        if used + wide < cells {
            let _ = write!(out, "{shown}");
            used += wide;
            cut = (out.len(), used);
        } else {
            let _ = write!(out, "{shown}");
            used += wide;
        }
    }
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    out
}

/// As [`fit`], but the text stands at the right.
#[must_use]
pub fn fit_right(text: &str, cells: usize) -> String {
    let wide = width(text);
    if wide >= cells {
        return fit(text, cells);
    }
    format!("{}{}", " ".repeat(cells - wide), fit(text, wide))
}

/// Lines of at most `cells` cells, broken at spaces, and inside a word that is longer than a line.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut out = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in words(text) {
        let word = word.as_str();
        let wide = width(word);
        if used > 0 && used + 1 + wide > cells {
            out.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for cluster in word.graphemes(true) {
            let (shown, wide) = cell(cluster);
            if used + wide > cells && used > 0 {
                out.push(std::mem::take(&mut line));
                used = 0;
            }
            if wide > cells {
                line.push_str(&fit(&shown, cells));
                used += cells;
            } else {
                line.push_str(&shown);
                used += wide;
            }
        }
    }
    if used > 0 || out.is_empty() {
        out.push(line);
    }
    out
}

/// Words, a number with its groups and its percent sign being one.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        let after_digit = out.last().is_some_and(|last| last.ends_with(|c: char| c.is_ascii_digit()));
        match out.last_mut() {
            Some(last) if after_digit && (digits == 3 || word.starts_with('%')) => {
                last.push(' ');
                last.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    out
}

/// The name most like a wrong one: at most two letters away, or beginning alike.
pub fn nearest(wrong: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    names
        .map(|name| (distance(wrong, name), name))
        .filter(|(distance, name)| *distance <= 2 || (wrong.len() > 2 && name.starts_with(wrong)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let here = (diagonal + usize::from(x != *y)).min(above + 1).min(left + 1);
            diagonal = *above;
            left = here;
            next.push(here);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_fits_whatever_it_is_made_of() {
        for (text, cells, wanted) in [
            ("abc", 5, "abc  "),
            ("abcdef", 4, "abc…"),
            ("abcd", 4, "abcd"),
            ("日本語", 4, "日… "),
            ("日本", 4, "日本"),
            ("e\u{301}te\u{301}", 3, "e\u{301}te\u{301}"),
            ("a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}b", 2, "a\u{300}\u{301}\u{302}b"),
            ("שלום", 4, "שלום"),
            ("", 2, "  "),
            ("ab", 0, ""),
        ] {
            assert_eq!(fit(text, cells), wanted, "{text:?} in {cells}");
        }
        assert_eq!(fit_right("42", 4), "  42");
    }

    #[test]
    fn long_words_are_broken_and_short_ones_kept_together() {
        assert_eq!(wrap("the header says so", 10), ["the header", "says so"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("of n 9 871 rows 0.4 %", 9), ["of n", "9 871", "rows", "0.4 %"]);
    }

    #[test]
    fn the_nearest_name_is_offered() {
        let names = || ["approve", "reject", "skip"].into_iter();
        assert_eq!(nearest("aprove", names()), Some("approve"));
        assert_eq!(nearest("rej", names()), Some("reject"));
        assert_eq!(nearest("zzzz", names()), None);
    }

    proptest! {
        #[test]
        fn any_text_takes_exactly_its_cells(text in "\\PC*", cells in 0usize..40) {
            let safe = crate::tui::widget::safe(&text);
            prop_assert_eq!(width(&fit(&safe, cells)), cells);
            for line in wrap(&safe, cells.max(2)) {
                prop_assert!(width(&line) <= cells.max(2));
            }
        }
    }
}
