//! `--when` and `--otherwise` of `vizard decide`: a mask for some rows, and what happens with the others.

use super::exit::End;
use super::inputs;
use crate::domain::condition::{Otherwise, When};
use crate::domain::mask::{Param, Params};
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
        let other = condition::otherwise(otherwise.get(at).map_or("null", String::as_str));
        made.otherwise = match (other.map_err(|error| End::usage(format!("--otherwise: {error}")))?, next) {
            (Otherwise::Keep, None) => Otherwise::Keep,
            (Otherwise::Keep, Some(_)) => {
                return Err(End::usage(
                    "--otherwise keep stands last: rows that are kept meet no further --when",
                ));
            }
            (Otherwise::Mask { mask, .. }, next) => Otherwise::Mask { mask, when: next },
        };
        next = Some(Box::new(made));
    }
    Ok(next)
}
