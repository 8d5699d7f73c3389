//! Gender: with other attributes it singles out a person.

use crate::detect::{BASE, Detector, check, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "gender",
    family: "demography",
    parent: "gender",
    title: "Gender",
    why: "With other attributes it singles out a person.",
    source: "ISO/IEC 5218; words in several languages",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &["[mfwdxMFWDX]"],
    check: check::of("letter", letter, 0.5),
    lexicon: Some(&lexicon::GENDERS),
    chance: 0.1,
    header_for: &[
        ("gender", 20.0),
        ("sex", 18.0),
        ("geschlecht", 19.0),
        ("genero", 17.0),
        ("sexo", 19.0),
        ("sexe", 18.0),
        ("genre", 6.0),
        ("sesso", 19.0),
        ("geslacht", 19.0),
        ("kon", 8.0),
        ("kjonn", 17.0),
        ("koen", 10.0),
        ("sukupuoli", 19.0),
        ("plec", 17.0),
        ("cinsiyet", 19.0),
        ("gender_identity", 19.0),
        ("sex_code", 17.0),
        ("gender_code", 17.0),
        ("patient_sex", 19.0),
        ("patient_gender", 20.0),
        ("anrede_geschlecht", 20.0),
        ("pohlavi", 17.0),
        ("spol", 12.0),
        ("pronouns", 14.0),
        ("pol", 4.0),
        ("seibetsu", 15.0),
        ("jenis_kelamin", 20.0),
        ("gioi_tinh", 20.0),
        ("male_female", 15.0),
        ("gndr", 17.0),
        ("sex_at_birth", 20.0),
        ("sexe_code", 14.0),
        ("gender_id", 13.0),
        ("male", 7.0),
        ("female", 7.0),
        ("is_male", 14.0),
        ("is_female", 14.0),
        ("femal", 14.0),
        ("man", 6.0),
        ("woman", 8.0),
        ("women", 4.0),
        ("gen", 5.0),
        ("sex_id", 13.0),
        ("geschl", 17.0),
        ("gesch", 10.0),
        ("sx", 9.0),
    ],
    header_against: &["count", "num_of", "number_of", "total", "flag", "is", "has"],
    examples: &["M", "female", "weiblich", "F"],
    counter_examples: &["Table", "12"],
    ..BASE
};

/// Whether it is one of the letters that stand for a gender. (The digits of ISO/IEC 5218 look like any flag.)
fn letter(value: &[u8]) -> bool {
    matches!(value, [b'M' | b'F' | b'W' | b'D' | b'X' | b'm' | b'f' | b'w' | b'd' | b'x'])
}
