//! Actions are data: one table feeds keys, hint bar, help, palette and the user's key map.

mod app;
mod deciding;
mod looking;
mod moving;

use std::borrow::Cow;

use super::message::Effect;
use super::model::{Model, Screen};

/// Why an action is off.
pub type Off = Cow<'static, str>;

/// One thing the reviewer can do.
pub struct Action {
    /// Permanent name, for the palette and `keys.toml`.
    pub name: &'static str,
    /// What it does, for help and palette.
    pub title: &'static str,
    /// One word for the hint bar; empty where it is not hinted.
    pub hint: &'static str,
    /// Default keys.
    pub keys: &'static [&'static str],
    /// Screens it is for; empty for all.
    pub on: &'static [Screen],
    /// Whether it can run now, else why not.
    pub ready: fn(&Model) -> Result<(), Off>,
    /// Runs it.
    pub run: fn(&mut Model) -> Vec<Effect>,
}

impl Action {
    /// Whether it belongs to a screen.
    #[must_use]
    pub fn is_on(&self, screen: Screen) -> bool {
        self.on.is_empty() || self.on.contains(&screen)
    }
}

/// Groups as help shows them.
pub static GROUPS: &[(&str, &[Action])] = &[
    ("decide", deciding::ACTIONS),
    ("look", looking::ACTIONS),
    ("move", moving::ACTIONS),
    ("program", app::ACTIONS),
];

/// Every action.
pub fn all() -> impl Iterator<Item = &'static Action> {
    GROUPS.iter().flat_map(|(_, actions)| actions.iter())
}

/// The action of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Action> {
    all().find(|action| action.name == name)
}

/// Runs an action, or says why it is off.
pub fn run(model: &mut Model, action: &Action) -> Vec<Effect> {
    match (action.ready)(model) {
        Ok(()) => (action.run)(model),
        Err(why) => {
            model.say(super::model::Tone::Bad, format!("{}: {why}", action.hint_or_name()));
            Vec::new()
        }
    }
}

impl Action {
    fn hint_or_name(&self) -> &'static str {
        if self.hint.is_empty() { self.name } else { self.hint }
    }
}

/// Always on.
#[expect(clippy::unnecessary_wraps, reason = "one shape for every action")]
fn always(_: &Model) -> Result<(), Off> {
    Ok(())
}

/// On where there is a column under the cursor.
fn row(model: &Model) -> Result<(), Off> {
    if model.queue.cursor().is_some() { Ok(()) } else { Err("there is no column here".into()) }
}

/// On where decisions can be written.
fn writable(model: &Model) -> Result<(), Off> {
    match &model.about.read_only {
        Some(why) => Err(format!("nothing can be decided: {why}").into()),
        None => Ok(()),
    }
}

/// On where the column under the cursor can be decided: a screen about columns, and nothing on its way to disk.
fn decidable(model: &Model) -> Result<(), Off> {
    writable(model)?;
    row(model)?;
    if !matches!(model.screen, Screen::Queue | Screen::Column | Screen::Mask) {
        return Err("decide on the queue (1), the column (2) or the mask (3)".into());
    }
    let saving =
        model.queue.cursor().and_then(|n| model.queue.brief.get(n as usize)).is_some_and(|b| b.saving);
    if saving { Err("this column is being saved; wait a moment".into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_action_says_what_it_does() {
        let mut names: Vec<_> = all().map(|action| action.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        for action in all() {
            assert!(!action.title.is_empty(), "{}", action.name);
            assert!(action.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", action.name);
        }
    }

    #[test]
    fn enter_and_escape_never_decide() {
        for (_, actions) in GROUPS.iter().filter(|(group, _)| *group == "decide") {
            for action in *actions {
                assert!(!action.keys.contains(&"enter") && !action.keys.contains(&"esc"), "{}", action.name);
            }
        }
    }
}
