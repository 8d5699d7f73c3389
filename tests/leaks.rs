//! Original values planted in masked files, in every place and form that `verify` names.

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use polars::prelude::{
    Column, DataFrame, DataType, FrozenCategories, KeyValueMetadata, NamedFrom as _, ParquetCompression,
    ParquetReader, ParquetWriter, SerReader as _, Series,
};
use sha2::Digest as _;

use crate::support::project::Project;

/// Rows of the table, each of which every way of planting spoils once.
const ROWS: usize = 16;
const HEADER: &str = "id,email,phone,surname,city,remark";
const CITIES: [&str; 4] = ["Franklin", "Lincoln", "Madison", "Jackson"];

fn email(row: usize) -> String {
    format!("Person.{row:02}@example.com")
}

fn phone(row: usize) -> String {
    format!("+49 30 2312 {row:04}")
}

/// A table in which a city is somebody's surname, as chance wants it.
fn original() -> String {
    let row = |n: usize| {
        let (surname, city) = (CITIES[(n + 1) % 4], CITIES[n % 4]);
        format!("{n},{},{},{surname},{city},all is well with row {n}\n", email(n), phone(n))
    };
    format!("{HEADER}\n{}", (0..ROWS).map(row).collect::<String>())
}

fn decide(project: &Project) {
    project.expect(0, &["keys", "new"]);
    for (column, action) in
        [("email", "pseudonym"), ("remark", "redact_entities"), ("phone", ""), ("surname", "")]
    {
        let name = format!("*.{column}");
        let args: &[&str] = if action.is_empty() {
            &["decide", &name, "--drop"]
        } else {
            &["decide", &name, "--mask", action]
        };
        project.expect(0, args);
    }
    project.expect(0, &["decide", "*.id", "*.city", "--keep"]);
    project.expect(0, &["plan", "build"]);
}

/// Verifies and gives the exit code with the count and reason of every leak.
fn leaks(project: &Project, masked: &str, original: &str) -> (i32, Vec<(u64, String)>) {
    let table = format!("{original}={masked}");
    let args = ["verify", "vizard-plan.json", masked, "--original", original, "--table", &table, "--json"];
    let ended = project.run(&args);
    for row in 0..ROWS {
        assert!(
            !ended.stdout.contains(&email(row)) && !ended.stdout.contains(&phone(row)),
            "no value is shown"
        );
    }
    let report: serde_json::Value = serde_json::from_str(&ended.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}\n{}", ended.stdout, ended.stderr));
    let lines = report["checks"].as_array().unwrap().iter();
    let lines = lines.filter(|line| line["check"] == "leak" && line["finding"] == "fail");
    let leak = |line: &serde_json::Value| {
        (line["count"].as_u64().unwrap(), line["why"].as_str().unwrap().to_owned())
    };
    let found: Vec<(u64, String)> = lines.map(leak).collect();
    assert!(ended.code < 2, "{}", ended.stdout);
    (ended.code, found)
}

/// The masked table with one cell of every row replaced.
fn spoiled(honest: &str, column: usize, cell: impl Fn(usize, &str) -> String) -> String {
    let mut lines: Vec<String> = honest.lines().map(str::to_owned).collect();
    for (row, line) in lines.iter_mut().skip(1).enumerate() {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        cells[column] = cell(row, &cells[column]);
        *line = cells.join(",");
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_leak_is_found_in_every_form_and_place_of_a_delimited_file() {
    let project = Project::with("people.csv", &original());
    decide(&project);
    project.expect(0, &["apply", "vizard-plan.json", "people.csv", "--output", "masked/"]);
    let honest = project.read("masked/people.csv");
    assert_eq!(honest.lines().next(), Some("id,email,city,remark"));
    assert_eq!(
        leaks(&project, "masked/people.csv", "people.csv"),
        (0, Vec::new()),
        "a city that is a surname elsewhere is chance"
    );
    const EMAIL: usize = 1;
    const CITY: usize = 2;
    const REMARK: usize = 3;
    let digest = |bytes: &[u8]| HEXLOWER.encode(bytes);
    let ways: Vec<(&str, String)> = vec![
        ("in cells as they were", spoiled(&honest, CITY, |row, _| email(row))),
        ("in cells as they were", spoiled(&honest, CITY, |row, _| phone(row))),
        ("in cells as they were", spoiled(&honest, EMAIL, |row, _| email(row))),
        ("in cells as they were", spoiled(&honest, EMAIL, |row, _| email((row + 5) % ROWS))),
        ("in cells as they were", spoiled(&honest, EMAIL, |row, _| phone(row))),
        ("in another case", spoiled(&honest, CITY, |row, _| email(row).to_uppercase())),
        ("with blanks", spoiled(&honest, CITY, |row, _| format!("  {} ", email(row)))),
        ("by their digits", spoiled(&honest, CITY, |row, _| phone(row).replace(['+', ' '], ""))),
        ("by their digits", spoiled(&honest, CITY, |row, _| phone(row).replace(' ', "-"))),
        ("in base64", spoiled(&honest, CITY, |row, _| BASE64.encode(email(row).as_bytes()))),
        ("in base64", spoiled(&honest, EMAIL, |row, _| BASE64URL_NOPAD.encode(phone(row).as_bytes()))),
        ("in hexadecimal", spoiled(&honest, CITY, |row, _| HEXUPPER.encode(email(row).as_bytes()))),
        ("MD5", spoiled(&honest, CITY, |row, _| digest(&md5::Md5::digest(email(row))))),
        ("SHA-1", spoiled(&honest, CITY, |row, _| digest(&sha1::Sha1::digest(email(row))))),
        (
            "SHA-256",
            spoiled(&honest, CITY, |row, _| digest(&sha2::Sha256::digest(email(row).to_lowercase()))),
        ),
        ("inside a longer text", spoiled(&honest, CITY, |row, city| format!("{city} <{}>", email(row)))),
        ("value that a masked or dropped column has in the same row", {
            spoiled(&honest, REMARK, |row, text| format!("{text} call {}", phone(row)))
        }),
        ("in a column that the plan does not know as they were", {
            let lines = honest.lines().enumerate();
            let lines = lines.map(|(at, l)| match at {
                0 => format!("{l},extra\n"),
                _ => format!("{l},{}\n", email(at - 1)),
            });
            lines.collect()
        }),
        ("in cells as they were", {
            let more = (0..ROWS).map(|row| format!("99,{},Berlin,x\n", email(row))).collect::<String>();
            honest.clone() + &more
        }),
    ];
    for (kind, tampered) in &ways {
        project.write("masked/people.csv", tampered);
        let (code, found) = leaks(&project, "masked/people.csv", "people.csv");
        assert_eq!(code, 1, "{kind}");
        let counted: u64 = found.iter().filter(|(_, why)| why.contains(kind)).map(|(count, _)| *count).sum();
        assert_eq!(counted, ROWS as u64, "{kind}: {found:?}");
    }
    assert!(ways.len() >= 15 && ways.len() * ROWS >= 200);
}

#[test]
fn values_in_headers_and_file_names_are_leaks() {
    let project = Project::with("people.csv", &original());
    decide(&project);
    project.expect(0, &["apply", "vizard-plan.json", "people.csv", "--output", "masked/"]);
    let honest = project.read("masked/people.csv");
    let named = format!("masked/{}.csv", email(3).to_lowercase());
    project.write(&named, &honest);
    project.write("masked/part_Franklin.csv", &honest);
    project.write("masked/header.csv", honest.replacen("city", "city of Franklin", 1));
    for (file, kind) in [
        (named.as_str(), "in the file's name in another case"),
        ("masked/part_Franklin.csv", "in the file's name as they were"),
        ("masked/header.csv", "in a header as they were"),
    ] {
        let (code, found) = leaks(&project, file, "people.csv");
        assert_eq!(code, 1, "{file}");
        assert!(found.iter().any(|(_, why)| why.contains(kind)), "{kind}: {found:?}");
    }
}

/// A Parquet file of a table, uncompressed so that its bytes can be changed.
fn parquet(table: &mut DataFrame, metadata: Option<(&str, String)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = ParquetWriter::new(&mut bytes).with_compression(ParquetCompression::Uncompressed);
    if let Some((key, value)) = metadata {
        writer = writer
            .with_key_value_metadata(Some(KeyValueMetadata::from_static(vec![(key.to_owned(), value)])));
    }
    writer.finish(table).unwrap();
    bytes
}

#[test]
fn values_beside_the_cells_of_a_parquet_file_are_leaks() {
    let project = Project::new();
    let names: Vec<String> = (0..ROWS).map(email).collect();
    let phones: Vec<String> = (0..ROWS).map(|row| format!("49302312{row:08}")).collect();
    let city: Vec<&str> = (0..ROWS).map(|row| CITIES[row % 4]).collect();
    let columns: Vec<Column> = vec![
        Series::new("email".into(), &names).into(),
        Series::new("phone".into(), &phones).into(),
        Series::new("city".into(), &city).into(),
    ];
    let mut table = DataFrame::new(ROWS, columns).unwrap();
    project.write("people.parquet", parquet(&mut table, None));
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.email", "--mask", "pseudonym"]);
    project.expect(0, &["decide", "*.phone", "--drop"]);
    project.expect(0, &["decide", "*.city", "--keep"]);
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["apply", "vizard-plan.json", "people.parquet", "--output", "masked/"]);
    let honest = std::fs::File::open(project.file("masked/people.parquet")).unwrap();
    let mut honest = ParquetReader::new(honest).finish().unwrap();
    let plain = parquet(&mut honest, None);

    let footer =
        plain.len() - 8 - u32::from_le_bytes(*plain[plain.len() - 8..].first_chunk().unwrap()) as usize;
    let mut gap = plain.clone();
    gap.splice(footer..footer, format!("\0{}\0", names[4]).into_bytes());

    // The least token of the statistics becomes an original of the same length.
    let least = honest.column("email").unwrap().str().unwrap().iter().flatten().min().unwrap().to_owned();
    let mut statistics = plain.clone();
    let at = memchr::memmem::rfind(&statistics, least.as_bytes()).unwrap();
    assert!(at > footer && least.len() == phones[0].len());
    statistics.splice(at..at + least.len(), phones[5].bytes());

    let categories = CITIES.iter().copied().chain([names[6].as_str()]);
    let categories = FrozenCategories::new(categories).unwrap();
    let kind = DataType::Enum(categories.clone(), categories.mapping().clone());
    let mut enumerated = honest.clone();
    let city = enumerated.column("city").unwrap().cast(&kind).unwrap();
    enumerated.replace("city", city).unwrap();

    let note = |text: String| parquet(&mut honest.clone(), Some(("pandas", text)));
    let ways = [
        (0, "", plain.clone()),
        (1, "in the file's metadata as they were", note(format!("{{\"note\": \"{}\"}}", names[2]))),
        (1, "in the file's metadata as they were", note(format!("exported for {}", phones[2]))),
        (
            1,
            "in the file's metadata in base64",
            note(format!("v={}", BASE64URL_NOPAD.encode(names[2].as_bytes()))),
        ),
        (1, "in bytes between the file's parts as they were", gap),
        (1, "in statistics as they were", statistics),
        (1, "in dictionary entries that no cell uses as they were", parquet(&mut enumerated, None)),
    ];
    for (wanted, kind, bytes) in ways {
        project.write("masked/people.parquet", bytes);
        let (code, found) = leaks(&project, "masked/people.parquet", "people.parquet");
        assert_eq!(code, wanted, "{kind}: {found:?}");
        assert_eq!(found.iter().any(|(_, why)| why.contains(kind)), wanted == 1, "{kind}: {found:?}");
    }
}
