//! Texts are cleaned of what their own row says elsewhere too.

use crate::domain::action::{Action, Suggestion};
use crate::domain::assessment::ColumnScan;
use crate::domain::mask::Param;

/// More columns than this are not looked for in a text; the most sensitive come first.
const MOST: usize = 64;

/// Makes every suggestion to redact entities look for the values of the table's other columns that are not kept.
///
/// Columns inside lists have no value of the row, and a name with a comma cannot stand in a list of names.
pub fn tell(columns: &[ColumnScan], suggestions: &mut [Suggestion]) {
    let mut known: Vec<&ColumnScan> = columns
        .iter()
        .zip(suggestions.iter())
        .filter(|(column, suggestion)| {
            let listable = !column.column.contains([',', '[']);
            suggestion.action != Action::Keep && !cleans(suggestion) && listable && column.occurrence == 0
        })
        .map(|(column, _)| column)
        .collect();
    known.sort_by_key(|column| (std::cmp::Reverse(column.sensitivity), column.index));
    known.truncate(MOST);
    known.sort_by_key(|column| column.index);
    if known.is_empty() {
        return;
    }
    let names: Vec<&str> = known.iter().map(|column| column.column.as_str()).collect();
    let names = names.join(",");
    for suggestion in suggestions.iter_mut().filter(|suggestion| cleans(suggestion)) {
        if let Action::Mask { mask, .. } = &mut suggestion.action {
            mask.params.insert("known".to_owned(), Param::Text(names.clone()));
        }
    }
}

fn cleans(suggestion: &Suggestion) -> bool {
    matches!(&suggestion.action, Action::Mask { mask, .. } if mask.name == "redact_entities")
}
