//! Plans on a sample.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "sampled",
    severity: Severity::Warning,
    title: "the plan was built on a sample: what is rare may not have been seen",
    check,
};

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for dataset in &view.plan.datasets {
        let Some(read) = dataset.sampled.filter(|read| *read < dataset.rows) else { continue };
        // Rule of three: what was not seen in n rows is in at most 3/n of them (95 %).
        let unseen = if read == 0 { 100.0 } else { (300.0 / read as f64).min(100.0) };
        out.push(Hit {
            table: Some(dataset.table.clone()),
            column: None,
            why: format!(
                "{read} of {} rows were looked at; a type that was not seen may still be in {unseen:.2} % of them",
                dataset.rows
            ),
            fix: "build the plan without `--sampled`".to_owned(),
        });
    }
}
