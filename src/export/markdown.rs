//! A report for people: what is released, what is hidden, what the masks leave, what the rules say.

use super::capability::{Report, title};
use super::{Export, Exporter, Fit};
use crate::domain::plan::{Plan, PlanAction, PlanDataset, RiskFigures};
use crate::domain::safe_text::SafeText;
use crate::plan::{self, Lint, Severity};

/// See the module.
pub struct Markdown;

impl Exporter for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn title(&self) -> &'static str {
        "Markdown report for people"
    }

    fn covers(&self) -> &'static str {
        "everything the plan says, for reading; masks nothing itself"
    }

    fn extension(&self) -> &'static str {
        "md"
    }

    fn releases(&self) -> bool {
        false
    }

    fn export(&self, plan: &Plan, digest: &str) -> Export {
        let mut out = format!("# Masking plan {}\n\n", text(&plan.id));
        facts(plan, digest, &mut out);
        coverage(plan, &mut out);
        plan.datasets.iter().for_each(|dataset| table(plan, dataset, &mut out));
        rows(plan, &mut out);
        risk(plan, &mut out);
        findings(plan, &mut out);
        waivers(plan, &mut out);
        let mut report = Report::default();
        for dataset in &plan.datasets {
            dataset.columns.iter().for_each(|column| report.add(dataset, column, Fit::Exact));
        }
        out.push_str(&format!("---\n{}\n", title(plan, digest)));
        Export { bytes: out.into_bytes(), capability: report.finish() }
    }
}

/// Text from data or people inside a table cell.
fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in SafeText::new(raw).as_str().chars() {
        if matches!(c, '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '\\' | '#' | '&' | '!' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn facts(plan: &Plan, digest: &str, out: &mut String) {
    let parent = plan.parent.as_deref().unwrap_or("none, this is the first revision");
    let keys: Vec<String> = plan
        .keys
        .iter()
        .map(|key| format!("{} (\"{}\", check value {})", key.id, text(&key.name), key.check))
        .collect();
    let signed: Vec<String> =
        plan.sign_offs.given.iter().map(|given| format!("{} ({})", text(&given.by), given.at)).collect();
    out.push_str(&format!("- Revision: {}\n- Digest: `{digest}`\n- Follows: {parent}\n", plan.revision));
    out.push_str(&format!("- Policy: `{}`\n", plan.policy));
    if let Some(environment) = &plan.environment {
        out.push_str(&format!("- Environment: {}\n", text(environment)));
    }
    out.push_str(&format!("- Keys: {}\n", if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }));
    out.push_str(&format!(
        "- Sign-offs: {} needed, {} given{}{}\n\n",
        plan.sign_offs.needed,
        signed.len(),
        if signed.is_empty() { "" } else { ": " },
        signed.join(", ")
    ));
}

fn coverage(plan: &Plan, out: &mut String) {
    out.push_str("## Coverage\n\nEvery column of every table is decided; nothing else is released.\n\n");
    out.push_str(
        "| table | rows | looked at | columns | kept | masked | dropped |\n|---|--:|--:|--:|--:|--:|--:|\n",
    );
    for dataset in &plan.datasets {
        let count = |action| dataset.columns.iter().filter(|column| column.action == action).count();
        out.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} | {} |\n",
            text(&dataset.table),
            dataset.rows,
            dataset.sampled.map_or_else(|| "all".to_owned(), |read| read.to_string()),
            dataset.columns.len(),
            count(PlanAction::Keep),
            count(PlanAction::Mask),
            count(PlanAction::Drop),
        ));
    }
    out.push('\n');
}

fn table(plan: &Plan, dataset: &PlanDataset, out: &mut String) {
    out.push_str(&format!("## {}\n\n", text(&dataset.table)));
    let file = dataset.digest.as_deref().unwrap_or("no digest (a stream)");
    let bytes = dataset.bytes.map_or_else(|| "unknown size".to_owned(), |bytes| format!("{bytes} bytes"));
    out.push_str(&format!(
        "Reviewed as {} ({bytes}, {file}), schema `{}`.\n\n",
        text(&dataset.path),
        dataset.schema
    ));
    out.push_str("| column | type | sensitivity | role | decision | what is left | why | by |\n");
    out.push_str("|---|---|---|---|---|---|---|---|\n");
    let rows = plan::show(plan).into_iter().filter(|row| row.table == dataset.table);
    for row in rows {
        let left = if row.leaves.is_empty() { "nothing".to_owned() } else { text(&row.leaves) };
        out.push_str(&format!(
            "| {} | {} | {} | {} | {} | {left} | {} | {} |\n",
            text(&row.column),
            text(&row.kind),
            row.sensitivity,
            row.role,
            text(&row.action),
            text(&row.reason),
            text(&row.reviewer),
        ));
    }
    out.push('\n');
}

fn rows(plan: &Plan, out: &mut String) {
    let left_out = plan::show_rows(plan);
    if !left_out.is_empty() {
        out.push_str("## Rows left out after masking\n\n");
        left_out.iter().for_each(|line| out.push_str(&format!("- {}\n", text(line))));
        out.push('\n');
    }
}

fn risk(plan: &Plan, out: &mut String) {
    out.push_str("## Re-identification risk\n\n");
    if plan.risk.datasets.is_empty() {
        out.push_str("Not measured.\n\n");
        return;
    }
    out.push_str(
        "k is the number of rows in the smallest group that shares its quasi-identifiers; figures of a sample are not \
         those of the whole table. Small groups have fewer rows than the policy asks for. The last column is the share of \
         rows that somebody who tries them all is expected to name (marketer risk); the most exposed row is named with a \
         chance of 1 in k (prosecutor risk).\n\n| table | quasi-identifiers | rows looked at | k | in small groups \
         | alone | expected to be named |\n|---|---|--:|--:|--:|--:|--:|\n",
    );
    for risk in &plan.risk.datasets {
        let names: Vec<String> = risk.quasi_identifiers.iter().map(|name| text(name)).collect();
        let (before, after) = (&risk.before, &risk.after);
        let pair =
            |of: fn(&RiskFigures) -> f64| format!("{:.2} % → {:.2} %", of(before) * 100.0, of(after) * 100.0);
        let rows = if risk.exact { risk.n.to_string() } else { format!("{}, classes estimated", risk.n) };
        out.push_str(&format!(
            "| {} | {} | {rows} | {} → {} | {} (under {}) | {} | {} |\n",
            text(&risk.table),
            names.join(", "),
            before.k,
            after.k,
            pair(|figures| figures.small_share),
            risk.threshold,
            pair(|figures| figures.unique_share),
            pair(|figures| figures.marketer),
        ));
    }
    out.push('\n');
}

fn findings(plan: &Plan, out: &mut String) {
    // The report must not change from day to day: waivers count as in force here and are listed with their last day.
    let found: Vec<Lint> = plan::lint(plan, "0000-00-00");
    out.push_str("## What the rules say\n\n");
    if found.is_empty() {
        out.push_str("No rule has anything to say.\n\n");
        return;
    }
    out.push_str("| severity | rule | where | what | what to do |\n|---|---|---|---|---|\n");
    for lint in found {
        let severity = match (lint.severity, &lint.waived) {
            (_, Some(_)) => "waived",
            (Severity::Error, None) => "error",
            (Severity::Warning, None) => "warning",
            (Severity::Note, None) => "note",
        };
        let place: Vec<String> =
            [lint.table, lint.column].into_iter().flatten().map(|name| text(&name)).collect();
        let place = if place.is_empty() { "plan".to_owned() } else { place.join(": ") };
        out.push_str(&format!(
            "| {severity} | {} | {place} | {} | {} |\n",
            lint.rule,
            text(&lint.why),
            text(&lint.fix)
        ));
    }
    out.push('\n');
}

fn waivers(plan: &Plan, out: &mut String) {
    if plan.waivers.is_empty() {
        return;
    }
    out.push_str("## Waivers\n\n| rule | until | why |\n|---|---|---|\n");
    for waiver in &plan.waivers {
        out.push_str(&format!(
            "| {} | {} | {} |\n",
            text(&waiver.rule),
            text(&waiver.expires),
            text(&waiver.reason)
        ));
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_data_cannot_become_markup() {
        assert_eq!(text("a|b\n<img>[x](y) `c` \u{202e}"), "a\\|b␊\\<img\\>\\[x\\](y) \\`c\\` ␣");
    }
}
