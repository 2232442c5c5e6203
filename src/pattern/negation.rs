//! Other ways to say "not": a pattern that says "is not" also matches "isn't", and one that says "cannot" matches "can't" and
//! "are unable to".
//!
//! Companies write either, often in one document, so no author should have to think of it. Only what is written out is
//! widened, never the other way round: a pattern that says "don't" means these letters.

use regex_syntax::ast::{self, Ast};

/// Verbs before "not", and the two together in one word.
const CONTRACTED: &[(&str, &str)] = &[
    ("are", "aren't"),
    ("can", "can't"),
    ("could", "couldn't"),
    ("did", "didn't"),
    ("do", "don't"),
    ("does", "doesn't"),
    ("had", "hadn't"),
    ("has", "hasn't"),
    ("have", "haven't"),
    ("is", "isn't"),
    ("must", "mustn't"),
    ("need", "needn't"),
    ("should", "shouldn't"),
    ("was", "wasn't"),
    ("were", "weren't"),
    ("will", "won't"),
    ("would", "wouldn't"),
];

/// What may stand for a "not" whose verb is not known: so few that the words a text must hold are still told apart.
const USUAL: &[&str] = &["aren't", "can't", "doesn't", "don't", "isn't", "wasn't", "weren't", "won't"];

/// Other ways to say "cannot".
const CANNOT: &[&str] = &["can't", "can not", "is unable to", "are unable to", "is not able to", "are not able to"];

/// Widens a tree whose letters are lower case.
pub(super) fn widen(tree: &mut Ast) {
    match tree {
        Ast::Repetition(repetition) => widen(&mut repetition.ast),
        Ast::Group(group) => widen(&mut group.ast),
        Ast::Alternation(alternation) => {
            let is_not = |branch: &Ast| written(branch).as_deref() == Some("not");
            alternation.asts.iter_mut().filter(|branch| !is_not(branch)).for_each(widen);
            if alternation.asts.iter().any(is_not) {
                alternation.asts.extend(USUAL.iter().map(|word| in_one(alternation.span, word)));
            }
        }
        Ast::Concat(concat) => {
            concat.asts.iter_mut().for_each(widen);
            widen_words(&mut concat.asts);
        }
        _ => {}
    }
}

fn widen_words(asts: &mut Vec<Ast>) {
    let mut at = 0;
    while at < asts.len() {
        let starts = at == 0 || letter(&asts[at - 1]).is_none_or(|before| !is_of_word(before));
        if starts && says(&asts[at..], "cannot") && ends_word(asts, at + 6) {
            replace(asts, at..at + 6, CANNOT);
        } else if (at == 0 || is_look(&asts[at - 1])) && says(&asts[at..], "not") && ends_word(asts, at + 3) {
            // A gap may stand before it, and the verb in the gap.
            replace(asts, at..at + 3, USUAL);
        } else if let Some(end) = negation(asts, at) {
            let (from, contracted) = contracted_before(asts, at);
            if !contracted.is_empty() {
                replace(asts, from..end, &contracted);
                // What was there before is one node now.
                at = from;
            }
        }
        at += 1;
    }
}

/// Where a "not" ends that starts here with the space before it: ` not`, `(?: not|…)`, ` (?:not|…)`.
fn negation(asts: &[Ast], at: usize) -> Option<usize> {
    let may_be = |at: usize, words: &str| match asts.get(at) {
        Some(Ast::Group(group)) => branches(group).iter().any(|branch| written(branch).as_deref() == Some(words)),
        _ => false,
    };
    if says(&asts[at..], " not") {
        Some(at + 4)
    } else if may_be(at, " not") {
        Some(at + 1)
    } else {
        (says(&asts[at..], " ") && may_be(at + 1, "not")).then_some(at + 2)
    }
    .filter(|end| ends_word(asts, *end))
}

fn ends_word(asts: &[Ast], end: usize) -> bool {
    asts.get(end).and_then(letter).is_none_or(|next| !is_of_word(next))
}

/// Where the verb before "not" starts, and what verb and "not" come to in one word. Words that may stand between the two are
/// left out: nobody puts them there in one word.
fn contracted_before(asts: &[Ast], end: usize) -> (usize, Vec<&'static str>) {
    let contracted = |verb: &str| CONTRACTED.iter().find(|(known, _)| *known == verb).map(|(_, whole)| *whole);
    let optional = asts[..end].iter().rev().take_while(|it| is_optional(it)).count();
    let verb_end = end - optional;
    if let Some(Ast::Group(group)) = verb_end.checked_sub(1).map(|at| &asts[at]) {
        return (verb_end - 1, branches(group).iter().filter_map(|branch| contracted(&written(branch)?)).collect());
    }
    let letters = asts[..verb_end].iter().rev().take_while(|it| letter(it).is_some_and(is_of_word)).count();
    let verb: String = asts[verb_end - letters..verb_end].iter().filter_map(letter).collect();
    (verb_end - letters, contracted(&verb).into_iter().collect())
}

fn is_optional(ast: &Ast) -> bool {
    let Ast::Repetition(repetition) = ast else { return false };
    match &repetition.op.kind {
        ast::RepetitionKind::ZeroOrOne | ast::RepetitionKind::ZeroOrMore => true,
        ast::RepetitionKind::Range(ast::RepetitionRange::Bounded(least, _)) => *least == 0,
        _ => false,
    }
}

fn branches(group: &ast::Group) -> &[Ast] {
    match &*group.ast {
        Ast::Alternation(alternation) => &alternation.asts,
        other => std::slice::from_ref(other),
    }
}

/// The letters of a branch that is nothing else.
fn written(branch: &Ast) -> Option<String> {
    match branch {
        Ast::Concat(concat) => concat.asts.iter().map(letter).collect(),
        other => letter(other).map(String::from),
    }
}

/// Puts a choice between what stands there and some words into its place.
fn replace(asts: &mut Vec<Ast>, range: std::ops::Range<usize>, words: &[&str]) {
    let span = asts[range.start].span().with_end(asts[range.end - 1].span().end);
    let as_it_was = asts.splice(range.start..range.end, std::iter::empty()).collect();
    let as_it_was = Ast::concat(ast::Concat { span, asts: as_it_was });
    let ways = std::iter::once(as_it_was).chain(words.iter().map(|word| in_one(span, word))).collect();
    let ways = Box::new(Ast::alternation(ast::Alternation { span, asts: ways }));
    let kind = ast::GroupKind::NonCapturing(ast::Flags { span, items: Vec::new() });
    asts.insert(range.start, Ast::group(ast::Group { span, kind, ast: ways }));
}

fn in_one(span: ast::Span, word: &str) -> Ast {
    let literal = |c| Ast::literal(ast::Literal { span, kind: ast::LiteralKind::Verbatim, c });
    Ast::concat(ast::Concat { span, asts: word.chars().map(literal).collect() })
}

fn says(asts: &[Ast], words: &str) -> bool {
    asts.len() >= words.len() && asts.iter().zip(words.chars()).all(|(it, wanted)| letter(it) == Some(wanted))
}

/// A question about a place, as `\b` is, in the group that lowering put around it.
fn is_look(ast: &Ast) -> bool {
    matches!(ast, Ast::Assertion(_)) || matches!(ast, Ast::Group(group) if matches!(*group.ast, Ast::Assertion(_)))
}

fn letter(ast: &Ast) -> Option<char> {
    match ast {
        Ast::Literal(literal) => Some(literal.c),
        _ => None,
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '\'' || letter == '_'
}
