//! One mask and one consistency domain for columns that join.

use crate::domain::action::Action;
use crate::domain::join::Join;
use crate::domain::scan::DatasetScan;
use crate::mask;
use crate::review::item::Item;

/// Makes the suggestions of columns that join go together: all of a group get the join-keeping mask that is suggested
/// for the most sensitive of them, in one consistency domain. A group for none of which a mask is suggested is left as
/// it is, and so is a column that cannot take the mask.
pub fn share(items: &mut [Item], datasets: &[DatasetScan]) {
    let joins: Vec<&Join> = datasets.iter().flat_map(|dataset| &dataset.joins).collect();
    if joins.is_empty() {
        return;
    }
    for group in groups(&joins) {
        let of_group = |item: &Item| {
            let ends = group.iter().any(|join| join.is_end(&item.id.table, &item.id.column));
            item.id.occurrence == 0 && ends
        };
        let members: Vec<usize> =
            items.iter().enumerate().filter(|(_, item)| of_group(item)).map(|(at, _)| at).collect();
        let lead = members
            .iter()
            .filter_map(|at| items.get(*at))
            .filter(|item| keeps_join(&item.suggestion.action, item))
            .max_by(|a, b| {
                let order = a.scan.sensitivity.cmp(&b.scan.sensitivity);
                // Of equals the first by name, whatever the order of the queue.
                order.then_with(|| (&b.id.table, b.scan.index).cmp(&(&a.id.table, a.scan.index)))
            });
        let Some(Action::Mask { mask: choice, domain, .. }) = lead.map(|lead| lead.suggestion.action.clone())
        else {
            continue;
        };
        let declared = group.iter().find_map(|join| join.domain.clone());
        let action = Action::mask(choice, declared.or(domain));
        for at in members {
            let Some(item) = items.get_mut(at) else { continue };
            if !keeps_join(&action, item) {
                continue;
            }
            let own = group.iter().find(|join| join.is_end(&item.id.table, &item.id.column));
            let Some(join) = own else { continue };
            let (table, column) = if join.table == item.id.table && join.column == item.id.column {
                (&join.to_table, &join.to_column)
            } else {
                (&join.table, &join.column)
            };
            let before = std::mem::replace(&mut item.suggestion.action, action.clone());
            if before != action {
                item.suggestion.otherwise = Some(before);
            }
            item.suggestion.why =
                format!("one token for one key: it joins {table}.{column} ({})", join.figures());
        }
    }
}

fn keeps_join(action: &Action, item: &Item) -> bool {
    let Action::Mask { mask: choice, when, .. } = action else { return false };
    mask::planned(choice, when.as_deref(), item.id.dtype).is_ok_and(|plan| plan.guarantees.keeps_join)
}

/// Joins that have ends in common, directly or by others.
fn groups<'j>(joins: &[&'j Join]) -> Vec<Vec<&'j Join>> {
    let mut groups: Vec<Vec<&Join>> = Vec::new();
    for join in joins {
        let meets = |group: &Vec<&Join>| {
            group.iter().any(|other| {
                other.is_end(&join.table, &join.column) || other.is_end(&join.to_table, &join.to_column)
            })
        };
        let (met, mut rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(meets);
        let mut merged: Vec<&Join> = met.into_iter().flatten().collect();
        merged.push(join);
        rest.push(merged);
        groups = rest;
    }
    groups
}
