//! Why a plan cannot be used.

use std::fmt;

/// Why a document is no plan that this program can use. No variant holds a value of the document but names of fields.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum PlanError {
    /// Not JSON.
    #[error("{name}: not JSON (line {line}, column {column}); give a plan that `vizard plan build` wrote")]
    NotJson {
        /// File.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// No plan, or one of another major format.
    #[error("{name}: {found}; this program reads vizard-plan/1, so build the plan with this version")]
    Format {
        /// File.
        name: String,
        /// What stands there.
        found: String,
    },
    /// A field that may hold a secret.
    #[error(
        "{name}: {at} may hold a secret, and a plan never holds a key, salt, seed or password; \
         remove it, and change the key if it was one"
    )]
    Forbidden {
        /// File.
        name: String,
        /// Place of the field.
        at: String,
    },
    /// The content contradicts itself or the format.
    #[error("{name}: {}; build the plan again with `vizard plan build`", list(.problems))]
    Invalid {
        /// File.
        name: String,
        /// What is wrong, at least one.
        problems: Vec<Problem>,
    },
    /// The digest of the revision before is another one.
    #[error(
        "revision {revision} of plan {id} does not follow the given one: its parent digest is another; \
         compare them with `vizard plan diff`"
    )]
    Parent {
        /// Plan id.
        id: String,
        /// Revision.
        revision: u32,
    },
}

/// One thing that is wrong in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where: a path such as `datasets[0].columns[3].mask`.
    pub at: String,
    /// What is wrong and what is allowed.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() { f.write_str(&self.what) } else { write!(f, "{}: {}", self.at, self.what) }
    }
}

/// The first problems in one line, and how many more there are.
fn list(problems: &[Problem]) -> String {
    const SHOWN: usize = 5;
    let mut out: Vec<String> = problems.iter().take(SHOWN).map(ToString::to_string).collect();
    if problems.len() > SHOWN {
        out.push(format!("and {} more", problems.len() - SHOWN));
    }
    out.join("; ")
}
