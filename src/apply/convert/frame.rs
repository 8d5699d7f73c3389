//! Rows of text written into typed tables.

use polars::prelude::{DataFrame, IntoColumn as _, NamedFrom as _, PlSmallStr, PolarsError, Series};
use polars_arrow::datatypes::{ArrowDataType, Field};

use super::{Column, Form};
use crate::apply::ApplyError;
use crate::apply::frame::format_of;
use crate::apply::frame::write::{Made, Wanted, Writer};
use crate::apply::output::Target;
use crate::domain::dtype::DType;
use crate::source::decode::shown;

/// Rows of a part, about: as many as polars puts into a row group.
const PART: usize = 1 << 17;
/// Bytes of a part, about.
const BYTES: usize = 64 << 20;
/// Integers beyond this are not all told apart by 64-bit floating point.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A typed file that grows part by part.
pub struct FrameRows {
    form: Form,
    columns: Vec<Column>,
    cells: Vec<Vec<Option<String>>>,
    rows: usize,
    bytes: usize,
    writer: Option<Writer>,
}

impl FrameRows {
    /// A file that is begun with its first part.
    pub fn new(form: Form, columns: Vec<Column>) -> Self {
        let cells = vec![Vec::new(); columns.len()];
        Self { form, columns, cells, rows: 0, bytes: 0, writer: None }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// A number that does not fit, what the system refuses.
    pub fn row<'c>(
        &mut self,
        target: &Target,
        cells: impl Iterator<Item = Option<&'c [u8]>>,
    ) -> Result<(), ApplyError> {
        for (cell, column) in cells.zip(&mut self.cells) {
            self.bytes += cell.map_or(0, <[u8]>::len);
            column.push(cell.map(|cell| String::from_utf8_lossy(cell).into_owned()));
        }
        self.rows += 1;
        if self.rows >= PART || self.bytes >= BYTES { self.hand_over(target) } else { Ok(()) }
    }

    fn hand_over(&mut self, target: &Target) -> Result<(), ApplyError> {
        let failed = |error: PolarsError| {
            let what = match error {
                PolarsError::IO { .. } => "the system refused to write",
                _ => "its rows do not fit the format",
            };
            ApplyError::Convert { path: shown(target.path()), what: what.to_owned() }
        };
        let series = self.columns.iter().zip(&mut self.cells).map(|(column, cells)| {
            series(column, std::mem::take(cells))
                .map(Series::into_column)
                .map_err(|what| ApplyError::Convert { path: shown(target.path()), what })
        });
        let series = series.collect::<Result<Vec<_>, _>>()?;
        let part = DataFrame::new(self.rows, series).map_err(failed)?;
        if self.writer.is_none() {
            let wanted: Vec<Wanted> = self.columns.iter().map(of).collect();
            let format = format_of(self.form);
            self.writer = Some(Writer::new(target, &part, format, &wanted, None).map_err(failed)?);
        }
        if let Some(writer) = &self.writer {
            writer.write(Made::Table(part)).map_err(failed)?;
        }
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn finish(mut self, target: &Target) -> Result<(), ApplyError> {
        if self.rows > 0 || self.writer.is_none() {
            self.hand_over(target)?;
        }
        let failed = |_| ApplyError::Convert {
            path: shown(target.path()),
            what: "the system refused to write".to_owned(),
        };
        self.writer.map_or(Ok(()), |writer| writer.finish().map_err(failed))
    }
}

/// A text is written as the kind that every reader knows.
fn of(column: &Column) -> Wanted {
    let text = Field::new(PlSmallStr::from_str(&column.name), ArrowDataType::Utf8, true);
    Wanted { original: Some(text), kept: false, dictionary: None, exact: None }
}

/// Cells in the type of their column; where one does not fit, what is to be said.
fn series(column: &Column, cells: Vec<Option<String>>) -> Result<Series, String> {
    let name = PlSmallStr::from_str(&column.name);
    let misfit = |what: &str| format!("column {} holds {what}", column.name);
    Ok(match column.dtype {
        DType::Integer => {
            let whole = |cell: Option<String>| cell.map(|text| text.parse::<i64>()).transpose();
            let cells = cells.into_iter().map(whole).collect::<Result<Vec<_>, _>>();
            Series::new(name, cells.map_err(|_| misfit("whole numbers of more than 64 bits"))?)
        }
        DType::Float | DType::Decimal => {
            let lost = || misfit("numbers that would lose digits");
            let cells =
                cells.into_iter().map(|cell| cell.map(|text| float(&text).ok_or_else(lost)).transpose());
            Series::new(name, cells.collect::<Result<Vec<_>, _>>()?)
        }
        DType::Boolean => {
            let truth = |text: String| text.parse::<bool>();
            let cells =
                cells.into_iter().map(|cell| cell.map(truth).transpose()).collect::<Result<Vec<_>, _>>();
            Series::new(name, cells.map_err(|_| misfit("more than true and false"))?)
        }
        _ => Series::new(name, cells),
    })
}

/// A number that 64-bit floating point holds.
fn float(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    let whole = !text.contains(['.', 'e', 'E']);
    (number.is_finite() && !(whole && number.abs() > EXACT)).then_some(number)
}
