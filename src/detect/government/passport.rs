//! Passport number: it is enough to impersonate a person at a border or a bank.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "passport",
    family: "government",
    parent: "passport",
    title: "Passport number",
    why: "It is enough to impersonate a person at a border or a bank.",
    source: "ICAO 9303; national formats",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z0-9][A-Z0-9 ./-]*"],
    check: check::of("shape", shape, 0.5),
    chance: 0.4,
    header_for: &[
        ("passport", 19.0),
        ("passport_number", 20.0),
        ("passport_no", 20.0),
        ("passportnumber", 20.0),
        ("reisepass", 19.0),
        ("reisepassnummer", 20.0),
        ("passnummer", 17.0),
        ("pass_nr", 15.0),
        ("pasaporte", 19.0),
        ("numero_pasaporte", 20.0),
        ("passeport", 19.0),
        ("numero_passeport", 20.0),
        ("passaporto", 19.0),
        ("numero_passaporto", 20.0),
        ("passaporte", 19.0),
        ("paspoort", 19.0),
        ("paspoortnummer", 20.0),
        ("pasnummer", 14.0),
        ("passi", 6.0),
        ("paszport", 19.0),
        ("nr_paszportu", 20.0),
        ("pasaport", 19.0),
        ("pasaport_no", 20.0),
        ("passport_id", 19.0),
        ("de_passport", 20.0),
        ("us_passport", 20.0),
        ("uk_passport", 20.0),
        ("zagranpasport", 15.0),
        ("travel_document", 15.0),
        ("pass_no", 12.0),
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
    needs_header: true,
    examples: &["C01X00T47", "AB1234567", "X1234567"],
    counter_examples: &["abc", "12"],
    ..BASE
};

/// Whether seven to ten letters and digits hold at least three digits.
fn shape(value: &[u8]) -> bool {
    check::code(value, 7..=10, 0..=4, 3..=10)
}
