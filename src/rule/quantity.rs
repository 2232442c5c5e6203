//! Quantities in prose.
