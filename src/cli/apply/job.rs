//! One file masked: its dataset, its output, and what the project remembers of it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

use super::{dataset, end};
use crate::apply::{self, ApplyReport, ApplyRequest, KeyOf};
use crate::classify::Engine;
use crate::cli::context::{Context, store};
use crate::cli::exit::End;
use crate::cli::{print, progress};
use crate::domain::mask::Param;
use crate::domain::plan::{Plan, PlanDataset};
use crate::domain::safe_text::SafeText;
use crate::domain::spans::FindSpans;
use crate::source::discover;
use crate::store::{copies, digest};

/// What all files of a run share.
pub struct Job<'a> {
    /// Project and settings.
    pub context: &'a Context,
    /// The plan.
    pub plan: &'a Plan,
    /// Which table a file is, as `--table` says.
    pub tables: &'a [String],
    /// Sub-keys.
    pub key: &'a KeyOf<'a>,
    /// Finds entities.
    pub finder: Arc<Engine>,
    /// Whether existing outputs are replaced.
    pub force: bool,
    /// Threads, at least 1.
    pub threads: usize,
    /// Set to stop.
    pub stop: &'a AtomicBool,
}

impl Job<'_> {
    /// The dataset that a file is.
    ///
    /// # Errors
    /// 2: none, or the file is a masked copy.
    pub fn dataset(&self, path: &Path) -> Result<&PlanDataset, End> {
        self.refuse_masked(path)?;
        dataset(self.context, self.plan, path, self.tables)
    }

    /// Masks a file.
    ///
    /// # Errors
    /// Data, keys or outputs that cannot be used.
    pub fn mask(&self, dataset: &PlanDataset, path: &Path, output: &Path) -> Result<ApplyReport, End> {
        progress::stopped(self.stop)?;
        let input = self.context.project.input(&dataset.table, path);
        let done = AtomicU64::new(0);
        let request = ApplyRequest {
            plan: self.plan,
            dataset,
            input: &input,
            output,
            key: self.key,
            finder: Arc::clone(&self.finder) as Arc<dyn FindSpans>,
            force: self.force,
            threads: self.threads,
            progress: &done,
            cancel: self.stop,
        };
        let total = progress::bytes([path]);
        let report = progress::shown(self.context, "masking", total, &done, || apply::run(&request));
        let report = report.map_err(end)?;
        for (column, types) in &report.retyped {
            let line = format!("{}, column {column}: is written as {types}", dataset.table);
            print::note(self.context.quiet, SafeText::new(&line).as_str());
        }
        let project = &self.context.project;
        let written = std::path::absolute(&report.output).unwrap_or_else(|_| report.output.clone());
        if written.starts_with(project.root()) && project.exists() {
            // A later walk over the data must not take the copy for a table.
            project.add_output(&discover::table_id(&written, project.root())).map_err(store)?;
        }
        Ok(report)
    }

    /// Refuses a masked copy as an input: tokens of tokens join with nothing.
    fn refuse_masked(&self, path: &Path) -> Result<(), End> {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let id = discover::table_id(&absolute, self.context.project.root());
        if self.context.project.outputs().contains(&id) || copies::is_copy(&self.context.folders, &absolute) {
            return Err(End::usage(format!(
                "{}: is a masked copy that vizard wrote, and masking it again would make it useless; give the original",
                path.display()
            )));
        }
        Ok(())
    }
}

/// The digests of the files that masks of a dataset read.
///
/// # Errors
/// A file that cannot be read.
pub fn mask_files(dataset: &PlanDataset) -> Result<Vec<String>, End> {
    let choices = dataset.columns.iter().flat_map(|column| {
        let others = column.when.iter().flat_map(|when| when.masks());
        column.mask.iter().chain(others)
    });
    let files = choices.filter_map(|choice| match choice.params.get("file") {
        Some(Param::Text(file)) => Some(digest::file(Path::new(file)).map_err(store)),
        _ => None,
    });
    files.collect()
}
