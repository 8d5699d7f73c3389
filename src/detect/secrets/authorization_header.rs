//! Authorization header: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "authorization_header",
    family: "secrets",
    parent: "secret",
    title: "Authorization header",
    why: "Whoever holds it acts as its owner.",
    source: "RFC 9110 section 11.6.2; RFC 7617 (Basic); RFC 6750 (Bearer)",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &["((?i:authorization): ?)?(?i:basic|bearer) [A-Za-z0-9._~+/-]{15}[A-Za-z0-9._~+/-]+=*"],
    embedded: Some(Embedded {
        pattern: r"\b(?:Basic|Bearer|bearer|basic) [A-Za-z0-9._~+/-]{20,200}=*",
        needs: &["basic", "bearer", "Basic", "Bearer"],
        digits: 1,
        strong: true,
    }),
    chance: 1e-7,
    header_for: &[
        ("authorization", 15.0),
        ("authorization_header", 20.0),
        ("auth_header", 19.0),
        ("bearer_token", 17.0),
        ("basic_auth", 18.0),
    ],
    header_against: &["count", "type", "name", "status", "date"],
    examples: &["Basic QWxhZGRpbjpvcGVuIHNlc2FtZTEyMw==", "Bearer mF9xB5f4x1JqM2xD0aQ7rT9sLp"],
    counter_examples: &["Basic plan", "bearer of news", "hello"],
    ..BASE
};
