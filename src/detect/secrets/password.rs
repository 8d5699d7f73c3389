//! Password: it opens a person's account, often several.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "password",
    family: "secrets",
    parent: "password",
    title: "Password",
    why: "It opens a person's account, often several.",
    source: "custom",
    tier: Tier::Restricted,
    role: Role::Sensitive,
    patterns: &["[!-~]+"],
    embedded: Some(Embedded {
        pattern: r"(?i:password|passwd|pwd|passwort|contrase\xc3\xb1a|mot de passe)( is|:|=) ?[!-~]{6,40}",
        needs: &["assword", "ASSWORD", "asswort", "asswd", "pwd", "PWD", "mot de passe", "contrase"],
        digits: 0,
        strong: true,
    }),
    check: check::of("length and mix", mixed, 0.5),
    chance: 0.9,
    header_for: &[
        ("password", 20.0),
        ("passwd", 20.0),
        ("pwd", 18.0),
        ("passphrase", 20.0),
        ("passwort", 20.0),
        ("kennwort", 20.0),
        ("contrasena", 20.0),
        ("clave", 9.0),
        ("mot_de_passe", 20.0),
        ("mdp", 16.0),
        ("parola", 9.0),
        ("senha", 18.0),
        ("wachtwoord", 20.0),
        ("losenord", 18.0),
        ("adgangskode", 20.0),
        ("passord", 18.0),
        ("salasana", 18.0),
        ("haslo", 18.0),
        ("sifre", 15.0),
        ("pass", 7.0),
        ("user_password", 20.0),
        ("plain_password", 20.0),
        ("secret_answer", 16.0),
        ("security_answer", 16.0),
        ("pin", 10.0),
        ("pin_number", 13.0),
        ("wifi_password", 16.0),
        ("pswd", 19.0),
        ("pw", 15.0),
        ("passcode", 15.0),
        ("root_pw", 16.0),
        ("admin_pw", 16.0),
    ],
    header_against: &[
        "count", "hash", "hashed", "reset", "expires", "changed", "last", "status", "type", "length",
        "policy", "hint", "salt",
    ],
    needs_header: true,
    examples: &["Tr0ub4dor&3", "correcthorse9"],
    counter_examples: &["a b", "12"],
    ..BASE
};

/// Whether 6 to 40 characters are of two classes (letter, digit, sign).
fn mixed(value: &[u8]) -> bool {
    let kind = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Some(0),
        b'0'..=b'9' => Some(1),
        _ => byte.is_ascii_punctuation().then_some(2),
    };
    let mut kinds = value.iter().filter_map(kind);
    (6..=40).contains(&value.len()) && kinds.next().is_some_and(|first| kinds.any(|kind| kind != first))
}
