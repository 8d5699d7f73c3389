//! A house of paper: synthetic columns, a journal in memory, and failures on demand.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::action::{Action, Suggestion};
use crate::domain::assessment::{ColumnScan, Contained, Evidence, Sighting, Stats};
use crate::domain::decision::{Basis, Verdict};
use crate::domain::dtype::DType;
use crate::domain::fold::{ColumnStatus, Head};
use crate::domain::name::ColumnId;
use crate::domain::priority::Term;
use crate::domain::purpose::Purpose;
use crate::domain::scan::RowsRead;
use crate::domain::secret::Secret;
use crate::domain::share::Share;
use crate::domain::state::State;
use crate::domain::tier::{Role, Tier};
use crate::mask::suggest::suggest;
use crate::tui::desk::sample::{Cells, Gathered};
use crate::tui::desk::scene::Scene;
use crate::tui::desk::{candidates, effect};
use crate::tui::model::row::Row;
use crate::tui::port::{
    About, Candidate, ChangeLine, Desk, DeskError, Entry, Figure, Intent, LintLine, Loaded, LogLine, LogView,
    Matcher, News, PlanView, Preview, Rename, Sample, SampleRow, TargetLine, TypeName, Undone,
};

/// The value that no screen may show unless it was revealed.
pub const VALUE: &str = "555-0199-secret";

/// The value of another column of the same row: never shown.
pub const BESIDE: &str = "beside-7731";

pub struct Fake {
    pub rows: Mutex<Vec<Row>>,
    pub steps: Mutex<Vec<Vec<Row>>>,
    pub undone: Mutex<Vec<Vec<Row>>>,
    pub log: Mutex<Vec<LogLine>>,
    pub broken: AtomicBool,
    /// Suggestions, candidates and previews are those of the real masks.
    pub real: bool,
    pub about: About,
}

pub fn row(table: &str, column: &str, index: usize, kind: Option<&str>, tier: Tier, score: f64) -> Row {
    let action = if tier <= Tier::Internal { Action::Keep } else { Action::Drop };
    let stats = Stats {
        values: 9_871,
        nulls: 0.013,
        distinct: 9_700,
        unique_share: 0.98,
        length: (10, 17),
        histogram: vec![1, 4, 30, 80, 60, 12, 1],
        shapes: vec![("+9 999-999-9999".to_owned(), 0.61)],
        ..Stats::default()
    };
    let scan = ColumnScan {
        index,
        column: column.to_owned(),
        kind: kind.map(str::to_owned),
        confidence: 0.97,
        sensitivity: tier,
        role: if tier >= Tier::Confidential { Role::Direct } else { Role::None },
        is: kind.map(|_| Share::of(9_802, 9_871)),
        evidence: vec![
            Evidence {
                kind: "phone".into(),
                source: "header".into(),
                weight: 12.0,
                text: format!("header \"{column}\""),
            },
            Evidence {
                kind: "phone".into(),
                source: "sequence".into(),
                weight: -4.0,
                text: "counts up".into(),
            },
        ],
        score,
        reasons: vec![Term { term: "tier".into(), points: score, why: format!("{tier}") }],
        stats,
        ..ColumnScan::default()
    };
    Row {
        id: ColumnId {
            table: table.to_owned(),
            column: column.to_owned(),
            occurrence: 0,
            dtype: DType::String,
        },
        scan: std::sync::Arc::new(scan),
        rows: RowsRead { total: 3_000_000, total_is_exact: true, read: 9_871, seed: Some(1) },
        suggestion: Suggestion { action, why: format!("{tier} data"), otherwise: None },
        state: State::Undecided,
        status: ColumnStatus::default(),
        why_changed: None,
        is_new: false,
    }
}

impl Fake {
    pub fn company() -> Self {
        let mut rows = vec![
            row("customers.csv", "card_number", 3, Some("credit_card"), Tier::Restricted, 92.0),
            row("customers.csv", "phone", 1, Some("phone"), Tier::Confidential, 71.0),
            row("customers.csv", "email", 2, Some("email"), Tier::Confidential, 70.0),
            row("events.csv", "email", 0, Some("email"), Tier::Confidential, 66.0),
            row("legacy.csv", "fld_12", 0, None, Tier::Unknown, 45.0),
            row("leads.csv", "mail", 0, Some("email"), Tier::Confidential, 62.0),
            row("crm/leads.csv", "contact", 0, Some("email"), Tier::Confidential, 61.0),
            row("customers.csv", "zip", 4, Some("postal_code"), Tier::Internal, 33.0),
            row("customers.csv", "status", 5, Some("category"), Tier::Public, 5.0),
        ];
        let mut notes = row("claims.csv", "notes", 0, Some("free_text"), Tier::Restricted, 88.0);
        notes.scan_mut().contains =
            vec![Contained { kind: "us_ssn".into(), rows: 40, share: Share::of(40, 9_871) }];
        notes.scan_mut().seen_by = vec![Sighting {
            scanner: "macie".into(),
            reported: "USA_SOCIAL_SECURITY_NUMBER".into(),
            kind: Some("us_ssn".into()),
            confidence: None,
            count: Some(40),
            incomplete: false,
        }];
        rows.push(notes);
        Self::with(rows)
    }

    /// The same company with real masks.
    pub fn masked() -> Self {
        let mut fake = Self::company();
        for row in fake.rows.get_mut().unwrap() {
            row.suggestion = suggest(&row.scan, Purpose::Train);
        }
        fake.real = true;
        fake
    }

    pub fn with(rows: Vec<Row>) -> Self {
        Self {
            rows: Mutex::new(rows),
            steps: Mutex::new(Vec::new()),
            undone: Mutex::new(Vec::new()),
            log: Mutex::new(Vec::new()),
            broken: AtomicBool::new(false),
            real: false,
            about: About { project: "crm-2026-11".into(), reviewer: "ana".into(), ..About::default() },
        }
    }

    pub fn state(&self, column: &str) -> State {
        self.rows.lock().unwrap().iter().find(|row| row.id.column == column).map(|row| row.state).unwrap()
    }

    pub fn verdict(&self, column: &str) -> Option<Verdict> {
        let rows = self.rows.lock().unwrap();
        rows.iter().find(|row| row.id.column == column)?.status.heads.first().map(|head| head.verdict.clone())
    }

    fn restore(&self, rows: &[Row]) -> Vec<Row> {
        let mut all = self.rows.lock().unwrap();
        let mut before = Vec::new();
        for row in rows {
            let place = all.iter().position(|known| known.id == row.id).unwrap();
            before.push(std::mem::replace(&mut all[place], row.clone()));
        }
        before
    }
}

impl Desk for Fake {
    fn about(&self) -> About {
        self.about.clone()
    }

    fn load(&self, _: &AtomicBool, news: &mut dyn FnMut(News)) -> Result<Loaded, DeskError> {
        news(News::Opened(self.about.clone()));
        news(News::Tables(4));
        let rows = self.rows.lock().unwrap().clone();
        for chunk in rows.chunks(1_000) {
            news(News::Rows(chunk.to_vec()));
        }
        Ok(Loaded::default())
    }

    fn filter(&self, text: &str) -> Result<Matcher, DeskError> {
        if text.ends_with(">=") {
            return Err(DeskError(format!("`{text}`: after `>=` a tier is missing")));
        }
        let text = text.to_owned();
        Ok(std::sync::Arc::new(move |row: &Row| match text.as_str() {
            "state:open" => row.state.is_open(),
            word => {
                row.id.column.contains(word)
                    || row.scan.kind.as_deref().is_some_and(|kind| kind.contains(word))
            }
        }))
    }

    fn write(&self, step: &[Entry]) -> Result<Vec<Row>, DeskError> {
        if self.broken.load(Ordering::Relaxed) {
            return Err(DeskError("decisions/ana.jsonl: no space left; free some and decide again".into()));
        }
        let mut after = Vec::new();
        for entry in step {
            let mut row = entry.row.as_ref().clone();
            let what = match &entry.intent {
                Intent::Verdict { verdict, reason } => {
                    row.status.heads = vec![Head {
                        id: "e".into(),
                        step: "s".into(),
                        reviewer: "ana".into(),
                        time: "2026-11-25T10:00:00.000Z".into(),
                        verdict: verdict.clone(),
                        basis: Basis::default(),
                        reason: reason.clone(),
                    }];
                    row.state = row.status.state();
                    crate::tui::model::words::verdict(verdict)
                }
                Intent::Comment(text) => {
                    row.status.comments.push(("ana".into(), String::new(), text.clone()));
                    "comment".into()
                }
                Intent::SetType(kind) => {
                    row.status.corrected.clone_from(kind);
                    row.scan_mut().kind.clone_from(kind);
                    "type".into()
                }
                Intent::Reveal => "reveal".into(),
            };
            let column = format!("{}.{}", row.id.table, row.id.column);
            self.log.lock().unwrap().insert(
                0,
                LogLine { time: "2026-11-25T10:00:00.000Z".into(), reviewer: "ana".into(), column, what },
            );
            after.push(row);
        }
        let before = self.restore(&after);
        if step.iter().any(|entry| matches!(entry.intent, Intent::Verdict { .. })) {
            self.steps.lock().unwrap().push(before);
            self.undone.lock().unwrap().clear();
        }
        Ok(after)
    }

    fn undo(&self) -> Result<Undone, DeskError> {
        let step =
            self.steps.lock().unwrap().pop().ok_or_else(|| DeskError("there is nothing to undo".into()))?;
        let what = format!("took back {}", crate::tui::model::words::columns(step.len()));
        let after = self.restore(&step);
        self.undone.lock().unwrap().push(after);
        Ok(Undone { what, rows: step })
    }

    fn redo(&self) -> Result<Undone, DeskError> {
        let step =
            self.undone.lock().unwrap().pop().ok_or_else(|| DeskError("there is nothing to redo".into()))?;
        let before = self.restore(&step);
        self.steps.lock().unwrap().push(before);
        Ok(Undone { what: "did it again".into(), rows: step })
    }

    fn rename(&self, rename: &Rename, accept: bool) -> Result<Undone, DeskError> {
        Ok(Undone { what: format!("{} {} {accept}", rename.from.column, rename.to.column), rows: Vec::new() })
    }

    fn sample(&self, row: &Row) -> Result<Sample, DeskError> {
        let cell = |text: &str| Some(Secret::new(text.to_owned()));
        Ok(Sample {
            columns: vec!["id".into(), row.id.column.clone()],
            at: 1,
            rows: vec![
                SampleRow { number: 7, cells: vec![cell(BESIDE), cell(VALUE)] },
                SampleRow { number: 90_210, cells: vec![cell("2"), None] },
                SampleRow { number: 90_211, cells: vec![cell("3"), cell("tab\there \u{1b}[31m")] },
            ],
        })
    }

    fn candidates(&self, row: &Row) -> Vec<Candidate> {
        if self.real {
            return candidates::candidates(row);
        }
        let make = |action: Action, title: &str| Candidate {
            suggested: action == row.suggestion.action,
            action,
            title: title.into(),
            guarantees: None,
            why_not: None,
        };
        vec![make(Action::Drop, "leaves the column out"), make(Action::Keep, "releases it as it is")]
    }

    fn preview(&self, row: &Row, action: &Action) -> Result<Preview, DeskError> {
        if self.real {
            let cells = |at: u64| vec![Some(Secret::new(format!("+49 30 5550{at:03}").into_bytes()))];
            let rows = (0..40).map(|at| Cells { number: at, cells: cells(at / 2) }).collect();
            let gathered = Gathered { paths: vec![row.id.column.clone()], rows };
            let key = |_: &str, _: &str| Ok(Secret::new([7; 32]));
            let scene = Scene::of(row, action, &[], None, (5, None))?;
            return effect::effect(&scene, &gathered, action, &key, None);
        }
        let before = || Some(Secret::new(VALUE.to_owned()));
        let after = if *action == Action::Keep { before() } else { None };
        Ok(Preview {
            pairs: vec![(before(), after)],
            refused: 0,
            figures: [
                ("distinct values", "9 700", "0"),
                ("shares moved", "0 %", "100 %"),
                ("TABLE by birth_date + zip", "", ""),
                ("k, smallest group", "1", "12"),
                ("in groups under 5", "98 %", "0 %"),
                ("marketer", "94 %", "1 %"),
                ("l of diagnosis", "1", "4"),
            ]
            .map(|(what, before, after)| Figure {
                what: what.into(),
                before: before.into(),
                after: after.into(),
            })
            .into(),
            n: 10_000,
            whole: false,
            remarks: vec!["city is kept and tells zip: 97 % fewer wrong guesses (lambda)".into()],
        })
    }

    fn plan(&self) -> Result<PlanView, DeskError> {
        let open = self.rows.lock().unwrap().iter().filter(|row| row.state.is_open()).count();
        Ok(PlanView {
            refused: if open > 0 { vec![format!("{open} columns are open")] } else { Vec::new() },
            digest: None,
            path: "vizard-plan.json".into(),
            lint: vec![LintLine {
                severity: "warning".into(),
                rule: "joins-break".into(),
                at: "leads.mail".into(),
                why: "e-mail is masked in two ways".into(),
            }],
            sign_offs_needed: 0,
            risk: vec![("customers".into(), "k 1".into(), "k 12".into())],
            targets: vec![
                TargetLine {
                    name: "duckdb".into(),
                    title: "DuckDB view".into(),
                    exact: 9,
                    ..TargetLine::default()
                },
                TargetLine {
                    name: "snowflake".into(),
                    title: "Snowflake masking policies".into(),
                    exact: 8,
                    lossy: vec![("customers.phone".into(), "length differs".into())],
                    unsupported: Vec::new(),
                },
            ],
        })
    }

    fn write_plan(&self) -> Result<String, DeskError> {
        Ok("vizard-plan.json".into())
    }

    fn export(&self, target: &str, allow_lossy: bool) -> Result<String, DeskError> {
        Ok(format!("out.{target}.{allow_lossy}"))
    }

    fn make_key(&self) -> Result<String, DeskError> {
        Ok("keys/default.json".into())
    }

    fn log(&self) -> Result<LogView, DeskError> {
        Ok(LogView { lines: self.log.lock().unwrap().clone(), chain: "chain holds".into() })
    }

    fn changes(&self) -> Result<Vec<ChangeLine>, DeskError> {
        Ok(vec![ChangeLine {
            kind: "new".into(),
            at: "leads.mail".into(),
            why: "not in the baseline".into(),
        }])
    }

    fn types(&self) -> Vec<TypeName> {
        ["email", "phone", "us_ssn"]
            .into_iter()
            .map(|name| TypeName { name: name.into(), family: "contact".into(), tier: Tier::Confidential })
            .collect()
    }
}
