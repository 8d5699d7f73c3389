//! Work on the columns of a wide table, shared among threads.

/// Fewer columns are not worth a thread.
const MANY: usize = 2048;

/// What `of` makes of every item and its number, in order, by at most so many threads.
pub fn map<I: Sync, T: Send>(threads: usize, items: &[I], of: &(dyn Fn(usize, &I) -> T + Sync)) -> Vec<T> {
    consume(threads, items.iter().collect(), of)
}

/// As [`map`], of items that are not needed any more.
pub fn consume<I: Send, T: Send>(
    threads: usize,
    items: Vec<I>,
    of: &(dyn Fn(usize, I) -> T + Sync),
) -> Vec<T> {
    if threads <= 1 || items.len() < MANY {
        return items.into_iter().enumerate().map(|(at, item)| of(at, item)).collect();
    }
    let part = items.len().div_ceil(threads);
    let mut made: Vec<Option<T>> = Vec::new();
    made.resize_with(items.len(), || None);
    let mut items = items.into_iter();
    std::thread::scope(|scope| {
        for (number, places) in made.chunks_mut(part).enumerate() {
            let items: Vec<I> = items.by_ref().take(part).collect();
            scope.spawn(move || {
                for (at, (place, item)) in places.iter_mut().zip(items).enumerate() {
                    *place = Some(of(number * part + at, item));
                }
            });
        }
    });
    // All are there; so mapped they stay in their places.
    made.into_iter().map_while(|made| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_change_nothing() {
        for length in [0, 1, MANY - 1, MANY, MANY + 1, 3 * MANY + 7] {
            let items: Vec<usize> = (0..length).map(|n| n * 3).collect();
            let alone = map(1, &items, &|at, item| at + item);
            for threads in 2..5 {
                assert_eq!(map(threads, &items, &|at, item| at + item), alone, "{length} by {threads}");
            }
        }
    }
}
