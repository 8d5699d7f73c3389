//! The signed proof that a masked file passed its verification, for whoever takes the file over.
//!
//! Two statements (in-toto Statement v1) in DSSE envelopes: the checks with their figures ([`MASKING`]), and a SLSA
//! verification summary ([`SUMMARY`]) that admission tools read. Both name the masked file and the plan by SHA-256.

mod dsse;
mod error;

use std::path::Path;

use serde_json::{Value, json};

pub use error::AttestError;

use super::verify::VerifyReport;
use crate::domain::plan::{Plan, PlanDataset};
use crate::plan;
use crate::store::keys::{PublicKey, SignKey};
use crate::store::{clock, digest};

/// Type of the statement that holds the checks.
pub const MASKING: &str = "urn:vizard:masking:1";
/// Type of the SLSA verification summary, v1.
pub const SUMMARY: &str = "https://slsa.dev/verification_summary/v1";
const STATEMENT: &str = "https://in-toto.io/Statement/v1";
/// Who verified.
const VERIFIER: &str = "urn:vizard:verify";

/// What was verified.
pub struct Verified<'a> {
    /// The plan's file.
    pub plan_file: &'a Path,
    /// The plan.
    pub plan: &'a Plan,
    /// Its dataset.
    pub dataset: &'a PlanDataset,
    /// The masked file.
    pub masked: &'a Path,
    /// The original, where there was one.
    pub original: Option<&'a Path>,
    /// What was found.
    pub report: &'a VerifyReport,
}

/// The two signed envelopes of a passed verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// The checks and their figures.
    pub masking: Vec<u8>,
    /// The SLSA verification summary.
    pub summary: Vec<u8>,
}

/// Signs what was verified.
///
/// # Errors
/// A verification that did not pass or left something unproven; files that cannot be read.
pub fn sign(verified: &Verified<'_>, key: &SignKey) -> Result<Attestation, AttestError> {
    let report = verified.report;
    if !report.passed() || report.not_proven_lines().next().is_some() {
        return Err(AttestError::NotPassed);
    }
    let time = clock::now();
    let subject = json!([
        { "name": name(verified.masked), "digest": { "sha256": sha256(verified.masked)? } },
        { "name": name(verified.plan_file), "digest": { "sha256": sha256(verified.plan_file)? } },
    ]);
    let plan_digest = plan::digest(verified.plan);
    let policy = json!({
        "uri": format!("urn:vizard:plan:{}:{}", verified.plan.id, verified.plan.revision),
        "digest": { "sha256": bare(&plan_digest) },
    });
    let original = match verified.original {
        Some(path) => json!([{ "name": name(path), "digest": { "sha256": sha256(path)? } }]),
        None => json!([]),
    };
    let tool = json!({ "name": "vizard", "version": env!("CARGO_PKG_VERSION") });
    let masking = json!({
        "_type": STATEMENT, "subject": subject, "predicateType": MASKING,
        "predicate": {
            "tool": tool, "timeVerified": time, "plan": policy, "table": verified.dataset.table,
            "policy": verified.plan.policy, "originals": original, "rows": report.rows, "checks": report.checks,
            "result": "PASSED",
        },
    });
    let seal = |statement: &Value| {
        let body = serde_json_canonicalizer::to_vec(statement).map_err(AttestError::Json)?;
        dsse::seal(dsse::IN_TOTO, &body, key)
    };
    let masking = seal(&masking)?;
    let summary = json!({
        "_type": STATEMENT, "subject": subject, "predicateType": SUMMARY,
        "predicate": {
            "verifier": { "id": VERIFIER, "version": { "vizard": env!("CARGO_PKG_VERSION") } },
            "timeVerified": time, "resourceUri": format!("urn:vizard:table:{}", verified.dataset.table),
            "policy": policy,
            "inputAttestations": [{
                "uri": MASKING,
                "digest": { "sha256": bare(&crate::domain::digest::sha256(&masking)) },
            }],
            "verificationResult": "PASSED", "verifiedLevels": ["VIZARD_MASKED"], "slsaVersion": "1.1",
        },
    });
    Ok(Attestation { summary: seal(&summary)?, masking })
}

/// Checks a signed statement of either type against the files at hand; gives its content.
///
/// # Errors
/// A signature that does not hold, a statement of another type or result, a plan or masked file that is not the one.
pub fn check(
    envelope: &[u8],
    key: &PublicKey,
    plan_file: &Path,
    masked: &Path,
) -> Result<Value, AttestError> {
    let body = dsse::open(dsse::IN_TOTO, envelope, key)?;
    let statement: Value = serde_json::from_slice(&body).map_err(|_| AttestError::Kind)?;
    let predicate = &statement["predicate"];
    let result = match statement["predicateType"].as_str() {
        Some(MASKING) => &predicate["result"],
        Some(SUMMARY) => &predicate["verificationResult"],
        _ => return Err(AttestError::Kind),
    };
    if statement["_type"] != STATEMENT || result != "PASSED" {
        return Err(AttestError::Kind);
    }
    for (at, path) in [masked, plan_file].into_iter().enumerate() {
        let digest = sha256(path)?;
        if statement["subject"][at]["digest"]["sha256"] != digest.as_str() {
            return Err(AttestError::Other { path: path.display().to_string() });
        }
    }
    Ok(statement)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn sha256(path: &Path) -> Result<String, AttestError> {
    Ok(bare(&digest::file(path)?).to_owned())
}

fn bare(digest: &str) -> &str {
    digest.trim_start_matches("sha256:")
}

#[cfg(test)]
mod tests;
