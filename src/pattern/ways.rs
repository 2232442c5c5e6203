//! `Way`: one way in which a stretch of a match may read. A few ways together stand for all texts that a part of a
//! pattern matches.

use super::literals::{Literal, MAX_LENGTH, MAX_LITERALS};
use super::words::{is_word, word_starts};
use regex_syntax::hir::Look;

/// Ways in which a stretch may read before it is cut in two.
const MAX_WAYS: usize = 16;

/// One way in which a stretch of a match may read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    text: String,
    /// A word may start where the text starts.
    opens: bool,
    /// A word may end where the text ends.
    closes: bool,
    /// There is no more to it than that.
    sure: bool,
}

impl Way {
    /// Text that may stand anywhere.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), opens: false, closes: false, sure: true }
    }

    /// No text, at a place where a word may start, if `opens`.
    pub(super) fn empty(opens: bool) -> Self {
        Self { opens, ..Self::new("") }
    }

    /// No text, at a place that looks so.
    pub(super) fn of_look(look: Look) -> Self {
        let (opens, closes) = match look {
            Look::WordAscii => (true, true),
            Look::Start => (true, false),
            Look::End => (false, true),
            _ => (false, false),
        };
        Self { opens, closes, sure: look == Look::WordAscii, ..Self::new("") }
    }

    /// The same, at a place where a word may start, if `opens`.
    pub(super) fn opening(self, opens: bool) -> Self {
        Self { opens: self.opens || opens, ..self }
    }

    /// Whether it starts with the first letter of a word.
    pub(super) fn starts_word(&self) -> bool {
        self.opens && self.text.bytes().next().is_some_and(is_word)
    }

    /// Whether a word may start right behind it.
    pub(super) fn ends_open(&self) -> bool {
        self.text.bytes().next_back().map_or(self.opens, |last| self.closes || !is_word(last))
    }

    /// Whether it is a literal and no more than that.
    pub(super) fn is_literal(&self) -> bool {
        let ends_in_word = self.text.bytes().next_back().is_some_and(is_word);
        self.sure && self.starts_word() && ends_in_word && self.text.len() <= MAX_LENGTH && !self.text.contains('\n')
    }

    /// Its first whole word and what follows; none when there may be no whole word.
    pub(super) fn literal(&self) -> Option<Literal> {
        let way = self.clone().trimmed();
        if !way.starts_word() {
            return None;
        }
        let Self { mut text, closes, .. } = way;
        let mut whole = closes && text.len() <= MAX_LENGTH && !text.contains('\n');
        text.truncate(text.find('\n').map_or(text.len(), |end| end + 1));
        text.truncate(text.floor_char_boundary(MAX_LENGTH));
        while text.bytes().next_back().is_some_and(|last| !is_word(last)) {
            text.pop();
            whole = true;
        }
        Some(Literal { text, whole })
    }

    /// Drops the letters in front that may be the rest of a longer word, if a word follows them.
    pub(super) fn trimmed(mut self) -> Self {
        let open = self.opens && self.text.bytes().next().is_none_or(is_word);
        let start = if open { None } else { word_starts(self.text.as_bytes()).find(|&start| start > 0) };
        if let Some(start) = start {
            self.text.drain(..start);
            self.opens = true;
        }
        self
    }

    fn then(&self, next: &Self) -> Self {
        Self {
            text: [self.text.as_str(), &next.text].concat(),
            opens: self.opens || self.text.is_empty() && next.opens,
            closes: next.closes || next.text.is_empty() && self.closes,
            sure: self.sure && next.sure && self.joins(next),
        }
    }

    /// Whether nothing is asked of the place between two ways but what their letters say.
    fn joins(&self, next: &Self) -> bool {
        match (self.text.bytes().next_back(), next.text.bytes().next()) {
            (Some(last), Some(first)) => !(self.closes || next.opens) || is_word(last) != is_word(first),
            _ => true,
        }
    }
}

/// Every way followed by every next one; none when that is too much. `trim` when nothing is to go before.
pub(super) fn product(ways: &[Way], next: &[Way], trim: bool) -> Option<Vec<Way>> {
    let long = !ways.is_empty() && ways.iter().all(|way| way.text.len() >= MAX_LENGTH);
    if long || ways.len() * next.len() > MAX_LITERALS * MAX_WAYS {
        return None;
    }
    let all = ways.iter().flat_map(|way| next.iter().map(|next| way.then(next)));
    let mut all: Vec<_> = if trim { all.map(Way::trimmed).collect() } else { all.collect() };
    all.sort();
    all.dedup();
    (all.len() <= MAX_WAYS.max(ways.len()).max(next.len())).then_some(all)
}
