//! Themes: a style for every meaning, never for a widget.

mod color;
pub mod glyphs;
mod read;
pub mod watch;

use std::path::Path;

use ratatui::style::Style;

pub use color::{Depth, contrast};
pub use read::ThemeError;

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Ordinary text.
    Text,
    /// Text that stands back.
    Dim,
    /// Titles.
    Title,
    /// Frames.
    Border,
    /// The frame of the pane that the keys move in.
    Focus,
    /// The line of the cursor.
    Selected,
    /// Marked lines.
    Marked,
    /// Tier restricted.
    Restricted,
    /// Tier confidential.
    Confidential,
    /// Tier unknown.
    Unknown,
    /// Tier internal.
    Internal,
    /// Tier public.
    Public,
    /// Something went well; evidence for; decided.
    Good,
    /// Something did not; evidence against.
    Bad,
    /// Keys.
    Key,
    /// What was typed.
    Input,
    /// Values are shown.
    Reveal,
    /// The part of a meter that is done.
    Meter,
    /// The rest of it.
    Track,
    /// On its way to disk.
    Saving,
}

/// Every meaning with its name in a theme file.
pub const MEANINGS: &[(&str, Meaning)] = &[
    ("text", Meaning::Text),
    ("dim", Meaning::Dim),
    ("title", Meaning::Title),
    ("border", Meaning::Border),
    ("focus", Meaning::Focus),
    ("selected", Meaning::Selected),
    ("marked", Meaning::Marked),
    ("restricted", Meaning::Restricted),
    ("confidential", Meaning::Confidential),
    ("unknown", Meaning::Unknown),
    ("internal", Meaning::Internal),
    ("public", Meaning::Public),
    ("good", Meaning::Good),
    ("bad", Meaning::Bad),
    ("key", Meaning::Key),
    ("input", Meaning::Input),
    ("reveal", Meaning::Reveal),
    ("meter", Meaning::Meter),
    ("track", Meaning::Track),
    ("saving", Meaning::Saving),
];

/// A theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Permanent name.
    pub name: String,
    /// For people.
    pub title: String,
    styles: Vec<Style>,
}

impl Theme {
    /// The style of a meaning, on top of the text style.
    #[must_use]
    pub fn style(&self, meaning: Meaning) -> Style {
        self.styles.get(meaning as usize).copied().unwrap_or_default()
    }

    /// The theme in the colours that a terminal has.
    #[must_use]
    pub fn at_depth(mut self, depth: Depth) -> Self {
        for style in &mut self.styles {
            style.fg = style.fg.map(|color| depth.nearest(color));
            style.bg = style.bg.map(|color| depth.nearest(color));
        }
        self
    }
}

/// The themes of the program: name and file.
pub static BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!("../../../themes/dark.toml")),
    ("light", include_str!("../../../themes/light.toml")),
    ("high-contrast", include_str!("../../../themes/high-contrast.toml")),
    ("colour-blind", include_str!("../../../themes/colour-blind.toml")),
    ("terminal", include_str!("../../../themes/terminal.toml")),
    ("monochrome", include_str!("../../../themes/monochrome.toml")),
];

/// The theme without colours, for `NO_COLOR`.
pub const MONOCHROME: &str = "monochrome";

/// Every theme there is, the user's before one of the program with the same name.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    themes: Vec<Theme>,
}

impl Themes {
    /// The themes of the program and of a user's `themes` folder.
    ///
    /// # Errors
    /// The first file that is no theme.
    pub fn load(folder: Option<&Path>) -> Result<Self, ThemeError> {
        let mut themes = Self::default();
        for (name, text) in BUILT_IN {
            let theme = read::read(text, name, &format!("themes/{name}.toml"), &themes)?;
            themes.themes.push(theme);
        }
        for (name, path, text) in read::files(folder)? {
            let theme = read::read(&text, &name, &path, &themes)?;
            themes.themes.retain(|known| known.name != name);
            themes.themes.push(theme);
        }
        Ok(themes)
    }

    /// The themes in the colours that a terminal has.
    #[must_use]
    pub fn at_depth(self, depth: Depth) -> Self {
        Self { themes: self.themes.into_iter().map(|theme| theme.at_depth(depth)).collect() }
    }

    /// The theme of that name.
    ///
    /// # Errors
    /// There is none; the error names the nearest and lists all.
    pub fn find(&self, name: &str) -> Result<&Theme, ThemeError> {
        self.get(name).ok_or_else(|| {
            let names: Vec<&str> = self.themes.iter().map(|theme| theme.name.as_str()).collect();
            ThemeError::NoSuch { name: name.to_owned(), names: names.join(", ") }
        })
    }

    fn get(&self, name: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.name == name)
    }

    /// Every theme.
    pub fn iter(&self) -> impl Iterator<Item = &Theme> {
        self.themes.iter()
    }

    /// The place of a theme in the list.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.themes.iter().position(|theme| theme.name == name)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn every_theme_gives_every_meaning() {
        let themes = Themes::load(None).unwrap();
        assert!(themes.iter().count() >= 4);
        for (name, meaning) in MEANINGS {
            assert_eq!(MEANINGS.get(*meaning as usize).map(|(n, _)| n), Some(name), "the list is in order");
        }
    }

    #[test]
    fn text_and_severity_can_be_read_on_every_background() {
        for theme in Themes::load(None).unwrap().iter() {
            let Some(Color::Rgb(..)) = theme.style(Meaning::Text).bg else { continue };
            let grounds = [Meaning::Text, Meaning::Selected, Meaning::Marked];
            for (name, meaning) in
                MEANINGS.iter().filter(|(_, m)| !matches!(m, Meaning::Border | Meaning::Track))
            {
                // What has a ground of its own stands on no other.
                let own_ground = theme.style(*meaning).bg.is_some();
                for ground in grounds.into_iter().take(if own_ground { 1 } else { 3 }) {
                    let base = theme.style(Meaning::Text).patch(theme.style(ground));
                    let own = theme.style(*meaning);
                    let style = if ground == Meaning::Text {
                        base.patch(own)
                    } else {
                        own.patch(theme.style(ground))
                    };
                    let (fg, bg) = (style.fg.or(base.fg).unwrap(), style.bg.or(base.bg).unwrap());
                    let ratio = contrast(fg, bg).unwrap();
                    assert!(ratio >= 4.5, "{}: {name} on {ground:?} has {ratio:.2}", theme.name);
                }
            }
        }
    }

    #[test]
    fn without_colours_the_cursor_line_still_differs() {
        let themes = Themes::load(None).unwrap();
        let mono = themes.find(MONOCHROME).unwrap();
        for (name, meaning) in MEANINGS {
            let style = mono.style(*meaning);
            assert!(style.fg.is_none() && style.bg.is_none(), "{name} has a colour");
        }
        assert!(!mono.style(Meaning::Selected).add_modifier.is_empty());
    }
}
