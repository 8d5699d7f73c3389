//! Tables on stdout: aligned by display width, every cell safe to show.

use std::io::{self, IsTerminal as _, Write};

use unicode_width::UnicodeWidthStr as _;

use super::exit::End;
use crate::domain::safe_text::SafeText;

/// A table of text with a header.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    #[must_use]
    pub fn new(headings: &[&str]) -> Self {
        Self { rows: vec![headings.iter().map(|h| (*h).to_owned()).collect()] }
    }

    /// Adds a row; control and bidirectional characters become visible symbols.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(|c| SafeText::cut(c.as_ref(), 200).to_string()).collect());
    }

    /// The table as lines, columns two blanks apart, no blanks at the end of a line.
    #[must_use]
    pub fn render(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|at| self.rows.iter().filter_map(|r| r.get(at)).map(|c| width(c)).max().unwrap_or(0))
            .collect();
        let mut out = String::new();
        for row in &self.rows {
            let start = out.len();
            for (cell, widest) in row.iter().zip(&widths) {
                out.push_str(cell);
                out.extend(std::iter::repeat_n(' ', widest - width(cell) + 2));
            }
            out.truncate(start + out[start..].trim_end().len());
            out.push('\n');
        }
        out
    }
}

/// Columns of a terminal that a safe text takes.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Writes results to stdout, as they are for other programs, on a terminal without anything that acts on it. A closed pipe
/// (`| head`) ends the program quietly as users expect.
///
/// # Errors
/// Where stdout cannot be written for another reason.
pub fn out(text: &str) -> Result<(), End> {
    let mut stdout = io::stdout().lock();
    let safe = stdout.is_terminal().then(|| SafeText::lines(text));
    let text = safe.as_ref().map_or(text, SafeText::as_str);
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Err(End::pass()),
        Err(e) => Err(End::incomplete(format!("cannot write to stdout: {e}"))),
        Ok(()) => Ok(()),
    }
}

/// One JSON value, indented on a terminal and for people, with a line end.
///
/// # Errors
/// As [`out`].
pub fn json<T: serde::Serialize>(value: &T) -> Result<(), End> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let made = serde_json::to_writer_pretty(&mut stdout, value).map_err(io::Error::from);
    written(made.and_then(|()| stdout.write_all(b"\n")).and_then(|()| stdout.flush()))
}

/// What comes of writing JSON to stdout.
///
/// # Errors
/// As [`out`].
pub fn written(result: io::Result<()>) -> Result<(), End> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Err(End::pass()),
        Err(e) => Err(End::incomplete(format!("cannot write the result as JSON: {e}"))),
        Ok(()) => Ok(()),
    }
}

/// A line on stderr, unless `quiet`; what would act on a terminal becomes visible symbols.
pub fn note(quiet: bool, text: &str) {
    if !quiet {
        say(&SafeText::lines(text).to_string());
    }
}

/// A line on stderr; where nobody reads it any more (`2>&1 | head`) the exit code says what there is to say.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Whether stdin and stdout are a terminal that can show screens.
#[must_use]
pub fn on_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// A count with thin groups of three: `3 000 000`.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_display_width_and_cells_are_safe() {
        let mut table = Table::new(&["a", "b"]);
        table.row(["日本", "x"]);
        table.row(["q\x1b[2J", "y"]);
        assert_eq!(table.render(), "a      b\n日本   x\nq␛[2J  y\n");
    }

    #[test]
    fn counts_are_grouped() {
        for (n, text) in [(0, "0"), (999, "999"), (1000, "1 000"), (3_000_000, "3 000 000")] {
            assert_eq!(grouped(n), text);
        }
    }
}
