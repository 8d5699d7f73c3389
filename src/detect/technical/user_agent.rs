//! User agent: it is part of a browser's fingerprint.

use crate::detect::{BASE, Detector, Embedded};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "user_agent",
    family: "technical",
    parent: "device_id",
    title: "User agent",
    why: "It is part of a browser's fingerprint.",
    source: "RFC 9110",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &[
        "(Mozilla|Opera|Dalvik|curl|okhttp|Wget|python-requests|PostmanRuntime|Java|Go-http-client|CFNetwork)/[0-9.]+[ -~]*",
    ],
    embedded: Some(Embedded {
        pattern: r"Mozilla/[0-9.]{1,5} \([^)]{5,120}\)",
        needs: &["Mozilla/"],
        digits: 0,
        strong: true,
    }),
    chance: 1e-05,
    header_for: &[
        ("user_agent", 20.0),
        ("useragent", 20.0),
        ("ua", 8.0),
        ("browser_agent", 20.0),
        ("http_user_agent", 20.0),
        ("browser", 5.0),
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
    examples: &["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "curl/8.5.0"],
    counter_examples: &["Firefox", "12"],
    ..BASE
};
