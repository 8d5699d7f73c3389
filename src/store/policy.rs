//! The policy of a project: what its `vizard.toml` says about tiers, values, sign-offs and waivers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use crate::domain::digest;
use crate::domain::plan::{SMALL_GROUP, Waiver};
use crate::domain::tier::Tier;

/// The section `[policy]` of `vizard.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Tier by semantic type, in place of the type's own; a general type speaks for its children.
    #[serde(default)]
    pub tiers: BTreeMap<String, Tier>,
    /// Whether values may be shown.
    #[serde(default)]
    pub reveal: Reveal,
    /// Sign-offs that a plan needs.
    #[serde(default)]
    pub sign_offs: u32,
    /// Whether the sign-off of somebody who decided a column does not count; at least one is needed then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub four_eyes: bool,
    /// Size under which a group of rows with equal quasi-identifiers is small; unset: [`SMALL_GROUP`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_group: Option<u64>,
    /// Lint rules that are waived, with reason and expiry.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
}

/// Whether values of the data may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reveal {
    /// On request, for a short time, logged.
    #[default]
    Allowed,
    /// Never.
    Forbidden,
}

impl Policy {
    /// The tier that the policy gives to a type, its own name before its general type's; `None`: the type's own.
    #[must_use]
    pub fn tier(&self, kind: &str, parent: &str) -> Option<Tier> {
        self.tiers.get(kind).or_else(|| self.tiers.get(parent)).copied()
    }

    /// How many sign-offs a plan needs.
    #[must_use]
    pub fn sign_offs(&self) -> u32 {
        self.sign_offs.max(u32::from(self.four_eyes))
    }

    /// The size under which a group is small.
    #[must_use]
    pub fn min_group(&self) -> u64 {
        self.min_group.unwrap_or(SMALL_GROUP)
    }

    /// The digest that plans hold: equal policies have equal digests, whatever their file looks like.
    ///
    /// # Errors
    /// None that can be caused from outside; a policy is plain data.
    pub fn digest(&self) -> Result<String, StoreError> {
        let bytes = serde_json_canonicalizer::to_vec(self)
            .map_err(|source| StoreError::Json { what: "the policy", source })?;
        Ok(digest::sha256(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_types_own_entry_comes_before_its_parents() {
        let policy: Policy =
            toml::from_str("tiers = { national_id = \"restricted\", us_ssn = \"confidential\" }").unwrap();
        assert_eq!(policy.tier("us_ssn", "national_id"), Some(Tier::Confidential));
        assert_eq!(policy.tier("uk_nino", "national_id"), Some(Tier::Restricted));
        assert_eq!(policy.tier("email", "email"), None);
    }

    #[test]
    fn the_digest_follows_the_meaning_and_not_the_text() {
        let digest = |text: &str| toml::from_str::<Policy>(text).unwrap().digest().unwrap();
        assert_eq!(digest(""), digest("reveal = \"allowed\"\nsign_offs = 0"));
        assert_ne!(digest(""), digest("reveal = \"forbidden\""));
    }
}
