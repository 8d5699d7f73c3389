//! The decision log as a screen shows it.

use crate::domain::decision::Change;
use crate::domain::name::ColumnId;
use crate::store::journal::Journal;
use crate::tui::model::words;
use crate::tui::port::{LogLine, LogView};

/// Every event, newest first. The journal was read, so its hash chains hold; a broken one is an error of opening it.
#[must_use]
pub fn view(journal: &Journal) -> LogView {
    let mut lines: Vec<LogLine> = journal
        .events()
        .iter()
        .map(|event| LogLine {
            time: event.time.clone(),
            reviewer: event.reviewer.clone(),
            column: address(event.change.column()),
            what: what(&event.change),
        })
        .collect();
    // Events of several people come file by file; times are RFC 3339 in UTC and sort as text.
    lines.sort_by(|a, b| b.time.cmp(&a.time));
    let files = journal.chains().len();
    let chain = format!(
        "{} in {files} {}, hash chains hold",
        words::count(lines.len() as u64),
        if files == 1 { "file" } else { "files" }
    );
    LogView { lines, chain }
}

fn address(id: &ColumnId) -> String {
    format!("{}.{}", id.table, id.column)
}

fn what(change: &Change) -> String {
    match change {
        Change::Verdict { verdict, reason, undoes, .. } => {
            let back = if undoes.is_some() { "undo: " } else { "" };
            let reason = reason.as_deref().map_or_else(String::new, |reason| format!(" ({reason})"));
            format!("{back}{}{reason}", words::verdict(verdict))
        }
        Change::Comment { text, .. } => format!("comment: {text}"),
        Change::SetType { kind: Some(kind), .. } => format!("type is {kind}"),
        Change::SetType { kind: None, .. } => "type as recognised".to_owned(),
        Change::Reveal { .. } => "values were shown".to_owned(),
        Change::Opened { reason, tokens, .. } => format!("{tokens} tokens were opened ({reason})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::{Basis, Verdict};
    use crate::domain::dtype::DType;

    #[test]
    fn every_change_has_words() {
        let column =
            ColumnId { table: "t.csv".into(), column: "c".into(), occurrence: 0, dtype: DType::String };
        let verdict = Change::Verdict {
            column: column.clone(),
            verdict: Verdict::Skipped,
            basis: Basis::default(),
            reason: Some("later".into()),
            supersedes: Vec::new(),
            undoes: None,
        };
        for (change, words) in [
            (verdict, "skip (later)"),
            (Change::Comment { column: column.clone(), text: "ask bo".into() }, "comment: ask bo"),
            (Change::SetType { column: column.clone(), kind: Some("email".into()) }, "type is email"),
            (Change::SetType { column: column.clone(), kind: None }, "type as recognised"),
            (
                Change::Opened { column: column.clone(), reason: "fraud case".into(), tokens: 2 },
                "2 tokens were opened (fraud case)",
            ),
            (Change::Reveal { column }, "values were shown"),
        ] {
            assert_eq!(what(&change), words);
        }
    }
}
