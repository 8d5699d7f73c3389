//! Tax number: it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "tax_id",
    family: "government",
    parent: "tax_id",
    title: "Tax number",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "tax authorities",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z0-9][A-Z0-9 ./-]*"],
    check: check::of("shape", shape, 0.5),
    chance: 0.8,
    header_for: &[
        ("tax_id", 19.0),
        ("taxid", 19.0),
        ("tax_identification_number", 20.0),
        ("tax_number", 19.0),
        ("tin", 15.0),
        ("tin_number", 18.0),
        ("taxpayer_id", 19.0),
        ("tax_payer_id", 19.0),
        ("steuernummer", 19.0),
        ("steuer_id", 20.0),
        ("steueridentifikationsnummer", 20.0),
        ("idnr", 11.0),
        ("nif", 14.0),
        ("numero_fiscal", 18.0),
        ("numero_de_identificacion_fiscal", 20.0),
        ("codice_fiscale", 18.0),
        ("fiscal_code", 18.0),
        ("nif_nie", 18.0),
        ("vergi_no", 16.0),
        ("vergi_numarasi", 18.0),
        ("npwp", 18.0),
        ("rfc", 15.0),
        ("inn", 13.0),
        ("pan_card", 16.0),
        ("steuer_nr", 19.0),
        ("numero_contribuinte", 18.0),
        ("contribuinte", 12.0),
        ("skattenummer", 17.0),
        ("nip", 9.0),
        ("belastingnummer", 17.0),
        ("tax_file_number", 18.0),
        ("vat_number_person", 20.0),
        ("sdi", 4.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "is",
        "has",
        "valid",
        "verified",
        "status",
        "type",
        "name",
        "issue",
        "expiry",
        "date",
        "country",
    ],
    needs_header: true,
    examples: &["12345678901", "12/345/67890"],
    counter_examples: &["abc", "12"],
    ..BASE
};

/// Whether five to fifteen digits stand with few letters.
fn shape(value: &[u8]) -> bool {
    check::code(value, 6..=16, 0..=4, 5..=15)
}
