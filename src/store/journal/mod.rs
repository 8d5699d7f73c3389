//! The journal of decisions: append-only, hash-chained, one file for each reviewer and device, under a lock.
//!
//! `.vizard/decisions/<reviewer>.<device>.jsonl` holds one event a line. A new process verifies every chain; two people's
//! files are merged by reading both. What [`Journal::append`] returned is on the disk.

mod line;
mod read;
#[cfg(test)]
mod tests;
mod torn;

use std::borrow::Cow;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::StoreError;
use super::folders::Folders;
use super::project::Project;
use super::{atomic, clock, device, ids, slug};
use crate::domain::action::Action;
use crate::domain::decision::{Change, Event, Verdict};
use crate::domain::fold::Fold;
use crate::domain::spans::FindSpans;

/// The decisions of a project, and the file that this process adds to.
pub struct Journal {
    project: Project,
    reviewer: String,
    device: String,
    path: PathBuf,
    /// The own file, locked; `None` while nothing was written yet or where only looking is allowed.
    file: Option<File>,
    /// Bytes of the own file.
    length: u64,
    last: Option<(String, String)>,
    events: Vec<Event>,
    /// Which of `events` stand in the own file, in order.
    own: Vec<usize>,
    chains: Vec<Chain>,
    notes: Vec<String>,
    read_only: Option<String>,
    broken: bool,
    guard: Option<Arc<dyn FindSpans>>,
}

/// One journal file, its chain verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The file.
    pub path: PathBuf,
    /// Number of events.
    pub events: usize,
    /// Id of the last event.
    pub last: Option<String>,
}

impl Journal {
    /// Opens the journal of a project for a reviewer on this device.
    ///
    /// Where another process holds the lock, or `read_only` is asked for, it is open for looking only
    /// ([`Self::read_only`] says why). Nothing is created before the first event.
    ///
    /// # Errors
    /// Damage of any chain other than an unterminated last line; a project folder that cannot be written
    /// (unless `read_only`); what the system refuses.
    pub fn open(project: &Project, reviewer: &str, read_only: bool) -> Result<Self, StoreError> {
        Self::open_in(project, &Folders::locate()?, reviewer, read_only)
    }

    /// As [`Self::open`], with the user's folders given.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_in(
        project: &Project,
        folders: &Folders,
        reviewer: &str,
        read_only: bool,
    ) -> Result<Self, StoreError> {
        let device = if read_only {
            device::known(folders)?.unwrap_or_else(|| "none".to_owned())
        } else {
            project.check_writable()?;
            device::id(folders)?
        };
        let path = project.decisions().join(format!("{}.{device}.jsonl", slug::slug(reviewer)));
        let mut journal = Self {
            project: project.clone(),
            reviewer: reviewer.to_owned(),
            device,
            path,
            file: None,
            length: 0,
            last: None,
            events: Vec::new(),
            own: Vec::new(),
            chains: Vec::new(),
            notes: Vec::new(),
            read_only: read_only.then(|| "it was opened with --read-only".to_owned()),
            broken: false,
            guard: None,
        };
        if !read_only && journal.path.exists() {
            match lock(&journal.path)? {
                Some(file) => journal.file = Some(file),
                None => {
                    journal.read_only = Some(format!(
                        "another vizard has {} open; decisions can be taken there",
                        journal.path.display()
                    ));
                }
            }
        }
        journal.load()?;
        Ok(journal)
    }

    /// Refuses from now on every text that holds what looks like data.
    pub fn set_guard(&mut self, finder: Arc<dyn FindSpans>) {
        self.guard = Some(finder);
    }

    /// All events of all files in order of time.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The events of this reviewer on this device, oldest first: what undo takes back.
    pub fn own(&self) -> impl Iterator<Item = &Event> {
        self.own.iter().filter_map(|at| self.events.get(*at))
    }

    /// The review as it stands.
    #[must_use]
    pub fn fold(&self) -> Fold {
        let mut fold = Fold::default();
        self.events.iter().for_each(|event| fold.push(event));
        fold
    }

    /// What was noticed at the start, for people: lines set aside, a project folder that was made.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Why nothing can be decided; `None` where it can.
    #[must_use]
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// The files, each chain verified when it was opened.
    #[must_use]
    pub fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// The reviewer's name as events hold it.
    #[must_use]
    pub fn reviewer(&self) -> &str {
        &self.reviewer
    }

    /// The device id.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.device
    }

    /// The file that this process adds to.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds events that belong to one step; they are on the disk when this returns, all or none.
    ///
    /// `step` names the step; without one a new id is made. The first event of a project makes its folder,
    /// which [`Self::notes`] says.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::Locked`], a text that holds data (where a guard is set), and what the
    /// system refuses: then nothing was added.
    pub fn append(&mut self, changes: Vec<Change>, step: Option<&str>) -> Result<Vec<Event>, StoreError> {
        if let Some(why) = &self.read_only {
            return Err(StoreError::ReadOnly { why: why.clone() });
        }
        if self.broken {
            return Err(StoreError::Broken { path: self.path.clone() });
        }
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(finder) = &self.guard {
            changes.iter().try_for_each(|change| check_texts(change, finder.as_ref()))?;
        }
        self.make_file()?;
        let step = step.map_or_else(|| ids::hex(8), |step| Ok(step.to_owned()))?;
        let mut time = clock::now();
        if let Some((_, last)) = &self.last {
            // A clock that was set back must not change the order of the file.
            time = time.max(last.clone());
        }
        let mut bytes = String::new();
        let mut added: Vec<Event> = Vec::with_capacity(changes.len());
        for change in changes {
            let prev = added.last().map(|e| e.id.as_str()).or(self.last.as_ref().map(|(id, _)| id.as_str()));
            let (event, line) = line::encode(prev, &time, &self.reviewer, &step, change)?;
            bytes.push_str(&line);
            bytes.push('\n');
            added.push(event);
        }
        self.write(bytes.as_bytes())?;
        self.last = added.last().map(|e| (e.id.clone(), e.time.clone()));
        let first = self.events.len();
        self.own.extend(first..first + added.len());
        self.events.extend(added.iter().cloned());
        self.count_own();
        Ok(added)
    }

    /// Writes and flushes; on failure takes back what was written.
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let Some(file) = self.file.as_mut() else {
            return Err(StoreError::Broken { path: self.path.clone() });
        };
        let done = file
            .seek(SeekFrom::Start(self.length))
            .and_then(|_| file.write_all(bytes))
            .and_then(|()| file.sync_all());
        match done {
            Ok(()) => {
                self.length += bytes.len() as u64;
                Ok(())
            }
            Err(e) => {
                self.broken = file.set_len(self.length).and_then(|()| file.sync_all()).is_err();
                Err(StoreError::io(&self.path, "write", e))
            }
        }
    }

    /// Makes the project folder and the own file where they are missing, and takes the lock.
    fn make_file(&mut self) -> Result<(), StoreError> {
        if self.file.is_some() {
            return Ok(());
        }
        if self.project.create()? {
            self.notes.push(format!("the project folder {} was made", self.project.folder().display()));
        }
        let Some(file) = lock(&self.path)? else {
            return Err(StoreError::Locked { path: self.path.clone() });
        };
        self.file = Some(file);
        atomic::sync_folder(&self.project.decisions())?;
        // Another process may have written and closed it since the start.
        self.load()
    }

    /// Reads every file; sets an unterminated last line of the own file aside.
    fn load(&mut self) -> Result<(), StoreError> {
        let mut all = Vec::new();
        self.chains.clear();
        self.last = None;
        let mut own_ids = std::collections::HashSet::new();
        for path in read::files(&self.project.decisions())? {
            let loaded = read::file(&path)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !loaded.torn.is_empty() {
                match (&self.file, path == self.path) {
                    (Some(file), true) => {
                        let aside = torn::set_aside(&path, file, loaded.whole, &loaded.torn)?;
                        self.notes.push(format!(
                            "{name}: the last line was cut off by a crash and was never confirmed; it lies in {}",
                            aside.display()
                        ));
                    }
                    _ => self.notes.push(format!(
                        "{name}: the last line is not finished (another process may be writing it) and does not count"
                    )),
                }
            }
            if path == self.path {
                self.length = loaded.whole;
                self.last = loaded.events.last().map(|e| (e.id.clone(), e.time.clone()));
                own_ids.extend(loaded.events.iter().map(|e| e.id.clone()));
            }
            self.chains.push(Chain {
                path,
                events: loaded.events.len(),
                last: loaded.events.last().map(|e| e.id.clone()),
            });
            all.push(loaded.events);
        }
        self.events = read::merge(all);
        self.own = self
            .events
            .iter()
            .enumerate()
            .filter(|(_, e)| own_ids.contains(&e.id))
            .map(|(at, _)| at)
            .collect();
        Ok(())
    }

    /// Keeps the own entry of [`Self::chains`] true.
    fn count_own(&mut self) {
        let last = self.last.as_ref().map(|(id, _)| id.clone());
        let events = self.own.len();
        match self.chains.iter_mut().find(|chain| chain.path == self.path) {
            Some(chain) => (chain.events, chain.last) = (events, last),
            None => self.chains.push(Chain { path: self.path.clone(), events, last }),
        }
    }
}

/// Opens a journal file for adding and locks it; `None` where another process has it.
fn lock(path: &Path) -> Result<Option<File>, StoreError> {
    if std::fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_symlink()) {
        return Err(StoreError::Link { path: path.to_owned() });
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let file = options.open(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::NotWritable { path: path.to_owned(), source }
        }
        _ => StoreError::io(path, "open", source),
    })?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(e)) => Err(StoreError::io(path, "lock", e)),
    }
}

/// Refuses a text that holds an entity.
///
/// # Errors
/// [`StoreError::TextHoldsData`] with the type found, never the text.
pub fn check_text(field: &'static str, text: &str, finder: &dyn FindSpans) -> Result<(), StoreError> {
    let mut spans = Vec::new();
    finder.find_spans(text.as_bytes(), &mut spans);
    spans.first().map_or(Ok(()), |span| Err(StoreError::TextHoldsData { field, kind: span.kind }))
}

/// Searches every text of a change that a person wrote.
fn check_texts(change: &Change, finder: &dyn FindSpans) -> Result<(), StoreError> {
    match change {
        Change::Verdict { verdict, reason, .. } => {
            if let Some(reason) = reason {
                check_text("reason", reason, finder)?;
            }
            if let Verdict::Decided { action: Action::Mask { mask, domain, when }, .. } = verdict {
                let mut texts = mask.texts().chain(domain.as_deref().map(Cow::Borrowed));
                texts.try_for_each(|text| check_text("parameter", &text, finder))?;
                let mut conditions = when.iter().flat_map(|when| when.texts());
                conditions.try_for_each(|text| check_text("condition", &text, finder))?;
            }
            Ok(())
        }
        Change::Comment { text, .. } => check_text("comment", text, finder),
        Change::Opened { reason, .. } => check_text("reason", reason, finder),
        Change::SetType { .. } | Change::Reveal { .. } => Ok(()),
    }
}
