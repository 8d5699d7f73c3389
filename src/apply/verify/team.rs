//! Tasks dealt out to threads.

use std::sync::{Mutex, PoisonError};

/// Gives each task to one of the workers; gives what they made of them, in the order of the tasks.
pub fn run<W: Send, T: Send, R: Send>(
    workers: &mut [W],
    tasks: Vec<T>,
    work: &(dyn Fn(&mut W, T) -> R + Sync),
) -> Vec<R> {
    if let ([worker], _) | ([worker, ..], 0..2) = (&mut *workers, tasks.len()) {
        return tasks.into_iter().map(|task| work(worker, task)).collect();
    }
    let count = tasks.len();
    let left = Mutex::new(tasks.into_iter().enumerate());
    let done = Mutex::new(Vec::with_capacity(count));
    std::thread::scope(|scope| {
        for worker in workers.iter_mut().take(count) {
            scope.spawn(|| {
                while let Some((at, task)) = next(&left) {
                    let made = work(worker, task);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, made));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

/// The next task; the lock is not held while it is worked on.
fn next<T>(left: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    left.lock().unwrap_or_else(PoisonError::into_inner).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_is_done_once_and_the_results_are_in_order() {
        for workers in 1..5 {
            let mut workers = vec![0_u64; workers];
            for count in [0, 1, 2, 100] {
                let made = run(&mut workers, (0..count).collect(), &|done, task: u64| {
                    *done += 1;
                    task * 2
                });
                assert_eq!(made, (0..count).map(|task| task * 2).collect::<Vec<_>>());
            }
            assert_eq!(workers.iter().sum::<u64>(), 103);
        }
    }
}
