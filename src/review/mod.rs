//! Inputs, reports and decisions brought together: what the terminal and the commands share.
//!
//! | file | what |
//! |---|---|
//! | [`load`] | from paths and reports to scanned, ranked tables |
//! | [`queue`] | every column with its suggestion and state, ranked |
//! | [`select`] | `TABLE.COLUMN` |
//! | [`filter`] | the filter language |
//! | [`condition`] | conditions of masks as they are typed |
//! | [`joins`] | columns of different tables that hold the same keys |
//! | [`decide`] | verdicts, remarks, corrections as changes for the journal |
//! | [`undo`] | taking steps back and bringing them back |
//! | [`compile`] | from decided columns to a plan |
//! | [`measure`] | re-identification risk under the decisions |
//! | [`signed`] | whether a plan has the sign-offs it needs |
//! | [`vanished`] | decided columns that are gone, and what they may be called now |

pub mod compile;
pub mod condition;
pub mod correct;
pub mod decide;
pub mod error;
pub mod filter;
pub mod item;
pub mod joins;
mod lineage;
pub mod load;
pub mod measure;
pub mod queue;
pub mod select;
pub mod signed;
#[cfg(test)]
mod testing;
pub mod undo;
pub mod vanished;

pub use error::ReviewError;
