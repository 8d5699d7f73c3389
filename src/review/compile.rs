//! From decided columns to a plan: the facts of files, keys and policy brought together.

use std::collections::HashSet;
use std::path::Path;

use super::error::ReviewError;
use super::item::Item;
use super::measure::{self, Measuring};
use crate::domain::join::Join;
use crate::domain::plan::{Plan, PlanKey, PlanRisk};
use crate::domain::scan::DatasetScan;
use crate::plan::{self, BuildColumn, BuildDataset, BuildDecision, BuildInputs, Refused};
use crate::store::keys::{DEFAULT, Keys};
use crate::store::project::Project;
use crate::store::{StoreError, atomic, digest};
use crate::watch::{BASELINE_FORMAT, Baseline};

/// What a plan is compiled from.
pub struct CompileRequest<'a> {
    /// The project.
    pub project: &'a Project,
    /// The keys.
    pub keys: &'a Keys,
    /// The tables, their columns left out.
    pub tables: &'a [DatasetScan],
    /// The columns with their decisions.
    pub items: &'a [Item],
    /// The revision before, where there is one.
    pub previous: Option<&'a Plan>,
    /// Whether the digests of the files are computed (they are read whole).
    pub digests: bool,
    /// How risk is measured.
    pub measuring: Measuring,
}

/// Compiles a plan; tables known from reports only are left out, there is nothing of them to mask.
///
/// The risk is measured on the rows that were reviewed, in a further pass, once nothing else stands against the plan.
///
/// # Errors
/// A policy or file that cannot be read. A refusal is the inner result.
pub fn compile(request: &CompileRequest<'_>) -> Result<Result<Plan, Refused>, ReviewError> {
    let mut datasets = Vec::new();
    for table in request.tables.iter().filter(|table| !table.schema.is_empty()) {
        datasets.push(dataset(request, table)?);
    }
    let policy = &request.project.settings().policy;
    let key = request.keys.find(DEFAULT).ok().map(|key| PlanKey {
        id: key.id().to_owned(),
        name: key.name().to_owned(),
        check: key.check().to_owned(),
    });
    let mut inputs = BuildInputs {
        previous: request.previous,
        policy: policy.digest()?,
        environment: request.project.settings().environment.clone(),
        datasets,
        joins: joins(request.tables),
        risk: PlanRisk::default(),
        waivers: policy.waivers.clone(),
        sign_offs_needed: policy.sign_offs(),
        four_eyes: policy.four_eyes,
        key,
    };
    if let Err(refused) = plan::build(inputs.clone()) {
        return Ok(Err(refused));
    }
    inputs.risk = measure::measure(request.project, request.tables, request.items, &request.measuring)?;
    Ok(plan::build(inputs))
}

/// What the project asks for and a plan has nothing of, by table: rows that are to be left out, where no quasi-identifier
/// is released that would make groups.
#[must_use]
pub fn unmet(project: &Project, plan: &Plan) -> Vec<(String, String)> {
    let asked = |table: &str| project.suppress_under(table);
    let unmet = plan.datasets.iter().filter(|d| d.suppress_rows.is_none() && asked(&d.table).is_some());
    let why = "suppress_rows of vizard.toml leaves no row out: no quasi-identifier of the table is released";
    unmet.map(|dataset| (dataset.table.clone(), why.to_owned())).collect()
}

/// The joins of the tables that are in the plan.
fn joins(tables: &[DatasetScan]) -> Vec<Join> {
    let there = |table: &str| tables.iter().any(|t| t.table == table && !t.schema.is_empty());
    let all = tables.iter().flat_map(|table| &table.joins);
    all.filter(|join| there(&join.table) && there(&join.to_table)).cloned().collect()
}

fn dataset(request: &CompileRequest<'_>, table: &DatasetScan) -> Result<BuildDataset, ReviewError> {
    let mut items: Vec<&Item> = request.items.iter().filter(|item| item.id.table == table.table).collect();
    items.sort_by_key(|item| item.scan.index);
    let path = Path::new(&table.path);
    let plain = path.is_file();
    let columns = items
        .into_iter()
        .map(|item| {
            let decision = item.action().cloned().map(|action| {
                let head = item.status.heads.first();
                BuildDecision {
                    action,
                    reason: head
                        .and_then(|head| head.reason.clone())
                        .unwrap_or_else(|| item.suggestion.why.clone()),
                    reviewer: head.map_or_else(String::new, |head| head.reviewer.clone()),
                }
            });
            BuildColumn::of_scan(&item.scan, item.scan.nullable, item.state, decision)
        })
        .collect();
    Ok(BuildDataset {
        table: table.table.clone(),
        path: table.table.clone(),
        digest: if plain && request.digests { Some(digest::file(path)?) } else { None },
        bytes: if plain { std::fs::metadata(path).ok().map(|meta| meta.len()) } else { None },
        rows: table.rows.total,
        sampled: table.rows.seed.is_some().then_some(table.rows.read),
        columns,
        suppress_under: request.project.suppress_under(&table.table),
    })
}

/// Writes a plan and the baseline of the project.
///
/// # Errors
/// What the store refuses.
pub fn write(project: &Project, plan: &Plan, path: &Path) -> Result<(), StoreError> {
    project.create()?;
    atomic::write(path, &plan::canonical(plan), true)?;
    let baseline = Baseline::of_plan(plan, &plan::digest(plan));
    let mut bytes = serde_json::to_vec_pretty(&baseline)
        .map_err(|source| StoreError::Json { what: "the baseline", source })?;
    bytes.push(b'\n');
    atomic::write(&project.baseline(), &bytes, true)
}

/// The baseline of a project or of a file; `None` where nothing was approved yet.
///
/// # Errors
/// A file that cannot be read or is no baseline.
pub fn baseline(path: &Path) -> Result<Option<Baseline>, ReviewError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(StoreError::io(path, "read", e).into()),
    };
    let bad = |what: String| ReviewError::BadBaseline { path: path.to_owned(), what };
    let baseline: Baseline = serde_json::from_slice(&bytes)
        .map_err(|e| bad(format!("line {}, column {}", e.line(), e.column())))?;
    if baseline.format != BASELINE_FORMAT {
        return Err(bad("another format".to_owned()));
    }
    Ok(Some(baseline))
}

/// The columns of a baseline, for telling new ones.
#[must_use]
pub fn approved(baseline: &Baseline) -> HashSet<(String, String)> {
    let tables = baseline.tables.iter();
    tables.flat_map(|t| t.columns.iter().map(|c| (t.table.clone(), c.column.clone()))).collect()
}
