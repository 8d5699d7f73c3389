//! The lists and their files.

/// A word list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)] // The static of the same name in the module above says what each one is.
pub enum List {
    FirstNames,
    LastNames,
    Cities,
    Countries,
    CountryCodes,
    Regions,
    RegionCodes,
    Languages,
    LanguageCodes,
    Currencies,
    Occupations,
    OccupationHeads,
    Diagnoses,
    IcdCodes,
    Drugs,
    Crimes,
    Religions,
    Nationalities,
    Kin,
    Genders,
    Marital,
    Education,
    Parties,
    Ethnicities,
    Affixes,
    Orientations,
    Unions,
    Lifestyle,
    BodyColours,
    CommonWords,
    LegalForms,
    OrganizationWords,
    StreetWords,
    Particles,
    Categories,
}

impl List {
    /// The bit of the list in a set of lists.
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }
}

/// Where the words of a list are.
pub(super) enum Content {
    /// Lines of text.
    Plain(&'static str),
    /// Lines of text, gzip.
    Packed(&'static [u8]),
}

/// A list and its words.
pub(super) struct Source {
    pub(super) list: List,
    pub(super) content: Content,
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
pub(super) static LISTS: &[Source] = &[
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
