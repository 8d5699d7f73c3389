//! The journal and the columns it is about, kept together: what is written is seen.

use std::collections::HashSet;

use crate::domain::decision::{Change, Event};
use crate::domain::fold::Fold;
use crate::domain::join::Join;
use crate::domain::name::ColumnId;
use crate::domain::scan::{DatasetScan, SCAN_FORMAT, ScanDocument, Tool};
use crate::review::decide;
use crate::review::item::Item;
use crate::review::queue::{Queue, QueueOptions};
use crate::review::undo::Turn;
use crate::review::vanished::{self, Rename};
use crate::store::error::StoreError;
use crate::store::journal::Journal;
use crate::tui::port::{ChangeLine, DeskError, Undone};

/// Journal, its fold, and the columns.
pub struct Ledger {
    /// The journal.
    pub journal: Journal,
    fold: Fold,
    options: QueueOptions,
    tool: Tool,
    /// The tables as they were scanned: corrections and ranking are made on copies.
    scanned: Vec<DatasetScan>,
    queues: Vec<Queue>,
}

impl Ledger {
    /// A ledger without columns.
    #[must_use]
    pub fn new(journal: Journal, options: QueueOptions) -> Self {
        let fold = journal.fold();
        let tool = Tool { name: "vizard".to_owned(), version: String::new(), detectors: String::new() };
        Self { journal, fold, options, tool, scanned: Vec::new(), queues: Vec::new() }
    }

    /// The scanner whose digest decisions are made on.
    pub fn scanned_by(&mut self, tool: Tool) {
        self.tool = tool;
    }

    /// Digest of the detectors.
    #[must_use]
    pub fn detectors(&self) -> &str {
        &self.tool.detectors
    }

    /// Takes a table that was scanned; its columns are ranked by themselves until all are there.
    pub fn add(&mut self, table: DatasetScan) -> &[Item] {
        let queue = Queue::new(self.document(vec![table.clone()]), &self.fold, &self.options);
        self.scanned.push(table);
        self.queues.push(queue);
        self.queues.last().map_or(&[], Queue::items)
    }

    /// Takes all tables at once, reports joined: ranked together.
    pub fn take_all(&mut self, tables: Vec<DatasetScan>) {
        self.scanned = tables;
        self.rank();
    }

    fn rank(&mut self) {
        self.queues.clear();
        let document = self.document(self.scanned.clone());
        self.queues = vec![Queue::new(document, &self.fold, &self.options)];
    }

    fn document(&self, datasets: Vec<DatasetScan>) -> ScanDocument {
        ScanDocument {
            format: SCAN_FORMAT.to_owned(),
            tool: self.tool.clone(),
            datasets,
            excluded: 0,
            columns_left_out: None,
            incomplete: Vec::new(),
        }
    }

    /// The tables as they were scanned.
    #[must_use]
    pub fn scanned(&self) -> &[DatasetScan] {
        &self.scanned
    }

    /// Every column.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.queues.iter().flat_map(Queue::items)
    }

    /// The columns of one table.
    pub fn of_table(&self, table: &str) -> Vec<Item> {
        self.items().filter(|item| item.id.table == table).cloned().collect()
    }

    /// What became of columns that were decided before: gone, perhaps under another name, or worse than they were.
    #[must_use]
    pub fn strayed(&self) -> Vec<ChangeLine> {
        let items: Vec<Item> = self.items().cloned().collect();
        let address = |id: &ColumnId| format!("{}.{}", id.table, id.column);
        let gone = vanished::find(&self.fold, &items).into_iter().map(|gone| {
            let sure = if gone.sure { "" } else { " (only a part was read: it may still be there)" };
            let why = match &gone.renamed {
                Some(new) => format!("was decided and is gone{sure}; {} may be its new name", address(new)),
                None => format!("was decided and is gone{sure}"),
            };
            ChangeLine { kind: "vanished".to_owned(), at: address(&gone.id), why }
        });
        let worse = items.iter().filter_map(|item| {
            let why = item.why_changed.clone()?;
            Some(ChangeLine { kind: "worse".to_owned(), at: address(&item.id), why })
        });
        gone.chain(worse).collect()
    }

    /// Decided columns that are gone, and what they may be called now.
    #[must_use]
    pub fn renames(&self) -> Vec<Rename> {
        let items: Vec<Item> = self.items().cloned().collect();
        let gone = vanished::find(&self.fold, &items).into_iter();
        gone.filter_map(|gone| Some(Rename { from: gone.id, to: gone.renamed? })).collect()
    }

    /// Moves the decisions of a column that is gone to its new name, or takes them out of the review: one step.
    ///
    /// # Errors
    /// The columns changed meanwhile; nothing was written.
    pub fn rename(&mut self, rename: &Rename, accept: bool) -> Result<Undone, DeskError> {
        let items: Vec<Item> = self.items().cloned().collect();
        let gone = vanished::find(&self.fold, &items).into_iter().find(|gone| gone.id == rename.from);
        let item = items.iter().find(|item| item.id == rename.to && item.status.heads.is_empty());
        let changes = match (&gone, item) {
            (Some(gone), Some(item)) if accept => decide::rename(gone, item, self.detectors()),
            (Some(gone), _) if !accept => decide::forget(gone).into_iter().collect(),
            _ => Vec::new(),
        };
        if changes.is_empty() {
            return Err(DeskError(format!(
                "{} was decided meanwhile, or has nothing to move",
                rename.from.column
            )));
        }
        let rows = self.append(changes, None).map_err(DeskError::from_words)?;
        let what = if accept {
            format!("{} is decided as {} was; u takes it back", rename.to.column, rename.from.column)
        } else {
            format!("{} is gone for good; u takes it back", rename.from.column)
        };
        Ok(Undone { what, rows })
    }

    /// Writes a step; returns the columns it is about, and those that changed with it, as they stand now.
    ///
    /// # Errors
    /// Nothing was written.
    pub fn append(&mut self, changes: Vec<Change>, step: Option<&str>) -> Result<Vec<Item>, StoreError> {
        let events = self.journal.append(changes, step)?;
        Ok(self.follow(&events))
    }

    /// Writes what takes a step back, or brings it back.
    ///
    /// # Errors
    /// Nothing was written.
    pub fn turn(&mut self, turn: Turn) -> Result<Vec<Item>, StoreError> {
        self.append(turn.changes, Some(&turn.step))
    }

    /// The steps of this reviewer: see [`crate::review::undo`].
    #[must_use]
    pub fn last_step(&self, redo: bool) -> Option<Turn> {
        let find = if redo { crate::review::undo::redo } else { crate::review::undo::undo };
        find(self.journal.events(), self.journal.own(), &self.fold)
    }

    fn follow(&mut self, events: &[Event]) -> Vec<Item> {
        for event in events {
            self.fold.push(event);
        }
        let mut about: HashSet<ColumnId> = events.iter().map(|event| event.change.column().clone()).collect();
        // A corrected type changes tier, suggestion and rank, of other columns of the table too.
        let retyped: HashSet<String> = events
            .iter()
            .filter(|event| matches!(event.change, Change::SetType { .. }))
            .map(|event| event.change.column().table.clone())
            .collect();
        let mut retyped = retyped;
        // And of those that it joins.
        let joins: Vec<&Join> = self.scanned.iter().flat_map(|table| &table.joins).collect();
        while let Some(join) =
            joins.iter().find(|j| retyped.contains(&j.table) != retyped.contains(&j.to_table))
        {
            retyped.extend([join.table.clone(), join.to_table.clone()]);
        }
        if retyped.is_empty() {
            for queue in &mut self.queues {
                let changed = queue.refresh(&self.fold);
                about.extend(changed.into_iter().filter_map(|at| Some(queue.items().get(at)?.id.clone())));
            }
        } else {
            self.rank();
        }
        self.items()
            .filter(|item| about.contains(&item.id) || retyped.contains(&item.id.table))
            .cloned()
            .collect()
    }
}
