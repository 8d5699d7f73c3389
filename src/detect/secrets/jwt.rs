//! JSON Web Token: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "jwt",
    family: "secrets",
    parent: "secret",
    title: "JSON Web Token",
    why: "Whoever holds it acts as its owner.",
    source: "RFC 7519",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &[r"eyJ[A-Za-z0-9_-]{5,}\.eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*", "Bearer eyJ[A-Za-z0-9_.-]+"],
    embedded: Some(Embedded {
        pattern: r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*",
        needs: &["eyJ"],
        digits: 0,
        strong: true,
    }),
    chance: 1e-09,
    header_for: &[
        ("jwt", 20.0),
        ("id_token", 18.0),
        ("access_token", 14.0),
        ("auth_token", 14.0),
        ("bearer_token", 17.0),
        ("json_web_token", 20.0),
    ],
    header_against: &["count", "type", "name"],
    examples: &["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"],
    counter_examples: &["eyJ", "hello"],
    ..BASE
};
