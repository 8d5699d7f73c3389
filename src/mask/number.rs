//! Numbers inside values, for the masks that make them coarser.

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A whole number.
    Whole(i128),
    /// With a fraction or exponent.
    Real(f64),
}

impl Number {
    /// Reads a whole cell, blanks around it aside; no thousands separators, no units.
    #[must_use]
    pub fn read(cell: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(cell.trim_ascii()).ok()?;
        if text.len() > 40 || !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        if let Ok(whole) = text.parse::<i128>() {
            return Some(Self::Whole(whole));
        }
        text.parse::<f64>().ok().filter(|real| real.is_finite()).map(Self::Real)
    }

    /// As a real number.
    #[must_use]
    pub const fn real(self) -> f64 {
        match self {
            Self::Whole(whole) => whole as f64,
            Self::Real(real) => real,
        }
    }
}
