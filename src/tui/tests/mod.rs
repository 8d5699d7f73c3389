//! Press keys, compare screens: the whole terminal on a backend in memory, the rest of the house faked.

pub mod fake;
mod robot;

mod deciding;
mod hostile;
mod looking;
mod picture;
mod plain;
mod screens;
mod sizes;
mod speed;
