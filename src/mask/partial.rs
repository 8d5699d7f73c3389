//! `partial`: the first and last characters stay, the rest becomes stars.

use super::support::{TEXT_LIKE, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct Partial;

/// What it is.
const ABOUT: About = About {
    name: "partial",
    version: 1,
    title: "the first and last characters stay, the rest becomes stars",
    technique: Technique::Masking,
    params: &[
        ParamSpec {
            name: "first",
            help: "characters that stay at the start",
            required: false,
            default: Some("0"),
            one_of: &[],
            range: Some((0, 12)),
        },
        ParamSpec {
            name: "last",
            help: "characters that stay at the end",
            required: false,
            default: Some("4"),
            one_of: &[],
            range: Some((0, 12)),
        },
        ParamSpec {
            name: "width",
            help: "stars between, whatever the length; 0: as many as there were, blanks and punctuation kept",
            required: false,
            default: Some("4"),
            one_of: &[],
            range: Some((0, 64)),
        },
        ParamSpec {
            name: "char",
            help: "the character",
            required: false,
            default: Some("*"),
            one_of: &[],
            range: None,
        },
    ],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Anything,
};

impl Mask for Partial {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let runner = Runner::new(self, given)?;
        let mut guarantees =
            promises(&format!("the first {} and last {} characters", runner.first, runner.last));
        guarantees.keeps_length = runner.width == 0;
        if runner.width == 0 {
            guarantees.leaves.push_str(", the length and the punctuation");
        }
        Ok(cell_plan(guarantees, dtype, DType::String))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(Runner::new(self, given)?))
    }
}

#[derive(Clone)]
struct Runner {
    first: usize,
    last: usize,
    width: usize,
    star: char,
}

impl Runner {
    fn new(mask: &Partial, given: &Params) -> Result<Self, MaskError> {
        let reader = params::Reader::new(mask, given)?;
        let star = reader.character("char")?;
        if star.is_alphanumeric() {
            return Err(params::bad(
                "partial",
                "char",
                "must not be a letter or digit, or a value could stay as it is".to_owned(),
            ));
        }
        Ok(Self {
            first: reader.count("first")?,
            last: reader.count("last")?,
            width: reader.count("width")?,
            star,
        })
    }
}

impl Runner {
    /// Masks a text in which each byte is a character.
    fn ascii(&self, cell: &[u8], out: &mut Vec<u8>) {
        let mut star = [0; 4];
        let star = self.star.encode_utf8(&mut star).as_bytes();
        // A short value would stay whole: nothing of it is kept.
        let keeps = self.first + self.last < cell.len();
        let (first, last) = if keeps { (self.first, self.last) } else { (0, 0) };
        let (head, rest) = cell.split_at(first);
        let (middle, tail) = rest.split_at(rest.len() - last);
        out.extend_from_slice(head);
        if self.width == 0 {
            for byte in middle {
                let shown = if byte.is_ascii_alphanumeric() { star } else { std::slice::from_ref(byte) };
                out.extend_from_slice(shown);
            }
        } else if !middle.is_empty() {
            (0..self.width).for_each(|_| out.extend_from_slice(star));
        }
        out.extend_from_slice(tail);
    }

    /// Refuses a value that would stay as it is.
    fn changed(cell: &[u8], start: usize, out: &mut Vec<u8>) -> Outcome {
        if out.get(start..) == Some(cell) {
            out.truncate(start);
            return Outcome::Refused;
        }
        Outcome::Masked
    }
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let start = out.len();
        if cell.is_ascii() {
            self.ascii(cell, out);
            return Self::changed(cell, start, out);
        }
        let text = String::from_utf8_lossy(cell);
        let length = text.chars().count();
        // A short value would stay whole: nothing of it is kept.
        let (first, last) = if self.first + self.last < length { (self.first, self.last) } else { (0, 0) };
        let mut star = [0; 4];
        let star = self.star.encode_utf8(&mut star).as_bytes();
        let mut stars_written = false;
        for (at, c) in text.chars().enumerate() {
            let mut buffer = [0; 4];
            if at < first || at + last >= length {
                out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            } else if self.width == 0 {
                let shown = if c.is_alphanumeric() { star } else { c.encode_utf8(&mut buffer).as_bytes() };
                out.extend_from_slice(shown);
            } else if !stars_written {
                (0..self.width).for_each(|_| out.extend_from_slice(star));
                stars_written = true;
            }
        }
        Self::changed(cell, start, out)
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
