//! PostgreSQL: one view a table, keyed masks by pgcrypto.

use super::capability::{Report, title};
use super::sql::{Dialect, quote, secret, view};
use super::{Export, Exporter, names};
use crate::domain::dtype::DType;
use crate::domain::plan::Plan;

/// See the module.
pub struct Postgres;

/// Longest identifier in bytes (`NAMEDATALEN` - 1); longer ones would be cut silently.
const LONGEST: usize = 63;

impl Exporter for Postgres {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn title(&self) -> &'static str {
        "PostgreSQL views (pgcrypto for keyed masks)"
    }

    fn covers(&self) -> &'static str {
        "every mask but entities in free text; keys stand in settings of the session, never in the script"
    }

    fn extension(&self) -> &'static str {
        "sql"
    }

    fn export(&self, plan: &Plan, digest: &str) -> Export {
        let mut report = Report::default();
        let title = title(plan, digest);
        let needed = secret::needed(plan);
        let mut out = head(&title, &needed);
        out.push_str("BEGIN;\n");
        if !needed.is_empty() {
            out.push_str(FUNCTION);
        }
        for (dataset, relation) in plan.datasets.iter().zip(names::relations(plan)) {
            let items = view::select(self, plan, dataset, &mut report);
            out.push('\n');
            out.push_str(&quote::comment(&format!("table {}", dataset.table)));
            let (base, masked) = match (self.ident(&relation), self.ident(&format!("{relation}_masked"))) {
                (Ok(base), Ok(masked)) if !items.is_empty() => (base, masked),
                (Err(why), _) | (_, Err(why)) => {
                    out.push_str(&quote::comment(&format!("no view: {why}")));
                    continue;
                }
                _ => {
                    out.push_str("-- no view: every column is left out\n");
                    continue;
                }
            };
            out.push_str(&format!("DROP VIEW IF EXISTS {masked};\n"));
            out.push_str(&format!(
                "CREATE VIEW {masked} AS\nSELECT\n  {}\nFROM {base};\n",
                items.join(",\n  ")
            ));
            out.push_str(&format!("COMMENT ON VIEW {masked} IS {};\n", quote::literal(&title)));
            out.push_str(&format!(
                "REVOKE ALL ON {base} FROM PUBLIC;\nREVOKE ALL ON {masked} FROM PUBLIC;\n"
            ));
        }
        out.push_str("\nCOMMIT;\n");
        Export { bytes: out.into_bytes(), capability: report.finish() }
    }
}

impl Dialect for Postgres {
    fn ident(&self, name: &str) -> Result<String, String> {
        quote::ident(name, LONGEST)
    }

    fn literal(&self, text: &str) -> String {
        quote::literal(text)
    }

    fn type_name(&self, dtype: DType) -> &'static str {
        match dtype {
            DType::String | DType::Null => "text",
            DType::Integer => "bigint",
            DType::Float => "double precision",
            DType::Decimal => "numeric",
            DType::Boolean => "boolean",
            DType::Date => "date",
            DType::Datetime => "timestamp",
            DType::Time => "time",
            DType::Duration => "interval",
            DType::Binary => "bytea",
            DType::Object => "jsonb",
        }
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("{text} ~ {}", quote::literal(pattern))
    }

    fn replace_all(&self, text: &str, pattern: &str, with: &str) -> String {
        format!("regexp_replace({text}, {}, {}, 'g')", quote::literal(pattern), quote::literal(with))
    }

    fn trim(&self, text: &str) -> String {
        format!("btrim({text}, E' \\t\\n\\f\\r')")
    }

    fn date_text(&self, date: &str) -> String {
        format!("to_char({date}, 'YYYY-MM-DD')")
    }

    fn hmac_hex(&self, setting: &str, text: &str) -> Option<String> {
        Some(format!("vizard_hmac('vizard.{setting}', {text})"))
    }
}

/// HMAC-SHA256 under the sub-key of a setting. A setting that was never made is an error, one that is not a key gives
/// null: never a token without a key.
const FUNCTION: &str = "
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE OR REPLACE FUNCTION vizard_hmac(setting text, value text) RETURNS text LANGUAGE sql STABLE STRICT AS $vizard$
  SELECT CASE WHEN current_setting(setting) ~ '^[0-9a-f]{64}$' THEN
    encode(hmac(convert_to(value, 'UTF8'), decode(current_setting(setting), 'hex'), 'sha256'), 'hex') END
$vizard$;
CREATE OR REPLACE FUNCTION vizard_base32(hex text, length int) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $vizard$
  SELECT string_agg(substr('abcdefghijklmnopqrstuvwxyz234567',
    substring(('x' || hex)::bit(260) FROM i * 5 + 1 FOR 5)::bit(5)::int + 1, 1), '' ORDER BY i)
  FROM generate_series(0, length - 1) AS i
$vizard$;
CREATE OR REPLACE FUNCTION vizard_uuid(hex text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $vizard$
  SELECT substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-8' || substr(hex, 14, 3) || '-' ||
    translate(substr(hex, 17, 1), '0123456789abcdef', '89ab89ab89ab89ab') || substr(hex, 18, 3) || '-' || substr(hex, 21, 12)
$vizard$;
CREATE OR REPLACE FUNCTION vizard_number(hex text, digits int) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT AS $vizard$
  SELECT sum(('x' || substr(hex, 1 + 8 * i, 8))::bit(32)::bigint * power(4294967296::numeric, digits / 8 - 1 - i))
  FROM generate_series(0, digits / 8 - 1) AS i
$vizard$;
";

fn head(title: &str, needed: &secret::Needed) -> String {
    let mut out = quote::comment(title);
    out.push_str(
        "-- Masked views for PostgreSQL 13 or later. The tables must have the columns and types of the plan.\n\
         -- A view does not hide its table: the script takes PUBLIC's rights away; give readers the view alone, such as\n\
         --   GRANT SELECT ON \"customers_masked\" TO readers;\n",
    );
    if needed.is_empty() {
        return out;
    }
    out.push_str(
        "-- Keyed masks give the tokens of `vizard apply` where the session holds the sub-key, 64 hex digits. Whoever can\n\
         -- read a session's settings can read the key, so make the copy in a session of your own and give readers that:\n\
         --   CREATE TABLE shared AS SELECT * FROM \"customers_masked\";\n\
         -- The sub-keys follow from the key (HKDF-SHA256). In psql, with the field `key` of the key file (base64):\n\
         --   \\prompt 'key: ' vizard_key\n",
    );
    for (setting, purpose) in needed {
        out.push_str(&quote::comment(&format!("  key {}, domain {}:", purpose.key_id, purpose.domain)));
        out.push_str(&format!(
            "--   SELECT set_config('vizard.{setting}', encode(hmac(decode('{}01', 'hex'), hmac(decode(:'vizard_key', 'base64'), \
             'vizard/1 sub-key', 'sha256'), 'sha256'), 'hex'), false);\n",
            purpose.info_hex()
        ));
    }
    out
}
