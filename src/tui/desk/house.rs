//! The real house behind the screens: project, journal, inputs, detectors, masks, keys.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use super::ledger::Ledger;
use super::plans::Plans;
use super::sample::Gathered;
use super::scene::Scene;
use super::{candidates, effect, log, sample};
use crate::classify::Engine;
use crate::detect;
use crate::domain::action::Action;
use crate::domain::decision::Change;
use crate::domain::scan::{DatasetScan, Incomplete, Tool};
use crate::domain::spans::FindSpans;
use crate::review::filter::Filter;
use crate::review::item::Item;
use crate::review::load::{self, Found, Progress, Request};
use crate::review::queue::QueueOptions;
use crate::review::{ReviewError, decide};
use crate::source::Input;
use crate::store::error::StoreError;
use crate::store::folders::Folders;
use crate::store::journal::Journal;
use crate::store::keys::{DEFAULT, Keys};
use crate::store::policy::Reveal;
use crate::store::project::Project;
use crate::tui::model::words;
use crate::tui::port::{
    About, Candidate, ChangeLine, Desk, DeskError, Entry, Intent, Loaded, LogView, Matcher, News, PlanView,
    Planner, Preview, Rename, Reviewed, Row, Sample, TypeName, Undone,
};

/// How often progress is told.
const PULSE: Duration = Duration::from_millis(200);
/// Rows told at once.
const CHUNK: usize = 1_000;
/// Rows of a reveal, and columns beside.
const SHOWN: (u64, usize) = (50, 6);
/// Rows of a preview.
const PREVIEWED: u64 = 10_000;
/// Seed of both samples.
const SEED: u64 = 1;

/// What the house is made of.
pub struct House {
    project: Project,
    folders: Folders,
    request: Request,
    reviewer: String,
    read_only: bool,
    keys: Arc<Keys>,
    planner: Arc<dyn Planner>,
    engine: OnceLock<Arc<Engine>>,
    ledger: Mutex<Option<Ledger>>,
    inputs: Mutex<HashMap<String, Input>>,
    gathered: Mutex<Option<Kept>>,
}

/// The cells of the last preview: columns, table, cells.
type Kept = (Vec<usize>, String, Arc<Gathered>);

/// A poisoned lock is taken all the same: a fault of one thread was reported, the data behind it is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl House {
    /// A house in which nothing is opened yet.
    #[must_use]
    pub fn new(options: crate::tui::TuiOptions) -> Self {
        let keys = Arc::new(options.keys);
        let planner = options.planner.unwrap_or_else(|| {
            Arc::new(Plans::new(options.project.clone(), Arc::clone(&keys))) as Arc<dyn Planner>
        });
        Self {
            project: options.project,
            folders: options.folders,
            request: options.request,
            reviewer: options.reviewer,
            read_only: options.read_only,
            keys,
            planner,
            engine: OnceLock::new(),
            ledger: Mutex::new(None),
            inputs: Mutex::new(HashMap::new()),
            gathered: Mutex::new(None),
        }
    }

    fn with_ledger<T>(&self, work: impl FnOnce(&mut Ledger) -> Result<T, DeskError>) -> Result<T, DeskError> {
        let mut ledger = lock(&self.ledger);
        let open = ledger
            .as_mut()
            .ok_or_else(|| DeskError("the journal is not open yet; wait a moment".to_owned()))?;
        work(open)
    }

    fn open(&self) -> Result<About, DeskError> {
        let journal = Journal::open_in(&self.project, &self.folders, &self.reviewer, self.read_only)
            .map_err(DeskError::from_words)?;
        let mut about = self.about();
        about.read_only = journal.read_only().map(str::to_owned);
        about.notes = journal.notes().to_vec();
        let options = QueueOptions {
            policy: self.project.settings().policy.clone(),
            purpose: self.project.settings().purpose,
            environment: self.project.settings().environment.clone(),
            approved: self.planner.approved(),
        };
        *lock(&self.ledger) = Some(Ledger::new(journal, options));
        Ok(about)
    }

    fn compile(&self) -> Result<Arc<Engine>, DeskError> {
        let engine = Arc::new(Engine::new(detect::all()).map_err(DeskError::from_words)?);
        let engine = self.engine.get_or_init(|| engine);
        self.with_ledger(|ledger| {
            ledger.journal.set_guard(Arc::clone(engine) as Arc<dyn FindSpans>);
            ledger.scanned_by(Tool {
                name: "vizard".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                detectors: engine.digest().to_owned(),
            });
            Ok(())
        })?;
        Ok(Arc::clone(engine))
    }

    /// Scans on a thread of its own; this one tells progress and passes the wish to stop on.
    fn scan(
        &self,
        engine: &Engine,
        found: &Found,
        cancel: &AtomicBool,
        news: &mut dyn FnMut(News),
    ) -> Result<Loaded, DeskError> {
        let (progress, total) = (Progress::default(), found.bytes());
        let (tables, scanned) = mpsc::channel::<DatasetScan>();
        let result = thread::scope(|scope| {
            let work = || {
                let tables = tables;
                // Nobody listens only when the session is over.
                load::scan(&self.folders, engine, found, &self.request, &progress, &mut |table| {
                    drop(tables.send(table.clone()));
                })
            };
            let thread = scope.spawn(work);
            loop {
                if cancel.load(Ordering::Relaxed) {
                    progress.cancel.store(true, Ordering::Relaxed);
                }
                match scanned.recv_timeout(PULSE) {
                    Ok(table) => self.with_ledger(|ledger| {
                        tell(ledger.add(table), news);
                        Ok(())
                    })?,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                news(News::Progress { done: progress.done.load(Ordering::Relaxed), total });
            }
            thread
                .join()
                .map_err(|_| DeskError("a fault of vizard while scanning; please report it".to_owned()))
        })?;
        match result {
            Ok(document) => {
                // Under the lock until everything is told: a decision taken meanwhile is told after, never before.
                let renames = self.with_ledger(|ledger| {
                    ledger.take_all(document.datasets);
                    let items: Vec<Item> = ledger.items().cloned().collect();
                    tell(&items, news);
                    Ok(ledger.renames())
                })?;
                let (incomplete, excluded) = (document.incomplete, document.excluded);
                Ok(Loaded { incomplete, excluded, cancelled: false, notes: progress.notes(), renames })
            }
            Err(ReviewError::Cancelled) => {
                let incomplete: Vec<Incomplete> = found.problems.clone();
                Ok(Loaded { incomplete, excluded: found.excluded, cancelled: true, ..Loaded::default() })
            }
            Err(error) => Err(DeskError::from_words(error)),
        }
    }

    fn input(&self, row: &Row) -> Result<Input, DeskError> {
        lock(&self.inputs).get(&row.id.table).cloned().ok_or_else(|| {
            DeskError(format!(
                "{}: the data is not here, only a report speaks about it; name the file too",
                row.id.table
            ))
        })
    }

    fn change(&self, entry: &Entry, detectors: &str) -> Result<Change, DeskError> {
        let engine = self
            .engine
            .get()
            .ok_or_else(|| DeskError("the detectors are not ready yet; wait a moment".to_owned()))?;
        let (item, finder) = (entry.row.as_ref(), engine.as_ref());
        match &entry.intent {
            Intent::Verdict { verdict, reason } => {
                decide::checked(item, verdict.clone(), reason.clone(), detectors, finder)
            }
            Intent::Comment(text) => decide::comment(item, text, finder),
            Intent::SetType(kind) => decide::set_type(item, kind.as_deref()),
            Intent::Reveal => decide::reveal(item, &self.project.settings().policy),
        }
        .map_err(DeskError::from_words)
    }

    fn turn(&self, redo: bool) -> Result<Undone, DeskError> {
        self.with_ledger(|ledger| {
            let nothing = if redo { "there is nothing to redo" } else { "there is nothing to undo" };
            let turn = ledger.last_step(redo).ok_or_else(|| DeskError(nothing.to_owned()))?;
            let kept = turn.kept.len();
            let rows = ledger.turn(turn).map_err(DeskError::from_words)?;
            let done = if redo { "done again" } else { "taken back" };
            let kept = if kept > 0 {
                format!("; {} decided again since stay", words::columns(kept))
            } else {
                String::new()
            };
            Ok(Undone { what: format!("{done}: {}{kept}", words::columns(rows.len())), rows })
        })
    }

    /// The cells that an action reads; those of the last column are kept, since masks are tried one after the other.
    fn gather(&self, row: &Row, columns: Vec<usize>) -> Result<Arc<Gathered>, DeskError> {
        let mut kept = lock(&self.gathered);
        if let Some((which, table, cells)) = kept.as_ref()
            && *which == columns
            && *table == row.id.table
        {
            return Ok(Arc::clone(cells));
        }
        let cells = Arc::new(sample::gather(&self.input(row)?, &columns, PREVIEWED, SEED)?);
        *kept = Some((columns, row.id.table.clone(), Arc::clone(&cells)));
        Ok(cells)
    }

    fn finder(&self) -> Option<Arc<dyn FindSpans>> {
        self.engine.get().map(|engine| Arc::clone(engine) as Arc<dyn FindSpans>)
    }

    fn planned<T>(&self, work: impl FnOnce(&Reviewed<'_>) -> Result<T, DeskError>) -> Result<T, DeskError> {
        let (items, tables) = self.with_ledger(|ledger| {
            Ok((ledger.items().cloned().collect::<Vec<Item>>(), ledger.scanned().to_vec()))
        })?;
        work(&Reviewed { items: &items, tables: &tables, finder: self.finder() })
    }
}

fn tell(items: &[Item], news: &mut dyn FnMut(News)) {
    for chunk in items.chunks(CHUNK) {
        news(News::Rows(chunk.to_vec()));
    }
}

impl Desk for House {
    fn about(&self) -> About {
        let name = self.project.root().file_name().map_or_else(|| "/".into(), |name| name.to_string_lossy());
        let environment =
            self.project.settings().environment.as_deref().map_or_else(String::new, |e| format!(" · {e}"));
        About {
            project: format!("{name}{environment}"),
            purpose: self.project.settings().purpose,
            reviewer: self.reviewer.clone(),
            read_only: self.read_only.then(|| "it was opened with --read-only".to_owned()),
            reveal_forbidden: self.project.settings().policy.reveal == Reveal::Forbidden,
            no_key: !self.read_only
                && !self.keys.has_command()
                && matches!(self.keys.find(DEFAULT), Err(StoreError::NoKey { .. })),
            notes: Vec::new(),
        }
    }

    fn load(&self, cancel: &AtomicBool, news: &mut dyn FnMut(News)) -> Result<Loaded, DeskError> {
        news(News::Opened(self.open()?));
        let found = load::find(&self.project, &self.request).map_err(DeskError::from_words)?;
        news(News::Tables(found.inputs.len()));
        *lock(&self.inputs) = found.inputs.iter().map(|input| (input.table.clone(), input.clone())).collect();
        let engine = self.compile()?;
        self.scan(&engine, &found, cancel, news)
    }

    fn filter(&self, text: &str) -> Result<Matcher, DeskError> {
        let filter = Filter::parse(text).map_err(DeskError::from_words)?;
        Ok(Arc::new(move |row: &Row| filter.matches(&row.subject())))
    }

    fn write(&self, step: &[Entry]) -> Result<Vec<Row>, DeskError> {
        self.with_ledger(|ledger| {
            let detectors = ledger.detectors().to_owned();
            let changes =
                step.iter().map(|entry| self.change(entry, &detectors)).collect::<Result<Vec<_>, _>>()?;
            ledger.append(changes, None).map_err(DeskError::from_words)
        })
    }

    fn undo(&self) -> Result<Undone, DeskError> {
        self.turn(false)
    }

    fn redo(&self) -> Result<Undone, DeskError> {
        self.turn(true)
    }

    fn rename(&self, rename: &Rename, accept: bool) -> Result<Undone, DeskError> {
        self.with_ledger(|ledger| ledger.rename(rename, accept))
    }

    fn sample(&self, row: &Row) -> Result<Sample, DeskError> {
        sample::around(&self.input(row)?, row.scan.index, SHOWN.1, SHOWN.0, SEED)
    }

    fn candidates(&self, row: &Row) -> Vec<Candidate> {
        candidates::candidates(row)
    }

    fn preview(&self, row: &Row, action: &Action) -> Result<Preview, DeskError> {
        let settings = self.project.settings();
        let target = settings.targets.get(&row.id.table).map(String::as_str);
        let items = self.with_ledger(|ledger| Ok(ledger.of_table(&row.id.table)))?;
        let groups = (settings.policy.min_group(), self.project.suppress_under(&row.id.table));
        let scene = Scene::of(row, action, &items, target, groups)?;
        let cells = self.gather(row, scene.indexes())?;
        let sub_key = |purpose: &str, domain: &str| {
            let key = self.keys.find(DEFAULT).map_err(DeskError::from_words)?;
            Ok(key.sub_key(purpose, domain, settings.environment.as_deref()))
        };
        let mut preview = effect::effect(&scene, &cells, action, &sub_key, self.finder())?;
        if let Some(target) = target.filter(|target| items.iter().all(|item| item.id.column != *target)) {
            preview.remarks.push(format!("[targets] of vizard.toml names {target}, which is no column here"));
        }
        preview.whole = row.rows.total_is_exact && preview.n >= row.rows.total;
        Ok(preview)
    }

    fn plan(&self) -> Result<PlanView, DeskError> {
        self.planned(|reviewed| self.planner.view(reviewed))
    }

    fn write_plan(&self) -> Result<String, DeskError> {
        self.planned(|reviewed| self.planner.write(reviewed))
    }

    fn export(&self, target: &str, allow_lossy: bool) -> Result<String, DeskError> {
        self.planned(|reviewed| self.planner.export(reviewed, target, allow_lossy))
    }

    fn make_key(&self) -> Result<String, DeskError> {
        let key = self.keys.new_key(DEFAULT, None).map_err(DeskError::from_words)?;
        Ok(self.keys.path(key.name()).display().to_string())
    }

    fn log(&self) -> Result<LogView, DeskError> {
        self.with_ledger(|ledger| Ok(log::view(&ledger.journal)))
    }

    fn changes(&self) -> Result<Vec<ChangeLine>, DeskError> {
        let mut lines = self.with_ledger(|ledger| Ok(ledger.strayed()))?;
        lines.extend(self.planned(|reviewed| self.planner.changes(reviewed))?);
        Ok(lines)
    }

    fn types(&self) -> Vec<TypeName> {
        detect::all()
            .iter()
            .map(|detector| TypeName {
                name: detector.id.to_owned(),
                family: detector.family.to_owned(),
                tier: detector.tier,
            })
            .collect()
    }
}
