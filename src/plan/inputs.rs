//! What a plan is built from: plain values that the commands bring together.

use crate::domain::action::Action;
use crate::domain::assessment::ColumnScan;
use crate::domain::join::Join;
use crate::domain::plan::{Plan, PlanKey, PlanRisk, Waiver};
use crate::domain::state::State;
use crate::domain::table::Field;
use crate::domain::tier::{Role, Tier};

/// What a plan is built from.
#[derive(Debug, Clone, Default)]
pub struct BuildInputs<'a> {
    /// The revision before: the plan keeps its id and follows it. An equal plan is returned as it is.
    pub previous: Option<&'a Plan>,
    /// Digest of the policy in force.
    pub policy: String,
    /// Where the data goes.
    pub environment: Option<String>,
    /// The tables.
    pub datasets: Vec<BuildDataset>,
    /// Columns of different tables that hold the same keys.
    pub joins: Vec<Join>,
    /// Risk before and after masking.
    pub risk: PlanRisk,
    /// Rules that are waived.
    pub waivers: Vec<Waiver>,
    /// Sign-offs that the policy asks for.
    pub sign_offs_needed: u32,
    /// Whether whoever decided a column cannot sign.
    pub four_eyes: bool,
    /// The key for keyed masks; `None` where there is none yet.
    pub key: Option<PlanKey>,
}

/// One table with the facts of its file.
#[derive(Debug, Clone, Default)]
pub struct BuildDataset {
    /// Table id.
    pub table: String,
    /// Path as reviewed.
    pub path: String,
    /// Digest of the file; `None` for a stream.
    pub digest: Option<String>,
    /// Size of the file in bytes.
    pub bytes: Option<u64>,
    /// Rows of the table.
    pub rows: u64,
    /// Rows read, where not all were.
    pub sampled: Option<u64>,
    /// Every column of the schema, in file order.
    pub columns: Vec<BuildColumn>,
    /// Rows whose released quasi-identifiers fewer rows than this share are left out.
    pub suppress_under: Option<u64>,
}

/// One column with what is known and decided.
#[derive(Debug, Clone)]
pub struct BuildColumn {
    /// Its place in the schema.
    pub field: Field,
    /// Semantic type.
    pub kind: Option<String>,
    /// Tier.
    pub sensitivity: Tier,
    /// Role.
    pub role: Role,
    /// Contained types.
    pub contains: Vec<String>,
    /// Review state: anything but decided is refused.
    pub state: State,
    /// The decision in force.
    pub decision: Option<BuildDecision>,
}

/// A decision in force.
#[derive(Debug, Clone)]
pub struct BuildDecision {
    /// What happens.
    pub action: Action,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub reviewer: String,
}

impl BuildColumn {
    /// The column of a scan; the schema adds whether nulls may occur.
    #[must_use]
    pub fn of_scan(scan: &ColumnScan, nullable: bool, state: State, decision: Option<BuildDecision>) -> Self {
        Self {
            field: Field {
                path: scan.column.clone(),
                occurrence: scan.occurrence,
                dtype: scan.dtype,
                nullable,
            },
            kind: scan.kind.clone(),
            sensitivity: scan.sensitivity,
            role: scan.role,
            contains: scan.contains.iter().map(|contained| contained.kind.clone()).collect(),
            state,
            decision,
        }
    }
}
