//! Every row of a wide delimited file: many records at a time are cut into fields, and then looked at by columns.
//!
//! What a column of a batch costs is paid once for all of these records, each thread has columns of its own, and of the
//! fields is kept where they end: four bytes each, written one after the other.

use std::ops::Range;
use std::sync::atomic::Ordering;
use std::thread::ScopedJoinHandle;

use super::Table;
use super::columns::{MOST_TROUBLES, NEVER_CLOSED, Trouble, uneven};
use super::full::{Found, Stream, reported};
use super::split::Marks;
use super::walk::{self, Quotes};
use crate::domain::table::{Batch, BatchSink, BatchWorker, Column};
use crate::source::{ReadOptions, ReadReport, SourceError, decode};

/// Columns of a table that is read so.
pub const WIDE: usize = 4096;
/// Bytes of records that are looked at together, about.
const BYTES: usize = 96 << 20;
/// Bytes of a block: reading goes on while the block before is cut.
const BLOCK: usize = 8 << 20;
/// Rows of a batch at most, however short the records are.
const ROWS: usize = 8 << 10;
/// Neighbouring columns that a thread looks at before it goes on: their values lie close to each other in each record.
const TILE: usize = 128;

/// Reads every row.
///
/// # Errors
/// A file that cannot be opened, or that the read was cancelled.
pub fn read(
    table: &mut Table,
    options: &ReadOptions<'_>,
    sink: &dyn BatchSink,
) -> Result<ReadReport, SourceError> {
    let (marks, width) = (table.dialect.marks(), table.schema.fields.len());
    let path = table.input.path.clone();
    let Stream { mut blocks, mut progress, foreign } = table.blocks(options.progress)?;
    blocks.of_bytes(BLOCK);
    let spare = blocks.spare();
    let mut workers: Vec<_> = (0..options.threads.max(1)).map(|_| sink.worker()).collect();
    let (mut found, mut first_row) = (Vec::new(), 0_u64);
    loop {
        let mut lines: Vec<Lines> = Vec::new();
        // The next block is read while the last one is cut.
        std::thread::scope(|scope| {
            let (mut bytes, mut cutting) = (0, None);
            while bytes < BYTES && !options.cancel.load(Ordering::Relaxed) {
                let Some(block) = blocks.next() else { break };
                progress.tell();
                bytes += block.len();
                if let Some(cut) = cutting.replace(scope.spawn(move || Lines::of(block, marks, width))) {
                    lines.push(done(cut));
                }
            }
            lines.extend(cutting.map(done));
        });
        if options.cancel.load(Ordering::Relaxed) {
            return Err(SourceError::Cancelled { path: decode::shown(&path) });
        }
        if lines.is_empty() {
            break;
        }
        let rows = lines.iter().map(Lines::rows).sum();
        let round = Round { lines: &lines, marks, width, rows, first_row };
        let threads = workers.len();
        std::thread::scope(|scope| {
            if rows == 0 {
                return;
            }
            let (first, others) = workers.split_at_mut(1);
            for (number, worker) in others.iter_mut().enumerate() {
                let round = &round;
                scope.spawn(move || round.columns(number + 1, threads, options, &mut **worker));
            }
            first.iter_mut().for_each(|worker| round.columns(0, threads, options, &mut **worker));
        });
        first_row += rows as u64;
        for lines in lines {
            let rows = lines.rows() as u64;
            found.push(Found { rows, troubles: lines.troubles, more: lines.more });
            spare.put(lines.block);
        }
    }
    workers.into_iter().for_each(BatchWorker::finish);
    let cut = blocks.broken.take();
    Ok(reported(table, found, foreign.entry(&table.input.table), cut))
}

/// What a thread made; where it broke down, so does whoever waits for it, as no record may be lost unsaid.
fn done<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|broken| std::panic::resume_unwind(broken))
}

/// A block cut into fields.
struct Lines {
    block: Vec<u8>,
    /// Where each record starts, and the place of its first end.
    records: Vec<(u32, u32)>,
    /// Where the fields end, record by record, but those beyond the last column; the next one starts after the delimiter.
    ends: Vec<u32>,
    troubles: Vec<Trouble>,
    more: u64,
}

impl Lines {
    fn of(block: Vec<u8>, marks: Marks, width: usize) -> Self {
        let (mut records, mut ends) = (Vec::<(u32, u32)>::new(), Vec::new());
        let (mut troubles, mut more) = (Vec::new(), 0);
        let mut trouble = |row: usize, what: String| {
            if troubles.len() < MOST_TROUBLES {
                troubles.push((row as u64, what));
            } else {
                more += 1;
            }
        };
        let (base, mut fields) = (block.as_ptr().addr(), 0);
        walk::fields(&block, marks, |raw, quotes, last| {
            if last && raw.is_empty() && fields == 0 {
                return;
            }
            let start = raw.as_ptr().addr() - base;
            if fields == 0 {
                records.push((start as u32, ends.len() as u32));
            }
            if quotes == Quotes::Open {
                trouble(records.len() - 1, NEVER_CLOSED.to_owned());
            }
            if fields < width {
                ends.push((start + raw.len()) as u32);
            }
            fields += 1;
            if last {
                if fields != width {
                    trouble(records.len() - 1, uneven(fields, width));
                }
                fields = 0;
            }
        });
        Self { block, records, ends, troubles, more }
    }

    /// Where a record starts, and where its fields end.
    fn record(&self, at: usize) -> (u32, &[u32]) {
        let (start, from) = self.records[at];
        let to = self.records.get(at + 1).map_or(self.ends.len(), |(_, next)| *next as usize);
        (start, &self.ends[from as usize..to])
    }

    const fn rows(&self) -> usize {
        self.records.len()
    }
}

/// Records that are looked at together.
struct Round<'a> {
    lines: &'a [Lines],
    marks: Marks,
    width: usize,
    rows: usize,
    first_row: u64,
}

impl Round<'_> {
    /// Gives a worker its columns: every so many-th tile, the same ones in each round.
    fn columns(
        &self,
        number: usize,
        threads: usize,
        options: &ReadOptions<'_>,
        worker: &mut (dyn BatchWorker + '_),
    ) {
        let mut owned = Vec::new();
        for from in (number * TILE..self.width).step_by(threads * TILE) {
            if options.cancel.load(Ordering::Relaxed) {
                return;
            }
            let to = (from + TILE).min(self.width);
            for first in (0..self.rows).step_by(ROWS) {
                let rows = first..(first + ROWS).min(self.rows);
                let mut cells: Vec<Option<&[u8]>> = vec![None; (to - from) * rows.len()];
                owned.clear();
                for late in self.fill(from..to, rows.clone(), &mut cells, &mut owned) {
                    let value = owned.get(late.part).filter(|value| !value.is_empty());
                    if let Some(cell) = cells.get_mut(late.cell) {
                        *cell = value;
                    }
                }
                let columns = cells.chunks(rows.len()).map(|cells| Column { cells, rows: None });
                let columns: Vec<Column<'_>> = columns.collect();
                let first_row = self.first_row + first as u64;
                let head = first_row == 0;
                worker.columns(from, &Batch { first_row, head, rows: rows.len(), columns: &columns });
            }
        }
    }

    /// Puts the values of some columns of some rows into their cells, column by column; gives those that come later, out of
    /// `owned`. Cells of fields that are missing stay as they are.
    fn fill<'a>(
        &'a self,
        columns: Range<usize>,
        rows: Range<usize>,
        cells: &mut [Option<&'a [u8]>],
        owned: &mut Vec<u8>,
    ) -> Vec<Late> {
        let (quote, mut late, mut base) = (self.marks.quote, Vec::new(), 0);
        for lines in self.lines {
            let here = rows.start.max(base)..rows.end.min(base + lines.rows());
            for at in here {
                let row = at - rows.start;
                let (start, ends) = lines.record(at - base);
                let Some(mine) = ends.get(columns.start..) else { continue };
                let mut start = columns.start.checked_sub(1).map_or(start, |before| ends[before] + 1);
                for (place, end) in mine.iter().take(columns.len()).enumerate() {
                    let raw = lines.block.get(start as usize..*end as usize).unwrap_or_default();
                    let cell = place * rows.len() + row;
                    let value = if raw.first() == Some(&quote) {
                        let from = owned.len();
                        walk::unquoted(raw, quote, owned).unwrap_or_else(|| {
                            late.push(Late { cell, part: from..owned.len() });
                            &[]
                        })
                    } else {
                        raw
                    };
                    cells[cell] = Some(value).filter(|value| !value.is_empty());
                    start = end + 1;
                }
            }
            base += lines.rows();
        }
        late
    }
}

/// A value that does not stand in its block as it is.
struct Late {
    cell: usize,
    part: Range<usize>,
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicU64};
    use std::sync::{Mutex, PoisonError};

    use super::*;
    use crate::source::{Dataset as _, Input, Sampling};

    /// Every cell with its row and column.
    struct Gathered {
        apart: bool,
        cells: Mutex<Vec<(u64, usize, String)>>,
    }

    impl BatchSink for Gathered {
        fn worker(&self) -> Box<dyn BatchWorker + '_> {
            Box::new(Worker(self))
        }

        fn takes_columns_apart(&self) -> bool {
            self.apart
        }
    }

    struct Worker<'a>(&'a Gathered);

    impl Worker<'_> {
        fn take(&self, first: usize, batch: &Batch<'_>) {
            let mut all = self.0.cells.lock().unwrap_or_else(PoisonError::into_inner);
            for (at, column) in batch.columns.iter().enumerate() {
                for (row, cell) in column.cells.iter().enumerate() {
                    let text = cell
                        .map_or_else(|| "null".to_owned(), |cell| String::from_utf8_lossy(cell).into_owned());
                    all.push((batch.first_row + row as u64, first + at, text));
                }
            }
        }
    }

    impl BatchWorker for Worker<'_> {
        fn batch(&mut self, batch: &Batch<'_>) {
            self.take(0, batch);
        }

        fn columns(&mut self, first: usize, batch: &Batch<'_>) {
            assert!(self.0.apart);
            self.take(first, batch);
        }

        fn finish(self: Box<Self>) {}
    }

    fn all(path: &std::path::Path, apart: bool, threads: usize) -> (Vec<(u64, usize, String)>, ReadReport) {
        let input = Input { table: "t".into(), path: path.to_owned(), ..Input::default() };
        let sink = Gathered { apart, cells: Mutex::default() };
        let (progress, cancel) = (AtomicU64::new(0), AtomicBool::new(false));
        let options = ReadOptions { sampling: Sampling::All, threads, progress: &progress, cancel: &cancel };
        let report = Table::open(&input).unwrap().read(&options, &sink).unwrap();
        let mut cells = sink.cells.into_inner().unwrap();
        cells.sort();
        (cells, report)
    }

    #[test]
    fn by_columns_the_same_cells_are_read_as_by_rows() {
        let width = WIDE + 3;
        let line = |of: &dyn Fn(usize) -> String| (0..width).map(of).collect::<Vec<_>>().join(",");
        let header = line(&|at| format!("c{at}"));
        let odd = |at: usize| match at % 5 {
            0 => String::new(),
            1 => "\"a, b\"".to_owned(),
            2 => format!("\"say \"\"{at}\"\"\""),
            3 => "\"\"".to_owned(),
            _ => "in \"the\" middle\"".to_owned(),
        };
        let mut lines = vec![header, line(&|at| at.to_string()), line(&odd), String::new()];
        lines.extend((0..60).map(|row| line(&|at| format!("r{row}.{at}"))));
        lines.insert(1, String::new());
        lines.push("1,2,3".to_owned());
        lines.push(line(&|at| at.to_string()) + ",one,two");
        lines.push("x,\"never closed".to_owned());
        let folder = tempfile::tempdir().unwrap();
        for (name, end) in [("unix.csv", "\n"), ("windows.csv", "\r\n")] {
            let path = folder.path().join(name);
            std::fs::write(&path, lines.join(end)).unwrap();
            let (expected, report) = all(&path, false, 1);
            assert_eq!((expected.len(), report.incomplete.len()), (65 * width, 4));
            for threads in 1..4 {
                let (cells, again) = all(&path, true, threads);
                assert!(cells == expected, "{name} by {threads}");
                assert_eq!((again.rows, again.incomplete), (report.rows, report.incomplete.clone()));
            }
        }
    }

    #[test]
    fn records_that_are_too_short_take_no_room_for_what_is_missing() {
        let block = [b"\n".repeat(1000), b"a,b\n".repeat(100_000)].concat();
        let lines = Lines::of(block, Marks::default(), 1_000_000);
        assert_eq!((lines.rows(), lines.ends.len(), lines.more), (100_000, 200_000, 99_900));
        assert!(lines.ends.capacity() <= 400_000);
        let round =
            Round { lines: &[lines], marks: Marks::default(), width: 1_000_000, rows: 100_000, first_row: 0 };
        let mut cells = vec![None; 3 * 2];
        let late = round.fill(1..4, 99_998..100_000, &mut cells, &mut Vec::new());
        assert_eq!((late.len(), cells), (0, vec![Some(&b"b"[..]), Some(b"b"), None, None, None, None]));
    }
}
