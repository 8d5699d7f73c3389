//! The samples built into the program: the files of `samples/`, byte for byte.

/// Path inside the demo folder and content.
pub const FILES: &[(&str, &[u8])] = &[
    ("vizard.toml", include_bytes!("../../../samples/vizard.toml")),
    ("customers.csv", include_bytes!("../../../samples/customers.csv")),
    ("claims.jsonl", include_bytes!("../../../samples/claims.jsonl")),
    ("events.parquet", include_bytes!("../../../samples/events.parquet")),
    ("features.csv", include_bytes!("../../../samples/features.csv")),
    ("legacy.csv", include_bytes!("../../../samples/legacy.csv")),
    ("products.csv", include_bytes!("../../../samples/products.csv")),
    ("service_metrics.arrow", include_bytes!("../../../samples/service_metrics.arrow")),
    ("reports/macie.json", include_bytes!("../../../samples/reports/macie.json")),
    ("reports/claims.presidio.json", include_bytes!("../../../samples/reports/claims.presidio.json")),
];

/// The tables among them, in the order of the tour.
pub const TABLES: &[&str] = &[
    "customers.csv",
    "claims.jsonl",
    "events.parquet",
    "features.csv",
    "legacy.csv",
    "products.csv",
    "service_metrics.arrow",
];
