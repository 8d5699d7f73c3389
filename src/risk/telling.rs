//! How well one column tells another.

/// Goodman and Kruskal's lambda: by how much knowing `by` lowers the errors of guessing `of`, 0 to 1 (Journal of the
/// American Statistical Association 49, 1954).
///
/// Only rows count whose value of `by` stands at least twice, since a unique value tells everything about its row alone;
/// `None` where that is fewer than half of the rows, or where there is nothing to guess.
#[must_use]
pub fn lambda(of: &[u32], by: &[u32]) -> Option<f64> {
    let mut pairs: Vec<(u32, u32)> = by.iter().copied().zip(of.iter().copied()).collect();
    pairs.sort_unstable();
    let (mut rows, mut told) = (0, 0);
    let mut counted = Vec::with_capacity(of.len());
    for group in pairs.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        rows += group.len();
        told += group.chunk_by(|a, b| a == b).map(<[(u32, u32)]>::len).max().unwrap_or(0);
        counted.extend(group.iter().map(|(_, value)| *value));
    }
    let blind = super::codes::counts(&counted).into_iter().max().unwrap_or(0) as usize;
    if rows * 2 < of.len() || rows == blind {
        return None;
    }
    Some((told - blind) as f64 / (rows - blind) as f64)
}

/// The share of rows, of those with both values, in which one value stands inside the other: letters and digits alone, in
/// small letters, digits in any usual order of a date. Values under four characters do not count.
#[must_use]
pub fn containment(a: &[Option<&[u8]>], b: &[Option<&[u8]>]) -> f64 {
    let (mut both, mut inside) = (0_u64, 0_u64);
    for (a, b) in a.iter().zip(b).filter_map(|(a, b)| Some(((*a)?, (*b)?))) {
        both += 1;
        inside += u64::from(stands_in(a, b) || stands_in(b, a));
    }
    if both == 0 { 0.0 } else { inside as f64 / both as f64 }
}

fn stands_in(part: &[u8], whole: &[u8]) -> bool {
    let (bare, inside) = (folded(part), folded(whole));
    let holds = |needle: &[u8]| needle.len() >= 4 && inside.windows(needle.len()).any(|w| w == needle);
    if holds(&bare) {
        return true;
    }
    // Every word of a name: "Ana Diaz" in ana.diaz@example.org.
    let words: Vec<Vec<u8>> = part.split(|b| !b.is_ascii_alphanumeric()).map(folded).collect();
    let long: Vec<&Vec<u8>> = words.iter().filter(|word| word.len() >= 3).collect();
    if long.len() > 1 && long.iter().all(|word| inside.windows(word.len()).any(|w| w == word.as_slice())) {
        return true;
    }
    // An ISO date as YYYYMMDD stands above; else as YYMMDD, DDMMYY, DDMMYYYY, MMDDYYYY.
    let is_date = part.len() >= 10 && part.get(4) == Some(&b'-') && part.get(7) == Some(&b'-');
    let (Some(year), Some(month), Some(day)) = (bare.get(..4), bare.get(4..6), bare.get(6..8)) else {
        return false;
    };
    let short = year.get(2..).unwrap_or(year);
    is_date
        && [[short, month, day], [day, month, short], [day, month, year], [month, day, year]]
            .iter()
            .any(|order| holds(&order.concat()))
}

fn folded(text: &[u8]) -> Vec<u8> {
    text.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lambda_is_the_reduction_of_errors() {
        for (of, by, want) in [
            // City by postal code: told completely.
            (&[0, 0, 1, 1, 1][..], &[0, 0, 1, 2, 2][..], Some(1.0)),
            (&[0, 0, 1, 1], &[0, 0, 1, 1], Some(1.0)),
            (&[0, 1, 0, 1], &[0, 0, 1, 1], Some(0.0)),
            (&[0, 1, 2, 3], &[0, 1, 2, 3], None),
            (&[0, 0], &[0, 0], None),
        ] {
            assert_eq!(lambda(of, by), want, "{of:?} by {by:?}");
        }
    }

    #[test]
    fn parts_are_found_in_wholes() {
        for (a, b, want) in [
            ("1985-03-12", "1203851234", 1.0),
            ("1985-03-12", "850312-1234", 1.0),
            ("Ana Diaz", "ana.diaz@example.org", 1.0),
            ("Smith", "jsmith7", 1.0),
            ("Ana", "banana", 0.0),
            ("1985-03-12", "850313-1234", 0.0),
        ] {
            let share = containment(&[Some(a.as_bytes()), None], &[Some(b.as_bytes()), Some(b"x")]);
            assert!((share - want).abs() < 1e-12, "{a} {b}");
        }
    }
}
