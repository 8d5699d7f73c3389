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

/// Whether a value is of the detector's type as far as pattern, check and list tell.
fn holds(detector: &Detector, value: &str) -> bool {
    let by_list = detector.lexicon.is_some_and(|lexicon| (lexicon.contains)(value));
    let by_pattern = detector.patterns.iter().any(|pattern| anchored(pattern).is_match(value.as_bytes()))
        && detector.check.as_ref().is_none_or(|check| (check.test)(value.as_bytes()));
    by_list || by_pattern
}

#[test]
fn every_example_holds_and_no_counter_example_does() {
    let mut wrong = Vec::new();
    for detector in DETECTORS {
        wrong.extend(
            detector
                .examples
                .iter()
                .filter(|v| !holds(detector, v))
                .map(|v| format!("{} should hold {v}", detector.id)),
        );
        wrong.extend(
            detector
                .counter_examples
                .iter()
                .filter(|v| holds(detector, v))
                .map(|v| format!("{} should not hold {v}", detector.id)),
        );
        if !(detector.patterns.is_empty() && detector.lexicon.is_none()) {
            assert!(!detector.examples.is_empty(), "{} has no example", detector.id);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
fn every_detector_says_what_and_why() {
    for detector in DETECTORS {
        for text in [detector.title, detector.source, detector.family] {
            assert!(!text.is_empty(), "{}", detector.id);
        }
        assert!(detector.why.ends_with('.'), "{}: why is one sentence", detector.id);
        assert!(detector.chance > 0.0 && detector.chance <= 1.0, "{}", detector.id);
        assert!(!detector.header_for.is_empty(), "{} has no header words", detector.id);
        if let Some(check) = &detector.check {
            assert!(check.pass_rate > 0.0 && check.pass_rate < 1.0, "{}", detector.id);
        }
        for (word, weight) in detector.header_for {
            assert!(
                word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                "{}: {word}",
                detector.id
            );
            assert!((1.0..=20.0).contains(weight), "{}: {word}", detector.id);
        }
    }
}

#[test]
fn embedded_patterns_find_an_example_where_one_is_given() {
    for detector in DETECTORS {
        let Some(embedded) = &detector.embedded else { continue };
        let regex = Regex::builder()
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .configure(Regex::config().utf8_empty(false))
            .build(embedded.pattern)
            .unwrap_or_else(|e| panic!("{}: {e}", detector.id));
        assert!(!regex.is_match(b""), "{} finds nothing in nothing", detector.id);
        let word = detector.header_for.first().map_or("", |(word, _)| *word);
        let found = detector.examples.iter().any(|value| {
            let text =
                format!("set api_key={value} password: {value} {}: {value} today", word.to_ascii_uppercase());
            let needed = embedded.needs.is_empty() || embedded.needs.iter().any(|need| text.contains(need));
            let check = |hit: &[u8]| detector.check.as_ref().is_none_or(|check| (check.test)(hit));
            needed && regex.find_iter(&text).any(|hit| check(&text.as_bytes()[hit.range()]))
        });
        assert!(found, "{}: no example is found inside a text", detector.id);
    }
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
    assert_eq!(digest(), digest());
    assert!(digest().starts_with("sha256:"));
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
