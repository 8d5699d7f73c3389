//! Plans from the screens: what the review knows now, compiled, checked and exported.
//!
//! Where the review looked at a sample, the plan says so with its n; `vizard plan build` reads everything.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::domain::action::Action;
use crate::domain::plan::{Plan, PlanKey, PlanRisk};
use crate::domain::scan::DatasetScan;
use crate::export::{self, EXPORTERS, Export, Fit};
use crate::plan::{self, BuildColumn, BuildDataset, BuildDecision, BuildInputs, Refused, Severity};
use crate::review::item::Item;
use crate::store::error::StoreError;
use crate::store::keys::{DEFAULT, Keys};
use crate::store::project::Project;
use crate::store::{atomic, clock, digest};
use crate::tui::port::{ChangeLine, DeskError, LintLine, PlanView, Planner, Reviewed, TargetLine};

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
        let policy = &self.project.settings().policy;
        let previous = self.previous()?;
        let mut by_table: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
        for item in reviewed.items {
            by_table.entry(&item.id.table).or_default().push(item);
        }
        let mut datasets = Vec::new();
        for table in reviewed.tables.iter().filter(|table| has_data(table)) {
            let items = by_table.remove(table.table.as_str()).unwrap_or_default();
            datasets.push(dataset(table, items, whole)?);
        }
        Ok(plan::build(BuildInputs {
            previous: previous.as_ref(),
            policy: policy.digest().map_err(DeskError::from_words)?,
            datasets,
            risk: PlanRisk::default(),
            waivers: policy.waivers.clone(),
            sign_offs_needed: policy.sign_offs,
            key: self.key()?,
        }))
    }

    fn key(&self) -> Result<Option<PlanKey>, DeskError> {
        match self.keys.find(DEFAULT) {
            Ok(key) => Ok(Some(PlanKey {
                id: key.id().to_owned(),
                name: key.name().to_owned(),
                check: key.check().to_owned(),
            })),
            Err(StoreError::NoKey { .. }) => Ok(None),
            Err(error) => Err(DeskError::from_words(error)),
        }
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
            let first = refused.reasons.first().map_or_else(String::new, ToString::to_string);
            let more = refused.reasons.len().saturating_sub(1);
            DeskError(if more > 0 {
                format!("no plan: {first} (and {more} more)")
            } else {
                format!("no plan: {first}")
            })
        })
    }
}

/// Whether data of a table is here, not only a report about it.
fn has_data(table: &DatasetScan) -> bool {
    !table.schema.is_empty() && Path::new(&table.path).exists()
}

fn dataset(table: &DatasetScan, mut items: Vec<&Item>, whole: bool) -> Result<BuildDataset, DeskError> {
    items.sort_by_key(|item| item.scan.index);
    let path = Path::new(&table.path);
    let digest = whole.then(|| digest::file(path)).transpose().map_err(DeskError::from_words)?;
    Ok(BuildDataset {
        table: table.table.clone(),
        path: table.path.clone(),
        digest,
        bytes: std::fs::metadata(path).ok().map(|meta| meta.len()),
        rows: table.rows.total,
        sampled: table.rows.seed.map(|_| table.rows.read),
        columns: items.into_iter().map(column).collect(),
    })
}

fn column(item: &Item) -> BuildColumn {
    let decision = item.action().map(|action| BuildDecision {
        action: action.clone(),
        reason: reason(item, action),
        reviewer: item.status.heads.first().map_or_else(String::new, |head| head.reviewer.clone()),
    });
    BuildColumn::of_scan(&item.scan, item.scan.nullable, item.state, decision)
}

/// The reviewer's words, else those of the suggestion that was taken.
fn reason(item: &Item, action: &Action) -> String {
    let given = item.status.heads.iter().find_map(|head| head.reason.clone());
    given.unwrap_or_else(|| {
        if *action == item.suggestion.action { item.suggestion.why.clone() } else { String::new() }
    })
}

impl Planner for Plans {
    fn approved(&self) -> Option<HashSet<(String, String)>> {
        // A plan that cannot be read approves nothing; the plan screen says what is wrong with it.
        let plan = self.previous().ok().flatten()?;
        let of = |dataset: crate::domain::plan::PlanDataset| {
            dataset
                .columns
                .into_iter()
                .map(move |column| (dataset.table.clone(), column.column))
                .collect::<Vec<_>>()
        };
        Some(plan.datasets.into_iter().flat_map(of).collect())
    }

    fn view(&self, reviewed: &Reviewed<'_>) -> Result<PlanView, DeskError> {
        let mut view = PlanView {
            path: self.project.plan().display().to_string(),
            sign_offs_needed: self.project.settings().policy.sign_offs,
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
            Err(refused) => view.refused = refused.reasons.iter().map(ToString::to_string).collect(),
            Ok(plan) => {
                view.digest = Some(plan::digest(&plan));
                let today = clock::now();
                view.lint.extend(plan::lint(&plan, today.get(..10).unwrap_or(&today)).iter().map(lint));
                let digest = plan::digest(&plan);
                view.targets = EXPORTERS
                    .iter()
                    .map(|exporter| {
                        target(exporter.name(), exporter.title(), &exporter.export(&plan, &digest))
                    })
                    .collect();
            }
        }
        Ok(view)
    }

    fn write(&self, reviewed: &Reviewed<'_>) -> Result<String, DeskError> {
        let plan = self.built(reviewed)?;
        let path = self.project.plan();
        atomic::write(&path, &plan::canonical(&plan), true).map_err(DeskError::from_words)?;
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
        let export = exporter.export(&plan, &plan::digest(&plan));
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
        let Some(plan) = self.previous()? else { return Ok(Vec::new()) };
        let mut lines = Vec::new();
        for table in reviewed.tables.iter().filter(|table| has_data(table)) {
            let known = plan.datasets.iter().find(|dataset| dataset.table == table.table);
            let line = |kind: &str, why: &str| ChangeLine {
                kind: kind.to_owned(),
                at: table.table.clone(),
                why: why.to_owned(),
            };
            match known {
                None => lines.push(line("new table", "the last plan does not know it")),
                Some(dataset) if dataset.schema != table.schema => {
                    lines.push(line(
                        "schema",
                        "columns, their order or their types differ from the last plan",
                    ));
                }
                Some(_) => {}
            }
        }
        let new = reviewed.items.iter().filter(|item| item.is_new).map(|item| ChangeLine {
            kind: "new".to_owned(),
            at: format!("{}.{}", item.id.table, item.id.column),
            why: "the last plan does not know it".to_owned(),
        });
        lines.extend(new);
        Ok(lines)
    }
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
