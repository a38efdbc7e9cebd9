//! Verifying proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2), with nothing but hashes.

use crate::{Error, Hash, Result, empty_root, node_hash};

/// The most hashes that any proof can have, for trees of less than 2^63 entries.
pub const MAX_PROOF_HASHES: usize = 63;

/// Checks that the leaf with this hash is entry `index` of the tree with `size` entries and `root`.
///
/// # Errors
/// [`Error::ProofFails`] when it does not hold, with too few or too many hashes, and for an index
/// beyond the tree.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> Result<()> {
    if index >= size {
        return Err(Error::ProofFails("the index is beyond the tree"));
    }
    check_length(proof)?;
    let (mut place, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(Error::ProofFails("it has too many hashes"));
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        return Err(Error::ProofFails("it has too few hashes"));
    }
    same(&hash, root)
}

/// Checks that the tree with `new_size` entries and `new_root` begins with the tree with `old_size`
/// entries and `old_root`. Every tree begins with the empty one, with an empty proof.
///
/// # Errors
/// [`Error::ProofFails`] when it does not hold, with too few or too many hashes, and when the old
/// tree is the larger one.
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<()> {
    if old_size > new_size {
        return Err(Error::ProofFails("the old tree is the larger one"));
    }
    check_length(proof)?;
    if old_size == new_size || old_size == 0 {
        if !proof.is_empty() {
            return Err(Error::ProofFails("it has too many hashes"));
        }
        let expected = if old_size == new_size {
            *new_root
        } else {
            empty_root()
        };
        same(&expected, old_root)?;
        return if new_size == 0 {
            same(&empty_root(), new_root)
        } else {
            Ok(())
        };
    }
    let mut hashes = proof.iter();
    let (mut place, mut last) = (old_size - 1, new_size - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    // An old tree that is complete is itself the first hash.
    let first = match place {
        0 => *old_root,
        _ => *hashes.next().ok_or(Error::ProofFails("it has too few hashes"))?,
    };
    let (mut old, mut new) = (first, first);
    for hash in hashes {
        if last == 0 {
            return Err(Error::ProofFails("it has too many hashes"));
        }
        if place & 1 == 1 || place == last {
            old = node_hash(hash, &old);
            new = node_hash(hash, &new);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            new = node_hash(&new, hash);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        return Err(Error::ProofFails("it has too few hashes"));
    }
    same(&old, old_root)?;
    same(&new, new_root)
}

fn check_length(proof: &[Hash]) -> Result<()> {
    if proof.len() > MAX_PROOF_HASHES {
        Err(Error::ProofFails("it has more than 63 hashes"))
    } else {
        Ok(())
    }
}

fn same(computed: &Hash, stated: &Hash) -> Result<()> {
    if computed == stated {
        Ok(())
    } else {
        Err(Error::ProofFails("the roots differ"))
    }
}
