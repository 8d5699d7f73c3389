//! Keeps keys that are in memory out of the files that a crash writes.

/// Turns core dumps of this process off, and on Linux keeps other processes of the user from reading its memory.
///
/// Called before the first key is read. Gives whether the system agreed; where it does not know such limits, `true`.
#[must_use]
pub fn forbid_core_dumps() -> bool {
    #[cfg(unix)]
    {
        use nix::sys::resource::{Resource, setrlimit};
        let limited = setrlimit(Resource::RLIMIT_CORE, 0, 0).is_ok();
        #[cfg(target_os = "linux")]
        let limited = limited & nix::sys::prctl::set_dumpable(false).is_ok();
        limited
    }
    #[cfg(not(unix))]
    true
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn afterwards_neither_a_core_dump_nor_another_process_shows_the_memory() {
        use nix::sys::resource::{Resource, getrlimit};
        assert!(super::forbid_core_dumps());
        assert_eq!(getrlimit(Resource::RLIMIT_CORE), Ok((0, 0)));
        assert_eq!(nix::sys::prctl::get_dumpable(), Ok(false));
    }
}
