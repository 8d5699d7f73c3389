//! `vizard verify`: proves that masked data keeps the plan's promises.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::apply::{checked_keys, dataset, end};
use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::print::{self, Table, grouped};
use super::{inputs, interrupt, plan as plans, progress};
use crate::apply::attest::{self, AttestError, Verified};
use crate::apply::verify::{self, Finding, VerifyRequest};
use crate::domain::plan::{Plan, PlanDataset};
use crate::domain::safe_text::SafeText;
use crate::store::atomic;
use crate::store::keys::{DEFAULT, PublicKey};

/// Arguments of `vizard verify`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard verify vizard-plan.json masked/customers.csv --original customers.csv\n  vizard verify vizard-plan.json masked/customers.csv --without-original\n  vizard verify vizard-plan.json masked/customers.csv --original customers.csv --sign\n  vizard verify vizard-plan.json masked/customers.csv --attestation masked/customers.csv.attestation.json --public-key ana.pub.pem"
)]
pub struct VerifyArgs {
    /// The plan
    plan: PathBuf,
    /// The masked file
    masked: PathBuf,
    /// The original
    #[arg(long, value_name = "INPUT", conflicts_with = "without_original")]
    original: Option<PathBuf>,
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
    json: bool,
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
    let dataset = of_copy(context, &plan, args)?;
    let masked = context.project.input(&dataset.table, &args.masked);
    let original = args.original.as_ref().map(|path| context.project.input(&dataset.table, path));
    let done = AtomicU64::new(0);
    let request = VerifyRequest {
        dataset,
        masked: &masked,
        original: original.as_ref(),
        key: &|id, domain| checked(id, domain),
        finder: Arc::clone(&engine) as Arc<dyn crate::domain::spans::FindSpans>,
        progress: &done,
        cancel: &stop,
    };
    let total = progress::bytes([args.masked.as_path()].into_iter().chain(args.original.as_deref()));
    let report =
        progress::shown(context, "verifying", total, &done, || verify::run(&request)).map_err(end)?;
    if args.json {
        print::json(&report)?;
    } else {
        let mut table = Table::new(&["CHECK", "COLUMN", "RESULT", "COUNT", "OF", "WHY"]);
        for line in &report.checks {
            let finding = match line.finding {
                Finding::Pass => "pass",
                Finding::Fail => "FAIL",
                Finding::NotProven => "not proven",
            };
            table.row([
                &line.check,
                &line.column,
                finding,
                &grouped(line.count),
                &grouped(line.n),
                &line.why,
            ]);
        }
        print::out(&table.render())?;
    }
    if !report.passed() {
        return Ok(End::policy("verify failed: the masked file does not keep the plan's promises"));
    }
    if report.not_proven_lines().next().is_some() && !args.without_original {
        return Ok(End::incomplete(
            "not everything could be proven (listed above); give what is missing (--original, --key-file), or --without-original if that is meant",
        ));
    }
    print::note(context.quiet, &format!("verified {} rows", grouped(report.rows)));
    if let Some(name) = &args.sign {
        let key = keys.sign_key(name).map_err(store)?;
        let verified = Verified {
            plan_file: &args.plan,
            plan: &plan,
            dataset,
            masked: &args.masked,
            original: args.original.as_deref(),
            report: &report,
        };
        let signed = attest::sign(&verified, &key).map_err(refused)?;
        for (ending, bytes) in [("attestation.json", signed.masking), ("vsa.json", signed.summary)] {
            let path = beside(&args.masked, ending);
            atomic::write(&path, &bytes, args.force).map_err(store)?;
            print::note(context.quiet, &format!("wrote {}", path.display()));
        }
    }
    Ok(End::pass())
}

/// The dataset that the masked file is made of: what `--table` says, else what the original is, which a copy in another
/// format is not called like.
fn of_copy<'a>(context: &Context, plan: &'a Plan, args: &VerifyArgs) -> Result<&'a PlanDataset, End> {
    let says = |text: &String| text.split_once('=').is_some_and(|(_, file)| Path::new(file) == args.masked);
    if let Some(original) = args.original.as_ref().filter(|_| !args.table.iter().any(says))
        && let Ok(found) = dataset(context, plan, original, &args.table)
    {
        return Ok(found);
    }
    dataset(context, plan, &args.masked, &args.table)
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
