//! What several tests need: a project in a temporary folder, the program run in it, the program in a pseudo-terminal.

pub mod project;
#[cfg(unix)]
pub mod terminal;
