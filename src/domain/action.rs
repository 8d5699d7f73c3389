//! What is done with a column.

use serde::{Deserialize, Serialize};

use super::condition::{Otherwise, When};
use super::mask::MaskChoice;

/// The resolved action of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "lowercase")]
pub enum Action {
    /// Released as it is.
    Keep,
    /// Left out of the output.
    Drop,
    /// Masked.
    Mask {
        /// How.
        mask: MaskChoice,
        /// Consistency domain of a keyed mask: equal values in one domain get equal tokens.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        domain: Option<String>,
        /// Only rows that meet a condition are masked so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Box<When>>,
    },
}

impl Action {
    /// A mask for every row.
    #[must_use]
    pub const fn mask(mask: MaskChoice, domain: Option<String>) -> Self {
        Self::Mask { mask, domain, when: None }
    }

    /// `keep`, `drop` or `mask`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Drop => "drop",
            Self::Mask { .. } => "mask",
        }
    }

    /// For people: `keep`, `drop`, or the mask's name with its parameters, its condition and what happens otherwise.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Keep => "keep".to_owned(),
            Self::Drop => "drop".to_owned(),
            Self::Mask { mask, when, .. } => {
                let mut label = mask.to_string();
                let mut next = when.as_deref();
                while let Some(when) = next {
                    label.push_str(&format!(" when {when}, else "));
                    next = match &when.otherwise {
                        Otherwise::Keep => {
                            label.push_str("keep");
                            None
                        }
                        Otherwise::Mask { mask, when } => {
                            label.push_str(&mask.to_string());
                            when.as_deref()
                        }
                    };
                }
                label
            }
        }
    }
}

/// A proposed action with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What to do.
    #[serde(flatten)]
    pub action: Action,
    /// Why, one sentence.
    pub why: String,
    /// The runner-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Action>,
}
