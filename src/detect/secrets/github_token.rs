//! GitHub token: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "github_token",
    family: "secrets",
    parent: "secret",
    title: "GitHub token",
    why: "Whoever holds it acts as its owner.",
    source: "GitHub token formats",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &["gh[pousr]_[A-Za-z0-9]+", "github_pat_[A-Za-z0-9_]+"],
    embedded: Some(Embedded {
        pattern: r"\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22,})",
        needs: &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
        digits: 0,
        strong: true,
    }),
    check: check::of("length", long, 0.5),
    chance: 1e-09,
    header_for: &[("github_token", 20.0), ("github_pat", 20.0), ("gh_token", 17.0), ("gitlab_token", 10.0)],
    header_against: &["count", "type", "name"],
    examples: &["ghp_0123456789abcdefghijABCDEFGHIJ012345"],
    counter_examples: &["ghp_12", "hello"],
    ..BASE
};

/// Whether it is long enough for a real one.
fn long(value: &[u8]) -> bool {
    value.len() >= 26
}
