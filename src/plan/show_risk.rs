//! The re-identification risk of a plan as rows of a table for people.

use crate::domain::plan::{DatasetRisk, Plan, RiskFigures, SuppressRows};

/// Table, quasi-identifiers, rows, k, share in small groups, share alone, marketer risk; figures before → after.
#[must_use]
pub fn show_risk(plan: &Plan) -> Vec<[String; 7]> {
    plan.risk.datasets.iter().map(row).collect()
}

/// Which rows each table leaves out, and how many of the reviewed ones those were.
#[must_use]
pub fn show_rows(plan: &Plan) -> Vec<String> {
    let rules = plan.datasets.iter().filter_map(|d| Some((&d.table, d.suppress_rows.as_ref()?)));
    let line = |(table, rule): (&String, &SuppressRows)| {
        let risk = plan.risk.datasets.iter().find(|risk| risk.table == *table);
        let counted = risk.and_then(|risk| Some((risk.suppressed?, risk)));
        let counted = counted.map_or_else(String::new, |(rows, risk)| {
            let about = if risk.exact { "" } else { "about " };
            format!(" ({about}{rows} of {} rows looked at)", risk.n)
        });
        format!("{table}: rows of which fewer than {} share {}{counted}", rule.k, rule.columns.join(", "))
    };
    rules.map(line).collect()
}

fn row(risk: &DatasetRisk) -> [String; 7] {
    let share = |of: fn(&RiskFigures) -> f64| {
        format!("{:.2} % → {:.2} %", of(&risk.before) * 100.0, of(&risk.after) * 100.0)
    };
    let most = if risk.exact { "" } else { "at most " };
    [
        risk.table.clone(),
        risk.quasi_identifiers.join(", "),
        if risk.exact { risk.n.to_string() } else { format!("{} (classes estimated)", risk.n) },
        format!("{most}{} → {most}{}", risk.before.k, risk.after.k),
        format!("{} under {}", share(|figures| figures.small_share), risk.threshold),
        share(|figures| figures.unique_share),
        share(|figures| figures.marketer),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::samples;

    #[test]
    fn figures_stand_before_and_after_and_estimates_say_so() {
        let mut plan = samples::plan();
        let shown = show_risk(&plan);
        let want = [
            "customers.csv",
            "birth_date, postal_code, city",
            "400",
            "1 → 2",
            "100.00 % → 85.00 % under 5",
            "98.25 % → 0.00 %",
            "99.00 % → 32.75 %",
        ];
        assert_eq!(shown, [want.map(str::to_owned)]);
        plan.risk.datasets[0].exact = false;
        let shown = &show_risk(&plan)[0];
        assert_eq!(
            (shown[2].as_str(), shown[3].as_str()),
            ("400 (classes estimated)", "at most 1 → at most 2")
        );
    }
}
