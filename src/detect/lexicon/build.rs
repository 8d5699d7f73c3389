//! Makes the table of all word lists before the program is compiled, so that no start has to.
//!
//! Writes `lexicon.slots`, `lexicon.known` and `lexicon.sets`: see `table.rs`.

mod fold;
mod hash;
mod list;
mod lists;
mod table;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::{env, fs};

use lists::{Content, LISTS};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let out = env::var_os("OUT_DIR").ok_or("no OUT_DIR")?;
    println!("cargo::rerun-if-changed=src/detect/lexicon");
    write(&words()?, Path::new(&out))
}

/// The set of lists of each hash.
fn words() -> Result<BTreeMap<u64, u64>, Failure> {
    let mut words: BTreeMap<u64, u64> = BTreeMap::new();
    for source in LISTS {
        let mut unpacked = String::new();
        let text = match source.content {
            Content::Plain(plain) => plain,
            Content::Packed(bytes) => {
                flate2::read::GzDecoder::new(bytes).read_to_string(&mut unpacked)?;
                &unpacked
            }
        };
        for word in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(hash) = hash::hash(word.as_bytes()) {
                *words.entry(hash).or_default() |= source.list.bit();
            }
        }
    }
    Ok(words)
}

fn write(words: &BTreeMap<u64, u64>, out: &Path) -> Result<(), Failure> {
    // Nine tenths full at most: `known` answers for nearly all words that are not there.
    let bits = (words.len() * 10 / 9).next_power_of_two().trailing_zeros();
    let (mut slots, mut known) = (vec![0_u64; 1 << bits], vec![0_u8; table::KNOWN / 8]);
    let mut sets = vec![words.len() as u64];
    let mut numbers: BTreeMap<u64, u16> = BTreeMap::new();
    for (hash, set) in words {
        let number = match numbers.get(set) {
            Some(number) => *number,
            None => {
                let number = u16::try_from(sets.len())?;
                sets.push(*set);
                numbers.insert(*set, number);
                number
            }
        };
        let mut at = table::place(*hash, bits);
        while slots[at] != 0 {
            at = (at + 1) % slots.len();
        }
        slots[at] = *hash & !table::SET | u64::from(number);
        let (byte, bit) = table::bit(*hash);
        known[byte] |= bit;
    }
    let bytes = |numbers: &[u64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    fs::write(out.join("lexicon.slots"), bytes(&slots))?;
    fs::write(out.join("lexicon.known"), known)?;
    fs::write(out.join("lexicon.sets"), bytes(&sets))?;
    Ok(())
}
