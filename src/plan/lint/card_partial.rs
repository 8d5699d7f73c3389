//! Card numbers of which too much is shown.

use super::{Hit, Rule, Severity, View};

/// See the module.
pub static RULE: Rule = Rule {
    name: "card-partial",
    severity: Severity::Error,
    title: "first six and last four digits of a card leave 10^5 candidates of a 16-digit number (Luhn fixes one digit)",
    check,
};

/// Digits that may be shown: the last four alone, or the first six alone.
const MOST: i64 = 6;

fn check(view: &View<'_>, out: &mut Vec<Hit>) {
    for (column, mask, _) in view.masked() {
        let shown = match mask {
            "partial" => column.number("first").unwrap_or(0) + column.number("last").unwrap_or(0),
            "card_parts" if column.word("keep") == "both" => 10,
            _ => 0,
        };
        // Only cards are masked by `card_parts`, whatever the column was taken for.
        if shown > MOST && (column.is("credit_card") || mask == "card_parts") {
            out.push(column.hit(
                format!("{shown} digits of every card number are shown, so the others are quickly tried"),
                "show the last four only: `--mask partial --param first=0 --param last=4`",
            ));
        }
    }
}
