//! PAN (India): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "in_pan",
    family: "government",
    parent: "tax_id",
    title: "PAN (India)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Income Tax Department, section 139A",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z]{3}[ABCFGHLJPT][A-Z][0-9]{4}[A-Z]", "[a-z]{3}p[a-z][0-9]{4}[a-z]"],
    embedded: Some(Embedded {
        pattern: r"\b[A-Z]{3}P[A-Z][0-9]{4}[A-Z]\b",
        needs: &[],
        digits: 4,
        strong: true,
    }),
    chance: 0.0001,
    header_for: &[
        ("pan", 14.0),
        ("in_pan", 20.0),
        ("pan_card", 20.0),
        ("pan_number", 20.0),
        ("pan_no", 20.0),
        ("permanent_account_number", 20.0),
        ("pancard", 20.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "is",
        "has",
        "valid",
        "verified",
        "status",
        "type",
        "name",
        "issue",
        "expiry",
        "date",
        "country",
    ],
    examples: &["ABCPE1234F"],
    counter_examples: &["ABCXE1234F", "12"],
    ..BASE
};
