//! Actions that look.

use crate::tui::message::Effect;
use crate::tui::model::{Model, Pane, Screen, Side, Tone};
use crate::tui::update::{screens, values};

use super::{Action, Off, always, row};

pub static ACTIONS: &[Action] = &[
    Action {
        name: "reveal",
        title: "reveal this column for 10 seconds (logged; the policy may forbid it)",
        hint: "reveal",
        keys: &["x"],
        on: &[Screen::Queue, Screen::Column, Screen::Mask],
        ready: revealable,
        run: values::reveal,
    },
    Action {
        name: "hide",
        title: "hide every value now",
        hint: "",
        keys: &["X"],
        on: &[],
        ready: always,
        run: |model| {
            model.hide();
            model.say(Tone::Good, "every value is hidden");
            Vec::new()
        },
    },
    Action {
        name: "open",
        title: "open what is under the cursor",
        hint: "open",
        keys: &["enter"],
        on: &[Screen::Queue],
        ready: row,
        run: |model| screens::show(model, Screen::Column),
    },
    Action {
        name: "back",
        title: "back; clear range, marks, filter",
        hint: "",
        keys: &["esc"],
        on: &[],
        ready: always,
        run: screens::back,
    },
    Action {
        name: "evidence",
        title: "evidence beside the queue (stays)",
        hint: "",
        keys: &["i"],
        on: &[Screen::Queue],
        ready: always,
        run: |model| side(model, Side::Evidence),
    },
    Action {
        name: "effect",
        title: "before and after beside the queue (stays)",
        hint: "",
        keys: &["d"],
        on: &[Screen::Queue],
        ready: always,
        run: |model| side(model, Side::Effect),
    },
    Action {
        name: "filter",
        title: "filter: words, 'exact, !not, tier>=confidential state:todo type:email table:crm* is:new",
        hint: "filter",
        keys: &["/"],
        on: &[],
        ready: always,
        run: crate::tui::overlay::filter::open,
    },
    Action {
        name: "order",
        title: "order by priority, file or type",
        hint: "",
        keys: &["o"],
        on: &[Screen::Queue],
        ready: row,
        run: |model| {
            model.queue.order = model.queue.order.next();
            model.queue.resort();
            model.queue.rebuild();
            let order = model.queue.order.name();
            model.say(Tone::Plain, format!("ordered by {order}"));
            Vec::new()
        },
    },
    Action {
        name: "copy",
        title: "copy the column's address, never a value",
        hint: "",
        keys: &["y"],
        on: &[],
        ready: row,
        run: |model| {
            let Some(address) = model.queue.current().map(|row| model.address(row)) else {
                return Vec::new();
            };
            let shown = crate::domain::safe_text::SafeText::cut(&address, 200);
            // OSC 52 has no answer: whether the terminal took it cannot be known.
            model.say(Tone::Good, format!("sent to the terminal's clipboard: {shown}"));
            vec![Effect::Copy(address)]
        },
    },
    Action {
        name: "next-pane",
        title: "to the next pane",
        hint: "",
        keys: &["tab"],
        on: &[],
        ready: always,
        run: |model| {
            model.focus = if model.focus == Pane::Main { Pane::Side } else { Pane::Main };
            Vec::new()
        },
    },
    Action {
        name: "zoom",
        title: "give the pane the whole screen",
        hint: "",
        keys: &["+"],
        on: &[],
        ready: always,
        run: |model| {
            model.zoom = true;
            Vec::new()
        },
    },
    Action {
        name: "unzoom",
        title: "show all panes",
        hint: "",
        keys: &["_"],
        on: &[],
        ready: always,
        run: |model| {
            model.zoom = false;
            Vec::new()
        },
    },
    screen("screen-queue", "to the queue", &["1"], |model| screens::show(model, Screen::Queue)),
    Action {
        ready: row,
        ..screen("screen-column", "to the column", &["2"], |m| screens::show(m, Screen::Column))
    },
    Action { ready: row, ..screen("screen-mask", "to the mask", &["3"], |m| screens::show(m, Screen::Mask)) },
    Action {
        hint: "plan",
        ..screen("screen-plan", "to the plan", &["4"], |m| screens::show(m, Screen::Plan))
    },
    screen("screen-changes", "to the changes", &["5"], |model| screens::show(model, Screen::Changes)),
    screen("screen-log", "to the decision log", &["6"], |model| screens::show(model, Screen::Log)),
];

const fn screen(
    name: &'static str,
    title: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    Action { name, title, hint: "", keys, on: &[], ready: always, run }
}

fn side(model: &mut Model, side: Side) -> Vec<Effect> {
    model.side = side;
    model.scroll = 0;
    Vec::new()
}

fn revealable(model: &Model) -> Result<(), Off> {
    row(model)?;
    if model.queue.current().is_some_and(|row| row.has_no_sample()) {
        return Err("there is no data of this column here, only a report speaks about it".into());
    }
    if model.about.reveal_forbidden {
        return Err("the policy of this project forbids to show values".into());
    }
    // A reveal that cannot be logged does not happen.
    match &model.about.read_only {
        Some(why) => Err(format!("it could not be logged: {why}").into()),
        None => Ok(()),
    }
}
