//! Masked already: someone has masked it: what is left may still join or single out.

use crate::detect::{BASE, Detector};
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
        "[*]{2,}",
        "[*]+[^*]{1,8}",
        r"[^*\n]{1,40}[*]{2,}[^*\n]{0,30}",
        "[xX]{3,}",
        "[xX#]{2,}([- .]?[xX#*]{2,})*([- .]?[0-9A-Za-z]{1,4})?",
        r"(?i:\[[a-z_ -]*(redacted|masked|removed|hidden|anonymi[sz]ed|name|email|phone|address|person)[a-z_ 0-9-]*\])",
        "(?i:<[a-z_ -]*(redacted|masked|removed|hidden|anonymi[sz]ed|name|email|phone|address|person|phone_number|email_address)[a-z_ 0-9-]*>)",
        r"(?i:redacted|masked|anonymi[sz]ed|removed for privacy|\*+ ?redacted ?\*+)",
        r"(\xe2\x80\xa2){2,}[0-9A-Za-z]{0,4}",
        "#{4,}",
    ],
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
    ],
    header_against: &["count"],
    examples: &["***", "XXX-XX-1234", "[REDACTED]", "<EMAIL_ADDRESS>", "a***@example.org", "**** 1234"],
    counter_examples: &["hello", "12", "x"],
    ..BASE
};
