//! IMSI or ICCID: it identifies one SIM card, and so its owner.

use crate::detect::{BASE, Detector};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "imsi",
    family: "technical",
    parent: "device_id",
    title: "IMSI or ICCID",
    why: "It identifies one SIM card, and so its owner.",
    source: "ITU-T E.212, E.118",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["[2-7][0-9]{14}", "89[0-9]{17,18}"],
    chance: 0.3,
    header_for: &[
        ("imsi", 20.0),
        ("iccid", 20.0),
        ("sim", 9.0),
        ("sim_number", 15.0),
        ("sim_serial", 20.0),
        ("sim_card", 12.0),
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
        "status",
        "type",
        "rate",
    ],
    needs_header: true,
    examples: &["310150123456789", "8944501234567890123"],
    counter_examples: &["123", "9101501234567890"],
    ..BASE
};
