//! Resident identity number (China): it holds birth date, sex and region and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "cn_ric",
    family: "government",
    parent: "national_id",
    title: "Resident identity number (China)",
    why: "It holds birth date, sex and region and stands for one person for life.",
    source: "GB 11643-1999; ISO 7064 MOD 11-2",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{17}[0-9Xx]"],
    embedded: Some(Embedded {
        pattern: r"\b[1-9][0-9]{5}(19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]\b",
        needs: &[],
        digits: 17,
        strong: true,
    }),
    check: check::of("date and MOD 11-2", valid, 0.0036),
    chance: 0.0036,
    header_for: &[
        ("cn_ric", 20.0),
        ("id_card", 15.0),
        ("shenfenzheng", 20.0),
        ("sfz", 15.0),
        ("resident_id", 15.0),
        ("identity_card", 14.0),
        ("id_card_no", 17.0),
        ("sfzh", 19.0),
        ("idcard", 17.0),
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
    examples: &["11010519491231002X", "360426199101010071"],
    counter_examples: &["110105194912310021", "12"],
    ..BASE
};

/// Whether the seventh to fourteenth digit are a date and the last sign checks the others.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = value.get(..17).and_then(check::Digits::of) else { return false };
    value.len() == 18
        && check::ymd(digits.number(6, 10), digits.number(10, 12), digits.number(12, 14))
        && check::iso7064_11_2(value)
}
