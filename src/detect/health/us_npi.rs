//! National provider identifier (USA): it names one health professional.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "us_npi",
    family: "health",
    parent: "medical_license",
    title: "National provider identifier (USA)",
    why: "It names one health professional.",
    source: "CMS NPI; Luhn with prefix 80840",
    tier: Tier::Internal,
    role: Role::Direct,
    patterns: &["[12][0-9]{9}"],
    check: check::of("Luhn with 80840", npi, 0.1),
    chance: 0.1,
    header_for: &[
        ("npi", 20.0),
        ("npi_number", 20.0),
        ("us_npi", 20.0),
        ("provider_npi", 20.0),
        ("national_provider_identifier", 20.0),
        ("prescriber_npi", 20.0),
        ("rndrng_npi", 18.0),
        ("provider_id", 9.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "type"],
    examples: &["1234567893"],
    counter_examples: &["1234567890", "12"],
    ..BASE
};

/// Whether ten digits after the prefix 80840 satisfy Luhn.
fn npi(value: &[u8]) -> bool {
    let mut whole = *b"80840..........";
    let (_, tail) = whole.split_at_mut(5);
    if value.len() != tail.len() {
        return false;
    }
    tail.copy_from_slice(value);
    value.iter().all(u8::is_ascii_digit) && check::luhn(&whole)
}
