//! Connected components: the groups that pairwise links make of numbered items (union-find).

/// The groups that links make of the numbers below `n`: each in ascending order, by their first.
pub fn groups(n: usize, links: impl IntoIterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut first: Vec<usize> = (0..n).collect();
    fn root(first: &mut [usize], mut at: usize) -> usize {
        while first[at] != at {
            first[at] = first[first[at]];
            at = first[at];
        }
        at
    }
    for (a, b) in links {
        let (a, b) = (root(&mut first, a), root(&mut first, b));
        first[a.max(b)] = a.min(b);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); n];
    for at in 0..n {
        groups[root(&mut first, at)].push(at);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_make_groups() {
        assert_eq!(
            groups(6, [(4, 1), (2, 5), (5, 4)]),
            [vec![0], vec![1, 2, 4, 5], vec![3]]
        );
        assert_eq!(groups(2, []), [vec![0], vec![1]]);
        assert!(groups(0, []).is_empty());
    }

    proptest! {
        #[test]
        fn groups_hold_everything_once(links in prop::collection::vec((0usize..20, 0usize..20), 0..30)) {
            let mut all: Vec<usize> = groups(20, links.clone()).concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..20).collect::<Vec<_>>());
            let mut reversed = links.clone();
            reversed.reverse();
            prop_assert_eq!(groups(20, links), groups(20, reversed));
        }
    }
}
