//! The RLE and bit-packing hybrid in which levels and places in a dictionary are written (Parquet format, "Encodings").

/// Gives `count` values of `width` bits each with the number of times that they follow on each other; `None` where the
/// bytes hold fewer values, or anything beside them.
pub fn read(mut bytes: &[u8], width: u32, count: usize, mut give: impl FnMut(u32, usize)) -> Option<()> {
    if width > 32 {
        return None;
    }
    let mut left = count;
    while left > 0 {
        let (header, rest) = header(bytes)?;
        let length = usize::try_from(header >> 1).ok()?;
        if header & 1 == 0 {
            let (value, rest) = rest.split_at_checked(width.div_ceil(8) as usize)?;
            let value = value.iter().rev().fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
            if length == 0 || length > left || value >> width != 0 {
                return None;
            }
            give(u32::try_from(value).ok()?, length);
            (bytes, left) = (rest, left - length);
        } else {
            let values = length.checked_mul(8)?;
            // Some writers stop at the byte of the last value.
            let needed = left.min(values).checked_mul(width as usize)?.div_ceil(8);
            let whole = length.checked_mul(width as usize)?;
            let held = if rest.len() == needed { needed } else { whole };
            let (packed, rest) = rest.split_at_checked(held)?;
            if values == 0 || values - left.min(values) >= 8 {
                return None;
            }
            // The last eight are filled up by whatever the writer had at hand: places of other rows, no values.
            unpack(packed, width, left.min(values), &mut |value| give(value, 1))?;
            (bytes, left) = (rest, left - left.min(values));
        }
    }
    bytes.is_empty().then_some(())
}

/// A ULEB128 number of up to 32 bits, and what follows on it.
fn header(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut value = 0_u64;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((u32::try_from(value).ok()?, bytes.get(at + 1..)?));
        }
    }
    None
}

/// Values packed from the lowest bit on.
fn unpack(packed: &[u8], width: u32, values: usize, give: &mut impl FnMut(u32)) -> Option<()> {
    let (mut bits, mut held) = (0_u64, 0);
    let mut bytes = packed.iter();
    let mask = (1_u64 << width) - 1;
    for _ in 0..values {
        while held < width {
            bits |= u64::from(*bytes.next()?) << held;
            held += 8;
        }
        give((bits & mask) as u32);
        bits >>= width;
        held -= width;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], width: u32, count: usize) -> Option<Vec<u32>> {
        let mut out = Vec::new();
        read(bytes, width, count, |value, times| out.extend(std::iter::repeat_n(value, times)))?;
        Some(out)
    }

    #[test]
    fn runs_are_read_as_the_format_describes_them() {
        // The example of the format's documentation: 0 to 7 in three bits each.
        let packed = [3, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(all(&packed, 3, 8), Some((0..8).collect()));
        assert_eq!(all(&[10, 7], 3, 5), Some(vec![7; 5]));
        assert_eq!(all(&[4, 1, 3, 0b0000_0101], 1, 5), Some(vec![1, 1, 1, 0, 1]));
        assert_eq!(all(&[0x80, 0x02, 0x2c, 0x01], 9, 128), Some(vec![300; 128]));
        assert_eq!(all(&[3, 0b0001_1011, 0], 2, 4), Some(vec![3, 2, 1, 0]), "eight, of which four are there");
        assert_eq!(all(&[3, 0b0001_1011], 2, 4), Some(vec![3, 2, 1, 0]), "and the byte of the others is not");
        assert_eq!(all(&[6], 0, 3), Some(vec![0; 3]), "one entry takes no bits");
        assert_eq!(all(&[], 5, 0), Some(vec![]));
    }

    #[test]
    fn nothing_beside_the_values_passes() {
        let cases: [(&str, &[u8], u32, usize); 8] = [
            ("bytes after the last run", &[10, 7, 0], 3, 5),
            ("eight more than are needed", &[5, 0b0001_0101, 0], 1, 5),
            ("a run beyond the last value", &[12, 7], 3, 5),
            ("bits above the width", &[10, 9], 3, 5),
            ("a run of nothing", &[0, 7, 10, 7], 3, 5),
            ("too few", &[8, 7], 3, 5),
            ("too few in eight", &[3, 0b0001_1011], 2, 5),
            ("a header without an end", &[0xff, 0xff, 0xff, 0xff, 0xff, 0x01], 3, 5),
        ];
        for (what, bytes, width, count) in cases {
            assert_eq!(all(bytes, width, count), None, "{what}");
        }
    }
}
