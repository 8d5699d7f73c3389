//! `vizard plan sign|check`: sign-offs of a plan, and what apply and export ask about them.

use std::path::PathBuf;

use super::context::{Context, store};
use super::exit::{End, Outcome};
use super::plan::{self as plans, PlanArgs};
use super::print::{self, Table};
use crate::domain::plan::Plan;
use crate::domain::safe_text::SafeText;
use crate::plan::{self, Severity, sign_off};
use crate::review::signed::{Signed, signed};
use crate::store::keys::signers;
use crate::store::keys::{DEFAULT, SignKey};
use crate::store::slug::slug;
use crate::store::{atomic, clock};

/// Arguments of `vizard plan sign`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vizard keys new ben --sign\n  vizard keys trust ben.sign.pub.pem --as ben@example.com\n  vizard plan sign --key ben"
)]
pub struct SignArgs {
    /// The plan [default: vizard-plan.json in the project folder]
    #[arg(value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// The signing key by name
    #[arg(long, value_name = "NAME", default_value = DEFAULT)]
    key: String,
    /// The signing key in a file (PKCS #8 in PEM)
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    key_file: Option<PathBuf>,
}

/// Signs a plan as the reviewer who runs the command.
///
/// # Errors
/// A plan or key that cannot be used; 1: the policy asks for other eyes.
pub fn sign(context: &Context, args: &SignArgs) -> Outcome {
    let path = args.plan.clone().unwrap_or_else(|| context.project.plan());
    let mut plan = plans::read(&path)?;
    let keys = super::inputs::keys(context, None)?;
    let key = match &args.key_file {
        Some(file) => SignKey::from_file(file).map_err(store)?,
        None => keys.sign_key(&args.key).map_err(store)?,
    };
    let by = &context.reviewer.name;
    if (plan.sign_offs.four_eyes || context.project.settings().policy.four_eyes)
        && sign_off::decided(&plan, by)
    {
        return Err(End::policy(format!(
            "not signed: the policy asks for four eyes, and {} decided columns of this plan; somebody else signs",
            SafeText::new(by)
        )));
    }
    let now = clock::now();
    let lints = plan::lint(&plan, now.get(..10).unwrap_or(&now));
    let errors = lints.iter().filter(|l| l.severity == Severity::Error && l.waived.is_none()).count();
    if errors > 0 {
        print::note(context.quiet, &format!("note: `vizard plan lint` has {errors} errors about this plan"));
    }
    sign_off::sign(&mut plan, by, &now, &key);
    atomic::write(&path, &plan::canonical(&plan), true).map_err(store)?;
    let id = key.public().id();
    let say = |text: &str| print::note(context.quiet, SafeText::new(text).as_str());
    say(&format!("signed {} (revision {}) as {by} with key {id}", path.display(), plan.revision));
    let known = signers::read(&context.project).map_err(store)?;
    if !known.trusted.iter().any(|signer| signer.key.id() == id && signer.name == slug(by)) {
        say(&format!(
            "note: this project does not trust that key as {by} yet: `vizard keys trust FILE.pub.pem --as NAME` there, and commit it"
        ));
    }
    Ok(End::pass())
}

/// Checks the sign-offs of a plan.
///
/// # Errors
/// A plan that cannot be read; 1: fewer count than needed, or one is of something else.
pub fn check(context: &Context, args: &PlanArgs) -> Outcome {
    let plan = plans::given(context, args)?;
    let signed = judged(context, &plan)?;
    if args.json {
        print::json(&signed)?;
    } else if !signed.given.is_empty() {
        let mut table = Table::new(&["SIGNED BY", "AT", "KEY", "COUNTS", "WHY"]);
        for judged in &signed.given {
            let counts = if judged.standing == sign_off::Standing::Valid { "yes" } else { "no" };
            let key = judged.key_id.get(..16).unwrap_or(&judged.key_id);
            table.row([judged.by.as_str(), &judged.at, key, counts, judged.standing.why()]);
        }
        print::out(&table.render())?;
    }
    if signed.tampered() {
        return Ok(End::policy("a signature is not of this plan (listed above)"));
    }
    if let Some(why) = signed.missing() {
        return Ok(End::policy(why));
    }
    print::note(context.quiet, &format!("{} sign-offs are needed, {} count", signed.needed, signed.counted));
    Ok(End::pass())
}

/// Refuses a plan with fewer valid sign-offs than needed.
///
/// # Errors
/// 1: fewer count than needed.
pub fn demand(context: &Context, plan: &Plan) -> Result<(), End> {
    judged(context, plan)?.missing().map_or(Ok(()), |why| Err(End::policy(why)))
}

fn judged(context: &Context, plan: &Plan) -> Result<Signed, End> {
    let signed = signed(&context.project, plan).map_err(store)?;
    for problem in &signed.problems {
        print::note(context.quiet, &format!("note: {problem}"));
    }
    Ok(signed)
}
