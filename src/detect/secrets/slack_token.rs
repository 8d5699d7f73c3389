//! Slack token or webhook: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "slack_token",
    family: "secrets",
    parent: "secret",
    title: "Slack token or webhook",
    why: "Whoever holds it acts as its owner.",
    source: "Slack documentation",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &["xox[abposr]-[0-9A-Za-z-]+", r"https://hooks\.slack\.com/services/[A-Za-z0-9/]+"],
    embedded: Some(Embedded {
        pattern: r"xox[abposr]-[0-9A-Za-z-]{10,}|hooks\.slack\.com/services/[A-Za-z0-9/]{20,}",
        needs: &["xox", "hooks.slack.com"],
        digits: 0,
        strong: true,
    }),
    check: check::of("length", long, 0.5),
    chance: 1e-09,
    header_for: &[("slack_token", 20.0), ("slack_webhook", 18.0), ("webhook_url", 8.0)],
    header_against: &["count", "type", "name"],
    examples: &["xoxb-123456789012-abcdefABCDEF"],
    counter_examples: &["xoxb", "hello"],
    ..BASE
};

/// Whether it is long enough for a real one.
fn long(value: &[u8]) -> bool {
    value.len() >= 16
}
