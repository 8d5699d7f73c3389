//! How a keyed mask finds its sub-key in another system: by the name of a setting, never in the statement.

use std::collections::BTreeMap;

use crate::domain::digest::{hex, sha256};
use crate::domain::plan::{Plan, PlanColumn};

/// The sub-keys that an export needs: the setting's name, and what the sub-key is derived for.
pub type Needed = BTreeMap<String, Purpose>;

/// The purpose for which `vizard apply` derives the sub-keys of masks.
pub const PURPOSE: &str = "mask";

/// What a sub-key is derived for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Key id.
    pub key_id: String,
    /// Consistency domain.
    pub domain: String,
    /// Where the data goes.
    pub environment: Option<String>,
}

impl Purpose {
    /// The HKDF info field in hex: purpose, domain and, where there is one, environment, each after its length in 8 bytes
    /// (as `store::keys` derives it).
    pub fn info_hex(&self) -> String {
        let mut info = Vec::new();
        for part in [PURPOSE, &self.domain].into_iter().chain(self.environment.as_deref()) {
            info.extend_from_slice(&(part.len() as u64).to_be_bytes());
            info.extend_from_slice(part.as_bytes());
        }
        hex(&info)
    }
}

/// The purpose of a column's sub-key.
pub fn purpose(plan: &Plan, column: &PlanColumn) -> Option<Purpose> {
    let environment = plan.environment.clone();
    Some(Purpose { key_id: column.key_id.clone()?, domain: column.domain.clone()?, environment })
}

/// The name of the setting: readable, and made unique by a digest of what it stands for.
pub fn setting(purpose: &Purpose) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let domain: String = purpose.domain.chars().take(24).map(word).collect();
    let digest = sha256(format!("{}\n{}", purpose.key_id, purpose.info_hex()).as_bytes());
    let tail = digest.trim_start_matches("sha256:").get(..8).unwrap_or_default().to_owned();
    format!("{domain}_{tail}")
}

/// Every sub-key that the keyed columns of a plan need.
pub fn needed(plan: &Plan) -> Needed {
    let columns = plan.datasets.iter().flat_map(|dataset| &dataset.columns);
    columns.filter_map(|column| purpose(plan, column)).map(|purpose| (setting(&purpose), purpose)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_plain_words_and_differ_where_the_sub_key_does() {
        let of = |domain: &str, key_id: &str| {
            setting(&Purpose { key_id: key_id.to_owned(), domain: domain.to_owned(), environment: None })
        };
        let long = "x".repeat(500);
        let all = [
            of("email", "k-1"),
            of("e-mail", "k-1"),
            of("e_mail", "k-1"),
            of("email", "k-2"),
            of(&long, "k-1"),
        ];
        for (at, name) in all.iter().enumerate() {
            assert!(name.len() < 50 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}");
            assert!(all.iter().skip(at + 1).all(|other| other != name));
        }
    }

    #[test]
    fn the_info_field_is_that_of_the_derivation() {
        let of = |environment: Option<&str>| {
            let environment = environment.map(str::to_owned);
            Purpose { key_id: String::new(), domain: "email".to_owned(), environment }.info_hex()
        };
        assert_eq!(of(None), "00000000000000046d61736b0000000000000005656d61696c");
        assert_eq!(
            of(Some("dev")),
            "00000000000000046d61736b0000000000000005656d61696c0000000000000003646576"
        );
    }
}
