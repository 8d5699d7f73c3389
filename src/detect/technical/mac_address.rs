//! MAC address: it identifies one device, and so its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "mac_address",
    family: "technical",
    parent: "mac_address",
    title: "MAC address",
    why: "It identifies one device, and so its owner.",
    source: "IEEE 802",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &[
        "[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}",
        "[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){5}",
        r"[0-9A-Fa-f]{4}(\.[0-9A-Fa-f]{4}){2}",
    ],
    embedded: Some(Embedded {
        pattern: r"\b[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}\b",
        needs: &[":", "-"],
        digits: 0,
        strong: true,
    }),
    check: check::of("not broadcast", mac, 0.99),
    chance: 1e-05,
    header_for: &[
        ("mac", 13.0),
        ("mac_address", 20.0),
        ("macaddress", 20.0),
        ("mac_addr", 20.0),
        ("hardware_address", 15.0),
        ("hwaddr", 16.0),
        ("bssid", 16.0),
        ("ethernet", 8.0),
        ("adresse_mac", 20.0),
        ("direccion_mac", 20.0),
        ("wifi_mac", 20.0),
        ("bluetooth_address", 20.0),
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
        "status",
        "type",
        "rate",
        "os",
        "version",
        "pro",
        "book",
    ],
    examples: &["00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e"],
    counter_examples: &["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "12:34:56", "zz:1a:2b:3c:4d:5e"],
    ..BASE
};

/// Whether the digits are not all alike, as in the broadcast address.
fn mac(value: &[u8]) -> bool {
    let mut digits = value.iter().filter(|byte| byte.is_ascii_hexdigit());
    let first = digits.next();
    digits.any(|digit| Some(digit) != first)
}
