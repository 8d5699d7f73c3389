//! Health-insurance number: it opens health care and health data.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "health_insurance_id",
    family: "health",
    parent: "health_insurance_id",
    title: "Health-insurance number",
    why: "It opens health care and health data.",
    source: "national schemes",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z0-9][A-Z0-9 ./-]*"],
    check: check::of("shape", shape, 0.5),
    chance: 0.6,
    header_for: &[
        ("health_insurance_id", 20.0),
        ("health_insurance", 15.0),
        ("health_insurance_number", 20.0),
        ("insurance_id", 14.0),
        ("insurance_number", 13.0),
        ("health_id", 14.0),
        ("hicn", 19.0),
        ("medicare", 14.0),
        ("medicare_number", 19.0),
        ("medicaid_id", 19.0),
        ("member_id_health", 20.0),
        ("policy_holder_id", 11.0),
        ("krankenversicherungsnummer", 20.0),
        ("versichertennummer", 19.0),
        ("kvnr", 19.0),
        ("krankenkasse_nr", 20.0),
        ("tarjeta_sanitaria", 19.0),
        ("numero_securite_sociale", 13.0),
        ("carte_vitale", 18.0),
        ("tessera_sanitaria", 19.0),
        ("cartao_sus", 19.0),
        ("cns", 10.0),
        ("zorgverzekeringsnummer", 20.0),
        ("polisnummer", 9.0),
        ("ehic", 18.0),
        ("subscriber_id", 11.0),
        ("beneficiary_id", 13.0),
        ("bene_id", 14.0),
        ("insurance_card", 13.0),
        ("numero_utente", 17.0),
        ("policy_number", 9.0),
        ("insurance_policy_number", 14.0),
        ("health_plan_number", 16.0),
        ("healthcare_number", 15.0),
        ("insurance_member_id", 17.0),
        ("insurance_member_number", 17.0),
        ("plan_member_id", 14.0),
        ("payer_member_id", 14.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "is",
        "type",
        "company",
        "name",
        "provider",
    ],
    needs_header: true,
    examples: &["A123456780", "XYZ123456789"],
    counter_examples: &["abc", "12"],
    ..BASE
};

/// Whether seven to twenty letters and digits are mostly digits.
fn shape(value: &[u8]) -> bool {
    check::code(value, 7..=20, 0..=5, 5..=20)
}
