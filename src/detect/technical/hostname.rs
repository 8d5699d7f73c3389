//! Host name: it may carry a user's name and tells about a network.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "hostname",
    family: "technical",
    parent: "url",
    title: "Host name",
    why: "It may carry a user's name and tells about a network.",
    source: "RFC 1123",
    tier: Tier::Internal,
    personal: false,
    patterns: &[r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+"],
    check: check::of("top-level domain", host, 0.01),
    chance: 0.01,
    header_for: &[
        ("hostname", 14.0),
        ("host", 11.0),
        ("fqdn", 17.0),
        ("server_name", 10.0),
        ("domain", 13.0),
        ("domain_name", 15.0),
        ("site", 6.0),
        ("computer_name", 13.0),
        ("workstation", 12.0),
        ("rechnername", 20.0),
        ("servername", 10.0),
        ("host_name", 14.0),
        ("website_domain", 20.0),
    ],
    header_against: COUNTING,
    examples: &["db1.example.com", "example.org"],
    counter_examples: &["hello", "1.5", "a@b.com"],
    ..BASE
};

/// Ends of host names that tables hold most.
const ENDS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "io", "de", "fr", "es", "it", "nl", "pl", "se", "no", "dk", "fi",
    "uk", "eu", "ch", "at", "be", "br", "in", "cn", "jp", "ru", "us", "ca", "au", "info", "biz", "local",
    "internal", "lan", "corp", "dev", "app", "co", "me", "tv", "example", "pt", "cz", "tr", "mx", "kr", "za",
    "nz", "ie", "gr", "hu", "ro", "mil", "int",
];

/// Whether the last label is a usual top-level domain.
fn host(value: &[u8]) -> bool {
    check::text(value).and_then(|text| text.rsplit('.').next()).is_some_and(|end| ENDS.contains(&end))
}
