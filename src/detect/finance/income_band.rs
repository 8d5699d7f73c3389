//! Bands of income: surveys ask for income in bands of money, and the bands tell it without a header.

use crate::detect::{BASE, Detector};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "income_band",
    family: "finance",
    parent: "income",
    title: "Band of income",
    why: "It is private and sought after by fraud.",
    source: "answers of surveys",
    tier: Tier::Confidential,
    role: Role::Sensitive,
    patterns: &[
        r"(US)?(\$|\xe2\x82\xac|\xc2\xa3) ?[0-9][0-9.,]*[kK]? ?(-|to|\xe2\x80\x93) ?(\$|\xe2\x82\xac|\xc2\xa3)? ?[0-9][0-9.,]*[kK]?",
        r"(\$|\xe2\x82\xac|\xc2\xa3) ?[0-9][0-9.,]*[kK]? ?(\+|(and|or) (up|over|more|above|less|under|below))",
        r"(?i:less than|under|below|up to|over|above|more than|at least) (\$|\xe2\x82\xac|\xc2\xa3) ?[0-9][0-9.,]*k?",
        r"[0-9][0-9.,]*[kK]? ?(-|\xe2\x80\x93) ?[0-9][0-9.,]*[kK]? ?(\xe2\x82\xac|EUR|USD|GBP|CHF|\$)",
    ],
    chance: 0.005,
    header_for: &[
        ("income", 17.0),
        ("household_income", 20.0),
        ("annual_income", 20.0),
        ("salary", 17.0),
        ("salary_range", 20.0),
        ("income_range", 20.0),
        ("income_group", 20.0),
        ("income_bracket", 20.0),
        ("income_band", 20.0),
        ("wage", 14.0),
        ("earn", 13.0),
        ("earnings", 13.0),
        ("einkommen", 17.0),
        ("gehalt", 17.0),
        ("ingresos", 13.0),
        ("revenu", 11.0),
        ("revenus", 11.0),
        ("reddito", 16.0),
        ("renda", 13.0),
        ("inkomen", 17.0),
        ("inkomst", 15.0),
    ],
    header_against: &[
        "price", "prices", "cost", "costs", "budget", "sales", "revenue", "fee", "fees", "rent", "spend",
        "product", "item", "order", "ticket", "deal", "funding", "gross", "size", "tier", "discount",
    ],
    examples: &[
        "$25,000 to $49,999",
        "$50,000-$74,999",
        "$200,000+",
        "less than $20,000",
        "20.000-30.000 \u{20ac}",
    ],
    counter_examples: &["$5", "25-34", "10 to 20", "$25,000"],
    ..BASE
};
