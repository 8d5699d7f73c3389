//! Actions of the program itself.

use crate::tui::message::Effect;
use crate::tui::model::overlay::Overlay;
use crate::tui::model::{Model, Screen, Tone};
use crate::tui::update::{quit, screens};

use super::{Action, always};

pub static ACTIONS: &[Action] = &[
    Action {
        name: "export",
        title: "write the plan or export it",
        hint: "export",
        keys: &["E"],
        on: &[],
        ready: always,
        run: |model| {
            let mut effects = Vec::new();
            if model.screen != Screen::Plan {
                effects = screens::show(model, Screen::Plan);
            }
            model.overlay = Some(Overlay::Export { at: 0, confirm: false });
            effects
        },
    },
    Action {
        name: "palette",
        title: "every action by name; says why one is off",
        hint: "palette",
        keys: &[":"],
        on: &[],
        ready: always,
        run: |model| {
            model.overlay = Some(Overlay::Palette { input: tui_input::Input::default(), at: 0 });
            Vec::new()
        },
    },
    Action {
        name: "help",
        title: "keys and what they do",
        hint: "help",
        keys: &["?", "f1"],
        on: &[],
        ready: always,
        run: |model| {
            model.overlay = Some(Overlay::Help { top: 0 });
            Vec::new()
        },
    },
    Action {
        name: "tour",
        title: "the first steps, in four windows",
        hint: "",
        keys: &[],
        on: &[],
        ready: always,
        run: |model| {
            model.overlay = Some(Overlay::Tour { step: 0 });
            Vec::new()
        },
    },
    Action {
        name: "theme",
        title: "choose a theme",
        hint: "",
        keys: &[],
        on: &[],
        ready: always,
        run: |model| {
            let before = model.theme.name.clone();
            let at = model.themes.place(&before).unwrap_or(0);
            model.overlay = Some(Overlay::Themes { at, before });
            Vec::new()
        },
    },
    Action {
        name: "quit",
        title: "up; on the queue: quit (nothing is released by quitting)",
        hint: "",
        keys: &["q"],
        on: &[],
        ready: always,
        run: |model| if model.screen == Screen::Queue { quit::ask(model) } else { screens::up(model) },
    },
    Action {
        name: "cancel",
        title: "cancel the running scan; twice: quit",
        hint: "",
        keys: &["ctrl-c"],
        on: &[],
        ready: always,
        run: quit::interrupt,
    },
    Action {
        name: "suspend",
        title: "back to the shell until it resumes vizard",
        hint: "",
        keys: &["ctrl-z"],
        on: &[],
        ready: can_suspend,
        run: |model| {
            model.hide();
            vec![Effect::Suspend]
        },
    },
    Action {
        name: "unread",
        title: "say what could not be read",
        hint: "",
        keys: &["!"],
        on: &[],
        ready: |model| {
            if model.scan.incomplete.is_empty() { Err("everything was read".into()) } else { Ok(()) }
        },
        run: |model| {
            let first = model.scan.incomplete.first();
            let text = first.map_or_else(String::new, |bad| {
                let at = bad.at.as_deref().map_or_else(String::new, |at| format!(" {at}"));
                format!("{}{at}: {}", bad.table, bad.why)
            });
            let more = model.scan.incomplete.len().saturating_sub(1);
            let more =
                if more > 0 { format!(" (and {more} more on the changes screen)") } else { String::new() };
            model.say(Tone::Bad, format!("{}{more}", crate::domain::safe_text::SafeText::cut(&text, 300)));
            Vec::new()
        },
    },
];

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "one shape for every action")]
fn can_suspend(_: &Model) -> Result<(), super::Off> {
    Ok(())
}

#[cfg(not(unix))]
fn can_suspend(_: &Model) -> Result<(), super::Off> {
    Err("this system cannot suspend programs".into())
}
