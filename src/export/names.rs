//! What tables and columns are called in another system.

use std::collections::HashMap;

use crate::domain::name;
use crate::domain::plan::{Plan, PlanColumn};

/// The relation of each dataset, in order: the file's name without folders and extensions, or the whole table id with
/// `_` between its parts where two files have one name.
pub fn relations(plan: &Plan) -> Vec<String> {
    let stems: Vec<String> = plan.datasets.iter().map(|dataset| stem(&dataset.table)).collect();
    let mut count: HashMap<String, usize> = HashMap::new();
    for stem in &stems {
        *count.entry(stem.to_lowercase()).or_default() += 1;
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    plan.datasets
        .iter()
        .zip(stems)
        .map(|(dataset, stem)| {
            let alone = count.get(&stem.to_lowercase()) == Some(&1);
            let wanted = if alone { stem } else { dataset.table.replace(['/', '.'], "_") };
            let number = taken.entry(wanted.to_lowercase()).or_default();
            *number += 1;
            if *number == 1 { wanted } else { format!("{wanted}_{number}") }
        })
        .collect()
}

/// `data/customers.csv.gz` gives `customers`.
fn stem(table: &str) -> String {
    let file = table.rsplit('/').next().unwrap_or(table);
    match file.find('.') {
        Some(at) if at > 0 => file.get(..at).unwrap_or(file).to_owned(),
        _ => file.to_owned(),
    }
}

/// The bare header of a column that another system can name, or why it cannot.
pub fn flat(column: &PlanColumn) -> Result<String, String> {
    if column.occurrence > 0 {
        return Err("another column has the same name".to_owned());
    }
    let quoted = column.column.starts_with('"');
    if !quoted && column.column.contains(['.', '[', ':']) {
        return Err("a path inside nested data".to_owned());
    }
    if quoted && !is_one_segment(&column.column) {
        return Err("a path inside nested data".to_owned());
    }
    let bare = name::bare(&column.column);
    if bare.trim().is_empty() || bare.chars().any(char::is_control) {
        return Err("a blank name or one with control characters".to_owned());
    }
    Ok(bare)
}

/// The column of a table that a path lies in: `address.city` gives `address`.
pub fn root(path: &str) -> String {
    if path.starts_with('"') {
        let mut quotes = 0;
        let end = path.char_indices().find(|&(at, c)| {
            quotes += usize::from(c == '"');
            // After an even number of quotes a segment is over, unless the next one doubles the last.
            c == '"' && quotes % 2 == 0 && !path.get(at + 1..).is_some_and(|rest| rest.starts_with('"'))
        });
        return name::bare(end.and_then(|(at, _)| path.get(..=at)).unwrap_or(path));
    }
    path.split(['.', '[', ':']).next().unwrap_or(path).to_owned()
}

/// Whether a quoted path ends with the quote that closes its first segment.
fn is_one_segment(path: &str) -> bool {
    let inner = path.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| !inner.replace("\"\"", "").contains('"'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::samples;

    #[test]
    fn relations_are_short_and_unique() {
        let mut plan = samples::plan();
        let one = plan.datasets[0].clone();
        plan.datasets.clear();
        for table in ["customers.csv", "a/claims.csv.gz", "b/claims.parquet", ".hidden", "b/Claims_parquet"] {
            plan.datasets.push(crate::domain::plan::PlanDataset { table: table.to_owned(), ..one.clone() });
        }
        assert_eq!(
            relations(&plan),
            ["customers", "a_claims_csv_gz", "b_claims_parquet", ".hidden", "Claims_parquet"]
        );
    }

    #[test]
    fn only_flat_headers_have_a_name_elsewhere() {
        let column = samples::plan().datasets[0].columns[0].clone();
        for (path, flat_name) in [
            ("email", Some("email")),
            ("\"a.b\"", Some("a.b")),
            ("\"say \"\"x\"\"\"", Some("say \"x\"")),
            ("address.city", None),
            ("phones[].number", None),
            ("\"a.b\".\"c\"", None),
            ("key:string", None),
            ("\"\"", None),
        ] {
            let column = PlanColumn { column: path.to_owned(), ..column.clone() };
            assert_eq!(flat(&column).ok().as_deref(), flat_name, "{path}");
        }
        for (path, column) in [
            ("address.city", "address"),
            ("phones[].number", "phones"),
            ("key:string", "key"),
            ("\"a.b\".c", "a.b"),
            ("\"say \"\"x\"\"\".y", "say \"x\""),
            ("plain", "plain"),
        ] {
            assert_eq!(root(path), column);
        }
        assert!(flat(&PlanColumn { occurrence: 1, ..column }).is_err());
    }
}
