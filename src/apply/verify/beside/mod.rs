//! What a file holds beside its cells: its name, its headers, metadata, statistics and dictionaries.

mod arrow;
mod parquet;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::forms;
use super::mark::{MarkMap, mark};
use super::suspects::{Place, Suspects};
use super::{VerifyReport, VerifyRequest};
use crate::domain::table::Schema;

/// Entries that are remembered until a cell uses them; with more the proof would need too much memory.
const MOST_ENTRIES: usize = 1 << 22;
/// Words that writers put into metadata; as last names they would be found everywhere.
const WRITERS_WORDS: [&str; 40] = [
    "arrow",
    "pandas",
    "polars",
    "parquet",
    "spark",
    "schema",
    "version",
    "index",
    "columns",
    "column",
    "name",
    "field_name",
    "metadata",
    "creator",
    "library",
    "pyarrow",
    "numpy_type",
    "pandas_type",
    "object",
    "string",
    "unicode",
    "range",
    "start",
    "stop",
    "step",
    "kind",
    "partition_columns",
    "index_columns",
    "column_indexes",
    "pandas_version",
    "encoding",
    "float64",
    "int64",
    "bool",
    "bytes",
    "date",
    "datetime",
    "null",
    "true",
    "false",
];

/// A text beside the cells that no cell accounts for yet.
struct Loose {
    place: Place,
    column: Arc<str>,
    text: Vec<u8>,
}

/// Texts of one column that a cell may account for.
#[derive(Default)]
pub struct Backed(MarkMap<u64, Waiting>);

#[derive(Default)]
struct Waiting {
    /// A cell holds it.
    seen: AtomicBool,
    places: Vec<Loose>,
}

impl Backed {
    /// A cell of the masked file: what equals it is accounted for.
    pub fn cell(&self, cell: &[u8]) {
        if let Some(waiting) = self.0.get(&mark(cell)) {
            waiting.seen.store(true, Ordering::Relaxed);
        }
    }
}

/// What stands beside the cells of one file.
#[derive(Default)]
pub struct Beside {
    /// By column, those that a cell may account for.
    by_cell: MarkMap<u64, Backed>,
    /// Those that no cell accounts for.
    loose: Vec<Loose>,
    /// What could not be read.
    unread: Vec<String>,
    entries: usize,
}

impl Beside {
    /// Reads what stands beside the cells of the masked file.
    pub fn of(request: &VerifyRequest<'_>, format: &str, threads: usize) -> Self {
        let mut beside = Self::default();
        beside.file_name(request);
        let read = match format {
            "parquet" => parquet::read(&request.masked.path, threads, &mut beside),
            "arrow" => arrow::read(request.masked, &mut beside),
            _ => Ok(()),
        };
        if let Err(what) = read {
            beside.unread.push(format!("{what} could not be read; what stands there is not known"));
        }
        beside
    }

    /// What cells of a column may account for, if there is anything.
    pub fn of_column(&self, column: &str) -> Option<&Backed> {
        self.by_cell.get(&mark(column.as_bytes()))
    }

    /// Hands what no cell can account for to the search.
    pub fn early(&mut self, request: &VerifyRequest<'_>, schema: &Schema, suspects: &mut Suspects) {
        let known: HashSet<&str> = request.dataset.columns.iter().map(|c| c.column.as_str()).collect();
        let mut words: HashSet<Vec<u8>> = WRITERS_WORDS.iter().map(|w| w.as_bytes().to_vec()).collect();
        for name in &known {
            words.insert(name.to_lowercase().into_bytes());
            words.extend(forms::words(name.as_bytes()).map(<[u8]>::to_ascii_lowercase));
        }
        for field in schema.fields.iter().filter(|f| !known.contains(f.path.as_str())) {
            let column = Arc::from(field.path.as_str());
            texts(field.path.as_bytes(), &mut |text| suspects.note(Place::Header, &column, text, 1));
        }
        for loose in self.loose.drain(..) {
            if !words.contains(&loose.text.to_ascii_lowercase()) {
                suspects.note(loose.place, &loose.column, &loose.text, 1);
            }
        }
    }

    /// Hands what no cell has accounted for to the search.
    pub fn finish(self, suspects: &mut Suspects, report: &mut VerifyReport) {
        let waiting = self.by_cell.into_values().flat_map(|backed| backed.0.into_values());
        let mut left: Vec<Loose> = waiting
            .filter(|waiting| !waiting.seen.load(Ordering::Relaxed))
            .flat_map(|waiting| waiting.places)
            .collect();
        left.sort_by(|a, b| (a.place, &a.column, &a.text).cmp(&(b.place, &b.column, &b.text)));
        for loose in left {
            suspects.note(loose.place, &loose.column, &loose.text, 1);
        }
        for what in self.unread {
            report.not_proven("leak", &what);
        }
    }

    /// A text that a cell of its column should hold.
    fn backed(&mut self, place: Place, column: &str, text: &[u8]) {
        if text.len() < forms::SHORTEST {
            return;
        }
        if self.entries >= MOST_ENTRIES {
            if self.entries == MOST_ENTRIES {
                self.unread
                    .push("the file's dictionaries are too large to be compared with its cells".to_owned());
            }
            self.entries = MOST_ENTRIES + 1;
            return;
        }
        let backed = self.by_cell.entry(mark(column.as_bytes())).or_default();
        let list = &mut backed.0.entry(mark(text)).or_default().places;
        if list.iter().all(|loose| loose.place != place) {
            self.entries += 1;
            list.push(Loose { place, column: Arc::from(column), text: text.to_owned() });
        }
    }

    /// A free text: the whole, what stands in quotes, its words.
    fn free(&mut self, place: Place, column: &str, text: &[u8]) {
        texts(text, &mut |text| {
            self.loose.push(Loose { place, column: Arc::from(column), text: text.to_owned() });
        });
    }

    /// The name of the file; what the plan's own table is called says nothing of a value.
    fn file_name(&mut self, request: &VerifyRequest<'_>) {
        let name =
            |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let masked = name(&request.masked.path);
        let own = name(Path::new(&request.dataset.table));
        let mut rest = Path::new(&masked).to_owned();
        while let Some(stem) = rest.file_stem().filter(|s| Path::new(s) != rest) {
            rest = Path::new(stem).to_owned();
            let stem = rest.to_string_lossy().into_owned();
            let parts = |text: &str| -> Vec<String> {
                let split = |c: char| matches!(c, '_' | '-' | '+' | ' ' | ',');
                text.split(split).map(str::to_owned).chain([text.to_owned()]).collect()
            };
            for part in parts(&stem) {
                if forms::telling(part.as_bytes()) || !own.contains(&part) {
                    self.loose.push(Loose {
                        place: Place::FileName,
                        column: Arc::from(""),
                        text: part.into_bytes(),
                    });
                }
            }
        }
        self.loose.push(Loose { place: Place::FileName, column: Arc::from(""), text: masked.into_bytes() });
        self.loose.retain(|loose| loose.text != own.as_bytes() || forms::telling(own.as_bytes()));
    }
}

/// The whole of a text, what stands in quotes, its words.
fn texts(text: &[u8], give: &mut dyn FnMut(&[u8])) {
    give(text);
    text.split(|b| *b == b'"').skip(1).step_by(2).for_each(&mut *give);
    forms::words(text).filter(|word| word.len() >= forms::SHORTEST && word.len() < text.len()).for_each(give);
}

/// Runs of at least four printable characters.
fn printable(bytes: &[u8], give: &mut dyn FnMut(&[u8])) {
    bytes.split(u8::is_ascii_control).filter(|run| run.len() >= forms::SHORTEST).for_each(give);
}
