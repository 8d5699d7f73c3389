//! The dictionaries of kept columns: what their cells show, in the order of the original's dictionary.

use std::collections::HashSet;

use polars_arrow::array::{Array, DictionaryArray, Utf8Array, Utf8ViewArray};
use polars_arrow::datatypes::ArrowDataType;
use polars_arrow::match_integer_type;

use crate::apply::ApplyError;
use crate::apply::left_out::LeftOut;
use crate::source::{SourceError, arrow};

/// Whether a column has a dictionary of texts: those of numbers are read as numbers.
pub fn is_of_texts(dtype: &ArrowDataType) -> bool {
    use ArrowDataType::{Dictionary, LargeUtf8, Utf8, Utf8View};
    matches!(dtype, Dictionary(_, values, _) if matches!(**values, Utf8 | LargeUtf8 | Utf8View))
}

/// For each column of the file that is `wanted` the values of its dictionary that cells show.
///
/// # Errors
/// A record batch that cannot be read.
pub fn of_columns(
    table: &arrow::Table,
    wanted: &[bool],
    left_out: Option<&LeftOut>,
) -> Result<Vec<Option<Vec<String>>>, ApplyError> {
    let mut found: Vec<Option<Values>> = wanted.iter().map(|wanted| wanted.then(Values::default)).collect();
    if wanted.contains(&true) {
        let mut first = 0_u64;
        table.each_record(|record, _| {
            for (array, values) in record.arrays().iter().zip(&mut found) {
                if let Some(values) = values {
                    let stays = |row: usize| left_out.is_none_or(|rows| !rows.holds(first + row as u64));
                    values.add(&**array, stays);
                }
            }
            first += record.len() as u64;
            Ok::<(), SourceError>(())
        })?;
    }
    Ok(found.into_iter().map(|values| values.map(Values::used)).collect())
}

/// The values of one column's dictionaries, in order, and which of them a cell shows.
#[derive(Default)]
struct Values {
    all: Vec<String>,
    known: HashSet<String>,
    shown: HashSet<String>,
}

impl Values {
    fn add(&mut self, array: &dyn Array, stays: impl Fn(usize) -> bool) {
        let ArrowDataType::Dictionary(keys, ..) = array.dtype() else { return };
        match_integer_type!(keys, |$T| {
            if let Some(array) = array.as_any().downcast_ref::<DictionaryArray<$T>>() {
                let texts = texts(&**array.values());
                for text in texts.iter().flatten() {
                    if self.known.insert((*text).to_owned()) {
                        self.all.push((*text).to_owned());
                    }
                }
                let mut places: HashSet<usize> = HashSet::new();
                for (row, key) in array.keys_iter().enumerate() {
                    if let Some(place) = key.filter(|_| stays(row)) {
                        places.insert(place);
                    }
                }
                let shown = places.into_iter().filter_map(|place| texts.get(place).copied().flatten());
                self.shown.extend(shown.map(str::to_owned));
            }
        });
    }

    fn used(self) -> Vec<String> {
        self.all.into_iter().filter(|value| self.shown.contains(value)).collect()
    }
}

/// The texts of a dictionary; of another type none.
fn texts(values: &dyn Array) -> Vec<Option<&str>> {
    let any = values.as_any();
    if let Some(texts) = any.downcast_ref::<Utf8Array<i32>>() {
        return texts.iter().collect();
    }
    if let Some(texts) = any.downcast_ref::<Utf8Array<i64>>() {
        return texts.iter().collect();
    }
    any.downcast_ref::<Utf8ViewArray>().map(|texts| texts.iter().collect()).unwrap_or_default()
}
