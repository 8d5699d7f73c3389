//! Connection string: whoever holds it acts as its owner.

use crate::detect::{BASE, Detector, Embedded};
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
        r"(?i:postgres(ql)?|mysql|mariadb|mongodb(\+srv)?|redis|rediss|amqps?|mssql|oracle|jdbc:[a-z]+|ftp|https?)://[^\s:@/]+:[^\s@/]+@[!-~]+",
        "(?i:server|data source|host)=[^;]+;[ -~]*(?i:password|pwd)=[ -~]+",
        "(?i:DefaultEndpointsProtocol)=[ -~]+AccountKey=[ -~]+",
    ],
    embedded: Some(Embedded {
        pattern: r"(?i:postgres(ql)?|mysql|mongodb(\+srv)?|rediss?|amqps?|https?)://[^\s:@/]{1,60}:[^\s@/]{1,80}@[!-~]{3,100}",
        needs: &["://"],
        digits: 0,
        strong: true,
    }),
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
    ],
    counter_examples: &["https://example.org/", "hello"],
    ..BASE
};
