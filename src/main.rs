//! The `vizard` program: arguments in, exit code out.

use std::process::ExitCode;

/// Wide tables are a hundred thousand short lists that one thread makes and another gives back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    vizard::cli::run(std::env::args_os())
}
