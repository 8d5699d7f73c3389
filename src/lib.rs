//! vizard: data-security triage in the terminal.
//!
//! Files and scan reports become a queue of columns ranked by sensitivity priority; a reviewer decides each one;
//! the decisions become a masking plan that is exported, applied, verified and enforced.
//!
//! The rooms, from left to right; a room names only those before it (`tests/layers.rs` holds them to it):
//!
//! | room | what it does |
//! |---|---|
//! | [`domain`] | the trade's own words: plain values, no disk, clock, randomness or terminal |
//! | [`detect`] | what can be recognised: one file per detector |
//! | [`mask`] | the masks: one file each, with promises that follow from the parameters |
//! | [`classify`] | the engine: one pass over the cells, mergeable profiles, assessment with evidence |
//! | [`rank`] | priority as named additive terms |
//! | [`risk`] | re-identification risk of tables, and what masks leave of use |
//! | [`source`] | data files: CSV, JSON, Parquet, Arrow, compressed or not |
//! | [`findings`] | reports of other scanners |
//! | [`store`] | project folder, journal, keys, settings, cache: atomic writes |
//! | [`plan`] | the plan: built from decisions, checked, compared |
//! | [`export`] | plans for other systems |
//! | [`apply`] | masked copies and the proof that they are |
//! | [`watch`] | what changed since the approval |
//! | [`review`] | inputs, reports and decisions brought together: what the terminal and the commands share |
//! | [`tui`] | the terminal screens |
//! | [`cli`] | one file per command |

pub mod apply;
pub mod classify;
pub mod cli;
pub mod detect;
pub mod domain;
pub mod export;
pub mod findings;
pub mod mask;
pub mod plan;
pub mod rank;
pub mod review;
pub mod risk;
pub mod source;
pub mod store;
pub mod tui;
pub mod watch;
