//! Ctrl-C and SIGTERM as a wish to stop: the command cleans up and says so; a second one ends at once.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::exit::End;

/// A flag that the first interrupt sets.
///
/// # Errors
/// Where the system does not let signals be handled.
pub fn flag() -> Result<Arc<AtomicBool>, End> {
    let stop = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        let failed = |e: std::io::Error| End::usage(format!("cannot listen for Ctrl-C: {e}"));
        // Registered first, so that only the second signal finds the flag set.
        signal_hook::flag::register_conditional_shutdown(signal, 3, Arc::clone(&stop)).map_err(failed)?;
        signal_hook::flag::register(signal, Arc::clone(&stop)).map_err(failed)?;
    }
    Ok(stop)
}
