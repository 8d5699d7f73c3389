//! `vizard verify`: proves that masked data keeps the plan's promises.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

use super::apply::{checked_keys, dataset, end};
use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::print::{self, Table, grouped};
use super::{inputs, interrupt, plan as plans, progress, verify_folder};
use crate::apply::KeyOf;
use crate::apply::attest::{self, AttestError, Verified};
use crate::apply::verify::{self, CheckLine, Finding, VerifyReport, VerifyRequest};
use crate::classify::Engine;
use crate::domain::plan::{Plan, PlanDataset};
use crate::domain::safe_text::SafeText;
use crate::domain::spans::FindSpans;
use crate::store::atomic;
use crate::store::keys::{DEFAULT, Keys, PublicKey};

/// Arguments of `vizard verify`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard verify vizard-plan.json masked/customers.csv --original customers.csv\n  vizard verify vizard-plan.json masked/ --original data/\n  vizard verify vizard-plan.json masked/customers.csv --without-original\n  vizard verify vizard-plan.json masked/customers.csv --original customers.csv --sign\n  vizard verify vizard-plan.json masked/customers.csv --attestation masked/customers.csv.attestation.json --public-key ana.pub.pem"
)]
pub struct VerifyArgs {
    /// The plan
    plan: PathBuf,
    /// The masked file, or a folder of them
    pub masked: PathBuf,
    /// The original, or the folder of the originals
    #[arg(long, value_name = "INPUT", conflicts_with = "without_original")]
    pub original: Option<PathBuf>,
    /// There is no original: accept that the absence of its values cannot be proven
    #[arg(long)]
    without_original: bool,
    /// Which table of the plan the file is, where its name does not say it
    #[arg(long, value_name = "NAME=PATH")]
    table: Vec<String>,
    /// The key, where it is not in the data folder or the environment
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Sign the proof with a signing key: writes MASKED.attestation.json and MASKED.vsa.json
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = DEFAULT, require_equals = true)]
    sign: Option<String>,
    /// Replace signed proofs that are there
    #[arg(long, requires = "sign")]
    force: bool,
    /// Check a signed proof against plan and file, without original or project
    #[arg(long, value_name = "FILE", requires = "public_key", conflicts_with_all = ["original", "without_original", "sign"])]
    attestation: Option<PathBuf>,
    /// The public key of whoever signed
    #[arg(long, value_name = "FILE", requires = "attestation")]
    public_key: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
///
/// # Errors
/// Plans or data that cannot be read.
pub fn run(context: &Context, args: &VerifyArgs) -> Outcome {
    let stop = interrupt::flag()?;
    if let (Some(attestation), Some(key)) = (&args.attestation, &args.public_key) {
        return check(context, args, attestation, key);
    }
    let plan = plans::read(&args.plan)?;
    let engine = inputs::engine()?;
    let keys = inputs::keys(context, args.key_file.as_deref())?;
    let checked = checked_keys(&plan, &keys)?;
    let bench = Bench {
        context,
        args,
        plan: &plan,
        keys: &keys,
        key: &|id, domain| checked(id, domain),
        engine,
        stop: &stop,
    };
    if args.masked.is_dir() {
        return verify_folder::run(&bench);
    }
    let (dataset, report) = bench.prove(&args.masked, args.original.as_deref())?;
    if args.json {
        print::json(&report)?;
    } else {
        let mut table = Table::new(&["CHECK", "COLUMN", "RESULT", "COUNT", "OF", "WHY"]);
        for line in &report.checks {
            table.row(cells(line));
        }
        print::out(&table.render())?;
    }
    if let Some(end) = bench.verdict(&report) {
        return Ok(end);
    }
    print::note(context.quiet, &format!("verified {} rows", grouped(report.rows)));
    bench.sign(dataset, &report, &args.masked, args.original.as_deref())?;
    Ok(End::pass())
}

/// What all files of a run share.
pub struct Bench<'a> {
    /// Project and settings.
    pub context: &'a Context,
    /// The command's arguments.
    pub args: &'a VerifyArgs,
    /// The plan.
    pub plan: &'a Plan,
    keys: &'a Keys,
    key: &'a KeyOf<'a>,
    engine: Arc<Engine>,
    /// Set to stop.
    pub stop: &'a AtomicBool,
}

impl Bench<'_> {
    /// Verifies a file.
    ///
    /// # Errors
    /// Files that cannot be read, or that are of no dataset of the plan.
    pub fn prove(&self, masked: &Path, original: Option<&Path>) -> Result<(&PlanDataset, VerifyReport), End> {
        let dataset = of_copy(self.context, self.plan, masked, original, &self.args.table)?;
        let project = &self.context.project;
        let of_masked = project.input(&dataset.table, masked);
        let of_original = original.map(|path| project.input(&dataset.table, path));
        let done = AtomicU64::new(0);
        let request = VerifyRequest {
            dataset,
            masked: &of_masked,
            original: of_original.as_ref(),
            key: self.key,
            finder: Arc::clone(&self.engine) as Arc<dyn FindSpans>,
            progress: &done,
            cancel: self.stop,
        };
        let total = progress::bytes([masked].into_iter().chain(original));
        let report = progress::shown(self.context, "verifying", total, &done, || verify::run(&request));
        Ok((dataset, report.map_err(end)?))
    }

    /// How a report ends the command; `None` where everything is proven.
    pub fn verdict(&self, report: &VerifyReport) -> Option<End> {
        if !report.passed() {
            return Some(End::policy("verify failed: the masked file does not keep the plan's promises"));
        }
        let open = report.not_proven_lines().next().is_some() && !self.args.without_original;
        open.then(|| {
            End::incomplete(
                "not everything could be proven (listed above); give what is missing (--original, --key-file), or --without-original if that is meant",
            )
        })
    }

    /// Signs the proof of a file, where that is asked for.
    ///
    /// # Errors
    /// A key that is missing, proofs that are there already.
    pub fn sign(
        &self,
        dataset: &PlanDataset,
        report: &VerifyReport,
        masked: &Path,
        original: Option<&Path>,
    ) -> Result<(), End> {
        let Some(name) = &self.args.sign else { return Ok(()) };
        let key = self.keys.sign_key(name).map_err(store)?;
        let verified =
            Verified { plan_file: &self.args.plan, plan: self.plan, dataset, masked, original, report };
        let signed = attest::sign(&verified, &key).map_err(refused)?;
        for (ending, bytes) in [("attestation.json", signed.masking), ("vsa.json", signed.summary)] {
            let path = beside(masked, ending);
            atomic::write(&path, &bytes, self.args.force).map_err(store)?;
            print::note(self.context.quiet, &format!("wrote {}", path.display()));
        }
        Ok(())
    }
}

/// A line of a report as cells of a table.
pub fn cells(line: &CheckLine) -> [String; 6] {
    let finding = match line.finding {
        Finding::Pass => "pass",
        Finding::Fail => "FAIL",
        Finding::NotProven => "not proven",
    };
    [
        line.check.clone(),
        line.column.clone(),
        finding.to_owned(),
        grouped(line.count),
        grouped(line.n),
        line.why.clone(),
    ]
}

/// The dataset that the masked file is made of: what `--table` says, else what the original is, which a copy in another
/// format is not called like.
fn of_copy<'a>(
    context: &Context,
    plan: &'a Plan,
    masked: &Path,
    original: Option<&Path>,
    tables: &[String],
) -> Result<&'a PlanDataset, End> {
    let says = |text: &String| text.split_once('=').is_some_and(|(_, file)| Path::new(file) == masked);
    if let Some(original) = original.filter(|_| !tables.iter().any(says))
        && let Ok(found) = dataset(context, plan, original, tables)
    {
        return Ok(found);
    }
    dataset(context, plan, masked, tables)
}

/// A file beside another, named after it.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Checks a signed proof: needs neither the original nor a key that can mask.
fn check(context: &Context, args: &VerifyArgs, attestation: &Path, key: &Path) -> Outcome {
    let key = PublicKey::from_file(key).map_err(store)?;
    let bytes = std::fs::read(attestation).map_err(|e| {
        End::usage(format!("{}: cannot read: {e}; give the file that was signed", attestation.display()))
    })?;
    let statement = attest::check(&bytes, &key, &args.plan, &args.masked).map_err(refused)?;
    if args.json {
        print::json(&statement)?;
    }
    let time = statement["predicate"]["timeVerified"].as_str().unwrap_or_default();
    print::note(
        context.quiet,
        SafeText::new(&format!("the attestation holds: verified {time}, signed by {}", key.id())).as_str(),
    );
    Ok(End::pass())
}

/// How a proof that does not hold ends the command.
fn refused(error: AttestError) -> End {
    if error.is_refusal() { End::policy(error.to_string()) } else { End::usage(error.to_string()) }
}
