//! Parquet and Arrow files written here and read back as text.

use std::io::Cursor;

use polars::prelude::*;

use crate::source::testing::{Read, error, file, read, read_path};
use crate::source::{Sampling, open};

fn people() -> DataFrame {
    let geo =
        df!("lat" => [1.5_f64, 2.0], "name" => ["a", "b"]).unwrap().into_struct("geo".into()).into_series();
    let tags = Series::new("tags".into(), [Some(Series::new("".into(), ["x", "y"])), None]);
    df!(
        "id" => [1_i64, -2],
        "name" => [Some("Ann, \"A\""), None],
        "ok" => [true, false],
        "share" => [0.1_f32, 1e20],
        "small" => [255_u8, 0],
        "dotted.name" => ["p", ""],
    )
    .unwrap()
    .hstack(&[
        Series::new("born".into(), [19_782_i32, -1]).cast(&DataType::Date).unwrap().into_column(),
        Series::new("seen".into(), [1_500_i64, -1])
            .cast(&DataType::Datetime(TimeUnit::Milliseconds, None))
            .unwrap()
            .into_column(),
        Series::new("price".into(), [12.5_f64, 0.25]).cast(&DataType::Decimal(10, 2)).unwrap().into_column(),
        Series::new("raw".into(), [&b"\x00\xff"[..], b""]).into_column(),
        geo.into_column(),
        tags.into_column(),
    ])
    .unwrap()
}

const TYPED: &[&str] = &[
    "id:integer",
    "name:string",
    "ok:boolean",
    "share:float",
    "small:integer",
    "\"dotted.name\":string",
    "born:date",
    "seen:datetime",
    "price:decimal",
    "raw:binary",
    "geo.lat:float",
    "geo.name:string",
    "tags[]:string",
];

const ROWS: &[&str] = &[
    "1|Ann, \"A\"|true|0.1|255|p|2024-02-29|1970-01-01T00:00:01.5|12.50|00ff|1.5|a|x+y",
    "-2|∅|false|1e20|0||1969-12-31|1969-12-31T23:59:59.999|0.25||2.0|b|",
];

fn parquet(mut table: DataFrame, group: usize) -> Vec<u8> {
    let mut out = Vec::new();
    ParquetWriter::new(&mut out).with_row_group_size(Some(group)).finish(&mut table).unwrap();
    out
}

/// A file whose record batches have so many rows: each chunk of a table becomes one.
fn ipc(table: &DataFrame, batch: usize, compression: Option<IpcCompression>) -> Vec<u8> {
    let mut chunked = table.slice(0, batch);
    for at in (batch..table.height()).step_by(batch) {
        chunked.vstack_mut(&table.slice(at.cast_signed() as i64, batch)).unwrap();
    }
    let mut out = Cursor::new(Vec::new());
    IpcWriter::new(&mut out).with_compression(compression).finish(&mut chunked).unwrap();
    out.into_inner()
}

/// The stream inside of an IPC file: a file is a stream between two magic numbers.
fn stream(table: &DataFrame, batch: usize) -> Vec<u8> {
    let file = ipc(table, batch, None);
    let size = file.len();
    let footer = u32::from_le_bytes(file[size - 10..size - 6].try_into().unwrap()) as usize;
    file[8..size - 10 - footer].to_vec()
}

fn numbers(rows: i64) -> DataFrame {
    let ids: Vec<i64> = (0..rows).collect();
    let names: Vec<String> = ids.iter().map(|n| format!("name {n}")).collect();
    df!("id" => ids, "name" => names).unwrap()
}

fn check(read: &Read) {
    assert_eq!(read.typed(), TYPED);
    assert_eq!(read.rows, ROWS);
    assert_eq!(read.incomplete(), "");
}

#[test]
#[expect(clippy::default_trait_access, reason = "the level's type has no public name")]
fn typed_values_are_read_as_text_with_nested_paths() {
    check(&read(&parquet(people(), 1), ".parquet").unwrap());
    check(&read(&parquet(people(), 100), ".bin").unwrap());
    for compression in [None, Some(IpcCompression::LZ4), Some(IpcCompression::ZSTD(Default::default()))] {
        check(&read(&ipc(&people(), 1, compression), ".arrow").unwrap());
    }
    check(&read(&stream(&people(), 1), ".arrows").unwrap());
    check(&read(&stream(&people(), 100), ".bin").unwrap());
}

#[test]
fn dictionaries_are_read() {
    let dtype = DataType::from_categories(Categories::global());
    let column = Series::new("c".into(), ["x", "y", "x"]).cast(&dtype).unwrap();
    let table = DataFrame::new(3, vec![column.into_column()]).unwrap();
    for bytes in [parquet(table.clone(), 2), ipc(&table, 3, None), stream(&table, 3)] {
        let read = read(&bytes, ".bin").unwrap();
        assert_eq!(
            (read.typed(), read.rows),
            (vec!["c:string".to_owned()], vec!["x".into(), "y".into(), "x".to_owned()])
        );
    }
}

#[test]
fn a_file_is_what_its_footer_names() {
    let whole = ipc(&numbers(10_000), 1_000, None);
    // polars writes the schema at the start without its length; readers of files take it from the footer.
    let mut unprefixed = whole.clone();
    unprefixed.copy_within(16..64, 8);
    let read_all = |bytes: &[u8]| read(bytes, ".arrow").unwrap();
    assert_eq!(read_all(&unprefixed).rows, read_all(&whole).rows);
    assert_eq!(read_all(&unprefixed).incomplete(), "");
    let size = whole.len();
    let footer = u32::from_le_bytes(whole[size - 10..size - 6].try_into().unwrap()) as usize;
    for damage in [0..4, 20..footer / 2, footer - 30..footer - 10] {
        let mut bytes = whole.clone();
        bytes[size - 10 - footer..][damage].fill(0xff);
        let file = file(&bytes, ".arrow");
        // An error or fewer rows, but no panic.
        let read = read_path(file.path().to_owned(), Sampling::All, 1);
        assert!(read.is_err() || read.is_ok_and(|read| read.rows.len() <= 10_000));
    }
    let mut bytes = whole;
    bytes[size - 10..size - 6].fill(0xff);
    assert!(error(&bytes, ".arrow").contains("its footer is damaged"));
}

#[test]
fn no_rows_are_a_schema() {
    for bytes in [parquet(people().head(Some(0)), 1), ipc(&people().head(Some(0)), 1, None)] {
        let read = read(&bytes, ".bin").unwrap();
        assert_eq!((read.typed().len(), read.rows.len()), (TYPED.len(), 0));
    }
}

#[test]
fn parts_are_read_in_order_and_alike_by_several_threads() {
    for bytes in [parquet(numbers(50_000), 7_000), ipc(&numbers(50_000), 7_000, None)] {
        let file = file(&bytes, ".bin");
        let one = read_path(file.path().to_owned(), Sampling::All, 1).unwrap();
        assert_eq!(one.numbers, (0..50_000).collect::<Vec<_>>());
        assert_eq!(one.rows[41_999], "41999|name 41999");
        let many = read_path(file.path().to_owned(), Sampling::All, 3).unwrap();
        let mut sorted: Vec<_> = many.numbers.iter().zip(many.rows.iter()).collect();
        sorted.sort();
        assert!(sorted.iter().map(|(_, row)| *row).eq(one.rows.iter()));
    }
}

#[test]
fn a_sample_is_seeded_spread_and_continued_by_a_longer_one() {
    for bytes in
        [parquet(numbers(50_000), 7_000), ipc(&numbers(50_000), 7_000, None), stream(&numbers(50_000), 7_000)]
    {
        let file = file(&bytes, ".bin");
        let sample =
            |rows, seed| read_path(file.path().to_owned(), Sampling::Rows { rows, seed }, 1).unwrap();
        let (short, long, other) = (sample(3_000, 1), sample(20_000, 1), sample(3_000, 2));
        assert!(short.rows.len() >= 3_000 && long.rows.starts_with(&short.rows));
        assert_ne!(short.rows, other.rows);
        assert_eq!((short.report.rows.total, short.report.rows.total_is_exact), (50_000, true));
        assert!(long.numbers.iter().any(|n| *n > 40_000) && long.numbers.iter().any(|n| *n < 10_000));
        let named = short.numbers.iter().zip(&short.rows).all(|(n, row)| *row == format!("{n}|name {n}"));
        assert!(named);
        assert_eq!(sample(1_000_000, 1).rows.len(), 50_000);
    }
}

#[test]
fn damage_is_an_error_or_is_listed() {
    let whole = parquet(numbers(10_000), 2_000);
    assert!(error(&whole[..whole.len() / 2], ".parquet").contains("cut off"));
    assert!(error(b"id,name\n1,Ann and more\n", ".parquet").contains("only called like one"));
    assert!(error(b"PAR1", ".parquet").contains("too short"));
    assert!(
        error(&[&whole[..4], &[0xff; 40], b"PAR1"].concat(), ".parquet").contains("longer than the file")
    );
    let mut footer = whole.clone();
    let at = footer.len() - 60;
    footer[at..at + 40].fill(0xff);
    assert!(error(&footer, ".parquet").contains("footer is damaged"));
    assert!(error(b"id,name\n1,Ann and more\n", ".arrow").contains("no Arrow data"));
    assert!(error(b"FEA1 and some more bytes", ".feather").contains("version 1"));
    let packed = zstd::encode_all(whole.as_slice(), 1).unwrap();
    assert!(error(&packed, ".parquet.zst").contains("unpack it first"));
    // What lies before a cut is read from Arrow: its batches stand by themselves.
    for whole in [ipc(&numbers(10_000), 1_000, None), stream(&numbers(10_000), 1_000)] {
        let read = read(&whole[..whole.len() / 2], ".arrow").unwrap();
        assert!(
            (3_000..7_000).contains(&read.rows.len()),
            "{} of {} bytes {}",
            read.rows.len(),
            whole.len(),
            read.incomplete()
        );
        assert!(read.incomplete().contains("cut off here"), "{}", read.incomplete());
        assert!(!read.report.rows.total_is_exact);
    }
}

#[test]
fn damage_inside_of_the_data_never_panics_out() {
    let whole = parquet(numbers(20_000), 4_000);
    for at in (8..whole.len() - 400).step_by(whole.len() / 23) {
        let mut bytes = whole.clone();
        bytes[at..at + 16].fill(0xff);
        let file = file(&bytes, ".parquet");
        let input = crate::source::Input { path: file.path().to_owned(), ..Default::default() };
        if open(&input).is_ok() {
            let _ = read_path(file.path().to_owned(), Sampling::All, 2);
        }
    }
}
