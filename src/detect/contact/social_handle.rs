//! Social-media handle: it names a person across platforms.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "social_handle",
    family: "contact",
    parent: "social_handle",
    title: "Social-media handle",
    why: "It names a person across platforms.",
    source: "Handle rules of the platforms",
    tier: Tier::Confidential,
    role: Role::Direct,
    patterns: &[
        "@[A-Za-z0-9_][A-Za-z0-9_.-]+",
        r"@[A-Za-z0-9_-]+@[A-Za-z0-9.-]+\.[A-Za-z]+",
        r"https?://[!-~\x80-\xff]+",
        r"(www\.)?(twitter|facebook|instagram|tiktok|linkedin|github)\.com/[!-~]+",
    ],
    embedded: Some(Embedded {
        pattern: r"(?i:twitter|instagram|tiktok|facebook|linkedin|github)\.com/(in/|@)?[A-Za-z0-9._-]{2,40}",
        needs: &["twitter", "instagram", "tiktok", "facebook", "linkedin", "github"],
        digits: 0,
        strong: false,
    }),
    check: check::of("platform", platform, 0.5),
    chance: 0.01,
    header_for: &[
        ("handle", 13.0),
        ("twitter", 13.0),
        ("instagram", 13.0),
        ("facebook", 12.0),
        ("linkedin", 13.0),
        ("tiktok", 13.0),
        ("social_media", 13.0),
        ("social_handle", 20.0),
        ("screen_name", 15.0),
        ("twitter_handle", 20.0),
        ("instagram_handle", 20.0),
        ("github", 10.0),
        ("skype", 13.0),
        ("telegram", 10.0),
        ("snapchat", 13.0),
        ("mastodon", 13.0),
        ("usuario_twitter", 20.0),
        ("linkedin_url", 20.0),
        ("facebook_url", 20.0),
        ("social_profile", 15.0),
        ("discord", 10.0),
        ("whatsapp_id", 20.0),
        ("vk", 7.0),
    ],
    header_against: &[
        "count",
        "num_of",
        "number_of",
        "total",
        "flag",
        "verified",
        "is",
        "has",
        "valid",
        "status",
        "type",
        "followers",
        "following",
        "likes",
        "shares",
        "posts",
        "impressions",
        "clicks",
        "spend",
        "ads",
    ],
    examples: &[
        "@ann_example",
        "@user@mastodon.example",
        "https://twitter.com/example",
        "linkedin.com/in/ann-example",
    ],
    counter_examples: &["ann", "@", "a@b", "https://example.org/x"],
    ..BASE
};

/// Platforms whose first path segment names a person.
const PLATFORMS: &[&str] = &[
    "twitter.com/",
    "x.com/",
    "facebook.com/",
    "instagram.com/",
    "tiktok.com/",
    "linkedin.com/in/",
    "github.com/",
    "threads.net/",
    "vk.com/",
    "t.me/",
];

/// Whether it begins with `@`, or is the address of a profile on a platform.
fn platform(value: &[u8]) -> bool {
    let Some(text) = check::text(value) else { return false };
    let bare = text.trim_start_matches("https://").trim_start_matches("http://");
    let bare = bare.trim_start_matches("www.").trim_start_matches("m.").trim_end_matches('/');
    text.starts_with('@')
        || PLATFORMS.iter().any(|platform| {
            bare.strip_prefix(platform).is_some_and(|name| !name.is_empty() && !name.contains(['/', '?']))
        })
}
