//! The `vizard` program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    vizard::cli::run(std::env::args_os())
}
