//! Credit score: it decides what a person may buy.

use crate::detect::{BASE, Detector};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "credit_score",
    family: "finance",
    parent: "credit_score",
    title: "Credit score",
    why: "It decides what a person may buy.",
    source: "FICO 300 to 850; Schufa",
    tier: Tier::Confidential,
    role: Role::Sensitive,
    patterns: &[r"[3-9][0-9]{2}(\.0)?"],
    chance: 0.6,
    header_for: &[
        ("credit_score", 20.0),
        ("creditscore", 20.0),
        ("fico", 20.0),
        ("fico_score", 20.0),
        ("credit_rating", 13.0),
        ("schufa", 18.0),
        ("schufa_score", 20.0),
        ("bonitaet", 15.0),
        ("bonitaetsindex", 20.0),
        ("score_credito", 20.0),
        ("puntaje_crediticio", 20.0),
        ("score_credit", 20.0),
        ("vantage_score", 20.0),
        ("bureau_score", 20.0),
        ("cibil", 18.0),
        ("risk_score", 6.0),
        ("credit_grade", 12.0),
    ],
    header_against: &["count", "type", "date", "card", "sovereign", "country"],
    needs_header: true,
    examples: &["720"],
    counter_examples: &["72", "abc", "1720"],
    ..BASE
};
