//! Which key runs which action: the defaults of the action table, replaced by the user's `keys.toml`.

pub mod chord;

use std::collections::HashMap;

use super::action::{self, Action};
use super::model::Screen;
use chord::Chord;

/// The live key map.
#[derive(Clone)]
pub struct Keymap {
    by_chord: HashMap<Chord, Vec<&'static Action>>,
    by_name: HashMap<&'static str, Vec<Chord>>,
}

/// What is wrong with a key map file.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum KeymapError {
    /// Not the TOML of a key map.
    #[error("{path}: {what}; `vizard keys-map` prints a whole key map to start from")]
    Syntax {
        /// File.
        path: String,
        /// What is wrong, with its line.
        what: String,
    },
    /// No such action.
    #[error("{path}: there is no action `{name}`{nearest}; `vizard keys-map` lists them")]
    UnknownAction {
        /// File.
        path: String,
        /// As written.
        name: String,
        /// ` (did you mean …?)` or empty.
        nearest: String,
    },
    /// No such key.
    #[error(
        "{path}: action `{name}`: `{key}` is no key; write a character, `space`, `enter`, `pgdn`, `f5`, or `ctrl-` before one"
    )]
    UnknownKey {
        /// File.
        path: String,
        /// Action.
        name: String,
        /// As written.
        key: String,
    },
    /// One key for two actions.
    #[error(
        "{path}: key `{key}` is given to `{first}` and `{second}` on one screen; give one of them another key"
    )]
    Clash {
        /// File.
        path: String,
        /// The key.
        key: String,
        /// First action.
        first: &'static str,
        /// Second action.
        second: &'static str,
    },
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    keys: std::collections::BTreeMap<String, Keys>,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Keys {
    One(String),
    Many(Vec<String>),
}

impl Default for Keymap {
    fn default() -> Self {
        let mut names = HashMap::new();
        for action in action::all() {
            names.insert(action.name, action.keys.iter().filter_map(|key| Chord::parse(key)).collect());
        }
        Self::of(names)
    }
}

impl Keymap {
    fn of(by_name: HashMap<&'static str, Vec<Chord>>) -> Self {
        let mut by_chord: HashMap<Chord, Vec<&'static Action>> = HashMap::new();
        for action in action::all() {
            for chord in by_name.get(action.name).into_iter().flatten() {
                by_chord.entry(*chord).or_default().push(action);
            }
        }
        // An action of one screen goes before one of all screens.
        for actions in by_chord.values_mut() {
            actions.sort_by_key(|action| action.on.is_empty());
        }
        Self { by_chord, by_name }
    }

    /// The defaults with what a `keys.toml` says instead; an action that it does not name keeps its keys.
    ///
    /// # Errors
    /// An unknown action or key, one key for two actions of a screen, or no TOML.
    pub fn read(text: &str, path: &str) -> Result<Self, KeymapError> {
        let file: File = toml::from_str(text)
            .map_err(|error| KeymapError::Syntax { path: path.to_owned(), what: toml_place(&error, text) })?;
        let mut by_name = Self::default().by_name;
        for (name, keys) in file.keys {
            let Some(action) = action::find(&name) else {
                let nearest =
                    nearest(&name).map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"));
                return Err(KeymapError::UnknownAction { path: path.to_owned(), name, nearest });
            };
            let keys = match keys {
                Keys::One(key) => vec![key],
                Keys::Many(keys) => keys,
            };
            let mut chords = Vec::new();
            for key in keys {
                match Chord::parse(&key) {
                    Some(chord) => chords.push(chord),
                    None => return Err(KeymapError::UnknownKey { path: path.to_owned(), name, key }),
                }
            }
            by_name.insert(action.name, chords);
        }
        let map = Self::of(by_name);
        map.check(path)?;
        Ok(map)
    }

    fn check(&self, path: &str) -> Result<(), KeymapError> {
        for (chord, actions) in &self.by_chord {
            for (place, first) in actions.iter().enumerate() {
                let rival = actions.iter().skip(place + 1).find(|second| {
                    first.on.is_empty() == second.on.is_empty()
                        && (first.on.is_empty() || first.on.iter().any(|screen| second.on.contains(screen)))
                });
                if let Some(second) = rival {
                    let (path, key) = (path.to_owned(), chord.to_string());
                    return Err(KeymapError::Clash { path, key, first: first.name, second: second.name });
                }
            }
        }
        Ok(())
    }

    /// The action of a key on a screen.
    #[must_use]
    pub fn action(&self, chord: Chord, screen: Screen) -> Option<&'static Action> {
        self.by_chord.get(&chord)?.iter().copied().find(|action| action.is_on(screen))
    }

    /// The keys of an action.
    #[must_use]
    pub fn keys(&self, action: &Action) -> &[Chord] {
        self.by_name.get(action.name).map_or(&[], Vec::as_slice)
    }

    /// The first key of an action as text; empty for none.
    #[must_use]
    pub fn first(&self, name: &str) -> String {
        self.by_name.get(name).and_then(|keys| keys.first()).map_or_else(String::new, ToString::to_string)
    }

    /// The whole map as the TOML that [`Keymap::read`] takes.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::from("# Every action and its keys. Keep only the lines you change.\n[keys]\n");
        for action in action::all() {
            let keys: Vec<String> =
                self.keys(action).iter().map(|chord| format!("{:?}", chord.to_string())).collect();
            out.push_str(&format!("{} = [{}] # {}\n", action.name, keys.join(", "), action.title));
        }
        out
    }
}

/// A TOML error with its line and column, without quoting the file.
pub(super) fn toml_place(error: &toml::de::Error, text: &str) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    format!("line {line}: {}", error.message())
}

/// The action whose name is most like a wrong one.
fn nearest(wrong: &str) -> Option<&'static str> {
    super::widget::nearest(wrong, action::all().map(|action| action.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_map_has_no_clash_and_reads_back() {
        Keymap::default().check("default").unwrap();
        let map = Keymap::read(&Keymap::default().to_toml(), "keys.toml").unwrap();
        for action in action::all() {
            assert_eq!(map.keys(action), Keymap::default().keys(action), "{}", action.name);
            assert_eq!(map.keys(action).len(), action.keys.len(), "{}: a default key is no key", action.name);
        }
    }

    #[test]
    fn a_bad_map_says_what_where_and_what_to_do() {
        for (text, wanted) in [
            ("[keys]\naprove = \"a\"", "did you mean `approve`?"),
            ("[keys]\napprove = \"hyper-x\"", "`hyper-x` is no key"),
            ("[keys]\napprove = \"s\"", "key `s` is given to"),
            ("[keys]\napprove = 5", "keys.toml: line 2"),
            ("[kees]\n", "line 1"),
        ] {
            let error = Keymap::read(text, "keys.toml").err().map(|e| e.to_string()).unwrap_or_default();
            assert!(error.contains(wanted), "{text:?}: {error}");
        }
    }

    #[test]
    fn a_user_key_replaces_the_default_one() {
        let map = Keymap::read("[keys]\napprove = [\"ctrl-y\", \"f5\"]", "keys.toml").unwrap();
        let named = |key: &str| map.action(Chord::parse(key).unwrap(), Screen::Queue).map(|a| a.name);
        assert_eq!(named("ctrl-y"), Some("approve"));
        assert_eq!(named("f5"), Some("approve"));
        assert_eq!(named("a"), None);
        assert_eq!(named("j"), Some("move-down"));
    }
}
