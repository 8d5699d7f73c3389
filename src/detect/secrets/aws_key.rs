//! AWS key: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded};
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
    patterns: &["A(KIA|SIA|ROA|IDA|GPA|NPA|NVA|BIA|CCA)[A-Z2-7]{16}"],
    embedded: Some(Embedded {
        pattern: r"\b(AKIA|ASIA)[A-Z2-7]{16}\b",
        needs: &["AKIA", "ASIA"],
        digits: 0,
        strong: true,
    }),
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
