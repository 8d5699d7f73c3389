//! A shuffled column: the copy is proven, and one that was not shuffled, or holds other values, is told apart.

use crate::support::project::Project;

/// A project whose column `salary` is shuffled, its copy in `masked/p.csv`.
fn shuffled() -> Project {
    let rows: String = (0..60).map(|n| format!("{n},{}\n", 41_000 + n * 37 % 60)).collect();
    let project = Project::with("p.csv", &format!("id,salary\n{rows}"));
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.id", "--keep"]);
    project.expect(0, &["decide", "*.salary", "--mask", "shuffle"]);
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["apply", "vizard-plan.json", "p.csv", "--output", "masked/"]);
    project
}

const VERIFY: [&str; 5] = ["verify", "vizard-plan.json", "masked/p.csv", "--original", "p.csv"];

fn column(text: &str) -> Vec<&str> {
    text.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect()
}

#[test]
fn the_values_stay_in_other_rows_and_verify_proves_it() {
    let project = shuffled();
    let (before, after) = (project.read("p.csv"), project.read("masked/p.csv"));
    let (mut before, mut after) = (column(&before), column(&after));
    assert!(before.iter().zip(&after).all(|(a, b)| a != b), "a value stays in its row");
    before.sort_unstable();
    after.sort_unstable();
    assert_eq!(before, after);
    project.expect(0, &VERIFY);
    // Without the key the rows cannot be proven, but that the values are those of the original can.
    let keyless = project.run_with(&VERIFY, &[("VIZARD_DATA_DIR", "/nowhere")]);
    assert_eq!(keyless.code, 3, "{}{}", keyless.stdout, keyless.stderr);
    assert!(!keyless.stdout.contains("leak") || !keyless.stdout.contains("FAIL"), "{}", keyless.stdout);
}

#[test]
fn a_column_that_was_not_shuffled_or_got_other_values_fails() {
    let project = shuffled();
    let original = project.read("p.csv");
    project.write("masked/p.csv", &original);
    let said = project.expect(1, &VERIFY).stdout;
    assert!(said.contains("recomputed") && said.contains("FAIL"), "{said}");
    // One value stands twice and another is gone.
    let (first, second) = (column(&original)[0].to_owned(), column(&original)[1].to_owned());
    project.write("masked/p.csv", original.replacen(&format!(",{first}\n"), &format!(",{second}\n"), 1));
    let said = project.run_with(&VERIFY, &[("VIZARD_DATA_DIR", "/nowhere")]);
    assert_eq!(said.code, 1, "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.contains("multiset"), "{}", said.stdout);
}
