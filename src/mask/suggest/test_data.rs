//! Suggestions for test data: values look real and keep their format, and are nobody's.

use super::choose::{Choose, Pick};

/// What is suggested for a general type; `None`: what every purpose suggests.
pub fn pick(to: &Choose<'_>, parent: &str) -> Option<Pick> {
    let name = |part: &str| to.mask("fake_name", &[("part", part)]);
    let address = |part: &str| to.mask("fake_address", &[("part", part)]);
    Some(match parent {
        "person_name" => Pick::new(name("full"), "a made-up name reads like a name").or(to.token()),
        "first_name" | "middle_name" => {
            Pick::new(name("first"), "a made-up name reads like a name").or(to.token())
        }
        "last_name" => Pick::new(name("last"), "a made-up name reads like a name").or(to.token()),
        "street_address" => Pick::new(address("street"), "a made-up address reads like an address"),
        "city" => Pick::new(address("city"), "a made-up town reads like a town"),
        "organization" | "employer" => {
            Pick::new(to.mask("fake_company", &[]), "a made-up company reads like a company").or(to.token())
        }
        "email" => Pick::new(
            to.mask("email_domain", &[]),
            "what stands there is an address still, and programs take it for one",
        )
        .or(to.token()),
        "credit_card" => Pick::new(
            to.mask("card_parts", &[("keep", "none"), ("write", "fake")]),
            "a test number passes the checks of a program and is nobody's",
        ),
        "iban" => Pick::new(to.mask("iban_fake", &[]), "check digits are valid, and the bank does not exist")
            .or(to.token()),
        "mac_address" => {
            Pick::new(to.mask("mac_vendor", &[]), "an address is an address still").or(to.token())
        }
        "ip_address" => {
            Pick::new(to.mask("ip_prefix", &[]), "addresses stay addresses, networks stay networks")
                .or(to.mask("ip_truncate", &[]))
        }
        "date_of_birth" => Pick::new(
            to.mask("date_truncate", &[("to", "month")]),
            "dates stay dates, the day is the first of its month",
        ),
        "age" => Pick::new(
            to.band("age_band", &[("width", "5"), ("write", "first")]),
            "numbers stay numbers, five years together",
        ),
        "income" | "financial" => Pick::new(
            to.number("noise", &[("scale", "1000")]),
            "amounts look like amounts and are moved by some thousand",
        )
        .or(to.mask("shuffle", &[])),
        "postal_code" => {
            Pick::new(to.same_format().or_else(|| to.area()), "the format stays, the place does not")
        }
        "person_key" => {
            Pick::new(to.dense().or_else(|| to.token()), "keys stay keys of the same width, joins work")
                .or(to.token())
        }
        "phone"
        | "national_id"
        | "tax_id"
        | "passport"
        | "driver_license"
        | "health_insurance_id"
        | "medical_record_number"
        | "bank_account"
        | "device_id"
        | "license_plate"
        | "vehicle_id" => Pick::new(
            to.same_format().or_else(|| to.token()),
            "format and length stay where every value is long enough to be encrypted in them",
        )
        .or(to.token()),
        "geo_coordinate" => {
            Pick::new(to.mask("geo_grid", &[("places", "1")]), "coordinates stay coordinates")
        }
        _ => return None,
    })
}
