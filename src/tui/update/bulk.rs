//! Bulk decisions: always with a preview, confirmed by another key than the one that asked.

use crate::domain::decision::Verdict;
use crate::domain::tier::Tier;
use crate::tui::action::Off;
use crate::tui::message::Effect;
use crate::tui::model::overlay::{Bulk, Overlay, Repeat};
use crate::tui::model::{Model, Tone};

use super::decide::resolve;

/// Opens the preview of a decision on all that is marked, or all left in the filter.
pub fn open(model: &mut Model, repeat: &Repeat) -> Vec<Effect> {
    let rows = model.queue.bulk();
    let of_what = if model.queue.effective_marks().is_empty() { "left" } else { "marked" };
    preview(model, repeat, rows, &format!("{} for all that is {of_what}", repeat.label()))
}

fn preview(model: &mut Model, repeat: &Repeat, rows: Vec<u32>, title: &str) -> Vec<Effect> {
    let mut bulk = Bulk {
        title: title.to_owned(),
        repeat: repeat.clone(),
        step: Vec::new(),
        left_out: Vec::new(),
        tiers: Vec::new(),
        top: 0,
    };
    for number in rows {
        let Some(row) = model.queue.row(number) else { continue };
        match resolve(repeat, row, &model.queue.rows) {
            Ok(verdict) => bulk.step.push((number, verdict)),
            Err(why) => bulk.left_out.push((number, why)),
        }
    }
    for tier in Tier::ALL {
        let of_tier =
            |number: u32| model.queue.brief.get(number as usize).is_some_and(|brief| brief.tier == tier);
        let n = bulk.step.iter().filter(|(number, _)| of_tier(*number)).count();
        if n > 0 {
            bulk.tiers.push((tier, n));
        }
    }
    if bulk.step.is_empty() && bulk.left_out.is_empty() {
        model.say(Tone::Plain, "no open column is left here");
    } else {
        model.overlay = Some(Overlay::Bulk(bulk));
    }
    Vec::new()
}

/// The open columns of the type that was decided last.
pub fn alike(model: &Model) -> Vec<u32> {
    model.streak.0.as_ref().map_or_else(Vec::new, |kind| model.queue.open_of_kind(kind).collect())
}

/// Whether the last decision can be made a rule.
///
/// # Errors
/// Why not.
pub fn rule_ready(model: &Model) -> Result<(), Off> {
    crate::tui::action::find("undo").map_or(Ok(()), |undo| (undo.ready)(model))?;
    if model.last.is_none() {
        return Err("nothing was decided yet".into());
    }
    let Some(kind) = &model.streak.0 else {
        return Err("the last decision was not about one column of a known type".into());
    };
    if model.queue.open_of_kind(kind).next().is_none() {
        return Err("no open column of that type is left".into());
    }
    Ok(())
}

/// Opens the preview of the last decision on all open columns of its type, whatever the filter shows.
pub fn rule(model: &mut Model) -> Vec<Effect> {
    let Some(repeat) = model.streak.1.clone() else { return Vec::new() };
    let kind = model.streak.0.clone().unwrap_or_default();
    let rows = alike(model);
    preview(model, &repeat, rows, &format!("{} for every open {kind} column", repeat.label()))
}

/// The repeatable decision of an action, where it decides at once.
pub fn of_action(model: &Model, name: &str) -> Option<Repeat> {
    match name {
        "approve" => Some(Repeat::Approve),
        "reject" => Some(Repeat::Same(super::decide::not_sensitive())),
        "skip" => Some(Repeat::Same(Verdict::Skipped)),
        "flag" => Some(Repeat::Same(Verdict::Flagged)),
        "repeat" => model.last.clone(),
        "use-mask" => {
            let action = model.mask.current()?.action.clone();
            Some(Repeat::Same(Verdict::Decided { action, not_sensitive: false }))
        }
        _ => None,
    }
}

/// Opens the preview of a decision on the column under the cursor.
pub fn one(model: &mut Model, repeat: &Repeat) -> Vec<Effect> {
    let Some(number) = model.queue.cursor() else { return Vec::new() };
    let name = model.queue.current().map_or_else(String::new, |row| model.address(row));
    preview(model, repeat, vec![number], &format!("{}: {name}", repeat.label()))
}
