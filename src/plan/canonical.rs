//! The bytes of a plan and their digest.

use crate::domain::digest::sha256;
use crate::domain::plan::Plan;

/// The canonical bytes of a plan: JSON by RFC 8785 (sorted keys, shortest numbers, no white space), no final newline.
///
/// Equal plans give equal bytes on every machine. Numbers are within 2^53 and finite; [`super::build()`] and [`super::parse()`]
/// let no others through.
#[must_use]
pub fn canonical(plan: &Plan) -> Vec<u8> {
    let bytes = serde_json_canonicalizer::to_vec(plan);
    debug_assert!(bytes.is_ok(), "a plan holds only finite numbers and text keys");
    // Nothing at all is no plan: whoever reads it refuses.
    bytes.unwrap_or_default()
}

/// The digest of a plan: `sha256:` of its [`canonical`] bytes.
#[must_use]
pub fn digest(plan: &Plan) -> String {
    sha256(&canonical(plan))
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn canonical_bytes_have_sorted_keys_and_no_white_space() {
        let text = String::from_utf8(canonical(&samples::plan())).unwrap();
        assert!(text.starts_with(r#"{"datasets":[{"bytes":"#), "{}", &text[..60]);
        assert!(!text.contains('\n') && !text.contains(": "));
    }

    #[test]
    fn the_digest_is_over_content_and_not_over_spelling() {
        let plan = samples::plan();
        let pretty = serde_json::to_vec_pretty(&plan).unwrap();
        let again = super::super::parse(&pretty, "plan.json", None).unwrap();
        assert_eq!(digest(&again), digest(&plan));
        let mut other = plan;
        other.revision += 1;
        assert_ne!(digest(&again), digest(&other));
    }
}
