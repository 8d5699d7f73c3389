//! Actions that move.

use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::update::moving::{self, By};

use super::{Action, always, row};

pub static ACTIONS: &[Action] = &[
    go("move-down", "down", &["j", "down"], |model| moving::go(model, By::Lines(1))),
    go("move-up", "up", &["k", "up"], |model| moving::go(model, By::Lines(-1))),
    go("first", "to the first line", &["g", "home"], |model| moving::go(model, By::First)),
    go("last", "to the last line", &["G", "end"], |model| moving::go(model, By::Last)),
    go("half-page-down", "half a page down", &["ctrl-d"], |model| moving::go(model, By::Halves(1))),
    go("half-page-up", "half a page up", &["ctrl-u"], |model| moving::go(model, By::Halves(-1))),
    go("page-down", "a page down", &["pgdn"], |model| moving::go(model, By::Halves(2))),
    go("page-up", "a page up", &["pgup"], |model| moving::go(model, By::Halves(-2))),
    Action {
        ready: row,
        ..go("next-undecided", "to the next undecided column", &["J"], |m| moving::waiting(m, true))
    },
    Action {
        ready: row,
        ..go("previous-undecided", "to the previous undecided column", &["K"], |m| moving::waiting(m, false))
    },
    Action {
        ready: has_hits,
        ..go("next-hit", "to the next hit of the filter", &["n"], |m| moving::hit(m, true))
    },
    Action {
        ready: has_hits,
        ..go("previous-hit", "to the previous hit of the filter", &["N"], |m| moving::hit(m, false))
    },
];

const fn go(
    name: &'static str,
    title: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    Action { name, title, hint: "", keys, on: &[], ready: always, run }
}

fn has_hits(model: &Model) -> Result<(), super::Off> {
    if model.queue.filter.matcher.is_some() { Ok(()) } else { Err("there is no filter; / makes one".into()) }
}
