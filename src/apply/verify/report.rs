//! What a verification found; never a value.

use serde::Serialize;

/// How one check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Proven.
    Pass,
    /// Broken.
    Fail,
    /// Could not be proven.
    NotProven,
}

/// One check of one column or of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckLine {
    /// Permanent name: `rows`, `classes`, `columns`, `types`, `kept`, `nulls`, `recomputed`, `unequal`, `form`, `deterministic`, `unique`, `multiset`, `leak`, `values`.
    pub check: String,
    /// Column path, empty for the table.
    pub column: String,
    /// How it ended.
    pub finding: Finding,
    /// Cells or rows that break it.
    pub count: u64,
    /// Cells or rows that were tested.
    pub n: u64,
    /// For people.
    pub why: String,
}

/// All checks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// Rows of the masked file.
    pub rows: u64,
    /// The checks.
    pub checks: Vec<CheckLine>,
}

impl VerifyReport {
    /// Whether nothing is broken.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|line| line.finding != Finding::Fail)
    }

    /// What could not be proven.
    pub fn not_proven_lines(&self) -> impl Iterator<Item = &CheckLine> {
        self.checks.iter().filter(|line| line.finding == Finding::NotProven)
    }

    /// Broken lines of a check.
    #[must_use]
    pub fn count(&self, check: &str) -> usize {
        self.checks.iter().filter(|l| l.check == check && l.finding == Finding::Fail).count()
    }

    pub(in crate::apply) fn pass(&mut self, check: &str, n: u64, why: &str) {
        self.line(check, "", Finding::Pass, 0, n, why);
    }

    pub(in crate::apply) fn fail(&mut self, check: &str, column: &str, count: u64, n: u64, why: &str) {
        self.line(check, column, Finding::Fail, count, n, why);
    }

    pub(in crate::apply) fn not_proven(&mut self, check: &str, why: &str) {
        self.line(check, "", Finding::NotProven, 0, 0, why);
    }

    pub(in crate::apply) fn line(
        &mut self,
        check: &str,
        column: &str,
        finding: Finding,
        count: u64,
        n: u64,
        why: &str,
    ) {
        self.checks.push(CheckLine {
            check: check.to_owned(),
            column: column.to_owned(),
            finding,
            count,
            n,
            why: why.to_owned(),
        });
    }
}
