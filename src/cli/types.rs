//! `vizard types`: what can be recognised, and whether the project's own detectors keep what they promise.

use serde_json::json;

use super::context::Context;
use super::exit::{End, Outcome};
use super::print;
use super::registries::{self, ListArgs};
use crate::detect;
use crate::domain::safe_text::SafeText;

const HELP: &str = r#"A project's own detectors stand in detectors/*.toml beside vizard.toml:

  [[detector]]
  id = "employee_number"
  title = "Employee number"
  why = "It names one employee in every system of the company."
  tier = "confidential"              # public, internal, confidential, restricted
  parent = "person_key"              # the general type it is a form of; masks follow it
  role = "direct"                    # direct, quasi, sensitive, key, none
  personal = true
  patterns = ['EMP-[0-9]{7}']        # the whole value; bytes, no Unicode classes
  check = "luhn"                     # luhn, verhoeff, iso7064_mod_11_10, iso7064_mod_11_2,
                                     # iso7064_mod_97_10, or the id of a built-in type
  chance = 0.0001                    # share of ordinary values that look like it
  headers = { employee_number = 20, emp_no = 13 }   # 7 weak, 13 strong, 20 outright
  headers_against = ["count"]
  examples = ["EMP-0000018"]         # invented; must hold
  counter_examples = ["EMP-0000019"] # must not
  [detector.inside]                  # how it is found inside a text
  pattern = '\bEMP-[0-9]{7}\b'
  needs = ["EMP-"]                   # one of these must stand in the text
  strong = true

  [[allow]]                          # never reported as this type
  type = "email"
  values = ["support@example.com"]
  patterns = ['.*@test\.example\.com']

Examples:
  vizard types
  vizard types --check     prove them: exit 1 with file, field and what to mend
  vizard explain employee_number"#;

/// Arguments of `vizard types`.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub struct TypesArgs {
    #[command(flatten)]
    list: ListArgs,
    /// Prove the project's own detectors: patterns, checks, examples; exit 1 where one does not hold
    #[arg(long)]
    check: bool,
}

impl TypesArgs {
    /// Whether detectors are proven, so that wrong ones do not stop the command.
    #[must_use]
    pub const fn checks(&self) -> bool {
        self.check
    }
}

/// Runs the command.
///
/// # Errors
/// Where stdout cannot be written.
pub fn run(context: &Context, args: &TypesArgs) -> Outcome {
    if args.check { check(context) } else { list(&args.list) }
}

fn check(context: &Context) -> Outcome {
    let faults = &context.detector_faults;
    for fault in faults {
        print::out(&format!("{}\n", SafeText::new(&fault.to_string())))?;
    }
    if !faults.is_empty() {
        return Ok(End::policy(format!(
            "{} things are wrong with the project's detectors (each is listed above)",
            faults.len()
        )));
    }
    let own = detect::all().len() - detect::DETECTORS.len();
    let files = context.detector_files.len();
    print::out(&format!(
        "{} built-in types and {own} of the project ({files} files in detectors/): all hold what they promise\n",
        detect::DETECTORS.len()
    ))?;
    Ok(End::pass())
}

fn list(args: &ListArgs) -> Outcome {
    let entries = detect::all()
        .iter()
        .map(|d| {
            json!({
                "name": d.id, "family": d.family, "parent": d.parent, "tier": d.tier, "personal": d.personal,
                "role": d.role, "title": d.title, "why": d.why, "source": d.source,
                "patterns": d.patterns, "inside": d.embedded.as_ref().map(|e| e.pattern), "examples": d.examples, "counter_examples": d.counter_examples, "chance": d.chance,
                "check": d.check.as_ref().map(|check| check.name),
            })
        })
        .collect();
    registries::list(args, "vizard-types/1", "types", &["family", "name", "tier", "title"], entries)
}

/// The types of a family or the one of a name, for `vizard explain TYPE`.
#[must_use]
pub fn explain_type(id: &str) -> Option<String> {
    let d = detect::find(id)?;
    let mut out = format!("{} ({}/{}): {}\n\n{}\n\n", d.title, d.family, d.id, d.why, d.source);
    out.push_str(&format!("tier      {}, role {}\n", d.tier, d.role.name()));
    if let Some(check) = &d.check {
        let rate = check.pass_rate * 100.0;
        out.push_str(&format!("check     {}; {rate:.3} % of random values of the shape pass\n", check.name));
    }
    out.push_str(&format!(
        "chance    {:.4} % of ordinary values of its shape look like it\n",
        d.chance * 100.0
    ));
    let words: Vec<&str> = d.header_for.iter().map(|(word, _)| *word).collect();
    if !words.is_empty() {
        out.push_str(&format!("headers   {}\n", words.join(", ")));
    }
    if !d.header_against.is_empty() {
        out.push_str(&format!("not with  {}\n", d.header_against.join(", ")));
    }
    if !d.examples.is_empty() {
        out.push_str(&format!("examples  {}\n", d.examples.join(" · ")));
    }
    if !d.counter_examples.is_empty() {
        out.push_str(&format!("not       {}\n", d.counter_examples.join(" · ")));
    }
    Some(out)
}
