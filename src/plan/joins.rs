//! Which columns of a plan get equal tokens for equal values, so that they can still be joined.

use std::collections::BTreeMap;

use super::column_name;
use crate::domain::plan::Plan;
use crate::mask;

/// Columns that share a consistency domain, key and mask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The consistency domain.
    pub domain: String,
    /// The mask with its parameters.
    pub mask: String,
    /// The columns as `TABLE.COLUMN`, in the plan's order; at least two.
    pub columns: Vec<String>,
}

/// The groups of columns that can be joined after masking, by domain. Names come from data: print them through `SafeText`.
#[must_use]
pub fn joins(plan: &Plan) -> Vec<Joined> {
    let mut groups: BTreeMap<(String, String, String), Vec<String>> = BTreeMap::new();
    for dataset in &plan.datasets {
        for column in &dataset.columns {
            let (Some(choice), Some(domain), Some(key)) = (&column.mask, &column.domain, &column.key_id)
            else {
                continue;
            };
            let planned = mask::planned(choice, column.when.as_deref(), column.dtype);
            if planned.is_ok_and(|planned| planned.guarantees.keeps_join) {
                let label = column.resolved().map(|action| action.label()).unwrap_or_default();
                let group = groups.entry((domain.clone(), label, key.clone())).or_default();
                group.push(format!("{}.{}", dataset.table, column_name(column)));
            }
        }
    }
    let several = groups.into_iter().filter(|(_, columns)| columns.len() > 1);
    several.map(|((domain, mask, _), columns)| Joined { domain, mask, columns }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::domain::plan::PlanAction;

    #[test]
    fn columns_of_one_domain_join_and_one_in_another_does_not() {
        let mut plan = samples::plan();
        let keyed = plan.datasets[0].columns.iter().find(|c| {
            c.action == PlanAction::Mask && c.mask.as_ref().is_some_and(|mask| mask.name == "pseudonym")
        });
        let mut other = keyed.unwrap().clone();
        let domain = other.domain.clone().unwrap();
        let count = |plan: &Plan| -> usize {
            joins(plan).iter().filter(|group| group.domain == domain).map(|group| group.columns.len()).sum()
        };
        let before = count(&plan);
        "copy".clone_into(&mut other.column);
        plan.datasets[0].columns.push(other.clone());
        assert!(count(&plan) > before);
        let joined = count(&plan);
        other.domain = Some("elsewhere".to_owned());
        plan.datasets[0].columns.push(other);
        assert_eq!(count(&plan), joined);
    }
}
