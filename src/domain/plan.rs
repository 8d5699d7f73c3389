//! The masking plan, `vizard-plan/1`: types only; the `plan` room builds, checks and compares plans.

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::condition::{Otherwise, When};
use super::dtype::DType;
use super::join::Join;
use super::mask::MaskChoice;
use super::tier::{Role, Tier};

/// The format tag of a plan.
pub const PLAN_FORMAT: &str = "vizard-plan/1";

/// A masking plan: what happens with every column of every dataset. It is for a schema, not for bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// `vizard-plan/1`.
    pub format: String,
    /// Stays the same over the revisions of a plan.
    pub id: String,
    /// 1, 2, 3 …
    pub revision: u32,
    /// Digest of the revision before.
    pub parent: Option<String>,
    /// Digest of the policy in force.
    pub policy: String,
    /// Where the data goes: sub-keys of masks are derived for it, so that equal values get other tokens elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// The datasets, by table id.
    pub datasets: Vec<PlanDataset>,
    /// Columns of different tables that hold the same keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<Join>,
    /// Re-identification risk before and after.
    pub risk: PlanRisk,
    /// Rules that were waived.
    pub waivers: Vec<Waiver>,
    /// Sign-offs.
    pub sign_offs: SignOffs,
    /// The keys that keyed masks need, with check values.
    pub keys: Vec<PlanKey>,
}

/// One dataset of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanDataset {
    /// Table id.
    pub table: String,
    /// Path as reviewed.
    pub path: String,
    /// Digest of the file as reviewed: a record, not a condition. `None` for a stream.
    pub digest: Option<String>,
    /// Size as reviewed.
    pub bytes: Option<u64>,
    /// Rows as reviewed.
    pub rows: u64,
    /// Rows that were looked at where not all were.
    pub sampled: Option<u64>,
    /// Schema fingerprint: the condition.
    pub schema: String,
    /// Every column exactly once, in file order.
    pub columns: Vec<PlanColumn>,
    /// Rows that are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppress_rows: Option<SuppressRows>,
}

/// Leaves out every row whose quasi-identifiers, as masked, fewer than `k` rows share (ISO/IEC 20889, record suppression).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuppressRows {
    /// Fewest rows of a class that stays, 2 to [`MOST_K`].
    pub k: u64,
    /// The columns whose values make the classes, with `:N` for equally named ones after the first.
    pub columns: Vec<String>,
}

/// The largest `k` of [`SuppressRows`].
pub const MOST_K: u64 = 100_000;

/// One column of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanColumn {
    /// 0-based position.
    pub index: usize,
    /// Column path.
    pub column: String,
    /// Which one of equally named columns.
    #[serde(default, skip_serializing_if = "super::name::is_zero")]
    pub occurrence: u32,
    /// Logical type.
    pub dtype: DType,
    /// Whether nulls may occur (part of the fingerprint).
    pub nullable: bool,
    /// Semantic type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Tier.
    pub sensitivity: Tier,
    /// Role.
    pub role: Role,
    /// What happens.
    pub action: PlanAction,
    /// How it is masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<MaskChoice>,
    /// Consistency domain of a keyed mask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Id of the key of a keyed mask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_id: Option<String>,
    /// What happens with nulls: `keep`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nulls: Option<NullPolicy>,
    /// The condition under which a row is masked so, and what happens with the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Box<When>>,
    /// Contained types at the time of the approval; a new one makes the plan stale.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub reviewer: String,
}

/// The action word of a plan column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlanAction {
    /// Released as it is.
    Keep,
    /// Left out.
    Drop,
    /// Masked.
    Mask,
}

/// What a mask does with nulls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NullPolicy {
    /// Null in, null out.
    Keep,
    /// Nulls are masked too (constant, null).
    Mask,
}

impl PlanColumn {
    /// The action with its mask as a decision holds it.
    #[must_use]
    pub fn resolved(&self) -> Option<Action> {
        match self.action {
            PlanAction::Keep => Some(Action::Keep),
            PlanAction::Drop => Some(Action::Drop),
            PlanAction::Mask => self.mask.clone().map(|mask| Action::Mask {
                mask,
                domain: self.domain.clone(),
                when: self.when.clone(),
            }),
        }
    }

    /// Whether any row is released as it is.
    #[must_use]
    pub fn keeps_some(&self) -> bool {
        self.action == PlanAction::Keep || self.when.as_deref().is_some_and(When::keeps)
    }

    /// The column once for each way in which its rows are treated, without conditions.
    pub fn ways(&self) -> impl Iterator<Item = Self> {
        let first = Self { when: None, ..self.clone() };
        let others = self.when.iter().flat_map(|when| when.chain()).map(|when| {
            let (action, mask) = match &when.otherwise {
                Otherwise::Keep => (PlanAction::Keep, None),
                Otherwise::Mask { mask, .. } => (PlanAction::Mask, Some(mask.clone())),
            };
            Self { action, mask, when: None, ..self.clone() }
        });
        std::iter::once(first).chain(others)
    }
}

/// Risk before and after masking.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRisk {
    /// Per dataset with quasi-identifiers.
    pub datasets: Vec<DatasetRisk>,
}

/// The risk of one dataset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetRisk {
    /// Table id.
    pub table: String,
    /// The quasi-identifiers.
    pub quasi_identifiers: Vec<String>,
    /// Rows the figures are from.
    pub n: u64,
    /// Whether every class was counted; otherwise shares are estimates from a sample of classes and k an upper bound.
    pub exact: bool,
    /// Size under which a class is small.
    pub threshold: u64,
    /// Figures of the original.
    pub before: RiskFigures,
    /// Rows of `n` that are left out after masking; the figures after are those of the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<u64>,
    /// Figures of what is released, for somebody who sees equal tokens as equal.
    pub after: RiskFigures,
}

/// The size under which a class is small where the policy says nothing. Health agencies ask for 5 to 20 (El Emam and
/// others, BMC Med Inform 2011;11:53).
pub const SMALL_GROUP: u64 = 5;

/// Figures over the equivalence classes of the quasi-identifiers; all 0 where there are no rows.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskFigures {
    /// Size of the smallest class.
    pub k: u64,
    /// Share of rows that are alone in their class, 0 to 1.
    pub unique_share: f64,
    /// Number of classes.
    pub classes: u64,
    /// Share of rows in classes smaller than the threshold, 0 to 1.
    pub small_share: f64,
    /// Prosecutor risk of the most exposed row, 1/k; the journalist's too where the rows are the whole population.
    pub prosecutor: f64,
    /// Marketer risk: the share of rows that an attacker who tries them all is expected to get right, classes / n.
    pub marketer: f64,
}

impl RiskFigures {
    /// Whether every share is between 0 and 1.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let shares = [self.unique_share, self.small_share, self.prosecutor, self.marketer];
        shares.iter().all(|share| (0.0..=1.0).contains(share))
    }
}

/// A rule that was waived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Lint rule.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Until when, a date.
    pub expires: String,
}

/// Sign-offs needed and given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOffs {
    /// How many the policy asks for.
    pub needed: u32,
    /// Whether the sign-off of somebody who decided a column does not count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub four_eyes: bool,
    /// Those given, each over the plan without any.
    pub given: Vec<SignOff>,
}

/// One signature of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Who signed, as claimed: the public key that the project trusts under this name says whether it is so.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// SHA-256 of the public key's DER form, 64 hex digits.
    pub key_id: String,
    /// Ed25519 signature (RFC 8032) in base64.
    pub signature: String,
}

/// A key by id and check value; never the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanKey {
    /// `k-` and 16 hex digits.
    pub id: String,
    /// Name in the key folder.
    pub name: String,
    /// HMAC-SHA256(key, "vizard key check value") truncated to 8 bytes, hex.
    pub check: String,
}
