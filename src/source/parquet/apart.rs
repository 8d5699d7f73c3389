//! A whole table for those who need no rows: each thread unpacks some columns of a row group and looks at them itself, so
//! that every page is unpacked once and no thread waits for another.

use std::ops::Range;
use std::sync::atomic::Ordering;

use polars::prelude::ParallelStrategy;

use super::{PART, Table};
use crate::domain::scan::{Incomplete, RowsRead};
use crate::domain::table::BatchSink;
use crate::source::cells::Cells;
use crate::source::frame::{self, guarded};
use crate::source::{ReadOptions, ReadReport, SourceError, pool};

/// Unpacked bytes from which columns are worth a task.
const TASK: u64 = 2 << 20;
/// Columns of a table up to which it is read so: every batch names all of them.
const MOST_COLUMNS: usize = 2048;

/// Some columns of some rows of a row group.
struct Task {
    columns: Range<usize>,
    /// Row ranges, one after the other: what is read row by row has the same.
    parts: Vec<(usize, usize)>,
    /// Their share of the file's bytes.
    share: u64,
}

impl Task {
    /// First row and number of rows.
    fn rows(&self) -> (usize, usize) {
        (self.parts.first().map_or(0, |(first, _)| *first), self.parts.iter().map(|(_, rows)| *rows).sum())
    }
}

impl Table {
    /// Whether the table is read so for this sink.
    pub(super) fn comes_apart(&self, sink: &dyn BatchSink) -> bool {
        sink.takes_columns_apart() && self.schema.fields.len() <= MOST_COLUMNS
    }

    /// Every column of every row, once.
    fn tasks(&self) -> Vec<Task> {
        let total: u64 = self.metadata.row_groups.iter().map(|group| group.total_byte_size() as u64).sum();
        let mut out = Vec::new();
        for (group, parts) in self.parts_of_groups().into_iter().enumerate() {
            let sizes = self.sizes(group);
            let mut from = 0;
            while from < sizes.len() {
                let (mut to, mut bytes) = (from, 0_u64);
                while to < sizes.len() && (to == from || bytes < TASK) {
                    bytes = bytes.saturating_add(sizes[to]);
                    to += 1;
                }
                let pieces = bytes.div_ceil(PART as u64).max(1).min(parts.len().max(1) as u64);
                for parts in parts.chunks(parts.len().div_ceil(pieces as usize).max(1)) {
                    let share =
                        u128::from(self.bytes) * u128::from(bytes / pieces) / u128::from(total.max(1));
                    let share = u64::try_from(share).unwrap_or(self.bytes);
                    out.push(Task { columns: from..to, parts: parts.to_vec(), share });
                }
                from = to;
            }
        }
        out
    }

    /// Reads every column of every row.
    pub(super) fn read_apart(
        &self,
        options: &ReadOptions<'_>,
        sink: &dyn BatchSink,
    ) -> Result<ReadReport, SourceError> {
        let tasks = self.tasks();
        let mut left = tasks.iter();
        let made = pool::run(
            &mut || Ok(left.next()),
            options,
            &self.input.path,
            &|| (Cells::new(self.schema.fields.len()), sink.worker()),
            &|(cells, worker), _, task: &Task| {
                let columns: Vec<usize> = task.columns.clone().collect();
                let plans = self.plans.get(task.columns.clone()).unwrap_or_default();
                let (first, rows) = task.rows();
                let table = self.rows(first, rows, Some(&columns), ParallelStrategy::None)?;
                for (from, rows) in &task.parts {
                    let part = table.slice((from - first).cast_signed() as i64, *rows);
                    let given = guarded(|| frame::emit(&part, plans, *from as u64, cells, &mut **worker));
                    if given.is_none() {
                        // Half of a batch may lie in them.
                        *cells = Cells::new(self.schema.fields.len());
                        return Err(self.unreadable(*from, *rows));
                    }
                }
                options.progress.fetch_add(task.share, Ordering::Relaxed);
                Ok(())
            },
            &|(_, worker)| worker.finish(),
        )?;
        self.reported(&tasks, made)
    }

    /// Counts the rows of which something was read, and lists what was not.
    fn reported(
        &self,
        tasks: &[Task],
        made: Vec<Result<(), SourceError>>,
    ) -> Result<ReadReport, SourceError> {
        let mut read: Vec<(usize, usize)> = Vec::new();
        let (mut incomplete, mut damage) = (Vec::new(), None);
        for (task, made) in tasks.iter().zip(made) {
            match made {
                Ok(()) => read.extend(task.parts.iter().copied()),
                Err(error) => {
                    let (first, rows) = task.rows();
                    incomplete.push(Incomplete {
                        table: self.input.table.clone(),
                        at: Some(format!("rows {} to {}", first + 1, first + rows)),
                        why: format!(
                            "were not read in columns {} to {}: the data is damaged, or uses what vizard cannot read",
                            task.columns.start + 1,
                            task.columns.end
                        ),
                    });
                    damage.get_or_insert(error);
                }
            }
        }
        read.sort_unstable();
        read.dedup();
        let read: u64 = read.iter().map(|(_, rows)| *rows as u64).sum();
        if let Some(error) = damage.filter(|_| read == 0) {
            return Err(error);
        }
        Ok(ReadReport {
            in_blocks: false,
            schema: self.schema.clone(),
            rows: RowsRead { total: self.metadata.num_rows as u64, total_is_exact: true, read, seed: None },
            incomplete,
        })
    }
}
