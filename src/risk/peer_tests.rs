//! The figures are those that pycanon, `SciPy` and scikit-learn give on the same rows (`tests/peers/risk_figures.py`).

use serde_json::Value;

use super::*;

fn fixture() -> Value {
    serde_json::from_str(include_str!("../../tests/fixtures/risk_peers.json")).unwrap()
}

fn column(fixture: &Value, name: &str) -> Vec<String> {
    let at = fixture["columns"].as_array().unwrap().iter().position(|column| column == name).unwrap();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    fixture["rows"].as_array().unwrap().iter().map(|row| text(&row[at])).collect()
}

fn coded(fixture: &Value, name: &str) -> Vec<u32> {
    let cells = column(fixture, name);
    codes(&cells.iter().map(|cell| Some(cell.as_bytes())).collect::<Vec<_>>())
}

fn numbers(fixture: &Value, name: &str) -> Vec<f64> {
    column(fixture, name).iter().map(|cell| cell.parse().unwrap()).collect()
}

/// Codes in the order of the numbers.
fn in_order(numbers: &[f64]) -> Vec<u32> {
    let mut known = numbers.to_vec();
    known.sort_unstable_by(f64::total_cmp);
    known.dedup();
    numbers.iter().map(|number| known.partition_point(|other| other < number) as u32).collect()
}

#[test]
fn the_peers_agree() {
    let fixture = fixture();
    let quasi: Vec<Vec<u32>> = ["age", "area", "sex"].map(|name| coded(&fixture, name)).into();
    let rows = quasi[0].len();
    let classes = tuples(rows, &quasi.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let risk = figures(&counts(&classes), 5);
    let diagnosis = coded(&fixture, "diagnosis");
    let (income, after) = (numbers(&fixture, "income"), numbers(&fixture, "income_after"));
    let apart = distances(&income, &after).unwrap();
    let pairs: Vec<(f64, f64)> = income.iter().copied().zip(after).collect();
    let ordered = in_order(&income);
    for (name, ours) in [
        ("k", risk.k as f64),
        ("classes", risk.classes as f64),
        ("unique_share", risk.unique_share),
        ("small_share", risk.small_share),
        ("l_diagnosis", distinct_l(&classes, &diagnosis) as f64),
        ("t_diagnosis", t_closeness(&classes, &diagnosis, Ground::Equal)),
        ("t_income", t_closeness(&classes, &ordered, Ground::Ordered)),
        ("kolmogorov_smirnov", apart.kolmogorov_smirnov),
        ("wasserstein", apart.wasserstein),
        ("spearman", spearman(&pairs).unwrap()),
        ("mutual_information", mutual_information(&coded(&fixture, "years"), &diagnosis)),
    ] {
        let theirs = fixture["figures"][name].as_f64().unwrap();
        assert!(
            (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0),
            "{name}: {ours}, the peers say {theirs}"
        );
    }
}
