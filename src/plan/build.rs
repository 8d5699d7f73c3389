//! Compiles decisions into a plan, or refuses with everything that stands in the way.

use super::canonical::digest;
use super::content::{fingerprint, moves_values};
use super::inputs::{BuildColumn, BuildDataset, BuildInputs};
use super::refused::{Refusal, Refused};
use super::show::column_name;
use crate::detect;
use crate::domain::action::Action;
use crate::domain::digest::sha256;
use crate::domain::mask::MaskChoice;
use crate::domain::name;
use crate::domain::plan::{
    NullPolicy, PLAN_FORMAT, Plan, PlanAction, PlanColumn, PlanDataset, PlanKey, SignOffs, SuppressRows,
};
use crate::domain::state::State;
use crate::domain::table::Field;
use crate::domain::tier::Role;
use crate::mask;

/// Builds the plan.
///
/// The id of a first revision follows from the policy and the schemas, so that the same project gives the same plan. Where
/// nothing but revision and parent would differ from `previous`, `previous` is returned with its sign-offs.
///
/// # Errors
/// [`Refused`] with every open column, mask that does not fit, missing key and double table.
pub fn build(inputs: BuildInputs<'_>) -> Result<Plan, Refused> {
    let mut reasons = Vec::new();
    if inputs.datasets.is_empty() {
        reasons.push(Refusal::Nothing);
    }
    let mut seen = std::collections::HashSet::new();
    for dataset in &inputs.datasets {
        if !seen.insert(dataset.table.as_str()) {
            reasons.push(Refusal::TableTwice { table: dataset.table.clone() });
        }
    }
    for risk in &inputs.risk.datasets {
        if !(risk.before.is_sound() && risk.after.is_sound()) {
            reasons.push(Refusal::Figure { table: risk.table.clone() });
        }
    }
    let key = inputs.key.as_ref();
    let mut datasets: Vec<PlanDataset> =
        inputs.datasets.into_iter().map(|dataset| plan_dataset(dataset, key, &mut reasons)).collect();
    if !reasons.is_empty() {
        return Err(Refused { reasons });
    }
    datasets.sort_by(|a, b| a.table.cmp(&b.table));
    let keyed = datasets.iter().flat_map(|dataset| &dataset.columns).any(|column| column.key_id.is_some());
    let mut plan = Plan {
        format: PLAN_FORMAT.to_owned(),
        id: first_id(&inputs.policy, &datasets),
        revision: 1,
        parent: None,
        policy: inputs.policy,
        environment: inputs.environment,
        datasets,
        joins: inputs.joins,
        risk: inputs.risk,
        waivers: inputs.waivers,
        sign_offs: SignOffs {
            needed: inputs.sign_offs_needed,
            four_eyes: inputs.four_eyes,
            given: Vec::new(),
        },
        keys: inputs.key.filter(|_| keyed).into_iter().collect(),
    };
    if let Some(previous) = inputs.previous {
        plan.id.clone_from(&previous.id);
        plan.revision = previous.revision;
        plan.parent.clone_from(&previous.parent);
        let signed = Plan {
            sign_offs: SignOffs { given: previous.sign_offs.given.clone(), ..plan.sign_offs.clone() },
            ..plan.clone()
        };
        if signed == *previous {
            return Ok(signed);
        }
        plan.revision = previous.revision.saturating_add(1);
        plan.parent = Some(digest(previous));
    }
    Ok(plan)
}

fn first_id(policy: &str, datasets: &[PlanDataset]) -> String {
    let mut text = format!("vizard-plan-id/1\n{policy}\n");
    for dataset in datasets {
        text.push_str(&format!("{:?} {}\n", dataset.table, dataset.schema));
    }
    let digest = sha256(text.as_bytes());
    format!("p-{}", digest.trim_start_matches("sha256:").get(..16).unwrap_or_default())
}

fn plan_dataset(dataset: BuildDataset, key: Option<&PlanKey>, reasons: &mut Vec<Refusal>) -> PlanDataset {
    let paths: Vec<String> = dataset.columns.iter().map(|column| column.field.path.clone()).collect();
    let table = dataset.table;
    let columns = dataset
        .columns
        .into_iter()
        .enumerate()
        .filter_map(|(index, column)| plan_column(&table, index, column, &paths, key, reasons))
        .collect();
    let mut planned = PlanDataset {
        table,
        path: dataset.path,
        digest: dataset.digest,
        bytes: dataset.bytes,
        rows: dataset.rows,
        sampled: dataset.sampled,
        schema: String::new(),
        columns,
        suppress_rows: None,
    };
    planned.schema = fingerprint(&planned);
    conditions(&planned, reasons);
    if let Some(k) = dataset.suppress_under {
        suppress_rows(&mut planned, k, reasons);
    }
    planned
}

/// Conditions look at columns that are not sensitive.
fn conditions(planned: &PlanDataset, reasons: &mut Vec<Refusal>) {
    for column in &planned.columns {
        for when in column.when.iter().flat_map(|when| when.chain()) {
            let on = planned.columns.iter().find(|other| other.column == when.column);
            if let Some(on) = on.filter(|on| !on.sensitivity.allows_conditions()) {
                let (table, column) = (planned.table.clone(), column.column.clone());
                let (on, tier) = (on.column.clone(), on.sensitivity);
                reasons.push(Refusal::Condition { table, column, on, tier });
            }
        }
    }
}

/// Leaves out the rows of small classes; a table without released quasi-identifiers has one class only.
fn suppress_rows(planned: &mut PlanDataset, k: u64, reasons: &mut Vec<Refusal>) {
    let quasi = |c: &&PlanColumn| c.role == Role::Quasi && c.action != PlanAction::Drop;
    let columns: Vec<String> = planned.columns.iter().filter(quasi).map(column_name).collect();
    if columns.is_empty() {
        return;
    }
    if let Some(column) = planned.columns.iter().find(|column| moves_values(column)) {
        reasons.push(Refusal::Moves { table: planned.table.clone(), column: column.column.clone() });
    }
    planned.suppress_rows = Some(SuppressRows { k, columns });
}

fn plan_column(
    table: &str,
    index: usize,
    column: BuildColumn,
    paths: &[String],
    key: Option<&PlanKey>,
    reasons: &mut Vec<Refusal>,
) -> Option<PlanColumn> {
    let Some(decision) = column.decision.filter(|_| !column.state.is_open()) else {
        // A decided column without a decision in force is as open as an undecided one.
        let state = if column.state.is_open() { column.state } else { State::Undecided };
        let (table, Field { path, occurrence, .. }) = (table.to_owned(), column.field);
        reasons.push(Refusal::Open { table, column: path, occurrence, state });
        return None;
    };
    let mut planned = PlanColumn {
        index,
        column: column.field.path,
        occurrence: column.field.occurrence,
        dtype: column.field.dtype,
        nullable: column.field.nullable,
        kind: column.kind,
        sensitivity: column.sensitivity,
        role: column.role,
        action: PlanAction::Keep,
        mask: None,
        domain: None,
        key_id: None,
        nulls: None,
        when: None,
        contains: column.contains,
        reason: decision.reason,
        reviewer: decision.reviewer,
    };
    match decision.action {
        Action::Keep => {}
        Action::Drop => planned.action = PlanAction::Drop,
        Action::Mask { mask, domain, when } => {
            planned.when = when;
            if let Err(reason) = set_mask(table, &mut planned, mask, domain, paths, key) {
                reasons.push(reason);
                return None;
            }
        }
    }
    Some(planned)
}

fn set_mask(
    table: &str,
    planned: &mut PlanColumn,
    choice: MaskChoice,
    domain: Option<String>,
    paths: &[String],
    key: Option<&PlanKey>,
) -> Result<(), Refusal> {
    let (table, column) = (table.to_owned(), planned.column.clone());
    let run = match mask::planned(&choice, planned.when.as_deref(), planned.dtype) {
        Ok(run) => run,
        Err(error) => return Err(Refusal::Mask { table, column, error }),
    };
    if let Some(reads) = run.reads.iter().find(|read| !paths.contains(read)) {
        return Err(Refusal::Reads { table, column, reads: reads.clone() });
    }
    planned.action = PlanAction::Mask;
    planned.nulls = Some(if run.guarantees.keeps_nulls { NullPolicy::Keep } else { NullPolicy::Mask });
    planned.mask = Some(choice);
    if run.guarantees.keyed {
        let key = key.ok_or(Refusal::NeedsKey { table, column })?;
        planned.key_id = Some(key.id.clone());
        planned.domain = Some(domain.unwrap_or_else(|| default_domain(planned)));
    }
    Ok(())
}

/// Columns of one type share tokens, so that tables can be joined; a column without a type is on its own name.
fn default_domain(column: &PlanColumn) -> String {
    match column.kind.as_deref() {
        Some(kind) => detect::parent(kind).filter(|parent| *parent != "none").unwrap_or(kind).to_owned(),
        None => name::leaf(&column.column),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::domain::mask::Param;

    fn refusals(edit: impl FnOnce(&mut BuildInputs<'_>)) -> String {
        let mut inputs = samples::inputs();
        edit(&mut inputs);
        build(inputs).map_or_else(|refused| refused.to_string(), |_| "built".to_owned())
    }

    #[test]
    fn a_plan_is_what_was_decided_and_reads_back() {
        let plan = build(samples::inputs()).unwrap();
        let parsed = super::super::parse(&super::super::canonical(&plan), "p", None).unwrap();
        assert_eq!(parsed, plan);
        assert_eq!((plan.revision, &plan.parent), (1, &None));
        assert_eq!(build(samples::inputs()).unwrap().id, plan.id);
    }

    #[test]
    fn everything_in_the_way_is_listed_at_once() {
        let all = refusals(|inputs| {
            for (column, state) in inputs.datasets[0].columns.iter_mut().zip([State::Skipped, State::Changed])
            {
                column.state = state;
            }
            inputs.datasets[1].columns[0].decision = None;
            inputs.key = None;
        });
        for says in ["is skipped", "is changed", "is undecided", "its mask needs a key; `vizard keys new`"] {
            assert!(all.contains(says), "{says}: {all}");
        }
        let double = refusals(|inputs| inputs.datasets.extend(inputs.datasets.clone()));
        assert!(double.contains("two inputs have this table id"), "{double}");
        assert!(refusals(|inputs| inputs.datasets.clear()).contains("there is no table"));
        let figure = refusals(|inputs| inputs.risk.datasets[0].after.unique_share = f64::NAN);
        assert!(figure.contains("not between 0 and 1"), "{figure}");
    }

    #[test]
    fn a_mask_that_does_not_fit_is_refused() {
        let said = refusals(|inputs| {
            for column in &mut inputs.datasets[0].columns {
                if let Some(decision) = &mut column.decision
                    && let Action::Mask { mask, .. } = &mut decision.action
                {
                    mask.params.insert("colour".to_owned(), Param::Flag(true));
                }
            }
        });
        assert!(said.contains("takes no parameter `colour`"), "{said}");
    }

    #[test]
    fn a_second_build_is_a_new_revision_only_where_something_changed() {
        let mut first = build(samples::inputs()).unwrap();
        first.sign_offs.given.push(samples::sign_off());
        let same = build(BuildInputs { previous: Some(&first), ..samples::inputs() }).unwrap();
        assert_eq!(same, first);
        let mut inputs = BuildInputs { previous: Some(&first), ..samples::inputs() };
        inputs.datasets[0].rows += 1;
        let next = build(inputs).unwrap();
        assert_eq!((next.revision, next.id.as_str()), (2, first.id.as_str()));
        assert_eq!(super::super::follows(&next, &first), Ok(()));
        assert!(next.sign_offs.given.is_empty(), "a signature is for one content");
    }

    #[test]
    fn keys_are_named_only_where_a_mask_needs_one() {
        let mut inputs = samples::inputs();
        for column in inputs.datasets.iter_mut().flat_map(|dataset| &mut dataset.columns) {
            if let Some(decision) = &mut column.decision {
                decision.action = Action::Drop;
            }
        }
        assert!(build(inputs).unwrap().keys.is_empty());
    }
}
