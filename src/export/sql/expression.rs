//! The expression of each mask.

use super::{Cell, Dialect, Made, condition, date, number, text, token};
use crate::domain::plan::{PlanAction, PlanColumn};
use crate::export::choice::{Choice, masked, output};

/// The expression that masks a column, with nulls as the mask has them.
///
/// # Errors
/// Why the system cannot do it.
pub fn make(dialect: &dyn Dialect, cell: &Cell<'_>, column: &PlanColumn) -> Result<Made, String> {
    let Some(when) = &column.when else { return one(dialect, cell, column) };
    let conditions = when.chain().map(|when| condition::holds(dialect, cell, when));
    let conditions: Vec<Made> = conditions.collect::<Result<_, _>>()?;
    let ways = column.ways().map(|way| match way.action {
        PlanAction::Keep => Ok(Made::exact(cell.raw)),
        _ => one(dialect, cell, &way),
    });
    let mut ways: Vec<Made> = ways.collect::<Result<_, _>>()?;
    let mut lossy: Vec<String> = Vec::new();
    for why in conditions.iter().chain(&ways).filter_map(|made| made.lossy.as_ref()) {
        if !lossy.contains(why) {
            lossy.push(why.clone());
        }
    }
    let mut sql = ways.pop().map(|made| made.sql).unwrap_or_default();
    for (condition, way) in conditions.iter().zip(&ways).rev() {
        // What cannot be told is null, and its negation too: such a row is masked.
        sql = format!("CASE WHEN NOT ({}) THEN {sql} ELSE {} END", condition.sql, way.sql);
    }
    Ok(Made { sql, lossy: (!lossy.is_empty()).then(|| lossy.join("; ")) })
}

/// The expression of a mask for every row.
fn one(dialect: &dyn Dialect, cell: &Cell<'_>, column: &PlanColumn) -> Result<Made, String> {
    let to = dialect.type_name(output(column));
    match masked(column)? {
        Choice::Null => Ok(Made::exact(format!("CAST(NULL AS {to})"))),
        Choice::Constant { value } => Ok(Made::exact(format!("CAST({} AS {to})", dialect.literal(&value)))),
        Choice::Redact { fixed } => Ok(text::redact(dialect, cell, &fixed)),
        Choice::Partial { first, last, width, fill } => {
            Ok(text::partial(dialect, cell, (first, last), width, fill))
        }
        Choice::Pseudonym(format) => token::pseudonym(dialect, cell, format, to),
        Choice::EmailDomain { token } => text::email_domain(dialect, cell, token),
        Choice::DateTruncate(months) => Ok(date::truncate(dialect, cell, months)),
        Choice::DateShift { by, days } => date::shift(dialect, cell, &by, days),
        Choice::Bucket { size, min, max } => Ok(number::bucket(dialect, cell, size, min, max)),
        Choice::Round(step) => Ok(number::round(dialect, cell, step)),
        Choice::TopCode { min, max } => Ok(number::top_code(dialect, cell, min, max)),
        Choice::PostalPrefix { keep, small } => Ok(text::postal_prefix(dialect, cell, keep, small)),
        Choice::IpTruncate(bits) => Ok(text::ip_truncate(dialect, cell, bits)),
        Choice::UrlStrip(path) => Ok(text::url_strip(dialect, cell, path)),
        Choice::RedactEntities => Err("it cannot find entities in free text".to_owned()),
        Choice::Other => Err("this target does not know the mask".to_owned()),
    }
}
