//! Expressions of keyed pseudonyms.

use super::{Cell, Dialect, Made};

const NO_KEY: &str = "it has no place for a key that readers cannot see";

/// A token from HMAC-SHA256 of the value.
pub fn pseudonym(
    dialect: &dyn Dialect,
    cell: &Cell<'_>,
    format: &str,
    length: usize,
) -> Result<Made, String> {
    let setting = cell.setting.ok_or("the plan names no key for it")?;
    let hex = dialect.hmac_hex(setting, cell.text).ok_or(NO_KEY)?;
    match format {
        "hex" => Ok(Made::exact(format!("left({hex}, {length})"))),
        _ => Err(format!("it cannot write tokens as {format}")),
    }
}
