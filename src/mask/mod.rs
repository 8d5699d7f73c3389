//! The masks: one file each, and the list of them.

mod about;
mod aes_block;
mod age_band;
mod bottom_code;
mod bucket;
mod calendar;
mod card_parts;
mod column_cells;
mod constant;
mod data;
mod date_shift;
mod date_truncate;
mod dense_code;
pub mod describe;
mod draw;
mod each;
mod email_domain;
mod fake_address;
mod fake_company;
mod fake_name;
mod ff1;
mod fpe;
mod geo_grid;
mod hierarchy;
mod iban_fake;
mod ip_prefix;
mod ip_truncate;
mod json_fields;
mod keyed;
mod known;
mod mac_vendor;
mod microaggregate;
mod noise;
mod null;
mod number;
pub mod params;
mod partial;
mod phone_country;
mod plan;
pub mod postal_prefix;
mod pseudonym;
mod redact;
mod redact_entities;
mod round;
mod shuffle;
pub mod suggest;
mod support;
mod suppress_rare;
#[cfg(test)]
mod tests;
mod token;
mod top_code;
mod under;
mod url_strip;
mod user_agent;

use std::collections::HashMap;

pub use about::{About, MadeFor};

pub use column_cells::ColumnCells;
pub use plan::{MaskPlan, Numbers};
pub use under::{planned, runner};

use crate::domain::dtype::DType;
use crate::domain::mask::{MaskChoice, ParamSpec, Params};
use crate::domain::secret::Secret;
use crate::domain::spans::FindSpans;
use crate::domain::technique::Technique;

/// A mask: what it is, what it promises for given parameters, and how it is run.
pub trait Mask: Sync {
    /// What it is.
    fn about(&self) -> &'static About;
    /// Permanent name.
    fn name(&self) -> &'static str {
        self.about().name
    }
    /// Version of the algorithm; a change of any output bumps it.
    fn version(&self) -> u32 {
        self.about().version
    }
    /// One sentence for people.
    fn title(&self) -> &'static str {
        self.about().title
    }
    /// Which technique of ISO/IEC 20889 it is.
    fn technique(&self) -> Technique {
        self.about().technique
    }
    /// The parameters it takes.
    fn params(&self) -> &'static [ParamSpec] {
        self.about().params
    }
    /// The logical types it can mask.
    fn applies_to(&self) -> &'static [DType] {
        self.about().applies_to
    }
    /// What it promises with these parameters on this type.
    ///
    /// # Errors
    /// A parameter that is unknown, missing or out of range, or a type it cannot mask.
    fn plan(&self, params: &Params, dtype: DType) -> Result<MaskPlan, MaskError>;
    /// A runner for one column.
    ///
    /// # Errors
    /// As [`Mask::plan`], and a missing key.
    fn build(
        &self,
        params: &Params,
        dtype: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError>;
    /// A runner that gives the values of masked ones back; `None` where the mask is not reversible.
    ///
    /// `dtype` is the type of the original column. What is no masked value of the key is refused where that can be told.
    ///
    /// # Errors
    /// As [`Mask::build`].
    fn opener(
        &self,
        _params: &Params,
        _dtype: DType,
        _context: &MaskContext<'_>,
    ) -> Result<Option<Box<dyn CellMask>>, MaskError> {
        Ok(None)
    }
}

/// What a mask is run with.
#[derive(Default)]
pub struct MaskContext<'a> {
    /// The sub-key of this purpose and consistency domain (see `mask::key`), 32 bytes.
    pub key: Option<&'a Secret<[u8; 32]>>,
    /// Finds entities in free text.
    pub finder: Option<std::sync::Arc<dyn FindSpans>>,
    /// Reads the file of a path that a parameter names; an error says what is wrong with it.
    pub files: Option<&'a ReadFile<'a>>,
    /// Gives every distinct value of the column that is no null, for [`MaskClass::Column`](crate::domain::mask::MaskClass::Column).
    pub values: Option<&'a EachValue<'a>>,
    /// Gives every value of the column in the order of the file, for a mask that is [`MaskPlan::ordered`].
    pub cells: Option<&'a AllCells<'a>>,
}

impl MaskContext<'_> {
    /// Looks at every distinct value of the column with the number of its rows.
    ///
    /// # Errors
    /// Where the column is not at hand or cannot be read to its end.
    fn each_value(&self, mask: &'static str, see: &mut dyn FnMut(&[u8], u64)) -> Result<(), MaskError> {
        let bad = |why: String| MaskError::NoColumn { mask, why };
        let values = self.values.ok_or_else(|| bad("this command does not read it".to_owned()))?;
        for (value, rows) in &values().map_err(bad)? {
            see(value, *rows);
        }
        Ok(())
    }

    /// Every value of the column in the order of the file.
    ///
    /// # Errors
    /// Where the column is not at hand, cannot be read to its end or takes too much memory.
    fn all_cells(&self, mask: &'static str) -> Result<ColumnCells, MaskError> {
        let bad = |why: String| MaskError::NoColumn { mask, why };
        let cells = self.cells.ok_or_else(|| bad("this command does not read it".to_owned()))?;
        cells().map_err(bad)
    }
}

/// Gives every value that is neither null nor empty in the order of the file, or why the column cannot be read.
pub type AllCells<'a> = dyn Fn() -> Result<ColumnCells, String> + 'a;

/// Gives every distinct value that is no null with the number of its rows, or why the column cannot be read.
pub type EachValue<'a> = dyn Fn() -> Result<HashMap<Vec<u8>, u64>, String> + 'a;

/// Gives the bytes of a file, or why it cannot be read.
pub type ReadFile<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

/// Masks one value after the other on one thread.
pub trait CellMask: Send {
    /// Masks a non-null value: appends the masked text to `out` and says what happened.
    ///
    /// `others` are the cells of [`MaskPlan::reads`] in order. On [`Outcome::Null`] nothing is appended.
    fn mask(&mut self, cell: &[u8], others: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome;
    /// What a null becomes, with `others` as for [`CellMask::mask`]; by default it stays null.
    fn mask_null(&mut self, _others: &[Option<&[u8]>], _out: &mut Vec<u8>) -> Outcome {
        Outcome::Null
    }
    /// A fresh runner of the same kind for another thread.
    fn fork(&self) -> Box<dyn CellMask>;
}

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Masked as planned.
    Masked,
    /// Released as it is, since its row meets no condition of the mask; it was appended.
    Kept,
    /// Becomes null.
    Null,
    /// The mask could not take the value: it was replaced by null (or the type's redaction) and must be counted.
    Refused,
}

impl Outcome {
    /// Whether a value was appended.
    #[must_use]
    pub const fn has_value(self) -> bool {
        matches!(self, Self::Masked | Self::Kept)
    }
}

/// Why a mask cannot be used.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum MaskError {
    /// No such mask.
    #[error("there is no mask `{0}`; `vizard masks` lists them")]
    Unknown(String),
    /// A parameter that the mask does not take.
    #[error("mask `{mask}` takes no parameter `{param}`; it takes {takes}")]
    UnknownParam {
        /// The mask.
        mask: &'static str,
        /// The parameter.
        param: String,
        /// What it takes.
        takes: String,
    },
    /// A parameter that is missing or out of range.
    #[error("mask `{mask}`: parameter `{param}` {wrong}")]
    BadParam {
        /// The mask.
        mask: &'static str,
        /// The parameter.
        param: &'static str,
        /// What is wrong and what is allowed.
        wrong: String,
    },
    /// A type that it cannot mask.
    #[error("mask `{mask}` cannot mask a column of type {dtype}; `vizard masks` says which types it takes")]
    BadType {
        /// The mask.
        mask: &'static str,
        /// The type.
        dtype: DType,
    },
    /// A version that this program does not have.
    #[error(
        "mask `{mask}` version {version} is not in this program (it has version {have}); build the plan again"
    )]
    BadVersion {
        /// The mask.
        mask: String,
        /// Asked for.
        version: u32,
        /// In this program.
        have: u32,
    },
    /// A mask that looks into texts without anything that finds entities.
    #[error("mask `{mask}` needs the detectors to find entities; run it by `vizard apply`")]
    NoFinder {
        /// The mask.
        mask: &'static str,
    },
    /// A file that a parameter names and that cannot be used.
    #[error("mask `{mask}`: file {file} {why}")]
    File {
        /// The mask.
        mask: &'static str,
        /// The file, as the parameter names it.
        file: String,
        /// What is wrong and what to do; no value of it.
        why: String,
    },
    /// A mask that looks at the whole column where it cannot be read.
    #[error(
        "mask `{mask}` looks at the whole column first, and it cannot be read: {why}; run it by `vizard apply`"
    )]
    NoColumn {
        /// The mask.
        mask: &'static str,
        /// Why; no value of it.
        why: String,
    },
    /// A column that a mask or its condition reads, and that is not there.
    #[error("it reads column {column}, which is not there; name another one")]
    Reads {
        /// The column.
        column: String,
    },
    /// A condition that cannot be used.
    #[error("the condition on column {on} {why}")]
    Condition {
        /// The column that it looks at.
        on: String,
        /// What is wrong; no value of it.
        why: String,
    },
    /// A keyed mask without key.
    #[error("mask `{mask}` needs a key; `vizard keys new` makes one")]
    NoKey {
        /// The mask.
        mask: &'static str,
    },
}

/// Every mask.
pub static MASKS: &[&dyn Mask] = &[
    &null::Null,
    &constant::Constant,
    &redact::Redact,
    &partial::Partial,
    &pseudonym::Pseudonym,
    &email_domain::EmailDomain,
    &date_truncate::DateTruncate,
    &date_shift::DateShift,
    &bucket::Bucket,
    &round::Round,
    &top_code::TopCode,
    &postal_prefix::PostalPrefix,
    &redact_entities::RedactEntities,
    &ip_truncate::IpTruncate,
    &url_strip::UrlStrip,
    &dense_code::DenseCode,
    &token::Token,
    &fpe::Fpe,
    &noise::Noise,
    &age_band::AgeBand,
    &bottom_code::BottomCode,
    &geo_grid::GeoGrid,
    &ip_prefix::IpPrefix,
    &mac_vendor::MacVendor,
    &phone_country::PhoneCountry,
    &card_parts::CardParts,
    &iban_fake::IbanFake,
    &user_agent::UserAgent,
    &fake_name::FakeName,
    &fake_address::FakeAddress,
    &fake_company::FakeCompany,
    &json_fields::JsonFields,
    &hierarchy::Hierarchy,
    &microaggregate::Microaggregate,
    &suppress_rare::SuppressRare,
    &shuffle::Shuffle,
];

/// The mask of that name.
///
/// # Errors
/// Where there is none.
pub fn find(name: &str) -> Result<&'static dyn Mask, MaskError> {
    MASKS.iter().copied().find(|mask| mask.name() == name).ok_or_else(|| MaskError::Unknown(name.to_owned()))
}

/// The mask of a choice, its version checked.
///
/// # Errors
/// Where there is none of that name and version.
pub fn of_choice(choice: &MaskChoice) -> Result<&'static dyn Mask, MaskError> {
    let mask = find(&choice.name)?;
    if mask.version() == choice.version {
        Ok(mask)
    } else {
        Err(MaskError::BadVersion {
            mask: choice.name.clone(),
            version: choice.version,
            have: mask.version(),
        })
    }
}
