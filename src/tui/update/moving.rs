//! Moving the cursor and scrolling.

use crate::tui::layout;
use crate::tui::message::Effect;
use crate::tui::model::{Model, Pane, Screen};

/// How far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Lines down, or up.
    Lines(isize),
    /// Half pages down, or up.
    Halves(isize),
    /// To the first line.
    First,
    /// To the last line.
    Last,
}

impl By {
    /// The place after a move inside `length` places of which `page` are shown.
    #[must_use]
    pub fn from(self, at: usize, length: usize, page: usize) -> usize {
        let last = length.saturating_sub(1);
        let step = |n: isize| at.saturating_add_signed(n).min(last);
        match self {
            Self::First => 0,
            Self::Last => last,
            Self::Lines(n) => step(n),
            Self::Halves(n) => step(n.saturating_mul((page / 2).max(1).cast_signed())),
        }
    }
}

/// Moves in the pane of the keys.
pub fn go(model: &mut Model, by: By) -> Vec<Effect> {
    let page = usize::from(layout::areas(model).list_rows()).max(1);
    match (model.screen, model.focus) {
        (Screen::Queue, Pane::Main) => {
            model.queue.at = by.from(model.queue.at, model.queue.view.len(), page);
            model.scroll = 0;
            Vec::new()
        }
        (Screen::Mask, Pane::Main) => {
            let at = by.from(model.mask.at, model.mask.candidates.len(), page);
            if at == model.mask.at {
                return Vec::new();
            }
            model.mask.at = at;
            super::follow::preview(model)
        }
        _ => {
            // The screen knows its length only when it draws; it never scrolls past its end.
            let length = crate::tui::screen::length(model);
            model.scroll = by.from(model.scroll, length.saturating_sub(page).saturating_add(1), page);
            Vec::new()
        }
    }
}

/// To the next or previous undecided column.
pub fn waiting(model: &mut Model, forward: bool) -> Vec<Effect> {
    match model.queue.next_waiting(forward) {
        Some(number) => {
            model.queue.go_to(number);
            model.scroll = 0;
        }
        None => model.say(crate::tui::model::Tone::Good, "no other column waits for a decision here"),
    }
    Vec::new()
}

/// To the next or previous hit of the filter.
pub fn hit(model: &mut Model, forward: bool) -> Vec<Effect> {
    let queue = &model.queue;
    let length = queue.view.len();
    let place = (1..length)
        .map(|n| if forward { (queue.at + n) % length } else { (queue.at + length - n) % length })
        .find(|place| {
            queue
                .view
                .get(*place)
                .is_some_and(|n| queue.filter.hits.get(*n as usize).copied().unwrap_or(false))
        });
    if let Some(place) = place {
        model.queue.at = place;
        model.scroll = 0;
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_stay_inside() {
        for (by, at, length, page, wanted) in [
            (By::Lines(1), 0, 3, 10, 1),
            (By::Lines(1), 2, 3, 10, 2),
            (By::Lines(-1), 0, 3, 10, 0),
            (By::Halves(1), 0, 100, 10, 5),
            (By::Halves(-2), 7, 100, 10, 0),
            (By::Last, 0, 0, 10, 0),
            (By::Last, 0, 9, 10, 8),
            (By::Halves(1), 0, 5, 0, 1),
        ] {
            assert_eq!(by.from(at, length, page), wanted, "{by:?} from {at} of {length}");
        }
    }
}
