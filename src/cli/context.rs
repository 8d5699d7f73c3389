//! What every command works with: the project, the user's folders and settings, who decides.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use super::exit::End;
use crate::detect;
use crate::domain::purpose::Purpose;
use crate::store::StoreError;
use crate::store::detectors::{self, Detectors};
use crate::store::folders::Folders;
use crate::store::project::Project;
use crate::store::reviewer::{self, Reviewer};
use crate::store::settings::Settings;

/// Options of every command.
#[derive(Debug, clap::Args)]
#[allow(clippy::doc_markdown, reason = "shown as help text")]
pub struct GlobalArgs {
    /// Project folder [default: the nearest one above with vizard.toml or .vizard, else here; env: VIZARD_PROJECT]
    #[arg(long, global = true, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Name that decisions are recorded under [env: VIZARD_REVIEWER]
    #[arg(long, global = true, value_name = "NAME")]
    reviewer: Option<String>,
    /// What the masked data is for; suggestions follow it [default: `purpose` of vizard.toml, else train]
    #[arg(long, global = true, value_name = "PURPOSE", value_parser = PossibleValuesParser::new(Purpose::ALL.map(Purpose::name)))]
    purpose: Option<String>,
    /// Only results and errors
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more on stderr
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

/// The surroundings of a command.
#[derive(Debug)]
pub struct Context {
    /// Where the project is, or would come into being.
    pub project: Project,
    /// The user's folders.
    pub folders: Folders,
    /// The user's settings.
    pub settings: Settings,
    /// Who decides.
    pub reviewer: Reviewer,
    /// Only results and errors.
    pub quiet: bool,
    /// Say more.
    pub verbose: bool,
    /// What is wrong with the project's own detectors; only `vizard types --check` goes on with it.
    pub detector_faults: Vec<StoreError>,
    /// The files of the project's own detectors.
    pub detector_files: Vec<PathBuf>,
}

impl Context {
    /// Locates everything; writes nothing.
    ///
    /// # Errors
    /// A project folder that is not there, settings that cannot be read.
    pub fn new(args: &GlobalArgs) -> Result<Self, End> {
        let cwd = std::env::current_dir().map_err(|e| {
            End::usage(format!("cannot tell the current folder: {e}; change to one that exists"))
        })?;
        let explicit = args.project.clone().or_else(|| variable("VIZARD_PROJECT").map(PathBuf::from));
        let project = Project::locate(explicit.as_deref(), &cwd).map_err(store)?;
        Self::at(args, project)
    }

    fn at(args: &GlobalArgs, project: Project) -> Result<Self, End> {
        let folders = Folders::locate().map_err(store)?;
        let settings = Settings::load(&folders).map_err(store)?;
        let environment = variable("VIZARD_REVIEWER");
        let reviewer =
            reviewer::resolve(args.reviewer.as_deref(), environment.as_deref(), &settings, project.root());
        let project = match args.purpose.as_deref().and_then(Purpose::parse) {
            Some(purpose) => project.for_purpose(purpose),
            None => project,
        };
        let Detectors { custom, files, faults } = detectors::read(project.root());
        detect::install(custom);
        Ok(Self {
            project,
            folders,
            settings,
            reviewer,
            quiet: args.quiet,
            verbose: args.verbose,
            detector_faults: faults,
            detector_files: files,
        })
    }

    /// Refuses to go on with detectors that do not keep what they promise: what they should find would be missed.
    ///
    /// # Errors
    /// The first fault, and how many more there are.
    pub fn trust_detectors(&self) -> Result<(), End> {
        let Some(first) = self.detector_faults.first() else { return Ok(()) };
        let more = self.detector_faults.len() - 1;
        let more = if more == 0 { String::new() } else { format!(" ({more} more)") };
        Err(End::usage(format!("{first}{more}")))
    }

    /// The same surroundings for another project folder, for `vizard demo`.
    ///
    /// # Errors
    /// A folder that is not there, a `vizard.toml` that cannot be read.
    pub fn for_project(&self, folder: &std::path::Path) -> Result<Self, End> {
        let args = GlobalArgs {
            project: None,
            reviewer: Some(self.reviewer.name.clone()),
            purpose: Some(self.project.settings().purpose.name().to_owned()),
            quiet: self.quiet,
            verbose: self.verbose,
        };
        let folder = std::path::absolute(folder)
            .map_err(|e| End::usage(format!("{}: cannot be found: {e}", folder.display())))?;
        Self::at(&args, Project::locate(Some(&folder), &folder).map_err(store)?)
    }
}

/// A non-empty environment variable.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// How a store's error ends a command: damage is "could not complete", the rest "nothing usable".
pub fn store(error: StoreError) -> End {
    if error.is_damage() { End::incomplete(error.to_string()) } else { End::usage(error.to_string()) }
}
