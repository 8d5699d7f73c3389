//! Inputs, reports and decisions brought together: what the terminal and the commands share.
//!
//! The agreed surface (the commands and the terminal are written against it):
//!
//! - `load::Request { paths, project, sampling, threads, reports, use_cache, .. }`, `load::find(&Request) -> Result<Found, ReviewError>` (inputs and reports, cheap, nothing scanned), `load::scan(&Found, &Engine, &Progress, on_table: &mut dyn FnMut(DatasetScan)) -> Result<ScanDocument, ReviewError>`.
//! - `queue::Queue::new(ScanDocument, &Fold, &QueueOptions)`: items with id, scan, suggestion, status, state, ranked; `queue.items()`, `queue.open()`, `queue.refresh(&Fold)`.
//! - `queue::Item { id: ColumnId, scan: ColumnScan, rows: RowsRead, suggestion: Suggestion, state: State, status: ColumnStatus, why_changed: Option<String> }`.
//! - `select::Selector::parse(&str)`: `TABLE.COLUMN` with globs and `:INDEX`; `filter::Filter::parse(&str)`: the filter language of the terminal, `filter.matches(&Item)`.
//! - `decide::verdict(&Item, Verdict, reason, detectors) -> Change`, `decide::approve(&Item) -> Verdict`, `decide::undo(events, fold) -> Vec<Change>`, `decide::redo(..)`.
