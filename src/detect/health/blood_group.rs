//! Blood group: it is health data and, when rare, singles out.

use crate::detect::{BASE, COUNTING, Detector};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "blood_group",
    family: "health",
    parent: "medical_condition",
    title: "Blood group",
    why: "It is health data and, when rare, singles out.",
    source: "ISBT 128 ABO/RhD",
    tier: Tier::Restricted,
    role: Role::Sensitive,
    patterns: &["(A|B|AB|O|0) ?([+-]|(?i:rh ?)?(?i:pos|neg)(itive)?)", "(A|B|AB|O)(?i: ?rh ?[+-d])?[+-]"],
    chance: 0.001,
    header_for: &[
        ("blood_group", 20.0),
        ("blood_type", 20.0),
        ("bloodtype", 20.0),
        ("blutgruppe", 20.0),
        ("grupo_sanguineo", 20.0),
        ("groupe_sanguin", 20.0),
        ("gruppo_sanguigno", 20.0),
        ("tipo_sanguineo", 20.0),
        ("bloedgroep", 20.0),
        ("blodgrupp", 20.0),
        ("blodtype", 20.0),
        ("veriryhma", 19.0),
        ("grupa_krwi", 20.0),
        ("kan_grubu", 20.0),
        ("abo", 13.0),
        ("rh_factor", 18.0),
        ("bloodgroup", 20.0),
    ],
    header_against: COUNTING,
    examples: &["A+", "O-", "AB pos", "0 Rh neg"],
    counter_examples: &["A", "C+", "12", "B2"],
    ..BASE
};
