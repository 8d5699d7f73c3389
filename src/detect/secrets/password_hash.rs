//! Password hash: weak passwords are guessed from it.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "password_hash",
    family: "secrets",
    parent: "password_hash",
    title: "Password hash",
    why: "Weak passwords are guessed from it.",
    source: "crypt(5), PHC string format",
    tier: Tier::Restricted,
    role: Role::Sensitive,
    patterns: &[
        r"\$(2[abxy]?|argon2id|argon2i|argon2d|1|5|6|7|y|apr1|sha1|md5|P|pbkdf2-sha[0-9]+|pbkdf2)\$[!-~]+",
        r"\{(SSHA|SHA|SMD5|MD5|CRYPT|SSHA512|PBKDF2)\}[!-~]+",
        "(pbkdf2|scrypt|bcrypt|argon2)[_:$][!-~]+",
    ],
    embedded: Some(Embedded {
        pattern: r"\$(2[abxy]|argon2id?|5|6|y)\$[!-~]{20,100}",
        needs: &["$2", "$argon2", "$5$", "$6$", "$y$"],
        digits: 0,
        strong: true,
    }),
    check: check::of("length", long, 0.5),
    chance: 1e-09,
    header_for: &[
        ("password_hash", 20.0),
        ("hashed_password", 20.0),
        ("pwd_hash", 20.0),
        ("bcrypt", 18.0),
        ("argon2", 18.0),
        ("passwd_hash", 20.0),
        ("encrypted_password", 18.0),
        ("password_digest", 19.0),
        ("pw_hash", 20.0),
        ("salt", 9.0),
        ("pass_hash", 20.0),
        ("passwordhash", 20.0),
        ("hash_password", 20.0),
        ("crypted_password", 20.0),
        ("pwd", 12.0),
        ("password", 9.0),
        ("passwd", 10.0),
        ("pw", 9.0),
    ],
    header_against: &["count", "algorithm", "type"],
    examples: &[
        "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW",
        "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub",
        "pbkdf2_sha256$600000$salt$hash",
    ],
    counter_examples: &["$12.50", "hello"],
    ..BASE
};

/// Whether it is long enough for a real one.
fn long(value: &[u8]) -> bool {
    value.len() >= 20
}
