//! Medicines by list and by the stem of their international name.

use super::{List, memberships};

/// Stems of international non-proprietary names (WHO, stem book) that ordinary words rarely end in.
const STEMS: &[&str] = &[
    "pril",
    "sartan",
    "statin",
    "olol",
    "mab",
    "tinib",
    "azole",
    "cillin",
    "mycin",
    "floxacin",
    "cycline",
    "dipine",
    "gliptin",
    "gliflozin",
    "glutide",
    "prazole",
    "tidine",
    "triptan",
    "oxetine",
    "azepam",
    "setron",
    "parin",
    "xaban",
    "vir",
    "caine",
    "profen",
    "afil",
    "lukast",
    "conazole",
    "thiazide",
    "semide",
    "terol",
    "sone",
    "solone",
    "pezil",
];

/// Whether a text names a medicine, with a strength ("Metformin 500 mg", "Ramipril 5mg tabl.") or without.
#[must_use]
pub fn is_medicine(text: &str) -> bool {
    if text.len() < 4
        || text.len() > 90
        || text.bytes().any(|b| matches!(b, b'@' | b'|' | b'<' | b'>' | b'{' | b'}' | b'='))
    {
        return false;
    }
    if memberships(text) & List::Drugs.bit() != 0 {
        return true;
    }
    let name = text.split([' ', ',', '/', '-']).next().unwrap_or(text);
    let lists = memberships(name);
    if lists & List::Drugs.bit() != 0 {
        // Alone a first word is weak: "iron gate", "vitamin store". A strength or a single word makes it one.
        return name.len() == text.len() || text.bytes().any(|b| b.is_ascii_digit());
    }
    let known = List::CommonWords.bit() | List::FirstNames.bit() | List::LastNames.bit() | List::Cities.bit();
    name.len() >= 7
        && lists & known == 0
        && name.bytes().all(|b| b.is_ascii_alphabetic())
        && STEMS.iter().any(|stem| {
            name.len() > stem.len() + 2
                && name.get(name.len() - stem.len()..).is_some_and(|end| end.eq_ignore_ascii_case(stem))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medicines_are_known_by_name_and_stem() {
        for text in ["Ibuprofen", "Metformin 500 mg", "telmisartan", "Ramipril 5mg", "Nivolumab"] {
            assert!(is_medicine(text), "{text}");
        }
        for text in ["Table", "April", "iron gate", "Maria Gonzalez", "", "stone", "500 mg"] {
            assert!(!is_medicine(text), "{text}");
        }
    }
}
