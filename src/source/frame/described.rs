//! The Arrow schema that writers of Parquet leave in the footer, key `ARROW:schema`: an IPC message in base64.

use data_encoding::BASE64;
use polars::prelude::{ArrowSchema, FileMetadataRef};
use polars_arrow::datatypes::{ArrowDataType, Field, Metadata, TimeUnit};
use polars_arrow::io::ipc::read::deserialize_schema;
use polars_arrow::io::ipc::write::{default_ipc_fields, schema_to_bytes};

use super::guarded;

/// The key.
pub const KEY: &str = "ARROW:schema";

/// Reads the text of the key.
#[must_use]
pub fn read(text: &str) -> Option<ArrowSchema> {
    let bytes = BASE64.decode(text.as_bytes()).ok()?;
    // A marker and a length stand before it since version 0.15 of the format, before that the length alone.
    let message = bytes.get(if bytes.starts_with(&[0xff; 4]) { 8 } else { 4 }..)?;
    guarded(|| deserialize_schema(message)).map(|(schema, ..)| schema)
}

/// Writes the text of the key: an IPC message with its marker and length.
#[must_use]
pub fn written(schema: &ArrowSchema, metadata: Option<&Metadata>) -> String {
    let message = schema_to_bytes(schema, &default_ipc_fields(schema.iter_values()), metadata);
    let mut bytes = vec![0xff; 4];
    bytes.extend_from_slice(&(message.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&message);
    BASE64.encode(&bytes)
}

/// A footer whose times of day are described in the units that they are stored in: Parquet has no seconds, so that they
/// stand there in milliseconds, and who takes them for seconds reads a thousandfold.
#[must_use]
pub fn as_stored(metadata: FileMetadataRef) -> FileMetadataRef {
    let texts = metadata.key_value_metadata.iter().flatten();
    let Some(schema) = texts.filter(|pair| pair.key == KEY).find_map(|pair| read(pair.value.as_deref()?))
    else {
        return metadata;
    };
    let stored: ArrowSchema = schema.iter_values().map(in_milliseconds).collect();
    if stored == schema {
        return metadata;
    }
    let mut changed = (*metadata).clone();
    for pair in changed.key_value_metadata.iter_mut().flatten().filter(|pair| pair.key == KEY) {
        pair.value = Some(written(&stored, None));
    }
    changed.into()
}

fn in_milliseconds(field: &Field) -> Field {
    let inner = |field: &Field| Box::new(in_milliseconds(field));
    let dtype = match &field.dtype {
        ArrowDataType::Time32(TimeUnit::Second) => ArrowDataType::Time32(TimeUnit::Millisecond),
        ArrowDataType::List(element) => ArrowDataType::List(inner(element)),
        ArrowDataType::LargeList(element) => ArrowDataType::LargeList(inner(element)),
        ArrowDataType::FixedSizeList(element, width) => ArrowDataType::FixedSizeList(inner(element), *width),
        ArrowDataType::Map(pair, sorted) => ArrowDataType::Map(inner(pair), *sorted),
        ArrowDataType::Struct(members) => {
            ArrowDataType::Struct(members.iter().map(in_milliseconds).collect())
        }
        other => other.clone(),
    };
    Field { dtype, ..field.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_reads_back_as_it_was_written() {
        let times = Field::new("at".into(), ArrowDataType::Time32(TimeUnit::Second), true);
        let many = Field::new("all".into(), ArrowDataType::List(Box::new(times.clone())), true);
        let schema: ArrowSchema = [times, many].into_iter().collect();
        assert_eq!(read(&written(&schema, None)).as_ref(), Some(&schema));
        for text in ["", "no base64!", "AAAA"] {
            assert_eq!(read(text), None, "{text}");
        }
        let stored: Vec<Field> = schema.iter_values().map(in_milliseconds).collect();
        assert_eq!(stored[0].dtype, ArrowDataType::Time32(TimeUnit::Millisecond));
        let ArrowDataType::List(element) = &stored[1].dtype else { panic!("{:?}", stored[1]) };
        assert_eq!(element.dtype, ArrowDataType::Time32(TimeUnit::Millisecond));
    }
}
