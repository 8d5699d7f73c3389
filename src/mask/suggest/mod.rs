//! What to do with a column, by type, role, logical type, number of values and purpose. Total: there is always a suggestion.

mod analytics;
mod choose;
mod known;
mod share;
mod test_data;
#[cfg(test)]
mod tests;
mod train;

use self::choose::{Choose, Pick};
use crate::detect;
use crate::domain::action::{Action, Suggestion};
use crate::domain::assessment::ColumnScan;
use crate::domain::dtype::DType;
use crate::domain::purpose::Purpose;
use crate::domain::tier::Tier;

/// The suggestions for the columns of one table, in their order.
#[must_use]
pub fn of_table(columns: &[ColumnScan], purpose: Purpose) -> Vec<Suggestion> {
    let mut out: Vec<Suggestion> = columns.iter().map(|column| suggest(column, purpose)).collect();
    known::tell(columns, &mut out);
    out
}

/// The suggestion for a column by itself; `unknown` is dropped.
#[must_use]
pub fn suggest(column: &ColumnScan, purpose: Purpose) -> Suggestion {
    let parent = column.kind.as_deref().map_or("", |kind| detect::parent(kind).unwrap_or(kind));
    let to = Choose { column, domain: if parent.is_empty() { "value" } else { parent } };
    if column.sensitivity == Tier::Unknown {
        return dropped("what it holds could not be told, and what is unknown is not released");
    }
    if !column.contains.is_empty() && column.sensitivity <= Tier::Confidential {
        return contaminated(&to, parent);
    }
    if column.sensitivity == Tier::Public {
        return Suggestion {
            action: Action::Keep,
            why: "nothing about persons was found in it".to_owned(),
            otherwise: None,
        };
    }
    let of_purpose = match purpose {
        Purpose::Train => train::pick(&to, parent),
        Purpose::Analytics => analytics::pick(&to, parent),
        Purpose::Share => share::pick(&to, parent),
        Purpose::Test => test_data::pick(&to, parent),
    };
    let pick = match of_purpose.or_else(|| always(&to, parent)) {
        Some(pick) => pick,
        None if column.sensitivity == Tier::Internal => {
            return Suggestion {
                action: Action::Keep,
                why: "identifies only together with other columns; look at the risk of the table".to_owned(),
                otherwise: to.token(),
            };
        }
        None if column.sensitivity == Tier::Restricted && to.is_few() => {
            let moved = to.mask("shuffle", &[]).filter(|_| purpose == Purpose::Test);
            Pick::new(None, "a special category with few values: a token would still say which").or(moved)
        }
        None => Pick::new(to.token(), "a keyed token keeps joins and counts"),
    };
    match pick.action {
        Some(action) => {
            let otherwise = pick.otherwise.filter(|other| *other != action).unwrap_or(Action::Drop);
            Suggestion { action, why: pick.why.to_owned(), otherwise: Some(otherwise) }
        }
        None => Suggestion { action: Action::Drop, why: pick.why.to_owned(), otherwise: pick.otherwise },
    }
}

/// What holds whatever the data is for.
fn always(to: &Choose<'_>, parent: &str) -> Option<Pick> {
    Some(match parent {
        "free_text_personal" => Pick::new(
            to.mask("redact_entities", &[]),
            "the text stays, what was found in it becomes its type",
        ),
        "phone"
        | "person_name"
        | "first_name"
        | "last_name"
        | "middle_name"
        | "username"
        | "social_handle"
        | "device_id"
        | "session_id"
        | "mac_address"
        | "vehicle_id"
        | "license_plate"
        | "person_key"
        | "hash"
        | "national_id"
        | "tax_id"
        | "passport"
        | "driver_license"
        | "health_insurance_id"
        | "medical_record_number"
        | "iban"
        | "bank_account"
        | "crypto_address"
        | "medical_license" => Pick::new(to.token(), "a keyed token keeps joins and counts"),
        "password" | "password_hash" | "secret" | "cvv" => Pick::new(None, "nothing may be learned from it"),
        "photo" => Pick::new(None, "it shows a person"),
        "geo_coordinate" | "street_address" | "po_box" => {
            Pick::new(None, "a place of living singles out, and a coarser place is in other columns")
        }
        _ => return None,
    })
}

fn dropped(why: &str) -> Suggestion {
    Suggestion { action: Action::Drop, why: why.to_owned(), otherwise: None }
}

/// A column in which other types stand: a text is cleaned, anything else is dropped.
fn contaminated(to: &Choose<'_>, parent: &str) -> Suggestion {
    let held: Vec<&str> = to.column.contains.iter().map(|c| c.kind.as_str()).collect();
    let why = format!("the text stays, {} in it become their type", held.join(", "));
    let is_text = to.column.dtype == DType::String
        && matches!(
            parent,
            "" | "text" | "free_text_personal" | "none" | "url" | "category" | "product" | "file_path"
        );
    match to.mask("redact_entities", &[]).filter(|_| is_text) {
        Some(action) => Suggestion { action, why, otherwise: Some(Action::Drop) },
        None => dropped("values of another kind stand in it, and it is no text that could be cleaned"),
    }
}
