//! GSTIN (India): it numbers an Indian firm and holds its PAN.

use crate::detect::{BASE, COUNTING, Detector};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "in_gstin",
    family: "benign",
    parent: "company_id",
    title: "GSTIN (India)",
    why: "It numbers an Indian firm and holds its PAN.",
    source: "GST Network",
    tier: Tier::Public,
    personal: false,
    patterns: &["[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z]"],
    chance: 1e-07,
    header_for: &[("gstin", 20.0), ("gst", 14.0), ("gst_number", 19.0), ("in_gstin", 20.0), ("gst_no", 19.0)],
    header_against: COUNTING,
    examples: &["27AAPFU0939F1ZV"],
    counter_examples: &["12", "hello"],
    ..BASE
};
