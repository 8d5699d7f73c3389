//! What values are planted into: texts of ordinary words, or the cells of a file.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::classify::{Engine, Profile, ScanSink, assess};
use crate::domain::assessment::{ColumnScan, ValueClass};
use crate::domain::dtype::DType;
use crate::domain::scan::RowsRead;
use crate::domain::table::{Batch, BatchSink as _, Column, Field, Schema};

/// Cells of a column; `None` is null.
pub type Cells = Vec<Option<Vec<u8>>>;

/// Words that are ordinary in any table's remarks.
const WORDS: &[&str] = &[
    "the", "parcel", "was", "sent", "again", "after", "a", "short", "delay", "and", "arrived", "in", "good",
    "order", "please", "check", "item", "before", "it", "leaves", "machine", "stopped", "twice", "today",
    "because", "of", "heat", "new", "filter", "fitted", "no", "further", "action", "needed", "colour",
    "differs", "slightly", "from", "picture", "returned", "with", "all", "parts", "battery", "low",
    "replaced",
];

/// The form that a table is written in: what is planted goes through it as the table's own values did.
pub trait Form: Sync {
    /// A header of these words, joined by `_`, as the table writes headers; `None` where it has none.
    fn header(&self, words: &str) -> Option<String>;
    /// Columns of one length as they are read after they were written in the form; `None` where that fails.
    fn through(&self, columns: &[Cells]) -> Option<Vec<Cells>>;
}

/// What values are planted into.
pub struct Base {
    schema: Schema,
    profiles: Vec<Profile>,
    scans: Vec<ColumnScan>,
    /// Columns of text, by place in the schema.
    texts: Vec<(usize, Cells)>,
    form: Option<Box<dyn Form>>,
}

impl Base {
    /// No table: texts of ordinary words.
    #[must_use]
    pub fn invented() -> Self {
        Self {
            schema: Schema::default(),
            profiles: Vec::new(),
            scans: Vec::new(),
            texts: Vec::new(),
            form: None,
        }
    }

    /// A table: its columns of words are planted into, the others stand beside them.
    #[must_use]
    pub fn of_table(
        engine: &Engine,
        table: &str,
        schema: Schema,
        columns: Vec<Vec<Option<Vec<u8>>>>,
    ) -> Self {
        let profiles = profiles(engine, &columns);
        let scans = assess(engine, table, &schema, &RowsRead::default(), &profiles);
        let texts = columns.into_iter().enumerate().filter(|(at, _)| {
            let words = scans.get(*at).is_some_and(|scan| {
                matches!(scan.stats.values_are, ValueClass::Word | ValueClass::Text | ValueClass::Mixed)
            });
            words && schema.fields.get(*at).is_some_and(|field| field.dtype == DType::String)
        });
        let texts = texts.collect();
        Self { schema, profiles, scans, texts, form: None }
    }

    /// The same, written in a form.
    #[must_use]
    pub fn in_form(self, form: Option<Box<dyn Form>>) -> Self {
        Self { form, ..self }
    }

    /// Whether the form has headers.
    pub(super) fn has_headers(&self) -> bool {
        self.form.as_ref().is_none_or(|form| form.header("name").is_some())
    }

    /// A header of these words as the table writes headers.
    pub(super) fn header(&self, words: &str) -> String {
        self.form
            .as_ref()
            .map_or_else(|| Some(words.to_owned()), |form| form.header(words))
            .unwrap_or_default()
    }

    /// Columns as they are read after they were written in the form. A form that fails leaves nothing, so that no type
    /// counts as found that was never read.
    pub(super) fn through(&self, columns: Vec<Cells>) -> Vec<Cells> {
        let Some(form) = &self.form else { return columns };
        let count = columns.len();
        form.through(&columns).unwrap_or_else(|| vec![Cells::new(); count])
    }

    /// Whether there is something to plant into.
    #[must_use]
    pub fn holds_text(&self) -> bool {
        !self.texts.is_empty()
    }

    /// A column to plant into and its place in the table: one of the table's, else ordinary texts.
    pub(super) fn text(&self, rows: usize, rng: &mut ChaCha8Rng) -> (Option<usize>, Cells) {
        match self.texts.get(below(rng, self.texts.len())) {
            Some((at, cells)) => (Some(*at), cells.iter().cycle().take(rows).cloned().collect()),
            None => (None, (0..rows).map(|_| Some(sentence(rng))).collect()),
        }
    }

    /// The table with a column in place of its own at `place`, or after its last; what is said of that column.
    pub(super) fn assess(
        &self,
        engine: &Engine,
        place: Option<usize>,
        header: &str,
        profile: &Profile,
    ) -> Option<ColumnScan> {
        let mut schema = self.schema.clone();
        let mut profiles = self.profiles.clone();
        let at = place.unwrap_or(schema.fields.len());
        if place.is_none() {
            let dtype = DType::String;
            schema.fields.push(Field { path: header.to_owned(), occurrence: 0, dtype, nullable: true });
            profiles.push(Profile::default());
        }
        if let Some(slot) = profiles.get_mut(at) {
            slot.clone_from(profile);
        }
        assess(engine, "selftest", &schema, &RowsRead::default(), &profiles).into_iter().nth(at)
    }

    /// What is said of a column of the table before anything is planted.
    pub(super) fn before(&self, place: Option<usize>) -> Option<&ColumnScan> {
        self.scans.get(place?)
    }
}

/// Profiles of columns of any lengths.
pub(super) fn profiles(engine: &Engine, columns: &[Cells]) -> Vec<Profile> {
    let sink = ScanSink::new(engine);
    let views: Vec<Vec<Option<&[u8]>>> =
        columns.iter().map(|cells| cells.iter().map(Option::as_deref).collect()).collect();
    let views: Vec<Column<'_>> = views.iter().map(|cells| Column { cells, rows: None }).collect();
    let mut worker = sink.worker();
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    worker.batch(&Batch { first_row: 0, head: true, rows, columns: &views });
    worker.finish();
    sink.into_profiles()
}

/// A text of six to fourteen ordinary words, with a small number now and then.
pub(super) fn sentence(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let count = 6 + below(rng, 9);
    let mut words: Vec<String> =
        (0..count).map(|_| WORDS.get(below(rng, WORDS.len())).map_or("", |word| *word).to_owned()).collect();
    if below(rng, 4) == 0 {
        words.push(format!("{}", below(rng, 1000)));
    }
    words.join(" ").into_bytes()
}

/// A number below `end`; 0 where `end` is 0.
pub(super) fn below(rng: &mut ChaCha8Rng, end: usize) -> usize {
    (rng.next_u64() % end.max(1) as u64) as usize
}

/// Random numbers of a seed.
pub(super) fn random(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}
