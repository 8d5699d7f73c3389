//! Conditions as they are typed: `country = DE`, `age >= 18`, `country in (DE, 'AT')`, `signed > 2024-12-31`,
//! `closed is not null`.

use super::error::ReviewError;
use super::item::Item;
use crate::domain::action::Action;
use crate::domain::condition::{Comparison, Literal, Otherwise, When};
use crate::domain::mask::{Param, Params};
use crate::domain::moment::Moment;
use crate::domain::name;
use crate::mask::params;

/// The largest whole number that is told apart from its neighbours (2^53).
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Comparisons by sign, longer ones first.
const SIGNS: [(&str, Comparison); 8] = [
    ("!=", Comparison::NotEqual),
    ("<>", Comparison::NotEqual),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("==", Comparison::Equal),
    ("=", Comparison::Equal),
    ("<", Comparison::Less),
    (">", Comparison::More),
];

/// Reads a condition; the column is as it was typed, and what does not meet the condition is kept until it is said.
///
/// A value is a number or a date where it reads as one and stands in no quotes, else a text; quotes are single, `''` inside is one.
///
/// # Errors
/// What does not read as a condition. The message does not repeat the values.
pub fn parse(text: &str) -> Result<When, ReviewError> {
    let bad = |why: &'static str| ReviewError::Condition { why: why.to_owned() };
    let (column, is, values) = split(text.trim()).ok_or_else(|| {
        bad("has no comparison: write COLUMN = VALUE, COLUMN in (A, B), COLUMN is null, COLUMN < NUMBER or \
             COLUMN >= 2024-12-31")
    })?;
    checked(column, is, values)
}

/// Reads a condition that was given in parts: the values as they are typed behind the comparison, brackets or not.
///
/// # Errors
/// As [`parse`].
pub fn of_parts(column: &str, is: Comparison, text: &str) -> Result<When, ReviewError> {
    let text = text.trim();
    let several = matches!(is, Comparison::In | Comparison::NotIn);
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|_| several);
    let read = match (several, text) {
        (_, "") => Some(Vec::new()),
        (true, _) => values(inner.unwrap_or(text)),
        (false, _) => one(text),
    };
    checked(column.to_owned(), is, read)
}

fn checked(column: String, is: Comparison, values: Option<Vec<Literal>>) -> Result<When, ReviewError> {
    let bad = |why: &'static str| ReviewError::Condition { why: why.to_owned() };
    let values = values.ok_or_else(|| bad("has a value that is not closed by a quote"))?;
    let when = When { column, is, values, otherwise: Otherwise::Keep };
    if when.values.iter().any(|value| matches!(value, Literal::Number(n) if n.abs() > LARGEST)) {
        return Err(bad("has a number over 2^53; put it in single quotes to compare it as a text"));
    }
    match when.wrong() {
        Some(why) => Err(bad(why)),
        None => Ok(when),
    }
}

/// The condition on a column of the same table as a column, by the path that the table has for it.
///
/// # Errors
/// A column that the table does not have, or one that is too sensitive for a condition.
pub fn resolve<'t>(
    mut when: When,
    item: &Item,
    table: impl IntoIterator<Item = &'t Item>,
) -> Result<When, ReviewError> {
    let bad = |why: String| ReviewError::Condition { why };
    let (typed, quoted) = (when.column.as_str(), name::segment(&name::bare(&when.column)));
    let mut here =
        table.into_iter().filter(|other| other.id.table == item.id.table && other.id.occurrence == 0);
    let found = here.find(|other| other.id.column == typed || other.id.column == quoted);
    let Some(found) = found else {
        return Err(bad(format!("looks at column {typed}, which {} does not have", item.id.table)));
    };
    let tier = found.scan.sensitivity;
    if !tier.allows_conditions() {
        return Err(bad(format!(
            "looks at column {typed}, which is {tier}: the copy would tell its values; use one that is internal or \
             public, or correct its type (--set-type)"
        )));
    }
    when.column.clone_from(&found.id.column);
    Ok(when)
}

/// Whether every condition of an action can be looked at in the table of a column.
///
/// # Errors
/// As [`resolve`].
pub fn fits<'t>(
    action: &Action,
    item: &Item,
    table: impl IntoIterator<Item = &'t Item> + Clone,
) -> Result<(), ReviewError> {
    let Action::Mask { when: Some(when), .. } = action else { return Ok(()) };
    when.chain().try_for_each(|when| resolve(when.clone(), item, table.clone()).map(|_| ()))
}

/// What happens with the other rows: `keep`, or a mask with its parameters, `partial first=2 last=2`,
/// `constant value='not set'`.
///
/// # Errors
/// A mask that there is not, or parameters that it does not take.
pub fn otherwise(text: &str) -> Result<Otherwise, ReviewError> {
    let unclosed = || ReviewError::Condition {
        why: "has a mask for the other rows with a value that is not closed by a quote".to_owned(),
    };
    let mut words = words(text).ok_or_else(unclosed)?.into_iter();
    let name = words.next().unwrap_or_else(|| "null".to_owned());
    if name == "keep" && words.len() == 0 {
        return Ok(Otherwise::Keep);
    }
    let mut given = Params::new();
    for word in words {
        let (key, value) = word.split_once('=').ok_or_else(|| ReviewError::Parameter { of: name.clone() })?;
        given.insert(key.to_owned(), Param::parse(value));
    }
    Ok(Otherwise::Mask { mask: params::choice(&name, &given)?, when: None })
}

/// Words between blanks; what stands in single quotes belongs together, `''` inside is one. `None`
/// where a quote is not closed.
fn words(text: &str) -> Option<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    let (mut open, mut inside) = (false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() && !open {
            inside = false;
            continue;
        }
        if !inside {
            inside = true;
            out.push(String::new());
        }
        let doubled = open && c == '\'' && chars.peek() == Some(&'\'');
        match out.last_mut() {
            Some(word) if c != '\'' || doubled => word.push(c),
            _ => open = !open,
        }
        if doubled {
            chars.next();
        }
    }
    (!open).then_some(out)
}

/// Column, comparison, and the values, which are none where a quote is not closed.
fn split(text: &str) -> Option<(String, Comparison, Option<Vec<Literal>>)> {
    let lower = text.to_ascii_lowercase();
    let before = |end: &str| lower.ends_with(end).then(|| text[..text.len() - end.len()].trim().to_owned());
    for (end, is) in [(" is not null", Comparison::NotNull), (" is null", Comparison::Null)] {
        if let Some(column) = before(end) {
            return Some((column, is, Some(Vec::new())));
        }
    }
    let at = first_sign(text);
    for (word, is) in [(" not in", Comparison::NotIn), (" in", Comparison::In)] {
        let place = lower.find(&format!("{word} (")).or_else(|| lower.find(&format!("{word}(")));
        let place = place.filter(|place| at.is_none_or(|(sign, ..)| *place < sign));
        if let (Some(place), Some(list)) = (place, text.strip_suffix(')')) {
            let open = place + text[place..].find('(')?;
            return Some((text[..place].trim().to_owned(), is, values(&list[open + 1..])));
        }
    }
    let (place, sign, is) = at?;
    Some((text[..place].trim().to_owned(), is, one(text[place + sign.len()..].trim())))
}

/// The first comparison by a sign outside of double quotes, which paths have.
fn first_sign(text: &str) -> Option<(usize, &'static str, Comparison)> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        quoted ^= c == '"';
        let found = SIGNS.iter().find(|(sign, _)| !quoted && text[at..].starts_with(sign));
        if let Some((sign, is)) = found {
            return Some((at, sign, *is));
        }
    }
    None
}

/// One value, in quotes or not.
fn one(text: &str) -> Option<Vec<Literal>> {
    if text.starts_with('\'') { values(text) } else { Some(vec![literal(text)]) }
}

/// Values between commas.
fn values(text: &str) -> Option<Vec<Literal>> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = if let Some(inner) = rest.strip_prefix('\'') {
            let mut value = String::new();
            let mut at = 0;
            loop {
                let next = inner[at..].find('\'')? + at;
                value.push_str(&inner[at..next]);
                at = next + 1;
                if !inner[at..].starts_with('\'') {
                    break;
                }
                value.push('\'');
                at += 1;
            }
            out.push(Literal::Text(value));
            at + 1
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            out.push(literal(rest[..end].trim()));
            end
        };
        rest = match rest[end..].trim_start() {
            "" => "",
            more => more.strip_prefix(',')?.trim_start(),
        };
    }
    Some(out)
}

/// A value without quotes.
fn literal(text: &str) -> Literal {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Literal::Number(number),
        _ => match Moment::parse(text.as_bytes()) {
            Some(date) => Literal::Date { date },
            None => Literal::Text(text.to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mask::MaskChoice;
    use crate::domain::tier::Tier;
    use crate::review::testing;

    #[test]
    fn conditions_are_read_and_written_alike() {
        for (typed, shown) in [
            ("country = DE", "country = 'DE'"),
            ("country == 'D''E, (x)'", "country = 'D''E, (x)'"),
            ("country <> DE", "country != 'DE'"),
            (" age>=18 ", "age >= 18"),
            ("rate < -0.5", "rate < -0.5"),
            ("code = '01'", "code = '01'"),
            ("signed >= 2024-01-31", "signed >= 2024-01-31"),
            ("signed = '2024-01-31'", "signed = '2024-01-31'"),
            ("at in (2024-01-31T10:00, x)", "at in (2024-01-31 10:00:00, 'x')"),
            ("country in (DE, 'A,T',FR)", "country in ('DE', 'A,T', 'FR')"),
            ("country NOT IN(DE)", "country not in ('DE')"),
            ("closed is null", "closed is null"),
            ("is in stock = 1", "is in stock = 1"),
            ("closed Is Not Null", "closed is not null"),
            ("\"a=b\" = x in (y)", "\"a=b\" = 'x in (y)'"),
        ] {
            let when = parse(typed).map(|when| when.to_string());
            assert_eq!(when.map_err(|e| e.to_string()).as_deref(), Ok(shown), "{typed}");
        }
    }

    #[test]
    fn parts_are_read_as_the_whole_is() {
        for (is, values, shown) in [
            (Comparison::Equal, " DE", "a = b = 'DE'"),
            (Comparison::AtLeast, "2024-01-31", "a = b >= 2024-01-31"),
            (Comparison::In, "(DE, 'A,T')", "a = b in ('DE', 'A,T')"),
            (Comparison::NotIn, "1, 2", "a = b not in (1, 2)"),
            (Comparison::NotNull, "", "a = b is not null"),
        ] {
            assert_eq!(of_parts("a = b", is, values).unwrap().to_string(), shown);
        }
        for (is, values) in [(Comparison::Equal, ""), (Comparison::Less, "x"), (Comparison::Null, "1")] {
            assert!(of_parts("a", is, values).is_err());
        }
        assert_eq!(otherwise(" keep ").unwrap(), Otherwise::Keep);
        for (text, shown) in [("", "null"), ("redact", "redact"), ("partial first=2", "partial")] {
            let Ok(Otherwise::Mask { mask, when: None }) = otherwise(text) else { panic!("{text}") };
            assert_eq!(mask.name, shown);
        }
        for value in ["not set", "it's", " ", "two  blanks", "''", "plain"] {
            let mask = MaskChoice {
                name: "constant".to_owned(),
                version: 1,
                params: [("value".to_owned(), Param::Text(value.to_owned()))].into(),
            };
            let Ok(Otherwise::Mask { mask: read, .. }) = otherwise(&mask.to_string()) else {
                panic!("{mask}")
            };
            assert_eq!(read.params["value"], Param::Text(value.to_owned()), "{mask}");
        }
        let unclosed = otherwise("constant value='not set").unwrap_err().to_string();
        assert!(unclosed.contains("quote") && !unclosed.contains("not set"), "{unclosed}");
        assert!(otherwise("partial 2").unwrap_err().to_string().contains("NAME=VALUE"));
    }

    #[test]
    fn what_is_no_condition_is_refused_without_repeating_it() {
        for bad in [
            "country",
            "= secret",
            "country in ()",
            "age < secret",
            "c = 'secret",
            "c in ('secret' x)",
            "n = 1e300",
        ] {
            let said = parse(bad).unwrap_err().to_string();
            assert!(!said.contains("secret") && said.contains("--when"), "{bad}: {said}");
        }
    }

    #[test]
    fn a_condition_looks_at_a_column_of_the_table_that_is_not_sensitive() {
        let mut country = testing::item("t.csv", "country");
        country.scan_mut().sensitivity = Tier::Internal;
        let item = testing::item("t.csv", "email");
        let table = [country, testing::item("t.csv", "email"), testing::item("u.csv", "other")];
        let ask = |text: &str| resolve(parse(text).unwrap(), &item, &table).map_err(|e| e.to_string());
        assert_eq!(ask("\"country\" = DE").map(|when| when.column).as_deref(), Ok("country"));
        assert!(ask("other = 1").unwrap_err().contains("does not have"));
        assert!(ask("email is null").unwrap_err().contains("internal or public"));
    }
}
