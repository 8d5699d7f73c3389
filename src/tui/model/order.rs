//! Orders of the queue.

use std::cmp::Ordering;

use super::queue::Queue;

/// How the queue is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Highest priority first: the ranking of a scan.
    #[default]
    Priority,
    /// By table, then as the file has them.
    File,
    /// By semantic type, then priority: alike columns together.
    Type,
}

impl Order {
    /// For people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Priority => "priority",
            Self::File => "file",
            Self::Type => "type",
        }
    }

    /// The next one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Priority => Self::File,
            Self::File => Self::Type,
            Self::Type => Self::Priority,
        }
    }

    /// Compares two rows by number; equal rows keep their place in the file.
    #[must_use]
    pub fn compare(self, queue: &Queue, a: u32, b: u32) -> Ordering {
        let score = |n: u32| queue.brief.get(n as usize).map_or(0.0, |brief| brief.score);
        let by_score = || score(b).total_cmp(&score(a));
        let (Some(x), Some(y)) = (queue.row(a), queue.row(b)) else { return a.cmp(&b) };
        let by_file =
            || x.id.table.cmp(&y.id.table).then_with(|| x.scan.index.cmp(&y.scan.index)).then(a.cmp(&b));
        match self {
            Self::Priority => by_score().then_with(by_file),
            Self::File => by_file(),
            Self::Type => x.scan.kind.cmp(&y.scan.kind).then_with(by_score).then_with(by_file),
        }
    }
}
