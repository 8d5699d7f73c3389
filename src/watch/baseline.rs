//! `.vizard/baseline.json`: what was approved when the plan was built. Never a value.

use serde::{Deserialize, Serialize};

use crate::domain::dtype::DType;
use crate::domain::plan::Plan;
use crate::domain::scan::DatasetScan;
use crate::domain::tier::Tier;

/// The format tag.
pub const BASELINE_FORMAT: &str = "vizard-baseline/1";

/// What was approved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// `vizard-baseline/1`.
    pub format: String,
    /// Digest of the plan.
    pub plan: String,
    /// The tables, by id.
    pub tables: Vec<BaselineTable>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineTable {
    /// Table id.
    pub table: String,
    /// Schema fingerprint.
    pub schema: String,
    /// The columns, in file order.
    pub columns: Vec<BaselineColumn>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineColumn {
    /// Column path.
    pub column: String,
    /// Which one of equally named columns.
    #[serde(default, skip_serializing_if = "crate::domain::name::is_zero")]
    pub occurrence: u32,
    /// Logical type.
    pub dtype: DType,
    /// Semantic type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Tier.
    pub sensitivity: Tier,
    /// Contained types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<String>,
}

impl Baseline {
    /// The baseline of a plan with its digest.
    #[must_use]
    pub fn of_plan(plan: &Plan, digest: &str) -> Self {
        let tables = plan
            .datasets
            .iter()
            .map(|dataset| BaselineTable {
                table: dataset.table.clone(),
                schema: dataset.schema.clone(),
                columns: dataset
                    .columns
                    .iter()
                    .map(|column| BaselineColumn {
                        column: column.column.clone(),
                        occurrence: column.occurrence,
                        dtype: column.dtype,
                        kind: column.kind.clone(),
                        sensitivity: column.sensitivity,
                        contains: column.contains.clone(),
                    })
                    .collect(),
            })
            .collect();
        Self { format: BASELINE_FORMAT.to_owned(), plan: digest.to_owned(), tables }
    }

    /// A scan as a baseline, to compare two scans.
    #[must_use]
    pub fn of_scan(datasets: &[DatasetScan]) -> Self {
        let tables = datasets
            .iter()
            .map(|dataset| {
                let mut columns: Vec<_> = dataset.columns.iter().collect();
                columns.sort_by_key(|c| c.index);
                let columns = columns
                    .into_iter()
                    .map(|scan| BaselineColumn {
                        column: scan.column.clone(),
                        occurrence: scan.occurrence,
                        dtype: scan.dtype,
                        kind: scan.kind.clone(),
                        sensitivity: scan.sensitivity,
                        contains: scan.contains.iter().map(|c| c.kind.clone()).collect(),
                    })
                    .collect();
                BaselineTable { table: dataset.table.clone(), schema: dataset.schema.clone(), columns }
            })
            .collect();
        Self { format: BASELINE_FORMAT.to_owned(), plan: String::new(), tables }
    }
}
