//! SUS card (Brazil): it opens health care and health data.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "br_cns",
    family: "government",
    parent: "health_insurance_id",
    title: "SUS card (Brazil)",
    why: "It opens health care and health data.",
    source: "DATASUS; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{3} [0-9]{4} [0-9]{4} [0-9]{4}", "[0-9]{15}"],
    check: check::of("mod 11", valid, 0.0909),
    chance: 0.05,
    header_for: &[
        ("cns", 18.0),
        ("br_cns", 20.0),
        ("cartao_sus", 20.0),
        ("numero_cns", 20.0),
        ("cartao_nacional_saude", 20.0),
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
    examples: &["700 5000 0000 0108"],
    counter_examples: &["700 5000 0000 0109", "12"],
    ..BASE
};

/// Whether the weighted sum is a multiple of eleven.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 15) else { return false };
    check::weighted(digits.all(), &[15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}
