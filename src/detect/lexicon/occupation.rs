//! Occupations by list and by the head word of a job title.

use super::{List, memberships};

/// Whether a text names an occupation: a known one, or a title whose head word is one ("Senior Data Engineer",
/// "Head of Sales"). The head is the last word, or the one before "of", "for", "in", a comma, a slash or a bracket.
#[must_use]
pub fn is_occupation(text: &str) -> bool {
    if text.len() < 3
        || text.len() > 90
        || text.bytes().any(|b| {
            b.is_ascii_digit() || matches!(b, b'@' | b':' | b';' | b'|' | b'<' | b'>' | b'{' | b'}' | b'=')
        })
    {
        return false;
    }
    if memberships(text) & (List::Occupations.bit() | List::OccupationHeads.bit()) != 0 {
        return true;
    }
    let head_part = text.split([',', '(', '/']).next().unwrap_or(text);
    let mut head = "";
    let mut words = 0;
    for word in head_part.split(' ').filter(|word| !word.is_empty()) {
        if words > 0
            && ["of", "for", "in", "de", "für", "di", "&", "and", "-", "–", "des", "du"].contains(&word)
        {
            break;
        }
        head = word;
        words += 1;
        if words > 6 {
            return false;
        }
    }
    memberships(head) & List::OccupationHeads.bit() != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn job_titles_are_read_by_their_head() {
        for text in [
            "Senior Data Engineer",
            "Head of Sales",
            "nurse",
            "Engineer, civil",
            "Directeur",
            "Accountant (chartered)",
        ] {
            assert!(is_occupation(text), "{text}");
        }
        for text in
            ["red wine", "Berlin", "2nd engineer 5", "", "of", "the quick brown fox jumps over lazy dogs"]
        {
            assert!(!is_occupation(text), "{text}");
        }
    }
}
