//! What every detector must hold to.

use std::collections::HashSet;

use proptest::prelude::*;
use regex_automata::MatchKind;
use regex_automata::dfa::{StartKind, dense};
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;

use super::*;

/// The general types, as the labelled corpora name them.
const PARENTS: &[&str] = &[
    "person_name",
    "first_name",
    "last_name",
    "middle_name",
    "name_affix",
    "username",
    "social_handle",
    "email",
    "phone",
    "street_address",
    "po_box",
    "city",
    "state",
    "country",
    "postal_code",
    "location",
    "place_of_birth",
    "geo_coordinate",
    "date_of_birth",
    "birth_year",
    "age",
    "gender",
    "nationality",
    "marital_status",
    "family",
    "education",
    "occupation",
    "employer",
    "physical_trait",
    "language",
    "race_ethnicity",
    "religion",
    "political_affiliation",
    "sexual_orientation",
    "union_membership",
    "criminal_record",
    "medical_condition",
    "medication",
    "health_measurement",
    "lifestyle",
    "income",
    "financial",
    "credit_score",
    "credit_card",
    "cvv",
    "card_expiry",
    "bank_account",
    "iban",
    "bic_swift",
    "routing_number",
    "national_id",
    "tax_id",
    "passport",
    "driver_license",
    "health_insurance_id",
    "medical_record_number",
    "ip_address",
    "mac_address",
    "device_id",
    "session_id",
    "vehicle_id",
    "license_plate",
    "password",
    "password_hash",
    "secret",
    "crypto_address",
    "free_text_personal",
    "photo",
    "person_key",
    "masked",
    "hash",
    "none",
    "record_id",
    "date",
    "url",
    "organization",
    "company_id",
    "text",
    "medical_license",
    "generic_pii",
];

fn anchored(pattern: &str) -> Regex {
    Regex::builder()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .configure(Regex::config().utf8_empty(false))
        .build(&format!("^(?:{pattern})$"))
        .unwrap_or_else(|e| panic!("{pattern}: {e}"))
}

#[test]
fn every_detector_holds_what_it_promises() {
    let faults: Vec<String> =
        DETECTORS.iter().flat_map(|d| proof::prove(d)).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for detector in DETECTORS {
        assert!(!detector.header_for.is_empty(), "{} has no header words", detector.id);
    }
}

#[test]
fn ids_are_unique_and_every_parent_is_reached() {
    let ids: HashSet<_> = DETECTORS.iter().map(|d| d.id).collect();
    assert_eq!(ids.len(), DETECTORS.len());
    assert!(DETECTORS.len() >= 70);
    for detector in DETECTORS {
        assert!(PARENTS.contains(&detector.parent), "{}: unknown parent {}", detector.id, detector.parent);
        assert_eq!(parent(detector.id), Some(detector.parent));
    }
    for general in PARENTS {
        assert!(DETECTORS.iter().any(|d| d.parent == *general), "no detector for {general}");
    }
    assert!(find("email").is_some() && find("no_such_type").is_none());
}

#[test]
fn every_shape_holds_its_examples() {
    for shape in SHAPES {
        for value in shape.examples {
            assert!(
                shape.patterns.iter().any(|p| anchored(p).is_match(value.as_bytes())),
                "{}: {value}",
                shape.name
            );
        }
    }
}

#[test]
fn every_file_is_a_detector_of_its_folder() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detect");
    for detector in DETECTORS {
        let path = root.join(detector.family).join(format!("{}.rs", detector.id));
        assert!(path.is_file(), "{} is not in {}/{}.rs", detector.id, detector.family, detector.id);
    }
    let families: HashSet<_> = DETECTORS.iter().map(|d| d.family).collect();
    let files: usize =
        families.iter().map(|family| std::fs::read_dir(root.join(family)).unwrap().count() - 1).sum();
    assert_eq!(files, DETECTORS.len());
}

#[test]
fn the_digest_is_stable() {
    assert_eq!(digest_of(DETECTORS), digest_of(DETECTORS));
    assert!(digest_of(DETECTORS).starts_with("sha256:"));
}

proptest! {
    #[test]
    fn no_check_or_list_panics(bytes in proptest::collection::vec(any::<u8>(), 0..64), text in "\\PC{0,40}", digits in "[0-9A-Z .-]{0,40}") {
        for detector in DETECTORS {
            if let Some(check) = &detector.check {
                (check.test)(&bytes);
                (check.test)(text.as_bytes());
                (check.test)(digits.as_bytes());
            }
            if let Some(lexicon) = detector.lexicon {
                (lexicon.contains)(&text);
                (lexicon.contains)(&digits);
            }
        }
    }
}

#[test]
fn all_patterns_fit_into_small_automata_together() {
    let patterns: Vec<_> =
        DETECTORS.iter().flat_map(|d| d.patterns).chain(SHAPES.iter().flat_map(|s| s.patterns)).collect();
    let anchored: Vec<_> = patterns.iter().map(|pattern| format!("(?:{pattern})$")).collect();
    let automaton = dense::Builder::new()
        .configure(
            dense::Config::new()
                .match_kind(MatchKind::All)
                .start_kind(StartKind::Anchored)
                .dfa_size_limit(Some(8 << 20))
                .determinize_size_limit(Some(60 << 20)),
        )
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().utf8(false))
        .build_many(&anchored);
    let size = automaton.map(|dfa| dfa.memory_usage()).map_err(|e| e.to_string());
    assert!(size.is_ok(), "{size:?}");
}

/// Digits of the examples replaced by random ones: how many pass the check.
#[test]
fn the_stated_pass_rates_are_near_the_measured_ones() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let mut wrong = Vec::new();
    for detector in DETECTORS
        .iter()
        .filter(|d| matches!(d.family, "government" | "health" | "finance") && !d.needs_header)
    {
        let (Some(check), Some(example)) = (&detector.check, detector.examples.first()) else { continue };
        if example.bytes().filter(u8::is_ascii_digit).count() < 6 {
            continue;
        }
        let patterns: Vec<_> = detector.patterns.iter().map(|p| anchored(p)).collect();
        let (mut tried, mut passed) = (0_u32, 0_u32);
        for _ in 0..40_000 {
            let value: Vec<u8> = example
                .bytes()
                .map(|b| if b.is_ascii_digit() { b'0' + (random() % 10) as u8 } else { b })
                .collect();
            if patterns.iter().any(|p| p.is_match(&value)) {
                tried += 1;
                passed += u32::from((check.test)(&value));
            }
        }
        let measured = f64::from(passed) / f64::from(tried.max(1));
        let near = (measured / check.pass_rate).max(check.pass_rate / measured.max(1e-9)) < 1.6;
        if !near && (measured > 5e-4 || check.pass_rate > 2e-3) {
            wrong.push(format!("{}: stated {}, measured {measured:.4}", detector.id, check.pass_rate));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
