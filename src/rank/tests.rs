//! The order of columns and what scores are made of.

use super::*;
use crate::domain::assessment::{Alternate, Contained, Sighting};
use crate::domain::scan::{Linkage, RowsRead, SmallSet};
use crate::domain::share::Share;

fn column(index: usize, tier: Tier) -> ColumnScan {
    ColumnScan {
        index,
        column: format!("c{index}"),
        sensitivity: tier,
        confidence: 0.5,
        ..ColumnScan::default()
    }
}

fn dataset(columns: Vec<ColumnScan>) -> DatasetScan {
    let rows = RowsRead { total: 3_000_000, total_is_exact: true, read: 10_000, seed: Some(1) };
    DatasetScan { table: "t.csv".to_owned(), rows, columns, ..DatasetScan::default() }
}

fn linkage(columns: &[&str], k: u64, unique_share: f64) -> Linkage {
    let columns = columns.iter().map(|c| (*c).to_owned()).collect();
    Linkage { columns, n: 100, k, unique_share, smallest: Vec::new() }
}

#[test]
fn a_combination_that_singles_rows_out_raises_its_columns_and_is_named() {
    let quasi = |index| ColumnScan { role: Role::Quasi, personal: true, ..column(index, Tier::Internal) };
    let score = |found: Option<Linkage>| {
        let mut datasets = [dataset(vec![quasi(0), quasi(1), column(2, Tier::Internal)])];
        datasets[0].linkage = found;
        rank(&mut datasets, &RankContext::default());
        datasets[0].columns.iter().map(|c| (c.column.clone(), c.score, c.reasons.clone())).collect::<Vec<_>>()
    };
    let (all, none, unknown) = (
        score(Some(linkage(&["c0", "c1"], 1, 1.0))),
        score(Some(linkage(&["c0", "c1"], 40, 0.0))),
        score(None),
    );
    assert!(all[0].1 > none[0].1 + 1.9, "{all:?} {none:?}");
    let why = |reasons: &[crate::domain::priority::Term], name: &str| {
        reasons.iter().find(|term| term.term == name).map(|term| term.why.clone())
    };
    assert_eq!(
        why(&all[0].2, "linkage").as_deref(),
        Some("c0 + c1 together leave 100.0 % of rows alone, smallest group 1 (sample, n 100)")
    );
    assert_eq!(why(&all[2].2, "linkage"), None, "a column outside the combination");
    assert!(why(&unknown[0].2, "company").is_some());
}

#[test]
fn the_smallest_sets_are_named_in_the_reasons_of_their_columns() {
    let quasi = |index| ColumnScan { role: Role::Quasi, personal: true, ..column(index, Tier::Internal) };
    let set = |columns: [&str; 2], unique_share| SmallSet {
        columns: columns.map(str::to_owned).into(),
        unique_share,
    };
    let mut datasets = [dataset(vec![quasi(0), quasi(1), quasi(2)])];
    let smallest = vec![set(["c0", "c1"], 0.98)];
    datasets[0].linkage = Some(Linkage { smallest, ..linkage(&["c0", "c1", "c2"], 1, 1.0) });
    rank(&mut datasets, &RankContext::default());
    for column in &datasets[0].columns {
        let why = &column.reasons.iter().find(|term| term.term == "linkage").unwrap().why;
        assert_eq!(why.ends_with("n 100); c0 + c1 98.0 % already"), column.column != "c2", "{why}");
    }
}

#[test]
fn tiers_never_overlap_whatever_else_speaks() {
    for pair in Tier::ALL.windows(2) {
        let mut high = column(0, pair[0]);
        high.confidence = 0.0;
        let mut low = column(1, pair[1]);
        low.confidence = 1.0;
        low.stats.unique_share = 1.0;
        low.personal = true;
        low.role = Role::Quasi;
        low.contains = vec![Contained { kind: "us_ssn".to_owned(), rows: 9, share: Share::of(9, 9) }];
        low.seen_by = vec![
            Sighting {
                scanner: "macie".to_owned(),
                reported: "X".to_owned(),
                kind: None,
                confidence: Some(0.1),
                count: None,
                incomplete: false,
            };
            3
        ];
        let mut others: Vec<ColumnScan> = (2..9).map(|i| low.clone().with_index(i)).collect();
        let mut columns = vec![low, high];
        columns.append(&mut others);
        let mut datasets = [dataset(columns)];
        datasets[0].linkage = Some(linkage(&["c1", "c2", "c3"], 1, 1.0));
        let changed = (("t.csv".to_owned(), "c1".to_owned()), "new".to_owned());
        let context = RankContext {
            environment: Some("production → training".to_owned()),
            changed: [changed].into_iter().collect(),
            ..RankContext::default()
        };
        rank(&mut datasets, &context);
        assert_eq!(datasets[0].columns[0].column, "c0", "{pair:?}");
    }
}

trait WithIndex {
    fn with_index(self, index: usize) -> Self;
}

impl WithIndex for ColumnScan {
    fn with_index(mut self, index: usize) -> Self {
        self.index = index;
        self.column = format!("c{index}");
        self
    }
}

#[test]
fn points_sum_to_the_score_and_ties_go_by_index() {
    let mut datasets =
        [dataset(vec![column(1, Tier::Internal), column(0, Tier::Internal), column(2, Tier::Restricted)])];
    rank(&mut datasets, &RankContext::default());
    let order: Vec<usize> = datasets[0].columns.iter().map(|c| c.index).collect();
    assert_eq!(order, [2, 0, 1]);
    for column in &datasets[0].columns {
        let sum: f64 = column.reasons.iter().map(|t| t.points).sum();
        assert!((sum - column.score).abs() < 1e-9, "{sum} {}", column.score);
    }
}

#[test]
fn another_scanner_that_sees_more_raises_to_unknown() {
    let mut seen = column(0, Tier::Public);
    seen.seen_by.push(Sighting {
        scanner: "macie".to_owned(),
        reported: "USA_SOCIAL_SECURITY_NUMBER".to_owned(),
        kind: Some("us_ssn".to_owned()),
        confidence: None,
        count: Some(3),
        incomplete: false,
    });
    let mut datasets = [dataset(vec![seen])];
    rank(&mut datasets, &RankContext::default());
    let column = &datasets[0].columns[0];
    assert_eq!(column.sensitivity, Tier::Unknown);
    assert!(column.evidence.iter().any(|e| e.text.contains("macie")));
    assert!(!explain(column).terms.is_empty());
}

#[test]
fn the_policy_moves_tiers_by_type_and_by_general_type() {
    let mut ssn = column(0, Tier::Restricted);
    ssn.kind = Some("us_ssn".to_owned());
    let mut datasets = [dataset(vec![ssn])];
    let context = RankContext {
        tiers: [("national_id".to_owned(), Tier::Internal)].into_iter().collect(),
        ..RankContext::default()
    };
    rank(&mut datasets, &context);
    assert_eq!(datasets[0].columns[0].sensitivity, Tier::Internal);
}

#[test]
fn what_might_be_sensitive_after_all_comes_before_what_is_surely_not() {
    let harmless = column(0, Tier::Public);
    let mut doubtful = column(1, Tier::Public);
    doubtful.alternates = vec![Alternate { kind: "us_ssn".into(), confidence: 0.6 }];
    let mut other = column(2, Tier::Public);
    other.alternates = vec![Alternate { kind: "category".into(), confidence: 0.6 }];
    let mut datasets = [dataset(vec![harmless, doubtful, other])];
    rank(&mut datasets, &RankContext::default());
    let order: Vec<usize> = datasets[0].columns.iter().map(|c| c.index).collect();
    assert_eq!(order, [1, 0, 2]);
    assert_eq!(datasets[0].columns[0].reasons[1].term, "doubt");
}

#[test]
fn within_a_tier_certainty_outweighs_size() {
    let mut sure = column(0, Tier::Confidential);
    sure.confidence = 0.99;
    let mut guess = column(1, Tier::Confidential);
    guess.confidence = 0.3;
    let small = RowsRead { total: 10, total_is_exact: true, read: 10, seed: None };
    let mut datasets = [DatasetScan { rows: small, ..dataset(vec![sure]) }, dataset(vec![guess])];
    rank(&mut datasets, &RankContext::default());
    assert!(datasets[0].columns[0].score > datasets[1].columns[0].score);
}

#[test]
fn an_untyped_column_beside_personal_ones_is_looked_at_first() {
    let mut personal = column(1, Tier::Internal);
    personal.personal = true;
    let mut datasets =
        [dataset(vec![column(0, Tier::Public), personal]), dataset(vec![column(0, Tier::Public)])];
    rank(&mut datasets, &RankContext::default());
    assert!(datasets[0].columns[1].score > datasets[1].columns[0].score);
}
