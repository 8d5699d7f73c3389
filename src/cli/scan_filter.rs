//! Which columns `vizard scan` lists: `--only`, `--except`, `--min-sensitivity`.

use super::exit::End;
use crate::detect;
use crate::domain::assessment::ColumnScan;
use crate::domain::scan::ScanDocument;
use crate::domain::tier::Tier;

/// Options that narrow a scan's list. What is left out was read and ranked, and is counted in the output.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct FilterArgs {
    /// List only columns that are, or contain, this type, general type or family (see `vizard types`); repeatable
    #[arg(long, value_name = "TYPE", num_args = 1..)]
    only: Vec<String>,
    /// Leave out columns that are, or contain, nothing but this type, general type or family; repeatable
    #[arg(long, value_name = "TYPE", num_args = 1..)]
    except: Vec<String>,
    /// Leave out columns below this tier: public, internal, unknown, confidential, restricted
    #[arg(long, value_name = "TIER", value_parser = tier)]
    min_sensitivity: Option<Tier>,
}

/// A tier by its name.
///
/// # Errors
/// Any other word, with the names that there are.
pub fn tier(text: &str) -> Result<Tier, String> {
    Tier::parse(text)
        .ok_or_else(|| "tiers are public, internal, unknown, confidential, restricted".to_owned())
}

/// A filter whose type names exist.
#[derive(Debug, Default)]
pub struct Filter {
    only: Vec<String>,
    except: Vec<String>,
    at_least: Option<Tier>,
}

impl FilterArgs {
    /// The filter.
    ///
    /// # Errors
    /// A name that is neither a type nor a family: a misspelled one would hide everything without a word.
    pub fn filter(&self) -> Result<Filter, End> {
        for (option, name) in
            self.only.iter().map(|n| ("--only", n)).chain(self.except.iter().map(|n| ("--except", n)))
        {
            let known = detect::all().iter().any(|d| [d.id, d.parent, d.family].contains(&name.as_str()));
            if !known {
                return Err(End::usage(format!(
                    "{option} {name}: there is no such type or family; `vizard types` lists them"
                )));
            }
        }
        Ok(Filter { only: self.only.clone(), except: self.except.clone(), at_least: self.min_sensitivity })
    }
}

impl Filter {
    /// Whether a column is listed.
    #[must_use]
    pub fn lists(&self, column: &ColumnScan) -> bool {
        let kinds =
            || column.kind.as_deref().into_iter().chain(column.contains.iter().map(|c| c.kind.as_str()));
        let wanted = self.only.is_empty() || kinds().any(|kind| names(&self.only, kind));
        let spared = self.except.is_empty()
            || kinds().next().is_none()
            || kinds().any(|kind| !names(&self.except, kind));
        wanted && spared && self.at_least.is_none_or(|tier| column.sensitivity >= tier)
    }

    /// Leaves columns out of a scan and counts them in it.
    pub fn apply(&self, document: &mut ScanDocument) {
        if self.only.is_empty() && self.except.is_empty() && self.at_least.is_none() {
            return;
        }
        let mut left_out = 0;
        for dataset in &mut document.datasets {
            let before = dataset.columns.len();
            dataset.columns.retain(|column| self.lists(column));
            left_out += (before - dataset.columns.len()) as u64;
        }
        document.columns_left_out = Some(left_out);
    }
}

/// Whether a list names a type, its general type or its family.
fn names(list: &[String], kind: &str) -> bool {
    let detector = detect::find(kind);
    list.iter().any(|name| name == kind || detector.is_some_and(|d| d.parent == name || d.family == name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assessment::Contained;
    use crate::domain::share::Share;

    fn column(kind: Option<&str>, contains: &[&str], sensitivity: Tier) -> ColumnScan {
        ColumnScan {
            kind: kind.map(str::to_owned),
            contains: contains
                .iter()
                .map(|kind| Contained { kind: (*kind).to_owned(), rows: 1, share: Share::of(1, 10) })
                .collect(),
            sensitivity,
            ..ColumnScan::default()
        }
    }

    #[test]
    fn a_filter_lists_by_type_general_type_family_and_tier() {
        let ssn = column(Some("us_ssn"), &[], Tier::Restricted);
        let notes = column(Some("text"), &["email"], Tier::Confidential);
        let untyped = column(None, &[], Tier::Unknown);
        type Case<'a> = (&'a [&'a str], &'a [&'a str], Option<Tier>, [bool; 3]);
        let cases: &[Case<'_>] = &[
            (&[], &[], None, [true, true, true]),
            (&["us_ssn"], &[], None, [true, false, false]),
            (&["national_id"], &[], None, [true, false, false]),
            (&["government", "email"], &[], None, [true, true, false]),
            (&[], &["national_id"], None, [false, true, true]),
            (&[], &["text"], None, [true, true, true]),
            (&[], &["text", "contact"], None, [true, false, true]),
            (&[], &[], Some(Tier::Confidential), [true, true, false]),
            (&[], &[], Some(Tier::Unknown), [true, true, true]),
            (&["email"], &[], Some(Tier::Restricted), [false, false, false]),
        ];
        let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        for (only, except, at_least, expected) in cases {
            let filter = FilterArgs { only: owned(only), except: owned(except), min_sensitivity: *at_least }
                .filter()
                .unwrap();
            let got = [&ssn, &notes, &untyped].map(|column| filter.lists(column));
            assert_eq!(got, *expected, "--only {only:?} --except {except:?} --min-sensitivity {at_least:?}");
        }
    }

    #[test]
    fn a_name_that_is_no_type_is_refused() {
        let args = FilterArgs { except: vec!["e-mail".to_owned()], ..FilterArgs::default() };
        assert!(args.filter().is_err());
    }
}
