//! Any bytes before the body `source`.
#![no_main]

#[allow(dead_code, reason = "each target runs one body")]
#[path = "../bodies.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // The first byte chooses the format.
    let Some((first, rest)) = data.split_first() else { return };
    let names = ["csv", "json", "jsonl", "parquet", "arrow", "csv.gz", "json.zst"];
    bodies::source(rest, names[usize::from(*first) % names.len()]);
});
