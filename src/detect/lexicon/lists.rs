//! The files of the lists: the table of their words is made from them before the program is compiled, and none of them is
//! in it.

use super::list::List;

/// Where the words of a list are.
pub enum Content {
    /// Lines of text.
    Plain(&'static str),
    /// Lines of text, gzip.
    Packed(&'static [u8]),
}

/// A list and its words.
pub struct Source {
    pub list: List,
    pub content: Content,
}

macro_rules! packed {
    ($list:ident, $name:literal) => {
        Source {
            list: List::$list,
            content: Content::Packed(include_bytes!(concat!("data/", $name, ".txt.gz"))),
        }
    };
}

macro_rules! plain {
    ($list:ident, $name:literal) => {
        Source { list: List::$list, content: Content::Plain(include_str!(concat!("data/", $name, ".txt"))) }
    };
}

/// Every file; a list may have several.
pub static LISTS: &[Source] = &[
    packed!(FirstNames, "first_names"),
    packed!(LastNames, "last_names"),
    packed!(CommonWords, "common_words"),
    packed!(Cities, "cities"),
    packed!(Countries, "countries"),
    packed!(CountryCodes, "country_codes"),
    packed!(Regions, "regions"),
    packed!(RegionCodes, "region_codes"),
    packed!(Languages, "languages"),
    packed!(LanguageCodes, "language_codes"),
    packed!(Currencies, "currencies"),
    packed!(Occupations, "occupations"),
    packed!(Diagnoses, "diagnoses"),
    packed!(IcdCodes, "icd_codes"),
    packed!(Drugs, "drugs"),
    packed!(Crimes, "crimes"),
    packed!(Religions, "religions_wn"),
    packed!(Nationalities, "nationalities_wn"),
    packed!(Kin, "kin"),
    plain!(FirstNames, "first_names_native"),
    plain!(LastNames, "last_names_native"),
    packed!(Cities, "cities_native"),
    packed!(Countries, "countries_native"),
    plain!(Cities, "cities_more"),
    plain!(Regions, "regions_more"),
    plain!(OccupationHeads, "occupation_heads"),
    plain!(Drugs, "drugs_more"),
    plain!(Diagnoses, "diagnoses_more"),
    plain!(Religions, "religions"),
    plain!(Nationalities, "nationalities"),
    plain!(Kin, "kin_more"),
    plain!(Genders, "genders"),
    plain!(Marital, "marital"),
    plain!(Education, "education"),
    plain!(Parties, "parties"),
    plain!(Ethnicities, "ethnicities"),
    plain!(Affixes, "affixes"),
    plain!(Orientations, "orientations"),
    plain!(Unions, "unions"),
    plain!(Lifestyle, "lifestyle"),
    plain!(BodyColours, "body_colours"),
    plain!(LegalForms, "legal_forms"),
    plain!(OrganizationWords, "organization_words"),
    plain!(StreetWords, "street_words"),
    plain!(Particles, "particles"),
    plain!(Categories, "categories"),
];
