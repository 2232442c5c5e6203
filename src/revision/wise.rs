//! What became of each clause of a rule: which stayed, with other words in it, which came and which went.

use super::align::align;
use super::clause::Part;
use super::hunk::changed_words;
use super::said::{Clause, Said};
use super::stance::Frame;
use super::word::{Vocabulary, likeness};
use super::{Direction, Reason, Topic, force, turning};
use std::collections::HashMap;

/// Clauses that share less are two, not one in other words.
const SAME: f64 = 0.4;
/// A clause of which the other text holds so many words was only put together otherwise.
const HELD: f64 = 0.8;
/// Words of which a clause must have more to say something: "if so" and "once more" say nothing.
const FEWEST: usize = 2;
/// A clause that keeps less of its words was written anew.
const REWRITTEN: f64 = 0.5;
/// Words of a clause that a reason quotes.
const QUOTED: usize = 14;
/// How much better or worse a clause must be.
const STEP: f64 = 0.2;

/// A clause that stayed, and the words in it that did not.
pub(super) struct Turned<'s> {
    pub(super) old: &'s Clause,
    pub(super) new: &'s Clause,
    /// Words that only the old one has, in order.
    pub(super) gone: Vec<String>,
    /// Words that only the new one has, in order.
    pub(super) come: Vec<String>,
    /// Whether so much of it is other words that a single one tells nothing.
    pub(super) rewritten: bool,
}

/// What changed clause by clause.
pub(super) fn clausewise(old: &Said, new: &Said, reasons: &mut Vec<Reason>) {
    let (pairs, gone, come) = pairs(&old.clauses, &new.clauses);
    let before = reasons.len();
    let (went, came) = changed_words(&old.words, &new.words);
    for (a, b) in &pairs {
        let (was, is) = (&old.clauses[*a], &new.clauses[*b]);
        // A comma may part otherwise what says the same.
        let lost = among(without(&was.words, &is.words), &went);
        let won = among(without(&is.words, &was.words), &came);
        if lost.is_empty() && won.is_empty() {
            continue;
        }
        let turned = Turned::new(was, is, lost, won);
        force::force(&turned, reasons);
        turning::turning(&turned, (old.governing(*a), new.governing(*b)), reasons);
    }
    let told = |clause: &Clause, other: &Said| clause.words.len() > FEWEST && !held(clause, other);
    // A clause that is alone on the other side too, though its words are not, may have taken the place of one.
    let has = |said: &Said, list: &[usize], part| list.iter().any(|&at| said.clauses[at].part == part);
    let replaced = |part| has(old, &gone, part) && has(new, &come, part);
    let replaced = (replaced(Part::Exception), replaced(Part::Condition));
    let gone: Vec<usize> = gone.into_iter().filter(|&at| told(&old.clauses[at], new)).collect();
    let come: Vec<usize> = come.into_iter().filter(|&at| told(&new.clauses[at], old)).collect();
    let sides = Sides { old, gone: &gone, new, come: &come };
    alone(&sides, Part::Exception, "exception", replaced.0, reasons);
    alone(&sides, Part::Condition, "condition", replaced.1, reasons);
    if likeness_of(old, new) >= REWRITTEN {
        statements(old, &gone, new, &come, reasons);
    }
    unseen(old, new, before, reasons);
}

/// How much of their words two sentences share.
pub(super) fn likeness_of(old: &Said, new: &Said) -> f64 {
    let mut words = Vocabulary::default();
    likeness(&words.bag(&old.words.join(" ")), &words.bag(&new.words.join(" ")))
}

/// Words of one list that the other does not have as often, in their order.
pub(super) fn without(words: &[String], others: &[String]) -> Vec<String> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    others.iter().for_each(|word| *left.entry(word).or_default() += 1);
    let is_left = |word: &&String| match left.get_mut(word.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    words.iter().filter(is_left).cloned().collect()
}

/// Those of some words that another list has too.
fn among(words: Vec<String>, others: &[String]) -> Vec<String> {
    words.into_iter().filter(|word| others.contains(word)).collect()
}

/// Clauses that are the same one, those of the old text that are alone, and those of the new one.
fn pairs(old: &[Clause], new: &[Clause]) -> (Vec<(usize, usize)>, Vec<usize>, Vec<usize>) {
    let mut words = Vocabulary::default();
    let mut bags =
        |clauses: &[Clause]| clauses.iter().map(|clause| words.bag(&clause.words.join(" "))).collect::<Vec<_>>();
    let (olds, news) = (bags(old), bags(new));
    let like = |a: usize, b: usize| if old[a].part == new[b].part { likeness(&olds[a], &news[b]) } else { 0.0 };
    let mut found = align(old.len(), new.len(), SAME, like);
    let free = |length: usize, taken: &[usize]| (0..length).filter(|at| !taken.contains(at)).collect::<Vec<_>>();
    let olds_left = free(old.len(), &found.iter().map(|pair| pair.0).collect::<Vec<_>>());
    let news_left = free(new.len(), &found.iter().map(|pair| pair.1).collect::<Vec<_>>());
    // The sentences are a pair: a main clause that is alone on both sides is the same one, in whatever words.
    let only = |clauses: &[Clause], left: &[usize]| {
        let mains: Vec<usize> = left.iter().copied().filter(|&at| clauses[at].part == Part::Main).collect();
        if let [at] = mains[..] { Some(at) } else { None }
    };
    if let (Some(a), Some(b)) = (only(old, &olds_left), only(new, &news_left)) {
        found.push((a, b));
    }
    found.sort_unstable();
    let olds_left = olds_left.into_iter().filter(|at| found.iter().all(|pair| pair.0 != *at)).collect();
    let news_left = news_left.into_iter().filter(|at| found.iter().all(|pair| pair.1 != *at)).collect();
    (found, olds_left, news_left)
}

/// Whether the other text has the words of a clause, wherever: "if you wish to stop" became "users who wish to stop". Not so
/// when the word that opens it may have turned it round, as "unless" that became "if".
fn held(clause: &Clause, other: &Said) -> bool {
    let missing = without(&clause.words, &other.words);
    let turns = clause.part == Part::Exception || other.clauses.iter().any(|other| other.part == Part::Exception);
    let opens = clause.part != Part::Main && turns && clause.words.iter().take(2).any(|word| missing.contains(word));
    !opens && (missing.len() as f64) <= (1.0 - HELD) * clause.words.len() as f64
}

/// Both texts, and their clauses without a partner.
struct Sides<'s> {
    old: &'s Said,
    gone: &'s [usize],
    new: &'s Said,
    come: &'s [usize],
}

/// Conditions, or exceptions, that came or went; `replaced` when one may have taken the place of another.
fn alone(sides: &Sides<'_>, part: Part, name: &str, replaced: bool, reasons: &mut Vec<Reason>) {
    let &Sides { old, gone, new, come } = sides;
    let of = |said: &'_ Said, list: &[usize]| {
        list.iter().copied().filter(|&at| said.clauses[at].part == part).collect::<Vec<_>>()
    };
    let (gone, come) = (of(old, gone), of(new, come));
    let topic = if part == Part::Exception { Topic::Exception } else { Topic::Condition };
    if let ([was], [is]) = (gone.as_slice(), come.as_slice()) {
        let words = format!("the {name} “{}” became “{}”", old.clauses[*was].quoted(), new.clauses[*is].quoted());
        reasons.push(Reason::new(topic, Direction::Unknown, words));
        return;
    }
    // What narrows a right is worse, what narrows a refusal is better.
    let direction = |said: &Said, at: usize, comes: bool| match said
        .governing(at)
        .filter(|_| !replaced && narrows(&said.clauses[at]))
    {
        Some(stance) if (stance > 0.0) == comes => Direction::Tightened,
        Some(_) => Direction::Loosened,
        None => Direction::Unknown,
    };
    for at in gone {
        let words = format!("the {name} “{}” is gone", old.clauses[at].quoted());
        reasons.push(Reason::new(topic, direction(old, at, false), words));
    }
    for at in come {
        let words = format!("the {name} “{}” is new", new.clauses[at].quoted());
        reasons.push(Reason::new(topic, direction(new, at, true), words));
    }
}

/// Whether a clause narrows what it belongs to. "When", "where" and "until" may only say how things go.
fn narrows(clause: &Clause) -> bool {
    let first = clause.words.iter().map(String::as_str).find(|word| !matches!(*word, "and" | "or" | "but" | "only"));
    let only = clause.words.first().is_some_and(|word| word == "only");
    only || !matches!(first, Some("when" | "whenever" | "where" | "wherever" | "until" | "till" | "before" | "even"))
}

/// Main clauses that came or went.
fn statements(old: &Said, gone: &[usize], new: &Said, come: &[usize], reasons: &mut Vec<Reason>) {
    let told = |said: &Said, at: usize, comes: bool| {
        let clause = &said.clauses[at];
        let stance = clause.stance.filter(|_| clause.part == Part::Main && clause.frame.is_some_and(Frame::tells))?;
        let stance = Some(stance).filter(|stance| stance.abs() >= 1.0)?;
        let direction = if (stance > 0.0) == comes { Direction::Loosened } else { Direction::Tightened };
        let what = if comes { "is new" } else { "is gone" };
        Some(Reason::new(Topic::Rule, direction, format!("“{}” {what}", clause.quoted())))
    };
    reasons.extend(gone.iter().filter_map(|&at| told(old, at, false)));
    reasons.extend(come.iter().filter_map(|&at| told(new, at, true)));
}

/// A negation that came or went and that no clause could tell of: it must be looked at.
fn unseen(old: &Said, new: &Said, before: usize, reasons: &mut Vec<Reason>) {
    let count = |words: &[String]| words.iter().filter(|word| force::is_negation(word)).count();
    let (gone, come) = (without(&old.words, &new.words), without(&new.words, &old.words));
    let told = |reason: &Reason| !matches!(reason.topic, Topic::Word | Topic::Number);
    if count(&gone) == count(&come) || reasons[before..].iter().any(told) {
        return;
    }
    let added = count(&come) > count(&gone);
    let word = (if added { come } else { gone }).into_iter().find(|word| force::is_negation(word)).unwrap_or_default();
    let what = if added { "was added" } else { "was deleted" };
    reasons.push(Reason::new(Topic::Negation, Direction::Unknown, format!("“{word}” {what}")));
}

impl<'s> Turned<'s> {
    fn new(old: &'s Clause, new: &'s Clause, gone: Vec<String>, come: Vec<String>) -> Self {
        let kept = old.words.len() + new.words.len() - gone.len() - come.len();
        let rewritten = (kept as f64) < REWRITTEN * (old.words.len() + new.words.len()) as f64;
        Self { old, new, gone, come, rewritten }
    }

    /// Which way the clause went for the customer, by how good it was and is; not known for what only says when or why.
    pub(super) fn direction(&self) -> Direction {
        match (self.old.stance, self.new.stance) {
            _ if self.rewritten => Direction::Unknown,
            (Some(then), Some(now)) if now > then + STEP => Direction::Loosened,
            (Some(then), Some(now)) if now < then - STEP => Direction::Tightened,
            _ => Direction::Unknown,
        }
    }
}

impl Clause {
    /// The clause as it is written, as far as a reason quotes it.
    fn quoted(&self) -> String {
        let words: Vec<&str> = self.shown.split(' ').collect();
        if words.len() <= QUOTED { self.shown.clone() } else { format!("{} …", words[..QUOTED].join(" ")) }
    }
}
