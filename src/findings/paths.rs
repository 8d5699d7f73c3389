//! Foreign column paths in vizard's notation.

use crate::domain::name;

/// A JSON path or dotted path (`$.phones[0].number`, `$['a b'].c`, `hits[0].referer`) as a column path
/// (`phones[].number`, `a b.c`, `hits[].referer`); indices become `[]`.
pub fn nested(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path.trim().strip_prefix('$').unwrap_or(path.trim());
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix("['").or_else(|| rest.strip_prefix("[\"")) {
            let end = inside.find("']").or_else(|| inside.find("\"]")).unwrap_or(inside.len());
            push(&mut out, &inside[..end]);
            rest = inside.get(end + 2..).unwrap_or("");
        } else if rest.starts_with('[') {
            out.push_str("[]");
            rest = rest.find(']').and_then(|end| rest.get(end + 1..)).unwrap_or("");
        } else {
            let part = rest.strip_prefix('.').unwrap_or(rest);
            let end = part.find(['.', '[']).unwrap_or(part.len());
            push(&mut out, &part[..end]);
            rest = &part[end..];
            if end == 0 && !rest.starts_with('[') {
                // `..` or a trailing dot: step over it, or the loop would stand still.
                rest = rest.get(1..).unwrap_or("");
            }
        }
    }
    out
}

/// A flat header as a column path.
pub fn flat(header: &str) -> String {
    name::segment(header)
}

fn push(out: &mut String, segment: &str) {
    if segment.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('.');
    }
    out.push_str(&name::segment(segment));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_paths_become_ours() {
        for (theirs, ours) in [
            ("$.customer.ssn", "customer.ssn"),
            ("$.phones[0].number", "phones[].number"),
            ("hits[12].referer", "hits[].referer"),
            ("$['a b'].c", "a b.c"),
            ("$[\"a.b\"]", "\"a.b\""),
            ("email", "email"),
            ("person.name", "person.name"),
            ("$.tags[*]", "tags[]"),
            ("$", ""),
            ("a..b.", "a.b"),
            ("[", "[]"),
        ] {
            assert_eq!(nested(theirs), ours, "{theirs}");
        }
    }
}
