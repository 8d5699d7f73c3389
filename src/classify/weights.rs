//! Every weight of the assessment, in decibans (10 log10 of a factor of the odds). One reviewed file.

/// Odds that a column of an ordinary table is of one given type, before anything is known.
pub const PRIOR: f64 = -9.0;
/// The most that values can say by their form, however rare it is.
pub const FORM_MOST: f64 = 26.0;
/// The most that a word list can say.
pub const LIST_MOST: f64 = 22.0;
/// A check whose pass rate is no better than chance: the form was a coincidence.
pub const NO_LIFT: f64 = -22.0;
/// A checksum that nearly all values pass although few random ones would.
pub const LIFT_MOST: f64 = 24.0;
/// Most values do not have the form, or are not in the list, of a type that has one.
pub const MISFIT: f64 = -24.0;
/// A header word that speaks against.
pub const HEADER_AGAINST: f64 = -14.0;
/// A type that only a header can name, without one.
pub const HEADERLESS: f64 = -40.0;
/// Counting upwards by one: a number of rows.
pub const SEQUENCE: f64 = -22.0;
/// A closed vocabulary speaks against types that are unique to a person.
pub const VOCABULARY: f64 = -8.0;
/// A dtype that cannot hold the type.
pub const DTYPE: f64 = -40.0;
/// Total from which a hypothesis is taken.
pub const TAKE: f64 = 3.0;
/// How far the table speaks about persons or about things, for types that are either.
pub const TABLE: f64 = 6.0;
/// Values from which half of the weight of the values counts.
pub const HALF_N: f64 = 2.0;
/// Share of rows with an entity inside from which a text is about persons.
pub const TEXT_SHARE: f64 = 0.02;
