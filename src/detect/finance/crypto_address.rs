//! Crypto-currency address: its payments can be read by all, for ever.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "crypto_address",
    family: "finance",
    parent: "crypto_address",
    title: "Crypto-currency address",
    why: "Its payments can be read by all, for ever.",
    source: "Bitcoin Base58Check, BIP 173, BIP 350; EIP-55",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["[13][0-9A-Za-z]+", "(bc1|tb1|ltc1|BC1)[0-9A-Za-z]+", "0x[0-9a-fA-F]+"],
    embedded: Some(Embedded {
        pattern: r"\b([13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[0-9a-z]{14,74}|0x[0-9a-fA-F]{40})\b",
        needs: &[],
        digits: 1,
        strong: true,
    }),
    check: check::of("Base58Check, Bech32 or 0x", address, 1e-09),
    chance: 1e-09,
    header_for: &[
        ("crypto_address", 20.0),
        ("bitcoin", 13.0),
        ("btc", 12.0),
        ("btc_address", 20.0),
        ("bitcoin_address", 20.0),
        ("ethereum", 11.0),
        ("eth_address", 20.0),
        ("ethereum_address", 20.0),
        ("wallet", 13.0),
        ("wallet_address", 20.0),
        ("crypto_wallet", 20.0),
        ("wallet_id", 11.0),
        ("to_address", 5.0),
        ("from_address", 5.0),
        ("crypto", 8.0),
    ],
    header_against: &["price", "count", "type", "amount", "balance", "volume", "market"],
    examples: &[
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "0x52908400098527886E0F7030069857D2E4169EE7",
    ],
    counter_examples: &["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "0x1234"],
    ..BASE
};

/// Whether a value passes the check of its kind.
fn address(value: &[u8]) -> bool {
    check::base58check(value) || check::bech32(value) || check::ethereum(value)
}
