//! Pages looked through: their levels, places and values, each read to its last byte.

use std::ops::Range;

use polars_parquet::parquet::encoding::Encoding;
use polars_parquet::parquet::page::{DataPage, split_buffer};
use polars_parquet_format::Statistics;

use super::bounds::{Bounds, Kind};
use super::runs;

/// The statistics and the rows of a page in which nothing stands beside its cells.
pub fn looked_through(
    kind: Kind,
    page: &DataPage,
    dictionary: Option<&mut Dictionary>,
) -> Option<(Statistics, usize)> {
    let cells = page.num_values();
    let parts = split_buffer(page).ok()?;
    let (mut rows, mut there) = (cells, cells);
    if page.descriptor.max_rep_level > 0 {
        (page.repetition_level_encoding() == Encoding::Rle).then_some(())?;
        let (mut begins, mut first) = (0, None);
        runs::read(parts.rep, bits(page.descriptor.max_rep_level)?, cells, |level, times| {
            first.get_or_insert(level);
            begins += if level == 0 { times } else { 0 };
        })?;
        // A row must not go on from the page before: page indexes name whole rows.
        first.is_none_or(|level| level == 0).then_some(())?;
        rows = begins;
    } else if !parts.rep.is_empty() {
        return None;
    }
    if page.descriptor.max_def_level > 0 {
        (page.definition_level_encoding() == Encoding::Rle).then_some(())?;
        let most = u32::try_from(page.descriptor.max_def_level).ok()?;
        there = 0;
        runs::read(parts.def, bits(page.descriptor.max_def_level)?, cells, |level, times| {
            there += if level == most { times } else { 0 };
        })?;
    }
    let nulls = cells - there;
    if page.null_count().is_some_and(|told| told != nulls) {
        return None;
    }
    let mut bounds = Bounds::new(kind);
    let statistics = match page.encoding() {
        Encoding::Plain => {
            plain(kind, parts.values, there, |value| bounds.add(value))?;
            bounds.statistics(nulls)
        }
        Encoding::RleDictionary | Encoding::PlainDictionary => {
            let dictionary = dictionary?;
            let (width, packed) = match parts.values.split_first() {
                Some((width, packed)) => (u32::from(*width), packed),
                None => (0, &[][..]),
            };
            let mut here = vec![false; dictionary.entries.len()];
            let mut known = true;
            runs::read(packed, width, there, |place, _| match here.get_mut(place as usize) {
                Some(here) => *here = true,
                None => known = false,
            })?;
            known.then_some(())?;
            for place in (0..here.len()).filter(|place| here.get(*place) == Some(&true)) {
                bounds.add(dictionary.bytes.get(dictionary.entries.get(place)?.clone())?);
            }
            dictionary.used.iter_mut().zip(here).for_each(|(used, here)| *used |= here);
            bounds.statistics(nulls)
        }
        _ => None,
    };
    Some((statistics?, rows))
}

/// Bits of a level up to this one.
fn bits(most: i16) -> Option<u32> {
    Some(u16::BITS - u16::try_from(most).ok()?.leading_zeros())
}

/// The values of a page or dictionary in encoding PLAIN, which must hold so many and nothing else.
fn plain<'a>(kind: Kind, mut bytes: &'a [u8], count: usize, mut give: impl FnMut(&'a [u8])) -> Option<()> {
    if let Some(width) = kind.width() {
        (bytes.len() == count.checked_mul(width)?).then_some(())?;
        bytes.chunks_exact(width).for_each(give);
        return Some(());
    }
    if kind == Kind::Boolean {
        const BITS: [u8; 2] = [0, 1];
        (bytes.len() == count.div_ceil(8)).then_some(())?;
        for at in 0..bytes.len() * 8 {
            let bit = usize::from(bytes.get(at / 8)? >> (at % 8) & 1);
            if at < count {
                give(BITS.get(bit..=bit)?);
            } else if bit == 1 {
                return None;
            }
        }
        return Some(());
    }
    for _ in 0..count {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (value, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        give(value);
        bytes = rest;
    }
    bytes.is_empty().then_some(())
}

/// The dictionary page of a column chunk.
pub struct Dictionary {
    bytes: Vec<u8>,
    entries: Vec<Range<usize>>,
    /// Whether a cell shows the entry.
    pub used: Vec<bool>,
}

impl Dictionary {
    /// The entries of a page of so many; `None` where anything stands beside them.
    pub fn new(kind: Kind, bytes: Vec<u8>, count: usize) -> Option<Self> {
        let before = match kind {
            Kind::Boolean => return None,
            Kind::Bytes { .. } => 4,
            _ => 0,
        };
        let (mut entries, mut at) = (Vec::new(), 0);
        plain(kind, &bytes, count, |entry| {
            at += before;
            entries.push(at..at + entry.len());
            at += entry.len();
        })?;
        Some(Self { used: vec![false; entries.len()], entries, bytes })
    }
}
