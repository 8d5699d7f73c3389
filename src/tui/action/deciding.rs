//! Actions that decide.

use std::collections::BTreeSet;

use crate::domain::decision::Verdict;
use crate::tui::message::Effect;
use crate::tui::model::overlay::{Ask, Overlay, Repeat};
use crate::tui::model::{Model, Screen};
use crate::tui::update::{bulk, decide};

use super::{Action, Off, decidable, row, writable};

pub static ACTIONS: &[Action] = &[
    Action {
        name: "use-mask",
        title: "decide: use the mask under the cursor",
        hint: "use this mask",
        keys: &["m"],
        on: &[Screen::Mask],
        ready: mask_chosen,
        run: decide::use_mask,
    },
    Action {
        name: "mask-params",
        title: "change the parameters of the mask under the cursor",
        hint: "parameters",
        keys: &["p"],
        on: &[Screen::Mask],
        ready: |model| {
            decidable(model)?;
            if model.mask.current().is_some() { Ok(()) } else { Err("the masks are not listed yet".into()) }
        },
        run: crate::tui::overlay::params::open,
    },
    Action {
        name: "mask-condition",
        title: "mask only rows that meet a condition on another column, and say what happens with the others",
        hint: "condition",
        keys: &["e"],
        on: &[Screen::Mask],
        ready: |model| {
            decidable(model)?;
            match model.mask.current().map(|candidate| &candidate.action) {
                Some(crate::domain::action::Action::Mask { .. }) => Ok(()),
                Some(_) => Err("only a mask can have a condition".into()),
                None => Err("the masks are not listed yet".into()),
            }
        },
        run: crate::tui::overlay::condition::open,
    },
    Action {
        name: "approve",
        title: "approve: take the suggestion",
        hint: "approve",
        keys: &["a"],
        on: &[],
        ready: decidable,
        run: |model| decide::current(model, Repeat::Approve),
    },
    Action {
        name: "mask",
        title: "choose another mask and see its effect",
        hint: "mask…",
        keys: &["m"],
        on: &[],
        ready: decidable,
        run: |model| crate::tui::update::screens::show(model, Screen::Mask),
    },
    Action {
        name: "reject",
        title: "reject the finding: not sensitive, release in clear",
        hint: "reject",
        keys: &["r"],
        on: &[],
        ready: decidable,
        run: |model| decide::current(model, Repeat::Same(decide::not_sensitive())),
    },
    Action {
        name: "skip",
        title: "skip: to the end of the queue",
        hint: "skip",
        keys: &["s"],
        on: &[],
        ready: decidable,
        run: |model| decide::current(model, Repeat::Same(Verdict::Skipped)),
    },
    Action {
        name: "flag",
        title: "flag for a second reviewer",
        hint: "flag",
        keys: &["f"],
        on: &[],
        ready: decidable,
        run: |model| decide::current(model, Repeat::Same(Verdict::Flagged)),
    },
    Action {
        name: "rule",
        title: "make the last decision a rule for all open columns of that type, with preview",
        hint: "rule",
        keys: &["b"],
        on: &[],
        ready: bulk::rule_ready,
        run: bulk::rule,
    },
    Action {
        name: "repeat",
        title: "repeat the last decision on this column",
        hint: "repeat",
        keys: &["."],
        on: &[],
        ready: |model| {
            decidable(model)?;
            if model.last.is_some() { Ok(()) } else { Err("nothing was decided yet".into()) }
        },
        run: |model| match model.last.clone() {
            Some(repeat) => decide::current(model, repeat),
            None => Vec::new(),
        },
    },
    Action {
        name: "undo",
        title: "undo the last step, at any depth",
        hint: "undo",
        keys: &["u"],
        on: &[],
        ready: writable,
        run: |model| {
            model.in_flight += 1;
            vec![Effect::Undo]
        },
    },
    Action {
        name: "redo",
        title: "redo the step that was undone",
        hint: "",
        keys: &["U"],
        on: &[],
        ready: writable,
        run: |model| {
            model.in_flight += 1;
            vec![Effect::Redo]
        },
    },
    Action {
        name: "rename",
        title: "columns that are gone: take their decision over to a new name, or say that they are gone",
        hint: "",
        keys: &["w"],
        on: &[],
        ready: |model| {
            writable(model)?;
            if model.scan.renames.is_empty() {
                return Err("no decided column is gone that a new one looks like".into());
            }
            Ok(())
        },
        run: |model| {
            model.overlay = Some(Overlay::Renames { at: 0 });
            Vec::new()
        },
    },
    Action {
        name: "comment",
        title: "write a comment",
        hint: "",
        keys: &["c"],
        on: &[],
        ready: decidable,
        run: |model| {
            if let Some(row) = model.queue.cursor() {
                model.overlay = Some(Overlay::Prompt {
                    ask: Ask::Comment { row },
                    input: tui_input::Input::default(),
                    problem: None,
                });
            }
            Vec::new()
        },
    },
    Action {
        name: "set-type",
        title: "correct the type",
        hint: "",
        keys: &["t"],
        on: &[],
        ready: decidable,
        run: |model| {
            model.overlay = Some(Overlay::Types { input: tui_input::Input::default(), at: 0 });
            Vec::new()
        },
    },
    Action {
        name: "approve-all",
        title: "approve all that is marked, or all left in the filter, with preview",
        hint: "",
        keys: &["A"],
        on: &[],
        ready: writable,
        run: |model| bulk::open(model, &Repeat::Approve),
    },
    Action {
        name: "reject-all",
        title: "reject all that is marked, or all left in the filter, with preview",
        hint: "",
        keys: &["R"],
        on: &[],
        ready: writable,
        run: |model| bulk::open(model, &Repeat::Same(decide::not_sensitive())),
    },
    Action {
        name: "skip-all",
        title: "skip all that is marked, or all left in the filter, with preview",
        hint: "",
        keys: &["S"],
        on: &[],
        ready: writable,
        run: |model| bulk::open(model, &Repeat::Same(Verdict::Skipped)),
    },
    Action {
        name: "mark",
        title: "mark and go to the next",
        hint: "",
        keys: &["space"],
        on: &[Screen::Queue],
        ready: row,
        run: |model| {
            if let Some(number) = model.queue.cursor() {
                if !model.queue.marks.remove(&number) {
                    model.queue.marks.insert(number);
                }
                model.queue.at = (model.queue.at + 1).min(model.queue.view.len().saturating_sub(1));
            }
            Vec::new()
        },
    },
    Action {
        name: "mark-range",
        title: "begin or end a range of marks",
        hint: "",
        keys: &["v"],
        on: &[Screen::Queue],
        ready: row,
        run: |model| {
            if model.queue.range_from.is_some() {
                model.queue.marks = model.queue.effective_marks();
                model.queue.range_from = None;
            } else {
                model.queue.range_from = model.queue.cursor();
            }
            Vec::new()
        },
    },
    Action {
        name: "mark-invert",
        title: "mark what is not marked, and the other way round",
        hint: "",
        keys: &["V"],
        on: &[Screen::Queue],
        ready: row,
        run: |model| {
            let marked = model.queue.effective_marks();
            let shown: BTreeSet<u32> = model.queue.view.iter().copied().collect();
            model.queue.marks = &shown - &marked;
            model.queue.range_from = None;
            Vec::new()
        },
    },
];

fn mask_chosen(model: &Model) -> Result<(), Off> {
    decidable(model)?;
    match model.mask.current() {
        None => Err("the masks are not listed yet".into()),
        Some(candidate) => match &candidate.why_not {
            Some(why) => Err(why.clone().into()),
            None => Ok(()),
        },
    }
}
