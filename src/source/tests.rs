//! What every format must hold: a sample that it claims, names that are its own, errors that say what to do.

use std::collections::HashSet;
use std::path::Path;

use super::testing::{error, read_path};
use super::{Input, SOURCES, Sampling, decode, open};

#[test]
fn names_titles_and_extensions_are_their_own() {
    let mut names = HashSet::new();
    let mut extensions = HashSet::new();
    for source in SOURCES {
        assert!(names.insert(source.name()) && !source.title().is_empty());
        for ext in source.extensions() {
            assert!(extensions.insert(*ext) && *ext == ext.to_lowercase(), "{ext}");
        }
    }
}

#[test]
fn every_sample_is_claimed_by_its_format_alone_and_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut seen = HashSet::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let ext = super::extension(&path).unwrap_or_default();
        let Some(source) = SOURCES.iter().find(|source| source.extensions().contains(&ext.as_str())) else {
            continue;
        };
        seen.insert(source.name());
        // By content: under another name the same format claims it first.
        let (head, raw) = decode::peek(&path, &super::InputOptions::default()).unwrap();
        let claims =
            SOURCES.iter().find(|s| s.claims(&raw, Path::new("x")) || s.claims(&head, Path::new("x")));
        assert_eq!(claims.map(|s| s.name()), Some(source.name()), "{}", path.display());
        let read = read_path(path.clone(), Sampling::All, 2).unwrap();
        assert!(!read.rows.is_empty() && read.incomplete().is_empty(), "{}", path.display());
        let preview = open(&Input { path, ..Input::default() }).unwrap().preview().clone();
        assert_eq!(preview.fields.len(), read.header.len());
    }
    for name in ["csv", "jsonl", "parquet", "arrow"] {
        assert!(seen.contains(name), "no sample is {name}");
    }
}

#[test]
fn each_format_says_what_is_wrong_with_a_bad_file() {
    for (bytes, suffix, expected) in [
        (&b""[..], ".csv", "the file is empty; give a file with a header at least"),
        (b"", ".json", "the file is empty; give a file with a header at least"),
        (
            b"PAR1 nothing else",
            ".parquet",
            "it is cut off: its footer is missing; give a whole Parquet file, or name it by what it is",
        ),
        (
            b"no parquet at all",
            ".parquet",
            "it is no Parquet file, only called like one; give a whole Parquet file, or name it by what it is",
        ),
        (
            b"no arrow data at all",
            ".arrow",
            "it is no Arrow data: it does not start with a schema; give a whole Arrow file or stream, or name it by what it is",
        ),
        (
            b"[{\"a\":",
            ".json",
            "no record could be read: record 1 ends inside a value and was not read; look for a missing bracket or quote; give a whole file",
        ),
        (
            b"{\"a\": oops}\n",
            ".jsonl",
            "no record could be read: line 1 is not valid JSON and was not read; correct it; give a whole file",
        ),
        (
            b"just some words",
            ".unknown",
            "not a table that vizard reads (`vizard sources` lists the formats); give another file",
        ),
    ] {
        let said = error(bytes, suffix);
        assert!(said.ends_with(expected), "{said}");
    }
}
