//! NRIC or FIN (Singapore): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "sg_nric",
    family: "government",
    parent: "national_id",
    title: "NRIC or FIN (Singapore)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Immigration and Checkpoints Authority; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[STFGM][0-9]{7}[A-Z]", "[stfgm][0-9]{7}[a-z]"],
    embedded: Some(Embedded { pattern: r"\b[STFGM][0-9]{7}[A-Z]\b", needs: &[], digits: 7, strong: true }),
    check: check::of("mod 11", valid, 0.06),
    chance: 0.001,
    header_for: &[
        ("nric", 20.0),
        ("sg_nric", 20.0),
        ("sg_nric_fin", 20.0),
        ("fin", 12.0),
        ("fin_number", 19.0),
        ("nric_fin", 20.0),
        ("nric_no", 20.0),
        ("uin", 11.0),
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
    examples: &["S1234567D", "s1234567d", "M1234567K"],
    counter_examples: &["S1234567A", "12"],
    ..BASE
};

/// Whether the last letter checks prefix and digits.
fn valid(value: &[u8]) -> bool {
    let (Some(prefix), Some(last)) = (value.first(), value.get(8)) else { return false };
    let Some(digits) = value.get(1..8).and_then(check::Digits::of) else { return false };
    let prefix = prefix.to_ascii_uppercase();
    let offset = match prefix {
        b'T' | b'G' => 4,
        b'M' => 3,
        _ => 0,
    };
    let rest = ((check::weighted(digits.all(), &[2, 7, 6, 5, 4, 3, 2]) + offset) % 11) as usize;
    let expected = match prefix {
        b'S' | b'T' => b"JZIHGFEDCBA".get(rest),
        b'F' | b'G' => b"XWUTRQPNMLK".get(rest),
        _ => b"KLJNPQRTUWX".get(10 - rest),
    };
    value.len() == 9 && expected == Some(&last.to_ascii_uppercase())
}
