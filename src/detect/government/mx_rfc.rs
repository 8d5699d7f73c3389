//! RFC (Mexico): it holds name letters and birth date and stands for one person.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "mx_rfc",
    family: "government",
    parent: "tax_id",
    title: "RFC (Mexico)",
    why: "It holds name letters and birth date and stands for one person.",
    source: "SAT",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z]{4}[0-9]{6}[0-9A-Z]{3}"],
    check: check::of("date", valid, 0.0363),
    chance: 1e-05,
    header_for: &[
        ("rfc", 19.0),
        ("mx_rfc", 20.0),
        ("registro_federal_contribuyentes", 20.0),
        ("rfc_cliente", 19.0),
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
    examples: &["GODE561231GR8"],
    counter_examples: &["GODE569931GR8", "12"],
    ..BASE
};

/// Whether the six digits are a date.
fn valid(value: &[u8]) -> bool {
    let date = value.get(4..10).and_then(check::Digits::of);
    date.is_some_and(|date| check::yymmdd(date.number(0, 2), date.number(2, 4), date.number(4, 6)))
}
