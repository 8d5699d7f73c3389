//! What could be an original value: texts that are not what they should be, and how often each stands where it stands.
//!
//! A cell that is what the plan promises needs no search. Of every other one it is noted what stands there now and what
//! should; what stands there more often than it should is looked up among the originals: what stands beside the cells
//! while the cells are judged, the rest in one more pass.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::forms::{self, Form, Key};
use super::index::{Index, Look};
use super::mark::{MarkMap, mark};
use super::{VerifyReport, VerifyRequest};
use crate::apply::ApplyError;
use crate::domain::plan::PlanAction;
use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::source::{self, Input, ReadOptions, Sampling};

/// Distinct texts that are noted; more are counted and said to be unproven.
const MOST: usize = 1 << 20;

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A cell.
    Cell,
    /// A cell of a column that the plan does not know.
    UnknownColumn,
    /// The name of a column.
    Header,
    /// The name of the file.
    FileName,
    /// The metadata of the file.
    Metadata,
    /// The smallest or greatest value of a part of a column.
    Statistics,
    /// A dictionary, in an entry that no cell uses.
    Dictionary,
    /// Bytes that belong to nothing.
    Gap,
    /// Under a null, or in bytes that no cell refers to.
    Hidden,
}

impl Place {
    /// For people.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Cell => "in cells",
            Self::UnknownColumn => "in a column that the plan does not know",
            Self::Header => "in a header",
            Self::FileName => "in the file's name",
            Self::Metadata => "in the file's metadata",
            Self::Statistics => "in statistics",
            Self::Dictionary => "in dictionary entries that no cell uses",
            Self::Gap => "in bytes between the file's parts",
            Self::Hidden => "where no cell shows it",
        }
    }
}

/// The column and the text of an entry.
type EntryKey = (Place, u64, u64);

struct Entry {
    key: EntryKey,
    column: Arc<str>,
    net: i64,
    keys: Vec<(Form, Key)>,
}

/// What is noted of one file or a part of it, in the order in which it was found.
#[derive(Default)]
pub struct Suspects {
    entries: Vec<Entry>,
    places: MarkMap<EntryKey, usize>,
    beyond: u64,
}

impl Suspects {
    /// Notes that a text stands in a place once more (`1`) or should stand there once more (`-1`).
    pub fn note(&mut self, place: Place, column: &Arc<str>, text: &[u8], step: i64) {
        if text.len() < forms::SHORTEST {
            return;
        }
        let key = (place, mark(column.as_bytes()), mark(text));
        let known = self.places.get(&key).and_then(|at| self.entries.get_mut(*at));
        if let Some(entry) = known {
            entry.net += step;
            return;
        }
        let mut keys = Vec::new();
        // Where more are noted than fit, forms are of no use any more.
        if self.entries.len() < MOST {
            forms::of_text(text, &mut |form, key| keys.push((form, key)));
        }
        self.add(Entry { key, column: Arc::clone(column), net: step, keys });
    }

    fn add(&mut self, entry: Entry) {
        if self.entries.len() >= MOST {
            self.beyond += entry.net.max(0).unsigned_abs();
            return;
        }
        self.places.insert(entry.key, self.entries.len());
        self.entries.push(entry);
    }

    /// Notes that a cell should hold one text and holds another.
    pub fn differs(&mut self, column: &Arc<str>, should: Option<&[u8]>, is: Option<&[u8]>) {
        for (text, step) in [(is, 1), (should, -1)] {
            if let Some(text) = text {
                self.note(Place::Cell, column, text, step);
            }
        }
    }

    /// Adds what was noted of the next part.
    pub fn merge(&mut self, part: Self) {
        self.beyond += part.beyond;
        for entry in part.entries {
            match self.places.get(&entry.key).and_then(|at| self.entries.get_mut(*at)) {
                Some(known) => known.net += entry.net,
                None => self.add(entry),
            }
        }
    }

    /// An index of what was noted first.
    pub fn index(&self, most: usize) -> Index {
        Index::new(self.entries.iter().take(most).map(|entry| entry.keys.as_slice()))
    }

    /// Looks up among the originals of masked and dropped columns what is not of the first `known` entries, of which
    /// `early` is the index, and reports all of it.
    ///
    /// # Errors
    /// An original that cannot be read.
    pub fn search(
        self,
        request: &VerifyRequest<'_>,
        original: &Input,
        (early, known): (&Index, usize),
        threads: usize,
        report: &mut VerifyReport,
    ) -> Result<(), ApplyError> {
        let noted = self.entries.len() as u64;
        let late: Vec<&Entry> = self.entries.iter().skip(known).filter(|entry| entry.net > 0).collect();
        let index = Index::new(late.iter().map(|entry| entry.keys.as_slice()));
        if !late.is_empty() {
            let columns = &request.dataset.columns;
            let hidden: Vec<bool> = columns.iter().map(|c| c.action != PlanAction::Keep).collect();
            let wanted: Vec<usize> = (0..hidden.len()).filter(|at| hidden.get(*at) == Some(&true)).collect();
            let options = ReadOptions {
                sampling: Sampling::All,
                threads,
                progress: request.progress,
                cancel: request.cancel,
            };
            source::open(original)?.read_columns(&wanted, &options, &Looker { index: &index, hidden })?;
        }
        let early = self.entries.iter().take(known).enumerate().map(|(at, entry)| (entry, early.found(at)));
        let late = late.into_iter().enumerate().map(|(at, entry)| (entry, index.found(at)));
        let mut leaks: BTreeMap<(Place, &str, Form), u64> = BTreeMap::new();
        for (entry, form) in early.chain(late) {
            if let Some(form) = form {
                *leaks.entry((entry.key.0, &entry.column, form)).or_insert(0) +=
                    entry.net.max(0).unsigned_abs();
            }
        }
        for ((place, column, form), count) in &leaks {
            let why = format!(
                "original values of a masked or dropped column stand {} {}, more often than they did",
                place.text(),
                form.text()
            );
            report.fail("leak", column, *count, report.rows, &why);
        }
        if self.beyond > 0 {
            let why =
                format!("{} more texts are not what they should be and were not looked up", self.beyond);
            report.not_proven("leak", &why);
        }
        if leaks.is_empty() {
            report.pass(
                "leak",
                noted,
                "no original value of a masked or dropped column where the plan puts none: cells, headers, metadata, statistics, dictionaries, file name",
            );
        }
        Ok(())
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.entries.len()
    }
}

/// Looks up every cell of masked and dropped columns.
struct Looker<'a> {
    index: &'a Index,
    hidden: Vec<bool>,
}

impl BatchSink for Looker<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(LookerWorker { looker: self, look: Look::default() })
    }
}

struct LookerWorker<'a> {
    looker: &'a Looker<'a>,
    look: Look,
}

impl BatchWorker for LookerWorker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        for (column, _) in batch.columns.iter().zip(&self.looker.hidden).filter(|(_, hidden)| **hidden) {
            column.cells.iter().flatten().for_each(|cell| self.looker.index.look(cell, &mut self.look));
        }
    }

    fn finish(self: Box<Self>) {}
}
