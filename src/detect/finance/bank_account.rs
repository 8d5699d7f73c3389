//! Bank account number: it names one account.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "bank_account",
    family: "finance",
    parent: "bank_account",
    title: "Bank account number",
    why: "It names one account.",
    source: "national account formats",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &["[A-Z0-9][A-Z0-9 ./-]*"],
    check: check::of("shape", shape, 0.5),
    chance: 0.9,
    header_for: &[
        ("bank_account", 20.0),
        ("account_number", 18.0),
        ("accountnumber", 18.0),
        ("account_no", 17.0),
        ("acct", 9.0),
        ("acct_no", 17.0),
        ("acct_num", 17.0),
        ("acct_number", 20.0),
        ("bank_account_number", 20.0),
        ("bban", 20.0),
        ("ban", 5.0),
        ("kontonummer", 18.0),
        ("konto_nr", 17.0),
        ("kontonr", 17.0),
        ("numero_de_cuenta", 20.0),
        ("numero_cuenta", 17.0),
        ("cuenta", 8.0),
        ("cuenta_bancaria", 20.0),
        ("numero_compte", 17.0),
        ("compte_bancaire", 20.0),
        ("rib", 14.0),
        ("conto_corrente", 20.0),
        ("numero_conto", 17.0),
        ("numero_da_conta", 17.0),
        ("conta", 8.0),
        ("conta_corrente", 20.0),
        ("conta_bancaria", 20.0),
        ("bankrekening", 20.0),
        ("rekeningnummer", 18.0),
        ("bankkonto", 20.0),
        ("kontonummer_bank", 20.0),
        ("tilinumero", 20.0),
        ("numer_konta", 17.0),
        ("nr_konta", 17.0),
        ("hesap_no", 17.0),
        ("clabe", 20.0),
        ("bank_acct", 20.0),
        ("cbu", 14.0),
        ("account_num", 16.0),
        ("rekening", 11.0),
        ("konto_nummer", 17.0),
        ("bank_no", 12.0),
        ("bankaccount", 18.0),
        ("bank_acc", 17.0),
        ("acc_no", 16.0),
        ("a_c_no", 12.0),
        ("accno", 15.0),
    ],
    header_against: &[
        "count", "type", "name", "status", "balance", "email", "user", "customer", "owner", "manager", "age",
        "days", "id",
    ],
    needs_header: true,
    examples: &["12345678", "1234-567890"],
    counter_examples: &["12", "abc", "1.5"],
    ..BASE
};

/// Whether six to twenty digits stand with few letters.
fn shape(value: &[u8]) -> bool {
    check::code(value, 6..=22, 0..=4, 6..=20)
}
