//! GitLab, npm, `PyPI` or other vendor token: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "gitlab_token",
    family: "secrets",
    parent: "secret",
    title: "GitLab, npm, PyPI or other vendor token",
    why: "Whoever holds it acts as its owner.",
    source: "token prefixes of the vendors",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &[
        "(glpat-|npm_|pypi-AgEI|dop_v1_|hf_|shpat_|shpca_|shppa_|shpss_|sk-)[A-Za-z0-9_-]+",
        r"SG\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+",
        "[0-9]{8,10}:AA[A-Za-z0-9_-]+",
    ],
    embedded: Some(Embedded {
        pattern: r"\b(glpat-[A-Za-z0-9_-]{20}|npm_[A-Za-z0-9]{36}|pypi-AgEI[A-Za-z0-9_-]{20,}|dop_v1_[0-9a-f]{64}|SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}|sk-(proj-|ant-)[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{30,})",
        needs: &["glpat-", "npm_", "pypi-AgEI", "dop_v1_", "SG.", "sk-proj-", "sk-ant-", "hf_"],
        digits: 0,
        strong: true,
    }),
    check: check::of("length", long, 0.5),
    chance: 1e-09,
    header_for: &[
        ("vendor_token", 15.0),
        ("gitlab_pat", 20.0),
        ("npm_token", 18.0),
        ("sendgrid_key", 18.0),
        ("openai_key", 18.0),
        ("twilio_key", 17.0),
    ],
    header_against: &["count", "type", "name"],
    examples: &["glpat-0123456789abcdefghij", "hf_0123456789abcdefghijABCDEFGHIJ01"],
    counter_examples: &["hello", "sk-1"],
    ..BASE
};

/// Whether it is long enough for a real one.
fn long(value: &[u8]) -> bool {
    value.len() >= 24
}
