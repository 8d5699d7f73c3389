//! DuckDB: one view a table, keyed masks by HMAC from the core functions alone.

use super::capability::{Report, title};
use super::sql::{Dialect, quote, secret, view};
use super::{Export, Exporter, names};
use crate::domain::dtype::DType;
use crate::domain::plan::Plan;

/// See the module.
pub struct DuckDb;

impl Exporter for DuckDb {
    fn name(&self) -> &'static str {
        "duckdb"
    }

    fn title(&self) -> &'static str {
        "DuckDB views (no extension needed)"
    }

    fn covers(&self) -> &'static str {
        "every mask but entities in free text; keys stand in variables of the session, never in the script"
    }

    fn extension(&self) -> &'static str {
        "sql"
    }

    fn export(&self, plan: &Plan, digest: &str) -> Export {
        let mut report = Report::default();
        let title = title(plan, digest);
        let needed = secret::needed(plan);
        let mut out = head(&title, &needed);
        if !needed.is_empty() {
            out.push_str(MACROS);
        }
        for (dataset, relation) in plan.datasets.iter().zip(names::relations(plan)) {
            let items = view::select(self, plan, dataset, &mut report);
            out.push('\n');
            out.push_str(&quote::comment(&format!("table {}", dataset.table)));
            match (self.ident(&relation), self.ident(&format!("{relation}_masked"))) {
                (Ok(base), Ok(masked)) if !items.is_empty() => {
                    let list = items.join(",\n  ");
                    out.push_str(&format!(
                        "CREATE OR REPLACE VIEW {masked} AS\nSELECT\n  {list}\nFROM {base};\n"
                    ));
                    out.push_str(&format!("COMMENT ON VIEW {masked} IS {};\n", quote::literal(&title)));
                }
                (Err(why), _) | (_, Err(why)) => out.push_str(&quote::comment(&format!("no view: {why}"))),
                _ => out.push_str("-- no view: every column is left out\n"),
            }
        }
        Export { bytes: out.into_bytes(), capability: report.finish() }
    }
}

impl Dialect for DuckDb {
    fn ident(&self, name: &str) -> Result<String, String> {
        quote::ident(name, usize::MAX)
    }

    fn literal(&self, text: &str) -> String {
        quote::literal(text)
    }

    fn type_name(&self, dtype: DType) -> &'static str {
        match dtype {
            DType::String | DType::Null => "VARCHAR",
            DType::Integer => "BIGINT",
            DType::Float => "DOUBLE",
            DType::Decimal => "DECIMAL(38, 9)",
            DType::Boolean => "BOOLEAN",
            DType::Date => "DATE",
            DType::Datetime => "TIMESTAMP",
            DType::Time => "TIME",
            DType::Duration => "INTERVAL",
            DType::Binary => "BLOB",
            DType::Object => "JSON",
        }
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("regexp_matches({text}, {})", quote::literal(pattern))
    }

    fn replace_all(&self, text: &str, pattern: &str, with: &str) -> String {
        format!("regexp_replace({text}, {}, {}, 'g')", quote::literal(pattern), quote::literal(with))
    }

    fn trim(&self, text: &str) -> String {
        format!("trim({text}, ' ' || chr(9) || chr(10) || chr(12) || chr(13))")
    }

    fn date_text(&self, date: &str) -> String {
        format!("strftime({date}, '%Y-%m-%d')")
    }

    fn hmac_hex(&self, setting: &str, text: &str) -> Option<String> {
        Some(format!("vizard_hmac(getvariable('vizard_{setting}'), {text})"))
    }
}

/// HMAC-SHA256 (RFC 2104) of core functions: two hashes over the padded key. A variable that is not set gives null, one
/// that is no key of 64 hex digits an error: never a token without a key.
const MACROS: &str = "
CREATE OR REPLACE MACRO vizard_pad(k, pad) AS
  xor(CAST(unhex(k || repeat('00', 32)) AS BIT), CAST(unhex(repeat(pad, 64)) AS BIT))::BLOB;
CREATE OR REPLACE MACRO vizard_hmac_blob(k, m) AS
  sha256(vizard_pad(k, '5c') || unhex(sha256(vizard_pad(k, '36') || m)));
CREATE OR REPLACE MACRO vizard_hmac(k, m) AS vizard_hmac_blob(k, encode(m));
CREATE OR REPLACE MACRO vizard_base32(h, n) AS CASE WHEN h IS NOT NULL THEN array_to_string([
  substr('abcdefghijklmnopqrstuvwxyz234567', 1 +
    ((CAST('0x' || rpad(substr(h, 5 * (i // 4) + 1, 5), 5, '0') AS INTEGER) >> (15 - 5 * (i % 4))) & 31), 1)
  for i in range(n)], '') END;
CREATE OR REPLACE MACRO vizard_uuid(h) AS
  substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-8' || substr(h, 14, 3) || '-' ||
  translate(substr(h, 17, 1), '0123456789abcdef', '89ab89ab89ab89ab') || substr(h, 18, 3) || '-' || substr(h, 21, 12);
CREATE OR REPLACE MACRO vizard_number(h, digits) AS CASE digits
  WHEN 16 THEN CAST(CAST('0x' || substr(h, 1, 16) AS UBIGINT) AS UHUGEINT)
  ELSE CAST(CAST('0x' || substr(h, 1, 16) AS UBIGINT) AS UHUGEINT) * 18446744073709551616 +
    CAST('0x' || substr(h, 17, 16) AS UBIGINT) END;
";

fn head(title: &str, needed: &secret::Needed) -> String {
    let mut out = quote::comment(title);
    out.push_str(
        "-- Masked views for DuckDB. The tables must have the columns and types of the plan.\n\
         -- A view does not hide its table: export the view (COPY ... TO), and give that file to readers.\n",
    );
    if needed.is_empty() {
        return out;
    }
    out.push_str(
        "-- Keyed masks give the tokens of `vizard apply` where the session holds the sub-key, 64 hex digits.\n\
         -- The sub-keys follow from the key (HKDF-SHA256). After this script, with the field `key` of the key file (base64)\n\
         -- in the variable vizard_key, not in a file:\n\
         --   SET VARIABLE vizard_prk = (SELECT vizard_hmac_blob(hex('vizard/1 sub-key'::BLOB) || repeat('00', 16), \
         from_base64(getvariable('vizard_key'))));\n",
    );
    for (setting, purpose) in needed {
        out.push_str(&quote::comment(&format!("  key {}, domain {}:", purpose.key_id, purpose.domain)));
        out.push_str(&format!(
            "--   SET VARIABLE vizard_{setting} = (SELECT vizard_hmac_blob(getvariable('vizard_prk'), unhex('{}01')));\n",
            purpose.info_hex()
        ));
    }
    out
}
