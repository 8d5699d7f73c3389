//! Web address: it may carry names and tokens in its path.

use crate::detect::{BASE, Detector, Embedded};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "url",
    family: "benign",
    parent: "url",
    title: "Web address",
    why: "It may carry names and tokens in its path.",
    source: "RFC 3986",
    tier: Tier::Public,
    personal: false,
    patterns: &[
        r"https?://[!-~\x80-\xff]+",
        r"(?i:https?|ftp|s3|gs|hdfs)://[!-~\x80-\xff]+",
        r"www\.[!-~]+\.[!-~]+",
    ],
    embedded: Some(Embedded {
        pattern: r"https?://[!-~\x80-\xff]{4,200}",
        needs: &["http"],
        digits: 0,
        strong: true,
    }),
    chance: 1e-05,
    header_for: &[
        ("url", 18.0),
        ("link", 12.0),
        ("website", 15.0),
        ("uri", 17.0),
        ("web", 9.0),
        ("webpage", 13.0),
        ("href", 14.0),
        ("domain", 9.0),
        ("homepage", 12.0),
        ("webseite", 13.0),
        ("enlace", 11.0),
        ("lien", 9.0),
        ("sito", 8.0),
        ("sito_web", 13.0),
        ("referrer", 12.0),
        ("referer", 12.0),
        ("landing_page", 11.0),
        ("endpoint", 9.0),
        ("web_site", 13.0),
        ("source_url", 15.0),
        ("image_url", 10.0),
        ("permalink", 13.0),
    ],
    header_against: &["count", "num_of", "is", "has", "status"],
    examples: &["https://example.org/a?b=c", "www.example.org"],
    counter_examples: &["example", "a@b.com"],
    ..BASE
};
