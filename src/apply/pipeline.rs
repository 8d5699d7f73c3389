//! Work on parts by several threads, with what comes of it taken in the order of the parts.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel, sync_channel};

use super::ApplyError;

/// Gives parts to workers and takes what they make in order, on the thread that calls; gives the workers back.
///
/// No more parts are given out at once than there are workers.
///
/// # Errors
/// The first of the errors of `feed`, a worker or `take`; the others stop.
pub fn run<T: Send, M: Send, W: FnMut(T) -> Result<M, ApplyError> + Send>(
    workers: Vec<W>,
    feed: impl FnOnce(&mut dyn FnMut(T) -> Result<(), ApplyError>) -> Result<(), ApplyError>,
    take: &mut dyn FnMut(M) -> Result<(), ApplyError>,
) -> Result<Vec<W>, ApplyError> {
    let most = workers.len();
    ahead(workers, most, feed, take)
}

/// As [`run`], with up to `most` parts given out at once: small ones, so that no worker waits for the next.
///
/// # Errors
/// As [`run`].
pub fn ahead<T: Send, M: Send, W: FnMut(T) -> Result<M, ApplyError> + Send>(
    workers: Vec<W>,
    most: usize,
    feed: impl FnOnce(&mut dyn FnMut(T) -> Result<(), ApplyError>) -> Result<(), ApplyError>,
    take: &mut dyn FnMut(M) -> Result<(), ApplyError>,
) -> Result<Vec<W>, ApplyError> {
    let most = most.max(1);
    let (send, receive) = sync_channel::<(u64, T)>(most);
    let (give, got) = channel();
    let receive = Mutex::new(receive);
    std::thread::scope(|scope| {
        let threads: Vec<_> = workers
            .into_iter()
            .map(|mut worker| {
                let (give, receive) = (give.clone(), &receive);
                scope.spawn(move || {
                    while let Some((number, part)) = next(receive) {
                        if give.send((number, worker(part))).is_err() {
                            break;
                        }
                    }
                    worker
                })
            })
            .collect();
        drop(give);
        let mut order = Order { waiting: BTreeMap::new(), next: 0, alive: 0 };
        let mut number = 0;
        let fed = feed(&mut |part| {
            while order.alive >= most {
                order.one(&got, take)?;
            }
            send.send((number, part)).map_err(|_| ApplyError::Cancelled)?;
            (number, order.alive) = (number + 1, order.alive + 1);
            Ok(())
        });
        // Workers end once there is no more to come.
        drop(send);
        fed?;
        while order.alive > 0 {
            order.one(&got, take)?;
        }
        threads.into_iter().map(|thread| thread.join().map_err(|_| ApplyError::Cancelled)).collect()
    })
}

fn next<T>(receive: &Mutex<Receiver<T>>) -> Option<T> {
    receive.lock().ok()?.recv().ok()
}

/// What was made and waits for what comes before it.
struct Order<M> {
    waiting: BTreeMap<u64, Result<M, ApplyError>>,
    next: u64,
    alive: usize,
}

impl<M> Order<M> {
    /// Waits for one more, and takes whatever is next.
    fn one(
        &mut self,
        got: &Receiver<(u64, Result<M, ApplyError>)>,
        take: &mut dyn FnMut(M) -> Result<(), ApplyError>,
    ) -> Result<(), ApplyError> {
        let (number, made) = got.recv().map_err(|_| ApplyError::Cancelled)?;
        // An error counts when it is its turn: which one is told does not depend on who was faster.
        self.waiting.insert(number, made);
        while let Some(made) = self.waiting.remove(&self.next) {
            take(made?)?;
            self.next += 1;
            self.alive -= 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_order_and_errors_stop_everything() {
        let worker = |_| {
            |n: u64| {
                std::thread::sleep(std::time::Duration::from_micros((n * 7919) % 500));
                if n == 250 { Err(ApplyError::Cancelled) } else { Ok(n) }
            }
        };
        for (parts, threads) in [(0_u64, 1), (1, 3), (249, 1), (249, 4), (300, 3)] {
            let mut seen = Vec::new();
            let workers = (0..threads).map(worker).collect();
            let feed = |give: &mut dyn FnMut(u64) -> Result<(), ApplyError>| (0..parts).try_for_each(give);
            let ended = run(workers, feed, &mut |n| {
                seen.push(n);
                Ok(())
            });
            assert_eq!(ended.is_ok(), parts < 300);
            assert!(seen.iter().copied().eq(0..seen.len() as u64));
            assert_eq!(seen.len() as u64, parts.min(250));
        }
    }
}
