//! UUID: it links rows, and so persons where the row is one.

use crate::detect::{BASE, Detector};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "uuid",
    family: "keys",
    parent: "record_id",
    title: "UUID",
    why: "It links rows, and so persons where the row is one.",
    source: "RFC 9562",
    tier: Tier::Public,
    personal: false,
    patterns: &[r"\{?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\}?"],
    chance: 1e-06,
    header_for: &[("uuid", 17.0), ("guid", 17.0), ("uid", 5.0)],
    header_against: &["device", "count"],
    examples: &["123e4567-e89b-12d3-a456-426614174000"],
    counter_examples: &["123e4567", "hello"],
    ..BASE
};
