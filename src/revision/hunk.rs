//! Two wordings of a text as one: what stayed, what went and what came, word by word. The only door to `similar`.
//!
//! Sentences are paired first, so that no change runs over the end of one. A pair that shares too little is shown as the
//! whole old and the whole new wording instead of confetti. There is no time limit that could change a result; texts that
//! are too long for a comparison by words are shown whole.

use super::align::align;
use super::word::{Vocabulary, is_word, likeness, pieces};
use crate::text::sentences;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Texts of more pieces (words, signs, spaces) than this are not compared by words.
const MOST_PIECES: usize = 6_000;

/// Texts of more sentences than this are not compared sentence by sentence.
const MOST_SENTENCES: usize = 200;

/// Two sentences that are less alike than this are not the same one.
const SAME_SENTENCE: f64 = 0.3;

/// Wordings that share less of their words than this are shown whole.
const TOO_DENSE: f64 = 0.35;

/// Words that join others and mean little alone: one of them between two changes belongs to the change.
const JOINING: [&str; 20] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "of", "on", "or", "our", "that", "the",
    "to", "with",
];

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// It is in both wordings.
    Kept,
    /// It is in the old wording only.
    Gone,
    /// It is in the new wording only.
    Come,
}

/// A stretch of one or both wordings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What became of it.
    pub mark: Mark,
    /// The text, with its spaces.
    pub text: String,
}

/// The change from one wording to the other, in reading order. What is kept or gone, joined, is the old text to the byte;
/// what is kept or has come is the new one.
///
/// ```
/// use dumbrules::revision::{Mark, hunks};
/// let hunks = hunks("Staff may not refund within 30 days.", "Staff may refund within 14 days.");
/// let shown: Vec<_> = hunks.iter().map(|piece| (piece.mark, piece.text.as_str())).collect();
/// assert_eq!(
///     shown,
///     [
///         (Mark::Kept, "Staff may "),
///         (Mark::Gone, "not "),
///         (Mark::Kept, "refund within "),
///         (Mark::Gone, "30 days"),
///         (Mark::Come, "14 days"),
///         (Mark::Kept, "."),
///     ]
/// );
/// ```
pub fn hunks(old: &str, new: &str) -> Vec<Piece> {
    let (olds, news) = (in_sentences(old), in_sentences(new));
    let mut change = Change::default();
    if olds.len().max(news.len()) < 2 || olds.len().max(news.len()) > MOST_SENTENCES {
        change.words(old, new);
        return change.done();
    }
    let mut words = Vocabulary::default();
    let old_bags: Vec<_> = olds.iter().map(|sentence| words.bag(sentence)).collect();
    let new_bags: Vec<_> = news.iter().map(|sentence| words.bag(sentence)).collect();
    let pairs = align(olds.len(), news.len(), SAME_SENTENCE, |a, b| likeness(&old_bags[a], &new_bags[b]));
    let (mut left, mut right) = (0, 0);
    for (a, b) in pairs {
        change.all(Mark::Gone, &olds[left..a].concat());
        change.all(Mark::Come, &news[right..b].concat());
        change.words(olds[a], news[b]);
        (left, right) = (a + 1, b + 1);
    }
    change.words(&olds[left..].concat(), &news[right..].concat());
    change.done()
}

/// Places of two lists that hold the same and keep their order: what occurs once on both sides is settled first.
pub(super) fn same_in_order(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let ops = capture_diff_slices(Algorithm::Patience, old, new);
    let same = ops.into_iter().filter_map(|op| match op {
        DiffOp::Equal { old_index, new_index, len } => Some((0..len).map(move |at| (old_index + at, new_index + at))),
        _ => None,
    });
    same.flatten().collect()
}

/// Words of one text that are not in the other where they stood, in the order of each.
pub(super) fn changed_words(old: &[String], new: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if !matches!(op, DiffOp::Equal { .. }) {
            gone.extend_from_slice(&old[op.old_range()]);
            come.extend_from_slice(&new[op.new_range()]);
        }
    }
    (gone, come)
}

/// The text cut before each sentence; joined it is the text.
fn in_sentences(text: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = sentences(text).into_iter().skip(1).map(|sentence| sentence.start).collect();
    cuts.push(text.len());
    let mut at = 0;
    let cut = |end: usize| (std::mem::replace(&mut at, end), end);
    cuts.into_iter().map(cut).map(|(start, end)| &text[start..end]).filter(|sentence| !sentence.is_empty()).collect()
}

/// A change as it grows: stretches of what is kept, and between them what went and what came.
#[derive(Debug, Default)]
struct Change {
    stretches: Vec<Stretch>,
}

#[derive(Debug)]
enum Stretch {
    Kept(String),
    Changed { gone: String, come: String },
}

impl Change {
    /// Adds a text that is wholly kept, gone or come.
    fn all(&mut self, mark: Mark, text: &str) {
        match (mark, self.stretches.last_mut()) {
            _ if text.is_empty() => {}
            (Mark::Kept, Some(Stretch::Kept(kept))) => kept.push_str(text),
            (Mark::Kept, _) => self.stretches.push(Stretch::Kept(text.to_owned())),
            (Mark::Gone, Some(Stretch::Changed { gone, .. })) => gone.push_str(text),
            (Mark::Come, Some(Stretch::Changed { come, .. })) => come.push_str(text),
            (Mark::Gone, _) => self.stretches.push(Stretch::Changed { gone: text.to_owned(), come: String::new() }),
            (Mark::Come, _) => self.stretches.push(Stretch::Changed { gone: String::new(), come: text.to_owned() }),
        }
    }

    /// Adds two wordings of the same text, compared by words.
    fn words(&mut self, old: &str, new: &str) {
        let (olds, news) = (pieces(old), pieces(new));
        if old == new {
            self.all(Mark::Kept, old);
        } else if olds.len().max(news.len()) > MOST_PIECES || old.is_empty() || new.is_empty() {
            self.whole(old, new);
        } else {
            let change = Self::compared(&olds, &news);
            if change.is_too_dense(&olds, &news) {
                self.whole(old, new);
            } else {
                for stretch in change.stretches {
                    match stretch {
                        Stretch::Kept(kept) => self.all(Mark::Kept, &kept),
                        Stretch::Changed { gone, come } => self.whole(&gone, &come),
                    }
                }
            }
        }
    }

    fn whole(&mut self, old: &str, new: &str) {
        self.all(Mark::Gone, old);
        self.all(Mark::Come, new);
    }

    fn compared(olds: &[&str], news: &[&str]) -> Self {
        let mut change = Self::default();
        for op in capture_diff_slices(Algorithm::Myers, olds, news) {
            match op {
                DiffOp::Equal { old_index, len, .. } => {
                    let kept = &olds[old_index..old_index + len];
                    let is_last = old_index + len == olds.len();
                    if change.stretches.is_empty() || is_last || says_something(kept) {
                        change.all(Mark::Kept, &kept.concat());
                    } else {
                        change.whole(&kept.concat(), &kept.concat());
                    }
                }
                DiffOp::Delete { old_index, old_len, .. } => {
                    change.all(Mark::Gone, &olds[old_index..old_index + old_len].concat());
                }
                DiffOp::Insert { new_index, new_len, .. } => {
                    change.all(Mark::Come, &news[new_index..new_index + new_len].concat());
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    change.whole(
                        &olds[old_index..old_index + old_len].concat(),
                        &news[new_index..new_index + new_len].concat(),
                    );
                }
            }
        }
        change
    }

    fn is_too_dense(&self, olds: &[&str], news: &[&str]) -> bool {
        let count = |pieces: &[&str]| pieces.iter().filter(|piece| is_word(piece)).count();
        let kept: usize = self.stretches.iter().map(Stretch::kept_words).sum();
        let all = count(olds) + count(news);
        all > 4 && ((2 * kept) as f64) < TOO_DENSE * all as f64
    }

    /// The pieces, cut where people read: a change neither begins nor ends with what both wordings have there.
    fn done(self) -> Vec<Piece> {
        let mut tidy = Self::default();
        for stretch in self.stretches {
            match stretch {
                Stretch::Kept(kept) => tidy.kept(kept),
                Stretch::Changed { gone, come } => tidy.changed(&gone, &come),
            }
        }
        let mut pieces = Vec::with_capacity(2 * tidy.stretches.len());
        let mut push = |mark, text: String| {
            if !text.is_empty() {
                pieces.push(Piece { mark, text });
            }
        };
        for stretch in tidy.stretches {
            match stretch {
                Stretch::Kept(kept) => push(Mark::Kept, kept),
                Stretch::Changed { gone, come } => {
                    push(Mark::Gone, gone);
                    push(Mark::Come, come);
                }
            }
        }
        pieces
    }

    /// Adds what is kept. After a text that only went or only came and that begins with the space which follows it here,
    /// that space goes to the front: "may[ not] waive" is read as "may [not ]waive".
    fn kept(&mut self, mut kept: String) {
        let mut moved = None;
        if kept.starts_with(' ')
            && let Some(Stretch::Changed { gone, come }) = self.stretches.last_mut()
            && gone.is_empty() != come.is_empty()
            && let one = if gone.is_empty() { come } else { gone }
            && one.len() > 1
            && one.starts_with(' ')
        {
            one.remove(0);
            one.push(' ');
            kept.remove(0);
            moved = self.stretches.pop();
        }
        if let Some(changed) = moved {
            self.all(Mark::Kept, " ");
            self.stretches.push(changed);
        }
        self.all(Mark::Kept, &kept);
    }

    fn changed(&mut self, gone: &str, come: &str) {
        let spaces = |text: &str| text.len() - text.trim_start().len();
        let start = spaces(gone).min(spaces(come));
        let start = if gone[..start] == come[..start] { start } else { 0 };
        let (lead, gone, come) = (&gone[..start], &gone[start..], &come[start..]);
        let trailing = |text: &str| text.len() - text.trim_end().len();
        let end = trailing(gone).min(trailing(come));
        let (gone_end, come_end) = (gone.len() - end, come.len() - end);
        let end = if gone[gone_end..] == come[come_end..] { end } else { 0 };
        self.all(Mark::Kept, lead);
        self.whole(&gone[..gone.len() - end], &come[..come.len() - end]);
        self.all(Mark::Kept, &gone[gone.len() - end..]);
    }
}

impl Stretch {
    fn kept_words(&self) -> usize {
        match self {
            Self::Kept(kept) => pieces(kept).into_iter().filter(|piece| is_word(piece)).count(),
            Self::Changed { .. } => 0,
        }
    }
}

/// Whether a kept stretch between two changes is worth being kept: it has two words, or one that means something alone.
fn says_something(kept: &[&str]) -> bool {
    let mut words = kept.iter().filter(|piece| is_word(piece));
    match (words.next(), words.next()) {
        (None, _) => false,
        (Some(word), None) => !JOINING.iter().any(|joining| joining.eq_ignore_ascii_case(word)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `[-gone-]` and `{+come+}`, as word diffs are often written.
    fn shown(old: &str, new: &str) -> String {
        let write = |piece: &Piece| match piece.mark {
            Mark::Kept => piece.text.clone(),
            Mark::Gone => format!("[-{}-]", piece.text),
            Mark::Come => format!("{{+{}+}}", piece.text),
        };
        hunks(old, new).iter().map(write).collect()
    }

    #[test]
    fn a_number_changes_with_its_unit() {
        assert_eq!(shown("Return it in 30 days.", "Return it in two weeks."), "Return it in [-30 days-]{+two weeks+}.");
        assert_eq!(shown("The fee is £5.", "The fee is £5.50."), "The fee is [-£5-]{+£5.50+}.");
    }

    #[test]
    fn a_deleted_word_goes_with_the_space_behind_it() {
        assert_eq!(shown("Staff may not waive it.", "Staff may waive it."), "Staff may [-not -]waive it.");
    }

    #[test]
    fn changes_that_only_signs_and_joining_words_part_are_one() {
        let old = "Bring the receipt, the card and the bag to the desk in the main shop.";
        let new = "Bring the invoice, a photo and the bag to the desk in the main shop.";
        assert_eq!(
            shown(old, new),
            "Bring the [-receipt, the card-]{+invoice, a photo+} and the bag to the desk in the main shop."
        );
    }

    #[test]
    fn no_change_runs_over_the_end_of_a_sentence() {
        let old = "Refunds take 5 days. Telephone complaints are not accepted. Write to us.";
        let new = "Refunds take 7 days. Write to us.";
        assert_eq!(
            shown(old, new),
            "Refunds take [-5 days-]{+7 days+}. [-Telephone complaints are not accepted. -]Write to us."
        );
    }

    #[test]
    fn what_shares_too_little_is_shown_whole() {
        let old = "Gift cards cannot be exchanged for cash under any circumstances.";
        let new = "Ask at the desk: staff pay the rest out when less than £5 is left on it.";
        assert_eq!(shown(old, new), format!("[-{old}-]{{+{new}+}}"));
    }

    #[test]
    fn a_text_that_is_too_long_for_words_is_shown_whole() {
        let old = "no refund ".repeat(3_000);
        let hunks = hunks(&old, &format!("{old}ever"));
        assert_eq!(hunks.iter().map(|piece| piece.mark).collect::<Vec<_>>(), [Mark::Gone, Mark::Come]);
    }

    proptest! {
        #[test]
        fn both_texts_are_read_back_from_the_change(
            old in "([a-c]{1,2}|not|5 days|[.,!] |[ ]{1,2}|é|“|\n){0,40}",
            new in "([a-c]{1,2}|not|5 days|[.,!] |[ ]{1,2}|é|“|\n){0,40}",
        ) {
            let hunks = hunks(&old, &new);
            let without = |mark| hunks.iter().filter(|piece| piece.mark != mark).map(|piece| piece.text.as_str()).collect::<String>();
            prop_assert_eq!(without(Mark::Come), old);
            prop_assert_eq!(without(Mark::Gone), new);
            prop_assert!(hunks.windows(2).all(|pair| pair[0].mark != pair[1].mark));
            prop_assert!(hunks.iter().all(|piece| !piece.text.is_empty()));
        }
    }
}
