//! Product: it is a thing that is sold.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::Tier;

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "product",
    family: "benign",
    parent: "none",
    title: "Product",
    why: "It is a thing that is sold.",
    source: "EAN, ISBN check digits",
    tier: Tier::Public,
    personal: false,
    patterns: &["[0-9]{8}", "[0-9]{12,13}", "97[89]-[0-9-]+", "B0[0-9A-Z]{8}"],
    check: check::of("EAN", ean, 0.1),
    chance: 0.1,
    header_for: &[
        ("product", 15.0),
        ("product_name", 18.0),
        ("item", 12.0),
        ("item_name", 16.0),
        ("sku", 15.0),
        ("ean", 17.0),
        ("upc", 17.0),
        ("gtin", 18.0),
        ("isbn", 17.0),
        ("asin", 17.0),
        ("produkt", 14.0),
        ("artikel", 13.0),
        ("artikelnummer", 15.0),
        ("producto", 14.0),
        ("produit", 13.0),
        ("prodotto", 13.0),
        ("produto", 14.0),
        ("article", 9.0),
        ("barcode", 16.0),
        ("model", 9.0),
        ("model_name", 11.0),
        ("brand", 10.0),
        ("make", 7.0),
        ("urun", 11.0),
        ("food", 7.0),
        ("recipe", 8.0),
        ("movie", 9.0),
        ("movie_title", 14.0),
        ("song", 9.0),
        ("book", 9.0),
        ("book_title", 13.0),
        ("game", 7.0),
        ("species", 12.0),
        ("ingredient", 10.0),
    ],
    header_against: &["count"],
    examples: &["4006381333931", "978-3-16-148410-0", "B08N5WRWNW", "036000291452"],
    counter_examples: &["4006381333932", "12", "hello"],
    ..BASE
};

/// Whether the digits satisfy the check of EAN-8, UPC-A and EAN-13; an ASIN has none.
fn ean(value: &[u8]) -> bool {
    if value.starts_with(b"B0") {
        return value.iter().skip(2).any(u8::is_ascii_digit);
    }
    let Some(digits) = check::Digits::of(value).filter(|digits| matches!(digits.all().len(), 8 | 12 | 13))
    else {
        return false;
    };
    let sum: u32 =
        digits.all().iter().rev().zip([1, 3].into_iter().cycle()).map(|(d, w)| u32::from(*d) * w).sum();
    !digits.all_equal() && sum.is_multiple_of(10)
}
