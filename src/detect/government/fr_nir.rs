//! NIR, social security number (France): it holds sex, birth month and birth place and stands for one person for life.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "fr_nir",
    family: "government",
    parent: "national_id",
    title: "NIR, social security number (France)",
    why: "It holds sex, birth month and birth place and stands for one person for life.",
    source: "INSEE; mod 97",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &[
        "[0-9]{6}[0-9AB][0-9]{6}([0-9]{2})?",
        "[0-9] [0-9]{2} [0-9]{2} [0-9][0-9AB] [0-9]{3} [0-9]{3}( [0-9]{2})?",
    ],
    embedded: Some(Embedded {
        pattern: r"\b[12] ?[0-9]{2} ?[0-1][0-9] ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b",
        needs: &[],
        digits: 13,
        strong: true,
    }),
    check: check::of("mod 97", valid, 0.0103),
    chance: 0.0002,
    header_for: &[
        ("nir", 18.0),
        ("numero_securite_sociale", 20.0),
        ("securite_sociale", 19.0),
        ("num_secu", 20.0),
        ("numero_secu", 20.0),
        ("insee", 12.0),
        ("fr_nir", 20.0),
        ("secu", 15.0),
        ("nss", 13.0),
        ("num_ss", 18.0),
        ("no_secu", 18.0),
        ("numero_nir", 20.0),
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
    examples: &["295109912611193", "2 95 10 99 126 111 93"],
    counter_examples: &["295109912611194", "12"],
    ..BASE
};

/// Whether the last two digits are 97 minus the rest modulo 97; the departments 2A and 2B count as 19 and 18.
fn valid(value: &[u8]) -> bool {
    let mut plain = [0_u8; 15];
    let mut count = 0;
    for byte in value.iter().filter(|byte| **byte != b' ') {
        let Some(place) = plain.get_mut(count) else { return false };
        *place = *byte;
        count += 1;
    }
    match plain.get(5..7) {
        Some(b"2A") => set_department(&mut plain, *b"19"),
        Some(b"2B") => set_department(&mut plain, *b"18"),
        _ => {}
    }
    let Some(digits) = check::Digits::exactly(&plain, 15) else { return false };
    let month = digits.number(3, 5);
    count == 15
        && (matches!(month, 1..=12 | 20..=42 | 50..=99))
        && 97 - digits.number(0, 13) % 97 == digits.number(13, 15)
}

fn set_department(plain: &mut [u8; 15], digits: [u8; 2]) {
    if let Some(places) = plain.get_mut(5..7) {
        places.copy_from_slice(&digits);
    }
}
