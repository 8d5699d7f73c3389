//! CPF (Brazil): it stands for one person for life and opens accounts in their name.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "br_cpf",
    family: "government",
    parent: "national_id",
    title: "CPF (Brazil)",
    why: "It stands for one person for life and opens accounts in their name.",
    source: "Receita Federal; two check digits mod 11",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &[r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}", "[0-9]{9}-?[0-9]{2}"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b",
        needs: &["."],
        digits: 11,
        strong: true,
    }),
    check: check::of("two mod 11", valid, 0.01),
    chance: 0.01,
    header_for: &[
        ("cpf", 20.0),
        ("br_cpf", 20.0),
        ("numero_cpf", 20.0),
        ("nr_cpf", 20.0),
        ("cpf_cliente", 20.0),
        ("cadastro_pessoa_fisica", 20.0),
        ("cpf_cnpj", 18.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "is",
        "has",
        "valid",
        "verified",
        "status",
        "type",
        "name",
        "issue",
        "expiry",
        "date",
        "country",
    ],
    examples: &["529.982.247-25", "39053344705"],
    counter_examples: &["529.982.247-24", "111.111.111-11", "12"],
    ..BASE
};

/// Whether both check digits hold.
fn valid(value: &[u8]) -> bool {
    let Some(digits) = check::Digits::exactly(value, 11) else { return false };
    let check = |weights: &[u32]| match check::weighted(digits.all(), weights) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    check(&[10, 9, 8, 7, 6, 5, 4, 3, 2]) == digits.at(9)
        && check(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) == digits.at(10)
}
