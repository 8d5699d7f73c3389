//! AHV number (Switzerland): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ch_ahv",
    family: "government",
    parent: "national_id",
    title: "AHV number (Switzerland)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "AHVV; EAN-13",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &[r"756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}", "756[0-9]{10}"],
    embedded: Some(Embedded {
        pattern: r"\b756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}\b",
        needs: &["756."],
        digits: 13,
        strong: true,
    }),
    check: check::of("EAN-13", valid, 0.1),
    chance: 0.0001,
    header_for: &[
        ("ahv", 18.0),
        ("ahv_nummer", 20.0),
        ("ahv_nr", 20.0),
        ("avs", 14.0),
        ("numero_avs", 20.0),
        ("ahvn13", 20.0),
        ("ch_ahv", 20.0),
        ("sozialversicherungsnummer", 15.0),
        ("no_avs", 19.0),
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
    examples: &["756.9217.0769.85"],
    counter_examples: &["756.9217.0769.84", "12"],
    ..BASE
};

/// Whether thirteen digits satisfy the check of EAN-13.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 13) else { return false };
    check::weighted(digits.all(), &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
}
