//! Theme files.

use std::collections::BTreeMap;
use std::path::Path;

use ratatui::style::{Color, Modifier, Style};

use super::{MEANINGS, Theme, Themes};
use crate::tui::keymap::toml_place;

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// The file cannot be read.
    #[error("{path}: cannot read the theme: {source}")]
    Io {
        /// File or folder.
        path: String,
        /// Cause.
        source: std::io::Error,
    },
    /// Not the TOML of a theme.
    #[error("{path}: {what}; `themes/dark.toml` is a whole theme to start from")]
    Syntax {
        /// File.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// A colour that is none.
    #[error("{path}: `{meaning}`: `{color}` is no colour; write `#rrggbb` or a name such as `light-red`")]
    Color {
        /// File.
        path: String,
        /// Meaning.
        meaning: String,
        /// As written.
        color: String,
    },
    /// A meaning is missing.
    #[error("{path}: no style for {missing}; give one, or write `inherits = \"dark\"`")]
    Missing {
        /// File.
        path: String,
        /// The meanings.
        missing: String,
    },
    /// No such theme.
    #[error("there is no theme `{name}`; there are {names}")]
    NoSuch {
        /// As asked.
        name: String,
        /// All names.
        names: String,
    },
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    #[serde(default)]
    inherits: Option<String>,
    #[serde(default)]
    style: BTreeMap<String, Entry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the file")]
struct Entry {
    #[serde(default)]
    fg: Option<String>,
    #[serde(default)]
    bg: Option<String>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    dim: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    underline: bool,
    #[serde(default)]
    reverse: bool,
}

/// Reads a theme; `known` are those it may inherit from.
pub(super) fn read(text: &str, name: &str, path: &str, known: &Themes) -> Result<Theme, ThemeError> {
    let syntax = |what: String| ThemeError::Syntax { path: path.to_owned(), what };
    let file: File = toml::from_str(text).map_err(|error| syntax(toml_place(&error, text)))?;
    let parent = file.inherits.as_deref().map(|parent| known.find(parent)).transpose()?;
    if let Some(unknown) = file.style.keys().find(|key| MEANINGS.iter().all(|(name, _)| name != key)) {
        let near = crate::tui::widget::nearest(unknown, MEANINGS.iter().map(|(name, _)| *name));
        let near = near.map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"));
        return Err(syntax(format!("there is no meaning `{unknown}`{near}")));
    }
    let mut styles = Vec::new();
    let mut missing = Vec::new();
    for (name, meaning) in MEANINGS {
        match (file.style.get(*name), parent) {
            (Some(entry), _) => styles.push(style(entry, name, path)?),
            (None, Some(parent)) => styles.push(parent.style(*meaning)),
            (None, None) => missing.push(*name),
        }
    }
    if missing.is_empty() {
        Ok(Theme { name: name.to_owned(), title: file.title, styles })
    } else {
        Err(ThemeError::Missing { path: path.to_owned(), missing: missing.join(", ") })
    }
}

fn style(entry: &Entry, meaning: &str, path: &str) -> Result<Style, ThemeError> {
    let color = |text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => text.parse::<Color>().map(Some).map_err(|_| ThemeError::Color {
            path: path.to_owned(),
            meaning: meaning.to_owned(),
            color: text.clone(),
        }),
    };
    let mut modifier = Modifier::empty();
    for (on, what) in [
        (entry.bold, Modifier::BOLD),
        (entry.dim, Modifier::DIM),
        (entry.italic, Modifier::ITALIC),
        (entry.underline, Modifier::UNDERLINED),
        (entry.reverse, Modifier::REVERSED),
    ] {
        modifier.set(what, on);
    }
    Ok(Style { fg: color(&entry.fg)?, bg: color(&entry.bg)?, ..Style::default() }.add_modifier(modifier))
}

/// The theme files of a folder, by name: name, path, text. A folder that is not there has none.
pub(super) fn files(folder: Option<&Path>) -> Result<Vec<(String, String, String)>, ThemeError> {
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else { return Ok(Vec::new()) };
    let io = |path: &Path| {
        let path = path.display().to_string();
        move |source| ThemeError::Io { path, source }
    };
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        if let (Some(name), true) = (name, path.extension().is_some_and(|e| e == "toml")) {
            let text = std::fs::read_to_string(&path).map_err(io(&path))?;
            out.push((name, path.display().to_string(), text));
        }
    }
    out.sort();
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_theme_says_what_where_and_what_to_do() {
        let known = Themes::load(None).unwrap();
        for (text, wanted) in [
            ("title = \"x\"", "no style for text, dim"),
            ("title = \"x\"\ninherits = \"dusk\"", "there is no theme `dusk`; there are dark"),
            ("title = \"x\"\ninherits = \"dark\"\n[style]\ndimm = {}", "did you mean `dim`?"),
            ("title = \"x\"\ninherits = \"dark\"\n[style]\ndim = { fg = \"#12\" }", "`#12` is no colour"),
            ("title = 5", "my.toml: line 1"),
        ] {
            let error = read(text, "my", "my.toml", &known).err().map(|e| e.to_string()).unwrap_or_default();
            assert!(error.contains(wanted), "{text:?}: {error}");
        }
    }

    #[test]
    fn a_theme_of_the_user_wins_over_one_of_the_program() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("dark.toml"), "title = \"Mine\"\ninherits = \"light\"").unwrap();
        let themes = Themes::load(Some(folder.path())).unwrap();
        assert_eq!(themes.find("dark").unwrap().title, "Mine");
    }
}
