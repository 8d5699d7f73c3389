//! Plans from the screens: what the review knows now, compiled, checked and exported.
//!
//! Where the review looked at a sample, the plan says so with its n; `vizard plan build` reads everything.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::domain::plan::{DatasetRisk, Plan, RiskFigures};
use crate::domain::scan::DatasetScan;
use crate::export::{self, EXPORTERS, Export, Fit};
use crate::plan::{self, Refused, Severity};
use crate::review::compile::{self, CompileRequest};
use crate::review::measure::{self, Measuring};
use crate::review::signed::signed;
use crate::store::keys::Keys;
use crate::store::project::Project;
use crate::store::{atomic, clock};
use crate::tui::model::words::{count, percent};
use crate::tui::port::{ChangeLine, DeskError, LintLine, PlanView, Planner, Reviewed, TargetLine};
use crate::watch::{self, Baseline};

/// Rows of a table that the plan screen measures risk on: it is to be there at once.
const LOOKED_AT: u64 = 10_000;

/// The plans of a project.
pub struct Plans {
    project: Project,
    keys: Arc<Keys>,
}

/// A plan that was built, or the reasons against it.
type Built = Result<Plan, Refused>;

impl Plans {
    /// The plans of a project, keyed masks with its key `default`.
    #[must_use]
    pub const fn new(project: Project, keys: Arc<Keys>) -> Self {
        Self { project, keys }
    }

    /// Builds; `whole` records the digests of the files too, which reads them.
    fn build(&self, reviewed: &Reviewed<'_>, whole: bool) -> Result<Built, DeskError> {
        let previous = self.previous()?;
        compile::compile(&CompileRequest {
            project: &self.project,
            keys: &self.keys,
            tables: reviewed.tables,
            items: reviewed.items,
            previous: previous.as_ref(),
            digests: whole,
            measuring: measuring(reviewed, (!whole).then_some(LOOKED_AT)),
        })
        .map_err(DeskError::from_words)
    }

    fn baseline(&self) -> Result<Option<Baseline>, DeskError> {
        compile::baseline(&self.project.baseline()).map_err(DeskError::from_words)
    }

    /// The plan that is there; a file that is no plan of ours is never written over.
    fn previous(&self) -> Result<Option<Plan>, DeskError> {
        let path = self.project.plan();
        match std::fs::read(&path) {
            Ok(bytes) => plan::parse(&bytes, &path.display().to_string(), None)
                .map(Some)
                .map_err(DeskError::from_words),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DeskError(format!("{}: cannot read the plan: {error}", path.display()))),
        }
    }

    /// The plan, or one sentence with the first reason against it.
    fn built(&self, reviewed: &Reviewed<'_>) -> Result<Plan, DeskError> {
        self.build(reviewed, true)?.map_err(|refused| {
            let reasons = refused.summary();
            let first = reasons.first().cloned().unwrap_or_default();
            DeskError(match reasons.len().saturating_sub(1) {
                0 => format!("no plan: {first}"),
                more => format!("no plan: {first} (and {more} more)"),
            })
        })
    }
}

/// How risk is measured for these screens.
fn measuring(reviewed: &Reviewed<'_>, rows: Option<u64>) -> Measuring {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    Measuring { threads, rows, finder: reviewed.finder.clone() }
}

/// Whether data of a table is here, not only a report about it.
fn has_data(table: &DatasetScan) -> bool {
    !table.schema.is_empty() && Path::new(&table.path).exists()
}

impl Planner for Plans {
    fn approved(&self) -> Option<HashSet<(String, String)>> {
        // A baseline that cannot be read approves nothing; the changes screen says what is wrong with it.
        self.baseline().ok().flatten().as_ref().map(compile::approved)
    }

    fn view(&self, reviewed: &Reviewed<'_>) -> Result<PlanView, DeskError> {
        let mut view = PlanView {
            path: self.project.plan().display().to_string(),
            sign_offs_needed: self.project.settings().policy.sign_offs(),
            ..PlanView::default()
        };
        for table in reviewed.tables.iter().filter(|table| !has_data(table)) {
            view.lint.push(LintLine {
                severity: "note".to_owned(),
                rule: "no-data".to_owned(),
                at: table.table.clone(),
                why: "only a report speaks about it: it is not part of the plan".to_owned(),
            });
        }
        match self.build(reviewed, false)? {
            Err(refused) => {
                view.refused = refused.summary();
                // The plan so far: what is open counts as kept.
                let how = measuring(reviewed, Some(LOOKED_AT));
                match measure::measure(&self.project, reviewed.tables, reviewed.items, &how) {
                    Ok(risk) => view.risk = risk.datasets.iter().map(risk_line).collect(),
                    // What stands against the plan is shown all the same.
                    Err(error) => view.lint.push(LintLine {
                        severity: "note".to_owned(),
                        rule: "risk-missing".to_owned(),
                        at: "plan".to_owned(),
                        why: error.to_string(),
                    }),
                }
            }
            Ok(plan) => {
                view.risk = plan.risk.datasets.iter().map(risk_line).collect();
                view.digest = Some(plan::digest(&plan));
                let today = clock::now();
                view.lint.extend(plan::lint(&plan, today.get(..10).unwrap_or(&today)).iter().map(lint));
                view.lint.extend(compile::unmet(&self.project, &plan).into_iter().map(|(at, why)| {
                    LintLine { severity: "note".to_owned(), rule: "suppress-nothing".to_owned(), at, why }
                }));
                let digest = plan::digest(&plan);
                view.targets = EXPORTERS
                    .iter()
                    .map(|exporter| {
                        target(exporter.name(), exporter.title(), &export::export(*exporter, &plan, &digest))
                    })
                    .collect();
            }
        }
        Ok(view)
    }

    fn write(&self, reviewed: &Reviewed<'_>) -> Result<String, DeskError> {
        let plan = self.built(reviewed)?;
        let path = self.project.plan();
        compile::write(&self.project, &plan, &path).map_err(DeskError::from_words)?;
        let sampled = plan.datasets.iter().any(|dataset| dataset.sampled.is_some());
        let note = if sampled {
            " (from a sample, and it says so; `vizard plan build` reads everything)"
        } else {
            ""
        };
        Ok(format!("{}{note}", path.display()))
    }

    fn export(&self, reviewed: &Reviewed<'_>, name: &str, allow_lossy: bool) -> Result<String, DeskError> {
        let exporter = export::find(name).ok_or_else(|| DeskError(format!("there is no target `{name}`")))?;
        let plan = self.built(reviewed)?;
        if let Some(why) = signed(&self.project, &plan).map_err(DeskError::from_words)?.missing() {
            return Err(DeskError(format!("not exported: {why}")));
        }
        let export = export::export(exporter, &plan, &plan::digest(&plan));
        let line = target(name, exporter.title(), &export);
        let inexact = line.lossy.len() + line.unsupported.len();
        if inexact > 0 && !allow_lossy {
            return Err(DeskError(format!(
                "{name}: {inexact} columns are not exact there; confirm to write it all the same"
            )));
        }
        // Beside the decisions: no later walk over the data takes it for a table.
        let folder = self.project.folder().join("exports");
        atomic::make_folder(&folder, false).map_err(DeskError::from_words)?;
        let path = folder.join(format!("{name}.{}", exporter.extension()));
        atomic::write(&path, &export.bytes, true).map_err(DeskError::from_words)?;
        Ok(path.display().to_string())
    }

    fn changes(&self, reviewed: &Reviewed<'_>) -> Result<Vec<ChangeLine>, DeskError> {
        let Some(baseline) = self.baseline()? else { return Ok(Vec::new()) };
        let mut scans: Vec<DatasetScan> =
            reviewed.tables.iter().filter(|table| has_data(table)).cloned().collect();
        for scan in &mut scans {
            let items = reviewed.items.iter().filter(|item| item.id.table == scan.table);
            scan.columns =
                items.map(|item| crate::domain::assessment::ColumnScan::clone(&item.scan)).collect();
        }
        let lines = watch::since(&baseline, &scans).into_iter().map(|d| ChangeLine {
            kind: d.kind.word().to_owned(),
            at: if d.column.is_empty() { d.table } else { format!("{}.{}", d.table, d.column) },
            why: d.why,
        });
        Ok(lines.collect())
    }
}

/// Table, before, after.
fn risk_line(risk: &DatasetRisk) -> (String, String, String) {
    let say = |figures: &RiskFigures| {
        format!(
            "k {}, {} under {}, {} alone",
            figures.k,
            percent(figures.small_share),
            risk.threshold,
            percent(figures.unique_share)
        )
    };
    let table = format!("{} (n {}, by {})", risk.table, count(risk.n), risk.quasi_identifiers.join(", "));
    (table, say(&risk.before), say(&risk.after))
}

fn lint(lint: &plan::Lint) -> LintLine {
    let severity = match (lint.severity, &lint.waived) {
        (_, Some(_)) => "waived",
        (Severity::Error, None) => "error",
        (Severity::Warning, None) => "warning",
        (Severity::Note, None) => "note",
    };
    let place: Vec<&str> = [&lint.table, &lint.column].into_iter().flatten().map(String::as_str).collect();
    LintLine {
        severity: severity.to_owned(),
        rule: lint.rule.to_owned(),
        at: if place.is_empty() { "plan".to_owned() } else { place.join(".") },
        why: format!("{}; {}", lint.why, lint.fix),
    }
}

fn target(name: &str, title: &str, export: &Export) -> TargetLine {
    let mut line = TargetLine { name: name.to_owned(), title: title.to_owned(), ..TargetLine::default() };
    for capability in &export.capability {
        let at = format!("{}.{}", capability.table, capability.column);
        match &capability.fit {
            Fit::Exact => line.exact += 1,
            Fit::Lossy(why) => line.lossy.push((at, why.clone())),
            Fit::Unsupported(why) => line.unsupported.push((at, why.clone())),
        }
    }
    line
}
