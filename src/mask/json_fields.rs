//! `json_fields`: masks members inside cells that hold JSON, by path; the rest of the document stays.
//!
//! A path names members with dots and `[]` for every element of a list: `user.email`, `items[].name`. Everything at and below
//! it is masked, value by value. The document is written anew without white space; of members of one name the last stays.
//! Pseudonyms are the first 16 hexadecimal digits of HMAC-SHA256 of the text or number.

use serde_json::Value;

use super::each::each;
use super::support::{Keyed, cell_plan, check_type, hex_into, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct JsonFields;

/// What it is.
const ABOUT: About = About {
    name: "json_fields",
    version: 1,
    title: "members inside cells that hold JSON are masked by path, the rest of the document stays",
    technique: Technique::Masking,
    params: &[
        ParamSpec::new("fields", "paths with a comma between: user.email, items[].name").required(),
        ParamSpec::new("with", "what becomes of them").or("redact").among(&[
            "redact",
            "null",
            "remove",
            "pseudonym",
        ]),
    ],
    applies_to: &[DType::String],
    made_for: MadeFor::Text,
};

impl Mask for JsonFields {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let fields = fields(self, given)?;
        let mut guarantees = promises(&format!("the document but for {} paths", fields.len()));
        guarantees.keyed = params::Reader::new(self, given)?.text("with")? == "pseudonym";
        guarantees.may_equal = true;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let fields = fields(self, given)?;
        let with = match params::Reader::new(self, given)?.text("with")?.as_str() {
            "null" => With::Null,
            "remove" => With::Remove,
            "pseudonym" => With::Pseudonym(Keyed::new(self.name(), context)?),
            _ => With::Redact,
        };
        Ok(each(move |cell, out| {
            let mut document: Value = serde_json::from_slice(cell).ok()?;
            if !document.is_object() && !document.is_array() {
                return None;
            }
            for path in &fields {
                with.at(&mut document, path);
            }
            serde_json::to_writer(out, &document).ok()
        }))
    }
}

/// One path, split; a list's elements are `[]`.
type Path = Vec<String>;

fn fields(mask: &JsonFields, given: &Params) -> Result<Vec<Path>, MaskError> {
    let text = params::Reader::new(mask, given)?.text("fields")?;
    let path = |text: &str| -> Path {
        text.trim()
            .replace("[]", ".[]")
            .split('.')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let paths: Vec<Path> = text.split(',').map(path).collect();
    if paths.iter().any(Vec::is_empty) {
        return Err(params::bad(
            "json_fields",
            "fields",
            "must be paths with a comma between: user.email, items[].name".to_owned(),
        ));
    }
    Ok(paths)
}

/// What becomes of a member.
#[derive(Clone)]
enum With {
    Redact,
    Null,
    Remove,
    Pseudonym(Keyed),
}

impl With {
    /// Masks what stands at a path below a value.
    fn at(&self, value: &mut Value, path: &[String]) {
        let Some((first, rest)) = path.split_first() else { return self.mask(value) };
        match value {
            Value::Array(elements) if first == "[]" => {
                if rest.is_empty() && matches!(self, Self::Remove) {
                    elements.clear();
                }
                elements.iter_mut().for_each(|element| self.at(element, rest));
            }
            Value::Object(members) => {
                if rest.is_empty() && matches!(self, Self::Remove) {
                    members.shift_remove(first);
                } else if let Some(member) = members.get_mut(first) {
                    self.at(member, rest);
                }
            }
            _ => {}
        }
    }

    /// Masks a value and everything in it; null stays null and an empty text empty.
    fn mask(&self, value: &mut Value) {
        match value {
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.mask(element)),
            Value::Object(members) => members.values_mut().for_each(|member| self.mask(member)),
            Value::Null => {}
            Value::String(text) if text.is_empty() => {}
            scalar => {
                *scalar = match self {
                    Self::Null | Self::Remove => Value::Null,
                    Self::Redact => Value::String("******".to_owned()),
                    Self::Pseudonym(keyed) => {
                        let text = scalar.as_str().map_or_else(|| scalar.to_string(), str::to_owned);
                        let mut token = Vec::new();
                        hex_into(&keyed.of(text.as_bytes()), 16, &mut token);
                        Value::String(token.into_iter().map(char::from).collect())
                    }
                }
            }
        }
    }
}
