//! Country: with other attributes it singles out a person.

use crate::detect::{BASE, Detector, check, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "country",
    family: "location",
    parent: "country",
    title: "Country",
    why: "With other attributes it singles out a person.",
    source: "ISO 3166-1; Unicode CLDR",
    tier: Tier::Internal,
    role: Role::Quasi,
    patterns: &["[A-Z]{2,3}", "[a-z]{2}"],
    check: check::of("country code", country, 0.3),
    lexicon: Some(&lexicon::COUNTRIES),
    chance: 0.05,
    header_for: &[
        ("country", 18.0),
        ("country_code", 18.0),
        ("country_name", 18.0),
        ("nation", 13.0),
        ("iso_country", 17.0),
        ("land", 7.0),
        ("staat", 10.0),
        ("pais", 18.0),
        ("pays", 16.0),
        ("paese", 14.0),
        ("nazione", 14.0),
        ("landcode", 14.0),
        ("lander", 5.0),
        ("kraj", 13.0),
        ("panstwo", 13.0),
        ("ulke", 15.0),
        ("maa", 8.0),
        ("negara", 12.0),
        ("country_iso", 20.0),
        ("countrycode", 20.0),
        ("iso2", 11.0),
        ("iso3", 11.0),
        ("iso_code", 9.0),
        ("alpha2", 9.0),
        ("country_of_residence", 17.0),
        ("home_country", 15.0),
        ("shipping_country", 20.0),
        ("billing_country", 20.0),
        ("strana", 12.0),
        ("cntry", 12.0),
        ("nat", 3.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "is",
        "has",
        "calling",
        "dial",
        "phone",
        "currency",
        "population",
        "gdp",
        "origin_flag",
        "club",
    ],
    examples: &["Germany", "Deutschland", "DE", "USA", "côte d'ivoire"],
    counter_examples: &["Table", "12", "ZZ"],
    ..BASE
};

/// Whether a code of two or three letters is a country's.
fn country(value: &[u8]) -> bool {
    check::text(value).is_some_and(|word| {
        lexicon::has(lexicon::List::CountryCodes, word) && !lexicon::has(lexicon::List::Categories, word)
    })
}
