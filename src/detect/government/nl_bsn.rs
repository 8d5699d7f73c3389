//! Burgerservicenummer (Netherlands): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "nl_bsn",
    family: "government",
    parent: "national_id",
    title: "Burgerservicenummer (Netherlands)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Wet algemene bepalingen BSN; eleven test",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{9}", "[0-9]{4}[. ][0-9]{2}[. ][0-9]{3}"],
    embedded: Some(Embedded {
        pattern: r"(?i:bsn|burgerservicenummer|sofinummer)[ :.-]{1,4}[0-9]{9}\b",
        needs: &["BSN", "bsn", "Bsn", "urgerservice", "ofinummer"],
        digits: 9,
        strong: true,
    }),
    check: check::of("mod 11", valid, 0.0909),
    chance: 0.09,
    header_for: &[
        ("bsn", 20.0),
        ("burgerservicenummer", 20.0),
        ("sofinummer", 20.0),
        ("sofi_nummer", 20.0),
        ("nl_bsn", 20.0),
        ("bsn_nummer", 20.0),
        ("sofi", 15.0),
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
    examples: &["111222333", "1112.22.333"],
    counter_examples: &["111222334", "12"],
    ..BASE
};

/// Whether nine digits satisfy the eleven test with the weights 9 to 2 and -1; words before the number are skipped.
fn valid(value: &[u8]) -> bool {
    let start = value.iter().position(u8::is_ascii_digit).unwrap_or(value.len());
    let Some(digits) = value.get(start..).and_then(|tail| check::Digits::exactly(tail, 9)) else {
        return false;
    };
    let sum = check::weighted(digits.all(), &[9, 8, 7, 6, 5, 4, 3, 2]);
    sum % 11 == digits.at(8) % 11
}
