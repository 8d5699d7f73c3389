//! Sort code, BLZ, IFSC or BSB: it names a bank's branch, and with an account number one account.

use crate::detect::{BASE, COUNTING, Detector};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "sort_code",
    family: "finance",
    parent: "routing_number",
    title: "Sort code, BLZ, IFSC or BSB",
    why: "It names a bank's branch, and with an account number one account.",
    source: "Pay.UK; Bundesbank; RBI; AusPayNet",
    tier: Tier::Internal,
    personal: false,
    patterns: &["[0-9]{2}-[0-9]{2}-[0-9]{2}", "[A-Z]{4}0[A-Z0-9]{6}", "[0-9]{3}-[0-9]{3}", "[0-9]{8}"],
    chance: 0.4,
    header_for: &[
        ("sort_code", 20.0),
        ("sortcode", 20.0),
        ("ifsc", 20.0),
        ("ifsc_code", 20.0),
        ("bsb", 18.0),
        ("bsb_number", 20.0),
        ("blz", 18.0),
        ("bankleitzahl", 18.0),
        ("branch_code", 10.0),
        ("agencia", 9.0),
        ("code_guichet", 20.0),
        ("code_banque", 15.0),
    ],
    header_against: COUNTING,
    needs_header: true,
    examples: &["20-00-00", "HDFC0000001", "37040044"],
    counter_examples: &["12", "abc"],
    ..BASE
};
