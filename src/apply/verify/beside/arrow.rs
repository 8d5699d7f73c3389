//! What an Arrow file or stream holds beside its cells (Arrow columnar format, "IPC"): metadata of the schema, of columns,
//! batches and footer, dictionaries, bytes between the parts, and values that lie where no cell shows them.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use polars_arrow::array::{
    Array, BinaryArray, BinaryViewArray, FixedSizeListArray, ListArray, PrimitiveArray, StructArray,
    Utf8Array, Utf8ViewArray, View,
};
use polars_arrow::bitmap::Bitmap;
use polars_arrow::offset::{Offset, OffsetsBuffer};

use super::super::suspects::Place;
use super::{Beside, MOST_ENTRIES};
use crate::domain::name;
use crate::source::{Input, SourceError, arrow};

/// Longer stretches of bytes that belong to nothing are read in pieces of this size.
const PIECE: u64 = 16 << 20;
/// Shorter runs of text are no values.
const SHORTEST: usize = super::forms::SHORTEST;
/// A text of a view that is not longer stands in the view itself.
const INLINE: u32 = View::MAX_INLINE_SIZE;

/// Reads a file.
///
/// # Errors
/// The part that could not be read.
pub fn read(input: &Input, beside: &mut Beside) -> Result<(), &'static str> {
    let table = arrow::Table::open(input).map_err(|_| "its schema")?;
    around(&table, input, beside).ok_or("the bytes around its batches")?;
    let entries = table.each_dictionary(&mut |column, values| {
        shown(values, &mut |text| beside.backed(Place::Dictionary, column, text));
    });
    entries.map_err(|_| "its dictionaries")?;
    let names: Vec<String> = table.file_schema().iter_names().map(|name| name::segment(name)).collect();
    let (mut given, mut untold) = (0_usize, false);
    let batches = table.each_record(|record, _| {
        for (array, column) in record.arrays().iter().zip(&names) {
            untold |= hidden(&**array, &mut |text| {
                given += 1;
                if given <= MOST_ENTRIES {
                    beside.free(Place::Hidden, column, text);
                }
            });
        }
        Ok::<(), SourceError>(())
    });
    batches.map_err(|_| "its batches")?;
    if given > MOST_ENTRIES {
        return Err("all that lies under nulls");
    }
    // Where one value ends and the next begins cannot be told there.
    if untold { Err("bytes that no cell refers to") } else { Ok(()) }
}

/// Everything but the bodies of the batches: schema, descriptions, footer, and what belongs to nothing.
fn around(table: &arrow::Table, input: &Input, beside: &mut Beside) -> Option<()> {
    let mut file = File::open(&input.path).ok()?;
    let size = file.metadata().ok()?.len();
    let mut bodies = table.bodies();
    bodies.push(size..size);
    bodies.sort_by_key(|body| body.start);
    let mut at = 0;
    for body in bodies {
        while at < body.start {
            let length = (body.start - at).min(PIECE);
            let mut bytes = vec![0; usize::try_from(length).ok()?];
            file.seek(SeekFrom::Start(at)).ok()?;
            file.read_exact(&mut bytes).ok()?;
            super::printable(&bytes, &mut |text| beside.free(Place::Metadata, "", text));
            at += length;
        }
        at = at.max(body.end);
    }
    Some(())
}

/// The texts of a dictionary; numbers as cells show them.
fn shown(values: &dyn Array, give: &mut dyn FnMut(&[u8])) {
    each(values, 0..values.len(), give);
}

/// The texts and numbers at some places of an array, null or not.
fn each(array: &dyn Array, places: std::ops::Range<usize>, give: &mut dyn FnMut(&[u8])) {
    let any = array.as_any();
    if let Some(array) = any.downcast_ref::<Utf8Array<i32>>() {
        places.for_each(|at| give(array.value(at).as_bytes()));
    } else if let Some(array) = any.downcast_ref::<Utf8Array<i64>>() {
        places.for_each(|at| give(array.value(at).as_bytes()));
    } else if let Some(array) = any.downcast_ref::<BinaryArray<i32>>() {
        places.for_each(|at| give(array.value(at)));
    } else if let Some(array) = any.downcast_ref::<BinaryArray<i64>>() {
        places.for_each(|at| give(array.value(at)));
    } else if let Some(array) = any.downcast_ref::<Utf8ViewArray>() {
        views(array.views(), array.data_buffers(), places, give);
    } else if let Some(array) = any.downcast_ref::<BinaryViewArray>() {
        views(array.views(), array.data_buffers(), places, give);
    } else if let Some(array) = any.downcast_ref::<PrimitiveArray<i64>>() {
        array.values()[places].iter().for_each(|n| give(n.to_string().as_bytes()));
    } else if let Some(array) = any.downcast_ref::<PrimitiveArray<i32>>() {
        array.values()[places].iter().for_each(|n| give(n.to_string().as_bytes()));
    } else if let Some(array) = any.downcast_ref::<PrimitiveArray<u64>>() {
        array.values()[places].iter().for_each(|n| give(n.to_string().as_bytes()));
    } else if let Some(array) = any.downcast_ref::<PrimitiveArray<u32>>() {
        array.values()[places].iter().for_each(|n| give(n.to_string().as_bytes()));
    } else if let Some(array) = any.downcast_ref::<PrimitiveArray<f64>>() {
        array.values()[places].iter().for_each(|n| give(n.to_string().as_bytes()));
    } else if let Some(array) = any.downcast_ref::<StructArray>() {
        array.values().iter().for_each(|member| each(&**member, places.clone(), give));
    } else if let Some(array) = any.downcast_ref::<ListArray<i32>>() {
        elements(array, places, give);
    } else if let Some(array) = any.downcast_ref::<ListArray<i64>>() {
        elements(array, places, give);
    } else if let Some(array) = any.downcast_ref::<FixedSizeListArray>() {
        let width = array.size();
        each(&**array.values(), places.start * width..places.end * width, give);
    }
}

fn elements<O: Offset>(array: &ListArray<O>, places: std::ops::Range<usize>, give: &mut dyn FnMut(&[u8])) {
    for at in places {
        let (start, end) = array.offsets().start_end(at);
        each(&**array.values(), start..end, give);
    }
}

fn views<B: AsRef<[u8]>>(
    views: &[View],
    buffers: &[B],
    places: std::ops::Range<usize>,
    give: &mut dyn FnMut(&[u8]),
) {
    for view in views.get(places).unwrap_or_default() {
        if view.length <= INLINE {
            let bytes = view.as_u128().to_le_bytes();
            give(bytes.get(4..4 + view.length as usize).unwrap_or_default());
        } else if let Some(range) = range(view)
            && let Some(text) = buffers.get(view.buffer_idx as usize).and_then(|b| b.as_ref().get(range))
        {
            give(text);
        }
    }
}

fn range(view: &View) -> Option<std::ops::Range<usize>> {
    let start = view.offset as usize;
    Some(start..start.checked_add(view.length as usize)?)
}

/// Rows that are null, in runs.
fn nulls(validity: Option<&Bitmap>) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for at in validity.into_iter().flat_map(|bits| (0..bits.len()).filter(|at| !bits.get_bit(*at))) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Gives what an array holds under its nulls and in elements of no list; says whether there are more bytes that no cell
/// refers to.
fn hidden(array: &dyn Array, give: &mut dyn FnMut(&[u8])) -> bool {
    let mut long = |text: &[u8]| {
        if text.len() >= SHORTEST {
            give(text);
        }
    };
    for run in nulls(array.validity()) {
        each(array, run, &mut long);
    }
    let any = array.as_any();
    if let Some(array) = any.downcast_ref::<Utf8Array<i32>>() {
        outside(array.values(), ends(array.offsets()))
    } else if let Some(array) = any.downcast_ref::<Utf8Array<i64>>() {
        outside(array.values(), ends(array.offsets()))
    } else if let Some(array) = any.downcast_ref::<Utf8ViewArray>() {
        unused(array.views(), array.data_buffers())
    } else if let Some(array) = any.downcast_ref::<BinaryViewArray>() {
        unused(array.views(), array.data_buffers())
    } else if let Some(array) = any.downcast_ref::<StructArray>() {
        array.values().iter().filter(|member| hidden(&***member, give)).count() > 0
    } else if let Some(array) = any.downcast_ref::<ListArray<i32>>() {
        list(array, give)
    } else if let Some(array) = any.downcast_ref::<ListArray<i64>>() {
        list(array, give)
    } else if let Some(array) = any.downcast_ref::<FixedSizeListArray>() {
        hidden(&**array.values(), give)
    } else {
        false
    }
}

fn list<O: Offset>(array: &ListArray<O>, give: &mut dyn FnMut(&[u8])) -> bool {
    let values = &**array.values();
    let (first, last) = ends(array.offsets());
    each(values, 0..first, give);
    each(values, last..values.len(), give);
    hidden(values, give)
}

/// Where the first element starts and the last one ends.
fn ends<O: Offset>(offsets: &OffsetsBuffer<O>) -> (usize, usize) {
    match offsets.len_proxy() {
        0 => (0, 0),
        length => (offsets.start_end(0).0, offsets.start_end(length - 1).1),
    }
}

/// Whether text stands before the first or after the last cell.
fn outside(bytes: &[u8], (first, last): (usize, usize)) -> bool {
    [bytes.get(..first), bytes.get(last..)].into_iter().flatten().any(holds_text)
}

fn holds_text(bytes: &[u8]) -> bool {
    let mut found = false;
    super::printable(bytes, &mut |_| found = true);
    found
}

/// Whether text stands in buffers where no view refers to it.
fn unused<B: AsRef<[u8]>>(views: &[View], buffers: &[B]) -> bool {
    let mut used: Vec<Vec<std::ops::Range<usize>>> = vec![Vec::new(); buffers.len()];
    for view in views.iter().filter(|view| view.length > INLINE) {
        if let (Some(range), Some(list)) = (range(view), used.get_mut(view.buffer_idx as usize)) {
            list.push(range);
        }
    }
    buffers.iter().zip(used).any(|(buffer, mut ranges)| {
        let bytes = buffer.as_ref();
        ranges.sort_unstable_by_key(|range| range.start);
        let mut at = 0;
        let between = ranges.into_iter().any(|range| {
            let gap = bytes.get(at..range.start);
            at = at.max(range.end);
            gap.is_some_and(holds_text)
        });
        between || bytes.get(at..).is_some_and(holds_text)
    })
}
