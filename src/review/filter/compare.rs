//! How a field's value is compared.

/// How values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `:` or `=`.
    Equal,
    /// `!=`.
    Unequal,
    /// `>`.
    More,
    /// `>=`.
    AtLeast,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
}

impl Comparison {
    /// The operator at the start of a text, and what follows it.
    pub(super) fn parse(text: &str) -> Option<(Self, &str)> {
        // The longer ones first.
        [
            (">=", Self::AtLeast),
            ("<=", Self::AtMost),
            ("!=", Self::Unequal),
            (">", Self::More),
            ("<", Self::Less),
            (":", Self::Equal),
            ("=", Self::Equal),
        ]
        .into_iter()
        .find_map(|(sign, comparison)| Some((comparison, text.strip_prefix(sign)?)))
    }

    /// Whether `a` compares so with any of `others` (`!=`: with all of them).
    pub(super) fn holds<T: PartialOrd>(self, a: &T, others: &[T]) -> bool {
        match self {
            Self::Equal => others.contains(a),
            Self::Unequal => !others.contains(a),
            Self::More => others.iter().any(|b| a > b),
            Self::AtLeast => others.iter().any(|b| a >= b),
            Self::Less => others.iter().any(|b| a < b),
            Self::AtMost => others.iter().any(|b| a <= b),
        }
    }

    /// Whether it asks for equality only.
    pub(super) const fn is_plain(self) -> bool {
        matches!(self, Self::Equal | Self::Unequal)
    }
}

/// A number as people write it: `1e6`, `10k`, `2.5M`, `1G`.
pub(super) fn number(text: &str) -> Option<f64> {
    let (digits, factor) = match text.chars().last()? {
        'k' | 'K' => (text.get(..text.len() - 1)?, 1e3),
        'm' | 'M' => (text.get(..text.len() - 1)?, 1e6),
        'g' | 'G' => (text.get(..text.len() - 1)?, 1e9),
        _ => (text, 1.0),
    };
    digits.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, want) in [
            ("12", Some(12.0)),
            ("1e6", Some(1e6)),
            ("10k", Some(1e4)),
            ("2.5M", Some(2.5e6)),
            ("", None),
            ("k", None),
            ("many", None),
            ("inf", None),
            ("é", None),
        ] {
            assert_eq!(number(text), want, "{text}");
        }
    }

    #[test]
    fn operators_are_read_longest_first() {
        assert_eq!(Comparison::parse(">=3"), Some((Comparison::AtLeast, "3")));
        assert_eq!(Comparison::parse("!=x"), Some((Comparison::Unequal, "x")));
        assert_eq!(Comparison::parse("x"), None);
        assert!(Comparison::Unequal.holds(&3, &[1, 2]) && !Comparison::Unequal.holds(&2, &[1, 2]));
    }
}
