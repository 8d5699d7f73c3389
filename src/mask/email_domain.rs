//! `email_domain`: the domain stays, the part before the `@` becomes a keyed token or one word for all.
//!
//! The token is the first `length` hexadecimal digits of HMAC-SHA256 of the whole address in lower case.

use super::support::{Keyed, cell_plan, check_type, hex_into, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct EmailDomain;

/// What it is.
const ABOUT: About = About {
    name: "email_domain",
    version: 1,
    title: "an e-mail address keeps its domain, the rest becomes a keyed token",
    technique: Technique::Pseudonymization,
    params: &[
        ParamSpec {
            name: "local",
            help: "what stands before the @: a keyed token, or `user` for all",
            required: false,
            default: Some("pseudonym"),
            one_of: &["pseudonym", "fixed"],
            range: None,
        },
        ParamSpec {
            name: "length",
            help: "hexadecimal digits of the token",
            required: false,
            default: Some("12"),
            one_of: &[],
            range: Some((8, 32)),
        },
    ],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["email"]),
};

impl Mask for EmailDomain {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let reader = params::Reader::new(self, given)?;
        let keyed = reader.text("local")? == "pseudonym";
        let mut guarantees = promises("the domain, and which addresses are equal");
        if keyed {
            guarantees.keyed = true;
            guarantees.keeps_join = true;
            guarantees.uniqueness = Uniqueness::CollisionBound;
            guarantees.bits = Some(4 * reader.count("length")? as u32);
        } else {
            "the domain".clone_into(&mut guarantees.leaves);
            guarantees.may_equal = true;
        }
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let reader = params::Reader::new(self, given)?;
        let keyed =
            if reader.text("local")? == "pseudonym" { Some(Keyed::new(self.name(), context)?) } else { None };
        Ok(Box::new(Runner { keyed, length: reader.count("length")?, lower: Vec::new() }))
    }
}

#[derive(Clone)]
struct Runner {
    keyed: Option<Keyed>,
    length: usize,
    lower: Vec<u8>,
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let cell = cell.trim_ascii();
        let Some(at) = memchr::memrchr(b'@', cell) else { return Outcome::Refused };
        let domain = &cell[at + 1..];
        // More than an address would let something through with the domain.
        let plain = domain.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | 0x80..));
        if at == 0 || !plain || !domain.contains(&b'.') || cell[..at].contains(&b'@') {
            return Outcome::Refused;
        }
        match &self.keyed {
            Some(keyed) => {
                self.lower.clear();
                self.lower.extend(cell.iter().map(u8::to_ascii_lowercase));
                hex_into(&keyed.of(&self.lower), self.length, out);
            }
            None => out.extend_from_slice(b"user"),
        }
        out.push(b'@');
        out.extend_from_slice(domain);
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
