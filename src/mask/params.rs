//! Parameters of masks: checked against what the mask takes, defaults filled in, read by type.

use super::{Mask, MaskError};
use crate::domain::mask::{MaskChoice, Param, ParamSpec, Params};

/// The parameters with defaults filled in.
///
/// # Errors
/// A parameter that the mask does not take, one that is missing, of the wrong kind or out of range.
pub fn complete(mask: &dyn Mask, given: &Params) -> Result<Params, MaskError> {
    let specs = mask.params();
    if let Some(unknown) = given.keys().find(|key| !specs.iter().any(|spec| spec.name == key.as_str())) {
        let takes: Vec<&str> = specs.iter().map(|spec| spec.name).collect();
        let takes = if takes.is_empty() { "none".to_owned() } else { takes.join(", ") };
        return Err(MaskError::UnknownParam { mask: mask.name(), param: unknown.clone(), takes });
    }
    let mut out = Params::new();
    for spec in specs {
        let value = given.get(spec.name).cloned().or_else(|| spec.default.map(Param::parse));
        match value {
            Some(value) => {
                check(mask.name(), spec, &value)?;
                out.insert(spec.name.to_owned(), value);
            }
            None if spec.required => {
                return Err(bad(mask.name(), spec.name, format!("must be given: {}", spec.help)));
            }
            None => {}
        }
    }
    Ok(out)
}

/// A mask by name with completed parameters, as a decision holds it.
///
/// # Errors
/// As [`complete`], and a mask that there is not.
pub fn choice(name: &str, given: &Params) -> Result<MaskChoice, MaskError> {
    let mask = super::find(name)?;
    Ok(MaskChoice { name: name.to_owned(), version: mask.version(), params: complete(mask, given)? })
}

fn check(mask: &'static str, spec: &'static ParamSpec, value: &Param) -> Result<(), MaskError> {
    if !spec.one_of.is_empty() {
        let word = value.to_string();
        if !spec.one_of.contains(&word.as_str()) {
            return Err(bad(mask, spec.name, format!("must be one of {}", spec.one_of.join(", "))));
        }
    }
    if let Some((low, high)) = spec.range {
        match value {
            Param::Number(n) if (low..=high).contains(n) => {}
            _ => return Err(bad(mask, spec.name, format!("must be a whole number from {low} to {high}"))),
        }
    }
    Ok(())
}

/// A parameter error.
pub fn bad(mask: &'static str, param: &'static str, wrong: String) -> MaskError {
    MaskError::BadParam { mask, param, wrong }
}

/// Reads completed parameters.
pub struct Reader {
    mask: &'static str,
    params: Params,
}

impl Reader {
    /// Completes and wraps the parameters of a mask.
    ///
    /// # Errors
    /// As [`complete`].
    pub fn new(mask: &dyn Mask, given: &Params) -> Result<Self, MaskError> {
        Ok(Self { mask: mask.name(), params: complete(mask, given)? })
    }

    /// A whole number.
    ///
    /// # Errors
    /// Where it is none.
    pub fn number(&self, name: &'static str) -> Result<i64, MaskError> {
        self.maybe_number(name)?.ok_or_else(|| bad(self.mask, name, "must be given".to_owned()))
    }

    /// A whole number that may be left out.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn maybe_number(&self, name: &'static str) -> Result<Option<i64>, MaskError> {
        match self.params.get(name) {
            None => Ok(None),
            Some(Param::Number(n)) => Ok(Some(*n)),
            Some(_) => Err(bad(self.mask, name, "must be a whole number".to_owned())),
        }
    }

    /// A small count.
    ///
    /// # Errors
    /// Where it is none.
    pub fn count(&self, name: &'static str) -> Result<usize, MaskError> {
        usize::try_from(self.number(name)?)
            .map_err(|_| bad(self.mask, name, "must not be negative".to_owned()))
    }

    /// A text.
    ///
    /// # Errors
    /// Where it is missing.
    pub fn text(&self, name: &'static str) -> Result<String, MaskError> {
        let value = self.params.get(name).map(ToString::to_string);
        value.ok_or_else(|| bad(self.mask, name, "must be given".to_owned()))
    }

    /// A switch.
    ///
    /// # Errors
    /// Where it is neither `true` nor `false`.
    pub fn flag(&self, name: &'static str) -> Result<bool, MaskError> {
        match self.params.get(name) {
            Some(Param::Flag(flag)) => Ok(*flag),
            _ => Err(bad(self.mask, name, "must be true or false".to_owned())),
        }
    }

    /// One character.
    ///
    /// # Errors
    /// Where it is more or less than one.
    pub fn character(&self, name: &'static str) -> Result<char, MaskError> {
        let text = self.text(name)?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => Ok(c),
            _ => Err(bad(self.mask, name, "must be one visible character".to_owned())),
        }
    }
}
