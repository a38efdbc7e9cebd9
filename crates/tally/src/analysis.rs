//! What the sheets allow of a claim.
