//! As long as a copy is, byte by byte, what the original composes to, its cells need not be looked at one by one.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::mpsc::Receiver;

use super::compose::{Composed, Layout};
use super::judge::Judge;
use super::reader::Piece;
use super::rules::Rules;
use super::totals::Totals;
use crate::apply::{ApplyError, pipeline};
use crate::source::csv::full::Spare;

/// Where bytes differ first, or both files end.
#[derive(Default)]
pub struct Left {
    /// Rows before, of either file.
    pub rows: u64,
    /// Blocks from there on that were taken already, of the original and of the copy; each starts at a record.
    pub ahead: [VecDeque<Vec<u8>>; 2],
}

/// Compares the copy with what the original composes to, on all threads, up to the first block that differs.
///
/// # Errors
/// Threads that broke off.
pub fn run(
    judges: &mut [Judge],
    rules: &Rules<'_>,
    layout: &Layout,
    [original, copy]: [&Receiver<Piece>; 2],
    totals: &mut Totals,
    spare: &Spare,
) -> Result<Left, ApplyError> {
    let wants = totals.wants();
    let wants = &wants;
    let most = 2 * judges.len();
    let workers = judges
        .iter_mut()
        .map(|judge| move |block| Ok(judge.compose(rules, layout, block, wants, spare)))
        .collect();
    let mut copy = Text { pieces: copy, blocks: VecDeque::new(), at: 0, spare };
    let (mut left, same) = (Left::default(), Cell::new(true));
    let feed = |give: &mut dyn FnMut(Vec<u8>) -> Result<(), ApplyError>| {
        while same.get() {
            // Delimited text comes in no other pieces.
            let Ok(Piece::Text(block)) = original.recv() else { break };
            give(block)?;
        }
        Ok(())
    };
    let mut take = |composed: Composed| {
        let made = composed.made.filter(|made| same.get() && copy.goes_on_with(&made.text));
        match made {
            Some(made) => {
                left.rows += made.rows;
                totals.merge(made.found);
                spare.put(made.text);
                spare.put(composed.block);
            }
            // Everything from here on is left.
            None => {
                same.set(false);
                left.ahead[0].push_back(composed.block);
            }
        }
        Ok(())
    };
    pipeline::ahead(workers, most, feed, &mut take)?;
    left.ahead[1] = copy.rest();
    Ok(left)
}

/// The text of a copy, as it comes.
struct Text<'p> {
    pieces: &'p Receiver<Piece>,
    blocks: VecDeque<Vec<u8>>,
    /// Bytes of the first block that are done.
    at: usize,
    /// Where blocks that are done go.
    spare: &'p Spare,
}

impl Text<'_> {
    /// Whether the text goes on with these bytes, which are done then; else it stays where it is.
    fn goes_on_with(&mut self, bytes: &[u8]) -> bool {
        let (mut bytes, mut number, mut at) = (bytes, 0, self.at);
        loop {
            if number == self.blocks.len() && !bytes.is_empty() {
                let Ok(Piece::Text(block)) = self.pieces.recv() else { return false };
                self.blocks.push_back(block);
            }
            let rest = self.blocks.get(number).and_then(|block| block.get(at..)).unwrap_or_default();
            let length = rest.len().min(bytes.len());
            if rest[..length] != bytes[..length] {
                return false;
            }
            bytes = &bytes[length..];
            at += length;
            if bytes.is_empty() {
                self.blocks.drain(..number).for_each(|block| self.spare.put(block));
                self.at = at;
                return true;
            }
            (number, at) = (number + 1, 0);
        }
    }

    /// The blocks that were taken and are not done.
    fn rest(mut self) -> VecDeque<Vec<u8>> {
        if let Some(first) = self.blocks.front_mut() {
            first.drain(..self.at);
        }
        self.blocks.retain(|block| !block.is_empty());
        self.blocks
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_text_stays_where_it_is_until_it_goes_on_as_asked() {
        let (send, pieces) = channel();
        for block in ["one,", "two,three,", "four", "five"] {
            send.send(Piece::Text(block.as_bytes().to_vec())).unwrap();
        }
        drop(send);
        let spare = Spare::default();
        let mut text = Text { pieces: &pieces, blocks: VecDeque::new(), at: 0, spare: &spare };
        assert!(text.goes_on_with(b"one,t") && text.goes_on_with(b""));
        assert!(!text.goes_on_with(b"wo,three,fox"));
        assert!(text.goes_on_with(b"wo,"));
        assert!(!text.goes_on_with(b"three,fourfive and more"));
        assert_eq!(text.rest(), [&b"three,"[..], b"four", b"five"]);
    }
}
