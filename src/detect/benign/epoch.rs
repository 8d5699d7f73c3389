//! Unix time: it is a point in time as a number.

use crate::detect::{BASE, COUNTING, Detector};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "epoch",
    family: "benign",
    parent: "date",
    title: "Unix time",
    why: "It is a point in time as a number.",
    source: "POSIX.1 4.16",
    tier: Tier::Public,
    personal: false,
    patterns: &[r"1[0-9]{9}(\.[0-9]{1,6})?", "1[0-9]{12}", "1[0-9]{15}", "1[0-9]{18}"],
    chance: 0.3,
    header_for: &[
        ("epoch", 16.0),
        ("unix_time", 17.0),
        ("timestamp", 13.0),
        ("ts", 9.0),
        ("created_utc", 16.0),
        ("time", 7.0),
        ("unixtime", 17.0),
        ("epoch_ms", 17.0),
        ("ts_ms", 16.0),
        ("time_ms", 14.0),
        ("timestamp_ms", 17.0),
        ("ts_us", 16.0),
        ("unix_ts", 17.0),
        ("unix_ms", 17.0),
        ("unix", 10.0),
        ("event_ts", 14.0),
        ("created_at", 10.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    examples: &["1735689599", "1735689599123"],
    counter_examples: &["12", "2735689599"],
    ..BASE
};
