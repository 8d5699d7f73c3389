//! Every mask keeps what it promises, with every set of parameters, on any value.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::mask::{Param, Uniqueness};
use crate::domain::spans::Span;

/// Finds runs of digits: enough to test the text mask without the engine.
struct Digits;

impl FindSpans for Digits {
    fn find_spans(&self, text: &[u8], out: &mut Vec<Span>) {
        let mut at = 0;
        while at < text.len() {
            let run = text[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            if run > 2 {
                out.push(Span { start: at, end: at + run, kind: "phone" });
            }
            at += run.max(1);
        }
    }
}

fn params(list: &[(&str, &str)]) -> Params {
    list.iter().map(|(k, v)| ((*k).to_owned(), Param::parse(v))).collect()
}

/// Masks with parameters, the type they run on, and whether values of the strategy are mostly taken.
fn cases() -> Vec<(&'static str, Params, DType)> {
    let string = DType::String;
    vec![
        ("null", params(&[]), string),
        ("null", params(&[]), DType::Date),
        ("constant", params(&[("value", "x")]), string),
        ("constant", params(&[("value", "0")]), DType::Integer),
        ("redact", params(&[]), string),
        ("redact", params(&[("width", "2"), ("char", "#")]), string),
        ("partial", params(&[("first", "2"), ("last", "2")]), string),
        ("partial", params(&[("first", "1"), ("last", "0"), ("width", "0")]), string),
        ("pseudonym", params(&[]), string),
        ("pseudonym", params(&[("format", "base32"), ("length", "12")]), string),
        ("pseudonym", params(&[("format", "uuid")]), string),
        ("pseudonym", params(&[("format", "integer")]), DType::Integer),
        ("email_domain", params(&[]), string),
        ("email_domain", params(&[("local", "fixed")]), string),
        ("date_truncate", params(&[]), DType::Date),
        ("date_truncate", params(&[("to", "quarter")]), string),
        ("date_shift", params(&[("by", "id"), ("days", "10")]), DType::Date),
        ("bucket", params(&[("size", "10"), ("min", "0"), ("max", "90")]), DType::Integer),
        ("bucket", params(&[]), DType::Float),
        ("round", params(&[("step", "50")]), DType::Integer),
        ("round", params(&[("step", "50")]), DType::Float),
        ("top_code", params(&[("max", "100"), ("min", "0")]), DType::Integer),
        ("postal_prefix", params(&[]), string),
        ("redact_entities", params(&[]), string),
        ("redact_entities", params(&[("known", "name")]), string),
        ("ip_truncate", params(&[]), string),
        ("url_strip", params(&[]), string),
        ("pseudonym", params(&[("format", "words")]), string),
        ("date_truncate", params(&[("to", "week")]), DType::Date),
        ("postal_prefix", params(&[("small", "us")]), string),
        ("dense_code", params(&[]), DType::Integer),
        ("dense_code", params(&[("max", "99999")]), string),
        ("token", params(&[]), string),
        ("fpe", params(&[]), string),
        ("fpe", params(&[]), DType::Integer),
        ("fpe", params(&[("alphabet", "letters")]), string),
        ("fpe", params(&[("alphabet", "alphanumeric")]), string),
        ("fpe", params(&[("alphabet", "alphanumeric_upper")]), string),
        ("noise", params(&[("scale", "25")]), DType::Integer),
        ("noise", params(&[("scale", "0.5"), ("kind", "gauss")]), DType::Float),
        ("age_band", params(&[]), DType::Integer),
        ("age_band", params(&[("width", "5"), ("write", "first")]), DType::Integer),
        ("bottom_code", params(&[("min", "20")]), DType::Integer),
        ("bottom_code", params(&[("min", "20")]), DType::Float),
        ("geo_grid", params(&[]), string),
        ("geo_grid", params(&[("places", "2")]), DType::Float),
        ("ip_prefix", params(&[]), string),
        ("mac_vendor", params(&[]), string),
        ("phone_country", params(&[]), string),
        ("phone_country", params(&[("home", "44")]), string),
        ("card_parts", params(&[]), string),
        ("card_parts", params(&[("keep", "bin6")]), string),
        ("card_parts", params(&[("keep", "none"), ("write", "fake")]), string),
        ("card_parts", params(&[("keep", "last4"), ("write", "fake")]), string),
        ("iban_fake", params(&[]), string),
        ("user_agent", params(&[]), string),
        ("fake_name", params(&[]), string),
        ("fake_address", params(&[("part", "full"), ("language", "de")]), string),
        ("fake_company", params(&[("language", "fr")]), string),
        ("json_fields", params(&[("fields", "a,b[].c")]), string),
        ("json_fields", params(&[("fields", "a"), ("with", "pseudonym")]), string),
        ("hierarchy", params(&[("file", "towns.csv")]), string),
        ("microaggregate", params(&[("k", "7")]), DType::Integer),
        ("microaggregate", params(&[]), DType::Float),
        ("suppress_rare", params(&[]), string),
        ("shuffle", params(&[]), string),
        ("shuffle", params(&[]), DType::Integer),
    ]
}

fn build(name: &str, given: &Params, dtype: DType) -> (MaskPlan, Box<dyn CellMask>) {
    let mask = find(name).unwrap();
    let key = Secret::new([7; 32]);
    let files = |_: &str| Ok(b"62701;Springfield;Illinois\n12;teens".to_vec());
    let values = || Ok((0..100_u64).map(|n| ((n * n).to_string().into_bytes(), 1 + n % 7)).collect());
    let cells = || {
        let mut cells = ColumnCells::default();
        (0..100_u64).for_each(|n| cells.push((n * n).to_string().as_bytes()));
        Ok(cells)
    };
    let context = MaskContext {
        key: Some(&key),
        finder: Some(Arc::new(Digits)),
        files: Some(&files),
        values: Some(&values),
        cells: Some(&cells),
    };
    (mask.plan(given, dtype).unwrap(), mask.build(given, dtype, &context).unwrap())
}

fn run(mask: &mut dyn CellMask, value: &str) -> (Outcome, String) {
    let mut out = b"before".to_vec();
    let outcome = mask.mask(value.as_bytes(), &[Some(b"person 1")], &mut out);
    assert!(out.starts_with(b"before"), "a mask only appends");
    (outcome, String::from_utf8(out[6..].to_vec()).unwrap())
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[a-z]{1,8}[0-9]{0,3}@[a-z]{2,8}\\.(com|org)",
        "-?[0-9]{1,9}",
        "-?[0-9]{1,6}\\.[0-9]{1,3}",
        "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
        "(0[1-9]|1[0-9]|2[0-8])\\.(0[1-9]|1[0-2])\\.(19|20)[0-9]{2}",
        "[0-9]{5}",
        "[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}",
        "(25[0-5]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|1[0-9]{2}|[1-9]?[0-9])){3}",
        "https://([a-z]{1,6}:[a-z]{1,6}@)?[a-z]{3,8}\\.org(/[a-z]{1,8}){0,3}(\\?[a-z]=[0-9]{1,5})?",
        "call [0-9]{7,10} or write",
        "[0-9]{5,19}",
        "[2-6][0-9]{3}( [0-9]{4}){3}",
        "\\+[1-9][0-9]{1,2} [0-9]{3,4} [0-9]{4,6}",
        "[a-z0-9]{4,12}",
        "[A-Z]{2}-[A-Z0-9]{4,12}",
        "[0-9a-f]{2}(:[0-9a-f]{2}){5}",
        "-?[0-9]{1,2}\\.[0-9]{2,7}, ?-?1?[0-9]{1,2}\\.[0-9]{2,7}",
        "[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}",
        "DE[0-9]{2}[0-9]{18}".prop_map(|text| valid_iban(&text)),
        "Mozilla/5\\.0 \\(Windows NT 10\\.0\\) Chrome/[0-9]{2,3}\\.0",
        "\\{\"a\":[0-9]{1,3},\"b\":\\[\\{\"c\":\"[a-z]{0,4}\"\\}\\]\\}",
    ]
}

/// An IBAN with its check digits put right.
fn valid_iban(text: &str) -> String {
    let plain = text.as_bytes();
    let rest = crate::detect::check::mod97(plain[4..].iter().chain(b"DE00")).unwrap();
    format!("DE{:02}{}", 98 - rest, &text[4..])
}

fn is_of(dtype: DType, text: &str) -> bool {
    match dtype {
        DType::Integer => text.parse::<i128>().is_ok(),
        DType::Float => text.parse::<f64>().is_ok(),
        DType::Date => text.len() >= 8 && calendar::parts(text.as_bytes()).is_some(),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn promises_hold_on_any_value(value in value(), other in value()) {
        for (name, given, dtype) in cases() {
            let (plan, mut mask) = build(name, &given, dtype);
            let g = &plan.guarantees;
            let (outcome, masked) = run(&mut *mask, &value);
            if outcome != Outcome::Masked {
                prop_assert!(masked.is_empty(), "{name}: nothing is appended on {outcome:?}");
                continue;
            }
            let typed = is_of(dtype, &value);
            prop_assert!(g.may_equal || masked != value || value.is_empty(), "{name} {given:?} left {value:?}");
            prop_assert!(is_of(plan.output, &masked) || !typed, "{name}: {masked:?} is no {}", plan.output);
            prop_assert!(!g.keeps_length || masked.chars().count() == value.chars().count(), "{name}");
            let mut again = mask.fork();
            let (_, repeated) = run(&mut *again, &value);
            prop_assert_eq!(&masked, &repeated, "{} on another thread", name);
            let (second, other_masked) = run(&mut *mask, &other);
            if second == Outcome::Masked {
                let distinct = g.uniqueness == Uniqueness::Exact || g.bits.is_some_and(|bits| bits > 30);
                // An address is one in any case of its letters, an IP address in any way of writing.
                if distinct && !matches!(name, "email_domain" | "ip_prefix") {
                    prop_assert_eq!(value == other, masked == other_masked, "{}", name);
                }
                prop_assert!(!g.deterministic || value != other || masked == other_masked, "{}", name);
                let ordered = |a: &str, b: &str| match dtype {
                    DType::Date => a[..10.min(a.len())] <= b[..10.min(b.len())],
                    _ => a.parse::<f64>().ok() <= b.parse::<f64>().ok(),
                };
                let iso = |v: &str| dtype != DType::Date || v.as_bytes().get(4) == Some(&b'-');
                if g.keeps_order && typed && is_of(dtype, &other) && iso(&value) && iso(&other) && ordered(&value, &other) {
                    prop_assert!(ordered(&masked, &other_masked), "{name}: {value} {other} gave {masked} {other_masked}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_reversible_is_given_back_and_nothing_else_is(value in value()) {
        let key = Secret::new([7; 32]);
        let context = MaskContext { key: Some(&key), ..MaskContext::default() };
        for (name, given, dtype) in cases() {
            let (plan, mut mask) = build(name, &given, dtype);
            let opener = find(name).unwrap().opener(&given, dtype, &context).unwrap();
            prop_assert_eq!(opener.is_some(), plan.guarantees.reversible, "{}", name);
            let (Some(mut opener), (Outcome::Masked, masked)) = (opener, run(&mut *mask, &value)) else { continue };
            let (outcome, opened) = run(&mut *opener, &masked);
            // An IP address comes back in its canonical form.
            let canonical = value.parse::<std::net::IpAddr>().ok().filter(|_| name == "ip_prefix");
            let wanted = canonical.map_or_else(|| value.clone(), |address| address.to_string());
            prop_assert_eq!((outcome, &opened), (Outcome::Masked, &wanted), "{} of {}", name, masked);
        }
    }
}

#[test]
fn nulls_stay_null_where_promised() {
    for (name, given, dtype) in cases() {
        let (plan, mut mask) = build(name, &given, dtype);
        let mut out = Vec::new();
        let kept = mask.mask_null(&[], &mut out) == Outcome::Null && out.is_empty();
        assert_eq!(kept, plan.guarantees.keeps_nulls, "{name}");
    }
}

#[test]
fn values_become_what_they_should() {
    let long = "2001:db8:1:2:3:4:5:6";
    for (name, given, dtype, value, expected) in [
        ("partial", params(&[]), DType::String, "4111111111111111", Some("****1111")),
        ("partial", params(&[]), DType::String, "abc", Some("****")),
        ("geo_grid", params(&[("places", "2")]), DType::Float, "47000", None),
        (
            "partial",
            params(&[("first", "1"), ("last", "0"), ("width", "0")]),
            DType::String,
            "ab-cd",
            Some("a*-**"),
        ),
        ("date_truncate", params(&[]), DType::Date, "1984-05-17", Some("1984-01-01")),
        ("date_truncate", params(&[("to", "month")]), DType::String, "17.05.1984", Some("01.05.1984")),
        (
            "date_truncate",
            params(&[("to", "quarter")]),
            DType::String,
            "1984-05-17T10:20:30Z",
            Some("1984-04-01T00:00:00Z"),
        ),
        ("date_truncate", params(&[("to", "month")]), DType::String, "03/04/1984", None),
        ("date_truncate", params(&[]), DType::String, "born 1984-05-17", None),
        ("bucket", params(&[("size", "10"), ("max", "90")]), DType::Integer, "42", Some("[40-50)")),
        ("bucket", params(&[("size", "10"), ("max", "90")]), DType::Integer, "95", Some("[90+)")),
        ("bucket", params(&[("size", "10")]), DType::Integer, "-3", Some("[-10-0)")),
        ("bucket", params(&[]), DType::String, "n/a", None),
        ("round", params(&[("step", "1000")]), DType::Integer, "51499", Some("51000")),
        ("round", params(&[("step", "10")]), DType::Float, "14.99", Some("10.0")),
        ("postal_prefix", params(&[]), DType::String, "62701", Some("627**")),
        ("postal_prefix", params(&[("keep", "2")]), DType::String, "LS1 4AP", Some("LS**")),
        ("postal_prefix", params(&[]), DType::String, "12 Main Street, Springfield", None),
        (
            "email_domain",
            params(&[("local", "fixed")]),
            DType::String,
            "ann@example.com",
            Some("user@example.com"),
        ),
        ("email_domain", params(&[]), DType::String, "ann at example", None),
        ("ip_truncate", params(&[]), DType::String, "203.0.113.77", Some("203.0.113.0")),
        ("ip_truncate", params(&[]), DType::String, long, Some("2001:db8:1::")),
        (
            "url_strip",
            params(&[]),
            DType::String,
            "https://u:p@example.org/a?b=c#d",
            Some("https://example.org/a"),
        ),
        ("redact_entities", params(&[]), DType::String, "call 5550143 now", Some("call [PHONE] now")),
        ("top_code", params(&[("max", "90")]), DType::Integer, "104", Some("90")),
    ] {
        let (_, mut mask) = build(name, &given, dtype);
        let (outcome, masked) = run(&mut *mask, value);
        assert_eq!((outcome == Outcome::Masked).then_some(masked.as_str()), expected, "{name} {value}");
    }
}

#[test]
fn bad_parameters_are_named_with_what_is_allowed() {
    for (name, given, says) in [
        ("redact", params(&[("colour", "red")]), "takes no parameter `colour`; it takes width, char"),
        ("redact", params(&[("width", "900")]), "`width` must be a whole number from 1 to 64"),
        ("pseudonym", params(&[("format", "rot13")]), "must be one of hex, base32, uuid, integer, words"),
        ("pseudonym", params(&[("format", "integer"), ("length", "30")]), "from 6 to 18"),
        ("date_shift", params(&[]), "`by` must be given"),
        ("bucket", params(&[("min", "9"), ("max", "3")]), "larger than min"),
        ("partial", params(&[("char", "x")]), "letter or digit"),
        ("dense_code", params(&[("max", "100")]), "`max` must be a whole number from 255"),
        ("noise", params(&[("scale", "0")]), "`scale` must be a number from 10^-9"),
        ("postal_prefix", params(&[("small", "us"), ("keep", "5")]), "`keep` must be 1 to 3 with small=us"),
        ("phone_country", params(&[("home", "490")]), "must be a country code"),
        ("card_parts", params(&[("keep", "bin6"), ("write", "fake")]), "`keep` must be none or last4"),
        ("json_fields", params(&[("fields", "a,,b")]), "must be paths"),
    ] {
        let error = find(name).unwrap().plan(&given, DType::String).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    let error = find("pseudonym")
        .unwrap()
        .build(&Params::new(), DType::String, &MaskContext::default())
        .err()
        .unwrap();
    assert!(error.to_string().contains("vizard keys new"), "{error}");
    assert!(find("rot13").is_err());
}

/// Every mask stands in the cases above: its promises are tested.
#[test]
fn no_mask_is_left_out_of_the_property_tests() {
    let tested: std::collections::HashSet<&str> = cases().iter().map(|(name, _, _)| *name).collect();
    let missing: Vec<&str> =
        MASKS.iter().map(|mask| mask.name()).filter(|name| !tested.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// New masks leave an empty text empty; the first ones of the catalogue are as they were frozen.
#[test]
fn an_empty_text_is_never_made_longer_by_a_mask_of_one_function() {
    for (name, given, dtype) in cases() {
        let frozen = ["constant", "redact", "partial", "pseudonym"].contains(&name);
        let (_, mut mask) = build(name, &given, dtype);
        let (_, masked) = run(&mut *mask, "");
        assert!(masked.is_empty() || frozen, "{name}");
    }
}
