//! Photo or biometric data: it shows or measures one person.

use crate::detect::{BASE, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "photo",
    family: "text",
    parent: "photo",
    title: "Photo or biometric data",
    why: "It shows or measures one person.",
    source: "GDPR article 4(14)",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &["data:image/[!-~]+", r"https?://[!-~\x80-\xff]+", r"[A-Za-z0-9_-]+\.[A-Za-z0-9]+"],
    check: check::of("picture", picture, 0.02),
    chance: 0.001,
    header_for: &[
        ("photo", 15.0),
        ("picture", 13.0),
        ("image", 9.0),
        ("avatar", 16.0),
        ("biometric", 18.0),
        ("fingerprint_template", 18.0),
        ("face_id", 15.0),
        ("headshot", 17.0),
        ("profile_picture", 18.0),
        ("profile_image", 17.0),
        ("selfie", 17.0),
        ("foto", 15.0),
        ("bild", 9.0),
        ("imagen", 8.0),
        ("immagine", 8.0),
        ("imagem", 8.0),
        ("photo_url", 16.0),
        ("portrait", 14.0),
        ("face_encoding", 18.0),
        ("iris_scan", 18.0),
        ("voiceprint", 18.0),
        ("passport_photo", 19.0),
        ("avatar_url", 16.0),
        ("mugshot", 17.0),
        ("signature_image", 15.0),
        ("zdjecie", 13.0),
        ("fotograf", 12.0),
    ],
    header_against: &["count", "size", "width", "height", "product", "id", "type", "property"],
    needs_header: true,
    examples: &["https://example.org/ann.jpg", "data:image/png;base64,iVBORw0KGgo="],
    counter_examples: &["hello", "12"],
    ..BASE
};

/// Whether it ends like a picture's name or holds one.
fn picture(value: &[u8]) -> bool {
    let head = value.split(|byte| *byte == b'?').next().unwrap_or(value).to_ascii_lowercase();
    let ends: [&[u8]; 8] = [b".jpg", b".jpeg", b".png", b".gif", b".webp", b".heic", b".bmp", b".tiff"];
    head.starts_with(b"data:image/") || ends.iter().any(|end| head.ends_with(end))
}
