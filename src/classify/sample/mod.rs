//! A sample that was drawn in blocks: how evenly hits lie over the blocks, intervals widened by that, and which columns
//! are decided.

mod sink;
mod tally;

pub use sink::SampleSink;
pub use tally::{Clusters, How};

use super::engine::Engine;
use super::weights as w;
use crate::domain::assessment::ColumnScan;
use crate::domain::share::Share;
use crate::domain::tier::Tier;

/// Hits inside a column from which their share is known well enough: its relative standard error is under a fifth.
const ENOUGH: u64 = 30;

/// Shares at which the judgement on a type turns: too few for its form, enough to be inside, nearly all.
const TURNS: [f64; 3] = [w::FORM_SHARE, w::INSIDE_SHARE, 0.95];

/// Widens the intervals of a column by the design effect of its hits.
pub fn widen(engine: &Engine, scan: &mut ColumnScan, clusters: &Clusters) {
    let place = |kind: &str| engine.detectors.iter().position(|d| d.id == kind).map(|at| at as u16);
    if let (Some(is), Some(at)) = (scan.is, scan.kind.as_deref().and_then(place)) {
        let hits = (is.share * is.n as f64).round() as u64;
        scan.is = Some(Share::clustered(hits, is.n, clusters.effect(at, &[How::Form, How::List])));
    }
    for contained in &mut scan.contains {
        let Some(at) = place(&contained.kind) else { continue };
        let effect = clusters.effect(at, &[How::Inside, How::Form]);
        contained.share = Share::clustered(contained.rows.min(contained.share.n), contained.share.n, effect);
    }
}

/// Whether more rows could change what is said of a column: an interval holds a share at which the judgement turns, or
/// something sensitive stands in a few rows only.
#[must_use]
pub fn is_open(scan: &ColumnScan) -> bool {
    let turns = |share: &Share| TURNS.iter().any(|turn| share.low < *turn && *turn < share.high);
    let is =
        scan.sensitivity > Tier::Public && scan.is.as_ref().is_some_and(|is| is.share < 1.0 && turns(is));
    is || scan.contains.iter().any(|c| c.rows < ENOUGH || turns(&c.share))
}

#[cfg(test)]
mod tests;
