//! Machine-readable zone: it holds name, birth date, nationality and number of a document.

use crate::detect::{BASE, Detector, Embedded};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "passport_mrz",
    family: "government",
    parent: "passport",
    title: "Machine-readable zone",
    why: "It holds name, birth date, nationality and number of a document.",
    source: "ICAO 9303",
    tier: Tier::Restricted,
    role: Role::Direct,
    patterns: &[r"[PIACV]<[A-Z0-9<\r\n]+"],
    embedded: Some(Embedded {
        pattern: "[PIACV][A-Z<][A-Z<]{3}[A-Z]{1,20}<<[A-Z<]{10,36}",
        needs: &["<<"],
        digits: 0,
        strong: true,
    }),
    chance: 1e-09,
    header_for: &[("mrz", 20.0), ("machine_readable_zone", 20.0), ("mrz_line1", 20.0), ("mrz_line2", 20.0)],
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
    examples: &["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"],
    counter_examples: &["PASSPORT", "12"],
    ..BASE
};
