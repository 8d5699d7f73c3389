//! `redact_entities`: entities inside a text become `[TYPE]`, the rest of the text stays.
//!
//! What the detectors cannot tell, the row often can: values of the columns that `known` names become `[COLUMN]` wherever
//! they stand in the text of their own row (see [`Known`]). Where places overlap, one bracket stands for all of them.

use std::ops::Range;
use std::sync::Arc;

use super::known::Known;
use super::support::{cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{MaskClass, ParamSpec, Params};
use crate::domain::spans::{FindSpans, Span};
use crate::domain::technique::Technique;

/// The mask.
pub struct RedactEntities;

/// What it is.
const ABOUT: About = About {
    name: "redact_entities",
    version: 1,
    title: "names, contacts and ids found inside a text become their type in brackets",
    technique: Technique::Masking,
    params: &[ParamSpec::new(
        "known",
        "columns with a comma between: what they hold in the same row is redacted too",
    )],
    applies_to: &[DType::String],
    made_for: MadeFor::Text,
};

impl Mask for RedactEntities {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let reads = known_columns(self, given)?;
        let leaves = "the text around what was found, and whatever the detectors did not find";
        let mut guarantees = match reads.len() {
            0 => promises(leaves),
            1 => promises(&format!("{leaves} and one column of the row does not hold")),
            n => promises(&format!("{leaves} and {n} columns of the row do not hold")),
        };
        guarantees.may_equal = true;
        let class = if reads.is_empty() { MaskClass::Cell } else { MaskClass::Row };
        guarantees.deterministic = reads.is_empty();
        Ok(MaskPlan { class, reads, ..cell_plan(guarantees, dtype, dtype) })
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let finder = context.finder.clone().ok_or(MaskError::NoFinder { mask: self.name() })?;
        let label = |column: &String| column.to_uppercase().into_bytes();
        let labels: Vec<Vec<u8>> = known_columns(self, given)?.iter().map(label).collect();
        Ok(Box::new(Runner::new(finder, labels.into())))
    }
}

/// The columns whose values are redacted too.
fn known_columns(mask: &dyn Mask, given: &Params) -> Result<Vec<String>, MaskError> {
    let completed = params::complete(mask, given)?;
    let list = completed.get("known").map(ToString::to_string).unwrap_or_default();
    Ok(list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// A place that is redacted.
#[derive(Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
    label: Label,
}

/// What stands in the brackets.
#[derive(Clone, Copy)]
enum Label {
    Type(&'static str),
    Column(usize),
}

struct Runner {
    finder: Arc<dyn FindSpans>,
    labels: Arc<[Vec<u8>]>,
    known: Known,
    spans: Vec<Span>,
    ranges: Vec<Range<usize>>,
    places: Vec<Place>,
}

impl Runner {
    fn new(finder: Arc<dyn FindSpans>, labels: Arc<[Vec<u8>]>) -> Self {
        let known = Known::default();
        Self { finder, labels, known, spans: Vec::new(), ranges: Vec::new(), places: Vec::new() }
    }

    /// Fills `places` with what is redacted, in order; places may overlap.
    fn find(&mut self, cell: &[u8], others: &[Option<&[u8]>]) {
        self.spans.clear();
        self.finder.find_spans(cell, &mut self.spans);
        self.places.clear();
        let found = self.spans.iter();
        self.places.extend(found.map(|s| Place { start: s.start, end: s.end, label: Label::Type(s.kind) }));
        if self.labels.is_empty() {
            return;
        }
        self.known.look_into(cell);
        for (column, value) in others.iter().enumerate() {
            let Some(value) = value else { continue };
            self.ranges.clear();
            self.known.find(cell, value, &mut self.ranges);
            let label = Label::Column(column);
            let ranges = self.ranges.iter();
            self.places.extend(ranges.map(|r| Place { start: r.start, end: r.end, label }));
        }
        // The longest of those that start together gives the label.
        self.places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    }

    fn label(&self, label: Label, out: &mut Vec<u8>) {
        out.push(b'[');
        match label {
            Label::Type(kind) => out.extend(kind.bytes().map(|b| b.to_ascii_uppercase())),
            Label::Column(at) => out.extend_from_slice(self.labels.get(at).map_or(b"KNOWN", Vec::as_slice)),
        }
        out.push(b']');
    }
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], others: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        self.find(cell, others);
        let mut at = 0;
        let mut places = self.places.iter().peekable();
        while let Some(place) = places.next() {
            let mut end = place.end;
            while let Some(next) = places.next_if(|next| next.start < end) {
                end = end.max(next.end);
            }
            out.extend_from_slice(cell.get(at..place.start).unwrap_or_default());
            self.label(place.label, out);
            at = end;
        }
        out.extend_from_slice(cell.get(at..).unwrap_or_default());
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(Self::new(Arc::clone(&self.finder), Arc::clone(&self.labels)))
    }
}
