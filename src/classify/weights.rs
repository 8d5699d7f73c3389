//! Every weight of the assessment, in decibans (10 log10 of a factor of the odds). One reviewed file.

/// Odds that a column of an ordinary table is of one given type, before anything is known.
pub const PRIOR: f64 = -9.0;
/// The most that values can say by their form, however rare it is.
pub const FORM_MOST: f64 = 26.0;
/// The most that a word list can say.
pub const LIST_MOST: f64 = 22.0;
/// A check whose pass rate is no better than chance: the form was a coincidence.
pub const NO_LIFT: f64 = -22.0;
/// The same under a header that names the type outright: somebody made the numbers up, or masked them.
pub const MADE_UP: f64 = -3.0;
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
pub const TAKE: f64 = 2.0;
/// How far the table speaks about persons or about things, for types that are either.
pub const TABLE: f64 = 6.0;
/// Values from which half of the weight of the values counts.
pub const HALF_N: f64 = 2.0;
/// Share of rows with an entity inside from which a text is about persons.
pub const TEXT_SHARE: f64 = 0.05;
/// A header that names a person's name by the role (`author_name`).
pub const ROLE_NAME: f64 = 15.0;
/// A header that names a person's key by the role (`sender_id`).
pub const ROLE_KEY: f64 = 16.0;
/// A header that is a role alone (`customer`): a key or a name.
pub const ROLE_ALONE: f64 = 10.0;
/// A header word against a type that no header word is for.
pub const AGAINST_VALUES: f64 = -9.0;
/// Attributes of persons are coded by numbers, letters, yes and no: codes are no misfit, but say nothing for the type.
pub const CODED: f64 = -1.5;
/// At most, what the table takes back of what a list says against the name of a row about persons.
pub const ROW_NAME: f64 = 16.0;
/// Distinct words from which a closed list says all it can.
pub const CLOSED: f64 = 5.0;
/// Distinct words from which an open list says all it can.
pub const OPEN: f64 = 20.0;
/// Share of the values with a sensitive entity inside from which a column of no other form is of that type.
pub const INSIDE_SHARE: f64 = 0.25;
/// Against a plain key where rows are persons.
pub const ROW_KEY: f64 = -3.0;
/// For a place where rows are persons.
pub const PLACE: f64 = 3.0;
/// Total from which a column surely names the person of the row.
pub const NAMED: f64 = 8.0;
/// A header that names the number of a case or an order, against numbers of the state that it does not name.
pub const RECORD: f64 = -14.0;
/// Yes and no, against word lists that happen to hold them ("ja" is a code of Japanese).
pub const BOOLEAN: f64 = -15.0;
/// Share of texts that hold an entity of a form by accident, where no check proves it.
pub const ACCIDENT: f64 = 0.004;
/// Share of texts with such an entity from which it is none, however few they are.
pub const FORM_SHARE: f64 = 0.02;
/// How far one short word counts as the long one that it may stand for, 0 to 1.
pub const SHORTENED: f64 = 0.7;
/// Against a name that a list alone tells, under a header that names something else outright.
pub const NAMED_OTHERWISE: f64 = -6.0;
/// Pass rate up to which a check lets few accidents through.
pub const FEW_PASS: f64 = 0.15;
/// Share of texts with an entity of such a check from which it is reported.
pub const FORMED_SHARE: f64 = 0.005;
/// An address without a word that a list knows for a street.
pub const UNLISTED: f64 = -1.5;
/// Against a plain record id, whatever its form, under a header that says whose key it is.
pub const KEYED_OTHERWISE: f64 = -24.0;
