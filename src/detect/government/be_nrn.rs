//! National register number (Belgium): it holds the birth date and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "be_nrn",
    family: "government",
    parent: "national_id",
    title: "National register number (Belgium)",
    why: "It holds the birth date and stands for one person for life.",
    source: "Law of 8 August 1983; mod 97",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &[
        r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}",
        "[0-9]{11}",
        "[0-9]{6}[- ][0-9]{3}[-. ][0-9]{2}",
    ],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}\b",
        needs: &["."],
        digits: 11,
        strong: true,
    }),
    check: check::of("mod 97", valid, 0.0122),
    chance: 0.0122,
    header_for: &[
        ("rijksregisternummer", 20.0),
        ("numero_national", 19.0),
        ("numero_registre_national", 20.0),
        ("be_nrn", 20.0),
        ("nrn", 17.0),
        ("insz", 19.0),
        ("niss", 19.0),
        ("rrn", 13.0),
        ("registre_national", 19.0),
        ("rijksregister", 19.0),
        ("nationaal_nummer", 18.0),
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
    examples: &["85.07.30-033.28", "85073003328"],
    counter_examples: &["85.07.30-033.29", "12"],
    ..BASE
};

/// Whether the last two digits are 97 minus the rest modulo 97.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    let (number, check) = (digits.number(0, 9), digits.number(9, 11));
    let month = digits.number(2, 4) % 20;
    // Births since 2000 put a 2 before the number.
    month <= 12 && (97 - number % 97 == check || 97 - (2_000_000_000 + number) % 97 == check)
}
