//! What several tests need: a project in a temporary folder and the program run in it.

pub mod project;
