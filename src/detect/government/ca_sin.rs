//! Social insurance number (Canada): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ca_sin",
    family: "government",
    parent: "national_id",
    title: "Social insurance number (Canada)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Employment and Social Development Canada; Luhn",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{3}[ -][0-9]{3}[ -][0-9]{3}", "[0-9]{9}"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{3}[ -][0-9]{3}[ -][0-9]{3}\b",
        needs: &[" ", "-"],
        digits: 9,
        strong: false,
    }),
    check: check::of("Luhn", valid, 0.1),
    chance: 0.08,
    header_for: &[
        ("sin", 16.0),
        ("social_insurance_number", 20.0),
        ("ca_sin", 20.0),
        ("sin_number", 20.0),
        ("nas", 10.0),
        ("numero_assurance_sociale", 20.0),
        ("social_insurance", 19.0),
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
    examples: &["046 454 286", "123-456-782"],
    counter_examples: &["046 454 287", "12"],
    ..BASE
};

/// Whether nine digits satisfy Luhn.
fn valid(value: &[u8]) -> bool {
    check::Digits::exactly(value, 9).is_some() && check::luhn(value)
}
