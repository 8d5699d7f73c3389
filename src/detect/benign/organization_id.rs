//! Company number: it numbers a firm; of a sole trader it may be personal.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "organization_id",
    family: "benign",
    parent: "company_id",
    title: "Company number",
    why: "It numbers a firm; of a sole trader it may be personal.",
    source: "EU VAT formats; IRS; national registers",
    tier: Tier::Public,
    personal: false,
    patterns: &[
        "[A-Z]{2}U?[0-9A-Z]{8,12}",
        r"CHE-?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}( (MWST|TVA|IVA))?",
        "HR[AB] ?[0-9]+",
    ],
    check: check::of("country and length", vat, 0.02),
    chance: 0.001,
    header_for: &[
        ("company_id", 16.0),
        ("vat", 14.0),
        ("vat_number", 18.0),
        ("vat_id", 18.0),
        ("vatid", 18.0),
        ("ust_id", 18.0),
        ("ustid", 18.0),
        ("umsatzsteuer_id", 20.0),
        ("handelsregister", 17.0),
        ("business_id", 15.0),
        ("registration_number", 9.0),
        ("company_registration_number", 18.0),
        ("company_number", 17.0),
        ("tva", 12.0),
        ("numero_tva", 17.0),
        ("partita_iva", 18.0),
        ("p_iva", 17.0),
        ("nif_empresa", 17.0),
        ("cif", 11.0),
        ("btw_nummer", 17.0),
        ("btw", 12.0),
        ("kvk", 17.0),
        ("kvk_nummer", 18.0),
        ("org_nr", 15.0),
        ("orgnr", 15.0),
        ("organisationsnummer", 17.0),
        ("cvr", 14.0),
        ("cvr_nummer", 17.0),
        ("nip", 12.0),
        ("regon", 16.0),
        ("krs", 13.0),
        ("vergi_no", 9.0),
        ("duns", 17.0),
        ("duns_number", 18.0),
        ("lei", 14.0),
        ("lei_code", 17.0),
        ("crn", 10.0),
    ],
    header_against: &["count", "type"],
    examples: &["DE136695976", "ATU13585627", "NL123456782B01"],
    counter_examples: &["DE12", "hello"],
    ..BASE
};

/// Member states (and the United Kingdom) with the number of signs after the prefix.
const LENGTHS: &[(&[u8; 2], &[usize])] = &[
    (b"AT", &[9]),
    (b"BE", &[9, 10]),
    (b"BG", &[9, 10]),
    (b"CY", &[9]),
    (b"CZ", &[8, 9, 10]),
    (b"DE", &[9]),
    (b"DK", &[8]),
    (b"EE", &[9]),
    (b"EL", &[9]),
    (b"ES", &[9]),
    (b"FI", &[8]),
    (b"FR", &[11]),
    (b"GB", &[9, 12]),
    (b"HR", &[11]),
    (b"HU", &[8]),
    (b"IE", &[8, 9]),
    (b"IT", &[11]),
    (b"LT", &[9, 12]),
    (b"LU", &[8]),
    (b"LV", &[11]),
    (b"MT", &[8]),
    (b"NL", &[12]),
    (b"PL", &[10]),
    (b"PT", &[9]),
    (b"RO", &[9, 10]),
    (b"SE", &[12]),
    (b"SI", &[8]),
    (b"SK", &[10]),
];

/// Whether the prefix is a country of the EU's VAT system and the length is its own, with most signs digits.
fn vat(value: &[u8]) -> bool {
    if value.starts_with(b"CHE") || value.starts_with(b"HRA") || value.starts_with(b"HRB") {
        return true;
    }
    let Some((prefix, rest)) = value.split_at_checked(2) else { return false };
    let digits = rest.iter().filter(|byte| byte.is_ascii_digit()).count();
    digits + 2 >= rest.len()
        && LENGTHS
            .iter()
            .any(|(country, lengths)| country.as_slice() == prefix && lengths.contains(&rest.len()))
}
