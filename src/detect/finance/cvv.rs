//! Card security code: it must never be stored after authorisation (PCI DSS 3.3).

use crate::detect::{BASE, Detector};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "cvv",
    family: "finance",
    parent: "cvv",
    title: "Card security code",
    why: "It must never be stored after authorisation (PCI DSS 3.3).",
    source: "PCI DSS 3.3.1",
    tier: Tier::Restricted,
    role: Role::Sensitive,
    patterns: &[r"[0-9]{3,4}(\.0)?"],
    chance: 0.9,
    header_for: &[
        ("cvv", 20.0),
        ("cvc", 20.0),
        ("cvv2", 20.0),
        ("cvc2", 20.0),
        ("cid", 5.0),
        ("csc", 9.0),
        ("card_security_code", 20.0),
        ("security_code", 15.0),
        ("card_verification", 20.0),
        ("pruefziffer", 7.0),
        ("kartenpruefnummer", 20.0),
        ("codigo_seguridad", 20.0),
        ("cryptogramme", 15.0),
        ("codice_sicurezza", 20.0),
        ("cod_seguranca", 20.0),
        ("card_cvv", 20.0),
        ("cc_cvv", 20.0),
        ("card_cvc", 20.0),
    ],
    header_against: &["count", "type"],
    needs_header: true,
    examples: &["123", "0123"],
    counter_examples: &["12", "abc", "12345"],
    ..BASE
};
