//! How a keyed mask finds its sub-key in another system: by the name of a setting, never in the statement.

use std::collections::BTreeMap;

use crate::domain::digest::{hex, sha256};
use crate::domain::plan::{Plan, PlanColumn};

/// The sub-keys that an export needs: the setting's name, and what the sub-key is derived for.
pub type Needed = BTreeMap<String, Purpose>;

/// What a sub-key is derived for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Key id.
    pub key_id: String,
    /// Mask.
    pub mask: String,
    /// Consistency domain.
    pub domain: String,
}

impl Purpose {
    /// The HKDF info field in hex: mask and domain, each after its length in 8 bytes (as `store::keys` derives it).
    pub fn info_hex(&self) -> String {
        let mut info = Vec::new();
        for part in [&self.mask, &self.domain] {
            info.extend_from_slice(&(part.len() as u64).to_be_bytes());
            info.extend_from_slice(part.as_bytes());
        }
        hex(&info)
    }
}

/// The purpose of a column's sub-key.
pub fn purpose(column: &PlanColumn) -> Option<Purpose> {
    Some(Purpose {
        key_id: column.key_id.clone()?,
        mask: column.mask.as_ref()?.name.clone(),
        domain: column.domain.clone()?,
    })
}

/// The name of the setting: readable, and made unique by a digest of what it stands for.
pub fn setting(purpose: &Purpose) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let domain: String = purpose.domain.chars().take(24).map(word).collect();
    let digest = sha256(format!("{}\n{}", purpose.key_id, purpose.info_hex()).as_bytes());
    let tail = digest.trim_start_matches("sha256:").get(..8).unwrap_or_default().to_owned();
    format!("{}_{domain}_{tail}", purpose.mask)
}

/// Every sub-key that the keyed columns of a plan need.
pub fn needed(plan: &Plan) -> Needed {
    let columns = plan.datasets.iter().flat_map(|dataset| &dataset.columns);
    columns.filter_map(purpose).map(|purpose| (setting(&purpose), purpose)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_plain_words_and_differ_where_the_sub_key_does() {
        let of = |mask: &str, domain: &str, key_id: &str| {
            setting(&Purpose { key_id: key_id.to_owned(), mask: mask.to_owned(), domain: domain.to_owned() })
        };
        let all = [
            of("pseudonym", "email", "k-1"),
            of("pseudonym", "e-mail", "k-1"),
            of("pseudonym", "e_mail", "k-1"),
            of("pseudonym", "email", "k-2"),
            of("email_domain", "email", "k-1"),
            of("pseudonym", &"x".repeat(500), "k-1"),
        ];
        for (at, name) in all.iter().enumerate() {
            assert!(name.len() < 60 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}");
            assert!(all.iter().skip(at + 1).all(|other| other != name));
        }
    }

    #[test]
    fn the_info_field_is_that_of_the_derivation() {
        let purpose =
            Purpose { key_id: String::new(), mask: "pseudonym".to_owned(), domain: "email".to_owned() };
        assert_eq!(purpose.info_hex(), "000000000000000970736575646f6e796d0000000000000005656d61696c");
    }
}
