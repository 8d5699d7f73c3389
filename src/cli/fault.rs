//! A fault of the program itself: its place is told, never its message, which could hold a value.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

use super::exit::{End, Outcome};

/// Runs a command; a panic anywhere in it ends as 3 with the place of the fault.
///
/// # Errors
/// As the command, or the fault.
pub fn guarded(command: impl FnOnce() -> Outcome) -> Outcome {
    let place = Arc::new(Mutex::new(None));
    let at = Arc::clone(&place);
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let location = info.location().map(|l| format!("{}:{}", l.file(), l.line()));
        at.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(location);
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(command));
    panic::set_hook(previous);
    result.unwrap_or_else(|_| {
        let place = place.lock().unwrap_or_else(PoisonError::into_inner).take().flatten();
        let at = place.unwrap_or_else(|| "an unknown place".to_owned());
        Err(End::incomplete(format!(
            "a fault of vizard itself at {at}; the command did not end, please report it"
        )))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_ends_as_3_with_its_place_and_without_its_message() {
        let end = guarded(|| panic!("planted value")).unwrap_err();
        let shown = format!("{end:?}");
        assert!(shown.contains("code: 3") && shown.contains("fault.rs"), "{shown}");
        assert!(!shown.contains("planted"), "{shown}");
        assert_eq!(guarded(|| Ok(End::pass())), Ok(End::pass()));
    }
}
