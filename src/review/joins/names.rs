//! Whether two columns are called as columns of one key are.

use crate::domain::name;

/// Names that stand in every table, whatever it is about.
const COMMON: &[&str] = &[
    "id",
    "key",
    "no",
    "nr",
    "number",
    "index",
    "idx",
    "row",
    "rowid",
    "rownumber",
    "code",
    "seq",
    "value",
    "n",
];

/// Whether two columns are called alike: the same but for case and signs, or one as the table and column of the other
/// (`customer_id` and `customers.id`).
pub fn alike(a: (&str, &str), b: (&str, &str)) -> bool {
    let (x, y) = (plain(&name::leaf(a.1)), plain(&name::leaf(b.1)));
    (x == y && !is_common(&x)) || names(b.0, &y, &x) || names(a.0, &x, &y)
}

/// Whether a name says nothing: one of every table, or one that a program gave.
fn is_common(name: &str) -> bool {
    let numbered = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let given = ["", "unnamed", "column", "col", "field", "x", "v", "f", "rownames"];
    COMMON.contains(&name) || given.contains(&numbered)
}

/// Whether `long` is the name of a table and of a column of it in one.
fn names(table: &str, column: &str, long: &str) -> bool {
    let file = table.rsplit('/').next().unwrap_or(table);
    let stem = plain(file.split('.').next().unwrap_or(file));
    let one = stem.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let singular = one.unwrap_or_else(|| stem.strip_suffix('s').unwrap_or(&stem).to_owned());
    !stem.is_empty() && [stem, singular].iter().any(|stem| *long == format!("{stem}{column}"))
}

/// Letters and digits in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn keys_are_called_alike_and_row_numbers_are_not() {
        for (a, b, want) in [
            (("orders.csv", "customer_id"), ("customers.csv", "CustomerID"), true),
            (("orders.csv", "customer_id"), ("x/customers.csv", "id"), true),
            (("companies.csv", "id"), ("people.csv", "company_id"), true),
            (("orders.csv", "id"), ("customers.csv", "id"), false),
            (("orders.csv", "row"), ("customers.csv", "row"), false),
            (("orders.csv", "Unnamed: 0"), ("customers.csv", "Unnamed: 0"), false),
            (("orders.csv", "column_1"), ("customers.csv", "column_1"), false),
            (("orders.csv", "amount"), ("customers.csv", "customer_id"), false),
        ] {
            assert_eq!(alike(a, b), want, "{a:?} {b:?}");
        }
    }
}
