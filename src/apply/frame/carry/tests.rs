use polars::io::parquet::write::get_encodings;
use polars::prelude::{
    CompatLevel, DataFrame, DataType, NamedFrom as _, ParquetCompression, ParquetReader, ParquetWriter,
    Schema, SchemaExt as _, SerReader as _, Series,
};
use polars_parquet::parquet::metadata::FileMetadata;
use polars_parquet::parquet::page::{DataPageHeaderV1, DictPage};
use polars_parquet::parquet::read::read_metadata;
use polars_parquet::parquet::write::compress;
use polars_parquet::write::{
    CompressionOptions, DynIter, DynStreamingIterator, FileWriter, StatisticsOptions, Version, WriteOptions,
    array_to_columns, fallible_streaming_iterator, to_parquet_schema,
};
use polars_parquet_format::Encoding as Written;

use super::*;

const ROWS: usize = 3000;
const OPTIONS: WriteOptions = WriteOptions {
    statistics: StatisticsOptions {
        min_value: true,
        max_value: true,
        distinct_count: false,
        null_count: true,
        binary_statistics_truncate_length: None,
    },
    version: Version::V1,
    compression: CompressionOptions::Zstd(None),
    data_page_size: None,
};

/// Columns of every kind, with nulls in some.
fn table() -> DataFrame {
    let some = |at: usize| at % 7 != 3;
    let text =
        |at: usize| some(at).then(|| format!("{} a longer text that is cut {at}", "ä".repeat(at % 40)));
    let columns = vec![
        Series::new("few".into(), (0..ROWS).map(|at| ["red", "green", "blue"][at % 3]).collect::<Vec<_>>()),
        Series::new("many".into(), (0..ROWS).map(text).collect::<Vec<_>>()),
        Series::new("number".into(), (0..ROWS).map(|at| at as i64 * 7919 % 1000 - 500).collect::<Vec<_>>()),
        Series::new("small".into(), (0..ROWS).map(|at| some(at).then_some(at as u32)).collect::<Vec<_>>()),
        Series::new("real".into(), (0..ROWS).map(|at| at as f64 / 3.0 - 400.0).collect::<Vec<_>>()),
        Series::new("flag".into(), (0..ROWS).map(|at| some(at).then_some(at % 5 == 0)).collect::<Vec<_>>()),
        Series::new("day".into(), (0..ROWS).map(|at| at as i32).collect::<Vec<_>>())
            .cast(&DataType::Date)
            .unwrap(),
        Series::new(
            "huge".into(),
            (0..ROWS).map(|at| u64::MAX / 3000 * (at * 7 % ROWS) as u64).collect::<Vec<_>>(),
        ),
        Series::full_null("none".into(), ROWS, &DataType::Int64),
    ];
    DataFrame::new(ROWS, columns.into_iter().map(Into::into).collect()).unwrap()
}

fn written(table: &mut DataFrame, compression: ParquetCompression) -> Vec<u8> {
    let mut out = Vec::new();
    let writer = ParquetWriter::new(&mut out).with_compression(compression);
    writer.with_data_page_size(Some(4096)).finish(table).unwrap();
    out
}

/// A file of one row group with these pages.
fn file(schema: &Schema, group: &[Vec<CompressedPage>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut file = FileWriter::try_new(&mut out, schema.to_arrow(CompatLevel::newest()), OPTIONS).unwrap();
    let columns = group.iter().map(|pages| {
        let pages = pages.iter().map(polars::prelude::PolarsResult::Ok);
        Ok(DynStreamingIterator::new(fallible_streaming_iterator::convert(pages)))
    });
    file.write(u64::MAX, DynIter::new(columns)).unwrap();
    file.end(None).unwrap();
    out
}

fn metadata(file: &[u8]) -> FileMetadata {
    read_metadata(&mut Cursor::new(file)).unwrap()
}

fn columns(metadata: &FileMetadata) -> &[ColumnChunkMetadata] {
    metadata.row_groups[0].parquet_columns()
}

fn part(file: &[u8], chunk: &ColumnChunkMetadata) -> Vec<u8> {
    file[chunk.byte_range().start as usize..chunk.byte_range().end as usize].to_vec()
}

/// The statistics of a column are right where others are not always: its nulls, and numbers without a sign.
fn right(table: &DataFrame, chunk: &ColumnChunkMetadata, file: &FileMetadata) {
    let name = chunk.descriptor().path_in_schema[0].as_str();
    let told = chunk.statistics(&file.footer_buf).unwrap().unwrap().serialize();
    assert_eq!(told.null_count, Some(table.column(name).unwrap().null_count() as i64), "{name}");
    if name == "huge" {
        assert_eq!(told.min_value, Some(0_u64.to_le_bytes().to_vec()));
        assert_eq!(told.max_value, Some((u64::MAX / 3000 * 2999).to_le_bytes().to_vec()));
    }
}

#[test]
fn pages_of_polars_get_statistics_that_are_right() {
    let table = table();
    let schema = table.schema().to_arrow(CompatLevel::newest());
    let options = WriteOptions { data_page_size: Some(4096), ..OPTIONS };
    let (stored, encodings) = (to_parquet_schema(&schema).unwrap(), get_encodings(&schema));
    let columns_of = table.columns().iter().zip(stored.fields()).zip(encodings.iter());
    let group: Vec<Vec<CompressedPage>> = columns_of
        .flat_map(|((column, field), encodings)| {
            let array = column.as_materialized_series().to_arrow(0, CompatLevel::newest());
            array_to_columns(array, field.clone(), options, encodings).unwrap()
        })
        .zip(stored.columns())
        .map(|(pages, leaf)| {
            let pages = restated(leaf, pages.map(Result::unwrap).collect()).into_iter();
            pages.map(|page| compress(page, Vec::new(), options.compression).unwrap()).collect()
        })
        .collect();
    let file = file(table.schema(), &group);
    assert!(ParquetReader::new(Cursor::new(&file)).finish().unwrap().equals_missing(&table));
    let metadata = metadata(&file);
    columns(&metadata).iter().for_each(|chunk| right(&table, chunk, &metadata));
}

#[test]
fn pages_of_every_kind_are_carried_over_with_the_statistics_of_their_cells() {
    let mut table = table();
    let codecs = [
        ParquetCompression::Uncompressed,
        ParquetCompression::Snappy,
        ParquetCompression::Lz4Raw,
        ParquetCompression::Zstd(None),
    ];
    for codec in codecs {
        let original = written(&mut table, codec);
        let before = metadata(&original);
        let carried: Vec<_> = columns(&before)
            .iter()
            .map(|chunk| pages(part(&original, chunk), chunk, ROWS).unwrap_or_else(|| panic!("{chunk:?}")))
            .collect();
        assert!(carried.iter().any(|pages| pages.len() > 3), "several pages");
        let copy = file(table.schema(), &carried);
        let read = ParquetReader::new(Cursor::new(&copy)).finish().unwrap();
        assert!(read.equals_missing(&table), "{codec:?}");
        let after = metadata(&copy);
        for (mine, theirs) in columns(&after).iter().zip(columns(&before)) {
            assert!(fits(theirs.descriptor(), mine.descriptor()));
            right(&table, mine, &after);
            let of = |chunk: &ColumnChunkMetadata, file: &FileMetadata| {
                let told = chunk.statistics(&file.footer_buf).unwrap().unwrap().serialize();
                (told.min_value, told.max_value)
            };
            // polars-parquet folds unsigned numbers as if they had a sign.
            if theirs.descriptor().path_in_schema[0] != "huge" {
                assert_eq!(of(mine, &after), of(theirs, &before), "{codec:?}");
            }
        }
    }
    let original = written(&mut table, ParquetCompression::Gzip(None));
    let gzip = metadata(&original);
    let chunk = &columns(&gzip)[0];
    assert!(pages(part(&original, chunk), chunk, ROWS).is_none(), "bytes may follow on gzip");
}

/// A column chunk of texts: its dictionary, and the bytes of its data page.
fn by_hand(entries: &[&str], values: &[u8], rows: i32, encoding: Written) -> Option<Vec<CompressedPage>> {
    let schema = Schema::from_iter([("few".into(), DataType::String)]);
    let empty = file(&schema, &[Vec::new()]);
    let descriptor = columns(&metadata(&empty))[0].descriptor().descriptor.clone();
    let mut plain = Vec::new();
    for entry in entries {
        plain.extend((entry.len() as u32).to_le_bytes());
        plain.extend(entry.bytes());
    }
    let dictionary = DictPage::new(CowBuffer::Owned(plain), entries.len(), false);
    let header = DataPageHeaderV1 {
        num_values: rows,
        encoding,
        definition_level_encoding: Written::RLE,
        repetition_level_encoding: Written::RLE,
        statistics: Some(Bounds::new(Kind::Boolean).statistics(0).unwrap()),
    };
    // All of them are there.
    let mut bytes = vec![2, 0, 0, 0, (rows as u8) << 1, 1];
    bytes.extend(values);
    let page = DataPage::new(DataPageHeader::V1(header), CowBuffer::Owned(bytes), descriptor, rows as usize);
    let pack = |page| compress(page, Vec::new(), CompressionOptions::Zstd(None)).unwrap();
    let whole = file(&schema, &[vec![pack(Page::Dict(dictionary)), pack(Page::Data(page))]]);
    let metadata = metadata(&whole);
    let chunk = &columns(&metadata)[0];
    pages(part(&whole, chunk), chunk, rows as usize)
}

#[test]
fn what_no_cell_shows_is_not_carried_over() {
    let by_places = Written::RLE_DICTIONARY;
    let both = [1, 2, 0, 2, 1];
    assert_eq!(by_hand(&["red", "blue"], &both, 2, by_places).map(|pages| pages.len()), Some(2));
    let plain = b"\x03\0\0\0red";
    assert!(by_hand(&[], plain, 1, Written::PLAIN).is_some());
    let cases: [(&str, &[&str], &[u8], i32, Written); 5] = [
        ("an entry that is not used", &["red", "blue", "Ana Silva"], &both, 2, by_places),
        ("a place that no entry has", &["red"], &both, 2, by_places),
        ("bytes after the last place", &["red", "blue"], &[1, 2, 0, 2, 1, 77], 2, by_places),
        ("bytes after the last value", &[], b"\x03\0\0\0redAna Silva", 1, Written::PLAIN),
        ("another encoding", &["red"], plain, 1, Written::DELTA_BYTE_ARRAY),
    ];
    for (what, entries, values, rows, encoding) in cases {
        assert!(by_hand(entries, values, rows, encoding).is_none(), "{what}");
    }
}

#[test]
fn bytes_after_a_packed_block_are_seen() {
    let plain = b"Ana Silva, Ana Silva, Ana Silva".as_slice();
    let packed = zstd::bulk::compress(plain, 3).unwrap();
    assert!(packed_whole(Compression::Zstd, &packed, plain.len()));
    assert!(!packed_whole(Compression::Zstd, &packed, plain.len() - 1), "more than the page says");
    assert!(!packed_whole(Compression::Zstd, &[&packed[..], b"Ana"].concat(), plain.len()));
    assert!(!packed_whole(Compression::Gzip, &packed, plain.len()));
}
