//! The proof that masked data keeps the plan's promises.
