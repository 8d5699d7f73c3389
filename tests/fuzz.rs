//! The bodies of the fuzz targets as property tests: any bytes, and damaged copies of files that are right.

use std::path::Path;

use proptest::prelude::*;
use vizard::classify::{Engine, Profile, ScanSink, assess};
use vizard::detect::DETECTORS;
use vizard::domain::dtype::DType;
use vizard::domain::scan::RowsRead;
use vizard::domain::table::{Batch, BatchSink as _, Column, Field, Schema};

#[path = "../fuzz/bodies.rs"]
mod bodies;

/// Cases of each property; `PROPTEST_CASES` asks for more, as a fuzzer would.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

fn file(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A file with some bytes replaced, a part cut out and a part doubled.
fn damaged(path: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let place = || any::<prop::sample::Index>();
    let bytes = prop::collection::vec((place(), any::<u8>()), 0..4);
    (bytes, place(), place(), 0..3_u8).prop_map(move |(replaced, from, to, how)| {
        let mut text = file(path);
        for (at, byte) in replaced {
            let at = at.index(text.len());
            text[at] = byte;
        }
        let (from, to) = (from.index(text.len()), to.index(text.len()));
        let (from, to) = (from.min(to), from.max(to));
        match how {
            0 => drop(text.drain(from..to)),
            1 => text.extend_from_within(from..to),
            _ => text.truncate(to),
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(64), ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_table_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        name in prop::sample::select(vec!["csv", "tsv", "json", "jsonl", "parquet", "arrow", "csv.gz", "json.zst", "bin"]),
    ) {
        bodies::source(&bytes, name);
    }

    #[test]
    fn a_damaged_file_is_read_as_far_as_it_goes_or_refused(
        parquet in damaged("samples/events.parquet"),
        arrow in damaged("samples/service_metrics.arrow"),
        csv in damaged("samples/customers.csv"),
        jsonl in damaged("samples/claims.jsonl"),
    ) {
        bodies::source(&parquet, "parquet");
        bodies::source(&arrow, "arrow");
        bodies::source(&csv, "csv");
        bodies::source(&jsonl, "jsonl");
        bodies::source(&jsonl, "json");
    }

    #[test]
    fn a_damaged_report_is_read_or_refused(
        bytes in prop_oneof![
            damaged("tests/fixtures/reports/macie.json"),
            damaged("tests/fixtures/reports/dlp_rest.json"),
            damaged("tests/fixtures/reports/dlp_profile.jsonl"),
            damaged("tests/fixtures/reports/presidio_dict.json"),
            damaged("tests/fixtures/reports/snowflake.json"),
            damaged("tests/fixtures/reports/vizard.json"),
            damaged("tests/fixtures/reports/pdscan.ndjson"),
        ],
    ) {
        bodies::report(&bytes);
    }

    #[test]
    fn a_damaged_plan_is_refused_or_a_plan(bytes in damaged("tests/fixtures/plan.json")) {
        bodies::plan(&bytes);
    }

    #[test]
    fn any_text_is_a_journal_or_damage(lines in prop::collection::vec("\\{\"[a-z]{1,8}\":(\"[a-z0-9]{0,20}\"|[0-9]{1,14})\\}", 0..4), rest in any::<Vec<u8>>()) {
        let mut bytes = lines.join("\n").into_bytes();
        bytes.extend(rest);
        bodies::journal(&bytes);
    }

    #[test]
    fn any_text_is_settings_or_refused(text in prop_oneof![
        "\\PC{0,60}",
        "\\[\\[(detector|allow|input)\\]\\]\n(id|type|path|patterns|check|tier) = (\"[a-z_]{0,9}\"|\\['\\PC{0,9}'\\])\n",
    ]) {
        bodies::settings(text.as_bytes());
    }

    #[test]
    fn a_damaged_settings_file_is_read_or_refused(bytes in damaged("samples/vizard.toml")) {
        bodies::settings(&bytes);
    }

    #[test]
    fn examples_with_other_bytes_break_no_check(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        tail in prop::collection::vec(any::<u8>(), 0..3),
    ) {
        let examples: Vec<&str> = DETECTORS.iter().flat_map(|d| d.examples).copied().collect();
        let mut value = which.get(&examples).as_bytes().to_vec();
        let at = at.index(value.len());
        value[at] = byte;
        value.extend(tail);
        bodies::checks(&value);
    }
}

fn engine() -> &'static Engine {
    static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(DETECTORS).unwrap())
}

fn profile(cells: &[Option<String>]) -> Profile {
    let sink = ScanSink::new(engine());
    let cells: Vec<Option<&[u8]>> = cells.iter().map(|cell| cell.as_deref().map(str::as_bytes)).collect();
    let mut worker = sink.worker();
    worker.batch(&Batch {
        first_row: 0,
        head: true,
        rows: cells.len(),
        columns: &[Column { cells: &cells, rows: None }],
    });
    worker.finish();
    sink.into_profiles().pop().unwrap_or_default()
}

fn merged(profiles: &[&Profile]) -> Profile {
    let mut all = Profile::default();
    profiles.iter().for_each(|profile| all.merge(profile));
    all
}

/// What is said of a column, but for what depends on the order of its rows.
fn said(profile: &Profile) -> String {
    let field = Field { path: "field_7".to_owned(), occurrence: 0, dtype: DType::String, nullable: true };
    let schema = Schema { fields: vec![field] };
    let mut scan =
        assess(engine(), "t", &schema, &RowsRead::default(), std::slice::from_ref(profile)).remove(0);
    scan.stats.shapes.sort_by(|a, b| a.0.cmp(&b.0));
    format!("{scan:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), ..ProptestConfig::default() })]

    #[test]
    fn parts_of_a_column_merge_to_the_whole_in_any_grouping(
        cells in prop::collection::vec(prop_oneof![
            4 => "[a-z]{3,8}@(example|test)\\.org".prop_map(Some),
            2 => "(call|write to) [a-z]{2,6}@example\\.com (now|please)".prop_map(Some),
            2 => "[a-z]{1,3}[0-9]{1,4}".prop_map(Some),
            1 => Just(None),
        ], 3..60),
        cuts in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let (x, y) = (cuts.0.index(cells.len()), cuts.1.index(cells.len()));
        let (x, y) = (x.min(y), x.max(y));
        let (a, b, c) = (profile(&cells[..x]), profile(&cells[x..y]), profile(&cells[y..]));
        let whole = said(&profile(&cells));
        prop_assert_eq!(&said(&merged(&[&a, &b, &c])), &whole);
        prop_assert_eq!(&said(&merged(&[&merged(&[&a, &b]), &c])), &whole);
        prop_assert_eq!(&said(&merged(&[&a, &merged(&[&b, &c])])), &whole);
        prop_assert_eq!(&said(&merged(&[&c, &a, &b])), &whole);
    }
}
