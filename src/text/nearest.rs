//! "Did you mean …?": the word nearest to a mistyped one.

/// The word that `word` was most likely meant to be, if any is near enough: one slip, in longer words two or three.
///
/// A slip is a letter too many, missing, wrong, or swapped with its neighbour; case and `-` for `_` cost nothing.
/// The first of equally near words wins.
///
/// ```
/// use dumbrules::text::nearest;
/// assert_eq!(nearest("unles", ["any", "all", "unless"]), Some("unless"));
/// assert_eq!(nearest("colour", ["any", "all", "unless"]), None);
/// ```
pub fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word = letters(word);
    let near = |other: &str| {
        let other = letters(other);
        let slips = match word.len().max(other.len()) {
            ..=2 => 0,
            3..=5 => 1,
            6..=9 => 2,
            _ => 3,
        };
        // Words of very different length cannot be near: this also keeps a hostile, endless word cheap.
        (word.len().abs_diff(other.len()) <= slips).then(|| distance(&word, &other)).filter(|&found| found <= slips)
    };
    words.into_iter().filter_map(|other| Some((near(other)?, other))).min_by_key(|&(found, _)| found).map(|it| it.1)
}

/// The question that a mistake in a word is answered with, with a space behind it; empty when no word is near.
///
/// ```
/// use dumbrules::text::did_you_mean;
/// assert_eq!(did_you_mean("unles", ["any", "unless"]), "did you mean `unless`? ");
/// assert_eq!(did_you_mean("colour", ["any", "unless"]), "");
/// ```
pub fn did_you_mean<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> String {
    nearest(word, words).map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default()
}

fn letters(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).map(|letter| if letter == '_' { '-' } else { letter }).collect()
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != other);
            let mut best = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *letter == to[column - 1] && from[row - 1] == *other {
                best = best.min(before[column - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[to.len()]
}
