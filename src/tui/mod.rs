//! The terminal screens: deciding one column in one key press.
//!
//! message → `update` (pure) → effects → threads → messages. `view` draws the model and cannot change it; `layout` is a
//! pure function that drawing, mouse and paging share; [`action`] is the one table behind keys, hints, help and palette.
//! [`port`] is all that the terminal asks of the rest of the house, [`desk`] the answer.

pub mod action;
pub mod desk;
mod error;
mod events;
pub mod keymap;
mod layout;
mod message;
mod model;
mod overlay;
pub mod plain;
pub mod port;
mod runner;
mod screen;
mod session;
mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
mod update;
mod view;
mod widget;
mod worker;

pub use error::TuiError;
pub use session::{How, Look, TuiEnd, TuiOptions, run, run_on};
