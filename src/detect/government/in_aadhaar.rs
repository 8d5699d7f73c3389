//! Aadhaar number (India): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "in_aadhaar",
    family: "government",
    parent: "national_id",
    title: "Aadhaar number (India)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "UIDAI; Verhoeff",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[2-9][0-9]{3}[ -][0-9]{4}[ -][0-9]{4}", "[0-9]{12}"],
    embedded: Some(Embedded {
        pattern: r"\b[2-9][0-9]{3} [0-9]{4} [0-9]{4}\b",
        needs: &[" "],
        digits: 12,
        strong: false,
    }),
    check: check::of("Verhoeff", valid, 0.08),
    chance: 0.08,
    header_for: &[
        ("aadhaar", 20.0),
        ("aadhar", 20.0),
        ("aadhaar_number", 20.0),
        ("aadhar_no", 20.0),
        ("in_aadhaar", 20.0),
        ("uidai", 18.0),
        ("adhar", 17.0),
        ("aadhar_number", 20.0),
        ("aadhaar_no", 20.0),
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
    examples: &["2341 2341 2346", "234123412346"],
    counter_examples: &["234123412347", "12"],
    ..BASE
};

/// Whether twelve digits satisfy Verhoeff; none starts with 0 or 1.
fn valid(value: &[u8]) -> bool {
    check::Digits::exactly(value, 12).is_some_and(|digits| digits.at(0) >= 2) && check::verhoeff(value)
}
