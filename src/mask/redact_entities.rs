//! `redact_entities`: entities inside a text become `[TYPE]`, the rest of the text stays.

use std::sync::Arc;

use super::support::{cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::Params;
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
    params: &[],
    applies_to: &[DType::String],
    made_for: MadeFor::Text,
};

impl Mask for RedactEntities {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        params::complete(self, given)?;
        let mut guarantees =
            promises("the text around what was found, and whatever the detectors did not find");
        guarantees.may_equal = true;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        params::complete(self, given)?;
        let finder = context.finder.clone().ok_or(MaskError::NoFinder { mask: self.name() })?;
        Ok(Box::new(Runner { finder, spans: Vec::new() }))
    }
}

struct Runner {
    finder: Arc<dyn FindSpans>,
    spans: Vec<Span>,
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        self.spans.clear();
        self.finder.find_spans(cell, &mut self.spans);
        let mut at = 0;
        for span in &self.spans {
            if let Some(before) = cell.get(at..span.start) {
                out.extend_from_slice(before);
                out.push(b'[');
                out.extend(span.kind.bytes().map(|b| b.to_ascii_uppercase()));
                out.push(b']');
                at = span.end;
            }
        }
        out.extend_from_slice(cell.get(at..).unwrap_or_default());
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(Self { finder: Arc::clone(&self.finder), spans: Vec::new() })
    }
}
