//! Decided columns that are gone, and what they may be called now.

use std::collections::{HashMap, HashSet};

use super::item::Item;
use crate::domain::fold::{ColumnStatus, Fold};
use crate::domain::name::{self, ColumnId};
use crate::domain::state::State;

/// Names at least this alike may be one renamed column, 0 to 1.
const ALIKE: f64 = 0.5;

/// A column with a verdict that its table no longer has.
#[derive(Debug, Clone, PartialEq)]
pub struct Vanished {
    /// The column.
    pub id: ColumnId,
    /// The decisions about it.
    pub status: ColumnStatus,
    /// Whether all rows were read; in a sample of JSON a rare key may be missing by chance.
    pub sure: bool,
    /// The undecided column that it may have become.
    pub renamed: Option<ColumnId>,
}

/// A column that is gone, and the one that it may have become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The column that is gone.
    pub from: ColumnId,
    /// The undecided one.
    pub to: ColumnId,
}

/// The vanished columns of the tables at hand, by id.
///
/// A rename is offered to an undecided column of the same table and type whose name is similar (or the same, with
/// another logical type), each at most once, the most similar first.
#[must_use]
pub fn find(fold: &Fold, items: &[Item]) -> Vec<Vanished> {
    let here: HashSet<&ColumnId> = items.iter().map(|item| &item.id).collect();
    let mut tables: HashMap<&str, Vec<&Item>> = HashMap::new();
    for item in items {
        tables.entry(&item.id.table).or_default().push(item);
    }
    let mut gone: Vec<(&ColumnId, &ColumnStatus, &Vec<&Item>)> = fold
        .columns()
        .filter(|(id, status)| !here.contains(id) && status.state() != State::Undecided)
        // A table that was not looked at says nothing about its columns.
        .filter_map(|(id, status)| Some((id, status, tables.get(id.table.as_str())?)))
        .collect();
    gone.sort_by_key(|(id, ..)| *id);
    let mut offers: Vec<(f64, &ColumnId, &ColumnId)> = Vec::new();
    for (id, status, candidates) in &gone {
        for item in candidates.iter().filter(|item| item.status.heads.is_empty()) {
            if let Some(likeness) = likeness(id, status, item) {
                offers.push((likeness, id, &item.id));
            }
        }
    }
    offers.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = HashSet::new();
    let mut renamed: HashMap<&ColumnId, &ColumnId> = HashMap::new();
    for (_, old, new) in offers {
        if !renamed.contains_key(old) && taken.insert(new) {
            renamed.insert(old, new);
        }
    }
    gone.iter()
        .map(|(id, status, candidates)| Vanished {
            id: (*id).clone(),
            status: (*status).clone(),
            sure: candidates.iter().all(|item| item.rows.seed.is_none()),
            renamed: renamed.get(id).map(|new| (*new).clone()),
        })
        .collect()
}

/// How likely it is that a column became another one, 0 to 1; `None` where it is not to be offered.
fn likeness(id: &ColumnId, status: &ColumnStatus, item: &Item) -> Option<f64> {
    if id.column == item.id.column {
        return Some(2.0);
    }
    let same_type = status.heads.iter().any(|head| head.basis.kind == item.scan.kind);
    if id.dtype != item.id.dtype || !same_type {
        return None;
    }
    let alike = similarity(&plain(&id.column), &plain(&item.id.column));
    (alike >= ALIKE).then_some(alike)
}

/// Letters and digits of the last part of a path, lower case.
fn plain(path: &str) -> String {
    name::leaf(path).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(64).collect()
}

/// Likeness of two names, 0 to 1: 1 − edit distance / longer length (Levenshtein), or 0.8 where one holds the other.
fn similarity(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = a.len().max(b.len());
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (to, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(from != to);
            diagonal = *cell;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
    }
    let distance = row.last().copied().unwrap_or(longer);
    let edit = 1.0 - distance as f64 / longer as f64;
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    let holds = shorter >= 3 && long.windows(shorter).any(|part| part == short.as_slice());
    if holds { edit.max(0.8) } else { edit }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::{Change, Event, Verdict};
    use crate::domain::dtype::DType;
    use crate::review::decide;
    use crate::review::testing;

    fn fold_of(items: &[Item]) -> Fold {
        let mut fold = Fold::default();
        for (at, item) in items.iter().enumerate() {
            let change = decide::verdict(item, decide::approve(item), None, "d");
            fold.push(&Event {
                id: format!("{at}"),
                prev: None,
                time: format!("{at}"),
                reviewer: "ana".into(),
                step: "s".into(),
                change,
            });
        }
        fold
    }

    fn offered(old: &[Item], now: &[Item]) -> Vec<(String, Option<String>)> {
        find(&fold_of(old), now).into_iter().map(|v| (v.id.column, v.renamed.map(|id| id.column))).collect()
    }

    #[test]
    fn similarity_of_names_is_what_people_expect() {
        for (a, b, low, high) in [
            ("email", "email", 1.0, 1.0),
            ("email", "emailaddress", 0.8, 0.8),
            ("phone", "phones", 0.8, 1.0),
            ("email", "price", 0.0, 0.45),
            ("", "price", 0.0, 0.0),
            ("kitten", "sitting", 0.57, 0.58),
        ] {
            let got = similarity(a, b);
            assert!(got >= low && got <= high, "{a} {b}: {got}");
        }
    }

    #[test]
    fn a_similar_undecided_column_of_the_same_type_is_offered() {
        let old = [testing::item("t.csv", "email")];
        let mut other_type = testing::item("t.csv", "email_hash");
        other_type.scan_mut().kind = Some("hash".into());
        for (now, want) in [
            (
                vec![testing::item("t.csv", "email_address"), testing::item("t.csv", "zip")],
                Some("email_address"),
            ),
            (vec![testing::item("t.csv", "zip")], None),
            (vec![other_type], None),
        ] {
            assert_eq!(offered(&old, &now), [("email".to_owned(), want.map(str::to_owned))]);
        }
    }

    #[test]
    fn another_logical_type_of_the_same_name_is_offered_and_other_tables_say_nothing() {
        let old = [testing::item("t.csv", "zip")];
        let mut now = testing::item("t.csv", "zip");
        now.id.dtype = DType::Integer;
        assert_eq!(offered(&old, &[now]), [("zip".to_owned(), Some("zip".to_owned()))]);
        assert_eq!(offered(&old, &[testing::item("u.csv", "zip")]), []);
        assert_eq!(offered(&old, &old), []);
    }

    #[test]
    fn one_column_is_offered_to_one_only() {
        let old = [testing::item("t.csv", "mail"), testing::item("t.csv", "email")];
        let now = [testing::item("t.csv", "email1")];
        let offers = offered(&old, &now);
        assert_eq!(offers.iter().filter(|(_, new)| new.is_some()).count(), 1);
        assert_eq!(offers[0], ("email".to_owned(), Some("email1".to_owned())));
    }

    #[test]
    fn what_was_taken_back_is_not_missed() {
        let item = testing::item("t.csv", "email");
        let mut fold = Fold::default();
        let change = decide::verdict(&item, Verdict::Withdrawn, None, "d");
        assert!(matches!(change, Change::Verdict { .. }));
        let event = Event {
            id: "1".into(),
            prev: None,
            time: "1".into(),
            reviewer: "a".into(),
            step: "s".into(),
            change,
        };
        fold.push(&event);
        assert!(find(&fold, &[testing::item("t.csv", "zip")]).is_empty());
    }
}
