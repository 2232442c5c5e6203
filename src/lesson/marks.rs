//! Scores of passages whose documents a lesson had not seen → the marks from which it says something.

use super::Marks;

/// Detectors' finds needed to say which scores speak against one.
const FEWEST_FINDS: usize = 20;

/// Sets the marks from scores, largest first, of passages whose documents the lesson had not seen.
///
/// Precision is the share of hostile ones among all from a score on, half a fair one added, so that few are no proof; and
/// three hostile ones at least must be there. A detector's find is certain where the words alone are right in six of ten.
pub(super) fn thresholds(unseen: &[(f32, bool)]) -> Marks {
    let mut marks = Marks::default();
    let mut hostile = 0_usize;
    for (at, &(score, is_hostile)) in unseen.iter().enumerate() {
        hostile += usize::from(is_hostile);
        let last_of_equals = unseen.get(at + 1).is_none_or(|next| next.0 < score);
        // Going on past a hostile passage gains nothing until the next one.
        if hostile < 3 || !last_of_equals || !is_hostile {
            continue;
        }
        let precision = hostile as f32 / (at as f32 + 1.5);
        // Half-way to the next one: between what is hostile and what may not be.
        let between = unseen.get(at + 1).map_or(score, |next| f32::midpoint(score, next.0));
        let lower = |mark: &mut f32, enough: f32| {
            if precision >= enough {
                *mark = between;
            }
        };
        lower(&mut marks.likely, 0.75);
        lower(&mut marks.possible, 0.5);
        lower(&mut marks.certain, 0.6);
    }
    marks
}

/// The score below which detectors' finds are better left out: where F1 is highest, of finds with their scores, largest first,
/// and the number of hostile passages there are. Nothing is left out on the word of few finds.
///
/// Of marks that are as good to a hundredth or two, the highest in terms and the lowest elsewhere: on documents that nobody had
/// seen, doubts cost policies some F1, and cost terms none.
pub(super) fn doubtful(finds: &[(f32, bool)], hostile: usize, in_terms: bool) -> f32 {
    if finds.len() < FEWEST_FINDS {
        return Marks::default().doubtful;
    }
    let mut right = 0_usize;
    let f1_from = |(kept, (score, is_right)): (usize, &(f32, bool))| {
        right += usize::from(*is_right);
        (2.0 * right as f32 / (kept + hostile) as f32, *score)
    };
    let marks: Vec<(f32, f32)> = (1..).zip(finds).map(f1_from).collect();
    let best = marks.iter().map(|(f1, _)| *f1).fold(0.0, f32::max);
    let mut good = marks.iter().filter(|(f1, _)| *f1 >= best * if in_terms { 0.99 } else { 0.98 });
    let mark = if in_terms { good.next() } else { good.next_back() };
    mark.map_or(Marks::default().doubtful, |(_, score)| *score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubt_stands_low_in_policies_and_high_in_terms() {
        // Twenty right finds, then right and wrong by turns, then wrong ones only.
        let right = |n: usize| n < 20 || (n < 24 && n.is_multiple_of(2));
        let finds: Vec<(f32, bool)> = (0..40).map(|n| (-(n as f32), right(n))).collect();
        assert_eq!((doubtful(&finds, 30, true), doubtful(&finds, 30, false)), (-20.0, -23.0));
        assert_eq!(doubtful(&finds[..19], 30, false), Marks::default().doubtful, "too few to judge by");
    }

    #[test]
    fn marks_stand_where_precision_was_reached() {
        let scores: Vec<(f32, bool)> = [true, true, true, true, false, true, false, false, false, false]
            .into_iter()
            .zip(0..)
            .map(|(hostile, n)| (10.0 - n as f32, hostile))
            .collect();
        let marks = thresholds(&scores);
        // 4 of 4.5, then 5 of 6.5 (0.77); behind it stands no hostile one.
        assert_eq!((marks.certain, marks.likely, marks.possible), (4.5, 4.5, 4.5));
        assert_eq!(thresholds(&[(1.0, true), (0.5, true)]), Marks::default());
    }
}
