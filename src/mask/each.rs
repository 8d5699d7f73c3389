//! A runner made of one function on one value: what most masks are.

use super::{CellMask, Outcome};

/// A runner of a function that appends the masked value and returns `None` for a value that it cannot take.
///
/// An empty text stays empty; after a refusal nothing is left appended.
pub fn each<F>(mask: F) -> Box<dyn CellMask>
where
    F: FnMut(&[u8], &mut Vec<u8>) -> Option<()> + Clone + Send + 'static,
{
    Box::new(Each(mask))
}

struct Each<F>(F);

impl<F> CellMask for Each<F>
where
    F: FnMut(&[u8], &mut Vec<u8>) -> Option<()> + Clone + Send + 'static,
{
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let start = out.len();
        if cell.is_empty() || (self.0)(cell, out).is_some() {
            return Outcome::Masked;
        }
        out.truncate(start);
        Outcome::Refused
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(Self(self.0.clone()))
    }
}
