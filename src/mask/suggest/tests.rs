//! There is a suggestion for everything, it can be run, and it follows the purpose.

use super::*;
use crate::detect::DETECTORS;
use crate::domain::assessment::{Stats, ValueClass};

#[test]
fn every_type_on_every_dtype_gets_a_suggestion_that_plans() {
    let dtypes = [
        DType::String,
        DType::Integer,
        DType::Float,
        DType::Boolean,
        DType::Date,
        DType::Datetime,
        DType::Binary,
        DType::Null,
    ];
    for (purpose, detector) in Purpose::ALL.iter().flat_map(|p| DETECTORS.iter().map(move |d| (*p, d))) {
        for dtype in dtypes {
            for tier in Tier::ALL {
                let column = ColumnScan {
                    kind: Some(detector.id.to_owned()),
                    dtype,
                    sensitivity: tier,
                    ..ColumnScan::default()
                };
                let suggestion = suggest(&column, purpose);
                if tier == Tier::Unknown {
                    assert_eq!(suggestion.action, Action::Drop);
                }
                if tier == Tier::Restricted {
                    assert_ne!(suggestion.action, Action::Keep, "{} is not released", detector.id);
                }
                if let Action::Mask { mask, domain, .. } = &suggestion.action {
                    let plan = crate::mask::of_choice(mask).unwrap().plan(&mask.params, dtype).unwrap();
                    assert_eq!(plan.guarantees.keyed, domain.is_some(), "{}", detector.id);
                }
            }
        }
    }
}

/// A confidential column of a type whose values are of a class and shape.
fn column(kind: &str, dtype: DType, values_are: ValueClass, shape: &str, length: (u32, u32)) -> ColumnScan {
    let shapes = vec![(shape.to_owned(), 1.0)];
    ColumnScan {
        kind: Some(kind.to_owned()),
        dtype,
        sensitivity: Tier::Confidential,
        stats: Stats { values: 1000, distinct: 900, length, shapes, values_are, ..Stats::default() },
        ..ColumnScan::default()
    }
}

#[test]
fn what_is_suggested_follows_the_purpose() {
    let text = |kind: &str, shape: &str, length: u32| {
        column(kind, DType::String, ValueClass::Text, shape, (length, length))
    };
    let number =
        |kind: &str, length: u32| column(kind, DType::Integer, ValueClass::Integer, "9", (length, length));
    let labels = |column: &ColumnScan| Purpose::ALL.map(|purpose| suggest(column, purpose).action.label());
    for (column, expected) in [
        (
            text("email", "a@a.a", 20),
            [
                "email_domain length=12 local=pseudonym",
                "email_domain length=12 local=pseudonym",
                "drop",
                "email_domain length=12 local=pseudonym",
            ],
        ),
        (
            text("person_name", "Aa Aa", 9),
            ["pseudonym format=hex", "pseudonym format=hex", "drop", "fake_name language=en part=full"],
        ),
        (
            number("age", 2),
            [
                "bucket max=90 size=10",
                "age_band top=90 width=5 write=band",
                "age_band top=90 width=10 write=band",
                "age_band top=90 width=5 write=first",
            ],
        ),
        (
            text("postal_code", "99999", 5),
            [
                "postal_prefix keep=3 small=none",
                "postal_prefix keep=3 small=none",
                "postal_prefix keep=3 small=us",
                "postal_prefix keep=3 small=none",
            ],
        ),
        (text("ipv4", "9.9.9.9", 12), ["ip_truncate v4=24 v6=48", "ip_prefix", "drop", "ip_prefix"]),
        (
            number("person_key", 7),
            [
                "pseudonym format=integer",
                "dense_code max=999999999",
                "pseudonym format=integer",
                "dense_code max=999999999",
            ],
        ),
        (
            text("passport", "A9", 9),
            ["pseudonym format=hex", "pseudonym format=hex", "drop", "fpe alphabet=alphanumeric_upper"],
        ),
        (text("password", "Aa9", 9), ["drop", "drop", "drop", "drop"]),
    ] {
        assert_eq!(labels(&column), expected, "{:?}", column.kind);
    }
}

#[test]
fn the_runner_up_is_another_action_and_dropping_names_one_where_there_is_one() {
    for detector in DETECTORS {
        let column = column(detector.id, DType::String, ValueClass::Text, "Aa9", (9, 9));
        for purpose in Purpose::ALL {
            let suggestion = suggest(&column, purpose);
            assert_ne!(suggestion.otherwise.as_ref(), Some(&suggestion.action), "{}", detector.id);
            assert!(!suggestion.why.is_empty());
        }
    }
    let email = suggest(&column("email", DType::String, ValueClass::Text, "a@a.a", (9, 9)), Purpose::Share);
    assert_eq!(email.otherwise.map(|other| other.word()), Some("mask"));
}

#[test]
fn a_text_is_cleaned_of_what_the_other_columns_of_its_row_hold() {
    let named = |name: &str, mut column: ColumnScan, index: usize| {
        (column.column, column.index) = (name.to_owned(), index);
        column
    };
    let text = |kind: &str| column(kind, DType::String, ValueClass::Text, "Aa", (9, 9));
    let mut status = text("category");
    status.sensitivity = Tier::Public;
    let columns = [
        named("notes", text("free_text_personal"), 0),
        named("full_name", text("person_name"), 1),
        named("status", status, 2),
        named("phones[].number", text("phone"), 3),
        named("street, town", text("street_address"), 4),
        named("email", text("email"), 5),
    ];
    let labels: Vec<String> =
        of_table(&columns, Purpose::Train).iter().map(|suggestion| suggestion.action.label()).collect();
    assert_eq!(labels[0], "redact_entities known=full_name,email");
    let alone = of_table(&columns[..1], Purpose::Train);
    assert_eq!(alone[0].action.label(), "redact_entities");
}
