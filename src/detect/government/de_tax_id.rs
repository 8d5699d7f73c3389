//! Tax identification number (Germany): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "de_tax_id",
    family: "government",
    parent: "tax_id",
    title: "Tax identification number (Germany)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "section 139b AO; ISO 7064 MOD 11,10",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}", "[0-9]{11}"],
    embedded: Some(Embedded {
        pattern: r"\b[1-9][0-9] [0-9]{3} [0-9]{3} [0-9]{3}\b",
        needs: &[" "],
        digits: 11,
        strong: false,
    }),
    check: check::of("MOD 11,10 and digit pattern", valid, 0.0034),
    chance: 0.0034,
    header_for: &[
        ("steuer_id", 20.0),
        ("steuerid", 20.0),
        ("steueridentifikationsnummer", 20.0),
        ("steuer_identifikationsnummer", 20.0),
        ("idnr", 15.0),
        ("de_tax_id", 20.0),
        ("tax_id", 14.0),
        ("steuer_idnr", 20.0),
        ("tin", 12.0),
        ("identifikationsnummer", 14.0),
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
    examples: &["86095742719", "47 036 892 816"],
    counter_examples: &["86095742718", "12345678901", "19516233075", "12"],
    ..BASE
};

/// Whether the check digit holds, the first digit is no 0, and of the first ten exactly one stands two or three times.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    let mut counts = [0_u8; 10];
    for digit in digits.all().iter().take(10) {
        if let Some(count) = counts.get_mut(usize::from(*digit)) {
            *count += 1;
        }
    }
    let repeated = counts.iter().filter(|count| **count > 1).count();
    digits.at(0) > 0
        && repeated == 1
        && counts.iter().all(|count| *count <= 3)
        && check::iso7064_11_10(digits.all())
}
