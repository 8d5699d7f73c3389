//! How far the quasi-identifiers of a table together single rows out, on a sample.

use std::path::Path;
use std::sync::atomic::AtomicU64;

use super::Progress;
use crate::domain::assessment::ColumnScan;
use crate::domain::scan::{Linkage, RowsRead, SmallSet};
use crate::domain::tier::Role;
use crate::risk::{self, SetSink, Sets};
use crate::source::{Dataset, Input, ReadOptions, Sampling, SourceError};

/// Rows of the sample …
const ROWS: u64 = 10_000;
/// … drawn by this seed: the same ones whatever was scanned.
const SAMPLE: Sampling = Sampling::Rows { rows: ROWS, seed: 1 };
/// Compressed files above this size are not unpacked once more for a sample, in bytes.
const LARGEST_PACKED: u64 = 64 << 20;

/// Quasi-identifiers whose sets are tried: 793 sets of up to four.
const TRIED: usize = 12;
/// Sets that are named.
const NAMED: usize = 5;

/// Columns of a wide table.
const WIDE: usize = 4096;

/// The linkage of the personal quasi-identifiers; `None` where there are fewer than two, or the data cannot be read again.
///
/// The dataset is read once more.
///
/// # Errors
/// Cancelled. What else goes wrong is noted: the scan stands without it.
pub fn of(
    dataset: &mut dyn Dataset,
    input: &Input,
    columns: &[ColumnScan],
    rows: &RowsRead,
    threads: usize,
    progress: &Progress,
) -> Result<Option<Linkage>, SourceError> {
    let mut quasi: Vec<&ColumnScan> =
        columns.iter().filter(|c| c.role == Role::Quasi && c.personal).collect();
    quasi.sort_by_key(|column| column.index);
    if quasi.len() < 2 || !can_be_read_again(&input.path) {
        return Ok(None);
    }
    // Those with most values are in the smallest sets, if any is.
    let mut kept: Vec<usize> = (0..quasi.len()).collect();
    kept.sort_by_key(|at| std::cmp::Reverse(quasi.get(*at).map_or(0, |column| column.stats.distinct)));
    kept.truncate(TRIED);
    kept.sort_unstable();
    let indexes = quasi.iter().map(|column| column.index).collect();
    let sink = SetSink::new(indexes, kept.clone(), &input.table, risk::MOST);
    // The blocks of a wide table are large: two at a time.
    let threads = if columns.len() < WIDE { threads } else { threads.min(2) };
    let done = AtomicU64::new(0);
    // A table that is no longer than the sample is read in its order, which costs less than drawing all of it.
    let sampling = if rows.total_is_exact && rows.total <= ROWS { Sampling::All } else { SAMPLE };
    let options = ReadOptions { sampling, threads, progress: &done, cancel: &progress.cancel };
    let wanted: Vec<usize> = quasi.iter().map(|column| column.index).collect();
    match dataset.read_columns(&wanted, &options, &sink) {
        Ok(_) => {}
        Err(cancelled @ SourceError::Cancelled { .. }) => return Err(cancelled),
        Err(error) => {
            progress.note(format!("how far quasi-identifiers single rows out is not known: {error}"));
            return Ok(None);
        }
    }
    let Sets { classes, prints } = sink.into_sets();
    let figures = risk::of_classes(&classes, 2);
    Ok((classes.rows() > 0).then(|| Linkage {
        columns: quasi.iter().map(|column| column.column.clone()).collect(),
        n: classes.rows(),
        k: figures.k,
        unique_share: figures.unique_share,
        smallest: {
            let found = if figures.unique_share > 0.0 { risk::smallest(&prints) } else { Vec::new() };
            let name = |place: &usize| Some(quasi.get(*kept.get(*place)?)?.column.clone());
            let named = found.into_iter().map(|(places, unique_share)| SmallSet {
                columns: places.iter().filter_map(name).collect(),
                unique_share,
            });
            named.take(NAMED).collect()
        },
    }))
}

/// Whether a file can be read once more for a sample: no pipe, and little to unpack.
pub fn can_be_read_again(path: &Path) -> bool {
    let packed =
        path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz") || e.eq_ignore_ascii_case("zst"));
    // A pipe can be read once.
    let small = |meta: &std::fs::Metadata| !packed || meta.len() <= LARGEST_PACKED;
    std::fs::metadata(path).is_ok_and(|meta| meta.is_file() && small(&meta))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(index: usize, name: &str, role: Role) -> ColumnScan {
        ColumnScan { index, column: name.to_owned(), role, personal: true, ..ColumnScan::default() }
    }

    #[test]
    fn the_combination_is_measured_and_not_its_columns() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        // No value is unique, every pair is.
        std::fs::write(&path, "zip,sex,note\n1,f,a\n1,m,a\n2,f,a\n2,m,a\n").unwrap();
        let input = Input { table: "t.csv".into(), path, ..Input::default() };
        let columns =
            [column(1, "sex", Role::Quasi), column(0, "zip", Role::Quasi), column(2, "note", Role::None)];
        let progress = Progress::default();
        let mut dataset = crate::source::open(&input).unwrap();
        let rows = RowsRead { total: 4, total_is_exact: true, read: 4, seed: None };
        let linkage = of(&mut *dataset, &input, &columns, &rows, 1, &progress).unwrap().unwrap();
        assert_eq!(
            linkage,
            Linkage {
                columns: vec!["zip".into(), "sex".into()],
                n: 4,
                k: 1,
                unique_share: 1.0,
                smallest: vec![SmallSet { columns: vec!["zip".into(), "sex".into()], unique_share: 1.0 }],
            }
        );
        assert_eq!(
            of(&mut *dataset, &input, &columns[..1], &rows, 1, &progress).unwrap(),
            None,
            "one column is no combination"
        );
        assert_eq!(progress.notes(), Vec::<String>::new());
    }
}
