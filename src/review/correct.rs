//! What a reviewer or the policy says about a column's type and tier, put over what the scan found.

use crate::detect;
use crate::domain::assessment::{Alternate, ColumnScan, Evidence};
use crate::domain::tier::Tier;
use crate::store::policy::Policy;

/// Gives a column the type that a reviewer says it is, with the tier and role that the registry gives to that type.
///
/// What the column contains stays: it is evidence whatever the column is called. A type that is no longer in the
/// registry leaves the tier as high as it was and at least `unknown`.
pub fn set_type(scan: &mut ColumnScan, kind: &str) {
    let before = scan.kind.replace(kind.to_owned());
    if before.as_deref() != Some(kind)
        && let Some(before) = before
    {
        scan.alternates.retain(|other| other.kind != before && other.kind != kind);
        scan.alternates.insert(0, Alternate { kind: before.into(), confidence: scan.confidence });
    }
    if let Some(detector) = detect::find(kind) {
        scan.family = Some(detector.family.to_owned());
        scan.sensitivity = detector.tier;
        scan.personal = detector.personal;
        scan.role = detector.role;
    } else {
        scan.family = None;
        scan.sensitivity = scan.sensitivity.max(Tier::Unknown);
    }
    scan.confidence = 1.0;
    // The share was that of the type found by the scan.
    scan.is = None;
    scan.evidence.insert(
        0,
        Evidence {
            kind: kind.to_owned().into(),
            source: "reviewer".into(),
            weight: 30.0,
            text: "a reviewer corrected the type".to_owned(),
        },
    );
}

/// Gives a column the tier of the policy, where the policy has one for its type.
pub fn apply_policy(scan: &mut ColumnScan, policy: &Policy) {
    let Some(kind) = scan.kind.as_deref() else { return };
    let parent = detect::find(kind).map_or(kind, |d| d.parent);
    if let Some(tier) = policy.tier(kind, parent) {
        scan.sensitivity = tier;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing;

    #[test]
    fn a_corrected_type_keeps_what_was_found_as_the_alternative() {
        let mut scan = ColumnScan::clone(&testing::item("t.csv", "c").scan);
        scan.sensitivity = Tier::Public;
        set_type(&mut scan, "a_type_of_yesterday");
        assert_eq!(scan.kind.as_deref(), Some("a_type_of_yesterday"));
        assert_eq!(scan.alternates[0].kind, "email");
        assert_eq!(scan.sensitivity, Tier::Unknown, "an unknown type is not harmless");
        assert_eq!(scan.evidence[0].source, "reviewer");
    }

    #[test]
    fn the_policy_sets_the_tier_of_its_types_only() {
        let policy: Policy = toml::from_str("tiers = { email = \"internal\" }").unwrap();
        let mut scan = ColumnScan::clone(&testing::item("t.csv", "c").scan);
        apply_policy(&mut scan, &policy);
        assert_eq!(scan.sensitivity, Tier::Internal);
        scan.kind = Some("phone".into());
        scan.sensitivity = Tier::Confidential;
        apply_policy(&mut scan, &policy);
        assert_eq!(scan.sensitivity, Tier::Confidential);
    }
}
