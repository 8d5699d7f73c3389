//! CURP (Mexico): it holds name letters, birth date, sex and birth place.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "mx_curp",
    family: "government",
    parent: "national_id",
    title: "CURP (Mexico)",
    why: "It holds name letters, birth date, sex and birth place.",
    source: "RENAPO; weighted mod 10",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]"],
    embedded: Some(Embedded {
        pattern: r"\b[A-Z][AEIOUX][A-Z]{2}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]\b",
        needs: &[],
        digits: 7,
        strong: true,
    }),
    check: check::of("date and weighted mod 10", valid, 0.0042),
    chance: 1e-07,
    header_for: &[("curp", 20.0), ("mx_curp", 20.0), ("clave_unica", 15.0)],
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
    examples: &["BOXW310820HNERXN09"],
    counter_examples: &["BOXW310820HNERXN08", "12"],
    ..BASE
};

/// Order of the signs; the byte after N stands for the letter N with tilde, which never occurs in one byte.
const SIGNS: &[u8; 37] = b"0123456789ABCDEFGHIJKLMN.OPQRSTUVWXYZ";

/// Whether the date exists and the last digit checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(date) = value.get(4..10).and_then(check::Digits::of) else { return false };
    let mut sum = 0;
    for (place, byte) in value.iter().take(17).enumerate() {
        let Some(worth) = SIGNS.iter().position(|sign| sign == byte) else { return false };
        sum += worth * (18 - place);
    }
    value.len() == 18
        && check::yymmdd(date.number(0, 2), date.number(2, 4), date.number(4, 6))
        && value.last().is_some_and(|last| (10 - sum % 10) % 10 == usize::from(last.wrapping_sub(b'0')))
}
