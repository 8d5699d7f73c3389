//! Suggestions for training a model: joins and coarse values stay.

use super::choose::{Choose, Pick};

/// What is suggested for a general type; `None`: what every purpose suggests.
pub fn pick(to: &Choose<'_>, parent: &str) -> Option<Pick> {
    Some(match parent {
        "email" => Pick::new(
            to.mask("email_domain", &[]),
            "the domain stays for features, the address becomes a keyed token",
        ),
        "date_of_birth" => {
            Pick::new(to.mask("date_truncate", &[("to", "year")]), "the year is enough for an age")
        }
        "age" => Pick::new(
            to.band("bucket", &[("size", "10"), ("max", "90")]),
            "bands of ten years, the oldest together",
        ),
        "birth_year" => Pick::new(to.band("bucket", &[("size", "5")]), "bands of five years"),
        "postal_code" => Pick::new(to.area(), "the area stays, the street does not"),
        "income" | "financial" => {
            Pick::new(to.number("round", &[("step", "1000")]), "thousands are enough to learn from")
        }
        "credit_score" => Pick::new(to.number("round", &[("step", "10")]), "tens are enough to learn from"),
        "ip_address" => Pick::new(to.mask("ip_truncate", &[]), "the network stays, the host does not"),
        "credit_card" => {
            Pick::new(to.mask("partial", &[("last", "4")]), "the last four digits are what people ask for")
        }
        _ => return None,
    })
}
