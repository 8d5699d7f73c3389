//! Counts the classes of a table's quasi-identifiers before and after masking, in one pass over its batches.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::classes::Classes;
use super::fingerprint::Fingerprint;
use super::release::{Release, Released};
use crate::domain::table::{Batch, BatchSink, BatchWorker, Column};

/// The classes before and after masking.
#[derive(Debug, Clone)]
pub struct Counted {
    /// Of the original.
    pub before: Classes,
    /// Of what is released.
    pub after: Classes,
}

/// Counts classes over all rows that are read.
pub struct RiskSink {
    key: Fingerprint,
    columns: Mutex<Vec<Released>>,
    counted: Mutex<Counted>,
}

impl RiskSink {
    /// A sink for the tuple of these columns; at most `most` classes are kept on either side.
    #[must_use]
    pub fn new(columns: Vec<Released>, key: &str, most: usize) -> Self {
        let counted = Counted { before: Classes::new(most), after: Classes::new(most) };
        Self { key: Fingerprint::keyed(key), columns: Mutex::new(columns), counted: Mutex::new(counted) }
    }

    /// What was counted.
    #[must_use]
    pub fn into_counted(self) -> Counted {
        self.counted.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BatchSink for RiskSink {
    fn worker(&self) -> Box<dyn BatchWorker + '_> {
        let columns = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        let columns = columns.iter().map(Released::fork).collect();
        Box::new(Worker { sink: self, columns, prints: (Vec::new(), Vec::new()), masked: Vec::new() })
    }
}

struct Worker<'s> {
    sink: &'s RiskSink,
    columns: Vec<Released>,
    prints: (Vec<u64>, Vec<u64>),
    masked: Vec<u8>,
}

impl BatchWorker for Worker<'_> {
    fn batch(&mut self, batch: &Batch<'_>) {
        let (before, after) = &mut self.prints;
        before.clear();
        after.clear();
        let mut cursors = vec![0; self.columns.len()];
        for row in 0..batch.rows {
            let (mut was, mut is) = (self.sink.key.clone(), self.sink.key.clone());
            for (column, cursor) in self.columns.iter_mut().zip(&mut cursors) {
                let data = batch.columns.get(column.index);
                let found = elements(data, row, cursor);
                if found.len() > 1 {
                    was.list(found.len());
                    if !matches!(column.release, Release::Out) {
                        is.list(found.len());
                    }
                }
                // What is missing is null, as an empty list is.
                for at in found.start..found.end.max(found.start + 1) {
                    let cell = data
                        .filter(|_| found.contains(&at))
                        .and_then(|data| data.cells.get(at).copied().flatten());
                    was.cell(cell);
                    column.take(cell, batch, row, &mut self.masked, &mut is);
                }
            }
            before.push(was.finish());
            after.push(is.finish());
        }
        let mut counted = self.sink.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.before.extend(before);
        counted.after.extend(after);
    }

    fn finish(self: Box<Self>) {}
}

impl Released {
    /// Takes what becomes of a cell into the fingerprint of what is released.
    pub(super) fn take(
        &mut self,
        cell: Option<&[u8]>,
        batch: &Batch<'_>,
        row: usize,
        masked: &mut Vec<u8>,
        is: &mut Fingerprint,
    ) {
        match &mut self.release {
            Release::Same => is.cell(cell),
            Release::Out => {}
            Release::Masked(mask) => {
                let others: Vec<Option<&[u8]>> =
                    self.reads.iter().map(|at| first(batch.columns.get(*at), row)).collect();
                masked.clear();
                let outcome = match cell {
                    Some(cell) => mask.mask(cell, &others, masked),
                    None => mask.mask_null(&others, masked),
                };
                is.cell(outcome.has_value().then_some(masked.as_slice()));
            }
        }
    }
}

/// The cells of a row; `cursor` goes up with the rows. A column that the batch does not have has no cell.
pub(super) fn elements(column: Option<&Column<'_>>, row: usize, cursor: &mut usize) -> Range<usize> {
    let Some(column) = column else { return 0..0 };
    let Some(rows) = column.rows else { return row..row + 1 };
    let is = |at: usize| rows.get(at).map(|r| *r as usize);
    while is(*cursor).is_some_and(|r| r < row) {
        *cursor += 1;
    }
    let start = *cursor;
    while is(*cursor) == Some(row) {
        *cursor += 1;
    }
    start..*cursor
}

/// The first cell of a row.
fn first<'a>(column: Option<&Column<'a>>, row: usize) -> Option<&'a [u8]> {
    let column = column?;
    let at = match column.rows {
        None => row,
        Some(rows) => {
            let at = rows.partition_point(|r| (*r as usize) < row);
            (rows.get(at).copied()? as usize == row).then_some(at)?
        }
    };
    column.cells.get(at).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Action;
    use crate::domain::dtype::DType;
    use crate::domain::mask::{Param, Params};
    use crate::mask::params;
    use crate::risk::Tools;
    use crate::risk::{of_classes, release};

    type Cells = Vec<Option<&'static str>>;

    fn masked(name: &str, given: &[(&str, Param)]) -> Action {
        let given: Params = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Action::mask(params::choice(name, &given).unwrap(), None)
    }

    /// k and number of classes before and after, of columns with what happens to them.
    fn count(columns: &[(Cells, Action)]) -> [u64; 4] {
        let place = |path: &str| path.parse().ok();
        let released = columns
            .iter()
            .enumerate()
            .map(|(at, (_, action))| release(at, action, DType::String, &place, Tools::default()).unwrap())
            .collect();
        let sink = RiskSink::new(released, "key", 1_000);
        let cells: Vec<Vec<Option<&[u8]>>> =
            columns.iter().map(|(cells, _)| cells.iter().map(|c| c.map(str::as_bytes)).collect()).collect();
        let columns: Vec<Column<'_>> = cells.iter().map(|cells| Column { cells, rows: None }).collect();
        let mut worker = sink.worker();
        worker.batch(&Batch { first_row: 0, head: true, rows: cells[0].len(), columns: &columns });
        worker.finish();
        let counted = sink.into_counted();
        let (before, after) = (of_classes(&counted.before, 5), of_classes(&counted.after, 5));
        [before.k, before.classes, after.k, after.classes]
    }

    #[test]
    fn classes_follow_from_what_is_released() {
        let zip = || vec![Some("10115"), Some("10117"), Some("10115"), None, None, Some("80331")];
        let sex = || vec![Some("f"), Some("f"), Some("m"), None, None, Some("f")];
        let prefix = || masked("postal_prefix", &[("keep", Param::Number(2))]);
        let token = || masked("pseudonym", &[]);
        for (what, columns, want) in [
            ("kept", vec![(zip(), Action::Keep), (sex(), Action::Keep)], [1, 5, 1, 5]),
            ("nulls share a class", vec![(zip(), Action::Keep)], [1, 4, 1, 4]),
            ("dropped", vec![(zip(), Action::Drop), (sex(), Action::Keep)], [1, 5, 1, 3]),
            ("all dropped", vec![(zip(), Action::Drop)], [1, 4, 6, 1]),
            ("a token is no gain", vec![(zip(), token()), (sex(), Action::Keep)], [1, 5, 1, 5]),
            ("generalised", vec![(zip(), prefix())], [1, 4, 1, 3]),
        ] {
            assert_eq!(count(&columns), want, "{what}");
        }
    }

    #[test]
    fn a_mask_that_reads_another_column_sees_the_cell_of_its_row() {
        let dates = vec![Some("2001-01-01"); 4];
        let people = vec![Some("a"), Some("a"), Some("b"), Some("b")];
        let shift = masked("date_shift", &[("by", Param::Text("1".to_owned()))]);
        // Two people, two shifts: two rows each.
        assert_eq!(count(&[(dates, shift), (people, Action::Drop)]), [2, 2, 2, 2]);
    }

    #[test]
    fn a_list_is_one_value_of_its_row() {
        let cells: [Option<&[u8]>; 4] = [Some(b"a"), Some(b"b"), Some(b"a"), Some(b"b")];
        let columns = [Column { cells: &cells, rows: Some(&[0, 0, 2, 2]) }];
        let place = |_: &str| None;
        let released = vec![release(0, &Action::Keep, DType::String, &place, Tools::default()).unwrap()];
        let sink = RiskSink::new(released, "key", 1_000);
        sink.worker().batch(&Batch { first_row: 0, head: true, rows: 3, columns: &columns });
        let mut sizes: Vec<u64> = sink.into_counted().before.sizes().collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 2]);
        let released = vec![release(0, &Action::Drop, DType::String, &place, Tools::default()).unwrap()];
        let sink = RiskSink::new(released, "key", 1_000);
        sink.worker().batch(&Batch { first_row: 0, head: true, rows: 3, columns: &columns });
        let after: Vec<u64> = sink.into_counted().after.sizes().collect();
        assert_eq!(after, [3], "the length of a list goes with it");
    }
}
