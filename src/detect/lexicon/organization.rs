//! Names of organisations by legal form or telling word.

use super::{List, memberships};

/// Whether a text names an organisation: it holds a legal form (`Inc`, `GmbH`, `S.A.`, `Ltd.`) after the first word, or
/// a word that firms, schools and public bodies carry (`Bank`, `University`, `Holdings`).
#[must_use]
pub fn is_organization(text: &str) -> bool {
    if text.len() < 4
        || text.len() > 120
        || text.bytes().any(|b| matches!(b, b'@' | b'|' | b'<' | b'>' | b'{' | b'}' | b'='))
    {
        return false;
    }
    // What is a list's entry as a whole is no name; few texts come so far as to be asked.
    let other = List::Education.bit() | List::Occupations.bit() | List::CommonWords.bit();
    let is_other = || memberships(text) & other != 0;
    let mut words = 0;
    let mut telling = false;
    for word in text.split([' ', ',', '(', ')', '/']).filter(|word| !word.is_empty()) {
        let lists = memberships(word);
        if words > 0 && lists & List::LegalForms.bit() != 0 {
            return !is_other();
        }
        telling |= lists & List::OrganizationWords.bit() != 0;
        words += 1;
        if words > 12 {
            return false;
        }
    }
    telling && words > 1 && !is_other()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_are_known_by_their_form() {
        for text in [
            "Acme Inc.",
            "Muster GmbH & Co. KG",
            "Ejemplo S.A.",
            "Example Holdings Ltd",
            "University of Somewhere",
        ] {
            assert!(is_organization(text), "{text}");
        }
        for text in ["Maria Gonzalez", "Inc", "red wine", "", "bank"] {
            assert!(!is_organization(text), "{text}");
        }
    }
}
