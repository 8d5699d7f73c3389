//! Joins that were found in the same files before: nothing needs to be read again for them.

use super::Wanted;
use crate::domain::join::Join;
use crate::domain::scan::DatasetScan;
use crate::review::load::Progress;
use crate::source::Input;
use crate::store::cache::{Cache, CacheKey};

/// Where joins of some tables are kept, and what they depend on.
pub struct Known<'a> {
    cache: &'a Cache,
    place: String,
    about: String,
}

impl<'a> Known<'a> {
    /// Of the tables that would be read; none where one of them is no plain file.
    pub fn of(
        cache: &'a Cache,
        detectors: &str,
        inputs: &[Input],
        datasets: &[DatasetScan],
        wanted: &[Wanted<'_>],
        declared: &[Join],
    ) -> Option<Self> {
        let mut keys = Vec::new();
        for (at, columns) in wanted {
            let table = &datasets.get(*at)?.table;
            let input = inputs.iter().find(|input| input.table == *table)?;
            let names: Vec<&str> = columns.iter().map(|column| column.column.as_str()).collect();
            let reading = format!("{:?} {names:?}", input.options);
            keys.push(CacheKey::of(&input.path, table, &reading, detectors)?);
        }
        let place = keys.iter().map(|key| format!("{:?} {:?}\n", key.path, key.table)).collect();
        Some(Self { cache, place, about: format!("{keys:?} {declared:?}") })
    }

    /// The joins, where nothing changed that they depend on.
    pub fn get(&self) -> Option<Vec<Join>> {
        self.cache.joins(&self.place, &self.about)
    }

    /// Keeps them; what cannot be kept is noted and found again the next time.
    pub fn put(&self, joins: &[Join], progress: &Progress) {
        if let Err(error) = self.cache.put_joins(&self.place, &self.about, joins) {
            progress.note(format!("which columns join will be looked for again: {error}"));
        }
    }
}
