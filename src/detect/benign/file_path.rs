//! File path: it may carry a user's name.

use crate::detect::{BASE, COUNTING, Detector};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "file_path",
    family: "benign",
    parent: "none",
    title: "File path",
    why: "It may carry a user's name.",
    source: "POSIX and Windows paths",
    tier: Tier::Public,
    personal: false,
    patterns: &[
        "(/[A-Za-z0-9._ -]+){2,}/?",
        r"[A-Za-z]:\\[^<>|?*\n]+",
        r"[A-Za-z0-9_-]+\.(csv|txt|json|xml|pdf|docx?|xlsx?|zip|gz|log|py|js|html?|parquet|mp[34])",
    ],
    chance: 0.01,
    header_for: &[
        ("path", 13.0),
        ("file", 10.0),
        ("filename", 14.0),
        ("file_name", 14.0),
        ("file_path", 16.0),
        ("filepath", 16.0),
        ("dateiname", 14.0),
        ("pfad", 12.0),
        ("directory", 11.0),
        ("attachment", 8.0),
        ("folder", 10.0),
    ],
    header_against: COUNTING,
    examples: &["/var/log/syslog", r"C:\Temp\a.txt", "report.pdf"],
    counter_examples: &["hello", "12"],
    ..BASE
};
