//! IMEI: it identifies one phone, and so its owner.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "imei",
    family: "technical",
    parent: "device_id",
    title: "IMEI",
    why: "It identifies one phone, and so its owner.",
    source: "3GPP TS 23.003; Luhn",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["[0-9]{15}", "[0-9]{2}[ -][0-9]{6}[ -][0-9]{6}[ -][0-9]"],
    check: check::of("Luhn", imei, 0.1),
    chance: 0.1,
    header_for: &[
        ("imei", 20.0),
        ("imei_number", 20.0),
        ("imeisv", 18.0),
        ("meid", 16.0),
        ("device_imei", 20.0),
        ("esn", 9.0),
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
    examples: &["490154203237518", "49-015420-323751-8"],
    counter_examples: &["490154203237519", "123"],
    ..BASE
};

/// Whether fifteen digits satisfy Luhn; the sixteen-digit IMEISV has no check digit and needs its header.
fn imei(value: &[u8]) -> bool {
    check::Digits::exactly(value, 15).is_some() && check::luhn(value)
}
