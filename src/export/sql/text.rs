//! Expressions of the masks on text.

use super::token::keyed;
use super::{Cell, Dialect, Made};
use crate::mask::postal_prefix::SMALL;

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
/// What the part of an address after the `@` may not hold: ASCII but letters, digits, `.` and `-`.
const DOMAIN: &str = r##"[^[:cntrl:] !"#$%&'()*+,/:;<=>?@\[\\\]^_`{|}~]"##;
/// One of four numbers of an IPv4 address, without leading zeros.
const OCTET: &str = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

/// The same text for every value; a value that is that text is refused.
pub fn redact(dialect: &dyn Dialect, cell: &Cell<'_>, fixed: &str) -> Made {
    let fixed = dialect.literal(fixed);
    Made::exact(format!("CASE WHEN {} <> {fixed} THEN {fixed} END", cell.text))
}

/// Characters at both ends kept, unless the value is so short that all of it would stay.
pub fn partial(
    dialect: &dyn Dialect,
    cell: &Cell<'_>,
    (first, last): (usize, usize),
    width: usize,
    fill: char,
) -> Made {
    let text = cell.text;
    let kept = first + last;
    let ends = |middle: &str| format!("left({text}, {first}) || {middle} || right({text}, {last})");
    if width > 0 {
        let stars = dialect.literal(&fill.to_string().repeat(width));
        return Made::exact(format!(
            "nullif(CASE WHEN length({text}) > {kept} THEN {} WHEN length({text}) > 0 THEN {stars} END, {text})",
            ends(&stars)
        ));
    }
    // `\` acts in replacements.
    let star = if fill == '\\' { "\\\\".to_owned() } else { fill.to_string() };
    let cover = |text: &str| dialect.replace_all(text, r"[^ -/:-@\[-`{-~]", &star);
    let middle = cover(&format!("substr({text}, {}, length({text}) - {kept})", first + 1));
    Made::lossy(
        format!(
            "nullif(CASE WHEN length({text}) > {kept} THEN {} ELSE {} END, {text})",
            ends(&middle),
            cover(text)
        ),
        "punctuation beyond ASCII is covered too",
    )
}

/// The domain of an address kept, the rest a token or one word.
///
/// # Errors
/// No place for a key.
pub fn email_domain(dialect: &dyn Dialect, cell: &Cell<'_>, token: Option<usize>) -> Result<Made, String> {
    let address = dialect.trim(cell.text);
    let local = match token {
        Some(length) => {
            let lower = format!("translate({address}, '{UPPER}', '{LOWER}')");
            format!("left({}, {length})", keyed(dialect, cell, &lower)?)
        }
        None => "'user'".to_owned(),
    };
    let is_address = dialect.matches(&address, &format!("^[^@]+@{DOMAIN}*[.]{DOMAIN}*$"));
    Ok(Made::exact(format!(
        "CASE WHEN {is_address} THEN {local} || '@' || split_part({address}, '@', 2) END"
    )))
}

/// The first characters of a postal code kept, but never all of them; with `small`, areas with few people as zeros.
pub fn postal_prefix(dialect: &dyn Dialect, cell: &Cell<'_>, keep: usize, small: bool) -> Made {
    let code = dialect.trim(cell.text);
    if small {
        let is_zip = dialect.matches(&code, "^[0-9]{5}[A-Za-z0-9 -]{0,7}$");
        let areas: Vec<String> = SMALL.iter().map(|area| dialect.literal(area)).collect();
        let zeros = dialect.literal(&"0".repeat(keep));
        return Made::exact(format!(
            "CASE WHEN NOT ({is_zip}) THEN NULL WHEN left({code}, 3) IN ({}) THEN {zeros} || '**' ELSE left({code}, {keep}) \
             || '**' END",
            areas.join(", ")
        ));
    }
    let is_code = dialect.matches(&code, "^[A-Za-z0-9 -]{2,12}$");
    Made::exact(format!(
        "CASE WHEN {is_code} THEN left({code}, least({keep}, length({code}) - 1)) || '**' END"
    ))
}

/// The network of an IPv4 address.
pub fn ip_truncate(dialect: &dyn Dialect, cell: &Cell<'_>, bits: u32) -> Made {
    let address = dialect.trim(cell.text);
    let (whole, text) = (
        dialect.type_name(crate::domain::dtype::DType::Integer),
        dialect.type_name(crate::domain::dtype::DType::String),
    );
    let octets: Vec<String> = (0..4_u32)
        .map(|at| {
            let octet = format!("split_part({address}, '.', {})", at + 1);
            match bits.saturating_sub(8 * at).min(8) {
                0 => "'0'".to_owned(),
                8 => octet,
                kept => {
                    let step = 1_u32 << (8 - kept);
                    format!("CAST(CAST({octet} AS {whole}) - CAST({octet} AS {whole}) % {step} AS {text})")
                }
            }
        })
        .collect();
    let is_address = dialect.matches(&address, &format!("^{OCTET}[.]{OCTET}[.]{OCTET}[.]{OCTET}$"));
    Made::lossy(
        format!("CASE WHEN {is_address} THEN {} END", octets.join(" || '.' || ")),
        "IPv6 addresses become null",
    )
}

/// A URL without credentials, query and fragment.
pub fn url_strip(dialect: &dyn Dialect, cell: &Cell<'_>, path: bool) -> Made {
    let plain = format!("split_part(split_part({}, '?', 1), '#', 1)", dialect.trim(cell.text));
    let at = format!("position('://' IN {plain})");
    let rest = format!("substr({plain}, {at} + 3)");
    let authority = format!("split_part({rest}, '/', 1)");
    let host = dialect.replace_all(&authority, "^[^/]*@", "");
    let tail = if path { format!(" || substr({rest}, length({authority}) + 1)") } else { String::new() };
    let local = if path { plain.as_str() } else { "''" };
    Made::exact(format!(
        "CASE WHEN {at} > 0 THEN left({plain}, {at} + 2) || {host}{tail} WHEN left({plain}, 1) = '/' THEN {local} END"
    ))
}
