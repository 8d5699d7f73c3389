//! IBAN: it names one account and is enough to debit it.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "iban",
    family: "finance",
    parent: "iban",
    title: "IBAN",
    why: "It names one account and is enough to debit it.",
    source: "ISO 13616; ISO 7064 mod 97",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z]{2}[0-9]{2}[A-Z0-9 ]+"],
    embedded: Some(Embedded {
        pattern: r"\b[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?\b",
        needs: &[],
        digits: 4,
        strong: true,
    }),
    check: check::of("mod 97 and country length", check::iban, 0.0103),
    chance: 0.0001,
    header_for: &[
        ("iban", 20.0),
        ("iban_number", 20.0),
        ("iban_code", 20.0),
        ("bankverbindung", 13.0),
        ("kontonummer", 13.0),
        ("cuenta_iban", 20.0),
        ("compte_iban", 20.0),
        ("bank_iban", 20.0),
        ("rekeningnummer", 14.0),
        ("numero_iban", 20.0),
        ("iban_no", 20.0),
        ("account_iban", 20.0),
        ("konto", 8.0),
        ("rekening", 12.0),
        ("rekening_nr", 13.0),
        ("konto_iban", 18.0),
    ],
    header_against: &["count", "type", "valid"],
    examples: &["DE89370400440532013000", "GB82 WEST 1234 5698 7654 32"],
    counter_examples: &["DE89370400440532013001", "XX00123456789012", "AB12CDEF3456GH"],
    ..BASE
};
