//! File path: it may carry a user's name.

use crate::detect::{BASE, COUNTING, Detector, check};
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
    patterns: &["/[!-~ ]+/[!-~ ]*", r"[A-Za-z]:\\[!-~ ]+", r"[A-Za-z0-9_-]+\.[A-Za-z][A-Za-z0-9]+"],
    check: check::of("path or known end", path, 0.05),
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

/// Ends of file names.
const ENDS: &[&str] = &[
    "csv", "txt", "json", "xml", "pdf", "doc", "docx", "xls", "xlsx", "zip", "gz", "log", "py", "js", "html",
    "htm", "parquet", "mp3", "mp4", "tsv", "yaml", "toml", "md", "exe", "dll", "sql", "pptx", "wav", "mov",
];

/// Whether it is a path, or a name with a usual end.
fn path(value: &[u8]) -> bool {
    let Some(text) = check::text(value) else { return false };
    text.contains(['/', '\\'])
        || text.rsplit('.').next().is_some_and(|end| ENDS.iter().any(|known| end.eq_ignore_ascii_case(known)))
}
