//! What a mask is, and what it was made for.

use crate::domain::assessment::{ColumnScan, ValueClass};
use crate::domain::dtype::DType;
use crate::domain::mask::ParamSpec;
use crate::domain::technique::Technique;

/// What a mask is, whatever its parameters.
pub struct About {
    /// Permanent name.
    pub name: &'static str,
    /// Version of the algorithm; a change of any output bumps it.
    pub version: u32,
    /// One sentence for people.
    pub title: &'static str,
    /// Which technique of ISO/IEC 20889 it is.
    pub technique: Technique,
    /// The parameters it takes.
    pub params: &'static [ParamSpec],
    /// The logical types it can mask.
    pub applies_to: &'static [DType],
    /// What it was made for; other columns can have it too.
    pub made_for: MadeFor,
}

/// What a mask was made for: what a list of masks shows first for a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MadeFor {
    /// Any column.
    Anything,
    /// Columns whose type has one of these parents.
    Types(&'static [&'static str]),
    /// Numbers, written as text or not.
    Numbers,
    /// Dates and timestamps, written as text or not.
    Dates,
    /// Texts in which something stands.
    Text,
}

impl MadeFor {
    /// Whether a column is one of those that it was made for; `parent` is that of the column's type.
    #[must_use]
    pub fn fits(self, column: &ColumnScan, parent: Option<&str>) -> bool {
        let values = column.stats.values_are;
        match self {
            Self::Anything => true,
            Self::Types(types) => {
                types.iter().any(|name| column.kind.as_deref() == Some(name) || parent == Some(name))
            }
            Self::Numbers => matches!(values, ValueClass::Integer | ValueClass::Decimal),
            Self::Dates => matches!(values, ValueClass::Date | ValueClass::Timestamp),
            Self::Text => values == ValueClass::Text || !column.contains.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assessment::Stats;

    #[test]
    fn a_mask_fits_the_columns_that_it_was_made_for() {
        let column = |kind: &str, values_are: ValueClass| ColumnScan {
            kind: Some(kind.to_owned()),
            stats: Stats { values_are, ..Stats::default() },
            ..ColumnScan::default()
        };
        let ip = MadeFor::Types(&["ip_address"]);
        for (made_for, kind, parent, values, fits) in [
            (MadeFor::Anything, "email", "email", ValueClass::Word, true),
            (ip, "ipv4", "ip_address", ValueClass::Word, true),
            (ip, "email", "email", ValueClass::Word, false),
            (MadeFor::Types(&["user_agent"]), "user_agent", "device_id", ValueClass::Text, true),
            (MadeFor::Numbers, "income", "income", ValueClass::Decimal, true),
            (MadeFor::Numbers, "date_of_birth", "date_of_birth", ValueClass::Date, false),
            (MadeFor::Dates, "date_of_birth", "date_of_birth", ValueClass::Date, true),
            (MadeFor::Text, "email", "email", ValueClass::Word, false),
            (MadeFor::Text, "free_text", "free_text_personal", ValueClass::Text, true),
        ] {
            assert_eq!(made_for.fits(&column(kind, values), Some(parent)), fits, "{made_for:?} {kind}");
        }
    }
}
