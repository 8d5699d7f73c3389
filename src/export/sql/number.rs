//! Expressions of the masks on numbers and dates.
