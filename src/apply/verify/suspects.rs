//! What could be an original value: texts that are not what they should be, and how often each stands where it stands.
//!
//! A cell that is what the plan promises needs no search. Of every other one it is noted what stands there now and what
//! should; what stands there more often than it should is looked up among the originals in one more pass.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU8, Ordering};

use super::forms::{self, Form};
use super::{VerifyReport, VerifyRequest, shape};
use crate::apply::ApplyError;
use crate::domain::plan::PlanAction;
use crate::domain::table::{Batch, BatchSink, BatchWorker};
use crate::source::{self, Input, ReadOptions, Sampling};

/// Distinct texts that are noted; more are counted and said to be unproven.
const MOST: usize = 1 << 20;
/// No original has been found.
const NONE: u8 = u8::MAX;
const FORMS: [Form; 9] = [
    Form::Same,
    Form::Folded,
    Form::Digits,
    Form::Base64,
    Form::Hex,
    Form::Word,
    Form::Md5,
    Form::Sha1,
    Form::Sha256,
];

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
        }
    }
}

struct Entry {
    place: Place,
    column: String,
    net: i64,
    keys: Vec<(Form, u64)>,
}

/// All that is noted of one file.
#[derive(Default)]
pub struct Suspects {
    entries: HashMap<(Place, u64, u64), Entry>,
    beyond: u64,
}

impl Suspects {
    /// Notes that a text stands in a place once more (`1`) or should stand there once more (`-1`).
    pub fn note(&mut self, place: Place, column: &str, text: &[u8], step: i64) {
        if text.len() < forms::SHORTEST {
            return;
        }
        let key = (place, shape::mark(column.as_bytes()), shape::mark(text));
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.net += step;
            return;
        }
        if self.entries.len() >= MOST {
            self.beyond += u64::from(step > 0);
            return;
        }
        let mut keys = Vec::new();
        forms::of_text(text, &mut |form, key| keys.push((form, key)));
        self.entries.insert(key, Entry { place, column: column.to_owned(), net: step, keys });
    }

    /// Notes that a cell should hold one text and holds another.
    pub fn differs(&mut self, column: &str, should: Option<&[u8]>, is: Option<&[u8]>) {
        for (text, step) in [(is, 1), (should, -1)] {
            if let Some(text) = text {
                self.note(Place::Cell, column, text, step);
            }
        }
    }

    /// Looks everything up among the originals of masked and dropped columns, and reports it.
    ///
    /// # Errors
    /// An original that cannot be read.
    pub fn search(
        self,
        request: &VerifyRequest<'_>,
        original: &Input,
        report: &mut VerifyReport,
    ) -> Result<(), ApplyError> {
        let (beyond, noted) = (self.beyond, self.entries.len() as u64);
        let entries: Vec<Entry> = self.entries.into_values().filter(|entry| entry.net > 0).collect();
        let mut index: HashMap<u64, Vec<(usize, Form)>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for (form, key) in &entry.keys {
                index.entry(*key).or_default().push((at, *form));
            }
        }
        let found: Vec<AtomicU8> = entries.iter().map(|_| AtomicU8::new(NONE)).collect();
        if !entries.is_empty() {
            let digests = entries.iter().any(|e| e.keys.iter().any(|(form, _)| form.is_digest()));
            let columns = &request.dataset.columns;
            let hidden = |at: usize| columns.get(at).is_some_and(|c| c.action != PlanAction::Keep);
            each(request, original, &|column, value| {
                if hidden(column) {
                    forms::of_original(value, digests, &mut |key| {
                        for (at, form) in index.get(&key).into_iter().flatten() {
                            if let Some(best) = found.get(*at) {
                                best.fetch_min(*form as u8, Ordering::Relaxed);
                            }
                        }
                    });
                }
            })?;
        }
        let mut leaks: BTreeMap<(Place, &str, Form), u64> = BTreeMap::new();
        for (entry, found) in entries.iter().zip(&found) {
            if let Some(form) = FORMS.get(usize::from(found.load(Ordering::Relaxed))) {
                *leaks.entry((entry.place, &entry.column, *form)).or_insert(0) += entry.net.unsigned_abs();
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
        if beyond > 0 {
            let why = format!("{beyond} more texts are not what they should be and were not looked up");
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
}

/// Gives every cell of a file with its column.
fn each(
    request: &VerifyRequest<'_>,
    input: &Input,
    look: &(dyn Fn(usize, &[u8]) + Sync),
) -> Result<(), ApplyError> {
    let options = ReadOptions {
        sampling: Sampling::All,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        progress: request.progress,
        cancel: request.cancel,
    };
    source::open(input)?.read(&options, &Looker(look))?;
    Ok(())
}

struct Looker<'a>(&'a (dyn Fn(usize, &[u8]) + Sync));

impl BatchSink for Looker<'_> {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        Box::new(LookerWorker(self.0))
    }
}

struct LookerWorker<'a>(&'a (dyn Fn(usize, &[u8]) + Sync));

impl BatchWorker for LookerWorker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        for (at, column) in batch.columns.iter().enumerate() {
            column.cells.iter().flatten().for_each(|cell| (self.0)(at, cell));
        }
    }

    fn finish(self: Box<Self>) {}
}
