//! Phone number without separators: it reaches one person.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "phone_digits",
    family: "contact",
    parent: "phone",
    title: "Phone number without separators",
    why: "It reaches one person.",
    source: "ITU-T E.164; national numbering plans",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["(1|001)?[2-9][0-9]{2}[2-9][0-9]{6}", "0[1-9][0-9]{8,10}", r"[1-9][0-9]{9,13}(\.0)?"],
    check: check::of("phone", phone, 0.9),
    chance: 0.6,
    header_for: &[
        ("phone", 20.0),
        ("telephone", 20.0),
        ("tel", 18.0),
        ("phone_number", 20.0),
        ("phonenumber", 20.0),
        ("mobile", 16.0),
        ("mobile_number", 20.0),
        ("mob", 12.0),
        ("cell", 12.0),
        ("cellphone", 20.0),
        ("cell_phone", 20.0),
        ("msisdn", 20.0),
        ("fax", 14.0),
        ("telefon", 20.0),
        ("telefonnummer", 20.0),
        ("handy", 14.0),
        ("mobil", 13.0),
        ("telefono", 20.0),
        ("celular", 20.0),
        ("telefone", 20.0),
        ("telefoonnummer", 20.0),
        ("gsm", 12.0),
        ("tlf", 14.0),
        ("whatsapp", 13.0),
        ("contact_number", 16.0),
        ("contact_no", 16.0),
        ("home_phone", 20.0),
        ("work_phone", 20.0),
        ("ph", 7.0),
        ("contact", 10.0),
        ("mobiel", 16.0),
        ("mobile_phone", 18.0),
        ("mobile_no", 17.0),
        ("phone_no", 18.0),
        ("tel_no", 18.0),
        ("phoneno", 18.0),
        ("contacts", 8.0),
        ("alternate_contact", 15.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "verified",
        "is",
        "has",
        "valid",
        "status",
        "type",
        "model",
        "id",
    ],
    needs_header: true,
    examples: &["2025550143", "0612345678", "4915112345678"],
    counter_examples: &["12345", "2222222222", "hello"],
    ..BASE
};

/// Whether 9 to 14 digits are not one repeated.
fn phone(value: &[u8]) -> bool {
    (9..=14).contains(&value.len()) && value.windows(2).filter(|pair| pair.first() == pair.last()).count() < 7
}
