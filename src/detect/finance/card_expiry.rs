//! Card expiry: with the number it is enough to pay.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "card_expiry",
    family: "finance",
    parent: "card_expiry",
    title: "Card expiry",
    why: "With the number it is enough to pay.",
    source: "ISO/IEC 7813",
    tier: Tier::Confidential,
    role: Role::Sensitive,
    patterns: &["[0-9]{1,2} ?/ ?[0-9]{2,4}", "[0-9]{4}-[0-9]{2}(-[0-9]{2})?", "[0-9]{2}-?[0-9]{2}"],
    check: check::of("month and year", month_year, 0.1),
    chance: 0.2,
    header_for: &[
        ("card_expiry", 20.0),
        ("cc_expiry", 20.0),
        ("cc_exp", 20.0),
        ("card_exp", 20.0),
        ("card_expiration", 20.0),
        ("expiry", 9.0),
        ("expiration_date", 8.0),
        ("exp_date", 11.0),
        ("expiry_date", 8.0),
        ("exp", 6.0),
        ("valid_thru", 15.0),
        ("valid_through", 9.0),
        ("ablaufdatum", 9.0),
        ("gueltig_bis", 9.0),
        ("fecha_vencimiento", 8.0),
        ("fecha_caducidad", 8.0),
        ("date_expiration", 8.0),
        ("data_scadenza", 8.0),
        ("validade", 9.0),
        ("vervaldatum", 8.0),
        ("credit_card_expire", 20.0),
        ("cc_expiration", 20.0),
        ("exp_month", 14.0),
        ("exp_year", 14.0),
        ("expmonth", 12.0),
        ("expires", 8.0),
        ("exp_dt", 9.0),
        ("card_expires", 18.0),
    ],
    header_against: &[
        "count",
        "product",
        "policy",
        "contract",
        "license",
        "passport",
        "batch",
        "food",
        "domain",
        "certificate",
    ],
    needs_header: true,
    examples: &["12/27", "12/2027", "2027-12"],
    counter_examples: &["13/27", "abc", "1"],
    ..BASE
};

/// Whether a value is a month and a year.
fn month_year(value: &[u8]) -> bool {
    check::month_year(value)
}
