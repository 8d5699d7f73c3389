//! Suggestions for data that goes outside: what singles out goes, what is left is coarse.

use super::choose::{Choose, Pick};

/// What is suggested for a general type; `None`: what every purpose suggests.
pub fn pick(to: &Choose<'_>, parent: &str) -> Option<Pick> {
    Some(match parent {
        "person_name" | "first_name" | "last_name" | "middle_name" | "phone" | "username"
        | "social_handle" => {
            Pick::new(None, "nobody outside needs to tell persons apart by it").or(to.token())
        }
        "email" => Pick::new(None, "the domain alone can name a person outside").or(to.token()),
        "national_id"
        | "tax_id"
        | "passport"
        | "driver_license"
        | "health_insurance_id"
        | "license_plate"
        | "vehicle_id" => {
            Pick::new(None, "an official number singles out, and a token of it is still one person")
                .or(to.token())
        }
        "credit_card" | "iban" | "bank_account" | "crypto_address" => {
            Pick::new(None, "an account is of no use outside").or(to.token())
        }
        "person_key" | "medical_record_number" | "device_id" | "session_id" => {
            Pick::new(to.token(), "a keyed token keeps the rows of one person together without saying whose")
        }
        "date_of_birth" => {
            Pick::new(to.mask("date_truncate", &[("to", "year")]), "HIPAA lets the year stay, nothing finer")
        }
        "age" => Pick::new(
            to.band("age_band", &[("width", "10"), ("top", "90")]),
            "bands of ten years, all over 89 together as HIPAA asks",
        ),
        "birth_year" => Pick::new(to.band("bucket", &[("size", "10")]), "bands of ten years"),
        "postal_code" => {
            let small =
                to.is_zip().then(|| to.mask("postal_prefix", &[("keep", "3"), ("small", "us")])).flatten();
            Pick::new(
                small.or_else(|| to.mask("postal_prefix", &[("keep", "2")])),
                "a wide area stays, areas with few people do not",
            )
        }
        "income" | "financial" => Pick::new(
            to.number("bucket", &[("size", "10000"), ("min", "0"), ("max", "200000")]),
            "ranges with open ends: exact amounts and the largest ones single out",
        ),
        "credit_score" => Pick::new(to.number("bucket", &[("size", "50")]), "ranges of fifty points"),
        "ip_address" => Pick::new(None, "a network outside can be looked up").or(to.mask("ip_truncate", &[])),
        "mac_address" => Pick::new(None, "a device singles out").or(to.mask("mac_vendor", &[])),
        "free_text_personal" => Pick::new(None, "what nobody found in a text goes out with it")
            .or(to.mask("redact_entities", &[])),
        "geo_coordinate" => {
            Pick::new(None, "a place of living singles out").or(to.mask("geo_grid", &[("places", "0")]))
        }
        _ => return None,
    })
}
