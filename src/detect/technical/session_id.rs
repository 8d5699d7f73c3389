//! Session id or cookie: it takes over or follows one person's session.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "session_id",
    family: "technical",
    parent: "session_id",
    title: "Session id or cookie",
    why: "It takes over or follows one person's session.",
    source: "RFC 6265; session handlers of common frameworks",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["[A-Za-z0-9_-]+", r"(GA|fb\.)1\.[0-9.]+"],
    check: check::of("letters and digits", session, 0.9),
    chance: 0.5,
    header_for: &[
        ("session_id", 18.0),
        ("sessionid", 18.0),
        ("session", 9.0),
        ("session_token", 18.0),
        ("cookie", 14.0),
        ("cookie_id", 18.0),
        ("jsessionid", 20.0),
        ("phpsessid", 20.0),
        ("sid", 7.0),
        ("sitzungs_id", 20.0),
        ("client_id", 6.0),
        ("ga_client_id", 20.0),
        ("visitor_id", 13.0),
        ("visit_id", 7.0),
        ("anonymous_id", 12.0),
        ("tracking_id", 7.0),
        ("session_key", 20.0),
        ("csrf_token", 20.0),
        ("fullvisitorid", 15.0),
        ("sess", 12.0),
        ("sess_id", 17.0),
        ("sessid", 17.0),
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
        "duration",
        "length",
        "start",
        "end",
        "number",
        "page",
    ],
    needs_header: true,
    examples: &["a8f5f167f44f4964e6c998dee827110c", "GA1.2.1234567890.1234567890"],
    counter_examples: &["hello", "12", "aaaaaaaaaaaaaaaaaaaa"],
    ..BASE
};

/// Whether at least 16 characters mix digits and letters.
fn session(value: &[u8]) -> bool {
    value.len() >= 16 && value.iter().any(u8::is_ascii_digit) && value.iter().any(u8::is_ascii_alphabetic)
}
