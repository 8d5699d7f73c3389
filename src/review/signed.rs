//! Whether a plan carries the sign-offs that it and the project's policy ask for.

use serde::Serialize;

use crate::domain::plan::Plan;
use crate::plan::sign_off::{self, Judged, Standing};
use crate::store::StoreError;
use crate::store::keys::signers;
use crate::store::project::Project;

/// The sign-offs of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct Signed {
    /// How many are needed: what the plan says or what the policy in force says, whichever is more.
    pub needed: u32,
    /// How many count.
    pub counted: u32,
    /// Every one given.
    pub given: Vec<Judged>,
    /// Public keys of the project that cannot be read.
    pub problems: Vec<String>,
}

impl Signed {
    /// Why the plan is not signed off; `None` where it is.
    #[must_use]
    pub fn missing(&self) -> Option<String> {
        (self.counted < self.needed).then(|| {
            format!(
                "{} sign-offs are needed, {} count (of {} given); `vizard plan sign` gives one, `vizard plan check` \
                 says what is wrong with the others",
                self.needed,
                self.counted,
                self.given.len()
            )
        })
    }

    /// Whether a signature is of something else than this plan: somebody changed it.
    #[must_use]
    pub fn tampered(&self) -> bool {
        self.given.iter().any(|judged| judged.standing == Standing::Invalid)
    }
}

/// Judges the sign-offs of a plan by the public keys that the project trusts. Nobody has to be asked, and no private key
/// is needed.
///
/// # Errors
/// A folder of keys that cannot be read.
pub fn signed(project: &Project, plan: &Plan) -> Result<Signed, StoreError> {
    let policy = &project.settings().policy;
    let signers = signers::read(project)?;
    let given = sign_off::judge(plan, &signers, policy.four_eyes);
    Ok(Signed {
        needed: plan.sign_offs.needed.max(policy.sign_offs()).max(u32::from(plan.sign_offs.four_eyes)),
        counted: sign_off::counted(&given),
        given,
        problems: signers.problems.iter().map(ToString::to_string).collect(),
    })
}
