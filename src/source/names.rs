//! Short names of tables.

use std::collections::HashMap;
use std::path::Path;

/// The shortest unambiguous name of each table: the end of its path, extension left out where that stays unique.
#[must_use]
pub fn short_names(tables: &[&str]) -> Vec<String> {
    let parts: Vec<Vec<&str>> = tables.iter().map(|table| table.split('/').collect()).collect();
    let deepest = parts.iter().map(Vec::len).max().unwrap_or(0);
    let mut names: Vec<Option<String>> = vec![None; tables.len()];
    for depth in 1..=deepest {
        let tails: Vec<Option<String>> = parts
            .iter()
            .map(|own| own.len().checked_sub(depth).map(|from| stem(&own[from..].join("/")).to_owned()))
            .collect();
        let mut counts = HashMap::<&str, usize>::new();
        for tail in tails.iter().flatten() {
            *counts.entry(tail).or_default() += 1;
        }
        for (name, tail) in names.iter_mut().zip(&tails) {
            if let Some(tail) =
                tail.as_ref().filter(|tail| name.is_none() && counts.get(tail.as_str()) == Some(&1))
            {
                *name = Some(tail.clone());
            }
        }
    }
    names.into_iter().zip(tables).map(|(name, table)| name.unwrap_or_else(|| (*table).to_owned())).collect()
}

/// A path without its extension and that of its compression.
fn stem(path: &str) -> &str {
    let file = path.rfind('/').map_or(0, |at| at + 1);
    match super::extension(Path::new(path)) {
        Some(ext) => {
            let lower = path.to_ascii_lowercase();
            lower
                .rfind(&format!(".{ext}"))
                .filter(|at| *at > file)
                .and_then(|at| path.get(..at))
                .unwrap_or(path)
        }
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_short_as_they_can_be() {
        let tables = ["crm/customers.csv", "old/customers.csv", "claims.jsonl.gz", "claims.csv"];
        assert_eq!(short_names(&tables), ["crm/customers", "old/customers", "claims.jsonl.gz", "claims.csv"]);
        assert_eq!(short_names(&["a/b/people.CSV"]), ["people"]);
        assert_eq!(short_names(&["a/x.csv", "x.csv"]), ["a/x", "x.csv"]);
        assert!(short_names(&[]).is_empty());
    }
}
