//! Pairs of two lists that keep their order and are most alike together.

/// Pairs of places in two lists, in order: no pair crosses another, each is at least `floor` alike, and no other choice
/// has more likeness in all, counted in squares: one good pair is worth more than two poor ones. Equal choices are settled
/// for the earlier place.
///
/// Time and memory are the product of the lengths: callers keep lists short.
pub(super) fn align(old: usize, new: usize, floor: f64, like: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let width = new + 1;
    let mut best = vec![0.0_f64; (old + 1) * width];
    let mut pairs = vec![false; old * new];
    // From the end, so that the way is read from the beginning.
    for left in (0..old).rev() {
        for right in (0..new).rev() {
            let apart = best[(left + 1) * width + right].max(best[left * width + right + 1]);
            let alike = like(left, right);
            let together = best[(left + 1) * width + right + 1] + alike * alike;
            let pair = alike >= floor && together >= apart;
            pairs[left * new + right] = pair;
            best[left * width + right] = if pair { together } else { apart };
        }
    }
    let (mut left, mut right) = (0, 0);
    let mut found = Vec::new();
    while left < old && right < new {
        if pairs[left * new + right] {
            found.push((left, right));
            (left, right) = (left + 1, right + 1);
        } else if best[(left + 1) * width + right] >= best[left * width + right + 1] {
            left += 1;
        } else {
            right += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_pairs_win_and_never_cross() {
        let table = [[0.5, 0.9, 0.0], [0.8, 0.6, 0.0], [0.0, 0.7, 0.3]];
        assert_eq!(align(3, 3, 0.4, |old, new| table[old][new]), [(1, 0), (2, 1)]);
        assert_eq!(align(2, 2, 0.4, |old, new| [[0.45, 0.85], [0.0, 0.45]][old][new]), [(0, 1)]);
        assert_eq!(align(3, 3, 0.95, |old, new| table[old][new]), []);
        assert_eq!(align(0, 3, 0.4, |_, _| 1.0), []);
    }
}
