//! Taking in: an election's folder on disk, and what becomes signed entries of its record.
