//! The distinct values of one column of a batch, as long as they are few: each is looked at once.

use super::hash::hash;

/// Distinct values that are kept apart; beyond, every value is looked at as it comes.
const MOST: usize = 256;
/// Places of the table; a power of two, so that it is at most a quarter full.
const PLACES: usize = 1024;

/// A small open-addressing table from values to counts, used again for every column.
pub struct Dictionary {
    entries: Vec<Entry>,
    /// Generation and entry of each place; an older generation counts as empty.
    places: Box<[(u32, u32)]>,
    generation: u32,
}

/// One distinct value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The first cell that holds it.
    pub cell: usize,
    /// Its hash.
    pub hash: u64,
    /// Times seen.
    pub times: u64,
    /// Times seen in rows that are looked at closely.
    pub close: u64,
}

impl Dictionary {
    /// An empty table.
    pub fn new() -> Self {
        Self { entries: Vec::new(), places: vec![(0, 0); PLACES].into(), generation: 1 }
    }

    /// Counts the value of a cell.
    ///
    /// # Errors
    /// The hash of a value that is new while the table is full: it was not counted.
    pub fn count(
        &mut self,
        cells: &[Option<&[u8]>],
        cell: usize,
        value: &[u8],
        close: bool,
    ) -> Result<(), u64> {
        let hash = hash(value);
        let mut at = (hash >> 32) as usize % PLACES;
        while let (generation, entry) = self.places[at]
            && generation == self.generation
        {
            if let Some(entry) = self.entries.get_mut(entry as usize)
                && entry.hash == hash
                && cells.get(entry.cell) == Some(&Some(value))
            {
                entry.times += 1;
                entry.close += u64::from(close);
                return Ok(());
            }
            at = (at + 1) % PLACES;
        }
        if self.entries.len() == MOST {
            return Err(hash);
        }
        self.places[at] = (self.generation, self.entries.len() as u32);
        self.entries.push(Entry { cell, hash, times: 1, close: u64::from(close) });
        Ok(())
    }

    /// The values in the order in which they came first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            self.places.fill((0, 0));
            self.generation = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_are_counted_and_more_are_handed_back() {
        let values: Vec<String> = (0..400).map(|n| format!("v{}", n % 300)).collect();
        let cells: Vec<Option<&[u8]>> = values.iter().map(|v| Some(v.as_bytes())).collect();
        let mut dictionary = Dictionary::new();
        for round in 0..3 {
            dictionary.clear();
            let refused = cells
                .iter()
                .enumerate()
                .filter(|(n, v)| dictionary.count(&cells, *n, v.unwrap(), n % 2 == 0).is_err());
            assert_eq!(refused.count(), 44, "{round}");
            assert_eq!(dictionary.entries().len(), MOST);
            let first = dictionary.entries()[0];
            assert_eq!((first.cell, first.times, first.close), (0, 2, 2));
            assert_eq!(dictionary.entries()[151].close, 0);
        }
    }
}
