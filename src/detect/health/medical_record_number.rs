//! Medical record number: it opens a person's health record.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "medical_record_number",
    family: "health",
    parent: "medical_record_number",
    title: "Medical record number",
    why: "It opens a person's health record.",
    source: "hospital systems",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["(?i:mrn)[-:# ]?[0-9]+", "[A-Z0-9][A-Z0-9 ./-]*"],
    embedded: Some(Embedded {
        pattern: r"(?i:\bmrn|\bmedical record (no|number)\.?)[-:# ]{0,3}[A-Z0-9-]{4,14}",
        needs: &["MRN", "mrn", "Mrn", "edical record"],
        digits: 4,
        strong: true,
    }),
    check: check::of("shape", shape, 0.5),
    chance: 0.7,
    header_for: &[
        ("mrn", 20.0),
        ("medical_record_number", 20.0),
        ("medical_record", 18.0),
        ("patient_id", 18.0),
        ("patientid", 18.0),
        ("patient_no", 18.0),
        ("patient_number", 18.0),
        ("patient_nbr", 18.0),
        ("patienten_id", 19.0),
        ("patientennummer", 19.0),
        ("fallnummer", 14.0),
        ("numero_historia", 18.0),
        ("historia_clinica", 16.0),
        ("nip_hospital", 20.0),
        ("numero_patient", 17.0),
        ("ipp", 10.0),
        ("cartella_clinica", 16.0),
        ("prontuario", 17.0),
        ("patientnummer", 18.0),
        ("patient_identifier", 18.0),
        ("hospital_number", 15.0),
        ("hasta_no", 17.0),
        ("encounter_id", 13.0),
        ("hadm_id", 15.0),
        ("chart_number", 15.0),
        ("icustay_id", 14.0),
        ("patient", 9.0),
        ("accession_number", 9.0),
        ("pesel_pacjenta", 14.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "type", "status", "name"],
    needs_header: true,
    examples: &["MRN-0012345", "123456"],
    counter_examples: &["abc", "12"],
    ..BASE
};

/// Whether four to twelve digits stand with few letters.
fn shape(value: &[u8]) -> bool {
    check::code(value, 5..=14, 0..=4, 4..=12)
}
