//! Rodné číslo (Czechia, Slovakia): it holds birth date and sex and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "cz_rc",
    family: "government",
    parent: "national_id",
    title: "Rodné číslo (Czechia, Slovakia)",
    why: "It holds birth date and sex and stands for one person for life.",
    source: "Act 133/2000; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{6}/[0-9]{3,4}", "[0-9]{9,10}"],
    embedded: Some(Embedded { pattern: r"\b[0-9]{6}/[0-9]{3,4}\b", needs: &["/"], digits: 9, strong: false }),
    check: check::of("date and mod 11", valid, 0.0135),
    chance: 0.0135,
    header_for: &[("rodne_cislo", 20.0), ("rc", 9.0), ("cz_rc", 20.0), ("sk_rc", 20.0), ("rod_cislo", 20.0)],
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
    examples: &["710319/2745", "7103192745"],
    counter_examples: &["710319/2746", "12"],
    ..BASE
};

/// Whether the first digits are a date (months raised by 20, 50 or 70) and ten digits are a multiple of eleven.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::of(value).filter(|digits| !digits.all_equal()) else { return false };
    let month = match digits.number(2, 4) {
        month @ 71.. => month - 70,
        month @ 51..=70 => month - 50,
        month @ 21..=50 => month - 20,
        month => month,
    };
    let date = check::yymmdd(digits.number(0, 2), month, digits.number(4, 6));
    match digits.all().len() {
        9 => date && digits.number(0, 2) < 54,
        10 => date && (digits.number(0, 10) % 11 == 0 || digits.number(0, 9) % 11 == 10 && digits.at(9) == 0),
        _ => false,
    }
}
