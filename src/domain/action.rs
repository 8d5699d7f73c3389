//! What is done with a column.

use serde::{Deserialize, Serialize};

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
    },
}

impl Action {
    /// `keep`, `drop` or `mask`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Drop => "drop",
            Self::Mask { .. } => "mask",
        }
    }

    /// For people: `keep`, `drop`, or the mask's name with the parameters that matter.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Keep => "keep".to_owned(),
            Self::Drop => "drop".to_owned(),
            Self::Mask { mask, .. } => {
                let params: Vec<String> = mask.params.iter().map(|(k, v)| format!("{k}={v}")).collect();
                if params.is_empty() {
                    mask.name.clone()
                } else {
                    format!("{} {}", mask.name, params.join(" "))
                }
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
