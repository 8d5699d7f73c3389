//! Presses keys and reads the screen.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::fake::Fake;
use crate::tui::keymap::Keymap;
use crate::tui::keymap::chord::Chord;
use crate::tui::message::{Effect, Message};
use crate::tui::model::Model;
use crate::tui::port::Desk as _;
use crate::tui::theme::Themes;
use crate::tui::theme::glyphs::Glyphs;
use crate::tui::{update, view, worker};

pub struct Robot {
    pub model: Model,
    pub desk: Arc<Fake>,
    pub terminal: Terminal<TestBackend>,
    /// Effects are kept instead of done, until `settle`.
    pub held: Option<Vec<Effect>>,
    pub copied: Vec<String>,
}

impl Robot {
    /// A loaded session.
    pub fn new(desk: Fake, size: (u16, u16)) -> Self {
        let mut robot = Self::unloaded(desk, size);
        robot.take(vec![Effect::Load]);
        robot
    }

    /// A session that has not loaded anything.
    pub fn unloaded(desk: Fake, size: (u16, u16)) -> Self {
        let themes = Themes::load(None).unwrap();
        let theme = themes.find("dark").unwrap().clone();
        let mut model = Model::new(desk.about(), themes, theme, Glyphs::Unicode, Keymap::default());
        model.types = desk.types();
        model.size = size;
        model.scan.running = true;
        model.reduced_motion = true;
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        Self { model, desk: Arc::new(desk), terminal, held: None, copied: Vec::new() }
    }

    /// Does effects, and what follows from them, without threads.
    pub fn take(&mut self, effects: Vec<Effect>) {
        let mut todo = std::collections::VecDeque::from(effects);
        while let Some(effect) = todo.pop_front() {
            if let Some(held) = &mut self.held {
                held.push(effect);
                continue;
            }
            if let Effect::Copy(text) = &effect {
                self.copied.push(text.clone());
            }
            let answers = std::cell::RefCell::new(Vec::new());
            worker::perform(self.desk.as_ref(), effect, &AtomicBool::new(false), &|m| {
                answers.borrow_mut().push(m);
            });
            for answer in answers.into_inner() {
                todo.extend(update::update(&mut self.model, answer));
            }
        }
    }

    pub fn settle(&mut self) {
        let held = self.held.take().unwrap_or_default();
        self.take(held);
    }

    pub fn send(&mut self, message: Message) {
        let effects = update::update(&mut self.model, message);
        self.take(effects);
    }

    /// Presses keys: single characters, or names in angle brackets: `ja<enter>y`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let (chord, length) = match rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
                Some((name, _)) => (Chord::parse(name).unwrap(), name.len() + 2),
                None => (Chord { code: KeyCode::Char(c), ctrl: false, alt: false }, c.len_utf8()),
            };
            rest = &rest[length..];
            let modifiers = if chord.ctrl { KeyModifiers::CONTROL } else { KeyModifiers::NONE };
            self.send(Message::Key(KeyEvent::new(chord.code, modifiers)));
        }
        self
    }

    pub fn wait(&mut self, time: Duration) -> &mut Self {
        self.model.now += time;
        self.send(Message::Tick);
        self
    }

    pub fn click(&mut self, column: u16, row: u16) -> &mut Self {
        let kind = MouseEventKind::Down(MouseButton::Left);
        self.send(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
        self
    }

    pub fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.terminal.backend_mut().resize(size.0, size.1);
        self.send(Message::Resize(size.0, size.1));
        self
    }

    /// The screen as text, without blanks at the ends of lines.
    pub fn screen(&mut self) -> String {
        let model = &self.model;
        self.terminal.draw(|frame| view::draw(model, frame.buffer_mut())).unwrap();
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width).max(1);
        let mut out = String::new();
        for cells in buffer.content.chunks(width) {
            let mut line = String::new();
            let mut skip = 0;
            for cell in cells {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                line.push_str(cell.symbol());
                skip = crate::tui::widget::width(cell.symbol()).saturating_sub(1);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The last line.
    pub fn bottom(&mut self) -> String {
        self.screen().lines().last().unwrap_or_default().trim().to_owned()
    }

    /// Address of the column under the cursor.
    pub fn cursor(&self) -> String {
        self.model.queue.current().map_or_else(String::new, |row| self.model.address(row))
    }
}
