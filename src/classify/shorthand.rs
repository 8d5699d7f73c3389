//! The words behind what writers of headers shorten or run together: `EmplrNm`, `patientdob`, `annualsalaryamt`.

use std::collections::HashMap;

use super::roles;

/// Abbreviations and what they stand for, in the order of the alphabet.
const SHORT: &[(&str, &str)] = &[
    ("accnt", "account"),
    ("acct", "account"),
    ("addr", "address"),
    ("adr", "address"),
    ("amt", "amount"),
    ("ann", "annual"),
    ("ans", "answer"),
    ("appl", "applicant"),
    ("benef", "beneficiary"),
    ("cd", "code"),
    ("cntct", "contact"),
    ("cntry", "country"),
    ("curr", "current"),
    ("cust", "customer"),
    ("dept", "department"),
    ("disab", "disability"),
    ("drv", "driver"),
    ("dt", "date"),
    ("emerg", "emergency"),
    ("emp", "employee"),
    ("empl", "employee"),
    ("emplr", "employer"),
    ("emplyr", "employer"),
    ("ethn", "ethnicity"),
    ("fam", "family"),
    ("frst", "first"),
    ("fst", "first"),
    ("gndr", "gender"),
    ("grs", "gross"),
    ("guid", "id"),
    ("hh", "household"),
    ("hosp", "hospital"),
    ("ins", "insurance"),
    ("lang", "language"),
    ("lic", "license"),
    ("lst", "last"),
    ("mar", "marital"),
    ("mbr", "member"),
    ("med", "medical"),
    ("memb", "member"),
    ("mid", "middle"),
    ("mob", "mobile"),
    ("mth", "monthly"),
    ("mthly", "monthly"),
    ("nat", "national"),
    ("natl", "national"),
    ("nbr", "number"),
    ("nm", "name"),
    ("no", "number"),
    ("nr", "number"),
    ("num", "number"),
    ("occ", "occupation"),
    ("pat", "patient"),
    ("pers", "person"),
    ("phn", "phone"),
    ("phys", "physician"),
    ("pol", "policy"),
    ("prim", "primary"),
    ("prsn", "person"),
    ("pst", "post"),
    ("pstl", "postal"),
    ("pswd", "password"),
    ("pt", "patient"),
    ("relig", "religion"),
    ("sal", "salary"),
    ("sec", "security"),
    ("soc", "social"),
    ("stat", "status"),
    ("str", "street"),
    ("tel", "telephone"),
    ("usr", "user"),
    ("uuid", "id"),
    ("veh", "vehicle"),
    ("yr", "year"),
    ("yrly", "yearly"),
];

/// Words, beside the roles, that stand before what a header names.
const BEFORE: &[&str] = &[
    "account",
    "actual",
    "alternate",
    "annual",
    "bank",
    "base",
    "basic",
    "billing",
    "business",
    "contact",
    "current",
    "cust",
    "delivery",
    "emergency",
    "emp",
    "empl",
    "family",
    "first",
    "full",
    "given",
    "gross",
    "home",
    "last",
    "legal",
    "mailing",
    "monthly",
    "office",
    "permanent",
    "personal",
    "pickup",
    "postal",
    "preferred",
    "previous",
    "primary",
    "private",
    "residence",
    "residential",
    "secondary",
    "shipping",
    "work",
];

/// Endings that say how the named is written.
const AFTER: &[&str] = &[
    "address", "amt", "amount", "cd", "code", "date", "dt", "flag", "id", "ind", "name", "nbr", "nm", "no",
    "nr", "num", "number", "txt", "val",
];

/// Words that look run together and are not.
const WHOLE: &[&str] = &[
    "background",
    "baseball",
    "baseline",
    "basement",
    "basename",
    "homepage",
    "network",
    "workday",
    "workshop",
];

/// The longest token that is looked into.
const LONGEST: usize = 40;

/// What an abbreviation stands for.
#[must_use]
pub fn expanded(token: &str) -> Option<&'static str> {
    SHORT
        .binary_search_by(|(short, _)| (*short).cmp(token))
        .ok()
        .and_then(|at| SHORT.get(at))
        .map(|(_, w)| *w)
}

/// Header words as they stand where nothing parts them, to the words with `_` between.
pub type RunTogether = HashMap<String, &'static str>;

/// Adds the words of a token that is none of the known words itself; the token alone where it does not come apart into
/// words that all mean something.
pub fn part(token: String, known: &RunTogether, words: &mut Vec<String>) {
    let whole = token.len() < 6
        || token.len() > LONGEST
        || !token.bytes().all(|byte| byte.is_ascii_lowercase())
        || known.contains_key(&token)
        || WHOLE.contains(&token.as_str());
    match if whole { None } else { apart(&token, known, 2) } {
        Some(parts) => words.extend(parts),
        None => words.push(token),
    }
}

fn apart(token: &str, known: &RunTogether, before: usize) -> Option<Vec<String>> {
    if let Some(words) = word(token, known) {
        return Some(words);
    }
    if before == 0 {
        return None;
    }
    (3..token.len().saturating_sub(2)).rev().filter(|end| token.is_char_boundary(*end)).find_map(|end| {
        let (front, rest) = token.split_at(end);
        if !BEFORE.contains(&front) && roles::role(front).is_none() {
            return None;
        }
        let mut words = vec![front.to_owned()];
        words.extend(apart(rest, known, before - 1)?);
        Some(words)
    })
}

/// A known word, or one with an ending.
fn word(token: &str, known: &RunTogether) -> Option<Vec<String>> {
    let of = |text: &str| {
        let text = expanded(text).filter(|_| text.len() > 2).unwrap_or(text);
        known.get(text).map(|word| word.split('_').map(str::to_owned).collect::<Vec<_>>())
    };
    if token.len() > 2
        && let Some(words) = of(token)
    {
        return Some(words);
    }
    AFTER.iter().find_map(|ending| {
        let front = token.strip_suffix(ending).filter(|front| front.len() > 2)?;
        let long = expanded(ending).unwrap_or(ending);
        // "givennm" is the known "given name"; "gendercd" is "gender" with an ending.
        let mut words: Vec<String> = known
            .get(&format!("{front}{long}"))
            .map(|word| word.split('_').map(str::to_owned).collect())
            .or_else(|| of(front).map(|words| words.into_iter().chain([(*ending).to_owned()]).collect()))?;
        words.retain(|word| !word.is_empty());
        Some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_in_order() {
        assert!(SHORT.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(expanded("emplr"), Some("employer"));
        assert_eq!(expanded("employer"), None);
    }

    #[test]
    fn what_is_run_together_comes_apart_and_ordinary_words_do_not() {
        let known: RunTogether = [
            ("dob", "dob"),
            ("salary", "salary"),
            ("gender", "gender"),
            ("givenname", "given_name"),
            ("surname", "surname"),
            ("ssn", "ssn"),
            ("zipcode", "zip_code"),
            ("holdername", "holder_name"),
            ("age", "age"),
            ("work", "work"),
            ("phone", "phone"),
        ]
        .map(|(run, word)| (run.to_owned(), word))
        .into();
        for (token, words) in [
            ("patientdob", "patient dob"),
            ("annualsalaryamt", "annual salary amt"),
            ("gendercd", "gender cd"),
            ("givennm", "given name"),
            ("custsurname", "cust surname"),
            ("custssn", "cust ssn"),
            ("homezipcode", "home zip code"),
            ("accountholdername", "account holder name"),
            ("homephonenumber", "home phone number"),
            ("postage", "postage"),
            ("mileage", "mileage"),
            ("network", "network"),
            ("homepage", "homepage"),
            ("straße", "straße"),
        ] {
            let mut parts = Vec::new();
            part(token.to_owned(), &known, &mut parts);
            assert_eq!(parts.join(" "), words, "{token}");
        }
    }
}
