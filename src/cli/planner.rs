//! What the terminal asks about plans, answered by the code of the commands.

use std::collections::HashSet;
use std::path::PathBuf;

use crate::domain::plan::Plan;
use crate::domain::scan::{DatasetScan, RowsRead};
use crate::export::{self, EXPORTERS, Fit};
use crate::plan::{self, Refused, Severity};
use crate::review::compile::{self, CompileRequest};
use crate::store::keys::Keys;
use crate::store::project::Project;
use crate::store::{atomic, clock};
use crate::tui::port::{ChangeLine, DeskError, LintLine, PlanView, Planner, Row, TargetLine};
use crate::watch;

/// Plans of a project.
pub struct HousePlanner {
    project: Project,
    keys: Keys,
}

impl HousePlanner {
    /// The planner of a project with its keys.
    #[must_use]
    pub const fn new(project: Project, keys: Keys) -> Self {
        Self { project, keys }
    }

    fn previous(&self) -> Result<Option<Plan>, DeskError> {
        let path = self.project.plan();
        match std::fs::read(&path) {
            Ok(bytes) => plan::parse(&bytes, &path.display().to_string(), None)
                .map(Some)
                .map_err(DeskError::from_words),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(DeskError(format!("{}: cannot read the plan: {e}", path.display()))),
        }
    }

    fn compile(&self, items: &[Row], digests: bool) -> Result<Result<Plan, Refused>, DeskError> {
        let previous = self.previous()?;
        let tables = tables(&self.project, items);
        compile::compile(&CompileRequest {
            project: &self.project,
            keys: &self.keys,
            tables: &tables,
            items,
            previous: previous.as_ref(),
            digests,
        })
        .map_err(DeskError::from_words)
    }

    /// The plan, or the refusal in words.
    fn plan(&self, items: &[Row]) -> Result<Plan, DeskError> {
        self.compile(items, true)?.map_err(DeskError::from_words)
    }
}

/// The tables of columns that have a sample.
fn tables(project: &Project, items: &[Row]) -> Vec<DatasetScan> {
    let mut out: Vec<DatasetScan> = Vec::new();
    for item in items.iter().filter(|item| !item.has_no_sample()) {
        if out.iter().any(|t| t.table == item.id.table) {
            continue;
        }
        let rows: RowsRead = item.rows;
        out.push(DatasetScan {
            table: item.id.table.clone(),
            path: project.root().join(&item.id.table).to_string_lossy().into_owned(),
            rows,
            // Read: the fingerprint itself is computed from the columns.
            schema: "read".to_owned(),
            columns: Vec::new(),
        });
    }
    out.sort_by(|a, b| a.table.cmp(&b.table));
    out
}

impl Planner for HousePlanner {
    fn approved(&self) -> Option<HashSet<(String, String)>> {
        compile::baseline(&self.project.baseline()).ok().flatten().as_ref().map(compile::approved)
    }

    fn view(&self, items: &[Row]) -> Result<PlanView, DeskError> {
        let path = self.project.plan().display().to_string();
        let plan = match self.compile(items, false)? {
            Ok(plan) => plan,
            Err(refused) => {
                let refused = refused.to_string().lines().map(str::to_owned).collect();
                return Ok(PlanView { refused, path, ..PlanView::default() });
            }
        };
        let digest = plan::digest(&plan);
        let now = clock::now();
        let lint = plan::lint(&plan, now.get(..10).unwrap_or(&now))
            .into_iter()
            .map(|hit| LintLine {
                severity: match hit.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "note",
                }
                .to_owned(),
                rule: hit.rule.to_owned(),
                at: [hit.table, hit.column].into_iter().flatten().collect::<Vec<_>>().join("."),
                why: format!("{}; {}", hit.why, hit.fix),
            })
            .collect();
        let targets = EXPORTERS
            .iter()
            .map(|exporter| {
                let export = exporter.export(&plan, &digest);
                let pick = |test: &dyn Fn(&Fit) -> Option<String>| -> Vec<(String, String)> {
                    let entries = export.capability.iter();
                    entries
                        .filter_map(|c| Some((format!("{}.{}", c.table, c.column), test(&c.fit)?)))
                        .collect()
                };
                TargetLine {
                    name: exporter.name().to_owned(),
                    title: exporter.title().to_owned(),
                    exact: export.capability.iter().filter(|c| c.fit == Fit::Exact).count(),
                    lossy: pick(&|fit| if let Fit::Lossy(why) = fit { Some(why.clone()) } else { None }),
                    unsupported: pick(&|fit| {
                        if let Fit::Unsupported(why) = fit { Some(why.clone()) } else { None }
                    }),
                }
            })
            .collect();
        Ok(PlanView {
            refused: Vec::new(),
            digest: Some(digest),
            path,
            lint,
            sign_offs_needed: plan.sign_offs.needed,
            risk: Vec::new(),
            targets,
        })
    }

    fn write(&self, items: &[Row]) -> Result<String, DeskError> {
        let plan = self.plan(items)?;
        let path = self.project.plan();
        compile::write(&self.project, &plan, &path).map_err(DeskError::from_words)?;
        Ok(path.display().to_string())
    }

    fn export(&self, items: &[Row], target: &str, allow_lossy: bool) -> Result<String, DeskError> {
        let exporter =
            export::find(target).ok_or_else(|| DeskError(format!("there is no target `{target}`")))?;
        let plan = self.plan(items)?;
        let export = exporter.export(&plan, &plan::digest(&plan));
        let inexact = export.capability.iter().filter(|c| c.fit != Fit::Exact).count();
        if inexact > 0 && !allow_lossy {
            return Err(DeskError(format!(
                "{target} cannot express {inexact} columns exactly; nothing was written"
            )));
        }
        let path: PathBuf =
            self.project.root().join(format!("vizard-plan.{target}.{}", exporter.extension()));
        atomic::write(&path, &export.bytes, true).map_err(DeskError::from_words)?;
        Ok(path.display().to_string())
    }

    fn changes(&self, scanned: &[DatasetScan]) -> Result<Vec<ChangeLine>, DeskError> {
        let baseline = compile::baseline(&self.project.baseline()).map_err(DeskError::from_words)?;
        let Some(baseline) = baseline else { return Ok(Vec::new()) };
        let differences = watch::since(&baseline, scanned).into_iter();
        Ok(differences
            .map(|d| ChangeLine {
                kind: d.kind.word().to_owned(),
                at: if d.column.is_empty() { d.table } else { format!("{}.{}", d.table, d.column) },
                why: d.why,
            })
            .collect())
    }
}
