//! The test of the test: it finds what is there, misses what is not, and repeats itself.

use std::sync::OnceLock;

use super::base::{random, sentence};
use super::*;
use crate::detect::{self, BASE, DETECTORS};
use crate::domain::dtype::DType;
use crate::domain::table::{Field, Schema};

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(DETECTORS).unwrap())
}

fn types(ids: &[&str]) -> Vec<&'static Detector> {
    ids.iter().map(|id| detect::find(id).unwrap()).collect()
}

const SIZE: Size = Size { seed: 1, trials: 3, rows: 200, threads: 2 };

fn recall(results: &[TypeResult], id: &str) -> Vec<(Setting, u64)> {
    results.iter().find(|r| r.name == id).unwrap().recall.iter().map(|r| (r.setting, r.found)).collect()
}

#[test]
fn strong_types_are_found_at_every_prevalence_and_nowhere_else() {
    let results = run(engine(), &types(&["email", "iban", "age"]), &Base::invented(), SIZE);
    for id in ["email", "iban"] {
        assert_eq!(recall(&results, id), Setting::ALL.map(|setting| (setting, 3)), "{id}");
    }
    assert_eq!(recall(&results, "age"), [(Setting::WholeNamed, 3)], "an age is known by its header alone");
    for result in &results {
        assert!(result.false_alarms.share < f64::EPSILON, "{}", result.name);
        assert!(result.false_alarms.n >= 7 * 3, "control columns count");
    }
}

#[test]
fn a_detector_that_cannot_find_its_values_is_found_out() {
    // Its pattern is of three digits, which numbers of all kinds are: as a type of a column it says nothing.
    static BLIND: Detector = Detector {
        id: "blind",
        family: "custom",
        parent: "blind",
        patterns: &["[0-9]{3}"],
        header_for: &[("blind", 1.0)],
        examples: &["123"],
        ..BASE
    };
    let list: &'static [&'static Detector] = Box::leak(vec![&BLIND].into_boxed_slice());
    let results = run(&Engine::new(list).unwrap(), list, &Base::invented(), SIZE);
    assert_eq!(recall(&results, "blind"), [(Setting::WholeNamed, 0), (Setting::Whole, 0)]);
    assert_eq!(results[0].taken_for["none"], 6);
}

#[test]
fn the_same_seed_gives_the_same_result_on_any_number_of_threads() {
    let list = types(&["us_ssn", "phone", "uk_nhs"]);
    let one = run(engine(), &list, &Base::invented(), Size { threads: 1, ..SIZE });
    assert_eq!(one, run(engine(), &list, &Base::invented(), Size { threads: 3, ..SIZE }));
    let alone = run(engine(), &types(&["phone"]), &Base::invented(), SIZE);
    assert_eq!(alone[0].recall, one[1].recall, "other types do not matter");
}

#[test]
fn values_are_new_and_hold() {
    let mut rng = random(7);
    for id in ["iban", "us_ssn", "fr_nir", "uk_nhs", "credit_card", "email"] {
        let detector = detect::find(id).unwrap();
        let maker = Maker::new(detector);
        let values: std::collections::HashSet<Vec<u8>> = (0..20).map(|_| maker.value(&mut rng)).collect();
        assert!(values.len() >= 15, "{id}: {} of 20 differ", values.len());
        assert!(values.iter().all(|value| detector.passes(value)), "{id}");
    }
}

#[test]
fn a_files_own_columns_are_planted_into_and_what_they_hold_is_not_counted() {
    let mut rng = random(3);
    let notes = (0..100).map(|_| Some(sentence(&mut rng))).collect();
    let mails = (0..100).map(|n| Some(format!("person{n}@example.org").into_bytes())).collect();
    let field =
        |path: &str| Field { path: path.to_owned(), occurrence: 0, dtype: DType::String, nullable: true };
    let schema = Schema { fields: vec![field("notes"), field("mail")] };
    let base = Base::of_table(engine(), "crm.csv", schema, vec![notes, mails]);
    assert!(base.holds_text());
    let results = run(engine(), &types(&["email", "iban"]), &base, Size { trials: 12, ..SIZE });
    let columns = |id: &str| {
        let result = results.iter().find(|r| r.name == id).unwrap();
        result.recall.iter().find(|r| r.setting == Setting::Tenth).unwrap().share.n
    };
    assert_eq!(columns("iban"), 12);
    assert!((1..12).contains(&columns("email")), "the column of addresses is left out: {}", columns("email"));
}
