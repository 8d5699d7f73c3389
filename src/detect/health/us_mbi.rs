//! Medicare beneficiary identifier (USA): it opens health care and health data.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "us_mbi",
    family: "health",
    parent: "health_insurance_id",
    title: "Medicare beneficiary identifier (USA)",
    why: "It opens health care and health data.",
    source: "CMS MBI format",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[1-9][A-Z][0-9A-Z][0-9]-?[A-Z][0-9A-Z][0-9]-?[A-Z]{2}[0-9]{2}"],
    embedded: Some(Embedded {
        pattern: r"\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9]-[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9]-[AC-HJKMNP-RT-Y]{2}[0-9]{2}\b",
        needs: &["-"],
        digits: 5,
        strong: true,
    }),
    check: check::of("letters", letters, 0.25),
    chance: 0.0001,
    header_for: &[
        ("mbi", 20.0),
        ("us_mbi", 20.0),
        ("medicare_beneficiary_identifier", 20.0),
        ("medicare_id", 18.0),
        ("medicare", 13.0),
        ("medicare_number", 17.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "type"],
    examples: &["1EG4-TE5-MK73", "1EG4TE5MK73"],
    counter_examples: &["1SG4-TE5-MK73", "12"],
    ..BASE
};

/// Whether none of the letters that CMS leaves out (S, L, O, I, B, Z) stands in it.
fn letters(value: &[u8]) -> bool {
    !value.iter().any(|byte| b"SLOIBZ".contains(byte))
}
