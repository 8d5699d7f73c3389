//! Expressions of keyed pseudonyms.

use super::{Cell, Dialect, Made};
use crate::export::choice::Token;

/// Hex digits of the HMAC of a text under the column's sub-key.
///
/// # Errors
/// No place for a key.
pub fn keyed(dialect: &dyn Dialect, cell: &Cell<'_>, text: &str) -> Result<String, String> {
    let setting = cell.setting.ok_or("the plan names no key for it")?;
    let hex = dialect.hmac_hex(setting, text);
    hex.ok_or_else(|| "it has no place for a key that readers cannot see".to_owned())
}

/// A token from HMAC-SHA256 of the value. The functions that write it come with the script.
///
/// # Errors
/// No place for a key.
pub fn pseudonym(dialect: &dyn Dialect, cell: &Cell<'_>, format: Token, to: &str) -> Result<Made, String> {
    let hex = keyed(dialect, cell, cell.text)?;
    Ok(Made::exact(match format {
        Token::Hex(length) => format!("left({hex}, {length})"),
        Token::Base32(length) => format!("vizard_base32({hex}, {length})"),
        Token::Uuid => format!("vizard_uuid({hex})"),
        Token::Words(_) => return Err("it has no function that writes words".to_owned()),
        Token::Integer(length) => {
            // A number of exactly `length` digits, see the mask.
            let low = format!("1{}", "0".repeat((length as usize).saturating_sub(1)));
            format!("CAST(vizard_number({hex}, 32) % 9{} + {low} AS {to})", low.get(1..).unwrap_or_default())
        }
    }))
}
