//! Scans the cells of a CSV file one by one with datafog-core and prints the number of findings: datafog FILE.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("datafog FILE")?;
    let mut found = 0;
    for record in csv::Reader::from_path(file)?.records() {
        found += record?.iter().map(|cell| datafog_core::scan(cell).len()).sum::<usize>();
    }
    println!("{found}");
    Ok(())
}
