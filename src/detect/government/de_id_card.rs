//! Identity card (Germany): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "de_id_card",
    family: "government",
    parent: "national_id",
    title: "Identity card (Germany)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "ICAO 9303 check digit, PAuswV",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z0-9]{9}[0-9]"],
    check: check::of("ICAO mod 10", valid, 0.1),
    chance: 0.01,
    header_for: &[
        ("personalausweis", 19.0),
        ("ausweisnummer", 18.0),
        ("personalausweisnummer", 20.0),
        ("de_id_card", 20.0),
        ("perso", 14.0),
        ("ausweis_nr", 19.0),
        ("personalausweis_nr", 20.0),
        ("reisepassnummer", 15.0),
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
    examples: &["T220001293"],
    counter_examples: &["T220001294", "12"],
    ..BASE
};

/// Whether the last digit checks the others with the weights 7, 3, 1.
fn valid(value: &[u8]) -> bool {
    let Some((last, rest)) = value.split_last() else { return false };
    let values = rest.iter().map(|byte| check::letter_value(*byte).unwrap_or(0));
    let sum: u32 = values.zip([7, 3, 1].into_iter().cycle()).map(|(d, w)| d * w).sum();
    check::letter_value(*last) == Some(sum % 10)
}
