//! Why a column ranks where it does, and what would move it.

use super::terms::base;
use crate::domain::assessment::ColumnScan;
use crate::domain::tier::Tier;

/// The explanation of a column's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The terms of the score, one a line.
    pub terms: Vec<String>,
    /// Evidence for the type.
    pub for_it: Vec<String>,
    /// Evidence against it.
    pub against: Vec<String>,
    /// What would move it up or down.
    pub would_move: Vec<String>,
}

/// Explains a ranked column.
#[must_use]
pub fn explain(column: &ColumnScan) -> Explanation {
    let line = |weight: f64, source: &str, text: &str| format!("{weight:+6.1} dB  {source}: {text}");
    let pick = |test: &dyn Fn(f64) -> bool| -> Vec<String> {
        column
            .evidence
            .iter()
            .filter(|e| test(e.weight))
            .map(|e| line(e.weight, &e.source, &e.text))
            .collect()
    };
    Explanation {
        terms: column
            .reasons
            .iter()
            .map(|t| format!("{:+6.1}  {:<12} {}", t.points, t.term, t.why))
            .collect(),
        for_it: pick(&|w| w >= 0.0),
        against: pick(&|w| w < 0.0),
        would_move: would_move(column),
    }
}

fn would_move(column: &ColumnScan) -> Vec<String> {
    let mut out = Vec::new();
    let strongest =
        column.evidence.iter().filter(|e| e.weight > 0.0).max_by(|a, b| a.weight.total_cmp(&b.weight));
    if let Some(evidence) = strongest.filter(|_| column.sensitivity > Tier::Public) {
        out.push(format!("down: without \"{}\" the type loses {:.0} dB", evidence.text, evidence.weight));
    }
    if let Some(other) = column.alternates.first() {
        out.push(format!("aside: {} is the next best type ({:.0} %)", other.kind, other.confidence * 100.0));
    }
    let next = Tier::ALL.into_iter().rev().find(|tier| *tier > column.sensitivity);
    if let Some(next) = next {
        let missing = base(next) - base(column.sensitivity);
        out.push(format!("up: {next} begins {missing:.0} base points higher; a corrected type or a policy tier moves it there"));
    }
    if column.contains.is_empty() && column.stats.values > 0 {
        let bound = 3.0 / column.stats.values as f64 * 100.0;
        out.push(format!(
            "up: an entity of another type inside; none was seen in {} values (under {bound:.2} %)",
            column.stats.values
        ));
    }
    out
}
