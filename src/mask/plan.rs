//! What a mask with given parameters does to a column of a type.

use crate::domain::dtype::DType;
use crate::domain::mask::{Guarantees, MaskClass};

/// A planned mask.
#[derive(Debug, Clone)]
pub struct MaskPlan {
    /// Its promises.
    pub guarantees: Guarantees,
    /// What it reads.
    pub class: MaskClass,
    /// Logical type of the output.
    pub output: DType,
    /// Other columns of the row that it reads, by path, for [`MaskClass::Row`].
    pub reads: Vec<String>,
    /// Its runner must be given every value of the column in the order of the file, on one thread.
    pub ordered: bool,
    /// Of a point in time only the date is masked, and its time of day stays.
    pub keeps_time: bool,
    /// Which numbers it gives, for the width of what they are written in.
    pub numbers: Numbers,
}

/// Which numbers a mask gives, where it gives numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Numbers {
    /// Such as the column could hold itself.
    Own,
    /// Whole ones from 0 to this.
    To(i64),
    /// Such as 64 bits of the column's kind hold: unsigned where it is.
    Wide,
    /// Any.
    Any,
}
