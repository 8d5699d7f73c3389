//! Plans for other systems: one file per target, and the list of them.

use crate::domain::plan::Plan;

mod capability;
mod choice;
mod dbt;
mod duckdb;
mod great_expectations;
mod markdown;
mod names;
mod odcs;
mod postgres;
mod presidio;
mod promise;
mod rows;
mod snowflake;
mod sql;
mod yaml;

pub use rows::export;

/// Writes a plan for one target system.
pub trait Exporter: Sync {
    /// Permanent name, for example `postgres`.
    fn name(&self) -> &'static str;
    /// For people.
    fn title(&self) -> &'static str;
    /// What the target can and cannot express.
    fn covers(&self) -> &'static str;
    /// Extension of the output without dot.
    fn extension(&self) -> &'static str;
    /// Whether data goes out by what is written; otherwise it only tells or checks what the plan says.
    fn releases(&self) -> bool {
        true
    }
    /// The export. Never fails: what cannot be expressed is `Unsupported` in the report, and the output fails closed there.
    fn export(&self, plan: &Plan, digest: &str) -> Export;
}

/// An export with its capability report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The bytes for the target.
    pub bytes: Vec<u8>,
    /// One entry for every column of the plan.
    pub capability: Vec<Capability>,
}

/// How well the target expresses one column's action.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Capability {
    /// Table id.
    pub table: String,
    /// Column path.
    pub column: String,
    /// How well.
    #[serde(flatten)]
    pub fit: Fit,
}

/// How well an action is expressed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "fit", content = "why", rename_all = "lowercase")]
pub enum Fit {
    /// The target gives the same values.
    Exact,
    /// The target gives other values that protect at least as well.
    Lossy(String),
    /// The target cannot do it; the export leaves the column out or null.
    Unsupported(String),
}

/// Every exporter.
pub static EXPORTERS: &[&dyn Exporter] = &[
    &postgres::Postgres,
    &duckdb::DuckDb,
    &snowflake::Snowflake,
    &presidio::Presidio,
    &great_expectations::GreatExpectations,
    &dbt::Dbt,
    &odcs::Odcs,
    &markdown::Markdown,
];

/// The exporter of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|e| e.name() == name)
}
