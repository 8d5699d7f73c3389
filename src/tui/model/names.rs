//! Short names of tables.

use std::collections::HashMap;

use super::row::Row;

/// For every table id the shortest suffix without extension that no other table has.
#[derive(Debug, Clone, Default)]
pub struct Names {
    short: HashMap<String, String>,
}

impl Names {
    /// Makes room for tables that arrived; names may get longer when another table of that name comes.
    pub fn learn<'a>(&mut self, tables: impl Iterator<Item = &'a str>) {
        let mut new = false;
        for table in tables {
            if !self.short.contains_key(table) {
                self.short.insert(table.to_owned(), String::new());
                new = true;
            }
        }
        if new {
            let ids: Vec<String> = self.short.keys().cloned().collect();
            let mut users: HashMap<String, usize> = HashMap::new();
            for id in &ids {
                for suffix in suffixes(id) {
                    *users.entry(suffix).or_default() += 1;
                }
            }
            for (id, short) in &mut self.short {
                *short =
                    suffixes(id).find(|suffix| users.get(suffix) == Some(&1)).unwrap_or_else(|| id.clone());
            }
        }
    }

    /// The short name of a table.
    #[must_use]
    pub fn table<'a>(&'a self, id: &'a str) -> &'a str {
        self.short.get(id).map_or(id, String::as_str)
    }

    /// `TABLE.COLUMN`, with `:INDEX` for a repeated header.
    #[must_use]
    pub fn address(&self, row: &Row) -> String {
        let table = quoted(self.table(&row.id.table));
        let index = if row.id.occurrence > 0 { format!(":{}", row.scan.index) } else { String::new() };
        format!("{table}.{}{index}", row.id.column)
    }

    /// How many tables there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.short.len()
    }

    /// The short names, sorted.
    #[must_use]
    pub fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.short.values().map(String::as_str).collect();
        all.sort_unstable();
        all
    }
}

/// A table's name as a selector reads it: in quotes where a mark in it means something there.
fn quoted(table: &str) -> String {
    let plain = !table.is_empty() && !table.contains(['"', '*', '?', ':', '[', ']']);
    if plain { table.to_owned() } else { format!("\"{}\"", table.replace('"', "\"\"")) }
}

/// The suffixes of a path without extension, shortest first, at most four folders deep, then the whole id.
fn suffixes(id: &str) -> impl Iterator<Item = String> {
    let folder = id.rfind('/').map_or(0, |slash| slash + 1);
    let stem_end = id.get(folder..).and_then(|name| name.find('.')).map_or(id.len(), |dot| folder + dot);
    let stem_end = if stem_end == folder { id.len() } else { stem_end };
    let stem = id.get(..stem_end).unwrap_or(id).to_owned();
    let mut starts: Vec<usize> = stem.match_indices('/').map(|(slash, _)| slash + 1).collect();
    starts.push(0);
    starts.sort_unstable_by(|a, b| b.cmp(a));
    starts.dedup();
    let mut all: Vec<String> =
        starts.iter().take(4).filter_map(|at| stem.get(*at..).map(str::to_owned)).collect();
    all.push(id.to_owned());
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_called_by_its_shortest_unambiguous_suffix() {
        let mut names = Names::default();
        names.learn(["crm/customers.csv", "shop/customers.csv.gz", "events.parquet"].into_iter());
        for (id, short) in [
            ("crm/customers.csv", "crm/customers"),
            ("shop/customers.csv.gz", "shop/customers"),
            ("events.parquet", "events"),
        ] {
            assert_eq!(names.table(id), short);
        }
        names.learn(["events.csv"].into_iter());
        assert_eq!(names.table("events.csv"), "events.csv");
    }
}
