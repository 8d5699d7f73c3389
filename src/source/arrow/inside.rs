//! What a file holds beside its cells: the dictionaries, and where the parts of the file stand.

use std::collections::HashMap;
use std::ops::Range;

use polars_arrow::array::Array;
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_arrow::io::ipc::IpcField;
use polars_arrow::io::ipc::read::{read_file_dictionaries, read_file_metadata};

use super::message::Block;
use super::overlay::Overlay;
use super::{Table, footer};
use crate::domain::name;
use crate::source::frame::guarded;
use crate::source::{SourceError, decode};

impl Table {
    /// Every dictionary, used or not, also one that a later one replaces: the path of its column, and its values.
    ///
    /// # Errors
    /// A dictionary that cannot be read.
    pub fn each_dictionary(&self, give: &mut dyn FnMut(&str, &dyn Array)) -> Result<(), SourceError> {
        let mut names = HashMap::new();
        let fields = self.metadata.schema.iter_values().zip(&self.metadata.ipc_schema.fields);
        for (field, ipc) in fields {
            paths(&name::segment(&field.name), &field.dtype, ipc, &mut names);
        }
        for block in &self.messages.dictionaries {
            let damaged = || self.damaged_block(*block);
            let end = footer::with(&self.messages, &[*block], None).ok_or_else(damaged)?;
            let file = decode::open_file(&self.input.path)?;
            let read = guarded(|| {
                let mut file = Overlay::new(file, self.bytes, end);
                let metadata = read_file_metadata(&mut file)?;
                read_file_dictionaries(&mut file, &metadata, &mut Vec::new(), Default::default())
            });
            for (id, values) in read.ok_or_else(damaged)? {
                give(names.get(&id).map_or("", String::as_str), &*values);
            }
        }
        Ok(())
    }

    /// The bodies of the messages that are read: all other bytes of the file describe, or belong to nothing.
    #[must_use]
    pub fn bodies(&self) -> Vec<Range<u64>> {
        let batches = self.messages.batches.iter().map(|batch| batch.block);
        let blocks = self.messages.dictionaries.iter().copied().chain(batches);
        let body = |block: Block| {
            let start = block.offset.saturating_add(u64::from(block.metadata));
            start..start.saturating_add(block.body)
        };
        blocks.map(body).collect()
    }
}

/// The paths of the columns that have a dictionary, by its id.
fn paths(path: &str, dtype: &ArrowDataType, ipc: &IpcField, names: &mut HashMap<i64, String>) {
    if let Some(id) = ipc.dictionary_id {
        names.insert(id, path.to_owned());
    }
    let inner: &[Field] = match dtype {
        ArrowDataType::List(field)
        | ArrowDataType::LargeList(field)
        | ArrowDataType::FixedSizeList(field, _)
        | ArrowDataType::Map(field, _) => std::slice::from_ref(field),
        ArrowDataType::Struct(fields) => fields,
        _ => return,
    };
    let is_struct = matches!(dtype, ArrowDataType::Struct(_));
    for (field, ipc) in inner.iter().zip(&ipc.fields) {
        let path =
            if is_struct { format!("{path}.{}", name::segment(&field.name)) } else { format!("{path}[]") };
        paths(&path, &field.dtype, ipc, names);
    }
}
