//! How columns are named: quoting of path segments and `TABLE.COLUMN`.

use serde::{Deserialize, Serialize};

use super::dtype::DType;

/// The key of a decision: where a column is, never what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnId {
    /// Table id: path of the file relative to the project, with `/`.
    pub table: String,
    /// Column path, see [`segment`].
    pub column: String,
    /// Which one of equally named columns, from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub occurrence: u32,
    /// Logical type.
    pub dtype: DType,
}

/// For serde: leaves zero out.
#[must_use]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
pub const fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// A key or header as one path segment: as it is, or in quotes (`"` doubled) where it holds `.`, `[`, `]`, `:`, `"`, or is blank.
#[must_use]
pub fn segment(name: &str) -> String {
    let plain = !name.trim().is_empty() && !name.contains(['.', '[', ']', ':', '"', '*', '?', '{', '}']);
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// The inverse of [`segment`] for a flat path: the bare header. Nested paths come back unchanged.
#[must_use]
pub fn bare(path: &str) -> String {
    match path.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => path.to_owned(),
    }
}

/// The last part of a path that says what it holds: `address.city` gives `city`, `phones[].number` gives `number`.
#[must_use]
pub fn leaf(path: &str) -> String {
    let mut quoted = false;
    let mut start = 0;
    for (at, c) in path.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '.' if !quoted => start = at + 1,
            _ => {}
        }
    }
    bare(path[start..].trim_end_matches("[]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_quote_what_would_be_read_as_syntax() {
        for (name, path) in
            [("email", "email"), ("a.b", "\"a.b\""), ("", "\"\""), ("say \"x\"", "\"say \"\"x\"\"\"")]
        {
            assert_eq!(segment(name), path);
            assert_eq!(bare(path), name);
        }
        assert_eq!(leaf("address.city"), "city");
        assert_eq!(leaf("phones[].number"), "number");
        assert_eq!(leaf("\"a.b\""), "a.b");
        assert_eq!(leaf("tags[]"), "tags");
    }
}
