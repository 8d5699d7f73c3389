//! Sign-offs: what a signer signs, and which of a plan's signatures count.

use std::collections::HashSet;

use data_encoding::BASE64;
use serde::Serialize;

use crate::domain::plan::{Plan, SignOff};
use crate::store::keys::SignKey;
use crate::store::keys::signers::Signers;
use crate::store::slug::slug;

/// The format tag of what is signed: no signature for another purpose can be taken for a sign-off.
const FORMAT: &str = "vizard-sign-off/1";

/// What is signed.
#[derive(Serialize)]
struct Statement<'a> {
    format: &'static str,
    by: &'a str,
    at: &'a str,
    plan: Plan,
}

/// How a sign-off stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It counts.
    Valid,
    /// The project trusts no key of that id.
    Unknown,
    /// The key is trusted under another name.
    OtherName,
    /// The signature is not of this plan, name and time.
    Invalid,
    /// The policy asks for four eyes, and the signer decided a column.
    SameEyes,
}

impl Standing {
    /// One sentence about it.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::Valid => "signed exactly this plan",
            Self::Unknown => {
                "the project trusts no such key; `vizard keys trust PUBLIC-KEY --as NAME` adds one"
            }
            Self::OtherName => "the project trusts this key under another name",
            Self::Invalid => "the plan, the name or the time was changed after it was signed",
            Self::SameEyes => "decided a column of this plan, and the policy asks for four eyes",
        }
    }
}

/// One sign-off with how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// Who signed, as claimed.
    pub by: String,
    /// When.
    pub at: String,
    /// The key.
    pub key_id: String,
    /// How it stands.
    pub standing: Standing,
}

/// The bytes that a sign-off is a signature of: the canonical JSON (RFC 8785) of format, name, time and the plan
/// without the sign-offs given.
#[must_use]
pub fn message(plan: &Plan, by: &str, at: &str) -> Vec<u8> {
    let mut plan = plan.clone();
    plan.sign_offs.given.clear();
    let bytes = serde_json_canonicalizer::to_vec(&Statement { format: FORMAT, by, at, plan });
    debug_assert!(bytes.is_ok(), "a plan holds only finite numbers and text keys");
    // No signature is over nothing: what is empty verifies nowhere.
    bytes.unwrap_or_default()
}

/// Signs a plan; an earlier sign-off of the same name or key gives way.
pub fn sign(plan: &mut Plan, by: &str, at: &str, key: &SignKey) {
    let key_id = key.public().id();
    let signature = BASE64.encode(&key.sign(&message(plan, by, at)));
    let given = &mut plan.sign_offs.given;
    given.retain(|given| slug(&given.by) != slug(by) && given.key_id != key_id);
    given.push(SignOff { by: by.to_owned(), at: at.to_owned(), key_id, signature });
}

/// Whether somebody decided a column of the plan.
#[must_use]
pub fn decided(plan: &Plan, name: &str) -> bool {
    let name = slug(name);
    plan.datasets.iter().flat_map(|dataset| &dataset.columns).any(|column| slug(&column.reviewer) == name)
}

/// Judges every sign-off. `four_eyes` is the project's wish; the plan's own counts too.
#[must_use]
pub fn judge(plan: &Plan, signers: &Signers, four_eyes: bool) -> Vec<Judged> {
    let four_eyes = four_eyes || plan.sign_offs.four_eyes;
    let stands = |given: &SignOff| {
        let mut of_key = signers.trusted.iter().filter(|signer| signer.key.id() == given.key_id).peekable();
        let Some(first) = of_key.peek() else { return Standing::Unknown };
        let signature = BASE64.decode(given.signature.as_bytes()).unwrap_or_default();
        let message = message(plan, &given.by, &given.at);
        if message.is_empty() || !first.key.verifies(&message, &signature) {
            Standing::Invalid
        } else if !of_key.any(|signer| signer.name == slug(&given.by)) {
            Standing::OtherName
        } else if four_eyes && decided(plan, &given.by) {
            Standing::SameEyes
        } else {
            Standing::Valid
        }
    };
    let judged = |given: &SignOff| Judged {
        by: given.by.clone(),
        at: given.at.clone(),
        key_id: given.key_id.clone(),
        standing: stands(given),
    };
    plan.sign_offs.given.iter().map(judged).collect()
}

/// How many people with how many keys gave a valid sign-off: the smaller number counts.
#[must_use]
pub fn counted(judged: &[Judged]) -> u32 {
    let valid = || judged.iter().filter(|judged| judged.standing == Standing::Valid);
    let names: HashSet<String> = valid().map(|judged| slug(&judged.by)).collect();
    let keys: HashSet<&str> = valid().map(|judged| judged.key_id.as_str()).collect();
    u32::try_from(names.len().min(keys.len())).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::store::keys::signers::Signer;
    use crate::store::keys::testing;

    const AT: &str = "2026-11-25T20:00:00.000Z";

    fn signers(of: &[(&str, &SignKey)]) -> Signers {
        let trusted = of.iter().map(|(name, key)| Signer { name: (*name).to_owned(), key: key.public() });
        Signers { trusted: trusted.collect(), problems: Vec::new() }
    }

    fn standing(plan: &Plan, signers: &Signers) -> Vec<Standing> {
        judge(plan, signers, false).iter().map(|judged| judged.standing).collect()
    }

    #[test]
    fn the_sample_plan_is_signed_by_the_key_of_rfc_8410() {
        let mut plan = samples::plan();
        let key = testing::rfc_8410();
        let given = plan.sign_offs.given.clone();
        sign(&mut plan, &given[0].by, &given[0].at, &key);
        assert_eq!(plan.sign_offs.given, given, "Ed25519 is deterministic");
        assert_eq!(standing(&plan, &signers(&[("ben", &key)])), [Standing::Valid]);
    }

    #[test]
    fn a_sign_off_counts_for_its_plan_name_key_and_time_alone() {
        let (ben, cleo) = (testing::rfc_8410(), testing::fresh());
        let mut plan = samples::plan();
        plan.sign_offs.given.clear();
        sign(&mut plan, "Ben", AT, &ben);
        sign(&mut plan, "cleo", AT, &cleo);
        let all = signers(&[("ben", &ben), ("cleo", &cleo)]);
        assert_eq!(standing(&plan, &all), [Standing::Valid, Standing::Valid]);
        assert_eq!(counted(&judge(&plan, &all, false)), 2);
        assert_eq!(standing(&plan, &signers(&[("ben", &ben)])), [Standing::Valid, Standing::Unknown]);
        assert_eq!(standing(&plan, &signers(&[("ana", &ben)])), [Standing::OtherName, Standing::Unknown]);
        for edit in [
            |plan: &mut Plan| plan.revision += 1,
            |plan: &mut Plan| plan.sign_offs.needed = 0,
            |plan: &mut Plan| plan.sign_offs.four_eyes = true,
            |plan: &mut Plan| plan.datasets[0].columns[0].reason.push('.'),
            |plan: &mut Plan| drop(plan.datasets.pop()),
            |plan: &mut Plan| plan.sign_offs.given[0].by = "Ben.".to_owned(),
            |plan: &mut Plan| plan.sign_offs.given[0].at = AT.replace('5', "6"),
            |plan: &mut Plan| plan.sign_offs.given.swap(0, 1),
        ] {
            let mut changed = plan.clone();
            edit(&mut changed);
            let key = changed.sign_offs.given.iter_mut().find(|given| given.by.starts_with("Ben"));
            key.unwrap().key_id = ben.public().id();
            let stands = standing(&changed, &all);
            let swapped = changed.sign_offs.given[0].by == "cleo";
            assert_eq!(stands[0] == Standing::Valid, swapped, "{stands:?}");
        }
        sign(&mut plan, "ben", "2026-11-26T00:00:00.000Z", &ben);
        assert_eq!(plan.sign_offs.given.len(), 2, "a second one of the same takes the place of the first");
    }

    #[test]
    fn one_key_under_two_names_counts_once() {
        let key = testing::fresh();
        let mut plan = samples::plan();
        plan.sign_offs.given.clear();
        sign(&mut plan, "ben", AT, &key);
        let first = plan.sign_offs.given.clone();
        plan.sign_offs.given.clear();
        sign(&mut plan, "cleo", AT, &key);
        plan.sign_offs.given.extend(first);
        let both = signers(&[("ben", &key), ("cleo", &key)]);
        assert_eq!(standing(&plan, &both), [Standing::Valid, Standing::Valid]);
        assert_eq!(counted(&judge(&plan, &both, false)), 1);
    }

    #[test]
    fn with_four_eyes_whoever_decided_cannot_sign() {
        let key = testing::fresh();
        let mut plan = samples::plan();
        let reviewer = plan.datasets[0].columns[0].reviewer.clone();
        sign(&mut plan, &reviewer.to_uppercase(), AT, &key);
        let trusted = signers(&[(&slug(&reviewer), &key)]);
        let last = |four_eyes| judge(&plan, &trusted, four_eyes).pop().unwrap().standing;
        assert_eq!((last(false), last(true)), (Standing::Valid, Standing::SameEyes));
    }
}
