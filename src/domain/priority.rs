//! The terms of a priority.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One named, additive term of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Permanent name: `tier`, `certainty`, `rows`, `uniqueness`, `contains`, `company`, `environment`, `scanners`, `change`.
    pub term: Cow<'static, str>,
    /// Points, may be negative; the points of a column sum to its score.
    pub points: f64,
    /// Why, for people; never holds a value of the data.
    pub why: String,
}
