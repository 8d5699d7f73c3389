//! A project's own detectors: what is accepted, what is refused and how, what changes.

use super::*;
use crate::detect::digest_of;

const EMPLOYEE: &str = r#"
[[detector]]
id = "employee_number"
title = "Employee number"
why = "It names one employee."
tier = "confidential"
parent = "person_key"
role = "direct"
patterns = ['EMP-[0-9]{7}']
check = "luhn"
chance = 0.0001
headers = { employee_number = 20, emp_no = 13 }
headers_against = ["count"]
examples = ["EMP-0000018"]
counter_examples = ["EMP-0000019", "EMP-18"]
[detector.inside]
pattern = '\bEMP-[0-9]{7}\b'
needs = ["EMP-"]
strong = true
"#;

fn add(text: &str) -> (Custom, Vec<String>) {
    let specs: Specs = toml::from_str(text).unwrap();
    let mut custom = Custom::default();
    let mut faults = custom.add(&specs);
    faults.extend(custom.add_lists(&specs));
    (custom, faults.iter().map(ToString::to_string).collect())
}

#[test]
fn a_detector_that_holds_is_like_a_built_in_one() {
    let (custom, faults) = add(EMPLOYEE);
    assert!(faults.is_empty(), "{faults:?}");
    let all = custom.with(DETECTORS);
    assert_eq!(all.len(), DETECTORS.len() + 1);
    let detector = all[DETECTORS.len()];
    assert_eq!((detector.id, detector.parent, detector.family), ("employee_number", "person_key", "custom"));
    assert!(detector.passes(b"EMP-0000018") && !detector.passes(b"EMP-0000019"));
    assert_eq!(detector.header_for, [("emp_no", 13.0), ("employee_number", 20.0)]);
}

#[test]
fn what_does_not_hold_is_refused_with_field_and_next_step() {
    for (from, to, expected) in [
        ("[0-9]{7}'", "[0-9'", "field `patterns`: pattern 1 cannot be used"),
        ("'EMP-[0-9]{7}']", "'(EMP-[0-9]{7})?']", "field `patterns`: pattern 1 matches the empty value"),
        ("'EMP-[0-9]{7}']", "'(EMP-[0-9]{1,999}){999}']", "field `patterns`: pattern 1 cannot be used"),
        ("\"luhn\"", "\"crc32\"", "field `check`: `crc32` is no check; there are luhn, verhoeff"),
        (
            "\"employee_number\"\ntitle",
            "\"email\"\ntitle",
            "`email`, field `id`: is the name of a built-in type",
        ),
        ("\"employee_number\"\ntitle", "\"Employee No\"\ntitle", "field `id`: is not 1 to 64 of a-z"),
        ("\"person_key\"", "\"staff\"", "field `parent`: `staff` is no general type"),
        ("parent = ", "family = \"staff\"\nparent = ", "field `family`: `staff` is no family"),
        ("0.0001", "0.0", "field `chance`: is a share"),
        ("emp_no = 13", "\"Emp No\" = 13", "field `headers`: `Emp No` is not of a-z"),
        ("emp_no = 13", "emp_no = 130", "field `headers`: `emp_no` weighs 130"),
        (
            "[\"EMP-0000018\"]",
            "[\"EMP-0000018\", \"EMP-0000011\"]",
            "field `examples`: example 2 fails the check",
        ),
        ("[\"EMP-0000018\"]", "[\"EMP-18\"]", "field `examples`: example 1 is matched whole by no pattern"),
        ("[\"EMP-0000018\"]", "[]", "field `examples`: is empty"),
        (
            "\"EMP-18\"",
            "\"EMP-0000026\"",
            "field `counter_examples`: counter-example 2 is taken for the type",
        ),
        ("needs = [\"EMP-\"]", "needs = [\"PAY-\"]", "field `inside`: no example is found inside a text"),
        ("'\\bEMP-[0-9]{7}\\b'", "'x*'", "field `inside`: the pattern matches nothing at all"),
        ("employee.\"", "employee\"", "field `why`: is no sentence"),
    ] {
        let text = EMPLOYEE.replace(from, to);
        assert_ne!(text, EMPLOYEE, "{from}");
        let (custom, faults) = add(&text);
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}\n{faults:?}");
        assert!(custom.detectors().is_empty(), "{expected}");
        // An example's text would be a value.
        assert!(faults.iter().all(|fault| !fault.contains("EMP-0000")), "{faults:?}");
    }
}

#[test]
fn two_detectors_of_one_name_are_one_too_many() {
    let (custom, faults) = add(&format!("{EMPLOYEE}{EMPLOYEE}"));
    assert_eq!(custom.detectors().len(), 1);
    assert!(faults[0].contains("is given to two detectors"), "{faults:?}");
}

#[test]
fn an_allow_list_speaks_for_a_type_and_for_the_forms_of_a_general_type() {
    let text = "[[allow]]\ntype = \"email\"\nvalues = [\"desk@example.org\"]\npatterns = ['[a-z]+@test\\.example']\n\
                [[allow]]\ntype = \"national_id\"\nvalues = [\"536-90-4399\"]\n";
    let (custom, faults) = add(text);
    assert!(faults.is_empty(), "{faults:?}");
    let all = custom.with(DETECTORS);
    let passes = |id: &str, value: &str| all.iter().find(|d| d.id == id).unwrap().passes(value.as_bytes());
    for (id, value, expected) in [
        ("email", "desk@example.org", false),
        ("email", " desk@example.org ", false),
        ("email", "qa@test.example", false),
        ("email", "qa@test.example.org", true),
        ("email", "ann@example.org", true),
        ("us_ssn", "536-90-4399", false),
        ("us_ssn", "536-90-4398", true),
    ] {
        assert_eq!(passes(id, value), expected, "{id} {value}");
    }
}

#[test]
fn an_allow_list_that_does_not_hold_is_refused() {
    for (text, expected) in [
        ("type = \"e_mail\"\nvalues = [\"a\"]", "`e_mail`, field `type`: is no type"),
        ("type = \"email\"", "field `values`: neither values nor patterns"),
        ("type = \"email\"\npatterns = ['(']", "field `patterns`: pattern 1 cannot be used"),
        (
            "type = \"email\"\nvalues = [\"a\"]\n[[allow]]\ntype = \"email\"\nvalues = [\"b\"]",
            "has two allow lists",
        ),
    ] {
        let (_, faults) = add(&format!("[[allow]]\n{text}\n"));
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}\n{faults:?}");
    }
}

#[test]
fn the_digest_covers_detectors_and_allow_lists() {
    let digest = |text: &str| digest_of(&add(text).0.with(DETECTORS));
    let texts = [
        String::new(),
        EMPLOYEE.to_owned(),
        EMPLOYEE.replace("0.0001", "0.0002"),
        "[[allow]]\ntype = \"email\"\nvalues = [\"a@example.org\"]\n".to_owned(),
        "[[allow]]\ntype = \"email\"\nvalues = [\"b@example.org\"]\n".to_owned(),
    ];
    let digests: HashSet<String> = texts.iter().map(|text| digest(text)).collect();
    assert_eq!(digests.len(), texts.len());
    assert_eq!(digest(""), digest_of(DETECTORS));
}
