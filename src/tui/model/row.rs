//! One column of the queue.

pub use crate::review::item::Item as Row;
