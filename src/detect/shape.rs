//! Shapes of ordinary values: what a cell is where no detector says anything.

/// A shape and its whole-cell patterns (same syntax as a detector's).
pub struct Shape {
    /// Name, for example `integer`.
    pub name: &'static str,
    /// Patterns.
    pub patterns: &'static [&'static str],
    /// Values of the shape.
    pub examples: &'static [&'static str],
}

/// Every shape. A value may have several: the engine says which it prefers.
pub static SHAPES: &[Shape] = &[
    Shape { name: "integer", patterns: &[r"[+-]?[0-9]+"], examples: &["0", "-17", "000123"] },
    Shape {
        name: "decimal",
        patterns: &[
            r"[+-]?[0-9]*[.,][0-9]+([eE][+-]?[0-9]+)?",
            r"[+-]?[0-9]+[eE][+-]?[0-9]+",
            r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?",
            r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?",
        ],
        examples: &["3.14", "-0.5", "1e10", "1,234.50", "1.234,50", ".5"],
    },
    Shape {
        name: "boolean",
        patterns: &[r"(?i:true|false|yes|no|y|n|t|f|on|off|ja|nein|si|oui|non|sim)"],
        examples: &["true", "No", "Y"],
    },
    Shape { name: "iso_date", patterns: &[r"[0-9]{4}-[01][0-9]-[0-3][0-9]"], examples: &["2024-12-31"] },
    Shape {
        name: "date",
        patterns: &[
            r"[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2})",
            r"[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}",
            r"(19|20)[0-9]{6}",
            r"[0-9]{1,2}\.?[ -](de )?[A-Za-z\x80-\xff]+\.?,?[ -](de )?[0-9]{2,4}",
            r"[A-Z][a-z]+\.? [0-9]{1,2},? [0-9]{4}",
        ],
        examples: &[
            "31.12.2024",
            "12/31/24",
            "2024/12/31",
            "20241231",
            "31 December 2024",
            "Dec 31, 2024",
            "31-Dec-2024",
        ],
    },
    Shape {
        name: "timestamp",
        patterns: &[
            r"[0-9]{4}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9](:[0-6][0-9]([.,][0-9]+)?)?( ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?",
            r"[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2}),? [0-2]?[0-9]:[0-5][0-9](:[0-6][0-9]([.,][0-9]+)?)?( ?[AaPp][Mm])?",
        ],
        examples: &["2024-12-31T23:59:59Z", "2024-12-31 23:59:59.123+01:00", "12/31/2024 11:59 PM"],
    },
    Shape {
        name: "time",
        patterns: &[r"[0-2]?[0-9]:[0-5][0-9](:[0-6][0-9]([.,][0-9]+)?)?( ?[AaPp][Mm])?"],
        examples: &["23:59", "11:59:59 PM"],
    },
    Shape {
        name: "uuid",
        patterns: &[r"\{?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\}?"],
        examples: &["123e4567-e89b-12d3-a456-426614174000"],
    },
    Shape {
        name: "hex",
        patterns: &[r"(0x)?[0-9a-f]+", r"(0x)?[0-9A-F]+"],
        examples: &["deadbeef", "0x1F", "CAFE01"],
    },
    Shape {
        name: "url",
        patterns: &[r"(?i:https?|ftp|s3|gs|hdfs)://[!-~\x80-\xff]+"],
        examples: &["https://example.org/a?b=c"],
    },
    Shape { name: "word", patterns: &[r"[A-Za-z\x80-\xff]+"], examples: &["hello", "Größe"] },
    Shape {
        name: "words",
        patterns: &[r"[A-Za-z\x80-\xff][A-Za-z\x80-\xff'.,&/()-]*( [A-Za-z\x80-\xff'.,&/()-]+)+"],
        examples: &["hello there", "Größe (cm)"],
    },
    Shape {
        name: "code",
        patterns: &[r"[A-Za-z0-9]+([_./:#-][A-Za-z0-9]+)*"],
        examples: &["AB-12", "item_7", "A1"],
    },
];
