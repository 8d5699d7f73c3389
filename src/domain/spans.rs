//! Entities found inside a text.

/// One entity inside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Semantic type, a name of the detector registry.
    pub kind: &'static str,
}

/// Finds entities inside text: implemented by the classifier, asked by the text mask and by the journal.
pub trait FindSpans: Send + Sync {
    /// Appends the entities of `text`, sorted by start, not overlapping.
    fn find_spans(&self, text: &[u8], out: &mut Vec<Span>);
}
