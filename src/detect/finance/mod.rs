//! Money, cards and accounts.

use super::Detector;

mod bank_account;
mod bic_swift;
mod card_expiry;
mod clabe;
mod credit_card;
mod credit_score;
mod crypto_address;
mod cvv;
mod financial;
mod iban;
mod income;
mod income_band;
mod routing_number;
mod sort_code;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &bank_account::DETECTOR,
    &bic_swift::DETECTOR,
    &card_expiry::DETECTOR,
    &clabe::DETECTOR,
    &credit_card::DETECTOR,
    &credit_score::DETECTOR,
    &crypto_address::DETECTOR,
    &cvv::DETECTOR,
    &financial::DETECTOR,
    &iban::DETECTOR,
    &income::DETECTOR,
    &income_band::DETECTOR,
    &routing_number::DETECTOR,
    &sort_code::DETECTOR,
];
