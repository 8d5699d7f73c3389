//! IPv6 address: it leads to a household or a device.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "ipv6",
    family: "technical",
    parent: "ip_address",
    title: "IPv6 address",
    why: "It leads to a household or a device.",
    source: "RFC 4291",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f.:]*(%[a-z0-9]+|/[0-9]{1,3})?"],
    embedded: Some(Embedded {
        pattern: r"\b[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{0,4}){3,7}\b",
        needs: &[":"],
        digits: 2,
        strong: false,
    }),
    check: check::of("IPv6", check::ipv6, 0.05),
    chance: 0.001,
    header_for: &[
        ("ipv6", 20.0),
        ("ipv6_address", 20.0),
        ("ip_v6", 20.0),
        ("ip_address_v6", 20.0),
        ("ip", 14.0),
        ("ip_address", 17.0),
        ("client_ip", 15.0),
        ("remote_addr", 15.0),
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
    ],
    examples: &["2001:db8::1", "2001:0db8:0000:0000:0000:ff00:0042:8329"],
    counter_examples: &["12:34:56", "aa:bb", "00:1a:2b:3c:4d:5e"],
    ..BASE
};
