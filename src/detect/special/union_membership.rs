//! Trade-union membership: it is a special category.

use crate::detect::{BASE, Detector, lexicon};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "union_membership",
    family: "special",
    parent: "union_membership",
    title: "Trade-union membership",
    why: "It is a special category.",
    source: "GDPR article 9(1)",
    tier: Tier::Restricted,
    role: Role::Sensitive,
    lexicon: Some(&lexicon::UNIONS),
    chance: 0.02,
    header_for: &[
        ("union_membership", 20.0),
        ("trade_union", 20.0),
        ("union", 10.0),
        ("union_member", 19.0),
        ("labor_union", 19.0),
        ("labour_union", 19.0),
        ("gewerkschaft", 19.0),
        ("sindicato", 18.0),
        ("afiliacion_sindical", 20.0),
        ("syndicat", 17.0),
        ("sindacato", 18.0),
        ("vakbond", 18.0),
        ("fackforbund", 18.0),
        ("fagforening", 18.0),
        ("zwiazek_zawodowy", 20.0),
        ("sendika", 17.0),
        ("union_name", 16.0),
        ("member_of_union", 18.0),
        ("union_dues", 16.0),
        ("union_status", 17.0),
        ("unionized", 15.0),
        ("unionised", 15.0),
        ("union_mbr", 18.0),
        ("union_mem", 17.0),
        ("trade_union_member", 20.0),
    ],
    header_against: &["count", "code", "european", "id", "credit"],
    needs_header: true,
    examples: &["AFL-CIO", "ver.di", "union member"],
    counter_examples: &["Table", "12"],
    ..BASE
};
