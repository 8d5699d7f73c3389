//! Arrow arrays built anew, so that no byte is written that no cell shows: what lies under a null, behind the views of
//! other rows, or between the elements of lists.

use polars::prelude::{PolarsError, PolarsResult};
use polars_arrow::array::builder::{ArrayBuilder as _, ShareStrategy, make_builder};
use polars_arrow::array::{
    Array, BinaryArray, BinaryViewArray, DictionaryArray, FixedSizeBinaryArray, FixedSizeListArray,
    ListArray, MapArray, PrimitiveArray, StructArray, Utf8Array, Utf8ViewArray,
};
use polars_arrow::bitmap::Bitmap;
use polars_arrow::bitmap::utils::SlicesIterator;
use polars_arrow::datatypes::{ArrowDataType, Field, TimeUnit};
use polars_arrow::match_integer_type;
use polars_arrow::offset::{Offset, Offsets, OffsetsBuffer};
use polars_arrow::types::NativeType;

/// The type in which an array of type `mine` is written where the original has type `theirs`: its kind of text, bytes,
/// lists and members where that says the same; `exact`: its units of time too, since every value has them.
pub fn like(mine: &ArrowDataType, theirs: &ArrowDataType, exact: bool) -> ArrowDataType {
    use ArrowDataType::{
        Binary, BinaryView, Date64, Dictionary, FixedSizeBinary, FixedSizeList, LargeBinary, LargeList,
        LargeUtf8, List, Map, Struct, Time32, Time64, Timestamp, Utf8, Utf8View,
    };
    let inner = |mine: &Field, theirs: &Field| {
        Box::new(Field::new(theirs.name.clone(), like(&mine.dtype, &theirs.dtype, exact), theirs.is_nullable))
    };
    match (mine, theirs) {
        (Time64(_), Time32(_) | Time64(_)) if exact => theirs.clone(),
        (Timestamp(_, zone), Timestamp(_, other)) if exact && zone == other => theirs.clone(),
        (Timestamp(TimeUnit::Millisecond, None), Date64) if exact => Date64,
        (LargeList(mine), Map(theirs, sorted)) if exact => Map(inner(mine, theirs), *sorted),
        (Utf8View, Utf8 | LargeUtf8) | (BinaryView, Binary | LargeBinary) => theirs.clone(),
        (Utf8View, Dictionary(_, values, _)) => like(mine, values, exact),
        (BinaryView, FixedSizeBinary(_)) => Binary,
        (LargeList(mine), List(theirs)) => List(inner(mine, theirs)),
        (LargeList(mine), LargeList(theirs)) => LargeList(inner(mine, theirs)),
        (FixedSizeList(mine, width), FixedSizeList(theirs, _)) => FixedSizeList(inner(mine, theirs), *width),
        (Struct(mine), Struct(theirs)) => {
            let member = |mine: &Field| match theirs.iter().find(|field| field.name == mine.name) {
                Some(theirs) => *inner(mine, theirs),
                None => mine.clone(),
            };
            Struct(mine.iter().map(member).collect())
        }
        _ => mine.clone(),
    }
}

/// An array with the same cells and nothing else, in a type that [`like`] gives.
///
/// # Errors
/// More than 2 GiB of text in an array whose offsets have 32 bits; a type that is not written.
pub fn rebuilt(array: &dyn Array, target: &ArrowDataType) -> PolarsResult<Box<dyn Array>> {
    match target {
        ArrowDataType::Utf8 => utf8::<i32>(array, target),
        ArrowDataType::LargeUtf8 => utf8::<i64>(array, target),
        ArrowDataType::Binary => binary::<i32>(array, target),
        ArrowDataType::LargeBinary => binary::<i64>(array, target),
        ArrowDataType::List(field) => list::<i32>(array, field, target),
        ArrowDataType::LargeList(field) => list::<i64>(array, field, target),
        ArrowDataType::FixedSizeList(field, _) => {
            let array: &FixedSizeListArray = typed(array)?;
            // Under a null everything is null.
            let mut filled = make_builder(array.dtype());
            visible(array.validity(), array.len(), |start, length, there| {
                if there {
                    filled.subslice_extend(array, start, length, ShareStrategy::Never);
                } else {
                    filled.extend_nulls(length);
                }
            });
            let filled = filled.freeze();
            let array: &FixedSizeListArray = typed(&*filled)?;
            let values = rebuilt(&**array.values(), &field.dtype)?;
            FixedSizeListArray::try_new(target.clone(), array.len(), values, array.validity().cloned())
                .map(boxed)
        }
        ArrowDataType::Struct(fields) => {
            let array: &StructArray = typed(array)?;
            let members = array.values().iter().zip(fields).map(|(member, field)| {
                let there = match (array.validity(), member.validity()) {
                    (Some(outer), Some(inner)) => Some(outer & inner),
                    (outer, inner) => outer.or(inner).cloned(),
                };
                rebuilt(&*member.with_validity(there), &field.dtype)
            });
            let members = members.collect::<PolarsResult<Vec<_>>>()?;
            StructArray::try_new(target.clone(), array.len(), members, array.validity().cloned()).map(boxed)
        }
        ArrowDataType::Map(field, _) => {
            let lists = list::<i32>(array, field, &ArrowDataType::List(field.clone()))?;
            let lists: &ListArray<i32> = typed(&*lists)?;
            let (offsets, pairs) = (lists.offsets().clone(), lists.values().clone());
            MapArray::try_new(target.clone(), offsets, pairs, lists.validity().cloned()).map(boxed)
        }
        same if same == array.dtype() && a_second(same).is_some() => Ok(leaf(array)),
        ArrowDataType::Time32(_) => in_units::<i32>(array, target),
        ArrowDataType::Time64(_) | ArrowDataType::Timestamp(..) | ArrowDataType::Date64 => {
            in_units::<i64>(array, target)
        }
        ArrowDataType::Union(_) | ArrowDataType::Dictionary(..) => {
            Err(PolarsError::ComputeError("a type that is not written".into()))
        }
        ArrowDataType::FixedSizeBinary(width) => {
            let array: &BinaryViewArray = typed(array)?;
            FixedSizeBinaryArray::try_from_iter(array.iter(), *width).map(boxed)
        }
        _ => Ok(leaf(array)),
    }
}

/// Times in the units of another type.
///
/// # Errors
/// A value that lies between two of them.
fn in_units<T: NativeType + TryFrom<i64>>(
    array: &dyn Array,
    target: &ArrowDataType,
) -> PolarsResult<Box<dyn Array>> {
    let none = || PolarsError::ComputeError("a time that its type does not hold".into());
    let cells = leaf(array);
    let cells: &PrimitiveArray<i64> = typed(&*cells)?;
    let step = match (a_second(array.dtype()), a_second(target)) {
        (Some(mine), Some(theirs)) if mine % theirs == 0 => mine / theirs,
        _ => return Err(none()),
    };
    let fitting = |value: i64| {
        if value % step != 0 {
            return Err(none());
        }
        T::try_from(value / step).map_err(|_| none())
    };
    let values = cells.iter().map(|value| value.copied().map(fitting).transpose());
    let values: PrimitiveArray<T> = values.collect::<PolarsResult<Vec<_>>>()?.into_iter().collect();
    Ok(boxed(values.to(target.clone())))
}

/// Units of a type of time that make a second.
const fn a_second(dtype: &ArrowDataType) -> Option<i64> {
    Some(match dtype {
        ArrowDataType::Date64 => 1_000,
        ArrowDataType::Time32(unit) | ArrowDataType::Time64(unit) | ArrowDataType::Timestamp(unit, _) => {
            match unit {
                TimeUnit::Second => 1,
                TimeUnit::Millisecond => 1_000,
                TimeUnit::Microsecond => 1_000_000,
                TimeUnit::Nanosecond => 1_000_000_000,
            }
        }
        _ => return None,
    })
}

/// Texts as a dictionary of known values with the keys of the original.
///
/// # Errors
/// A text that the dictionary does not hold.
pub fn dictionary(
    array: &dyn Array,
    values: &[String],
    target: &ArrowDataType,
) -> PolarsResult<Box<dyn Array>> {
    let ArrowDataType::Dictionary(keys, kind, _) = target else {
        return Err(PolarsError::ComputeError("no dictionary".into()));
    };
    let texts: &Utf8ViewArray = typed(array)?;
    let places: std::collections::HashMap<&str, usize> =
        values.iter().enumerate().map(|(at, value)| (value.as_str(), at)).collect();
    let kept = Utf8ViewArray::from_slice_values(values);
    let kept = rebuilt(&kept, kind)?;
    match_integer_type!(keys, |$T| {
        let unknown = || PolarsError::ComputeError("a value is not in the dictionary".into());
        let keys = texts.iter().map(|text| match text {
            None => Ok(None),
            Some(text) => {
                let place = places.get(text).ok_or_else(unknown)?;
                <$T>::try_from(*place).map(Some).map_err(|_| unknown())
            }
        });
        let keys: PrimitiveArray<$T> = keys.collect::<PolarsResult<Vec<_>>>()?.into_iter().collect();
        DictionaryArray::try_new(target.clone(), keys, kept).map(boxed)
    })
}

fn typed<T: Array>(array: &dyn Array) -> PolarsResult<&T> {
    let other = || PolarsError::ComputeError("an array of another type than its column".into());
    array.as_any().downcast_ref().ok_or_else(other)
}

/// Runs of rows that are there, and of rows that are null, in order.
fn visible(validity: Option<&Bitmap>, rows: usize, mut give: impl FnMut(usize, usize, bool)) {
    let Some(validity) = validity else { return give(0, rows, true) };
    let mut at = 0;
    for (start, length) in SlicesIterator::new(validity) {
        if start > at {
            give(at, start - at, false);
        }
        give(start, length, true);
        at = start + length;
    }
    if rows > at {
        give(at, rows - at, false);
    }
}

/// An array without parts.
fn leaf(array: &dyn Array) -> Box<dyn Array> {
    let views = matches!(array.dtype(), ArrowDataType::Utf8View | ArrowDataType::BinaryView);
    if array.null_count() == 0 && !views {
        return array.to_boxed();
    }
    let mut built = make_builder(array.dtype());
    visible(array.validity(), array.len(), |start, length, there| {
        if there {
            built.subslice_extend(array, start, length, ShareStrategy::Never);
        } else {
            built.extend_nulls(length);
        }
    });
    built.freeze()
}

/// The lengths of cells and their bytes, one after the other.
fn packed<'a, O: Offset>(
    cells: impl Iterator<Item = Option<&'a [u8]>> + Clone,
) -> PolarsResult<(OffsetsBuffer<O>, Vec<u8>)> {
    let offsets = Offsets::<O>::try_from_lengths(cells.clone().map(|cell| cell.map_or(0, <[u8]>::len)))?;
    let mut bytes = Vec::new();
    cells.flatten().for_each(|cell| bytes.extend_from_slice(cell));
    Ok((offsets.into(), bytes))
}

fn utf8<O: Offset>(array: &dyn Array, target: &ArrowDataType) -> PolarsResult<Box<dyn Array>> {
    let array: &Utf8ViewArray = typed(array)?;
    let (offsets, bytes) = packed::<O>(array.iter().map(|text| text.map(str::as_bytes)))?;
    Utf8Array::try_new(target.clone(), offsets, bytes.into(), array.validity().cloned()).map(boxed)
}

fn binary<O: Offset>(array: &dyn Array, target: &ArrowDataType) -> PolarsResult<Box<dyn Array>> {
    let array: &BinaryViewArray = typed(array)?;
    let (offsets, bytes) = packed::<O>(array.iter())?;
    BinaryArray::try_new(target.clone(), offsets, bytes.into(), array.validity().cloned()).map(boxed)
}

fn list<O: Offset + NativeType>(
    array: &dyn Array,
    field: &Field,
    target: &ArrowDataType,
) -> PolarsResult<Box<dyn Array>> {
    let array: &ListArray<i64> = typed(array)?;
    let mut lengths = Vec::with_capacity(array.len());
    let mut elements = make_builder(array.values().dtype());
    visible(array.validity(), array.len(), |first, rows, there| {
        for row in first..first + rows {
            let (start, end) = array.offsets().start_end(row);
            let length = if there { end - start } else { 0 };
            if length > 0 {
                elements.subslice_extend(&**array.values(), start, length, ShareStrategy::Never);
            }
            lengths.push(length);
        }
    });
    let offsets = Offsets::<O>::try_from_lengths(lengths.into_iter())?;
    let elements = rebuilt(&*elements.freeze(), &field.dtype)?;
    ListArray::try_new(target.clone(), offsets.into(), elements, array.validity().cloned()).map(boxed)
}

fn boxed<A: Array + 'static>(array: A) -> Box<dyn Array> {
    Box::new(array)
}

#[cfg(test)]
mod tests {
    use polars_arrow::bitmap::BitmapBuilder;

    use super::*;

    fn some(rows: &[bool]) -> Option<Bitmap> {
        let mut bits = BitmapBuilder::new();
        rows.iter().for_each(|there| bits.push(*there));
        bits.into_opt_validity()
    }

    fn texts() -> Utf8ViewArray {
        let texts = ["a longer text of Ana", "hidden text of Maria", "short"];
        Utf8ViewArray::from_slice_values(texts).with_validity(some(&[true, false, true]))
    }

    fn shown(array: &dyn Array) -> Vec<Option<&str>> {
        typed::<Utf8Array<i32>>(array).unwrap().iter().collect()
    }

    #[test]
    fn what_lies_under_a_null_is_not_written() {
        let wanted = [Some("a longer text of Ana"), None, Some("short")];
        let plain = rebuilt(&texts(), &ArrowDataType::Utf8).unwrap();
        assert_eq!(shown(&*plain), wanted);
        assert_eq!(typed::<Utf8Array<i32>>(&*plain).unwrap().values().len(), 25);
        let views = rebuilt(&texts(), &ArrowDataType::Utf8View).unwrap();
        let views: &Utf8ViewArray = typed(&*views).unwrap();
        assert!(views.iter().eq(wanted));
        assert_eq!(views.total_buffer_len(), 20);
        let numbers =
            PrimitiveArray::<i64>::from_slice([7, 4711, 9]).with_validity(some(&[true, false, true]));
        let numbers = rebuilt(&numbers, &ArrowDataType::Int64).unwrap();
        assert_eq!(typed::<PrimitiveArray<i64>>(&*numbers).unwrap().values().as_slice(), [7, 0, 9]);
    }

    #[test]
    fn members_and_elements_of_nothing_are_not_written() {
        let field = Field::new("name".into(), ArrowDataType::Utf8View, true);
        let kind = ArrowDataType::Struct(vec![field.clone()]);
        let members = StructArray::new(kind, 3, vec![texts().boxed()], some(&[false, true, true]));
        let target = ArrowDataType::Struct(vec![Field::new("name".into(), ArrowDataType::Utf8, true)]);
        let built = rebuilt(&members, &target).unwrap();
        let built: &StructArray = typed(&*built).unwrap();
        assert_eq!(shown(&*built.values()[0]), [None, None, Some("short")]);
        assert_eq!(typed::<Utf8Array<i32>>(&*built.values()[0]).unwrap().values().len(), 5);

        let offsets = Offsets::<i64>::try_from_lengths([1, 2].into_iter()).unwrap();
        let kind = ArrowDataType::LargeList(Box::new(field));
        let lists = ListArray::new(kind, offsets.into(), texts().boxed(), some(&[true, false]));
        let element = Field::new("item".into(), ArrowDataType::Utf8, true);
        let built = rebuilt(&lists, &ArrowDataType::List(Box::new(element))).unwrap();
        let built: &ListArray<i32> = typed(&*built).unwrap();
        assert_eq!(shown(&**built.values()), [Some("a longer text of Ana")]);
        assert_eq!(built.null_count(), 1);
    }

    #[test]
    fn a_dictionary_keeps_its_keys_and_takes_no_other_value() {
        let kind = ArrowDataType::Dictionary(
            polars_arrow::datatypes::IntegerType::Int8,
            Box::new(ArrowDataType::Utf8),
            true,
        );
        let values = ["short".to_owned(), "a longer text of Ana".to_owned()];
        let built = dictionary(&texts(), &values, &kind).unwrap();
        let built: &DictionaryArray<i8> = typed(&*built).unwrap();
        assert!(built.keys_iter().eq([Some(1), None, Some(0)]));
        assert_eq!(shown(&**built.values()), [Some("short"), Some("a longer text of Ana")]);
        assert!(dictionary(&texts(), &values[..1], &kind).is_err());
    }
}
