//! Language: with other attributes it singles out a person.

use crate::detect::{BASE, Detector, check, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "language",
    family: "demography",
    parent: "language",
    title: "Language",
    why: "With other attributes it singles out a person.",
    source: "ISO 639-1; Unicode CLDR",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &["[a-z]{2}([-_][A-Z]{2})?"],
    check: check::of("language code", code, 0.27),
    lexicon: Some(&lexicon::LANGUAGES),
    chance: 0.05,
    header_for: &[
        ("language", 16.0),
        ("languages", 15.0),
        ("mother_tongue", 19.0),
        ("spoken_language", 19.0),
        ("native_language", 19.0),
        ("first_language", 18.0),
        ("preferred_language", 17.0),
        ("sprache", 16.0),
        ("muttersprache", 19.0),
        ("idioma", 16.0),
        ("lengua_materna", 20.0),
        ("langue", 15.0),
        ("langue_maternelle", 20.0),
        ("lingua", 14.0),
        ("madrelingua", 18.0),
        ("idioma_materno", 20.0),
        ("taal", 14.0),
        ("moedertaal", 18.0),
        ("sprak", 14.0),
        ("modersmal", 18.0),
        ("kieli", 13.0),
        ("aidinkieli", 18.0),
        ("jezyk", 15.0),
        ("dil", 9.0),
        ("ana_dil", 17.0),
        ("lang", 12.0),
        ("locale", 10.0),
        ("language_code", 15.0),
        ("home_language", 18.0),
    ],
    header_against: &[
        "count",
        "programming",
        "script",
        "document",
        "file",
        "version",
        "original",
        "movie",
        "page",
        "body_class",
    ],
    examples: &["German", "français", "English"],
    counter_examples: &["Table", "12"],
    ..BASE
};

/// Whether the first two letters are a language's code.
fn code(value: &[u8]) -> bool {
    let two = value.get(..2).and_then(check::text);
    two.is_some_and(|word| lexicon::has(lexicon::List::LanguageCodes, word) && word != "no")
}
