//! Values that wait until there are enough of them to be looked at side by side.

use super::bits::Bits;
use super::cell::{Looker, Seen};
use super::memo::Memo;
use super::profile::Detail;
use super::walk::LANES;

/// The values of one column of a batch, and what is remembered of the batches before.
pub struct Waiting<'v, 'm> {
    some: [Seen<'v>; LANES],
    many: usize,
    memo: Option<&'m mut Memo>,
}

impl<'v, 'm> Waiting<'v, 'm> {
    /// None waits.
    pub fn new(memo: Option<&'m mut Memo>) -> Self {
        Self { some: [Seen::default(); LANES], many: 0, memo }
    }

    /// Says what the values are not searched for, before the first one.
    pub fn under(&mut self, excused: Bits) {
        if let Some(memo) = &mut self.memo {
            memo.under(excused);
        }
    }

    /// Adds a value: at once where it is known what it comes to, else side by side with others.
    pub fn add(&mut self, seen: Seen<'v>, looker: &mut Looker<'_>, detail: &mut Detail) {
        if seen.close == 0
            && let Some(outcome) = self.memo.as_mut().and_then(|memo| memo.of(seen.hash, seen.value))
        {
            return looker.recall(&seen, &outcome, detail);
        }
        self.some[self.many] = seen;
        self.many += 1;
        if self.many == LANES {
            self.look(looker, detail);
        }
    }

    /// Looks at those that wait.
    pub fn look(&mut self, looker: &mut Looker<'_>, detail: &mut Detail) {
        let many = std::mem::take(&mut self.many);
        looker.look(&self.some[..many], detail, self.memo.as_deref_mut());
    }
}
