//! The lists.

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
