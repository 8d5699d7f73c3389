//! Hash or token: it may be a person's pseudonym: who knows the input can test it.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "hash",
    family: "keys",
    parent: "hash",
    title: "Hash or token",
    why: "It may be a person's pseudonym: who knows the input can test it.",
    source: "MD5, SHA-1, SHA-2 digest lengths; WP216 on pseudonymisation",
    tier: Tier::Internal,
    role: Role::Key,
    patterns: &["[0-9a-fA-F]{32,}", "(sha256|sha1|md5|sha512|hmac):[0-9a-fA-F]+", "[A-Za-z0-9+/]+==?"],
    check: check::of("digest length", digest, 0.05),
    chance: 0.0001,
    header_for: &[
        ("hash", 17.0),
        ("hashed", 15.0),
        ("digest", 16.0),
        ("sha256", 19.0),
        ("sha1", 19.0),
        ("md5", 19.0),
        ("hmac", 17.0),
        ("token_hash", 17.0),
        ("tokenized", 15.0),
        ("pseudonymised", 14.0),
        ("email_hash", 19.0),
        ("hashed_email", 19.0),
        ("phone_hash", 18.0),
        ("checksum", 9.0),
        ("fingerprint", 6.0),
        ("sha512", 19.0),
        ("hash_value", 15.0),
        ("hem", 7.0),
        ("user_hash", 16.0),
    ],
    header_against: &["tag", "count", "rate", "map"],
    examples: &[
        "d41d8cd98f00b204e9800998ecf8427e",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ],
    counter_examples: &["00000000000000000000000000000000", "deadbeef", "hello"],
    ..BASE
};

/// Whether it has the length of a digest (MD5, SHA-1, SHA-2 in hexadecimal or Base64) or a prefix that says so, and
/// is not one repeated character.
fn digest(value: &[u8]) -> bool {
    let plain = match value.len() {
        32 | 40 | 56 | 64 | 96 | 128 => value.iter().all(u8::is_ascii_hexdigit),
        44 => value.ends_with(b"="),
        88 => value.ends_with(b"=="),
        _ => false,
    };
    let named = value.len() >= 12 && value.iter().any(|byte| matches!(byte, b':' | b'_'));
    (plain || named) && value.windows(2).any(|pair| pair.first() != pair.last())
}
