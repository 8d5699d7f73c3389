//! One of two files that are compared: its pieces as they come, and the rows of it that wait for those of the other.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, TryRecvError};

use super::held::Held;
use super::reader::Piece;
use crate::apply::left_out::LeftOut;

/// Bytes of text that wait at most, of however many pieces.
const MOST: usize = 64 << 20;

/// One file.
pub struct Side {
    /// Blocks that come before the pieces.
    ahead: VecDeque<Vec<u8>>,
    pieces: Receiver<Piece>,
    open: bool,
    /// Blocks that were taken and are not split yet.
    splitting: usize,
    /// Rows that wait.
    pub waiting: VecDeque<Held>,
    /// Rows of the first of them that are done.
    pub done: usize,
    /// Rows so far, but those that are left out.
    pub rows: u64,
    /// Rows that the other file does not have, and the number of the next row.
    left_out: Option<LeftOut>,
    number: u64,
}

impl Side {
    /// A file of which pieces are received, without the rows that are left out.
    pub const fn new(pieces: Receiver<Piece>, left_out: Option<LeftOut>) -> Self {
        Self {
            ahead: VecDeque::new(),
            pieces,
            open: true,
            splitting: 0,
            waiting: VecDeque::new(),
            done: 0,
            rows: 0,
            left_out,
            number: 0,
        }
    }

    /// A file of which so many rows are done, and the next blocks after them are at hand.
    pub fn from_row(rows: u64, ahead: VecDeque<Vec<u8>>, pieces: Receiver<Piece>) -> Self {
        Self { ahead, rows, number: rows, ..Self::new(pieces, None) }
    }

    /// Whether every row of it is done.
    pub fn is_done(&self) -> bool {
        !self.open && self.splitting == 0 && self.waiting.is_empty()
    }

    /// Takes what has been read, up to so many pieces; gives the blocks that are to be split. Where it `must`, it waits
    /// for the first of them.
    pub fn take(&mut self, most: usize, must: bool) -> Vec<Vec<u8>> {
        let mut blocks = Vec::new();
        let mut bytes: usize = self.waiting.iter().map(Held::bytes).sum();
        let mut must = must;
        while self.open && self.waiting.len() + blocks.len() < most && bytes < MOST {
            let piece = if let Some(block) = self.ahead.pop_front() {
                Ok(Piece::Text(block))
            } else if must {
                self.pieces.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                self.pieces.try_recv()
            };
            must = false;
            match piece {
                Ok(Piece::Text(block)) => {
                    bytes += block.len();
                    blocks.push(block);
                }
                Ok(Piece::Held(held)) => {
                    bytes += held.bytes();
                    self.add(held);
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => self.open = false,
            }
        }
        self.splitting += blocks.len();
        blocks
    }

    /// Adds the rows of the next block that was taken.
    pub fn add_split(&mut self, held: Held) {
        self.splitting -= 1;
        self.add(held);
    }

    /// Adds rows behind those that wait.
    fn add(&mut self, mut held: Held) {
        let first = self.number;
        self.number += held.rows() as u64;
        if let Some(left_out) = &self.left_out {
            held.retain(|row| !left_out.holds(first + row as u64));
        }
        self.rows += held.rows() as u64;
        if held.rows() > 0 {
            self.waiting.push_back(held);
        }
    }

    /// Marks rows at the start as done.
    pub fn drop_rows(&mut self, rows: usize) {
        self.done += rows;
        while self.waiting.front().is_some_and(|held| held.rows() <= self.done) {
            self.done -= self.waiting.pop_front().map_or(0, |held| held.rows());
        }
    }
}
