//! Secret, token or API key: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "secret",
    family: "secrets",
    parent: "secret",
    title: "Secret, token or API key",
    why: "Whoever holds it acts as its owner.",
    source: "OAuth 2.0 (RFC 6749); custom",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &["[A-Za-z0-9_+/=.-]+"],
    embedded: Some(Embedded {
        pattern: r"(?i:api[_ -]?key|secret|access[_ -]?token|auth[_ -]?token)[\x22']?( is|:|=) ?[\x22']?[A-Za-z0-9_+/=.-]{16,}",
        needs: &["key", "KEY", "Key", "ecret", "ECRET", "oken", "OKEN"],
        digits: 0,
        strong: true,
    }),
    check: check::of("mixed characters", mixed, 0.8),
    chance: 0.5,
    header_for: &[
        ("secret", 17.0),
        ("token", 13.0),
        ("api_key", 20.0),
        ("apikey", 20.0),
        ("access_token", 18.0),
        ("auth_token", 18.0),
        ("oauth_token", 18.0),
        ("refresh_token", 18.0),
        ("credential", 15.0),
        ("credentials", 16.0),
        ("client_secret", 20.0),
        ("secret_key", 20.0),
        ("api_token", 19.0),
        ("webhook_secret", 18.0),
        ("encryption_key", 17.0),
        ("otp", 13.0),
        ("totp_secret", 18.0),
        ("mfa_secret", 18.0),
        ("recovery_code", 15.0),
        ("license_key", 9.0),
        ("schluessel", 7.0),
        ("geheim", 10.0),
        ("jeton", 8.0),
        ("auth_key", 17.0),
        ("bearer", 15.0),
        ("private_token", 18.0),
        ("app_secret", 18.0),
        ("security_token", 16.0),
        ("reset_token", 17.0),
        ("two_factor_secret", 18.0),
    ],
    header_against: &["count", "type", "name", "expires", "created", "status", "public", "symbol", "santa"],
    needs_header: true,
    examples: &["dGhpc2lzYXNlY3JldGtleTEyMzQ1"],
    counter_examples: &["hello", "aaaaaaaaaaaaaaaaaaaaaaaaa", "short1A"],
    ..BASE
};

/// Whether at least 20 characters mix digits and letters.
fn mixed(value: &[u8]) -> bool {
    value.len() >= 20 && value.iter().any(u8::is_ascii_digit) && value.iter().any(u8::is_ascii_alphabetic)
}
