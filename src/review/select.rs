//! `TABLE.COLUMN`: naming columns on the command line.
//!
//! The table is its id, the id without extension, or any suffix of either that starts at a folder; the column is its path.
//! `*` and `?` outside quotes match anything (dots and slashes too), a part in `"…"` is taken as it is, and `:INDEX` is
//! the 0-based position that tells repeated headers apart. Where several readings fit different columns, the answer is
//! the list of candidates and not a guess.

use std::collections::HashMap;

use globset::{Glob, GlobMatcher};

use super::error::ReviewError;
use crate::domain::name;

/// A parsed `TABLE.COLUMN`.
#[derive(Debug, Clone)]
pub struct Selector {
    text: String,
    segments: Vec<Segment>,
    index: Option<usize>,
}

/// What a selector looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Table id.
    pub table: &'a str,
    /// Column path.
    pub column: &'a str,
    /// 0-based position.
    pub index: usize,
}

/// One dot-separated part: its text as path syntax, and as a pattern.
#[derive(Debug, Clone)]
struct Segment {
    path: String,
    pattern: String,
    wild: bool,
    quoted: bool,
}

/// A reading of a selector: where the table ends and the column begins.
struct Reading {
    table: Option<Part>,
    column: Part,
}

/// A literal or a pattern.
struct Part {
    literal: String,
    /// Without quotes, where it is one quoted segment.
    bare: Option<String>,
    glob: Option<GlobMatcher>,
}

impl Selector {
    /// Reads `TABLE.COLUMN`, `'*'`, `'crm_*.email'`, `"odd.table"."odd:column":3`, or a column name alone.
    ///
    /// # Errors
    /// An empty selector or part, an open quote.
    pub fn parse(text: &str) -> Result<Self, ReviewError> {
        let wrong = |what: &'static str| ReviewError::Selector { selector: text.to_owned(), what };
        let (body, index) = split_index(text);
        let mut segments = Vec::new();
        let mut current = Segment::empty();
        let mut chars = body.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    let mut inner = String::new();
                    loop {
                        match chars.next() {
                            None => return Err(wrong("has a quote that is not closed")),
                            Some('"') if chars.peek() == Some(&'"') => {
                                chars.next();
                                inner.push('"');
                            }
                            Some('"') => break,
                            Some(other) => inner.push(other),
                        }
                    }
                    current.quote(&inner);
                }
                '.' => segments.push(std::mem::replace(&mut current, Segment::empty())),
                other => current.push(other),
            }
        }
        segments.push(current);
        if segments.iter().any(|s| s.path.is_empty()) {
            return Err(wrong("has an empty part; a blank name is written \"\""));
        }
        Ok(Self { text: text.to_owned(), segments, index })
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it may stand for several columns.
    #[must_use]
    pub fn is_pattern(&self) -> bool {
        self.segments.iter().any(|s| s.wild)
    }

    /// The positions in `places` of the columns that it names, in order; at least one.
    ///
    /// # Errors
    /// Where it names nothing, or, without wildcards, more than one column (with the candidates).
    pub fn select(&self, places: &[Place<'_>]) -> Result<Vec<usize>, ReviewError> {
        let mut found: Vec<usize> = Vec::new();
        let mut by_id: Vec<usize> = Vec::new();
        for reading in self.readings()? {
            let mut tables: HashMap<&str, Fit> = HashMap::new();
            for (at, place) in places.iter().enumerate() {
                if self.index.is_some_and(|index| index != place.index)
                    || !reading.column.matches_column(place.column)
                {
                    continue;
                }
                let fit = *tables.entry(place.table).or_insert_with(|| {
                    reading.table.as_ref().map_or(Fit::Suffix, |part| part.fit(place.table))
                });
                match fit {
                    Fit::No => {}
                    Fit::Suffix => found.push(at),
                    Fit::Whole => by_id.push(at),
                }
            }
        }
        // A whole id says which table is meant, whatever else ends like it.
        let mut found = if by_id.is_empty() || self.is_pattern() {
            found.extend(by_id);
            found
        } else {
            by_id
        };
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [] => Err(self.nothing(places)),
            [_, _, ..] if !self.is_pattern() => Err(ReviewError::Ambiguous {
                selector: self.text.clone(),
                candidates: found.iter().filter_map(|at| places.get(*at)).map(Place::address).collect(),
            }),
            _ => Ok(found),
        }
    }

    /// Every way to split it into table and column; first the column alone.
    fn readings(&self) -> Result<Vec<Reading>, ReviewError> {
        (0..self.segments.len())
            .map(|split| {
                let (table, column) = self.segments.split_at(split);
                let table = if table.is_empty() { None } else { Some(self.part(table)?) };
                Ok(Reading { table, column: self.part(column)? })
            })
            .collect()
    }

    fn part(&self, segments: &[Segment]) -> Result<Part, ReviewError> {
        let join = |of: fn(&Segment) -> &str| segments.iter().map(of).collect::<Vec<_>>().join(".");
        let glob = if segments.iter().any(|s| s.wild) {
            let pattern = join(|s| &s.pattern);
            let glob = Glob::new(&pattern).map_err(|_| ReviewError::Selector {
                selector: self.text.clone(),
                what: "is no pattern that can be used",
            })?;
            Some(glob.compile_matcher())
        } else {
            None
        };
        let bare = match segments {
            [one] if one.quoted => Some(name::bare(&one.path)),
            _ => None,
        };
        Ok(Part { literal: join(|s| &s.path), bare, glob })
    }

    /// The error for a selector that names nothing, with names like it.
    fn nothing(&self, places: &[Place<'_>]) -> ReviewError {
        let last = self.segments.last().map(|s| s.path.to_lowercase()).unwrap_or_default();
        let near = places
            .iter()
            .filter(|place| {
                let leaf = name::leaf(place.column).to_lowercase();
                !leaf.is_empty() && (leaf == last || leaf.contains(&last) || last.contains(&leaf))
            })
            .take(5)
            .map(Place::address)
            .collect();
        ReviewError::NoColumn { selector: self.text.clone(), near }
    }
}

impl Place<'_> {
    /// The column as a selector that names nothing else: table id, path, position.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}.{}:{}", quoted_table(self.table), self.column, self.index)
    }
}

/// A table's name for use in a selector: in quotes where it has a dot or another mark that means something.
#[must_use]
pub fn quoted_table(table: &str) -> String {
    // Slashes and dots of a plain path are read as they are.
    let plain = !table.is_empty() && !table.contains(['"', '*', '?', ':', '[', ']']);
    if plain { table.to_owned() } else { format!("\"{}\"", table.replace('"', "\"\"")) }
}

/// How a part fits a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    No,
    Suffix,
    Whole,
}

impl Part {
    fn matches_column(&self, path: &str) -> bool {
        match &self.glob {
            Some(glob) => glob.is_match(path) || glob.is_match(name::bare(path)),
            None => {
                self.literal == path || self.bare.as_deref().is_some_and(|bare| name::segment(bare) == path)
            }
        }
    }

    fn fit(&self, table: &str) -> Fit {
        let is = |name: &str| match &self.glob {
            Some(glob) => glob.is_match(name),
            None => self.literal == name || self.bare.as_deref() == Some(name),
        };
        if is(table) {
            return Fit::Whole;
        }
        let mut name = table;
        loop {
            let short = without_extension(name);
            if is(name) || is(short) {
                return Fit::Suffix;
            }
            match name.split_once('/') {
                Some((_, rest)) => name = rest,
                None => return Fit::No,
            }
        }
    }
}

/// A file name without its extension and one of compression: `a/b.csv.gz` gives `a/b`.
#[must_use]
pub fn without_extension(table: &str) -> &str {
    let strip = |name: &str| {
        let start = name.rfind('/').map_or(0, |at| at + 1);
        match name.get(start..).and_then(|file| file.rfind('.')) {
            Some(dot) if dot > 0 => start + dot,
            _ => name.len(),
        }
    };
    let compressed = [".gz", ".zst"].iter().any(|e| table.to_ascii_lowercase().ends_with(e));
    let table = if compressed { table.get(..strip(table)).unwrap_or(table) } else { table };
    table.get(..strip(table)).unwrap_or(table)
}

/// The text before `:INDEX` and the index, where there is one outside quotes.
fn split_index(text: &str) -> (&str, Option<usize>) {
    match text.rsplit_once(':') {
        Some((body, digits)) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            digits.parse().map_or((text, None), |index| (body, Some(index)))
        }
        _ => (text, None),
    }
}

impl Segment {
    const fn empty() -> Self {
        Self { path: String::new(), pattern: String::new(), wild: false, quoted: false }
    }

    fn push(&mut self, c: char) {
        self.path.push(c);
        if matches!(c, '*' | '?') {
            self.wild = true;
            self.pattern.push(c);
        } else {
            self.pattern.push_str(&globset::escape(c.encode_utf8(&mut [0; 4])));
        }
    }

    fn quote(&mut self, inner: &str) {
        self.quoted = true;
        // What is quoted in a selector need not be quoted in a path: `"email"` is `email`.
        let path = if self.path.is_empty() { name::segment(inner) } else { inner.to_owned() };
        self.path.push_str(&path);
        self.pattern.push_str(&globset::escape(&path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: &[(&str, &str, usize)] = &[
        ("crm/customers.csv", "email", 0),
        ("crm/customers.csv", "phone", 1),
        ("old/customers.csv", "email", 0),
        ("claims.jsonl.gz", "address.city", 0),
        ("claims.jsonl.gz", "phones[].number", 1),
        ("claims.jsonl.gz", "payload:string", 2),
        ("odd.csv", "\"a.b\"", 0),
        ("odd.csv", "name", 1),
        ("odd.csv", "name", 2),
        ("odd.csv", "\"\"", 3),
        ("v1.2/data.csv", "x", 0),
        ("crm_a.csv", "email", 0),
        ("crm_b.csv", "email", 0),
        ("r*.csv", "id", 0),
        ("rx.csv", "id", 0),
    ];

    fn select(text: &str) -> Result<Vec<usize>, ReviewError> {
        let places: Vec<Place<'_>> =
            PLACES.iter().map(|&(table, column, index)| Place { table, column, index }).collect();
        Selector::parse(text)?.select(&places)
    }

    #[test]
    fn columns_are_named_by_any_suffix_of_the_table() {
        for (text, want) in [
            ("crm/customers.email", vec![0]),
            ("crm/customers.csv.email", vec![0]),
            ("customers.phone", vec![1]),
            ("phone", vec![1]),
            ("claims.address.city", vec![3]),
            ("claims.jsonl.address.city", vec![]),
            ("claims.jsonl.gz.address.city", vec![3]),
            ("claims.phones[].number", vec![4]),
            ("claims.payload:string", vec![5]),
            ("odd.\"a.b\"", vec![6]),
            ("odd.name:2", vec![8]),
            ("odd.\"\"", vec![9]),
            ("v1.2/data.x", vec![10]),
            ("\"v1.2/data\".x", vec![10]),
            ("\"r*\".id", vec![13]),
            ("rx.\"id\"", vec![14]),
        ] {
            assert_eq!(select(text).unwrap_or_default(), want, "{text}");
        }
    }

    #[test]
    fn wildcards_take_what_they_match_and_nothing_is_an_error() {
        for (text, want) in [
            ("*", (0..PLACES.len()).collect()),
            ("crm_*.email", vec![11, 12]),
            ("*.email", vec![0, 2, 11, 12]),
            ("claims.*", vec![3, 4, 5]),
            ("odd.a*", vec![6]),
            ("odd.name*", vec![7, 8]),
            ("crm/*.*", vec![0, 1]),
            ("r?.id", vec![13, 14]),
        ] {
            assert_eq!(select(text).unwrap(), want, "{text}");
        }
        assert!(matches!(select("nope.*"), Err(ReviewError::NoColumn { .. })));
    }

    #[test]
    fn what_fits_several_columns_is_answered_with_the_candidates() {
        for (text, candidate) in [
            ("customers.email", "crm/customers.csv.email:0"),
            ("email", "crm_b.csv.email:0"),
            ("odd.name", "odd.csv.name:2"),
        ] {
            let message = select(text).unwrap_err().to_string();
            assert!(message.contains(candidate), "{message}");
            assert_eq!(select(candidate).unwrap().len(), 1, "a candidate names one column");
        }
        let message = select("customers.emial.email").unwrap_err().to_string();
        assert!(message.contains("crm/customers.csv.email:0"), "{message}");
    }

    #[test]
    fn broken_selectors_say_what_is_wrong() {
        for (text, what) in [("", "empty"), ("a.", "empty"), (".b", "empty"), ("a.\"b", "not closed")] {
            let message = select(text).unwrap_err().to_string();
            assert!(message.contains(what), "{text}: {message}");
        }
    }
}
