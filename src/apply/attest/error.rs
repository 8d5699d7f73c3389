//! Why a proof cannot be signed or does not hold.

use crate::store::StoreError;

/// Why a proof cannot be signed or does not hold. No variant holds a cell's value or a part of a key.
#[derive(Debug, thiserror::Error)]
pub enum AttestError {
    /// There is nothing to sign.
    #[error(
        "only a verification that passed and proved everything is signed; mend what is listed and verify again"
    )]
    NotPassed,
    /// The file is no envelope.
    #[error("the attestation is no DSSE envelope, or was changed; ask for it again")]
    NoEnvelope,
    /// Other bytes than were written.
    #[error("the attestation was changed after it was signed; ask for it again")]
    Rewritten,
    /// Another type of content, or another result.
    #[error(
        "the attestation does not say that a masked file passed; ask for the one of `vizard verify --sign`"
    )]
    Kind,
    /// No signature of that key.
    #[error("the attestation has no valid signature of key {key}; check --public-key, or ask for it again")]
    Signature {
        /// Id of the key.
        key: String,
    },
    /// Another file.
    #[error("{path}: is not the file that was verified; its bytes differ, verify it again")]
    Other {
        /// The file.
        path: String,
    },
    /// A statement could not be written as JSON.
    #[error(
        "a statement could not be written as JSON: {0}; this is a fault of the program, please report it"
    )]
    Json(serde_json::Error),
    /// A file that cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AttestError {
    /// Whether the proof was looked at and does not hold, rather than could not be looked at.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        !matches!(self, Self::Store(_) | Self::Json(_))
    }
}
