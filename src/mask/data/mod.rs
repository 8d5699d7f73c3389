//! Short lists of ordinary words for made-up names, addresses and companies, by language; compiled by hand.

/// The languages there are.
pub const LANGUAGES: &[&str] = &["en", "de", "fr", "es"];

/// The lists of one language.
pub struct Words {
    /// Given names.
    pub first: Vec<&'static str>,
    /// Family names.
    pub last: Vec<&'static str>,
    /// Streets without number.
    pub streets: Vec<&'static str>,
    /// Towns, made up.
    pub towns: Vec<&'static str>,
    /// What companies are called after.
    pub trades: Vec<&'static str>,
    /// Legal forms.
    pub forms: Vec<&'static str>,
    /// Whether the house number stands before the street.
    pub number_first: bool,
}

/// The lists of a language; English for one that there is not.
pub fn words(language: &str) -> Words {
    let text = match language {
        "de" => include_str!("de.txt"),
        "fr" => include_str!("fr.txt"),
        "es" => include_str!("es.txt"),
        _ => include_str!("en.txt"),
    };
    // One line a list: its name, a colon, the words with commas between.
    let list = |name: &str| -> Vec<&'static str> {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
    };
    Words {
        first: list("first"),
        last: list("last"),
        streets: list("streets"),
        towns: list("towns"),
        trades: list("trades"),
        forms: list("forms"),
        number_first: !matches!(language, "de" | "es"),
    }
}

/// Whole bits of a number of possibilities: the collision class of a list.
pub fn bits(possible: &[usize]) -> u32 {
    possible.iter().product::<usize>().max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_full_and_holds_each_word_once() {
        for language in LANGUAGES {
            let words = words(language);
            for (name, list, least) in [
                ("first", &words.first, 64),
                ("last", &words.last, 100),
                ("streets", &words.streets, 40),
                ("towns", &words.towns, 24),
                ("trades", &words.trades, 24),
                ("forms", &words.forms, 2),
            ] {
                let mut distinct = list.clone();
                distinct.sort_unstable();
                distinct.dedup();
                assert_eq!(distinct.len(), list.len(), "{language} {name} holds a word twice");
                assert!(list.len() >= least, "{language} {name} has {} words", list.len());
            }
        }
    }
}
