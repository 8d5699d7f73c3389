//! RUT (Chile): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "cl_rut",
    family: "government",
    parent: "national_id",
    title: "RUT (Chile)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Registro Civil; mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &[r"[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[0-9Kk]", "[0-9]{7,8}-[0-9Kk]"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[0-9Kk]\b",
        needs: &["-"],
        digits: 8,
        strong: false,
    }),
    check: check::of("mod 11", valid, 0.0909),
    chance: 0.005,
    header_for: &[
        ("rut", 19.0),
        ("cl_rut", 20.0),
        ("run", 8.0),
        ("rut_cliente", 19.0),
        ("rol_unico_tributario", 20.0),
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
    examples: &["12.531.909-2", "76086428-5"],
    counter_examples: &["12.531.909-3", "12"],
    ..BASE
};

/// Whether the last sign checks the digits with the weights 2 to 7.
fn valid(value: &[u8]) -> bool {
    let Some((last, rest)) = value.split_last() else { return false };
    let Some(digits) = check::Digits::of(rest).filter(|digits| matches!(digits.all().len(), 7 | 8)) else {
        return false;
    };
    let sum: u32 = digits
        .all()
        .iter()
        .rev()
        .zip([2, 3, 4, 5, 6, 7].into_iter().cycle())
        .map(|(d, w)| u32::from(*d) * w)
        .sum();
    let expected = match 11 - sum % 11 {
        11 => b'0',
        10 => b'K',
        digit => b'0' + digit as u8,
    };
    last.to_ascii_uppercase() == expected
}
