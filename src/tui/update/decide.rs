//! Decisions: shown at once as being saved, safe when the journal says so, put back when it does not.

use std::sync::Arc;

use crate::domain::action::Action;
use crate::domain::decision::{Basis, Verdict};
use crate::domain::dtype::DType;
use crate::domain::fold::{ColumnStatus, Head};
use crate::domain::state::State;
use crate::review::condition;
use crate::review::decide::needs_reason;
use crate::tui::message::Effect;
use crate::tui::model::overlay::{Ask, Overlay, Repeat};
use crate::tui::model::row::Row;
use crate::tui::model::{Model, Pending, Tone};
use crate::tui::port::{Entry, Intent};

/// A step: row numbers and verdicts.
pub type Step = Vec<(u32, Verdict)>;

/// The verdict of a rejected finding.
#[must_use]
pub const fn not_sensitive() -> Verdict {
    Verdict::Decided { action: Action::Keep, not_sensitive: true }
}

/// The verdict that a repeatable decision means for one column.
///
/// # Errors
/// Why it cannot be taken for that column.
pub fn resolve(repeat: &Repeat, row: &Row, all: &[Arc<Row>]) -> Result<Verdict, String> {
    let verdict = match repeat {
        Repeat::Approve => Verdict::Decided { action: row.suggestion.action.clone(), not_sensitive: false },
        Repeat::Same(verdict) => verdict.clone(),
    };
    if let Verdict::Decided { action, .. } = &verdict {
        fits(action, row.id.dtype)?;
        // The column that a condition looks at may not be in this one's table.
        let all = all.iter().map(Arc::as_ref);
        condition::fits(action, row, all).map_err(|error| error.to_string())?;
    }
    Ok(verdict)
}

/// Whether an action can be taken for a column of a logical type.
fn fits(action: &Action, dtype: DType) -> Result<(), String> {
    let Action::Mask { mask, when, .. } = action else { return Ok(()) };
    crate::mask::planned(mask, when.as_deref(), dtype).map(|_| ()).map_err(|error| error.to_string())
}

/// Decides the column under the cursor.
pub fn current(model: &mut Model, repeat: Repeat) -> Vec<Effect> {
    let Some(number) = model.queue.cursor() else { return Vec::new() };
    let Some(row) = model.queue.current().cloned() else { return Vec::new() };
    match resolve(&repeat, &row, &model.queue.rows) {
        Ok(verdict) => take(model, vec![(number, verdict)], repeat),
        Err(why) => {
            model.say(Tone::Bad, why);
            Vec::new()
        }
    }
}

/// Decides with the mask under the cursor of the mask screen.
pub fn use_mask(model: &mut Model) -> Vec<Effect> {
    let Some(candidate) = model.mask.current() else { return Vec::new() };
    let action = candidate.action.clone();
    let mut effects = current(model, Repeat::Same(Verdict::Decided { action, not_sensitive: false }));
    effects.extend(super::screens::up(model));
    effects
}

/// Whether a verdict masks with a key.
fn needs_key(model: &Model, number: u32, verdict: &Verdict) -> bool {
    let Verdict::Decided { action: Action::Mask { mask, when, .. }, .. } = verdict else { return false };
    let Some(row) = model.queue.row(number) else { return false };
    let plan = crate::mask::planned(mask, when.as_deref(), row.id.dtype);
    plan.is_ok_and(|plan| plan.guarantees.keyed)
}

/// Takes a step; asks for a reason first where something restricted would be released in clear.
pub fn take(model: &mut Model, step: Step, repeat: Repeat) -> Vec<Effect> {
    if model.about.no_key
        && !model.key_asked
        && step.iter().any(|(number, verdict)| needs_key(model, *number, verdict))
    {
        model.overlay = Some(Overlay::Key { step, repeat });
        return Vec::new();
    }
    let needs_reason = step
        .iter()
        .any(|(number, verdict)| model.queue.row(*number).is_some_and(|row| needs_reason(row, verdict)));
    if needs_reason {
        let ask = Ask::Reason { step, repeat };
        model.overlay = Some(Overlay::Prompt { ask, input: tui_input::Input::default(), problem: None });
        return Vec::new();
    }
    commit(model, &step, None, repeat)
}

/// Writes a step and moves on.
pub fn commit(
    model: &mut Model,
    step: &[(u32, Verdict)],
    reason: Option<&str>,
    repeat: Repeat,
) -> Vec<Effect> {
    let ticket = model.ticket();
    let mut entries = Vec::with_capacity(step.len());
    let mut before = Vec::with_capacity(step.len());
    let cursor = model.queue.cursor();
    let next = model.queue.next_waiting(true);
    model.queue.begin_step();
    for (number, verdict) in step {
        let Some(row) = model.queue.row(*number).cloned() else { continue };
        let intent = Intent::Verdict { verdict: verdict.clone(), reason: reason.map(str::to_owned) };
        entries.push(Entry { row: row.clone(), intent });
        let shown = Arc::new(provisional(&row, verdict, reason));
        before.push((*number, row));
        model.queue.replace(*number, shown, false);
    }
    if entries.is_empty() {
        return Vec::new();
    }
    let alone = step.len() == 1 && step.first().map(|(number, _)| Some(*number)) == Some(cursor);
    if alone {
        count_streak(model, step, &repeat);
    } else {
        model.queue.marks.clear();
        model.queue.range_from = None;
    }
    model.last = Some(repeat);
    model.queue.rebuild();
    let cursor_left = cursor.is_some_and(|number| step.iter().any(|(decided, _)| *decided == number));
    if cursor_left {
        let waits = |number: &u32| model.queue.brief.get(*number as usize).is_some_and(|brief| brief.waits());
        let target = next.filter(|number| alone || waits(number));
        match target {
            Some(number) if model.queue.go_to(number) => {}
            _ => model.queue.at = 0,
        }
        model.scroll = 0;
    }
    model.meter = crate::tui::model::meter::Meter::of(&model.queue);
    let what = crate::tui::model::words::columns(entries.len());
    model.pending.insert(ticket, Pending { before, what, reveals: None, moves: true });
    vec![Effect::Write { ticket, entries }]
}

/// The row as it looks while the decision is being saved.
fn provisional(row: &Row, verdict: &Verdict, reason: Option<&str>) -> Row {
    let head = Head {
        id: String::new(),
        step: String::new(),
        reviewer: String::new(),
        time: String::new(),
        verdict: verdict.clone(),
        basis: Basis::default(),
        reason: reason.map(str::to_owned),
    };
    let status = ColumnStatus { heads: vec![head], ..row.status.clone() };
    let state: State = status.state();
    Row { state, status, why_changed: None, ..row.clone() }
}

/// Offers a rule after the third equal decision on one type.
fn count_streak(model: &mut Model, step: &[(u32, Verdict)], repeat: &Repeat) {
    let decided = matches!(step.first(), Some((_, Verdict::Decided { .. })));
    let row = step.first().and_then(|(number, _)| model.queue.row(*number));
    let kind = row.and_then(|row| row.scan.kind.clone());
    if kind.is_none() || !decided {
        model.streak = (kind, Some(repeat.clone()), 0);
        return;
    }
    let same = model.streak.0 == kind && model.streak.1.as_ref() == Some(repeat);
    model.streak = (kind, Some(repeat.clone()), if same { model.streak.2 + 1 } else { 1 });
    if model.streak.2 == 3 {
        let alike = super::bulk::alike(model).len();
        if alike > 0 {
            let kind = model.streak.0.clone().unwrap_or_default();
            let key = model.keymap.first("rule");
            let text = format!("{alike} more {kind} columns: {key} does the same for them, with a preview");
            model.say(Tone::Plain, text);
        }
    }
}
