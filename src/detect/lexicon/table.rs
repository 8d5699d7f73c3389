//! How the table of all words lies in memory: open addressing with linear probing, by hashes.
//!
//! `lexicon.slots` holds a slot a place, `lexicon.known` the bits of `KNOWN`, and `lexicon.sets` the sets of lists by their
//! numbers from 1 on, after the count of words; numbers of eight bytes, the lowest first.
//!
//! The words themselves are not kept: among some 300 000 words the chance that a word outside shares the upper 48 bits of
//! the hash of one inside, at its place, is about one in a thousand million.

/// Bits that tell which hashes are there: half a megabyte, about a dozen a word.
pub const KNOWN: usize = 1 << 22;
/// A slot holds the upper bits of a hash and in these the number of its set of lists, from 1. 0 as slot: free.
pub const SET: u64 = 0xffff;

/// Where the bit of a hash stands: its byte and itself. It goes by the lower half, a place by the upper one.
pub const fn bit(hash: u64) -> (usize, u8) {
    let at = (hash >> 1) as usize % KNOWN;
    (at / 8, 1 << (at % 8))
}

/// The place from which on a hash is looked for, among 2 to the power of `bits`.
pub const fn place(hash: u64, bits: u32) -> usize {
    (hash >> (64 - bits)) as usize
}
