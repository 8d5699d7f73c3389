//! Age: with other attributes it singles out a person.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "age",
    family: "birth",
    parent: "age",
    title: "Age",
    why: "With other attributes it singles out a person.",
    source: "whole years, 0 to 120, or bands",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &[
        r"[0-9]{1,3}(\.[0-9]+)?",
        r"[0-9]{1,2} ?(-|\xe2\x80\x93|to) ?[0-9]{1,3}",
        r"[0-9]{1,3} ?(years?|yrs?|y/?o|months?|jahre|ans|a\xc3\xb1os|anni|anos)( old)?",
        "(under|over|below|above|[<>]=?) ?[0-9]{1,3}",
        r"[0-9]{2}( and (over|older|above|under)|\+)",
    ],
    check: check::of("age", age, 0.13),
    chance: 0.6,
    header_for: &[
        ("age", 18.0),
        ("ages", 9.0),
        ("alter", 15.0),
        ("edad", 18.0),
        ("idade", 18.0),
        ("eta", 11.0),
        ("leeftijd", 18.0),
        ("alder", 16.0),
        ("ika", 11.0),
        ("wiek", 15.0),
        ("yas", 13.0),
        ("vek", 9.0),
        ("age_years", 20.0),
        ("age_group", 16.0),
        ("age_range", 16.0),
        ("agegroup", 16.0),
        ("age_in_years", 20.0),
        ("age_band", 16.0),
        ("altersgruppe", 20.0),
        ("grupo_edad", 20.0),
        ("tranche_age", 20.0),
        ("faixa_etaria", 20.0),
        ("fascia_eta", 20.0),
        ("patient_age", 20.0),
        ("age_at_diagnosis", 20.0),
        ("current_age", 20.0),
        ("years_old", 15.0),
        ("vozrast", 20.0),
        ("nenrei", 15.0),
        ("umur", 12.0),
        ("age_category", 15.0),
        ("agecat", 14.0),
    ],
    header_against: &[
        "count",
        "avg",
        "average",
        "mean",
        "median",
        "min",
        "max",
        "std",
        "total",
        "sum",
        "page",
        "days",
        "house",
        "building",
        "account",
        "car",
        "vehicle",
        "file",
        "tree",
        "wine",
        "company",
        "device",
        "session",
        "customer_age",
        "cache",
        "job",
        "stage",
    ],
    needs_header: true,
    examples: &["42", "42.0", "25-34", "65+", "42 years"],
    counter_examples: &["420", "-1", "abc"],
    ..BASE
};

/// Whether the first number is at most 120.
fn age(value: &[u8]) -> bool {
    let digits =
        value.iter().skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
    digits.fold(0_u32, |n, byte| n.saturating_mul(10).saturating_add(u32::from(byte - b'0'))) <= 120
}
