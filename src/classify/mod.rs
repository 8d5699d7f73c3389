//! The engine: one pass over the cells, mergeable profiles, assessment with evidence.
