//! Pension insurance number (Germany): it holds the birth date and opens a person's insurance history.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "de_svnr",
    family: "government",
    parent: "national_id",
    title: "Pension insurance number (Germany)",
    why: "It holds the birth date and opens a person's insurance history.",
    source: "section 147 SGB VI; VKVV",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{8}[A-Z][0-9]{3}", "[0-9]{2} [0-9]{6} [A-Z] [0-9]{3}"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{2} ?[0-3][0-9][01][0-9]{3} ?[A-Z] ?[0-9]{3}\b",
        needs: &[],
        digits: 11,
        strong: false,
    }),
    check: check::of("date and weighted mod 10", valid, 0.0048),
    chance: 0.001,
    header_for: &[
        ("sozialversicherungsnummer", 20.0),
        ("rentenversicherungsnummer", 20.0),
        ("svnr", 18.0),
        ("sv_nummer", 20.0),
        ("rvnr", 20.0),
        ("de_social_security", 20.0),
        ("versicherungsnummer", 14.0),
        ("sv_nr", 19.0),
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
    examples: &["15070649C103", "15 070649 C 103"],
    counter_examples: &["15070649C104", "15071349C107", "12"],
    ..BASE
};

/// Whether the last digit checks the others and day and month can be ones; the letter counts as two digits.
fn valid(value: &[u8]) -> bool {
    let mut all = [0_u32; 13];
    let mut count = 0;
    let mut put = |digit: u32| {
        if let Some(place) = all.get_mut(count) {
            *place = digit;
        }
        count += 1;
    };
    for byte in value.iter().filter(|byte| **byte != b' ') {
        match byte {
            b'0'..=b'9' => put(u32::from(byte - b'0')),
            b'A'..=b'Z' => {
                put(u32::from(byte - b'A' + 1) / 10);
                put(u32::from(byte - b'A' + 1) % 10);
            }
            _ => return false,
        }
    }
    let pair = |at: usize| all[at] * 10 + all[at + 1];
    if pair(2) > 31 || pair(4) > 12 {
        return false;
    }
    let weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let sum: u32 = all.iter().zip(weights).map(|(d, w)| d * w / 10 + d * w % 10).sum();
    count == 13 && all.last().is_some_and(|check| sum % 10 == *check)
}
