//! Two columns that tell each other, of which only one is masked.

use super::{ColumnView, Hit, Rule, Severity, View};
use crate::domain::plan::PlanAction;

/// See the module.
pub static RULE: Rule = Rule {
    name: "correlated-kept",
    severity: Severity::Warning,
    title: "a masked column can be told from another one that is kept (city and postal code, e-mail and name)",
    check,
};

const NAMES: &[&str] = &["person_name", "first_name", "last_name", "middle_name"];
const ACCOUNTS: &[&str] = &["email", "username", "social_handle", "user_page"];
const CODES: &[&str] = &["postal_code"];
const TOWNS: &[&str] = &["city", "street_address"];
const POINTS: &[&str] = &["geo_coordinate", "geo_pair", "geohash"];
const PLACES: &[&str] = &["postal_code", "city", "street_address", "location"];
const BORN: &[&str] = &["date_of_birth", "birth_year", "age", "gender"];
const CODED: &[&str] = &["national_id"];

/// Hidden types, kept types, and what the kept ones do.
const PAIRS: &[(&[&str], &[&str], &str)] = &[
    (NAMES, ACCOUNTS, "often spells the name"),
    (ACCOUNTS, NAMES, "is often spelt in the account"),
    (CODES, TOWNS, "tells the postal area"),
    (TOWNS, CODES, "tells the town"),
    (PLACES, POINTS, "tells the place"),
    (BORN, CODED, "often encodes birth and sex"),
    (&["ipv4", "ipv6"], &["hostname"], "often spells the address"),
    (&["iban"], &["bank_account"], "stands inside the IBAN"),
    (&["bank_account"], &["iban"], "holds the account number"),
];

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (hidden, kept, why) in PAIRS {
        kept_beside_hidden(view, hidden, kept, why, out);
    }
}

/// Hits on kept columns of some types in tables where another column, of `hidden` types, is masked or dropped.
pub fn kept_beside_hidden(view: &View<'_>, hidden: &[&str], kept: &[&str], why: &str, out: &mut Vec<Hit>) {
    let of_table = |a: &ColumnView<'_>, b: &ColumnView<'_>| a.dataset.table == b.dataset.table;
    for column in view.kept().filter(|c| c.is_one_of(kept)) {
        let other = view.columns.iter().find(|other| {
            of_table(other, column) && other.column.action != PlanAction::Keep && other.is_one_of(hidden)
        });
        if let Some(other) = other {
            out.push(column.hit(
                format!(
                    "it {why} that {} column {} hides",
                    if other.column.action == PlanAction::Drop { "dropped" } else { "masked" },
                    other.column.column
                ),
                "mask both, or keep both",
            ));
        }
    }
}
