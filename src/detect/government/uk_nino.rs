//! National Insurance number (UK): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "uk_nino",
    family: "government",
    parent: "national_id",
    title: "National Insurance number (UK)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "HMRC NIM39110",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]?"],
    embedded: Some(Embedded {
        pattern: r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b",
        needs: &[],
        digits: 6,
        strong: true,
    }),
    check: check::of("prefix", valid, 0.98),
    chance: 0.01,
    header_for: &[
        ("nino", 19.0),
        ("national_insurance", 19.0),
        ("national_insurance_number", 20.0),
        ("ni_number", 19.0),
        ("uk_nino", 20.0),
        ("ni_no", 18.0),
        ("nat_ins_no", 18.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "is",
        "has",
        "valid",
        "verified",
        "status",
        "type",
        "name",
        "issue",
        "expiry",
        "date",
        "country",
    ],
    examples: &["AB 12 34 56 C", "AB123456C"],
    counter_examples: &["DA123456C", "GB123456C", "12"],
    ..BASE
};

/// Whether the letters are ones that HMRC gives out.
fn valid(value: &[u8]) -> bool {
    let Some(prefix @ [first, second]) = value.get(..2) else { return false };
    let out: [&[u8]; 7] = [b"BG", b"GB", b"NK", b"KN", b"TN", b"NT", b"ZZ"];
    !b"DFIQUV".contains(first) && !b"DFIQUVO".contains(second) && !out.contains(&prefix)
}
