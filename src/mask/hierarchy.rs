//! `hierarchy`: a value becomes the wider class that a file gives for it.
//!
//! The file is a table without header, as ARX writes hierarchies: a value, then its classes from narrow to wide, with `;` or
//! `,` between and quotes as in RFC 4180. A value that the file does not hold, or that has too few classes, is refused.

use std::collections::HashMap;
use std::sync::Arc;

use super::each::each;
use super::support::{TEXT_LIKE, cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::digest::sha256;
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct Hierarchy;

/// What it is.
const ABOUT: About = About {
    name: "hierarchy",
    version: 1,
    title: "a value becomes the wider class that a file of yours gives for it",
    technique: Technique::Classes,
    params: &[
        ParamSpec::new("file", "path of the hierarchy, from the folder that the command runs in").required(),
        ParamSpec::new("level", "which class: 1 is the narrowest").or("1").within(1, 16),
        ParamSpec::new("separator", "what stands between the classes").or(";").among(&[";", ","]),
        ParamSpec::new("digest", "sha256:… of the file, so that no other one is taken"),
    ],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Anything,
};

impl Mask for Hierarchy {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let level = params::Reader::new(self, given)?.number("level")?;
        let mut guarantees = promises(&format!("the class of the value at level {level} of the hierarchy"));
        guarantees.may_equal = true;
        Ok(cell_plan(guarantees, dtype, DType::String))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let reader = params::Reader::new(self, given)?;
        let file = reader.text("file")?;
        let wrong = |why: String| MaskError::File { mask: self.name(), file: file.clone(), why };
        let read = context.files.ok_or_else(|| wrong("this command reads no files for masks".to_owned()))?;
        let bytes = read(&file).map_err(wrong)?;
        if reader.text("digest").is_ok_and(|digest| digest != sha256(&bytes)) {
            return Err(wrong("is not the file that the plan was made with; its digest differs".to_owned()));
        }
        let separator = reader.text("separator")?.bytes().next().unwrap_or(b';');
        let classes = Arc::new(classes(&bytes, separator, reader.count("level")?).map_err(wrong)?);
        Ok(each(move |cell, out| {
            out.extend_from_slice(classes.get(cell)?);
            Some(())
        }))
    }
}

/// The class of every value at a level; a row that has none there is left out.
fn classes(bytes: &[u8], separator: u8, level: usize) -> Result<HashMap<Vec<u8>, Vec<u8>>, String> {
    let mut out: HashMap<Vec<u8>, Vec<u8>> = HashMap::new();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (at, row) in rows(bytes, separator)?.into_iter().enumerate() {
        let mut cells = row.into_iter();
        let (Some(value), class) = (cells.next(), cells.nth(level - 1)) else { continue };
        let Some(class) = class.filter(|class| !class.is_empty()) else { continue };
        if out.get(&value).is_some_and(|known| *known != class) {
            return Err(format!(
                "row {}: its value stands above already with another class; keep one",
                at + 1
            ));
        }
        out.insert(value, class);
    }
    if out.is_empty() {
        return Err(format!("gives no value a class at level {level}; check level and separator"));
    }
    Ok(out)
}

/// Rows of cells, RFC 4180 with any separator.
fn rows(bytes: &[u8], separator: u8) -> Result<Vec<Vec<Vec<u8>>>, String> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), Vec::new());
    let mut quoted = false;
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' if quoted && rest.peek() == Some(&b'"') => {
                rest.next();
                cell.push(b'"');
            }
            b'"' if quoted || cell.is_empty() => quoted = !quoted,
            b'\r' if !quoted && rest.peek() == Some(&b'\n') => {}
            b'\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ if byte == separator && !quoted => row.push(std::mem::take(&mut cell)),
            _ => cell.push(byte),
        }
    }
    if quoted {
        return Err(format!("row {}: a quote is not closed", rows.len() + 1));
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(text: &str, level: usize) -> Result<Vec<(String, String)>, String> {
        let text_of = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let mut all: Vec<(String, String)> =
            classes(text.as_bytes(), b';', level)?.iter().map(|(k, v)| (text_of(k), text_of(v))).collect();
        all.sort();
        Ok(all)
    }

    #[test]
    fn classes_are_read_by_level() {
        let text = "\u{feff}Ulm;Germany;Europe\r\nLyon;\"France; the\";Europe\r\n\"a\"\"b\";c\n;empty\nalone";
        let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        assert_eq!(
            level(text, 1).unwrap(),
            pairs(&[("", "empty"), ("Lyon", "France; the"), ("Ulm", "Germany"), ("a\"b", "c")])
        );
        assert_eq!(level(text, 2).unwrap(), pairs(&[("Lyon", "Europe"), ("Ulm", "Europe")]));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_by_row_and_never_by_value() {
        for (text, level_of, says) in [
            ("Ulm;Germany\nUlm;France", 1, "row 2"),
            ("Ulm;\"Germany\nLyon;France", 1, "row 1: a quote is not closed"),
            ("Ulm;Germany", 2, "no value a class at level 2"),
            ("", 1, "no value a class"),
        ] {
            let error = level(text, level_of).unwrap_err();
            assert!(error.contains(says) && !error.contains("Ulm"), "{error}");
        }
        assert!(level("Ulm;Germany\nUlm;Germany", 1).is_ok());
    }

    #[test]
    fn another_file_than_the_plans_is_refused() {
        let read = |_: &str| Ok(b"Ulm;Germany".to_vec());
        let context = MaskContext { files: Some(&read), ..MaskContext::default() };
        for (digest, good) in [(sha256(b"Ulm;Germany"), true), (sha256(b"Ulm;France"), false)] {
            let given: Params = [("file", "towns.csv".to_owned()), ("digest", digest)]
                .into_iter()
                .map(|(name, value)| (name.to_owned(), crate::domain::mask::Param::Text(value)))
                .collect();
            assert_eq!(Hierarchy.build(&given, DType::String, &context).is_ok(), good);
        }
    }
}
