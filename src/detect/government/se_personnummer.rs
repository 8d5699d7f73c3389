//! Personnummer (Sweden): it holds the birth date and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "se_personnummer",
    family: "government",
    parent: "national_id",
    title: "Personnummer (Sweden)",
    why: "It holds the birth date and stands for one person for life.",
    source: "SKV 704; Luhn",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{6}[-+][0-9]{4}", "[0-9]{8}[-+][0-9]{4}", "[0-9]{10}", "[0-9]{12}"],
    embedded: Some(Embedded {
        pattern: r"\b([12][0-9])?[0-9]{2}[01][0-9][0-9]{2}[-+][0-9]{4}\b",
        needs: &["-", "+"],
        digits: 10,
        strong: true,
    }),
    check: check::of("date and Luhn", valid, 0.0075),
    chance: 0.0075,
    header_for: &[
        ("personnummer", 20.0),
        ("se_personnummer", 20.0),
        ("personnr", 20.0),
        ("persnr", 19.0),
        ("samordningsnummer", 20.0),
        ("pnr", 11.0),
        ("person_nr", 16.0),
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
    examples: &["811228-9874", "198112289874", "670919-9530"],
    counter_examples: &["811228-9875", "12"],
    ..BASE
};

/// Whether the last ten digits hold a date (days may be raised by 60) and satisfy Luhn.
fn valid(value: &[u8]) -> bool {
    let mut plain = [0_u8; 12];
    let mut count = 0;
    for byte in value.iter().filter(|byte| byte.is_ascii_digit()) {
        let Some(place) = plain.get_mut(count) else { return false };
        *place = *byte;
        count += 1;
    }
    let ten = match count {
        10 => plain.get(..10),
        12 => plain.get(2..),
        _ => None,
    };
    let Some(digits) = ten.and_then(|ten| check::Digits::exactly(ten, 10)) else { return false };
    let (year, month, day) = (digits.number(0, 2), digits.number(2, 4), digits.number(4, 6));
    let century = count == 10 || matches!(plain.get(..2), Some(b"18" | b"19" | b"20"));
    century
        && check::yymmdd(year, month, if day > 60 { day - 60 } else { day })
        && ten.is_some_and(check::luhn)
}
