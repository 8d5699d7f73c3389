//! Snowflake: a masking policy for every masked column, attached to it.

use std::collections::HashSet;

use super::capability::{Report, title};
use super::choice::output;
use super::sql::{Cell, Dialect, Made, expression, quote};
use super::{Export, Exporter, Fit, names};
use crate::domain::dtype::DType;
use crate::domain::plan::{Plan, PlanAction, PlanColumn, PlanDataset};

/// See the module.
pub struct Snowflake;

/// Longest identifier in characters.
const LONGEST: usize = 255;

impl Exporter for Snowflake {
    fn name(&self) -> &'static str {
        "snowflake"
    }

    fn title(&self) -> &'static str {
        "Snowflake masking policies"
    }

    fn covers(&self) -> &'static str {
        "masks that need no key and keep the type; policy bodies are no secret, so keyed masks become null"
    }

    fn extension(&self) -> &'static str {
        "sql"
    }

    fn export(&self, plan: &Plan, digest: &str) -> Export {
        let mut report = Report::default();
        let title = title(plan, digest);
        let mut out = quote::comment(&title);
        out.push_str(HEAD);
        // A policy in use cannot be replaced, so every plan has policies of its own and takes the columns over.
        let short = digest.trim_start_matches("sha256:").get(..8).unwrap_or("00000000").to_uppercase();
        for (at, (dataset, relation)) in plan.datasets.iter().zip(names::relations(plan)).enumerate() {
            out.push('\n');
            out.push_str(&quote::comment(&format!("table {}", dataset.table)));
            let hidden = hidden_roots(dataset);
            let mut written = HashSet::new();
            for column in &dataset.columns {
                let policy = format!("\"VIZARD_{short}_{at}_{}\"", column.index);
                let root = names::root(&column.column);
                let (statement, fit) = if hidden.contains(&root) {
                    let why = "a policy masks whole columns, so all of its nested column is null".to_owned();
                    let first = written.insert(root.clone());
                    let attached =
                        self.attach(&relation, &root, &policy, &title, ("VARIANT", "CAST(NULL AS VARIANT)"));
                    match attached {
                        Ok(statement) if first => (statement, Fit::Unsupported(why)),
                        Ok(_) => (String::new(), Fit::Unsupported(why)),
                        Err(why) => (String::new(), Fit::Unsupported(why)),
                    }
                } else {
                    self.statement(&relation, &policy, &title, column)
                };
                out.push_str(&statement);
                report.add(dataset, column, fit);
            }
        }
        Export { bytes: out.into_bytes(), capability: report.finish() }
    }
}

impl Snowflake {
    fn statement(&self, relation: &str, policy: &str, title: &str, column: &PlanColumn) -> (String, Fit) {
        if column.action == PlanAction::Keep {
            return (String::new(), Fit::Exact);
        }
        let (body, fit) = self.body(column);
        let attached = names::flat(column).and_then(|name| {
            self.attach(relation, &name, policy, title, (self.type_name(column.dtype), &body))
        });
        match attached {
            Ok(statement) => (statement, fit),
            // Such a column cannot be in a table there.
            Err(why) => (String::new(), Fit::Unsupported(why)),
        }
    }

    /// A policy of a type and body, attached to a column.
    fn attach(
        &self,
        relation: &str,
        column: &str,
        policy: &str,
        title: &str,
        (kind, body): (&str, &str),
    ) -> Result<String, String> {
        let (table, ident) = (self.ident(relation)?, self.ident(column)?);
        Ok(format!(
            "CREATE MASKING POLICY IF NOT EXISTS {policy} AS (val {kind}) RETURNS {kind} ->\n  CASE WHEN \
             IS_ROLE_IN_SESSION('VIZARD_RAW') THEN val ELSE {body} END\n  COMMENT = {};\n\
             ALTER TABLE {table} MODIFY COLUMN {ident} SET MASKING POLICY {policy} FORCE;\n",
            self.literal(title)
        ))
    }

    /// The masked value in a policy, which must have the type of the column.
    fn body(&self, column: &PlanColumn) -> (String, Fit) {
        let null = format!("CAST(NULL AS {})", self.type_name(column.dtype));
        if column.action == PlanAction::Drop {
            return (null, Fit::Lossy("a policy cannot take a column away: it stays and is null".to_owned()));
        }
        if output(column) != column.dtype {
            let why = format!("a policy cannot change the type {} to {}", column.dtype, output(column));
            return (null, Fit::Unsupported(why));
        }
        let other = |_: &str| Err("a policy sees only its own column".to_owned());
        let text = if column.dtype == DType::String { "val" } else { "CAST(val AS VARCHAR)" };
        let (dtype, setting) = (column.dtype, Some("none"));
        let cell = Cell { raw: "val", text, dtype, setting, other: &other };
        match expression::make(self, &cell, column) {
            Ok(Made { sql, lossy: None }) => (sql, Fit::Exact),
            Ok(Made { sql, lossy: Some(why) }) => (sql, Fit::Lossy(why)),
            Err(why) => (null, Fit::Unsupported(why)),
        }
    }
}

/// The nested columns of which a part is not kept: they are hidden whole.
fn hidden_roots(dataset: &PlanDataset) -> HashSet<String> {
    let nested =
        dataset.columns.iter().filter(|column| column.occurrence == 0 && names::flat(column).is_err());
    nested
        .filter(|column| column.action != PlanAction::Keep)
        .map(|column| names::root(&column.column))
        .collect()
}

impl Dialect for Snowflake {
    fn ident(&self, name: &str) -> Result<String, String> {
        quote::ident(name, LONGEST)
    }

    fn literal(&self, text: &str) -> String {
        quote::literal_with_escapes(text)
    }

    fn type_name(&self, dtype: DType) -> &'static str {
        match dtype {
            DType::String | DType::Null | DType::Duration => "VARCHAR",
            DType::Integer => "NUMBER(38, 0)",
            DType::Float => "FLOAT",
            DType::Decimal => "NUMBER(38, 9)",
            DType::Boolean => "BOOLEAN",
            DType::Date => "DATE",
            DType::Datetime => "TIMESTAMP_NTZ",
            DType::Time => "TIME",
            DType::Binary => "BINARY",
            DType::Object => "VARIANT",
        }
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_LIKE({text}, {})", self.literal(pattern))
    }

    fn replace_all(&self, text: &str, pattern: &str, with: &str) -> String {
        format!("REGEXP_REPLACE({text}, {}, {})", self.literal(pattern), self.literal(with))
    }

    fn trim(&self, text: &str) -> String {
        format!("TRIM({text}, ' ' || CHR(9) || CHR(10) || CHR(12) || CHR(13))")
    }

    fn date_text(&self, date: &str) -> String {
        format!("TO_CHAR({date}, 'YYYY-MM-DD')")
    }

    fn hmac_hex(&self, _setting: &str, _text: &str) -> Option<String> {
        None
    }
}

const HEAD: &str = "\
-- Masking policies for Snowflake. Run them with a database and schema in use; unquoted tables are upper case there, so
-- name the tables and columns as the plan does, or change the names below.
-- Whoever has the role VIZARD_RAW sees the values: CREATE ROLE VIZARD_RAW; grant it to nobody who should not.
-- Iceberg tables need ALTER ICEBERG TABLE instead of ALTER TABLE.
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::samples;

    #[test]
    fn a_nested_column_with_a_hidden_part_is_hidden_whole() {
        let mut plan = samples::plan();
        let columns = &mut plan.datasets[0].columns;
        "address.city".clone_into(&mut columns[0].column);
        "address.note".clone_into(&mut columns[1].column);
        "address.kind".clone_into(&mut columns[7].column);
        assert_eq!(columns[7].action, PlanAction::Keep);
        let export = Snowflake.export(&plan, "sha256:0123456789");
        for at in [0, 1, 7] {
            assert!(matches!(export.capability[at].fit, Fit::Unsupported(_)), "{:?}", export.capability[at]);
        }
        let text = String::from_utf8(export.bytes).unwrap();
        assert_eq!(text.matches("MODIFY COLUMN \"address\"").count(), 1);
    }
}
