//! Henkilötunnus (Finland): it holds the birth date and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "fi_hetu",
    family: "government",
    parent: "national_id",
    title: "Henkilötunnus (Finland)",
    why: "It holds the birth date and stands for one person for life.",
    source: "Decree 128/2010; mod 31",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{6}[-+A-Z][0-9]{3}[0-9A-Z]"],
    embedded: Some(Embedded {
        pattern: r"\b[0-3][0-9][01][0-9][0-9]{2}[-+A][0-9]{3}[0-9A-Y]\b",
        needs: &[],
        digits: 9,
        strong: true,
    }),
    check: check::of("date and mod 31", valid, 0.0008),
    chance: 0.0001,
    header_for: &[
        ("henkilotunnus", 20.0),
        ("hetu", 20.0),
        ("fi_hetu", 20.0),
        ("fi_personal_identity_code", 20.0),
        ("sosiaaliturvatunnus", 20.0),
        ("personbeteckning", 19.0),
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
    examples: &["131052-308T"],
    counter_examples: &["131052-308A", "12"],
    ..BASE
};

const SIGNS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// Whether the first digits are a date and the last sign is that of the nine digits modulo 31.
fn valid(value: &[u8]) -> bool {
    let (Some(date), Some(number), Some(sign)) = (
        value.get(..6).and_then(check::Digits::of),
        value.get(7..10).and_then(check::Digits::of),
        value.get(10),
    ) else {
        return false;
    };
    let whole = date.number(0, 6) * 1000 + number.number(0, 3);
    value.len() == 11
        && check::yymmdd(date.number(4, 6), date.number(2, 4), date.number(0, 2))
        && SIGNS.get((whole % 31) as usize) == Some(sign)
}
