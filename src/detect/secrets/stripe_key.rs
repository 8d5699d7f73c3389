//! Stripe key: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "stripe_key",
    family: "secrets",
    parent: "secret",
    title: "Stripe key",
    why: "Whoever holds it acts as its owner.",
    source: "Stripe documentation",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &["(sk|rk|pk)_(live|test)_[0-9a-zA-Z]+", "whsec_[0-9a-zA-Z]+"],
    embedded: Some(Embedded {
        pattern: r"\b(sk|rk)_(live|test)_[0-9a-zA-Z]{10,}",
        needs: &["sk_live", "sk_test", "rk_live", "rk_test"],
        digits: 0,
        strong: true,
    }),
    check: check::of("length", long, 0.5),
    chance: 1e-09,
    header_for: &[("stripe_key", 20.0), ("stripe_secret", 19.0), ("stripe_api_key", 20.0)],
    header_against: &["count", "type", "name"],
    examples: &["sk_test_4eC39HqLyjWDarjtT1zdp7dc"],
    counter_examples: &["sk_live", "hello"],
    ..BASE
};

/// Whether it is long enough for a real one.
fn long(value: &[u8]) -> bool {
    value.len() >= 18
}
