//! NIK (Indonesia): it holds birth date and region and stands for one person for life.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "id_nik",
    family: "government",
    parent: "national_id",
    title: "NIK (Indonesia)",
    why: "It holds birth date and region and stands for one person for life.",
    source: "Kementerian Dalam Negeri",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[0-9]{16}"],
    check: check::of("date", valid, 0.073),
    chance: 0.073,
    header_for: &[
        ("nik", 17.0),
        ("id_nik", 20.0),
        ("ktp", 17.0),
        ("no_ktp", 20.0),
        ("nomor_induk_kependudukan", 20.0),
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
    examples: &["3171011708450001"],
    counter_examples: &["3171019908450001", "12"],
    ..BASE
};

/// Whether six digits are a date (women raise the day by 40) and the serial is not 0.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 16) else { return false };
    let day = digits.number(6, 8);
    digits.number(12, 16) != 0
        && check::yymmdd(digits.number(10, 12), digits.number(8, 10), if day > 40 { day - 40 } else { day })
}
