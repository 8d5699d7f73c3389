//! Employer: with other attributes it singles out a person.

use crate::detect::{BASE, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "employer",
    family: "demography",
    parent: "employer",
    title: "Employer",
    why: "With other attributes it singles out a person.",
    source: "legal forms by hand",
    tier: Tier::Internal,
    role: Role::Quasi,
    lexicon: Some(&lexicon::ORGANIZATIONS),
    chance: 0.02,
    header_for: &[
        ("employer", 18.0),
        ("workplace", 15.0),
        ("company_of_person", 20.0),
        ("arbeitgeber", 18.0),
        ("empleador", 18.0),
        ("employeur", 18.0),
        ("datore_di_lavoro", 20.0),
        ("empregador", 18.0),
        ("werkgever", 18.0),
        ("arbetsgivare", 18.0),
        ("arbeidsgiver", 18.0),
        ("arbejdsgiver", 18.0),
        ("tyonantaja", 17.0),
        ("pracodawca", 18.0),
        ("isveren", 17.0),
        ("employer_name", 19.0),
        ("current_employer", 19.0),
        ("place_of_work", 15.0),
        ("current_company", 14.0),
        ("previous_employer", 17.0),
        ("works_at", 13.0),
        ("company", 7.0),
        ("company_name", 6.0),
        ("firm", 6.0),
        ("job_company", 15.0),
        ("employer_id", 9.0),
        ("work_place", 14.0),
    ],
    header_against: &["count", "id", "number", "ein"],
    needs_header: true,
    examples: &["Acme Inc."],
    counter_examples: &["Table", "12"],
    ..BASE
};
