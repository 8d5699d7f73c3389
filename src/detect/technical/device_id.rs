//! Device or advertising id: it follows one device over time and apps.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "device_id",
    family: "technical",
    parent: "device_id",
    title: "Device or advertising id",
    why: "It follows one device over time and apps.",
    source: "Apple IDFA, Google Advertising ID",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &[
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        "[0-9a-f]+",
        "[A-Z0-9]+",
    ],
    check: check::of("length and digit", device, 0.5),
    chance: 0.5,
    header_for: &[
        ("device_id", 18.0),
        ("deviceid", 18.0),
        ("device_identifier", 20.0),
        ("idfa", 20.0),
        ("gaid", 18.0),
        ("idfv", 18.0),
        ("aaid", 15.0),
        ("advertising_id", 20.0),
        ("ad_id", 13.0),
        ("android_id", 18.0),
        ("udid", 18.0),
        ("device_uuid", 20.0),
        ("uuid_device", 20.0),
        ("serial_number", 7.0),
        ("geraete_id", 20.0),
        ("device_token", 15.0),
        ("fingerprint", 11.0),
        ("device_fingerprint", 20.0),
        ("browser_fingerprint", 20.0),
        ("id_dispositivo", 20.0),
        ("device_serial", 13.0),
        ("installation_id", 12.0),
        ("machine_id", 7.0),
        ("hardware_id", 12.0),
        ("ad_identifier", 15.0),
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
        "model",
        "name",
        "os",
    ],
    needs_header: true,
    examples: &["38400000-8cf0-11bd-b23e-10b96e40000d", "9774d56d682e549c"],
    counter_examples: &["12", "iPhone"],
    ..BASE
};

/// Whether at least ten characters hold a digit.
fn device(value: &[u8]) -> bool {
    value.len() >= 10 && value.iter().any(u8::is_ascii_digit)
}
