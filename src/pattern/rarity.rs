//! How often words occur in policies, roughly: good enough to tell which of a pattern's words are worth looking for.
//!
//! Counted over terms of service and refund policies.

use std::sync::OnceLock;

/// The commonest words, by how many of ten thousand words they are.
const COMMON: [(u16, &str); 14] = [
    (480, "the"),
    (300, "to or of and you"),
    (140, "in your a any for"),
    (85, "that by not services be"),
    (68, "with is we may if will our use are service terms on"),
    (50, "as other account this content from"),
    (35, "these s at have such all us information an"),
    (26, "including party third agreement under payment user"),
    (22, "time which products can it agree"),
    (19, "applicable rights do no right law product its must refund access shall"),
    (
        15,
        "provide through without software using available provided purchase policy otherwise please data limited when",
    ),
    (12, "warranty order only arbitration apply make within also has notice email non liability support subscription"),
    (
        9,
        "but customer privacy transaction out conditions section made claim legal does users days subject about \
         personal parties their responsible money after amount fees between website period request where than contact \
         date company business unless laws return new been extent dispute address paid provider permitted property \
         free t used claims before site part following number required",
    ),
    (
        7,
        "additional changes so more certain receive online transfer means change some up one cancel credit card \
         payments set they limitation whether action below court event intellectual store page person prior rules \
         connection related consent commercial via community those jurisdiction loss license pay offer them",
    ),
];

/// Share of word starts at which the letters stand; `whole` when the last word must end there.
pub(super) fn share(text: &str, whole: bool) -> f64 {
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').peekable();
    let mut share = 1.0;
    while let Some(word) = words.next() {
        let ends = whole || words.peek().is_some();
        // Words that make sense together stand together more often than chance has it.
        share *= if share < 1.0 { (12.0 * share_of_word(word, ends)).min(1.0) } else { share_of_word(word, ends) };
    }
    share
}

fn share_of_word(word: &str, whole: bool) -> f64 {
    if word.is_empty() {
        return 1.0;
    }
    let common = common();
    let first = common.partition_point(|&(other, _)| other < word);
    let fits = |&&(other, _): &&(&str, u16)| if whole { other == word } else { other.starts_with(word) };
    let known: u16 = common[first..].iter().take_while(fits).map(|&(_, share)| share).sum();
    let unknown = match (word.len(), whole) {
        (1, _) if word.as_bytes()[0].is_ascii_digit() => 17.0,
        (1, false) => 200.0,
        (2, false) => 60.0,
        (3, false) => 15.0,
        (4, false) => 6.0,
        (5, false) | (1..=3, true) => 3.0,
        _ => 1.5,
    };
    (f64::from(known) + unknown) / 10_000.0
}

/// The commonest words and their shares, by word.
fn common() -> &'static [(&'static str, u16)] {
    static WORDS: OnceLock<Vec<(&str, u16)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let words = COMMON.iter().flat_map(|&(share, words)| words.split(' ').map(move |word| (word, share)));
        let mut words: Vec<_> = words.collect();
        words.sort_unstable();
        words
    })
}
