//! Voter card EPIC (India): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "in_voter_id",
    family: "government",
    parent: "national_id",
    title: "Voter card EPIC (India)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Election Commission of India",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z]{3}[0-9]{7}"],
    chance: 0.1,
    header_for: &[
        ("epic", 10.0),
        ("epic_number", 19.0),
        ("voter_id", 18.0),
        ("voter_card", 19.0),
        ("in_voter", 20.0),
        ("voter_id_number", 20.0),
        ("epic_no", 19.0),
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
    needs_header: true,
    examples: &["ABC1234567"],
    counter_examples: &["12"],
    ..BASE
};
