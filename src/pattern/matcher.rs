//! Runs a [`Program`] over a text: leftmost match, and of those the one that the pattern prefers.
//!
//! Backtracking that remembers every choice made at every place, so that no choice is made twice: the time is at most the
//! size of the program times the length of the text, whatever the pattern. Once the scratch has grown, a search claims
//! no memory.

use super::program::{Class, Look, Program, Run, Step, UNLIMITED};
use super::words::{is_word, word_starts};
use crate::text::Span;
use memchr::memchr2;

/// Longest text that is searched, in bytes; of a longer one only the start is.
pub(super) const MAX_TEXT: usize = 16 * 1024;
/// Choices that may be open at once; further ones are forgotten. Only hostile patterns come near.
const MAX_OPEN: usize = 1 << 18;
/// No place.
const NONE: u32 = u32::MAX;

/// What a search may use again: one for each thread.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// One bit for each row of the program and each place of the text.
    seen: Vec<u64>,
    open: Vec<Open>,
}

/// A match: spans of the text that was searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The match.
    pub span: Span,
    /// The quantity in it, when it has one.
    pub quantity: Option<Span>,
}

/// Something else to try.
#[derive(Debug, Clone, Copy)]
enum Open {
    /// The branches of a choice from this one on: step, place, branch.
    Choice(u16, u32, u16),
    /// The ends of a run from this one on, up to another: step, end, last end.
    Run(u16, u32, u32),
    /// Where the quantity started and ended before.
    Quantity(u32, u32),
}

/// Finds the leftmost match.
pub(super) fn search(program: &Program, scratch: &mut Scratch, text: &str) -> Option<Found> {
    let bytes = text.as_bytes();
    let may_start = |&start: &usize| program.sets[0].has(bytes.get(start).copied());
    if program.at_word {
        search_at(program, scratch, text, word_starts(bytes).filter(may_start))
    } else {
        search_at(program, scratch, text, (0..=text.len()).filter(may_start))
    }
}

/// Finds the first match that starts at one of these places.
pub(super) fn search_at(
    program: &Program,
    scratch: &mut Scratch,
    text: &str,
    starts: impl IntoIterator<Item = usize>,
) -> Option<Found> {
    let text = &text[..text.floor_char_boundary(MAX_TEXT)];
    let width = text.len() + 1;
    scratch.seen.clear();
    scratch.seen.resize((usize::from(program.rows) * width).div_ceil(64), 0);
    let mut search = Search { program, text, width, seen: &mut scratch.seen, open: &mut scratch.open };
    starts.into_iter().filter(|&start| text.is_char_boundary(start)).find_map(|start| search.at(start))
}

struct Search<'a> {
    program: &'a Program,
    text: &'a str,
    width: usize,
    seen: &'a mut Vec<u64>,
    open: &'a mut Vec<Open>,
}

impl<'a> Search<'a> {
    /// The match that starts at a place.
    fn at(&mut self, start: usize) -> Option<Found> {
        let bytes = self.text.as_bytes();
        let mut quantity = (NONE, NONE);
        self.open.clear();
        let (mut step, mut at) = (0, start);
        loop {
            let next = match self.program.steps[usize::from(step)] {
                Step::Text(from, to) => {
                    let letters = &self.program.letters.as_bytes()[usize::from(from)..usize::from(to)];
                    bytes[at..].starts_with(letters).then(|| (step + 1, at + letters.len()))
                }
                Step::Class(class) => {
                    let length = self.program.classes[usize::from(class)].length_at(self.text, at);
                    (length > 0).then(|| (step + 1, at + length))
                }
                Step::Run(run) => self.run(step, run, at),
                Step::Look(look) => look.holds(bytes, at).then_some((step + 1, at)),
                Step::Choice(first, _, row) => {
                    if self.see(row, at) {
                        None
                    } else {
                        self.choose(step, at, first)
                    }
                }
                Step::Jump(next) => Some((next, at)),
                Step::QuantityStart | Step::QuantityEnd => {
                    self.open(Open::Quantity(quantity.0, quantity.1));
                    if self.program.steps[usize::from(step)] == Step::QuantityStart {
                        quantity.0 = at as u32;
                    } else {
                        quantity.1 = at as u32;
                    }
                    Some((step + 1, at))
                }
                Step::Match => {
                    let quantity = Span::new(quantity.0 as usize, quantity.1 as usize);
                    let quantity = (quantity.end != NONE as usize).then_some(quantity);
                    return Some(Found { span: Span::new(start, at), quantity });
                }
            };
            (step, at) = match next {
                Some(next) => next,
                None => self.back(&mut quantity)?,
            };
        }
    }

    /// The next thing to try, after a failure.
    fn back(&mut self, quantity: &mut (u32, u32)) -> Option<(u16, usize)> {
        loop {
            let next = match self.open.pop()? {
                Open::Choice(step, at, branch) => self.choose(step, at as usize, branch),
                Open::Run(step, end, last) => self.end_run(step, end as usize, last as usize),
                Open::Quantity(start, end) => {
                    *quantity = (start, end);
                    None
                }
            };
            if next.is_some() {
                return next;
            }
        }
    }

    /// The first of a choice's branches, from `branch` on, that can match.
    fn choose(&mut self, step: u16, at: usize, branch: u16) -> Option<(u16, usize)> {
        let Step::Choice(_, end, _) = self.program.steps[usize::from(step)] else { return None };
        let firsts = &self.program.firsts[usize::from(branch)..usize::from(end)];
        let byte = self.text.as_bytes().get(at).copied().unwrap_or(0);
        let index = if firsts.len() > 8 {
            memchr2(byte, 0, firsts)
        } else {
            firsts.iter().position(|&first| first == byte || first == 0)
        }?;
        let branch = branch + index as u16;
        if index + 1 < firsts.len() {
            self.open(Open::Choice(step, at as u32, branch + 1));
        }
        Some((self.program.targets[usize::from(branch)], at))
    }

    /// Measures a run that starts at a place.
    fn run(&mut self, step: u16, run: Run, start: usize) -> Option<(u16, usize)> {
        if self.see(run.row, start) {
            return None;
        }
        let program: &'a Program = self.program;
        let class = &program.classes[usize::from(run.class)];
        let (end, least) = if run.max == UNLIMITED {
            self.measure_unlimited(class, run, start)
        } else {
            class.measure(self.text, start, usize::from(run.min), usize::from(run.max))
        };
        let least = least?;
        if run.lazy { self.end_run(step, least, end) } else { self.end_run(step, end, least) }
    }

    /// The last and the first end of a run without limit that were not tried before.
    fn measure_unlimited(&mut self, class: &Class, run: Run, start: usize) -> (usize, Option<usize>) {
        let (mut end, mut least) = (start, (run.min == 0).then_some(start));
        loop {
            let length = class.length_at(self.text, end);
            end += length;
            // A run that came this way before has tried all ends from here on, or is about to.
            if length == 0 || self.see(run.row, end) {
                return (end, least.or((length > 0).then_some(end)));
            }
            least = least.or(Some(end));
        }
    }

    /// Goes on behind a run at the first end, from `end` to `last`, where that was not tried before.
    fn end_run(&mut self, step: u16, mut end: usize, last: usize) -> Option<(u16, usize)> {
        let Step::Run(run) = self.program.steps[usize::from(step)] else { return None };
        let bytes = self.text.as_bytes();
        let set = &self.program.sets[usize::from(run.next)];
        let boundary = self.program.steps[usize::from(step) + 1] == Step::Look(Look::Boundary);
        loop {
            let next = if run.lazy { end + 1 } else { end.wrapping_sub(1) };
            let byte = bytes.get(end).copied();
            let may_end = set.has(byte)
                && byte.is_none_or(|byte| byte & 0xC0 != 0x80)
                && (!boundary || Look::Boundary.holds(bytes, end));
            if may_end && !self.see(run.row + 1, end) {
                if end != last {
                    self.open(Open::Run(step, next as u32, last as u32));
                }
                return Some((step + 1, end));
            }
            if end == last {
                return None;
            }
            end = next;
        }
    }

    fn open(&mut self, open: Open) {
        if self.open.len() < MAX_OPEN {
            self.open.push(open);
        }
    }

    /// Whether a place was seen in a row; from now on it was.
    fn see(&mut self, row: u16, at: usize) -> bool {
        let bit = usize::from(row) * self.width + at;
        let word = &mut self.seen[bit / 64];
        let seen = *word >> (bit % 64) & 1 != 0;
        *word |= 1 << (bit % 64);
        seen
    }
}

impl Class {
    /// The last and the first end of a run of so many characters, at least and at most; no first one if there are fewer.
    fn measure(&self, text: &str, start: usize, min: usize, max: usize) -> (usize, Option<usize>) {
        let ascii = text.as_bytes()[start..].iter().take(max).take_while(|&&byte| self.has_ascii(byte)).count();
        let (mut end, mut count) = (start + ascii, ascii);
        let mut least = (count >= min).then_some(start + min);
        while count < max {
            let length = self.length_at(text, end);
            if length == 0 {
                break;
            }
            end += length;
            count += 1;
            if count == min {
                least = Some(end);
            }
        }
        (end, least)
    }

    #[inline]
    fn has_ascii(&self, byte: u8) -> bool {
        byte < 128 && self.ascii[usize::from(byte / 64)] >> (byte % 64) & 1 != 0
    }

    /// Length of the character at a place if it is of the class, else 0.
    #[inline]
    fn length_at(&self, text: &str, at: usize) -> usize {
        match text.as_bytes().get(at) {
            None => 0,
            Some(&byte) if byte < 128 => usize::from(self.has_ascii(byte)),
            Some(_) => text[at..].chars().next().map_or(0, |letter| {
                let range = self.others.partition_point(|&(_, last)| last < letter);
                let of_class = self.others.get(range).is_some_and(|&(first, _)| first <= letter);
                if of_class { letter.len_utf8() } else { 0 }
            }),
        }
    }
}

impl Look {
    #[inline]
    fn holds(self, bytes: &[u8], at: usize) -> bool {
        match self {
            Self::Boundary => {
                let before = at > 0 && is_word(bytes[at - 1]);
                before != bytes.get(at).is_some_and(|&byte| is_word(byte))
            }
            Self::Start => at == 0,
            Self::End => at == bytes.len(),
        }
    }
}
