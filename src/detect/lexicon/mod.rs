//! Word lists: what a name, a place or a diagnosis looks like when no pattern tells.
//!
//! Every list stands in one table from the hash of a folded word to the set of lists that hold it, so that one probe
//! answers for all lists. The table is made when the program is compiled, from the files in `data/` (see `data/SOURCES.md`).

mod fold;
mod hash;
mod index;
mod list;
#[cfg(test)]
mod lists;
mod medicine;
mod native;
mod occupation;
mod organization;
mod person;
mod street;
mod table;
mod words;

pub use fold::fold;
pub use index::{memberships, word_count};
pub use list::List;
pub use medicine::is_medicine;
pub use occupation::is_occupation;
pub use organization::is_organization;
pub use person::is_person;
pub use street::{has_street_word, is_street};

/// A word list with its source.
pub struct Lexicon {
    /// Name.
    pub name: &'static str,
    /// Where it comes from and under which licence.
    pub source: &'static str,
    /// The list that it is, where one look at [`memberships`] answers.
    pub list: Option<List>,
    /// Whether a word is a member; case, accents, dots, apostrophes and hyphens do not matter.
    pub contains: fn(&str) -> bool,
}

/// Whether a list holds the word.
#[must_use]
pub fn has(list: List, word: &str) -> bool {
    memberships(word) & list.bit() != 0
}

macro_rules! lexicons {
    ($($(#[$doc:meta])* $name:ident = $list:ident, $id:literal, $source:literal;)*) => {
        $($(#[$doc])* pub static $name: Lexicon = Lexicon {
            name: $id,
            source: $source,
            list: Some(List::$list),
            contains: |word| has(List::$list, word),
        };)*
    };
}

lexicons! {
    /// Given names.
    FIRST_NAMES = FirstNames, "first_names", "US Census and SSA (public domain), IBGE, and MIT or BSD lists; see SOURCES.md";
    /// Family names.
    LAST_NAMES = LastNames, "last_names", "US Census (public domain), and MIT or BSD lists; see SOURCES.md";
    /// Places of at least 5 000 people.
    CITIES = Cities, "cities", "GeoNames, CC BY 4.0";
    /// Countries in twenty languages.
    COUNTRIES = Countries, "countries", "Unicode CLDR, ISO 3166-1";
    /// ISO 3166-1 codes of two and three letters.
    COUNTRY_CODES = CountryCodes, "country_codes", "ISO 3166-1";
    /// States, provinces, districts of about thirty countries.
    REGIONS = Regions, "regions", "ISO 3166-2, GeoNames (CC BY 4.0)";
    /// Codes of states of eight countries.
    REGION_CODES = RegionCodes, "region_codes", "ISO 3166-2";
    /// Languages in twenty languages.
    LANGUAGES = Languages, "languages", "Unicode CLDR";
    /// ISO 639-1 codes.
    LANGUAGE_CODES = LanguageCodes, "language_codes", "ISO 639-1";
    /// Currencies: codes and English names.
    CURRENCIES = Currencies, "currencies", "ISO 4217";
    /// Illnesses, injuries, symptoms.
    DIAGNOSES = Diagnoses, "diagnoses", "ICD-10-CM (public domain), WordNet";
    /// Medicines.
    DRUGS = Drugs, "drugs", "WordNet; common active substances by hand";
    /// Crimes.
    CRIMES = Crimes, "crimes", "WordNet";
    /// Religions and their members.
    RELIGIONS = Religions, "religions", "WordNet; several languages by hand";
    /// Nationalities and demonyms.
    NATIONALITIES = Nationalities, "nationalities", "WordNet; several languages by hand";
    /// Relatives.
    KIN = Kin, "kin", "WordNet";
    /// Genders in several languages.
    GENDERS = Genders, "genders", "by hand";
    /// Marital states in several languages.
    MARITAL = Marital, "marital", "by hand";
    /// Levels of education and degrees.
    EDUCATION = Education, "education", "by hand";
    /// Political parties and leanings.
    PARTIES = Parties, "parties", "by hand";
    /// Races and ethnicities as forms list them.
    ETHNICITIES = Ethnicities, "ethnicities", "by hand, from the categories of the US, UK, Brazilian and South African censuses";
    /// Titles and suffixes of names.
    AFFIXES = Affixes, "affixes", "by hand";
    /// Sexual orientations.
    ORIENTATIONS = Orientations, "orientations", "by hand";
    /// Trade unions and words for membership.
    UNIONS = Unions, "unions", "by hand";
    /// Answers about smoking, drinking and diet.
    LIFESTYLE = Lifestyle, "lifestyle", "by hand";
    /// Colours of eyes and hair.
    BODY_COLOURS = BodyColours, "body_colours", "by hand";
    /// Words of closed vocabularies: states of a process, colours, weekdays, answers.
    CATEGORIES = Categories, "categories", "by hand";
    /// Ordinary English words.
    COMMON_WORDS = CommonWords, "common_words", "WordNet";
}

/// Full names of persons: given and family name in either order, with titles, particles and initials.
pub static PERSON_NAMES: Lexicon = Lexicon {
    name: "person_names",
    source: "first_names and last_names by rule",
    list: None,
    contains: is_person,
};
/// Occupations and job titles.
pub static OCCUPATIONS: Lexicon = Lexicon {
    name: "occupations",
    source: "WordNet; head words of job titles by hand",
    list: None,
    contains: is_occupation,
};
/// Medicines by list and by stem, with a strength or without.
pub static MEDICINES: Lexicon = Lexicon {
    name: "medicines",
    source: "WordNet; common active substances by hand; WHO INN stems",
    list: None,
    contains: is_medicine,
};
/// Names of organisations by their legal form or a telling word.
pub static ORGANIZATIONS: Lexicon = Lexicon {
    name: "organizations",
    source: "legal forms by hand, several languages",
    list: None,
    contains: is_organization,
};
/// Texts that hold a word for a street.
pub static STREETS: Lexicon = Lexicon {
    name: "streets",
    source: "street words by hand, several languages",
    list: None,
    contains: has_street_word,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_members_whatever_their_case_and_accents() {
        for (lexicon, word) in [
            (&FIRST_NAMES, "maria"),
            (&FIRST_NAMES, "José"),
            (&FIRST_NAMES, "JURGEN"),
            (&FIRST_NAMES, "Jürgen"),
            (&LAST_NAMES, "O'Brien"),
            (&LAST_NAMES, "Schäfer"),
            (&CITIES, "São Paulo"),
            (&CITIES, "new york city"),
            (&CITIES, "Köln"),
            (&COUNTRIES, "Deutschland"),
            (&COUNTRIES, "côte d’ivoire"),
            (&COUNTRY_CODES, "DE"),
            (&COUNTRY_CODES, "deu"),
            (&REGIONS, "Bavaria"),
            (&REGIONS, "California"),
            (&REGION_CODES, "CA"),
            (&LANGUAGES, "français"),
            (&CURRENCIES, "EUR"),
            (&DIAGNOSES, "asthma"),
            (&DRUGS, "Ibuprofen"),
            (&CRIMES, "burglary"),
            (&RELIGIONS, "Buddhism"),
            (&NATIONALITIES, "German"),
            (&KIN, "mother"),
            (&GENDERS, "weiblich"),
            (&MARITAL, "divorced"),
            (&EDUCATION, "Ph.D."),
            (&AFFIXES, "Dr."),
            (&COMMON_WORDS, "table"),
        ] {
            assert!((lexicon.contains)(word), "{} should hold {word}", lexicon.name);
        }
    }

    #[test]
    fn ordinary_words_are_no_names() {
        for word in ["table", "invoice", "active", "pending", "widget", "", " ", "123", "status"] {
            assert!(!(FIRST_NAMES.contains)(word), "{word}");
            assert!(!(LAST_NAMES.contains)(word), "{word}");
            assert!(!(CITIES.contains)(word), "{word}");
        }
    }
}
