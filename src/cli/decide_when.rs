//! `--when` and `--otherwise` of `vizard decide`: a mask for some rows, and what happens with the others.

use super::exit::End;
use super::inputs;
use crate::domain::condition::{Otherwise, When};
use crate::domain::mask::{MaskChoice, Param, Params};
use crate::mask::params;
use crate::review::condition;
use crate::review::item::Item;

/// Parameters given as `NAME=VALUE`.
pub fn params<'t>(option: &str, texts: impl Iterator<Item = &'t str>) -> Result<Params, End> {
    let mut given = Params::new();
    for text in texts {
        let (key, value) = text
            .split_once('=')
            .ok_or_else(|| End::usage(format!("{option} {text}: give it as NAME=VALUE")))?;
        given.insert(key.to_owned(), Param::parse(value));
    }
    Ok(given)
}

/// The conditions in the order in which they were given, each with what happens with the rows that do not meet it.
pub fn chain(
    when: &[String],
    otherwise: &[String],
    item: &Item,
    table: &[Item],
) -> Result<Option<Box<When>>, End> {
    if otherwise.len() > when.len() || otherwise.len() + 1 < when.len() {
        return Err(End::usage(
            "every --when but the last needs its --otherwise, which is the mask that the next --when is about",
        ));
    }
    let mut next: Option<Box<When>> = None;
    for (at, text) in when.iter().enumerate().rev() {
        let mut made = condition::parse(text).map_err(inputs::review)?;
        made = condition::resolve(made, item, table).map_err(inputs::review)?;
        made.otherwise = match (otherwise.get(at).map_or("null", String::as_str).trim(), next) {
            ("keep", None) => Otherwise::Keep,
            ("keep", Some(_)) => {
                return Err(End::usage(
                    "--otherwise keep stands last: rows that are kept meet no further --when",
                ));
            }
            (text, next) => Otherwise::Mask { mask: mask(text)?, when: next },
        };
        next = Some(Box::new(made));
    }
    Ok(next)
}

/// A mask with its parameters, `partial first=2 last=2`.
fn mask(text: &str) -> Result<MaskChoice, End> {
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default();
    let given = params("--otherwise", words)?;
    params::choice(name, &given).map_err(|error| End::usage(format!("--otherwise: {error}")))
}
