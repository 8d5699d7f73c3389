//! Private key: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "private_key",
    family: "secrets",
    parent: "secret",
    title: "Private key",
    why: "Whoever holds it acts as its owner.",
    source: "RFC 7468; OpenSSH key format",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &[
        r"-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----[!-~\s]*",
        r"PuTTY-User-Key-File-[23]: [!-~\s]+",
        "AGE-SECRET-KEY-1[0-9A-Z]{58}",
    ],
    embedded: Some(Embedded {
        pattern: "-----BEGIN ([A-Z0-9]{1,10} ){0,2}PRIVATE KEY",
        needs: &["PRIVATE KEY"],
        digits: 0,
        strong: true,
    }),
    chance: 1e-09,
    header_for: &[
        ("private_key", 20.0),
        ("privatekey", 20.0),
        ("ssh_key", 15.0),
        ("pem", 11.0),
        ("rsa_key", 15.0),
        ("secret_key", 15.0),
        ("signing_key", 15.0),
    ],
    header_against: &["count", "type", "name"],
    examples: &["-----BEGIN RSA PRIVATE KEY----- MIIB -----END RSA PRIVATE KEY-----"],
    counter_examples: &["-----BEGIN CERTIFICATE-----"],
    ..BASE
};
