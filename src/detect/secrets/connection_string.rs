//! Connection string: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded, check};
use crate::domain::tier::{Role, Tier};

/// The detector.
pub static DETECTOR: Detector = Detector {
    id: "connection_string",
    family: "secrets",
    parent: "secret",
    title: "Connection string",
    why: "Whoever holds it acts as its owner.",
    source: "URI schemes of database drivers; ADO.NET keywords",
    tier: Tier::Restricted,
    personal: false,
    role: Role::Sensitive,
    patterns: &[
        r"(postgres|postgresql|mysql|mariadb|mongodb|mongodb\+srv|rediss?|amqps?|mssql|jdbc:[a-z]+|ftp|https?)://[^\s:@/]+:[^\s@/]+@[!-~]+",
        "(?i:server|data source|host)=[!-~ ]+",
        "DefaultEndpointsProtocol=[!-~ ]+",
        "(?i:accountkey|sharedaccesskey|sharedaccesssignature|sharedaccesskeyname)[= ][!-~ ]+",
        r"https?://[^\s?]+\?[^\s]*\bsig=[!-~]+",
    ],
    embedded: Some(Embedded {
        pattern: r"(?i:postgres(ql)?|mysql|mongodb(\+srv)?|rediss?|amqps?|https?)://[^\s:@/]{1,60}:[^\s@/]{1,80}@[!-~]{3,100}",
        needs: &["://"],
        digits: 0,
        strong: true,
    }),
    check: check::of("credentials", credentials, 0.05),
    chance: 1e-09,
    header_for: &[
        ("connection_string", 20.0),
        ("conn_str", 19.0),
        ("connstr", 20.0),
        ("dsn", 15.0),
        ("database_url", 18.0),
        ("db_url", 17.0),
        ("jdbc_url", 15.0),
        ("connectionstring", 20.0),
    ],
    header_against: &["count", "type", "name"],
    examples: &[
        "postgres://app:hunter22@db.example.org/prod",
        "Server=db;Database=x;User Id=a;Password=hunter22;",
        "https://store.example.org/box?sv=2024&sig=aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ%3D",
    ],
    counter_examples: &["https://example.org/", "hello"],
    ..BASE
};

/// Whether it holds a user's password or an account's key.
fn credentials(value: &[u8]) -> bool {
    let lower = value.to_ascii_lowercase();
    let holds = |word: &[u8]| lower.windows(word.len()).any(|part| part == word);
    holds(b"password=")
        || holds(b"pwd=")
        || holds(b"accountkey=")
        || holds(b"sharedaccesskey=")
        || holds(b"sig=")
        || holds(b"://") && holds(b"@")
}
