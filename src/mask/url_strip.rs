//! `url_strip`: credentials, query and fragment of a URL go, scheme, host and path stay.

use super::support::{cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct UrlStrip;

/// What it is.
const ABOUT: About = About {
    name: "url_strip",
    version: 1,
    title: "credentials, query and fragment of a URL go, host and path stay",
    technique: Technique::Masking,
    params: &[ParamSpec {
        name: "path",
        help: "whether the path stays",
        required: false,
        default: Some("true"),
        one_of: &["true", "false"],
        range: None,
    }],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["url", "social_handle", "photo"]),
};

impl Mask for UrlStrip {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let path = params::Reader::new(self, given)?.flag("path")?;
        let mut guarantees = promises(if path { "host and path" } else { "the host" });
        guarantees.may_equal = true;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        Ok(Box::new(Runner(params::Reader::new(self, given)?.flag("path")?)))
    }
}

#[derive(Clone)]
struct Runner(bool);

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let cell = cell.trim_ascii();
        let plain = cell.split(|b| matches!(b, b'?' | b'#')).next().unwrap_or_default();
        let (scheme, rest) = match memchr::memmem::find(plain, b"://") {
            Some(at) => plain.split_at(at + 3),
            None if plain.starts_with(b"/") => (&plain[..0], plain),
            None => return Outcome::Refused,
        };
        let slash = memchr::memchr(b'/', rest).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(slash);
        let host = memchr::memrchr(b'@', authority).map_or(authority, |at| &authority[at + 1..]);
        out.extend_from_slice(scheme);
        out.extend_from_slice(host);
        if self.0 {
            out.extend_from_slice(path);
        }
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
