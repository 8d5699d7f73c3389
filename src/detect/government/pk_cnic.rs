//! CNIC (Pakistan): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "pk_cnic",
    family: "government",
    parent: "national_id",
    title: "CNIC (Pakistan)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "NADRA",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[1-7][0-9]{4}-[0-9]{7}-[0-9]"],
    embedded: Some(Embedded {
        pattern: r"\b[1-7][0-9]{4}-[0-9]{7}-[0-9]\b",
        needs: &["-"],
        digits: 13,
        strong: true,
    }),
    chance: 0.0001,
    header_for: &[
        ("cnic", 20.0),
        ("pk_cnic", 20.0),
        ("cnic_no", 20.0),
        ("nic_no", 15.0),
        ("cnic_number", 20.0),
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
    examples: &["34201-0891231-8"],
    counter_examples: &["04201-0891231-8", "12"],
    ..BASE
};
