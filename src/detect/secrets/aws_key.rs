//! AWS key: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "aws_key",
    family: "secrets",
    parent: "secret",
    title: "AWS key",
    why: "Whoever holds it acts as its owner.",
    source: "AWS IAM identifiers",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &["A[A-Z0-9]{19}"],
    embedded: Some(Embedded {
        pattern: r"\b(AKIA|ASIA)[A-Z2-7]{16}\b",
        needs: &["AKIA", "ASIA"],
        digits: 0,
        strong: true,
    }),
    check: check::of("prefix", prefix, 0.001),
    chance: 1e-09,
    header_for: &[
        ("aws_key", 20.0),
        ("aws_access_key", 20.0),
        ("aws_access_key_id", 20.0),
        ("access_key_id", 18.0),
        ("access_key", 14.0),
        ("aws_secret", 18.0),
        ("aws_secret_access_key", 20.0),
    ],
    header_against: &["count", "type", "name"],
    examples: &["AKIAIOSFODNN7EXAMPLE"],
    counter_examples: &["AKIA", "hello"],
    ..BASE
};

/// Prefixes of the unique identifiers of AWS IAM.
const PREFIXES: &[&[u8]] = &[
    b"AKIA", b"ASIA", b"AROA", b"AIDA", b"AGPA", b"ANPA", b"ANVA", b"ABIA", b"ACCA", b"APKA", b"ASCA",
    b"AIPA",
];

/// Whether it begins as IAM identifiers do and goes on in Base32.
fn prefix(value: &[u8]) -> bool {
    PREFIXES.iter().any(|known| value.starts_with(known))
        && value.iter().skip(4).all(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7'))
}
