//! Post-office box: it reaches one person or household by post.

use crate::detect::{BASE, COUNTING, Detector, Embedded};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "po_box",
    family: "contact",
    parent: "po_box",
    title: "Post-office box",
    why: "It reaches one person or household by post.",
    source: "USPS Publication 28; postal services",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &[
        r"(?i:p\.? ?o\.? ?box|postfach|apartado|postbus|casella postale|caixa postal|boite postale) ?#?:? ?[0-9][A-Za-z\x80-\xff0-9 ,.-]*",
    ],
    embedded: Some(Embedded {
        pattern: r"(?i:\bp\.? ?o\.? ?box|\bpostfach|\bapartado postal|\bpostbus|\bcaixa postal|\bcasella postale) ?#?[0-9]{1,7}\b",
        needs: &[],
        digits: 1,
        strong: true,
    }),
    chance: 1e-05,
    header_for: &[
        ("po_box", 20.0),
        ("pobox", 20.0),
        ("post_box", 15.0),
        ("postfach", 20.0),
        ("postbus", 20.0),
        ("apartado", 13.0),
        ("apartado_postal", 20.0),
        ("boite_postale", 20.0),
        ("casella_postale", 20.0),
        ("caixa_postal", 20.0),
        ("postboks", 20.0),
    ],
    header_against: COUNTING,
    examples: &["P.O. Box 1234", "PO Box 77", "Postfach 10 20 30", "Postbus 123"],
    counter_examples: &["box 5", "5", "Main Street 5"],
    ..BASE
};
