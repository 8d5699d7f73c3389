//! Masked already: someone has masked it: what is left may still join or single out.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "masked",
    family: "keys",
    parent: "masked",
    title: "Masked already",
    why: "Someone has masked it: what is left may still join or single out.",
    source: "masking habits of common tools",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &[
        "[*]{3,}[ -~]*",
        "[*]{2}[!-)+-~][ -~]*",
        "[!-)+-~ ]{1,4}[*]{2,}[ -~]*",
        "x{3,}[x .-]*[0-9]{0,4}",
        "[X#]{2,}[X# .-]*[0-9]{0,4}",
        r"\[[A-Za-z_ 0-9-]+\]",
        "<[A-Za-z_ 0-9-]+>",
        "(?i:redacted|masked|anonymi[sz]ed)",
        r"(\xe2\x80\xa2){2,}[0-9A-Za-z]*",
    ],
    check: check::of("stars or a word for masking", masked, 0.5),
    chance: 0.001,
    header_for: &[
        ("masked", 14.0),
        ("redacted", 16.0),
        ("anonymised", 14.0),
        ("anonymized", 14.0),
        ("already_masked", 16.0),
        ("obfuscated", 14.0),
        ("maskiert", 14.0),
        ("anonymisiert", 14.0),
        ("enmascarado", 13.0),
        ("masque", 7.0),
        ("email_masked", 16.0),
        ("phone_masked", 16.0),
        ("masked_email", 16.0),
        ("masked_card", 16.0),
        ("masked_ssn", 16.0),
        ("ssn_masked", 16.0),
        ("card_masked", 16.0),
        ("last4", 10.0),
        ("last_four", 11.0),
        ("last_4", 11.0),
    ],
    header_against: &["count"],
    examples: &["***", "XXX-XX-1234", "[REDACTED]", "<EMAIL_ADDRESS>", "a***@example.org", "**** 1234"],
    counter_examples: &["hello", "12", "x"],
    ..BASE
};

/// What stands in brackets where a tool took a value out; upper case.
const WORDS: &[&str] = &[
    "REDACT", "MASK", "REMOVED", "HIDDEN", "ANONYM", "NAME", "MAIL", "PHONE", "ADDRESS", "PERSON", "SSN",
    "CARD", "DATE", "LOCATION",
];

/// Whether it is more than a word in brackets: one that tools put in place of a value.
fn masked(value: &[u8]) -> bool {
    if !matches!(value.first(), Some(b'[' | b'<')) {
        return true;
    }
    let upper = value.to_ascii_uppercase();
    WORDS.iter().any(|word| upper.windows(word.len()).any(|part| part == word.as_bytes()))
}
