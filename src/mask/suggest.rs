//! What to do with a column, by type, role, logical type and purpose. Total: there is always a suggestion.

use super::params;
use crate::detect;
use crate::domain::action::{Action, Suggestion};
use crate::domain::assessment::{ColumnScan, ValueClass};
use crate::domain::dtype::DType;
use crate::domain::mask::{Param, Params};
use crate::domain::tier::Tier;

/// What the masked data is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// Train a model: joins and coarse values stay.
    #[default]
    Train,
}

/// The suggestion for a column; `unknown` is dropped.
#[must_use]
pub fn suggest(column: &ColumnScan, _purpose: Purpose) -> Suggestion {
    let parent = column.kind.as_deref().map_or("", |kind| detect::parent(kind).unwrap_or(kind));
    let domain = if parent.is_empty() { "value" } else { parent };
    let choose = |name: &str, list: &[(&str, Param)]| mask(column.dtype, name, list, domain);
    let drop = |why: &str| Suggestion { action: Action::Drop, why: why.to_owned(), otherwise: None };
    if column.sensitivity == Tier::Unknown {
        return drop("what it holds could not be told, and what is unknown is not released");
    }
    if !column.contains.is_empty() && column.sensitivity <= Tier::Confidential {
        let held: Vec<&str> = column.contains.iter().map(|c| c.kind.as_str()).collect();
        let why = format!("the text stays, {} in it become their type", held.join(", "));
        let is_text = column.dtype == DType::String
            && matches!(
                parent,
                "" | "text" | "free_text_personal" | "none" | "url" | "category" | "product" | "file_path"
            );
        return match choose("redact_entities", &[]).filter(|_| is_text) {
            Some(action) => Suggestion { action, why, otherwise: Some(Action::Drop) },
            None => drop("values of another kind stand in it, and it is no text that could be cleaned"),
        };
    }
    if column.sensitivity == Tier::Public {
        return Suggestion {
            action: Action::Keep,
            why: "nothing about persons was found in it".to_owned(),
            otherwise: None,
        };
    }
    let token = || pseudonym(column, domain);
    let (action, why): (Option<Action>, &str) = match parent {
        "email" => {
            (choose("email_domain", &[]), "the domain stays for features, the address becomes a keyed token")
        }
        "date_of_birth" => {
            (choose("date_truncate", &[("to", word("year"))]), "the year is enough for an age")
        }
        "age" => (bucket(column, 10, Some(90)), "bands of ten years, the oldest together"),
        "birth_year" => (bucket(column, 5, None), "bands of five years"),
        "postal_code" => (
            choose("postal_prefix", &[("keep", Param::Number(prefix(column)))]),
            "the area stays, the street does not",
        ),
        "income" | "financial" => (rounded(column, 1000), "thousands are enough to learn from"),
        "credit_score" => (rounded(column, 10), "tens are enough to learn from"),
        "ip_address" => (choose("ip_truncate", &[]), "the network stays, the host does not"),
        "free_text_personal" => {
            (choose("redact_entities", &[]), "the text stays, what was found in it becomes its type")
        }
        "credit_card" => {
            (choose("partial", &[("last", Param::Number(4))]), "the last four digits are what people ask for")
        }
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
        | "medical_license" => (token(), "a keyed token keeps joins and counts"),
        "password" | "password_hash" | "secret" | "cvv" => (None, "nothing may be learned from it"),
        "photo" => (None, "it shows a person"),
        "geo_coordinate" | "street_address" | "po_box" => {
            (None, "a place of living singles out, and a coarser place is in other columns")
        }
        _ if column.sensitivity == Tier::Internal => {
            return Suggestion {
                action: Action::Keep,
                why: "identifies only together with other columns; look at the risk of the table".to_owned(),
                otherwise: token(),
            };
        }
        _ if column.sensitivity == Tier::Restricted && few(column) => {
            (None, "a special category with few values: a token would still say which")
        }
        _ => (token(), "a keyed token keeps joins and counts"),
    };
    match action {
        Some(action) => Suggestion { action, why: why.to_owned(), otherwise: Some(Action::Drop) },
        None => drop(why),
    }
}

/// A token of fewer values than this is no protection: the most frequent one is known.
fn few(column: &ColumnScan) -> bool {
    column.stats.distinct > 0 && column.stats.distinct < 50
}

fn word(text: &str) -> Param {
    Param::Text(text.to_owned())
}

/// A mask that plans for the type, or nothing.
fn mask(dtype: DType, name: &str, list: &[(&str, Param)], domain: &str) -> Option<Action> {
    let given: Params = list.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    let mask = params::choice(name, &given).ok()?;
    let plan = super::of_choice(&mask).ok()?.plan(&mask.params, dtype).ok()?;
    let domain = plan.guarantees.keyed.then(|| domain.to_owned());
    Some(Action::Mask { mask, domain })
}

fn pseudonym(column: &ColumnScan, domain: &str) -> Option<Action> {
    let whole = column.dtype == DType::Integer || column.stats.values_are == ValueClass::Integer;
    let format = if whole { "integer" } else { "hex" };
    mask(column.dtype, "pseudonym", &[("format", word(format))], domain)
}

fn is_number(column: &ColumnScan) -> bool {
    column.dtype.is_number() || matches!(column.stats.values_are, ValueClass::Integer | ValueClass::Decimal)
}

fn bucket(column: &ColumnScan, size: i64, max: Option<i64>) -> Option<Action> {
    if !is_number(column) {
        // Bands as text are coarse already.
        return (column.stats.distinct < 50 && column.sensitivity <= Tier::Internal).then_some(Action::Keep);
    }
    let mut list = vec![("size", Param::Number(size))];
    list.extend(max.map(|max| ("max", Param::Number(max))));
    mask(column.dtype, "bucket", &list, "")
}

fn rounded(column: &ColumnScan, step: i64) -> Option<Action> {
    if is_number(column) { mask(column.dtype, "round", &[("step", Param::Number(step))], "") } else { None }
}

/// Characters of a postal code that name an area: three of five digits, two of British and shorter codes.
fn prefix(column: &ColumnScan) -> i64 {
    if column.stats.length.0 >= 5 { 3 } else { 2 }
}
