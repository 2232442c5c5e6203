//! What a lesson sees of a passage: its words, pairs of neighbouring words, and its context.
//!
//! A *word* is a run of letters and apostrophes, cut down to its stem; a number is `0`, whatever its value (facts know
//! values); `£ $ € %` are words. Context is what reading found out: `force:obligation`, `bearer:customer`,
//! `fact:return.window`, `from:purchase`, and `heading:` before each word of the heading above.

use std::hash::Hasher;

/// How much a feature of the context counts, compared with all words and pairs of a passage together (which count 1).
/// Some ten features of the context are usual, and the square root of ten is about the inverse of it.
pub const CONTEXT: f32 = 0.3;

/// A passage as a lesson sees it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'p> {
    /// Its reading, in lower case.
    pub text: &'p str,
    /// The heading above, in lower case.
    pub heading: &'p str,
    /// Its force and its bearer, as words.
    pub rule: [Option<&'p str>; 2],
    /// Kinds of its facts and what starts their clocks, as words.
    pub facts: &'p [(&'p str, Option<&'p str>)],
}

/// Features of one passage: hashes of words and pairs, and of the context. The buffers are used again.
#[derive(Debug, Default, Clone)]
pub struct Features {
    /// Words and pairs.
    pub words: Vec<u64>,
    /// Context.
    pub context: Vec<u64>,
}

/// Collects the features of a passage into `out`; each once, sorted. Their names go to `name` with their hashes.
pub fn features(seen: &Seen<'_>, out: &mut Features, mut name: Option<&mut dyn FnMut(u64, String)>) {
    out.words.clear();
    out.context.clear();
    let mut before: Option<(u64, &str)> = None;
    for word in words(seen.text) {
        let hash = hash(&[word]);
        out.words.push(hash);
        tell(&mut name, hash, &[word]);
        if let Some((first, first_word)) = before {
            let both = pair(first, hash);
            out.words.push(both);
            tell(&mut name, both, &[first_word, " ", word]);
        }
        before = Some((hash, word));
    }
    let mut context = |parts: &[&str]| {
        let hash = hash(parts);
        out.context.push(hash);
        tell(&mut name, hash, parts);
    };
    for (kind, word) in ["force:", "bearer:"].into_iter().zip(seen.rule) {
        if let Some(word) = word {
            context(&[kind, word]);
        }
    }
    for (kind, from) in seen.facts {
        context(&["fact:", kind]);
        if let Some(from) = from {
            context(&["from:", from]);
        }
    }
    words(seen.heading).for_each(|word| context(&["heading:", word]));
    for list in [&mut out.words, &mut out.context] {
        list.sort_unstable();
        list.dedup();
    }
}

fn tell(name: &mut Option<&mut dyn FnMut(u64, String)>, hash: u64, parts: &[&str]) {
    if let Some(name) = name {
        name(hash, parts.concat());
    }
}

/// The hash of a feature's name, as it stands in a file.
pub(super) fn hash_of(name: &str) -> u64 {
    match name.split_once(' ') {
        Some((first, second)) => pair(hash(&[first]), hash(&[second])),
        None => hash(&[name]),
    }
}

/// FNV-1a, 64 bits: short inputs, and the same on every machine, because hashes are shipped.
#[derive(Debug)]
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    parts.iter().for_each(|part| hasher.write(part.as_bytes()));
    hasher.finish()
}

/// The order counts: "not refund" is not "refund not".
fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The words of a text in lower case.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let first = rest.chars().next()?;
            let length = match first {
                'a'..='z' => rest.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'\'').count(),
                '0'..='9' => number_length(rest.as_bytes()),
                _ => first.len_utf8(),
            };
            let (word, behind) = rest.split_at(length);
            rest = behind;
            match first {
                'a'..='z' => return Some(stem(word)),
                '0'..='9' => return Some("0"),
                '£' | '$' | '€' | '%' => return Some(word),
                _ => {}
            }
        }
    })
}

fn number_length(text: &[u8]) -> usize {
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let point = |at: usize| matches!(text.get(at), Some(b'.' | b',')) && digit(at + 1);
    (0..).find(|&at| !digit(at) && !point(at)).unwrap_or(text.len())
}

/// A word without its ending: "refunds", "refunded" and "refunding" are one. Cruder than a dictionary, and the same for every
/// word, which is all that counting needs.
fn stem(word: &str) -> &str {
    let word = word.trim_matches('\'');
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.len() <= 3 {
        return word;
    }
    let plural = word.strip_suffix('s').filter(|rest| !rest.ends_with(['s', 'u', 'i']));
    let word = plural.unwrap_or(word);
    let ending = ["ing", "ed"].into_iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() >= 4));
    let word = ending.unwrap_or(word);
    word.strip_suffix('e').filter(|rest| rest.len() >= 4).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let mut names = Vec::new();
        let seen = Seen {
            text,
            heading: "no returns",
            rule: [Some("prohibition"), Some("customer")],
            facts: &[("return.remedy", Some("purchase"))],
        };
        features(&seen, &mut Features::default(), Some(&mut |_, name| names.push(name)));
        names
    }

    #[test]
    fn words_are_stems_and_numbers_are_one() {
        assert_eq!(
            names("no refunds, 1,000.50 £ paid!"),
            [
                "no",
                "refund",
                "no refund",
                "0",
                "refund 0",
                "£",
                "0 £",
                "paid",
                "£ paid",
                "force:prohibition",
                "bearer:customer",
                "fact:return.remedy",
                "from:purchase",
                "heading:no",
                "heading:return",
            ]
        );
    }

    #[test]
    fn a_name_in_a_file_has_the_hash_of_the_feature() {
        let mut features_seen = Features::default();
        let mut wrong = Vec::new();
        let seen =
            Seen { text: "you're charged 5%", heading: "fees", rule: [None, None], facts: &[("late.fee", None)] };
        features(
            &seen,
            &mut features_seen,
            Some(&mut |hash, name| {
                if hash_of(&name) != hash {
                    wrong.push(name);
                }
            }),
        );
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn endings_are_cut_but_no_short_word_is() {
        let stems = ["refunded", "refunding", "refunds", "is", "less", "status", "charge", "charged", "customer's"];
        assert_eq!(
            stems.map(stem),
            ["refund", "refund", "refund", "is", "less", "status", "charg", "charg", "customer"]
        );
    }
}
