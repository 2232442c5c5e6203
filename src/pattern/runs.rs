//! Pattern → clauses. A pattern is read from left to right as runs of known text between gaps of unknown text; each run
//! is a set of ways, and each set of ways a clause.
//!
//! `\b(?:do not|don't) (?:give|offer)\b.{0,20}\brefunds?\b` is the run {do not give, do not offer, don't give, don't
//! offer}, a gap, and the run {refund, refunds}. A run also ends when there are too many ways. What is optional is a way
//! more, or a gap. Of branches each gives the clause that is rarest, and one of these must hold.

use super::literals::{Clause, MAX_LITERALS, Set};
use super::ways::{Way, product};
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// Characters of a class that is spelt out: all digits, not all letters.
const MAX_CLASS: u32 = 10;

/// The clauses of a pattern, rarest first; none when no word must occur.
pub(super) fn clauses(hir: &Hir) -> Vec<Clause> {
    let run = Run::of(hir);
    if run.tail.is_none() && run.head.iter().all(Way::is_literal) {
        let literals = run.head.iter().filter_map(Way::literal).collect();
        if let Some(set) = Set::new(literals, true, true) {
            return vec![Clause::new(&set)];
        }
    }
    Set::choose(run.close(true)).iter().map(Clause::new).collect()
}

/// What is known of a part of a pattern.
#[derive(Debug, Clone)]
struct Run {
    /// How it begins.
    head: Vec<Way>,
    /// What it holds.
    sets: Vec<Set>,
    /// How it ends, since its last gap; none when there is no gap and `head` is all there is.
    tail: Option<Vec<Way>>,
    /// It has a gap and may also be left out.
    optional: bool,
}

impl Run {
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
            HirKind::Concat(parts) => Self::of_concat(parts),
            HirKind::Alternation(branches) => Self::of_alternation(branches, Way::new(""), Way::new("")),
        }
    }

    fn exact(head: Vec<Way>) -> Self {
        Self { head, sets: Vec::new(), tail: None, optional: false }
    }

    fn gap() -> Self {
        Self { tail: Some(vec![Way::new("")]), ..Self::exact(vec![Way::new("")]) }
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
        let end = Way::empty(once.ends_open());
        match (repetition.min, repetition.max) {
            (0, Some(1)) if once.tail.is_none() => {
                once.head.push(Way::new(""));
                once
            }
            (0, max) => {
                let mut head = if max == Some(1) { once.head } else { Vec::new() };
                head.push(Way::new(""));
                Self { head, sets: Vec::new(), tail: Some(vec![end]), optional: true }
            }
            (1, Some(1)) => once,
            (2, Some(2)) => once.clone().then(once),
            _ => Self { tail: Some(vec![end]), ..once.then(Self::gap()) },
        }
    }

    fn of_concat(parts: &[Hir]) -> Self {
        let nexts = parts.iter().skip(1).map(Hir::kind).map(Some).chain([None]);
        parts.iter().zip(nexts).fold(Self::exact(vec![Way::new("")]), |run, (part, next)| {
            let part = match part.kind() {
                // Branches have no clauses of their own without the places around them.
                HirKind::Alternation(branches) => {
                    let behind = if let Some(HirKind::Look(look)) = next { Way::of_look(*look) } else { Way::new("") };
                    Self::of_alternation(branches, Way::empty(run.ends_open()), behind)
                }
                _ => Self::of(part),
            };
            run.then(part)
        })
    }

    /// Branches between two places.
    fn of_alternation(branches: &[Hir], before: Way, behind: Way) -> Self {
        let (before, behind) = (Self::exact(vec![before]), Self::exact(vec![behind]));
        let branches = branches.iter().map(|branch| before.clone().then(Self::of(branch)).then(behind.clone()));
        let branches: Vec<_> = branches.collect();
        let end = Way::empty(branches.iter().all(Self::ends_open));
        let gap = branches.iter().any(|branch| branch.tail.is_some());
        let mut head: Vec<_> = branches.iter().flat_map(|branch| branch.head.iter().cloned()).collect();
        head.sort();
        head.dedup();
        if head.len() > MAX_LITERALS {
            head = vec![Way::new("")];
        } else if !gap {
            return Self::exact(head);
        }
        // Any branch may be the one that matches, so a set needs a part of each.
        let rarest = branches.into_iter().map(|branch| Set::choose(branch.close(false)).into_iter().next());
        let literals = rarest.map(|set| set.map(|set| set.literals)).collect::<Option<Vec<_>>>();
        let sets = literals.and_then(|literals| Set::new(literals.concat(), false, false)).into_iter().collect();
        Self { head, sets, tail: Some(vec![end]), optional: false }
    }

    /// Whether a word may start right behind it, given that one may start right before it.
    fn ends_open(&self) -> bool {
        self.tail.as_ref().unwrap_or(&self.head).iter().all(Way::ends_open)
    }

    /// This part and then that one.
    fn then(mut self, next: Self) -> Self {
        let open = self.ends_open();
        let in_tail = self.tail.is_some();
        let ways = self.tail.as_mut().unwrap_or(&mut self.head);
        if let Some(longer) = product(ways, &next.head, in_tail) {
            *ways = longer;
        } else {
            self.cut(next.head.into_iter().map(|way| way.opening(open).trimmed()).collect());
        }
        if let Some(tail) = next.tail {
            let shut = next.optional && !open;
            self.cut(if shut { vec![Way::new("")] } else { tail });
            self.sets.extend(next.sets);
        }
        self
    }

    /// Ends the run and starts another.
    fn cut(&mut self, tail: Vec<Way>) {
        let done = self.tail.replace(tail);
        self.sets.extend(done.and_then(|done| set(&done, false)));
    }

    /// All sets, when nothing follows; `leads` when nothing goes before.
    fn close(mut self, leads: bool) -> Vec<Set> {
        self.sets.extend(set(&self.head, leads));
        self.sets.extend(self.tail.and_then(|tail| set(&tail, false)));
        self.sets
    }
}

/// The literals of some ways; none when one of the ways may start inside a word.
fn set(ways: &[Way], leads: bool) -> Option<Set> {
    let leads = leads && ways.iter().all(Way::starts_word);
    Set::new(ways.iter().map(Way::literal).collect::<Option<_>>()?, leads, false)
}
