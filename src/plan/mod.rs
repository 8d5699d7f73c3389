//! The plan: built from decisions, checked, compared, shown.
//!
//! A plan is plain data ([`crate::domain::plan::Plan`]). This room is pure: it reads no disk, clock or random source; the
//! commands hand in what they know ([`BuildInputs`]) and write what comes out ([`canonical()`]).

mod build;
mod canonical;
mod content;
mod diff;
mod error;
mod forbidden;
mod inputs;
mod joins;
pub mod lint;
mod parse;
mod refused;
mod schema;
mod shape;
mod show;
mod show_risk;
pub mod sign_off;

pub use build::build;
pub use canonical::{canonical, digest};
pub use diff::{ColumnChange, ColumnDiff, PlanDiff, PlanFact, diff};
pub use error::{PlanError, Problem};
pub use inputs::{BuildColumn, BuildDataset, BuildDecision, BuildInputs};
pub use joins::{Joined, joins};
pub use lint::{Lint, Severity, lint};
pub use parse::{follows, parse};
pub use refused::{Refusal, Refused};
pub use schema::schema;
pub use show::{ShowRow, column_name, leaves, show};
pub use show_risk::{show_risk, show_rows};

#[cfg(test)]
pub(crate) mod samples;
