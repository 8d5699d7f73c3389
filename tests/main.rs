//! The integration tests, one binary: every further one would link polars again.

mod findings;
mod layers;
