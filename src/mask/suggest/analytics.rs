//! Suggestions for analytics inside the organisation: bands, periods, networks and joins stay.

use super::choose::{Choose, Pick};

/// What is suggested for a general type; `None`: what every purpose suggests.
pub fn pick(to: &Choose<'_>, parent: &str) -> Option<Pick> {
    Some(match parent {
        "email" => Pick::new(to.mask("email_domain", &[]), "counts by domain and by address still work")
            .or(to.token()),
        "date_of_birth" => Pick::new(
            to.mask("date_truncate", &[("to", "quarter")]),
            "the quarter tells cohorts apart, the day does not stay",
        )
        .or(to.mask("date_truncate", &[("to", "year")])),
        "age" => Pick::new(
            to.band("age_band", &[("width", "5"), ("top", "90")]),
            "bands of five years group as reports do, the oldest together",
        )
        .or(to.band("age_band", &[])),
        "birth_year" => Pick::new(to.band("bucket", &[("size", "5")]), "bands of five years"),
        "postal_code" => Pick::new(to.area(), "the area is what maps are drawn of").or(to.token()),
        "income" | "financial" => Pick::new(
            to.number("round", &[("step", "100")]),
            "sums and means of rounded amounts are nearly those of the amounts",
        )
        .or(to.number("noise", &[("scale", "100")])),
        "credit_score" => {
            Pick::new(to.number("round", &[("step", "10")]), "tens are as fine as scores are read")
        }
        "ip_address" => {
            Pick::new(to.mask("ip_prefix", &[]), "networks can be grouped at any length, no address stays")
                .or(to.mask("ip_truncate", &[]))
        }
        "phone" => {
            Pick::new(to.token(), "a keyed token keeps joins and counts").or(to.mask("phone_country", &[]))
        }
        "mac_address" => {
            Pick::new(to.mask("mac_vendor", &[]), "the vendor stays, the device becomes a keyed number")
                .or(to.token())
        }
        "geo_coordinate" => {
            Pick::new(to.mask("geo_grid", &[("places", "1")]), "fields of about 11 km show where, not who")
        }
        "credit_card" => Pick::new(
            to.mask("card_parts", &[("keep", "bin6")]),
            "the issuer's digits stay, the account does not",
        )
        .or(to.mask("card_parts", &[("keep", "last4")])),
        "person_key" => {
            Pick::new(to.dense().or_else(|| to.token()), "keys stay keys of the same width, joins work")
                .or(to.token())
        }
        _ => return None,
    })
}
