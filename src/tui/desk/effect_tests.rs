//! What the mask screen says about a table: risk, what gives a column away, what a token is worth.

use super::*;
use crate::domain::dtype::DType;
use crate::domain::mask::{Param, Params};
use crate::domain::secret::Secret;
use crate::mask::params;
use crate::tui::desk::sample::Cells;
use crate::tui::desk::scene::Involved;

fn mask(name: &str, given: &[(&str, Param)]) -> Action {
    let given: Params = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Action::mask(params::choice(name, &given).unwrap(), None)
}

struct Table {
    columns: Vec<(&'static str, Role, &'static str, Action)>,
    rows: Vec<Vec<String>>,
    target: Option<&'static str>,
    suppress: Option<u64>,
}

impl Table {
    /// 120 people: postal code, sex, city that follows from the postal code, diagnosis, e-mail, name.
    fn people() -> Self {
        let rows = (0..120_usize).map(|n| {
            let area = ["10115", "10117", "20095"][n % 3];
            let city = if n % 3 == 2 { "Hamburg" } else { "Berlin" };
            let name = format!("{} Miller{n}", ["Ana", "Ben"][n % 2]);
            let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
            [area, ["f", "m"][n % 2], city, ["flu", "cold", "gout"][n / 3 % 3], &email, &name]
                .map(str::to_owned)
                .to_vec()
        });
        let columns = [
            ("zip", Role::Quasi, "postal_code"),
            ("sex", Role::Quasi, "gender"),
            ("city", Role::None, "city"),
            ("diagnosis", Role::Sensitive, "medical_condition"),
            ("email", Role::Direct, "email"),
            ("name", Role::Direct, "person_name"),
        ];
        Self {
            columns: columns.into_iter().map(|(name, role, kind)| (name, role, kind, Action::Keep)).collect(),
            rows: rows.collect(),
            target: None,
            suppress: None,
        }
    }

    fn decide(mut self, column: &str, action: &Action) -> Self {
        for (name, .., decided) in &mut self.columns {
            if *name == column {
                *decided = action.clone();
            }
        }
        self
    }

    /// The effect on a column, which comes first as the house brings it.
    fn effect(&self, column: &str, action: &Action) -> Preview {
        let first = self.columns.iter().position(|(name, ..)| *name == column).unwrap();
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_by_key(|at| *at != first);
        let columns = order.iter().map(|at| {
            let (path, role, parent, action) = self.columns[*at].clone();
            let target = self.target == Some(path);
            Involved { index: *at, path: path.to_owned(), role, parent, dtype: DType::String, action, target }
        });
        let scene = Scene { columns: columns.collect(), threshold: 5, suppress_under: self.suppress };
        let cell = |text: &String| Some(Secret::new(text.clone().into_bytes()));
        let rows = self
            .rows
            .iter()
            .zip(0..)
            .map(|(row, number)| Cells { number, cells: order.iter().map(|at| cell(&row[*at])).collect() });
        let paths = order.iter().map(|at| self.columns[*at].0.to_owned()).collect();
        let gathered = Gathered { paths, rows: rows.collect() };
        effect(&scene, &gathered, action, &|_, _| Ok(Secret::new([7; 32])), None).unwrap()
    }
}

fn figure(preview: &Preview, what: &str) -> (String, String) {
    let found = preview.figures.iter().find(|figure| figure.what == what);
    let found = found.unwrap_or_else(|| panic!("{what} in {:?}", preview.figures));
    (found.before.clone(), found.after.clone())
}

fn pair(before: &str, after: &str) -> (String, String) {
    (before.to_owned(), after.to_owned())
}

#[test]
fn a_coarser_code_makes_groups_larger() {
    let effect = Table::people().effect("zip", &mask("postal_prefix", &[("keep", Param::Number(2))]));
    // 3 codes by 2 sexes, 20 rows each; two codes fall together.
    assert_eq!(figure(&effect, "k, smallest group"), pair("20", "20"));
    assert_eq!(figure(&effect, "marketer"), pair("5 %", "3 %"));
    assert_eq!(figure(&effect, "l of diagnosis"), pair("3", "3"));
    assert!(!effect.remarks.iter().any(|r| r.contains("does not lower")), "{:?}", effect.remarks);
}

#[test]
fn rows_that_the_plan_leaves_out_do_not_count_after() {
    let mut people = Table::people();
    // One group of two rows beside those of twenty.
    for row in people.rows.iter_mut().take(6).step_by(3) {
        "99999".clone_into(&mut row[0]);
        "x".clone_into(&mut row[1]);
    }
    let zip = |people: &Table| people.effect("zip", &Action::Keep);
    assert_eq!(figure(&zip(&people), "k, smallest group"), pair("2", "2"));
    people.suppress = Some(5);
    let effect = zip(&people);
    assert_eq!(figure(&effect, "k, smallest group"), pair("2", "19"));
    assert_eq!(figure(&effect, "rows left out"), pair("0", "2"));
    // Nothing is released by which rows could be left out.
    let people = people.decide("sex", &Action::Drop);
    let dropped = people.effect("zip", &Action::Drop);
    assert!(dropped.remarks.iter().any(|r| r.contains("leaves no row out")), "{:?}", dropped.remarks);
    assert_eq!(figure(&dropped, "k, smallest group").1, "120");
}

#[test]
fn what_was_decided_before_counts() {
    let people = Table::people().decide("sex", &Action::Drop);
    let effect = people.effect("zip", &Action::Drop);
    assert_eq!(figure(&effect, "k, smallest group"), pair("20", "120"));
    assert_eq!(figure(&effect, "prosecutor"), pair("5 %", "0.83 %"));
    assert_eq!(figure(&effect, "t of diagnosis").1, "0.000");
}

#[test]
fn a_token_is_never_a_gain_and_says_what_it_costs_to_guess() {
    let effect = Table::people().effect("zip", &mask("pseudonym", &[]));
    assert_eq!(figure(&effect, "k, smallest group"), pair("20", "20"));
    // Who has no key cannot tell the codes: two sexes are left.
    assert_eq!(figure(&effect, "k for an outsider"), pair("20", "60"));
    let remarks = effect.remarks.join("\n");
    assert!(remarks.contains("does not lower the table's risk"), "{remarks}");
    assert!(remarks.contains("3 distinct values"), "{remarks}");
    assert!(remarks.contains("with the key every postal_code is tried in under 1 s"), "{remarks}");
}

#[test]
fn a_mask_of_another_column_leaves_the_risk_as_it_is() {
    let effect = Table::people().effect("diagnosis", &Action::Drop);
    assert!(effect.remarks.iter().any(|r| r.contains("no quasi-identifier")), "{:?}", effect.remarks);
}

#[test]
fn columns_that_give_a_masked_one_away_are_named() {
    let given = |column: &str, action: &Action, table: Table| table.effect(column, action).remarks.join("\n");
    let name = given("name", &mask("redact", &[]), Table::people());
    assert!(name.contains("email is kept and spells name in 100 % of rows"), "{name}");
    let city = given("city", &Action::Drop, Table::people());
    assert!(city.contains("zip is kept and tells city: 100 % fewer wrong guesses"), "{city}");
    let kept = given("email", &Action::Keep, Table::people().decide("name", &Action::Drop));
    assert!(kept.contains("email is kept and spells name"), "keeping gives away too: {kept}");
    let both = given("name", &Action::Drop, Table::people().decide("email", &Action::Drop));
    assert!(!both.contains("email"), "what is hidden itself gives nothing away: {both}");
}

#[test]
fn what_is_left_to_predict_a_target_is_shown() {
    let mut people = Table::people();
    people.target = Some("city");
    let effect = people.effect("zip", &Action::Drop);
    assert_eq!(figure(&effect, "tells of city"), pair("0.637 nats", "0.000 nats"));
}

#[test]
fn no_figure_or_remark_holds_a_value() {
    let people = Table::people();
    for (column, action) in [("name", Action::Drop), ("zip", Action::Keep), ("email", mask("redact", &[]))] {
        let effect = people.effect(column, &action);
        let said = format!("{:?} {:?}", effect.figures, effect.remarks);
        for value in people.rows.iter().flatten().filter(|value| value.len() > 3) {
            assert!(!said.contains(value.as_str()), "{value} in {said}");
        }
    }
}
