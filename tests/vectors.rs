//! The frozen vectors of every mask, `tests/vectors/<mask>.json`: parameters, key, what goes in and what comes out, so that
//! others can implement the mask and plans of today give the same values tomorrow.
//!
//! `UPDATE_GOLDEN=1 cargo test vectors` fills in rows that have no `out` yet; it never rewrites one that has.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};
use vizard::domain::dtype::DType;
use vizard::domain::mask::Params;
use vizard::domain::secret::Secret;
use vizard::domain::spans::{FindSpans, Span};
use vizard::mask::{self, CellMask, ColumnCells, MASKS, MaskContext, Outcome};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// Entities as a vector names them: what finds them is no part of the mask.
struct Given(Vec<(String, &'static str)>);

impl FindSpans for Given {
    fn find_spans(&self, text: &[u8], out: &mut Vec<Span>) {
        for (entity, kind) in &self.0 {
            let found = memchr::memmem::find_iter(text, entity.as_bytes());
            out.extend(found.map(|start| Span { start, end: start + entity.len(), kind }));
        }
        out.sort_by_key(|span| span.start);
    }
}

fn finder(case: &Value) -> Arc<dyn FindSpans> {
    let entities = case["entities"].as_object().cloned().unwrap_or_default();
    let kind = |value: &Value| vizard::detect::find(value.as_str().unwrap()).unwrap().id;
    Arc::new(Given(entities.iter().map(|(text, value)| (text.clone(), kind(value))).collect()))
}

fn runner(name: &str, case: &Value) -> Box<dyn CellMask> {
    let params: Params = serde_json::from_value(case["params"].clone()).unwrap();
    let dtype: DType = serde_json::from_value(case["dtype"].clone()).unwrap();
    let key = case["key"].as_str().map(|hex| {
        let bytes = HEXLOWER.decode(hex.as_bytes()).unwrap();
        Secret::new(<[u8; 32]>::try_from(bytes).unwrap())
    });
    let files = |path: &str| {
        let file = case["files"][path].as_str().map(|text| text.as_bytes().to_vec());
        file.ok_or_else(|| "is not there".to_owned())
    };
    let values = || {
        let mut counts = HashMap::new();
        let rows = case["rows"].as_array().unwrap().iter().filter_map(|row| row["in"].as_str());
        rows.for_each(|cell| *counts.entry(cell.as_bytes().to_vec()).or_insert(0) += 1);
        Ok(counts)
    };
    let cells = || {
        let mut cells = ColumnCells::default();
        let rows = case["rows"].as_array().unwrap().iter().filter_map(|row| row["in"].as_str());
        rows.for_each(|cell| cells.push(cell.as_bytes()));
        Ok(cells)
    };
    let context = MaskContext {
        key: key.as_ref(),
        finder: Some(finder(case)),
        files: Some(&files),
        values: Some(&values),
        cells: Some(&cells),
    };
    let found = mask::find(name).unwrap();
    let planned = found.plan(&params, dtype).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(
        planned.guarantees.keyed,
        key.is_some(),
        "{name} {params:?}: a key is given where one is needed"
    );
    found.build(&params, dtype, &context).unwrap()
}

/// What the mask makes of a row: its text, `null`, or `{"refused": true}`.
fn out(mask: &mut dyn CellMask, row: &Value) -> Value {
    let reads: Vec<Option<&[u8]>> =
        row["reads"].as_array().into_iter().flatten().map(|v| v.as_str().map(str::as_bytes)).collect();
    let mut out = Vec::new();
    let outcome = match row["in"].as_str() {
        Some(cell) => mask.mask(cell.as_bytes(), &reads, &mut out),
        None => mask.mask_null(&[], &mut out),
    };
    match outcome {
        Outcome::Masked | Outcome::Kept => Value::String(String::from_utf8(out).unwrap()),
        Outcome::Null => Value::Null,
        Outcome::Refused => json!({"refused": true}),
    }
}

/// The file as it is kept: one row a line.
fn text(document: &Value) -> String {
    let mut text = format!(
        "{{\n  \"mask\": {},\n  \"version\": {},\n  \"cases\": [",
        document["mask"], document["version"]
    );
    for (at, case) in document["cases"].as_array().unwrap().iter().enumerate() {
        text.push_str(if at == 0 { "\n    {" } else { ",\n    {" });
        for (name, value) in case.as_object().unwrap().iter().filter(|(name, _)| *name != "rows") {
            text.push_str(&format!("\n      {name:?}: {value},"));
        }
        let rows: Vec<String> = case["rows"].as_array().unwrap().iter().map(ToString::to_string).collect();
        text.push_str(&format!("\n      \"rows\": [\n        {}\n      ]\n    }}", rows.join(",\n        ")));
    }
    text.push_str("\n  ]\n}\n");
    text
}

#[test]
fn every_mask_gives_what_its_vectors_say() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for mask in MASKS {
        let path = folder().join(format!("{}.json", mask.name()));
        let bytes =
            fs::read(&path).unwrap_or_else(|_| panic!("mask {} has no vectors: write {path:?}", mask.name()));
        let mut document: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(document["mask"], mask.name());
        assert_eq!(document["version"], mask.version(), "{}: vectors of another version", mask.name());
        let mut rows = 0;
        for case in document["cases"].as_array_mut().unwrap() {
            let mut runner = runner(mask.name(), case);
            for row in case["rows"].as_array_mut().unwrap() {
                let got = out(&mut *runner, row);
                let row: &mut Map<String, Value> = row.as_object_mut().unwrap();
                if update && !row.contains_key("out") {
                    row.insert("out".to_owned(), got.clone());
                }
                assert_eq!(row.get("out"), Some(&got), "{} on {}", mask.name(), row["in"]);
                rows += 1;
            }
        }
        assert!(rows >= 3, "{}: {rows} rows say too little", mask.name());
        if update && text(&document).as_bytes() != bytes {
            fs::write(&path, text(&document)).unwrap();
        }
    }
}

#[test]
fn every_vector_file_is_of_a_mask_and_shows_what_happens_to_null() {
    let known: BTreeSet<String> = MASKS.iter().map(|mask| format!("{}.json", mask.name())).collect();
    let files: BTreeSet<String> =
        fs::read_dir(folder()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, known);
    for file in files {
        let document: Value = serde_json::from_slice(&fs::read(folder().join(&file)).unwrap()).unwrap();
        let rows =
            document["cases"].as_array().unwrap().iter().flat_map(|case| case["rows"].as_array().unwrap());
        assert!(rows.clone().any(|row| row["in"].is_null()), "{file} shows no null");
    }
}

/// RFC 4231, section 4: key, data, HMAC-SHA-256; keys longer than a block are hashed first, as RFC 2104 says.
#[test]
fn the_hash_below_the_pseudonym_is_hmac_sha256() {
    use sha2::{Digest as _, Sha256};
    let counting: Vec<u8> = (1..=25).collect();
    let long = b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to be \
hashed before being used by the HMAC algorithm.";
    let cases: [(&[u8], &[u8], &str); 7] = [
        (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        (&counting, &[0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        (&[0x0c; 20], b"Test With Truncation", "a3b6167473100ee06e0c796c2955552b"),
        (
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (&[0xaa; 131], long, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ];
    for (key, data, expected) in cases {
        // A key is padded with zeros to a block, so 32 bytes of key, zeros at the end, are the same key.
        let mut bytes = [0; 32];
        if key.len() > 64 {
            bytes = Sha256::digest(key).into();
        } else {
            bytes[..key.len()].copy_from_slice(key);
        }
        let key = Secret::new(bytes);
        let context = MaskContext { key: Some(&key), ..MaskContext::default() };
        let params: Params =
            serde_json::from_value(json!({"format": "hex", "length": expected.len()})).unwrap();
        let mut mask = mask::find("pseudonym").unwrap().build(&params, DType::String, &context).unwrap();
        let mut out = Vec::new();
        assert_eq!(mask.mask(data, &[], &mut out), Outcome::Masked);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
