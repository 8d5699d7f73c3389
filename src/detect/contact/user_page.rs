//! Personal web page: it is a page about one person.

use crate::detect::{BASE, COUNTING, Detector, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "user_page",
    family: "contact",
    parent: "social_handle",
    title: "Personal web page",
    why: "It is a page about one person.",
    source: "RFC 3986",
    tier: Tier::Confidential,
    role: Role::Quasi,
    patterns: &[r"https?://[!-~\x80-\xff]+"],
    check: check::of("path", path, 0.02),
    chance: 0.001,
    header_for: &[
        ("homepage", 10.0),
        ("profile_url", 15.0),
        ("profile_link", 15.0),
        ("personal_website", 20.0),
        ("personal_url", 20.0),
        ("user_url", 13.0),
        ("member_url", 13.0),
        ("author_url", 10.0),
        ("blog", 5.0),
    ],
    header_against: COUNTING,
    examples: &["https://example.org/~ann", "https://example.org/users/ann"],
    counter_examples: &["https://example.org/", "ann"],
    ..BASE
};

/// Whether the path leads to one user.
fn path(value: &[u8]) -> bool {
    let Some(text) = check::text(value) else { return false };
    ["/~", "/u/", "/user/", "/users/", "/people/", "/profile/", "/profiles/", "/member/", "/members/", "/@"]
        .iter()
        .any(|mark| {
            text.split_once(mark)
                .is_some_and(|(_, name)| !name.is_empty() && !name.trim_end_matches('/').contains('/'))
        })
}
