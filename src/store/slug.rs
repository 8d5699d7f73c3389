//! Names of people as parts of file names.

use crate::domain::digest;

/// Longest slug.
const LONGEST: usize = 48;

/// A name as a part of a file name: lower-case ASCII letters, digits and single `-`, never empty, at most 48 characters.
///
/// A name without any ASCII letter or digit becomes `r-` and eight hex digits of its digest.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if out.len() >= LONGEST {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() {
        let digest = digest::sha256(name.as_bytes());
        return format!("r-{}", digest.get(7..15).unwrap_or_default());
    }
    out.to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_safe_file_names() {
        for (name, want) in [
            ("ana", "ana"),
            ("Ana María", "ana-mar-a"),
            ("ana@example.com", "ana-example-com"),
            ("../../etc/passwd", "etc-passwd"),
            ("a\u{202e}b\n", "a-b"),
        ] {
            assert_eq!(slug(name), want);
        }
        assert!(slug("Ольга").starts_with("r-"));
        assert_ne!(slug("Ольга"), slug("Игорь"));
        assert!(slug(&"x".repeat(500)).len() <= 48);
        assert!(!slug("").is_empty());
    }
}
