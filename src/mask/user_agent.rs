//! `user_agent`: of a browser's user agent the product, its major version and the kind of system stay.

use super::each::each;
use super::support::{cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct UserAgent;

/// What a product writes before its version, and its name; the first that is found counts, because later ones are named by
/// browsers that pretend to be them.
const PRODUCTS: &[(&str, &str)] = &[
    ("Googlebot/", "bot"),
    ("bot/", "bot"),
    ("Bot/", "bot"),
    ("spider/", "bot"),
    ("curl/", "curl"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edge/", "Edge"),
    ("OPR/", "Opera"),
    ("Opera/", "Opera"),
    ("SamsungBrowser/", "Samsung"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("MSIE ", "Internet Explorer"),
    ("Trident/", "Internet Explorer"),
    ("Version/", "Safari"),
];

/// What tells the system, the more special first.
const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// What it is.
const ABOUT: About = About {
    name: "user_agent",
    version: 1,
    title: "of a user agent product, major version and kind of system stay: Chrome 120 on Windows",
    technique: Technique::Classes,
    params: &[ParamSpec::new("version", "whether the major version stays")
        .or("true")
        .among(&["true", "false"])],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["user_agent"]),
};

impl Mask for UserAgent {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let version = params::Reader::new(self, given)?.flag("version")?;
        let leaves = if version { "product, major version and system" } else { "product and system" };
        let mut guarantees = promises(leaves);
        // A value that reads like the outcome becomes itself.
        guarantees.may_equal = true;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        let with_version = params::Reader::new(self, given)?.flag("version")?;
        Ok(each(move |cell, out| {
            let text = std::str::from_utf8(cell).ok()?;
            let found = PRODUCTS.iter().find_map(|(mark, name)| Some((*name, text.split_once(mark)?.1)));
            let system = SYSTEMS.iter().find_map(|(mark, name)| text.contains(mark).then_some(*name));
            let (name, rest) = found.unwrap_or(("other", ""));
            out.extend_from_slice(name.as_bytes());
            let major: String = rest.chars().take_while(char::is_ascii_digit).take(4).collect();
            if with_version && !major.is_empty() {
                out.push(b' ');
                out.extend_from_slice(major.as_bytes());
            }
            if let Some(system) = system {
                out.extend_from_slice(b" on ");
                out.extend_from_slice(system.as_bytes());
            }
            Some(())
        }))
    }
}
