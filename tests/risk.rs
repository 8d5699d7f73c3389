//! Re-identification risk as the commands show it, counted again here by plain means.

use std::collections::HashMap;

use serde_json::Value;

use crate::support::project::Project;

/// 240 people, some fields empty: birth dates of eight years, three postal codes, two sexes.
fn people() -> String {
    let mut text = String::from("customer_id,birth_date,postal_code,gender,city\n");
    for n in 0..240 {
        let birth =
            if n % 40 == 39 { String::new() } else { format!("19{}-0{}-1{}", 60 + n % 8, 1 + n % 9, n % 7) };
        let code = ["10115", "10117", "20095"][n % 3];
        let city = ["Berlin", "Berlin", "Hamburg"][n % 3];
        text.push_str(&format!("{n},{birth},{code},{},{city}\n", ["female", "male"][n / 3 % 2]));
    }
    text
}

/// A plan over the people: years of birth, the rest in clear.
fn built(settings: &str, words: &[&str]) -> (Project, Value) {
    let project = Project::with("people.csv", &people());
    project.write("vizard.toml", settings);
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "people.birth_date", "--mask", "date_truncate", "--param", "to=year"]);
    project.expect(0, &["decide", "*.*", "--state", "undecided", "--keep", "--reason", "a test"]);
    project.expect(0, &[&["plan", "build"], words].concat());
    let plan = serde_json::from_str(&project.read("vizard-plan.json")).unwrap();
    (project, plan)
}

/// Sizes of the groups that share the columns, after `mask` was applied to each cell.
fn sizes(columns: &[String], mask: impl Fn(&str, &str) -> String) -> Vec<u64> {
    let text = people();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut groups: HashMap<Vec<String>, u64> = HashMap::new();
    for line in lines {
        let cells = header.iter().zip(line.split(','));
        let tuple = cells.filter(|(name, _)| columns.iter().any(|c| c == *name)).map(|(n, c)| mask(n, c));
        *groups.entry(tuple.collect()).or_default() += 1;
    }
    groups.into_values().collect()
}

fn check(figures: &Value, sizes: &[u64], threshold: u64) {
    let rows: u64 = sizes.iter().sum();
    let share = |rows_of: u64| rows_of as f64 / rows as f64;
    let small: u64 = sizes.iter().filter(|size| **size < threshold).sum();
    let alone = sizes.iter().filter(|size| **size == 1).count() as u64;
    let k = *sizes.iter().min().unwrap();
    assert_eq!(figures["k"], k);
    assert_eq!(figures["classes"], sizes.len());
    for (name, want) in [
        ("small_share", share(small)),
        ("unique_share", share(alone)),
        ("prosecutor", 1.0 / k as f64),
        ("marketer", share(sizes.len() as u64)),
    ] {
        assert!((figures[name].as_f64().unwrap() - want).abs() < 1e-12, "{name}: {figures}, {want}");
    }
}

#[test]
fn a_plan_holds_the_risk_of_every_row_before_and_after_masking() {
    let (project, plan) = built("", &[]);
    let risk = &plan["risk"]["datasets"][0];
    assert_eq!(
        (&risk["table"], &risk["n"], &risk["exact"]),
        (&"people.csv".into(), &240.into(), &true.into())
    );
    let columns: Vec<String> = serde_json::from_value(risk["quasi_identifiers"].clone()).unwrap();
    assert!(columns.contains(&"birth_date".to_owned()) && columns.len() > 1, "{columns:?}");
    check(&risk["before"], &sizes(&columns, |_, cell| cell.to_owned()), 5);
    let year = |name: &str, cell: &str| {
        if name == "birth_date" { cell.get(..4).unwrap_or("").to_owned() } else { cell.to_owned() }
    };
    check(&risk["after"], &sizes(&columns, year), 5);
    assert_ne!(risk["before"], risk["after"]);
    let shown = project.expect(0, &["plan", "show"]).stdout;
    assert!(shown.contains("re-identification risk") && shown.contains("birth_date, "), "{shown}");
    // Building again gives the same plan: figures do not depend on chance.
    project.expect(0, &["plan", "build"]);
    assert_eq!(serde_json::from_str::<Value>(&project.read("vizard-plan.json")).unwrap(), plan);
}

#[test]
fn the_policy_says_which_groups_are_small() {
    let (project, plan) = built("[policy]\nmin_group = 1000\n", &[]);
    let risk = &plan["risk"]["datasets"][0];
    assert_eq!((&risk["threshold"], risk["after"]["small_share"].as_f64()), (&1000.into(), Some(1.0)));
    let lint = project.run(&["plan", "lint"]).stdout;
    assert!(lint.contains("k-small") && lint.contains("groups under 1000"), "{lint}");
}

#[test]
fn a_combination_that_singles_people_out_is_named_where_columns_are_ranked() {
    let project = Project::with("people.csv", &people());
    let scan: Value = serde_json::from_str(&project.expect(0, &["scan", "--format", "json"]).stdout).unwrap();
    let dataset = &scan["datasets"][0];
    let columns: Vec<String> = serde_json::from_value(dataset["linkage"]["columns"].clone()).unwrap();
    let sizes = sizes(&columns, |_, cell| cell.to_owned());
    assert_eq!(dataset["linkage"]["k"], *sizes.iter().min().unwrap());
    let born = dataset["columns"].as_array().unwrap().iter().find(|c| c["column"] == "birth_date").unwrap();
    let reasons = born["reasons"].as_array().unwrap();
    let linkage = reasons.iter().find(|term| term["term"] == "linkage").unwrap();
    assert!(linkage["why"].as_str().unwrap().starts_with(&columns.join(" + ")), "{linkage}");
}
