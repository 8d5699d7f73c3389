//! ORCID identifier: it identifies one researcher for good.

use crate::detect::{BASE, COUNTING, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "orcid",
    family: "names",
    parent: "username",
    title: "ORCID identifier",
    why: "It identifies one researcher for good.",
    source: "ISO 27729; ISO 7064 MOD 11-2",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &[r"(https?://orcid\.org/)?0000-000[0-9]-[0-9]{4}-[0-9]{3}[0-9X]"],
    embedded: Some(Embedded {
        pattern: r"\b0000-000[0-9]-[0-9]{4}-[0-9]{3}[0-9X]\b",
        needs: &["0000-000"],
        digits: 0,
        strong: true,
    }),
    check: check::of("ISO 7064 MOD 11-2", orcid, 0.091),
    chance: 0.001,
    header_for: &[("orcid", 20.0), ("orcid_id", 20.0), ("isni", 15.0)],
    header_against: COUNTING,
    examples: &["0000-0002-1825-0097", "https://orcid.org/0000-0001-5109-3700"],
    counter_examples: &["0000-0002-1825-0098", "1234"],
    ..BASE
};

/// Whether the sixteen characters satisfy ISO 7064 MOD 11-2.
fn orcid(value: &[u8]) -> bool {
    let mut plain = [0_u8; 16];
    let tail = value.rsplit(|byte| *byte == b'/').next().unwrap_or(value);
    let mut count = 0;
    for byte in tail.iter().filter(|byte| **byte != b'-') {
        let Some(place) = plain.get_mut(count) else { return false };
        *place = *byte;
        count += 1;
    }
    count == 16 && check::iso7064_11_2(&plain)
}
