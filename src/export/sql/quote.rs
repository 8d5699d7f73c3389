//! Quoting: nothing that comes from data may act in a statement.

use crate::domain::safe_text::SafeText;

/// An identifier in double quotes (SQL:2016 5.2), or why the system cannot hold the name.
pub fn ident(name: &str, longest: usize) -> Result<String, String> {
    if name.is_empty() || name.contains('\0') {
        return Err("a name that the system cannot hold".to_owned());
    }
    if name.len() > longest {
        return Err(format!("a name of more than {longest} bytes"));
    }
    Ok(format!("\"{}\"", name.replace('"', "\"\"")))
}

/// A string literal in single quotes, for systems in which `\` is a character like others.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A string literal for systems in which `\` escapes inside quotes.
pub fn literal_with_escapes(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// A comment of one line: control characters (line ends too) become visible symbols.
pub fn comment(text: &str) -> String {
    format!("-- {}\n", SafeText::cut(text, 2000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_inside_are_doubled_and_lines_stay_lines() {
        assert_eq!(ident("a\"b", 63).as_deref(), Ok("\"a\"\"b\""));
        assert!(ident("", 63).is_err() && ident("a\0", 63).is_err() && ident(&"x".repeat(64), 63).is_err());
        assert_eq!(literal("it's \\"), "'it''s \\'");
        assert_eq!(literal_with_escapes("it's \\"), "'it''s \\\\'");
        assert_eq!(comment("a\nDROP TABLE x; \u{2028}b"), "-- a␊DROP TABLE x; ␣b\n");
    }
}
