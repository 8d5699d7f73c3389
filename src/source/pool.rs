//! Blocks dealt out to workers.

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

use super::{ReadOptions, SourceError, decode};

/// Gives every block to one of `options.threads` workers and returns what they made of each, in block order.
///
/// `start` makes a worker on its own thread; `work` takes a block with its number; `end` is called once a worker.
/// With one thread everything happens on the caller's thread, in order. At most one block waits, as blocks may be large.
///
/// # Errors
/// What `next` answers, or that the read was cancelled; what was read before has been worked on.
pub fn run<B: Send, W, R: Send>(
    next: &mut dyn FnMut() -> Result<Option<B>, SourceError>,
    options: &ReadOptions<'_>,
    path: &std::path::Path,
    start: &(dyn Fn() -> W + Sync),
    work: &(dyn Fn(&mut W, usize, B) -> R + Sync),
    end: &(dyn Fn(W) + Sync),
) -> Result<Vec<R>, SourceError> {
    if options.threads <= 1 {
        let mut worker = start();
        let mut out = Vec::new();
        while let Some(block) = checked(next, options, path)? {
            out.push(work(&mut worker, out.len(), block));
        }
        end(worker);
        return Ok(out);
    }
    let (send, receive) = sync_channel::<(usize, B)>(1);
    let receive = Mutex::new(receive);
    let done = Mutex::new(Vec::new());
    let result = std::thread::scope(|scope| {
        for _ in 0..options.threads {
            scope.spawn(|| {
                let mut worker = start();
                while let Some((number, block)) = take(&receive) {
                    let made = work(&mut worker, number, block);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((number, made));
                }
                end(worker);
            });
        }
        let mut number = 0;
        let result = loop {
            match checked(next, options, path) {
                Ok(Some(block)) => {
                    if send.send((number, block)).is_err() {
                        break Ok(());
                    }
                    number += 1;
                }
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        drop(send);
        result
    });
    result?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, made)| made).collect())
}

fn take<B>(receive: &Mutex<Receiver<(usize, B)>>) -> Option<(usize, B)> {
    receive.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn checked<B>(
    next: &mut dyn FnMut() -> Result<Option<B>, SourceError>,
    options: &ReadOptions<'_>,
    path: &std::path::Path,
) -> Result<Option<B>, SourceError> {
    if options.cancel.load(std::sync::atomic::Ordering::Relaxed) {
        return Err(SourceError::Cancelled { path: decode::shown(path) });
    }
    next()
}
