//! The distinct values of one column of a batch, as long as they are few: each is looked at once.

use super::hash::hash;

/// Distinct values that are kept apart in any case …
const FEW: usize = 256;
/// … and as long as at least one value in so many was there before; beyond, every value is looked at as it comes.
const REPEATS: u64 = 64;
/// Distinct values that are kept apart at most.
const MOST: usize = 4096;
/// Places of the table; a power of two, so that it is at most a quarter full.
const PLACES: usize = 4 * MOST;

/// A small open-addressing table from values to counts, used again for every column.
pub struct Dictionary {
    entries: Vec<Entry>,
    /// Generation and entry of each place; an older generation counts as empty.
    places: Box<[(u32, u32)]>,
    generation: u32,
    /// Values that were there before.
    repeats: u64,
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
        Self { entries: Vec::new(), places: vec![(0, 0); PLACES].into(), generation: 1, repeats: 0 }
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
                self.repeats += 1;
                return Ok(());
            }
            at = (at + 1) % PLACES;
        }
        let distinct = self.entries.len();
        let many = distinct >= FEW && self.repeats * REPEATS < distinct as u64 + self.repeats;
        if many || distinct == MOST {
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
        self.repeats = 0;
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
            assert_eq!(dictionary.entries().len(), FEW);
            let first = dictionary.entries()[0];
            assert_eq!((first.cell, first.times, first.close), (0, 2, 2));
            assert_eq!(dictionary.entries()[151].close, 0);
        }
    }

    #[test]
    fn many_values_are_counted_while_they_repeat() {
        for (distinct, copies, counted) in [(3_000_usize, 2_usize, 3_000), (9_000, 2, MOST), (9_000, 1, FEW)]
        {
            let values: Vec<String> = (0..distinct * copies).map(|n| format!("v{}", n / copies)).collect();
            let cells: Vec<Option<&[u8]>> = values.iter().map(|v| Some(v.as_bytes())).collect();
            let mut dictionary = Dictionary::new();
            let taken = (0..cells.len())
                .take_while(|n| dictionary.count(&cells, *n, cells[*n].unwrap(), false).is_ok());
            assert_eq!(taken.count(), counted * copies);
            assert_eq!(dictionary.entries().len(), counted);
        }
    }
}
