//! Columns of different tables that hold the same keys.

use serde::{Deserialize, Serialize};

/// A column whose values are keys of another table, with how far that holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// Table id of the column that refers.
    pub table: String,
    /// Its path.
    pub column: String,
    /// Table id of the column that is referred to.
    pub to_table: String,
    /// Its path.
    pub to_column: String,
    /// The project's settings say so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declared: bool,
    /// Consistency domain that the settings give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Share of the distinct values of the column that the other one has too, 0 to 1; `None` where that was not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contained: Option<f64>,
    /// Share of the other one's distinct values that the column has, 0 to 1; `None` where not all rows of both were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered: Option<f64>,
    /// Distinct values of the column that were looked for.
    pub n: u64,
}

impl Join {
    /// Whether a column is one end of it.
    #[must_use]
    pub fn is_end(&self, table: &str, column: &str) -> bool {
        (self.table == table && self.column == column) || (self.to_table == table && self.to_column == column)
    }

    /// The figures in words.
    #[must_use]
    pub fn figures(&self) -> String {
        let percent = |share: f64| format!("{:.1} %", share * 100.0);
        let Some(contained) = self.contained else { return "declared, not measured".to_owned() };
        let declared = if self.declared { "declared; " } else { "" };
        let back = match self.covered {
            Some(covered) => format!("{} the other way", percent(covered)),
            None => "estimated from a sample".to_owned(),
        };
        format!("{declared}{} of {} distinct values are contained, {back}", percent(contained), self.n)
    }
}
