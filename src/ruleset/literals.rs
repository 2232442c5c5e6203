//! Which words a text must hold before a pattern can match it: a few clauses, each a set of literals of which one must
//! occur, at the start of a word.
//!
//! `\b(?:give|offer)\b.{0,20}\brefunds?\b` → {give, offer} and {refund}. A text without them need not be searched.
//! Found once, by the build script for the shipped rulesets, which includes this file: it may use std, serde and
//! regex-syntax, and nothing of the crate but [`super::rarity`].

use super::rarity;
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use serde::{Deserialize, Serialize};

/// Clauses kept of one pattern, the rarest.
pub const MAX_CLAUSES: usize = 3;
/// A further clause must be rarer than this among word starts, or looking for it costs more than it saves.
const MAX_SHARE: f64 = 0.008;
/// Literals of one clause.
const MAX_LITERALS: usize = 64;
/// Ways in which a run of words may go on before the run is cut.
const MAX_WAYS: usize = 16;
/// Characters of a class that is spelt out: all digits, not all letters.
const MAX_CLASS: u32 = 10;
/// A literal is not longer than this, in bytes.
pub const MAX_LENGTH: usize = 16;

/// What the build script hands over: the clauses of every shipped pattern, by source.
pub type Memo = Vec<(String, Vec<Clause>)>;

/// Literals of which one must occur in every match.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clause(pub Vec<Literal>);

/// Letters that stand at the start of a word; they may go on over several words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Literal {
    /// The letters, lower case; the first is an ASCII letter, digit or underscore.
    pub text: String,
    /// Whether no letter, digit or underscore may follow.
    pub whole: bool,
}

/// The clauses of a pattern, rarest first; none when no word must occur.
pub fn clauses(hir: &Hir) -> Vec<Clause> {
    choose(Run::of(hir).close())
}

fn rarity(clause: &Clause) -> f64 {
    clause.0.iter().map(|literal| rarity::share(&literal.text, literal.whole)).sum()
}

/// Keeps the rarest clauses that say something new.
fn choose(clauses: Vec<Clause>) -> Vec<Clause> {
    let mut weighed: Vec<_> = clauses.into_iter().map(|clause| (rarity(&clause), clause)).collect();
    weighed.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
    let mut kept: Vec<Clause> = Vec::new();
    for (share, clause) in weighed {
        if (kept.is_empty() || share < MAX_SHARE)
            && kept.len() < MAX_CLAUSES
            && !kept.iter().any(|other| implies(other, &clause))
        {
            kept.push(clause);
        }
    }
    kept
}

/// Whether a text that has `one` always has `other`.
fn implies(one: &Clause, other: &Clause) -> bool {
    one.0.iter().all(|literal| other.0.iter().any(|part| literal.holds(part)))
}

impl Literal {
    /// Whether `part` occurs wherever this literal does.
    fn holds(&self, part: &Self) -> bool {
        word_starts(&self.text).any(|start| {
            let rest = &self.text[start..];
            rest.starts_with(&part.text)
                && match rest.as_bytes().get(part.text.len()) {
                    Some(&next) => !part.whole || !is_word(next),
                    None => !part.whole || self.whole,
                }
        })
    }
}

/// One way in which a stretch of a match may read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    text: String,
    /// The text starts where a word may start.
    opens: bool,
    /// The text ends where a word may end.
    closes: bool,
}

impl Way {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), opens: false, closes: false }
    }

    fn of_look(look: Look) -> Self {
        let (opens, closes) = match look {
            Look::WordAscii => (true, true),
            Look::Start | Look::StartLF | Look::StartCRLF | Look::WordStartAscii | Look::WordStartHalfAscii => {
                (true, false)
            }
            Look::End | Look::EndLF | Look::EndCRLF | Look::WordEndAscii | Look::WordEndHalfAscii => (false, true),
            _ => (false, false),
        };
        Self { text: String::new(), opens, closes }
    }

    fn then(&self, next: &Self) -> Self {
        Self {
            text: [self.text.as_str(), &next.text].concat(),
            opens: self.opens || (self.text.is_empty() && next.opens),
            closes: next.closes || (next.text.is_empty() && self.closes),
        }
    }

    /// Whether a word may start right behind it.
    fn ends_open(&self) -> bool {
        self.text.bytes().next_back().map_or(self.opens, |last| self.closes || !is_word(last))
    }

    /// Drops the letters in front that may be the rest of a longer word, if a word follows them.
    fn trimmed(mut self) -> Self {
        let open = self.opens && self.text.bytes().next().is_none_or(is_word);
        let start = if open { None } else { word_starts(&self.text).find(|&start| start > 0) };
        if let Some(start) = start {
            self.text.drain(..start);
            self.opens = true;
        }
        self
    }

    fn literal(&self) -> Option<Literal> {
        let Self { mut text, opens, closes } = self.clone().trimmed();
        if !opens || !text.bytes().next().is_some_and(is_word) {
            return None;
        }
        let mut whole = closes && text.len() <= MAX_LENGTH;
        text.truncate(text.floor_char_boundary(MAX_LENGTH));
        while text.bytes().next_back().is_some_and(|last| !is_word(last)) {
            text.pop();
            whole = true;
        }
        Some(Literal { text, whole })
    }
}

/// What is known of a part of a pattern: the ways it begins, the clauses inside, the ways it ends.
#[derive(Debug, Clone)]
struct Run {
    head: Vec<Way>,
    clauses: Vec<Clause>,
    /// The ways since the last gap; none when there is no gap and `head` is all there is.
    tail: Option<Vec<Way>>,
    /// It may also be left out.
    optional: bool,
}

impl Run {
    fn exact(head: Vec<Way>) -> Self {
        Self { head, clauses: Vec::new(), tail: None, optional: false }
    }

    /// Text of which nothing is known.
    fn gap() -> Self {
        Self { tail: Some(vec![Way::new("")]), ..Self::exact(vec![Way::new("")]) }
    }

    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty => Self::exact(vec![Way::new("")]),
            HirKind::Literal(literal) => {
                std::str::from_utf8(&literal.0).map_or_else(|_| Self::gap(), |text| Self::exact(vec![Way::new(text)]))
            }
            HirKind::Class(class) => Self::of_class(class),
            HirKind::Look(look) => Self::exact(vec![Way::of_look(*look)]),
            HirKind::Repetition(repetition) => Self::of_repetition(repetition),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(parts) => {
                let rest = parts.iter().skip(1).map(Some).chain([None]);
                parts.iter().zip(rest).fold(Self::exact(vec![Way::new("")]), |run, (part, next)| {
                    run.then(match (part.kind(), next.map(Hir::kind)) {
                        // Every branch ends where the look-around says, though some of them have a gap before.
                        (HirKind::Alternation(branches), Some(HirKind::Look(look))) => {
                            Self::of_alternation(branches, Some(*look))
                        }
                        _ => Self::of(part),
                    })
                })
            }
            HirKind::Alternation(branches) => Self::of_alternation(branches, None),
        }
    }

    fn of_class(class: &Class) -> Self {
        let Class::Unicode(class) = class else { return Self::gap() };
        let size: u32 = class.iter().map(|range| range.end() as u32 - range.start() as u32 + 1).sum();
        if size > MAX_CLASS {
            return Self::gap();
        }
        Self::exact(class.iter().flat_map(|range| range.start()..=range.end()).map(Way::new).collect())
    }

    fn of_repetition(repetition: &Repetition) -> Self {
        let mut once = Self::of(&repetition.sub);
        match (repetition.min, repetition.max) {
            (0, Some(1)) if once.tail.is_none() => {
                once.head.push(Way::new(""));
                once
            }
            (0, max) => {
                let tail = Some(vec![Way { opens: once.ends_open(), ..Way::new("") }]);
                once.head.push(Way::new(""));
                let head = if max == Some(1) { once.head } else { vec![Way::new("")] };
                Self { head, clauses: Vec::new(), tail, optional: true }
            }
            (1, Some(1)) => once,
            (2, Some(2)) => once.clone().then(once),
            _ => {
                let end = Way { opens: once.ends_open(), ..Way::new("") };
                Self { tail: Some(vec![end]), ..once.then(Self::gap()) }
            }
        }
    }

    fn of_alternation(branches: &[Hir], end: Option<Look>) -> Self {
        let end = Self::exact(vec![end.map_or(Way::new(""), Way::of_look)]);
        let branches: Vec<_> = branches.iter().map(|branch| Self::of(branch).then(end.clone())).collect();
        let end = Way { opens: branches.iter().all(Self::ends_open), ..Way::new("") };
        let open = branches.iter().any(|branch| branch.tail.is_some());
        let mut head: Vec<_> = branches.iter().flat_map(|branch| branch.head.iter().cloned()).collect();
        head.sort();
        head.dedup();
        if !open && head.len() <= MAX_LITERALS {
            return Self::exact(head);
        }
        // Any branch may be the one that matches, so a clause needs a part of each.
        let best = branches.into_iter().map(|branch| choose(branch.close()).into_iter().next());
        let best = best.collect::<Option<Vec<_>>>().map(|parts| parts.into_iter().flat_map(|part| part.0));
        let clauses = best.and_then(tidy).into_iter().collect();
        let head = if head.len() <= MAX_LITERALS { head } else { vec![Way::new("")] };
        Self { head, clauses, tail: Some(vec![end]), optional: false }
    }

    /// Whether a word may start right behind it.
    fn ends_open(&self) -> bool {
        self.tail.as_ref().unwrap_or(&self.head).iter().all(Way::ends_open)
    }

    /// This part and then that one.
    fn then(mut self, next: Self) -> Self {
        let in_tail = self.tail.is_some();
        let open = self.ends_open();
        let ways = self.tail.as_mut().unwrap_or(&mut self.head);
        if let Some(longer) = product(ways, &next.head, in_tail) {
            *ways = longer;
        } else {
            let fresh = next.head.into_iter().map(|way| Way { opens: way.opens || open, ..way }.trimmed());
            let fresh = fresh.collect();
            if let Some(done) = self.tail.replace(fresh) {
                self.clauses.extend(clause(&done));
            }
        }
        if let Some(mut tail) = next.tail {
            if next.optional && !open {
                tail.iter_mut().for_each(|way| way.opens = false);
            }
            if let Some(done) = self.tail.replace(tail) {
                self.clauses.extend(clause(&done));
            }
            self.clauses.extend(next.clauses);
        }
        self
    }

    /// All clauses, when nothing stands before or behind.
    fn close(self) -> Vec<Clause> {
        let ends = [Some(self.head), self.tail];
        self.clauses.into_iter().chain(ends.iter().flatten().filter_map(|ways| clause(ways))).collect()
    }
}

/// Every way followed by every next one; none when that is too much.
fn product(ways: &[Way], next: &[Way], trim: bool) -> Option<Vec<Way>> {
    let most = MAX_WAYS.max(ways.len()).max(next.len());
    if ways.len() * next.len() > MAX_LITERALS * MAX_CLASS as usize
        || (!ways.is_empty() && ways.iter().all(|way| way.text.len() >= MAX_LENGTH))
    {
        return None;
    }
    let all = ways.iter().flat_map(|way| next.iter().map(|next| way.then(next)));
    let mut all: Vec<_> = if trim { all.map(Way::trimmed).collect() } else { all.collect() };
    all.sort();
    all.dedup();
    (all.len() <= most).then_some(all)
}

/// The clause that one of these ways is there; none when one of them may start inside a word.
fn clause(ways: &[Way]) -> Option<Clause> {
    tidy(ways.iter().map(Way::literal).collect::<Option<Vec<_>>>()?)
}

/// Drops literals that say no more than another one.
fn tidy(literals: impl IntoIterator<Item = Literal>) -> Option<Clause> {
    let mut literals: Vec<_> = literals.into_iter().collect();
    literals.sort();
    literals.dedup();
    for index in 0..literals.len() {
        // A word and its plural are one literal.
        let plural = Literal { text: format!("{}s", literals[index].text), whole: true };
        if plural.text.len() > 5 && literals[index].whole && literals.binary_search(&plural).is_ok() {
            literals[index].whole = false;
        }
    }
    let kept = literals.iter().filter(|&long| !literals.iter().any(|short| short != long && long.holds(short)));
    let kept: Vec<_> = kept.cloned().collect();
    (kept.len() <= MAX_LITERALS).then_some(Clause(kept))
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter(|&at| is_word(bytes[at]) && (at == 0 || !is_word(bytes[at - 1])))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
