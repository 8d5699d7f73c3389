//! Delimited files as they come: quoting, ragged rows, encodings, compression, samples.

use std::io::Write as _;
use std::path::PathBuf;

use proptest::prelude::*;

use super::columns::Splitter;
use super::split::{self, Marks};
use crate::domain::table::{Batch, BatchWorker};
use crate::source::testing::{error, file, read as read_bytes, read_path};
use crate::source::{self, Input, InputOptions, ReadReport, Sampling};

fn read_file(path: PathBuf, sampling: Sampling, threads: usize) -> (Vec<String>, ReadReport, Vec<String>) {
    let read = read_path(path, sampling, threads).unwrap();
    (read.rows, read.report, read.header)
}

fn read(bytes: &[u8]) -> (Vec<String>, ReadReport, Vec<String>) {
    let read = read_bytes(bytes, ".csv").unwrap();
    (read.rows, read.report, read.header)
}

#[test]
fn files_are_read_as_they_are_written() {
    let utf16: Vec<u8> = "\u{feff}a,b\nÄ,1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: &[(&[u8], &[&str], &[&str])] = &[
        (b"a,b\n1,2\n3,4", &["a", "b"], &["1|2", "3|4"]),
        (b"a,b\r\n1,\r\n\r\n\"\",4\r\n", &["a", "b"], &["1|∅", "∅|4"]),
        (b"a,b\n\"x\ny\",\"say \"\"hi\"\"\"\n", &["a", "b"], &["x\ny|say \"hi\""]),
        (b"\xef\xbb\xbfa,b\n1,2\n", &["a", "b"], &["1|2"]),
        (b"n;m\nJos\xe9;K\xf6ln\n", &["n", "m"], &["José|Köln"]),
        (&utf16, &["a", "b"], &["Ä|1"]),
        (b"a,a,\n1,2,3\n", &["a", "a", "\"\""], &["1|2|3"]),
        (b"a.b,\"c\"\"d\"\n1,2\n", &["\"a.b\"", "\"c\"\"d\""], &["1|2"]),
        (b"only,header\n", &["only", "header"], &[]),
        (b"a,b\r1,2\r3,4\r", &["a", "b"], &["1|2", "3|4"]),
        (
            b"ann@example.com,7\nbob@example.org,8\n",
            &["column_1", "column_2"],
            &["ann@example.com|7", "bob@example.org|8"],
        ),
        (b"a,b\n1,nul\0in\n", &["a", "b"], &["1|nul\0in"]),
    ];
    for (bytes, header, expected) in cases {
        let (rows, report, names) = read(bytes);
        assert_eq!(names, *header, "{:?}", String::from_utf8_lossy(bytes));
        assert_eq!(rows, *expected);
        assert!(report.incomplete.is_empty(), "{:?}", report.incomplete);
        assert_eq!(report.rows.read, expected.len() as u64);
    }
}

#[test]
fn an_encoding_that_changes_inside_the_file_is_listed_and_the_rest_is_kept() {
    let mut latin = b"n;m\n".to_vec();
    latin.extend_from_slice(&b"Jos\xe9;K\xf6ln\n".repeat(20));
    let legacy = latin.clone();
    latin.extend_from_slice("José;Köln\nZoë;Genève\n".as_bytes());
    let cases: [(&[u8], usize, Option<&str>); 3] = [
        (
            b"a,b\n1,br\xffken\xe4 \xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\n",
            1,
            Some("byte 9"),
        ),
        (&latin, 22, Some("byte 208")),
        (&legacy, 20, None),
    ];
    for (bytes, count, at) in cases {
        let (rows, report, _) = read(bytes);
        assert_eq!(rows.len(), count);
        assert_eq!(report.incomplete.first().and_then(|i| i.at.as_deref()), at, "{:?}", report.incomplete);
        assert!(report.incomplete.iter().all(|i| i.why.contains("the encoding changes inside the file")));
    }
    assert_eq!(read(cases[0].0).0, ["1|br\u{fffd}ken\u{fffd} äääääää"]);
}

#[test]
fn what_is_wrong_with_rows_is_listed_and_the_rest_is_kept() {
    let (rows, report, _) = read(b"a,b\n1,2\n3\n4,5,6\n7,\"open\n8,9\n");
    assert_eq!(rows, ["1|2", "3|∅", "4|5", "7|open\n8,9"]);
    let places: Vec<_> = report.incomplete.iter().map(|i| i.at.clone().unwrap()).collect();
    assert_eq!(places, ["row 2", "row 3", "row 4"]);
    assert!(report.incomplete[2].why.contains("never closed"), "{:?}", report.incomplete[2]);
}

#[test]
fn occurrences_tell_equal_headers_apart() {
    let (_, report, _) = read(b"a,b,a\n1,2,3\n");
    let numbers: Vec<u32> = report.schema.fields.iter().map(|f| f.occurrence).collect();
    assert_eq!(numbers, [0, 0, 1]);
}

fn big() -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    let mut text = String::from("id,name,note\n");
    for n in 0..120_000 {
        text.push_str(&format!("{n},name {n},\"line one {n}\nline, two\"\n"));
    }
    file.write_all(text.as_bytes()).unwrap();
    file
}

#[test]
fn several_threads_read_what_one_reads() {
    let file = big();
    let (one, report, _) = read_file(file.path().to_owned(), Sampling::All, 1);
    let (mut two, again, _) = read_file(file.path().to_owned(), Sampling::All, 3);
    assert_eq!(one.len(), 120_000);
    assert_eq!(one[119_999], "119999|name 119999|line one 119999\nline, two");
    let mut sorted = one;
    sorted.sort();
    two.sort();
    assert!(sorted == two);
    assert_eq!(report.rows, again.rows);
}

#[test]
fn a_sample_is_seeded_spread_and_continued_by_a_longer_one() {
    let file = big();
    let sample = |rows, seed| read_file(file.path().to_owned(), Sampling::Rows { rows, seed }, 1);
    let (short, report, _) = sample(2000, 1);
    let (long, ..) = sample(8000, 1);
    let (other, ..) = sample(2000, 2);
    assert!(long.starts_with(&short) && long.len() >= 8000);
    assert_ne!(short, other);
    assert!(report.incomplete.is_empty(), "{:?}", report.incomplete);
    assert!(!report.rows.total_is_exact);
    assert!((110_000..130_000).contains(&report.rows.total), "{:?}", report.rows);
    let ids: Vec<u64> = long.iter().map(|r| r.split('|').next().unwrap().parse().unwrap()).collect();
    assert!(ids.iter().any(|n| *n > 100_000) && ids.iter().any(|n| *n < 20_000), "spread over the file");
    let (mut all, report, _) = sample(1_000_000, 5);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 120_000, "all slots together are the file");
    assert!(report.rows.total_is_exact);
}

#[test]
fn a_compressed_stream_is_sampled_by_a_reservoir() {
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut std::fs::File::open(big().path()).unwrap(), &mut plain).unwrap();
    let mut file = tempfile::Builder::new().suffix(".csv.zst").tempfile().unwrap();
    file.write_all(&zstd::encode_all(plain.as_slice(), 1).unwrap()).unwrap();
    let (rows, report, _) = read_file(file.path().to_owned(), Sampling::Rows { rows: 500, seed: 1 }, 1);
    assert_eq!(rows.len(), 500);
    assert_eq!((report.rows.total, report.rows.total_is_exact), (120_000, true));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(b"a,b\n1,2\n").unwrap();
    let mut file = tempfile::Builder::new().suffix(".csv.gz").tempfile().unwrap();
    file.write_all(&packed.finish().unwrap()).unwrap();
    let (rows, ..) = read_file(file.path().to_owned(), Sampling::All, 2);
    assert_eq!(rows, ["1|2"]);
}

#[test]
fn wide_and_long_are_no_trouble() {
    let header: Vec<String> = (0..20_000).map(|n| format!("c{n}")).collect();
    let row: Vec<String> = (0..20_000).map(|n| n.to_string()).collect();
    let (rows, report, _) = read(format!("{}\n{}\n", header.join(","), row.join(",")).as_bytes());
    assert_eq!((rows.len(), report.schema.fields.len()), (1, 20_000));
    // A header longer than what is looked at first is one all the same, here and in a sample.
    let header: Vec<String> = (0..100_000).map(|n| format!("column {n:05}")).collect();
    let line = vec!["7.5"; 100_000].join(",");
    let file = file(format!("{}\n{}", header.join(","), format!("{line}\n").repeat(20)).as_bytes(), ".csv");
    for sampling in [Sampling::All, Sampling::Rows { rows: 10_000, seed: 1 }] {
        let (rows, report, names) = read_file(file.path().to_owned(), sampling, 1);
        assert_eq!((rows.len(), names.len(), names[7].as_str()), (20, 100_000, "column 00007"));
        assert!(report.rows.total_is_exact);
    }
    let long = "x".repeat(5 << 20);
    let (rows, ..) = read(format!("a,b\n1,{long}\n2,y\n").as_bytes());
    assert_eq!((rows.len(), rows[0].len()), (2, long.len() + 2));
}

#[test]
fn an_error_says_what_and_where_and_holds_no_value() {
    assert!(error(b"", ".csv").contains("empty"));
    assert!(error(b"  \n\n", ".csv").contains("empty"));
    assert!(error(b"\x1f\x8bplanted", ".csv.gz").contains("damaged"));
    assert!(error(&[7; 300], ".csv").contains("not a table"));
    let missing = Input { path: PathBuf::from("/nowhere/x.csv"), ..Input::default() };
    assert!(source::open(&missing).err().unwrap().to_string().contains("/nowhere/x.csv"));
    let folder = Input { path: PathBuf::from("/"), ..Input::default() };
    assert!(source::open(&folder).err().unwrap().to_string().contains("not a regular file"));
    let options = InputOptions { encoding: Some("klingon".to_owned()), ..InputOptions::default() };
    let file = file(b"a,b\n", ".csv");
    let input = Input { path: file.path().to_owned(), options, ..Input::default() };
    assert!(source::open(&input).err().unwrap().to_string().contains("klingon"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_waiting_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let input = Input { path, ..Input::default() };
    assert!(source::open(&input).err().unwrap().to_string().contains("not a regular file"));
}

#[test]
fn damage_in_the_middle_keeps_what_came_before() {
    let mut text = String::from("id,name\n");
    for n in 0..400_000_u64 {
        text.push_str(&format!("{n},{:x}\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let cut = &packed[..packed.len() / 2];
    let read = read_bytes(cut, ".csv.gz").unwrap();
    assert!(read.rows.len() > 100_000 && read.rows.len() < 399_999, "{}", read.rows.len());
    assert!(read.rows.iter().zip(text.lines().skip(1)).all(|(row, line)| *row == line.replace(',', "|")));
    assert!(!read.report.rows.total_is_exact);
    let place = format!("row {}: from here on", read.rows.len() + 1);
    assert!(
        read.incomplete().contains(&place) && read.incomplete().contains("damaged or cut off"),
        "{}",
        read.incomplete()
    );
}

#[test]
fn fields_in_single_quotes_are_read() {
    let (rows, report, header) = read(b"'id','note'\n'1','a, b'\n'2','it''s\nfine'\n");
    assert_eq!(
        (header, rows),
        (vec!["id".to_owned(), "note".to_owned()], vec!["1|a, b".to_owned(), "2|it's\nfine".to_owned()])
    );
    assert!(report.incomplete.is_empty());
}

#[test]
fn another_encoding_far_behind_the_head_is_found() {
    let mut text = b"id,name\n".to_vec();
    for n in 0..60_000 {
        text.extend_from_slice(format!("{n},plain name\n").as_bytes());
    }
    for n in 0..60_000 {
        text.extend_from_slice(format!("{n},J").as_bytes());
        text.extend_from_slice(b"\xf6rg\n");
    }
    let (rows, ..) = read(&text);
    assert_eq!(rows[119_999], "59999|Jörg");
}

#[test]
fn half_a_character_at_the_end_is_no_trouble() {
    let mut text: Vec<u8> = "\u{feff}a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    text.push(b'x');
    let (rows, ..) = read(&text);
    assert_eq!(rows, ["1|2", "\u{fffd}|∅"]);
}

/// A field as any writer may put it, quoted where it has to be.
fn written(field: &str, marks: Marks, always: bool) -> String {
    let quote = char::from(marks.quote);
    let needs = field.contains([char::from(marks.delimiter), quote, '\n', '\r']);
    if needs || always {
        format!("{quote}{}{quote}", field.replace(quote, &format!("{quote}{quote}")))
    } else {
        field.to_owned()
    }
}

/// Every cell of a batch, row by row; an empty one is null.
struct Cells(Vec<Vec<String>>);

impl BatchWorker for Cells {
    fn batch(&mut self, batch: &Batch<'_>) {
        let text = |cell: Option<&[u8]>| String::from_utf8_lossy(cell.unwrap_or_default()).into_owned();
        let row = |at: usize| {
            batch.columns.iter().map(|column| text(column.cells.get(at).copied().flatten())).collect()
        };
        self.0.extend((0..batch.rows).map(row));
    }

    fn finish(self: Box<Self>) {}
}

proptest! {
    #[test]
    fn what_was_written_is_read(
        rows in prop::collection::vec(prop::collection::vec("[a-zé,;\"' \n\r]{0,6}", 3), 1..8),
        always in any::<bool>(),
        crlf in any::<bool>(),
        marks in prop::sample::select(vec![(b',', b'"'), (b';', b'"'), (b'|', b'\'')]),
    ) {
        let marks = Marks { delimiter: marks.0, quote: marks.1 };
        let end = if crlf { "\r\n" } else { "\n" };
        let line = |row: &Vec<String>| {
            let fields: Vec<String> = row.iter().map(|f| written(f, marks, always)).collect();
            fields.join(&char::from(marks.delimiter).to_string()) + end
        };
        let text: String = rows.iter().map(line).collect();
        // Every cell, by the splitter alone.
        let mut read = Cells(Vec::new());
        Splitter::new(marks, 3).batch(text.as_bytes(), 0, true, &mut read);
        prop_assert_eq!(&read.0, &rows);
        // Some columns alone.
        let mut some = Cells(Vec::new());
        Splitter::new(marks, 3).only(&[2, 0]).batch(text.as_bytes(), 0, true, &mut some);
        read.0.iter_mut().for_each(|row| row[1].clear());
        prop_assert_eq!(some.0, read.0);
        // Another reader sees the same.
        let mut builder = simd_csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(marks.delimiter).quote(marks.quote);
        let theirs: Vec<Vec<String>> = builder
            .from_reader(text.as_bytes())
            .byte_records()
            .map(|r| r.unwrap().iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect())
            .collect();
        prop_assert_eq!(theirs, rows.clone());
        // Records end where they were written to end, and a block is cut only there.
        let lengths: Vec<usize> = rows.iter().map(|row| line(row).len()).collect();
        let (mut at, mut found) = (0, Vec::new());
        while let Some(next) = split::record_end(text.as_bytes(), at, marks) {
            found.push(next - at);
            at = next;
        }
        prop_assert_eq!(&found, &lengths);
        let cut = text.len() - 1;
        prop_assert_eq!(split::last_end(&text.as_bytes()[..cut], marks), text.len() - lengths[lengths.len() - 1]);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_bytes(&bytes, ".csv");
        let _ = read_bytes(&bytes, ".bin");
    }
}

#[test]
fn a_header_of_too_many_columns_is_refused_by_their_number() {
    let header = |columns: usize| (0..columns).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
    let most = source::MOST_COLUMNS;
    let said = error(format!("{}\n1,2\n", header(1_000_000)).as_bytes(), ".csv");
    assert!(said.contains("1000000 columns, more than the 200000"), "{said}");
    let row = vec!["1"; most].join(",");
    let (rows, report, names) = read(format!("{}\n{row}\n", header(most)).as_bytes());
    assert_eq!((rows.len(), report.incomplete.len(), names.len()), (1, 0, most));
}

#[test]
fn some_columns_of_short_records_are_read() {
    // More records than the delimiters of whole ones would leave room for.
    let text = format!("{}a,b,c,d,e,f,g,h\n", "x\n".repeat(99));
    for (columns, last) in [(&[7, 1][..], ["", "b", "", "", "", "", "", "h"]), (&[], [""; 8])] {
        let mut read = Cells(Vec::new());
        Splitter::new(Marks::default(), 8).only(columns).batch(text.as_bytes(), 0, true, &mut read);
        assert_eq!(
            (read.0.len(), &read.0[99][..], &read.0[50][..]),
            (100, &last.map(str::to_owned)[..], &vec![String::new(); 8][..])
        );
    }
}
