//! A scan as one JSON value; the columns of a wide table are made into text by all threads.

use std::io::{self, Write};

use serde::Serialize as _;

use super::indent::Indented;
use crate::cli::exit::End;
use crate::cli::print;
use crate::domain::assessment::ColumnScan;
use crate::domain::scan::{DatasetScan, ScanDocument};

/// Tables of more columns are worth threads.
const WIDE: usize = 4096;
/// Columns that a thread makes into text at a time.
const PART: usize = 1024;
/// A list of columns that holds none, which no text of a value can hold: its quotes would be escaped.
const NONE: &str = "\"columns\": []";
/// How deep the columns of a table stand: in a list in an object in a list in an object.
const DEPTH: usize = 4;
/// Bytes of an ordinary column.
const USUAL: usize = 2_500;

/// Prints a scan.
///
/// # Errors
/// Where stdout cannot be written.
pub fn print(document: &ScanDocument) -> Result<(), End> {
    if document.datasets.iter().all(|dataset| dataset.columns.len() < WIDE) {
        return print::json(document);
    }
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    print::written(write(document, &mut stdout).and_then(|()| stdout.flush()))
}

/// The same text as of a document that is written at once.
fn write(document: &ScanDocument, out: &mut impl Write) -> io::Result<()> {
    let bare = |dataset: &DatasetScan| DatasetScan {
        table: dataset.table.clone(),
        path: dataset.path.clone(),
        rows: dataset.rows,
        schema: dataset.schema.clone(),
        columns: Vec::new(),
        linkage: dataset.linkage.clone(),
        joins: dataset.joins.clone(),
    };
    let frame = ScanDocument {
        format: document.format.clone(),
        tool: document.tool.clone(),
        datasets: document.datasets.iter().map(bare).collect(),
        excluded: document.excluded,
        columns_left_out: document.columns_left_out,
        incomplete: document.incomplete.clone(),
    };
    let frame = serde_json::to_string_pretty(&frame)?;
    let mut parts = frame.split(NONE);
    out.write_all(parts.next().unwrap_or_default().as_bytes())?;
    for (dataset, rest) in document.datasets.iter().zip(parts) {
        if dataset.columns.is_empty() {
            out.write_all(NONE.as_bytes())?;
        } else {
            out.write_all(b"\"columns\": [")?;
            columns(&dataset.columns, out)?;
            out.write_all(b"\n      ]")?;
        }
        out.write_all(rest.as_bytes())?;
    }
    out.write_all(b"\n")
}

fn columns(all: &[ColumnScan], out: &mut impl Write) -> io::Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut first = true;
    std::thread::scope(|scope| {
        let mut rounds = all
            .chunks(PART * threads)
            .map(|some| some.chunks(PART).map(|part| scope.spawn(move || text(part))).collect::<Vec<_>>());
        let mut next = rounds.next();
        while let Some(parts) = next {
            // While some are written, the next ones are made.
            next = rounds.next();
            for part in parts {
                let text = part.join().map_err(|_| io::Error::other("a thread broke down"))??;
                if !std::mem::take(&mut first) {
                    out.write_all(b",")?;
                }
                out.write_all(&text)?;
            }
        }
        Ok(())
    })
}

/// Columns as they stand in the list of a table, the comma before the first one left out.
fn text(columns: &[ColumnScan]) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(columns.len() * USUAL);
    for (at, column) in columns.iter().enumerate() {
        let formatter = Indented::at(DEPTH);
        formatter.line(&mut out, at == 0)?;
        column.serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter))?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assessment::Evidence;
    use crate::domain::scan::{Incomplete, Linkage};

    #[test]
    fn parts_are_written_as_the_whole_is() {
        let column = |index: usize| ColumnScan {
            index,
            column: format!("\"columns\": [] {index}\n"),
            evidence: vec![Evidence {
                kind: "x".into(),
                source: "[\n".into(),
                weight: 0.5,
                text: String::new(),
            }],
            ..ColumnScan::default()
        };
        let table = |columns: usize| DatasetScan {
            table: NONE.to_owned(),
            columns: (0..columns).map(column).collect(),
            linkage: Some(Linkage { columns: vec![NONE.to_owned(); 2], ..Linkage::default() }),
            ..DatasetScan::default()
        };
        for sizes in [vec![0, 3, PART * 2 + 5], vec![1], vec![PART * 9, 0], vec![]] {
            let document = ScanDocument {
                format: NONE.to_owned(),
                tool: crate::domain::scan::Tool {
                    name: String::new(),
                    version: String::new(),
                    detectors: String::new(),
                },
                datasets: sizes.iter().map(|size| table(*size)).collect(),
                excluded: 1,
                columns_left_out: Some(2),
                incomplete: vec![Incomplete { table: NONE.to_owned(), at: None, why: String::new() }],
            };
            let mut out = Vec::new();
            write(&document, &mut out).unwrap();
            let whole = serde_json::to_string_pretty(&document).unwrap() + "\n";
            assert!(String::from_utf8(out).unwrap() == whole, "{sizes:?}");
        }
    }
}
