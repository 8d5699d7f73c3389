//! Where things are: a pure function of the model and its size, shared by drawing, mouse and paging.

use ratatui::layout::Rect;

use super::action::{self, Action};
use super::model::{Model, Pane, Screen};
use super::widget;

/// Under this width the side pane folds under the list.
pub const FOLD: u16 = 100;

/// The parts of a screen. A part that has no room is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// There is room for one line only, which says so.
    pub tiny: bool,
    /// First line: project, what is left, scan.
    pub header: Rect,
    /// The main pane with its frame.
    pub main: Rect,
    /// The lines inside of the main pane.
    pub list: Rect,
    /// The pane beside or under it, with its frame.
    pub side: Rect,
    /// The hint line.
    pub hints: Rect,
    /// Panes have frames; else only a title line.
    pub framed: bool,
}

impl Areas {
    /// Lines of the main pane.
    #[must_use]
    pub const fn list_rows(&self) -> u16 {
        self.list.height
    }
}

/// The parts of the screen as it is now.
#[must_use]
pub fn areas(model: &Model) -> Areas {
    let (width, height) = model.size;
    let all = Rect::new(0, 0, width, height);
    if width < 20 || height < 5 {
        return Areas { tiny: true, header: Rect { height: height.min(1), ..all }, ..Areas::default() };
    }
    let header = Rect { height: 1, ..all };
    let hints = Rect { y: height - 1, height: 1, ..all };
    let body = Rect { y: 1, height: height - 2, ..all };
    let framed = width >= 60 && height >= 15;
    let alone = !has_side(model.screen) || model.zoom || !framed;
    let (main, side) = if alone {
        if model.focus == Pane::Side && has_side(model.screen) {
            (Rect::default(), body)
        } else {
            (body, Rect::default())
        }
    } else if width < FOLD {
        let list = body.height * 3 / 5;
        (Rect { height: list, ..body }, Rect { y: body.y + list, height: body.height - list, ..body })
    } else {
        let list = body.width * 3 / 5;
        (Rect { width: list, ..body }, Rect { x: body.x + list, width: body.width - list, ..body })
    };
    Areas { tiny: false, header, main, list: inside(main, framed), side, hints, framed }
}

/// The lines inside of a pane.
#[must_use]
pub const fn inside(pane: Rect, framed: bool) -> Rect {
    if framed {
        Rect {
            x: pane.x + 1,
            y: pane.y + 1,
            width: pane.width.saturating_sub(2),
            height: pane.height.saturating_sub(2),
        }
    } else {
        Rect { y: pane.y + 1, height: pane.height.saturating_sub(1), ..pane }
    }
}

const fn has_side(screen: Screen) -> bool {
    !matches!(screen, Screen::Changes | Screen::Log)
}

/// A hint: where it stands and what a click on it runs.
pub struct Hint {
    /// Where.
    pub area: Rect,
    /// Key as shown.
    pub key: String,
    /// What it runs.
    pub action: &'static Action,
}

/// The hints that have room, palette and help always last.
#[must_use]
pub fn hints(model: &Model, area: Rect) -> Vec<Hint> {
    let mut out = Vec::new();
    let make = |action: &'static Action, x: u16| {
        let chord = *model.keymap.keys(action).first()?;
        let live = model.keymap.action(chord, model.screen).is_some_and(|a| a.name == action.name);
        let here = action.name.strip_prefix("screen-") == Some(model.screen.name());
        if action.hint.is_empty() || !live || here || (action.ready)(model).is_err() {
            return None;
        }
        let key = chord.to_string();
        let width = (widget::width(&key) + 1 + widget::width(action.hint)) as u16;
        Some(Hint { area: Rect { x, y: area.y, width, height: area.height.min(1) }, key, action })
    };
    // Where everything else is found always has room.
    let last: Vec<Hint> =
        ["palette", "help"].into_iter().filter_map(|name| make(action::find(name)?, 0)).collect();
    let kept: u16 = last.iter().map(|hint| hint.area.width + 2).sum();
    let mut x = area.x + 1;
    for action in action::all().filter(|action| !matches!(action.name, "palette" | "help")) {
        let Some(hint) = make(action, x) else { continue };
        if hint.area.right() + kept > area.right() {
            break;
        }
        x = hint.area.right() + 2;
        out.push(hint);
    }
    for mut hint in last {
        if x + hint.area.width <= area.right() {
            hint.area.x = x;
            x += hint.area.width + 2;
            out.push(hint);
        }
    }
    out
}
