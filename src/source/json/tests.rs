//! JSON as it comes: layouts, nested paths, mixed types, damage, samples.

use proptest::prelude::*;

use super::shape::Shape;
use super::token::{Cursor, Nobody, unescape};
use crate::source::testing::{Read, error, file, read, read_path};
use crate::source::{Sampling, open};

fn table(text: &str, suffix: &str) -> Read {
    read(text.as_bytes(), suffix).unwrap()
}

#[test]
fn records_become_rows_of_paths() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        (r#"[{"a":1,"b":"x"},{"a":2.5,"b":null}]"#, ".json", &["a:float", "b:string"], &["1|x", "2.5|∅"]),
        (
            "{\"a\":true}\n{\"b\":\"ä\\u00e4\\n\"}\n",
            ".jsonl",
            &["a:boolean", "b:string"],
            &["true|", "|ää\n"],
        ),
        (
            r#"[{"address":{"city":"Ulm","geo":{"lat":1}},"tags":["x","y"]},{"address":{"zip":"7"},"tags":[]}]"#,
            ".json",
            &["address.city:string", "address.geo.lat:integer", "address.zip:string", "tags[]:string"],
            &["Ulm|1||x+y", "||7|"],
        ),
        (
            r#"[{"phones":[{"number":"1"},{"number":"2","kind":"m"}]}]"#,
            ".json",
            &["phones[].number:string", "phones[].kind:string"],
            &["1+2|m"],
        ),
        // A scalar here and an object there are two columns, the object as one value.
        (
            r#"[{"p":"x"},{"p":{"city":"Ulm"}},{"p":null}]"#,
            ".json",
            &["p:string:string", "p:object:object"],
            &["x|", r#"|{"city":"Ulm"}"#, "∅|"],
        ),
        (r#"[{"l":1},{"l":[2,3]}]"#, ".json", &["l:integer", "l[]:integer"], &["1|", "|2+3"]),
        (r#"["a","b"]"#, ".json", &["value:string"], &["a", "b"]),
        ("[[1,2],[3]]", ".json", &["value[]:integer"], &["1+2", "3"]),
        (r#"{"rows":[{"a":1},{"a":2}]}"#, ".json", &["a:integer"], &["1", "2"]),
        ("{\n \"a\": 1\n}\n{\n \"a\": 2\n}", ".json", &["a:integer"], &["1", "2"]),
        ("{\n \"a\": {\"b\": [1, 2]}\n}", ".json", &["a.b[]:integer"], &["1+2"]),
        ("{\"a\":1}\n{\"a\":2}\n", ".json", &["a:integer"], &["1", "2"]),
        (
            r#"[{"a.b":1,"":2,"c[]":3}]"#,
            ".json",
            &["\"a.b\":integer", "\"\":integer", "\"c[]\":integer"],
            &["1|2|3"],
        ),
        // Numbers keep their text.
        (
            r#"[{"n":12345678901234567890123,"m":1.10,"e":-0.5e+3}]"#,
            ".json",
            &["n:integer", "m:float", "e:float"],
            &["12345678901234567890123|1.10|-0.5e+3"],
        ),
        (r#"[{"a":1,"a":2}]"#, ".json", &["a:integer"], &["1+2"]),
        (r#"[{"a":"1"},{"a":2}]"#, ".json", &["a:string"], &["1", "2"]),
        (r#"[{"a":null,"b":{},"c":[]}]"#, ".json", &["a:null", "b:null", "c[]:null"], &["∅||"]),
        (r#"[{"a":""}]"#, ".json", &["a:string"], &[""]),
        ("[]", ".json", &[], &[]),
        (" [ ] \n", ".json", &[], &[]),
        ("\u{feff}[{\"a\":1}]", ".json", &["a:integer"], &["1"]),
    ];
    for (text, suffix, typed, rows) in cases {
        let read = table(text, suffix);
        assert_eq!(read.typed(), *typed, "{text}");
        assert_eq!(read.rows, *rows, "{text}");
        assert_eq!(read.incomplete(), "", "{text}");
        assert_eq!((read.report.rows.total, read.report.rows.total_is_exact), (rows.len() as u64, true));
    }
}

#[test]
fn what_is_wrong_is_listed_and_the_rest_is_kept() {
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let cases: &[(&str, &str, &[&str], &str)] = &[
        ("{\"a\":1}\n{\"a\": oops}\n\n{\"a\":3}\n", ".jsonl", &["1", "3"], "line 2: is not valid JSON"),
        ("{\"x\":\"secret\", bad}\n{\"a\":3}\n", ".jsonl", &["3"], "line 1: is not valid JSON"),
        ("{\"a\":1}\n{\"a\":", ".jsonl", &["1"], "line 2: ends inside a value"),
        ("{\"a\":1} x\n{\"a\":2}\n", ".jsonl", &["2"], "line 1: is not valid JSON"),
        (r#"[{"a":1},{"a":oops},{"a":3}]"#, ".json", &["1", "3"], "record 2: is not valid JSON"),
        (r#"[{"a":1},{"a":2},{"a":"#, ".json", &["1", "2"], "cut off"),
        (r#"[{"a":1}] trailing"#, ".json", &["1"], "after the end of the array"),
        (&format!("{{\"a\":{deep}}}\n{{\"a\":1}}\n"), ".jsonl", &["1"], "line 1: is nested deeper than 128"),
        (
            r#"{"count":2,"rows":[{"a":1},{"a":2}],"next":"u"}"#,
            ".json",
            &["1", "2"],
            "beside them: count, next",
        ),
    ];
    for (text, suffix, rows, why) in cases {
        let read = table(text, suffix);
        assert_eq!(read.rows, *rows, "{text}");
        assert!(read.incomplete().contains(why), "{text}: {}", read.incomplete());
        assert!(!read.incomplete().contains("secret") && !read.header.contains(&"x".to_owned()));
    }
}

#[test]
fn an_error_says_what_to_do() {
    let deep = format!("[{}1{}]", "[".repeat(100_000), "]".repeat(100_000));
    assert!(error(deep.as_bytes(), ".json").contains("deeper than 128 levels"));
    assert!(error(b"", ".json").contains("empty"));
    assert!(error(b"{\"a\":", ".json").contains("ends inside a value"));
    assert!(error(b"hello", ".json").contains("not a table"));
    let many: Vec<String> = (0..200_100).map(|n| format!("\"k{n}\":1")).collect();
    let keys = format!("[{{{}}}]", many.join(","));
    assert!(error(keys.as_bytes(), ".json").contains("200 000 different keys"));
}

fn big(line: impl Fn(u64) -> String, rows: u64, join: &str, around: (&str, &str)) -> String {
    let all: Vec<String> = (0..rows).map(line).collect();
    format!("{}{}{}", around.0, all.join(join), around.1)
}

#[test]
fn several_threads_read_what_one_reads_in_the_same_order_of_keys() {
    // New keys come all along the file; strings hold what looks like structure.
    let line = |n: u64| format!("{{\"id\":{n},\"k{}\":\"],}}{{[\\\"\",\"l\":[{{\"x\":{n}}}]}}", n / 5000);
    for (join, around, suffix) in
        [("\n", ("", "\n"), ".jsonl"), (",\n", ("[", "]"), ".json"), ("\n\n", ("", ""), ".json")]
    {
        let file = file(big(line, 120_000, join, around).as_bytes(), suffix);
        let one = read_path(file.path().to_owned(), Sampling::All, 1).unwrap();
        let many = read_path(file.path().to_owned(), Sampling::All, 4).unwrap();
        assert_eq!(one.header.len(), 2 + 24);
        assert_eq!(
            (one.header[0].as_str(), one.header[1].as_str(), one.header[2].as_str()),
            ("id", "k0", "l[].x")
        );
        assert_eq!(one.header, many.header);
        assert_eq!(one.numbers, (0..120_000).collect::<Vec<_>>());
        let mut sorted: Vec<_> = many.numbers.iter().zip(&many.rows).collect();
        sorted.sort();
        assert!(sorted.iter().map(|(_, row)| *row).eq(one.rows.iter()), "{suffix}");
    }
}

#[test]
fn a_sample_is_seeded_spread_and_continued_by_a_longer_one() {
    let line = |n: u64| format!("{{\"id\":{n},\"note\":\"some words to fill the line {n}\"}}");
    let lines = file(big(line, 120_000, "\n", ("", "\n")).as_bytes(), ".jsonl");
    let sample = |rows, seed| read_path(lines.path().to_owned(), Sampling::Rows { rows, seed }, 1).unwrap();
    let (short, long, other) = (sample(2000, 1), sample(8000, 1), sample(2000, 2));
    assert!(long.rows.starts_with(&short.rows) && long.rows.len() >= 8000);
    assert_ne!(short.rows, other.rows);
    assert!((110_000..130_000).contains(&short.report.rows.total), "{:?}", short.report.rows);
    assert!(!short.report.rows.total_is_exact && short.incomplete().is_empty());
    let mut all = sample(1_000_000, 3).rows;
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 120_000);
    let array = file(big(line, 120_000, ",", ("[", "]")).as_bytes(), ".json");
    let read = read_path(array.path().to_owned(), Sampling::Rows { rows: 500, seed: 1 }, 1).unwrap();
    assert_eq!((read.rows.len(), read.report.rows.total), (500, 120_000));
    assert!(read.report.rows.total_is_exact);
}

#[test]
fn one_line_of_five_megabytes_and_twenty_thousand_keys_are_no_trouble() {
    let long = "x".repeat(5 << 20);
    let read = table(&format!("{{\"a\":\"{long}\"}}\n{{\"a\":\"y\"}}\n"), ".jsonl");
    assert_eq!(read.rows.iter().map(String::len).collect::<Vec<_>>(), [long.len(), 1]);
    let keys: Vec<String> = (0..20_000).map(|n| format!("\"k{n}\":{n}")).collect();
    let read = table(&format!("[{{{}}}]", keys.join(",")), ".json");
    assert_eq!(read.header.len(), 20_000);
}

#[test]
fn compressed_json_is_read_and_found_by_content() {
    let packed = zstd::encode_all(&b"{\"a\":1}\n{\"a\":2}\n"[..], 1).unwrap();
    let file = file(&packed, ".data");
    let input = crate::source::Input { path: file.path().to_owned(), ..Default::default() };
    assert_eq!(open(&input).unwrap().format(), "jsonl");
    assert_eq!(read_path(input.path, Sampling::All, 1).unwrap().rows, ["1", "2"]);
}

/// Any JSON value as text, with white space and escapes.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_filter("finite", |n| n.is_finite()).prop_map(|n| format!("{n:e}")),
        any::<String>().prop_map(|s| serde_json::to_string(&s).unwrap()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|v| format!("[ {} ]", v.join(" ,"))),
            prop::collection::vec((any::<String>(), inner), 0..4).prop_map(|v| {
                let members: Vec<String> = v
                    .into_iter()
                    .map(|(k, v)| format!("{}: {v}", serde_json::to_string(&k).unwrap()))
                    .collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

fn accepts(text: &str) -> bool {
    let mut cursor = Cursor { text: text.as_bytes(), at: 0 };
    cursor.value(&mut Nobody, 0, 0).is_ok() && {
        cursor.space();
        cursor.at == text.len()
    }
}

proptest! {
    #[test]
    fn a_bad_record_leaves_no_trace(good in prop::collection::vec(json(), 1..4), bad in json()) {
        let mut shape = Shape::default();
        for text in &good {
            shape.begin();
            Cursor { text: text.as_bytes(), at: 0 }.value(&mut shape, 0, 0).unwrap();
        }
        let before = shape.columns();
        shape.begin();
        let _ = Cursor { text: bad.as_bytes(), at: 0 }.value(&mut shape, 0, 0);
        shape.undo();
        prop_assert_eq!(shape.columns(), before.clone());
        // And what comes later finds its way.
        for text in &good {
            Cursor { text: text.as_bytes(), at: 0 }.value(&mut shape, 0, 0).unwrap();
        }
        prop_assert_eq!(shape.columns(), before);
    }

    #[test]
    fn the_grammar_is_that_of_serde_json(text in json(), cut in 0.0..1.0_f64, noise in "[\\[\\]{}\",:0-9a-z.\\\\ -]{0,3}") {
        prop_assert!(accepts(&text));
        // Damaged somewhere: both see it or both do not. Numbers too large for a float are JSON to the grammar.
        let mut at = (text.len() as f64 * cut) as usize;
        while !text.is_char_boundary(at) { at -= 1; }
        let damaged = format!("{}{noise}{}", &text[..at], &text[at..]);
        match serde_json::from_str::<serde_json::Value>(&damaged) {
            Ok(_) => prop_assert!(accepts(&damaged), "{damaged}"),
            Err(e) if e.to_string().contains("out of range") || e.to_string().contains("surrogate") => {}
            Err(_) => prop_assert!(!accepts(&damaged), "{damaged}"),
        }
    }

    #[test]
    fn strings_come_back(text in any::<String>()) {
        let quoted = serde_json::to_string(&text).unwrap();
        let mut out = Vec::new();
        unescape(&quoted.as_bytes()[1..quoted.len() - 1], &mut out);
        prop_assert_eq!(String::from_utf8(out).unwrap(), text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}\",:0-9a \\n\\\\]{0,60}") {
        let _ = read(text.as_bytes(), ".json");
        let _ = read(text.as_bytes(), ".jsonl");
    }
}
