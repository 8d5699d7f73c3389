//! Text with a meaning.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::tier::Tier;
use crate::tui::theme::{Meaning, Theme};

/// Makes pieces of text in the styles of a theme.
#[derive(Clone, Copy)]
pub struct Ink<'a>(pub &'a Theme);

impl Ink<'_> {
    /// The style of a meaning.
    #[must_use]
    pub fn style(self, meaning: Meaning) -> Style {
        self.0.style(meaning)
    }

    /// A piece of text.
    pub fn put(self, text: impl Into<String>, meaning: Meaning) -> Span<'static> {
        Span::styled(text.into(), self.style(meaning))
    }

    /// A line of one piece.
    pub fn line(self, text: impl Into<String>, meaning: Meaning) -> Line<'static> {
        Line::from(self.put(text, meaning))
    }

    /// Wrapped lines: the first begins with a label, the others under its text.
    #[must_use]
    pub fn labelled(self, label: &str, text: &str, meaning: Meaning, width: usize) -> Vec<Line<'static>> {
        let indent = super::width(label);
        super::wrap(text, width.saturating_sub(indent).max(8))
            .into_iter()
            .enumerate()
            .map(|(at, line)| {
                let label = if at == 0 { label.to_owned() } else { " ".repeat(indent) };
                Line::from(vec![self.put(label, Meaning::Dim), self.put(line, meaning)])
            })
            .collect()
    }
}

/// The symbol of a tier: shape and word carry it as well as colour.
#[must_use]
pub const fn tier_symbol(tier: Tier) -> &'static str {
    match tier {
        Tier::Restricted => "■",
        Tier::Confidential => "◆",
        Tier::Unknown => "?",
        Tier::Internal => "▲",
        Tier::Public => "·",
    }
}

/// The meaning of a tier.
#[must_use]
pub const fn tier_meaning(tier: Tier) -> Meaning {
    match tier {
        Tier::Restricted => Meaning::Restricted,
        Tier::Confidential => Meaning::Confidential,
        Tier::Unknown => Meaning::Unknown,
        Tier::Internal => Meaning::Internal,
        Tier::Public => Meaning::Public,
    }
}
