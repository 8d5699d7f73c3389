//! A small set of numbers below 256.

/// The set: one bit a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bits([u64; 4]);

impl Bits {
    /// Numbers that a set can hold are below this.
    pub const MOST: usize = 256;

    /// Adds a number; one that is too large is left out.
    pub fn add(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Numbers of one set or the other.
    pub fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }

    /// Numbers of both sets.
    pub fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }

    /// Numbers of this set that the other has not.
    pub fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] & !other.0[at]))
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }

    /// The numbers, ascending.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(at, mut word)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.checked_sub(1)?;
                Some(at * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_added() {
        let mut odd = Bits::default();
        [1, 63, 65, 255, 999].iter().for_each(|n| odd.add(*n));
        let mut few = Bits::default();
        [0, 1, 63].iter().for_each(|n| few.add(*n));
        assert_eq!(odd.iter().collect::<Vec<_>>(), [1, 63, 65, 255]);
        assert_eq!(odd.and(few).iter().collect::<Vec<_>>(), [1, 63]);
        assert_eq!(odd.without(few).iter().collect::<Vec<_>>(), [65, 255]);
        assert_eq!(odd.or(few).iter().count(), 5);
        assert!(Bits::default().is_empty() && !odd.is_empty());
    }
}
