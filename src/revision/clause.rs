//! A sentence cut into its clauses: what it says, and under which conditions, with which exceptions, for which reason.
//!
//! A direction is read from the clause that a change stands in. A "not" in a reason turns nothing round, and one in a
//! condition may do either. The cut is made by words and marks, without a grammar of English: where it is wrong, a change
//! is likelier to stand in a clause of which nothing is known than in one that says the contrary.

use super::act::act_of;
use crate::rule::word_set::WordSet;
use crate::rule::{Class, Word, words_of};
use crate::text::Span;

/// What a clause is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It says something by itself.
    Main,
    /// When it applies.
    Condition,
    /// When it does not.
    Exception,
    /// Why, although, by the way.
    Aside,
}

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) part: Part,
    /// Its bytes, without marks and spaces at its ends.
    pub(super) span: Span,
    /// For a condition, an exception or an aside: the main clause that it belongs to, as an index; none when that is not
    /// known, as for the exception of an exception.
    pub(super) of: Option<usize>,
}

/// Words that can be the subject of a clause.
static SUBJECTS: WordSet = WordSet::new(
    "we you they it he she i there this that these those nobody anyone everyone everybody anybody \
     somebody someone nothing we'll you'll they'll it's we're",
);
/// Words that begin a subject.
static DETERMINERS: WordSet = WordSet::new("the your our a an any no every each all their customers");
/// Words that join two clauses.
static JOINTS: WordSet = WordSet::new("and but or so nor yet then");
/// Verbs that show that a clause has begun.
static FINITE: WordSet = WordSet::new(
    "is are was were has have had can may must will do does been cannot can't won't don't isn't aren't \
     hasn't haven't",
);
/// What "once a" counts by.
static TIMES: WordSet = WordSet::new("year month week day season quarter customer calendar");

/// The clauses of a folded lower-case text, in order. They cover all its words.
pub(super) fn clauses(lower: &str) -> Vec<Clause> {
    let mut words = Vec::new();
    words_of(lower, &mut words);
    let sentence = Sentence { lower, words };
    let mut cuts = sentence.cut();
    for at in 0..cuts.len() {
        cuts[at].0.of = governing(&cuts, at);
    }
    cuts.into_iter().map(|(cut, _)| cut).collect()
}

/// The main clause that another belongs to: the last before it in its sentence, else the first behind.
fn governing(cuts: &[(Clause, bool)], at: usize) -> Option<usize> {
    if cuts[at].0.part == Part::Main {
        return None;
    }
    let starts = |index: usize| cuts[index].1;
    let first = (0..=at).rev().find(|&index| starts(index)).unwrap_or(0);
    let end = (at + 1..cuts.len()).find(|&index| starts(index)).unwrap_or(cuts.len());
    let is_main = |index: &usize| cuts[*index].0.part == Part::Main;
    if let Some(before) = at.checked_sub(1).filter(|&before| before >= first)
        && cuts[before].0.part == Part::Exception
        && cuts[at].0.part != Part::Aside
    {
        return None;
    }
    (first..at).rev().find(is_main).or_else(|| (at + 1..end).find(is_main))
}

struct Sentence<'t> {
    lower: &'t str,
    words: Vec<Word>,
}

impl Sentence<'_> {
    /// The cuts, each with whether a sentence or a half of one begins there.
    fn cut(&self) -> Vec<(Clause, bool)> {
        let mut starts: Vec<(usize, Part, bool)> = Vec::new();
        for at in 0..self.words.len() {
            let fresh = at == 0 || self.is_strong(at);
            let (first, part, since) =
                starts.last().map_or((0, Part::Main, 0), |&(first, part, _)| (first, part, at - first));
            if let Some(opened) = self.opener(at).filter(|_| fresh || since > 0) {
                // "Except where", "only if": the first of the two words opens the clause.
                let doubled = !fresh && since == 1 && part != Part::Main;
                let leading = !fresh
                    && since > 0
                    && matches!(self.word(at.wrapping_sub(1)), "only" | "even" | "and" | "but" | "or" | "just" | "not");
                if doubled {
                    continue;
                }
                let opened = if leading && self.word(at - 1) == "even" { Part::Aside } else { opened };
                let start = if leading && at - 1 > first { at - 1 } else { at };
                starts.push((start, opened, fresh));
            } else if fresh || (since > 0 && self.resumes(at, part, &starts)) {
                starts.push((at, Part::Main, fresh));
            }
        }
        self.without_empty_sentences(&mut starts);
        let end = |index: usize| starts.get(index + 1).map_or(self.words.len(), |next| next.0);
        let cut = |(index, &(first, part, fresh)): (usize, &(usize, Part, bool))| {
            let span = Span::new(self.words[first].span.start, self.words[end(index) - 1].span.end);
            (Clause { part, span, of: None }, fresh)
        };
        starts.iter().enumerate().map(cut).collect()
    }

    /// A sentence that begins with a condition ends it with its last comma, when nothing else did: "If it is torn, ring."
    fn without_empty_sentences(&self, starts: &mut Vec<(usize, Part, bool)>) {
        let mut index = 0;
        while index < starts.len() {
            let (first, part, fresh) = starts[index];
            let next = starts.get(index + 1).copied();
            let end = next.map_or(self.words.len(), |next| next.0);
            let lonely = fresh && part != Part::Main && next.is_none_or(|next| next.2);
            if lonely && let Some(comma) = (first + 1..end).rev().find(|&at| self.gap(at).contains(',')) {
                starts.insert(index + 1, (comma, Part::Main, false));
            }
            index += 1;
        }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.span.of(self.lower))
    }

    /// What stands before a word.
    fn gap(&self, at: usize) -> &str {
        let before = at.checked_sub(1).map_or(0, |before| self.words[before].span.end);
        &self.lower[before..self.words[at].span.start]
    }

    /// Whether a sentence, or a half of one, begins at a word.
    fn is_strong(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let marks = gap.contains([';', ':', '?', '!']) || gap.contains(" - ") || gap.contains(". ");
        marks || (gap.contains(['(', ')']) && self.bracket_tells(at))
    }

    /// Whether the bracket before a word holds more than a number: "(30)" parts nothing.
    fn bracket_tells(&self, at: usize) -> bool {
        let start = self.words[at].span.start;
        let (open, close) = if self.gap(at).contains('(') {
            (start, self.lower[start..].find(')').map(|length| start + length))
        } else {
            (self.lower[..start].rfind('(').unwrap_or(0), self.lower[..start].rfind(')'))
        };
        close.is_none_or(|close| self.lower[open.min(close)..close].split(' ').count() > 2)
    }

    /// Whether a clause that says when, when not or why begins at a word.
    fn opener(&self, at: usize) -> Option<Part> {
        let (word, next, before) = (self.word(at), self.word(at + 1), self.word(at.wrapping_sub(1)));
        let subject = SUBJECTS.contains(next.as_bytes()) || DETERMINERS.contains(next.as_bytes());
        let comma = at > 0 && self.gap(at).contains(',');
        Some(match word {
            "if" if !matches!(before, "as" | "see" | "know" | "ask" | "check") => Part::Condition,
            "when" | "whenever" if !matches!(before, "say" | "know" | "exactly" | "since") => Part::Condition,
            "where" if !matches!(before, "know" | "shows" | "see" | "place" | "from") => Part::Condition,
            "until" | "till" | "wherever" | "assuming" | "providing" => Part::Condition,
            "provided" if next == "that" || comma || subject => Part::Condition,
            "once" if before != "at" && (subject || self.word(at + 2).ends_with("ed")) => {
                if matches!(next, "a" | "an" | "every" | "each") && TIMES.contains(self.word(at + 2).as_bytes()) {
                    return None;
                }
                Part::Condition
            }
            "after" | "before" if self.has_verb(at) => Part::Condition,
            "should"
                if at == 0 && (subject || self.words.get(1).is_some_and(|word| word.class.is(Class::CUSTOMER))) =>
            {
                Part::Condition
            }
            "subject" if next == "to" => Part::Condition,
            "in" if next == "case" || (next == "the" && self.word(at + 2) == "event") => Part::Condition,
            "to" if next == "the" && matches!(self.word(at + 2), "extent" | "fullest" | "maximum") => Part::Condition,
            "as" if matches!(next, "long" | "soon") => Part::Condition,
            "unless" | "except" | "excepting" | "excluding" => Part::Exception,
            "other" if next == "than" => Part::Exception,
            "apart" if next == "from" => Part::Exception,
            "save" if matches!(next, "where" | "that" | "as" | "for") => Part::Exception,
            "because" | "although" | "though" | "whereas" => Part::Aside,
            "so" if next == "that" => Part::Aside,
            "as" | "since" | "while" if SUBJECTS.contains(next.as_bytes()) => Part::Aside,
            "which" | "who" if comma => Part::Aside,
            _ => return None,
        })
    }

    /// Whether "after" and "before" open a clause: a subject and a verb follow.
    fn has_verb(&self, at: usize) -> bool {
        let opens =
            SUBJECTS.contains(self.word(at + 1).as_bytes()) || DETERMINERS.contains(self.word(at + 1).as_bytes());
        let near = (at + 2..self.words.len().min(at + 8)).take_while(|&at| !self.gap(at).contains([',', ';', '.']));
        opens && (self.word(at + 1) == "you" || near.into_iter().any(|at| FINITE.contains(self.word(at).as_bytes())))
    }

    /// Whether a verb stands behind a word, before the next mark.
    fn says(&self, at: usize) -> bool {
        let near = (at + 2..self.words.len()).take_while(|&at| !self.gap(at).contains([';', '.', ':']));
        near.into_iter().any(|at| FINITE.contains(self.word(at).as_bytes()))
    }

    /// Whether the main clause goes on, or another begins, at a word; `part` is what was read until there.
    fn resumes(&self, at: usize, part: Part, starts: &[(usize, Part, bool)]) -> bool {
        // "We cut it up, if you like, and take 10 % off": what a condition broke off goes on.
        let in_half = starts.iter().rev().take_while(|(.., fresh)| !fresh).count();
        let broken_off = starts.iter().rev().skip(1).take(in_half).any(|(_, part, _)| *part == Part::Main);
        let comma = self.gap(at).contains(',');
        let joint = JOINTS.contains(self.word(at).as_bytes());
        let first = self.word(at + usize::from(joint));
        let subject = SUBJECTS.contains(first.as_bytes());
        match (part, comma) {
            (Part::Main, true) => {
                subject
                    || (joint && DETERMINERS.contains(first.as_bytes()))
                    || (self.word(at) == "but" && self.says(at))
            }
            (Part::Main, false) => joint && subject && first != "that",
            // "Where we owe it we pay it": who acts shows where the condition ends.
            (Part::Condition | Part::Exception, false) => {
                matches!(first, "we" | "we'll" | "they" | "he" | "she") && !joint && self.is_new_subject(at)
            }
            (_, true) => {
                subject
                    || (broken_off && joint && act_of(first, true).is_some())
                    || DETERMINERS.contains(first.as_bytes())
                    || matches!(
                        first,
                        "please" | "staff" | "refunds" | "returns" | "it" | "only" | "contact" | "ask" | "tell"
                    )
            }
            (_, false) => false,
        }
    }
}

impl Sentence<'_> {
    /// Whether the clause that goes before a subject has its own subject and verb: not so in "when we", "and we", "things we".
    fn is_new_subject(&self, at: usize) -> bool {
        let before = self.word(at - 1);
        let opens = JOINTS.contains(before.as_bytes())
            || matches!(
                before,
                "if" | "when"
                    | "where"
                    | "that"
                    | "which"
                    | "who"
                    | "what"
                    | "than"
                    | "as"
                    | "once"
                    | "after"
                    | "before"
                    | "because"
                    | "how"
                    | "until"
                    | "unless"
                    | "day"
                    | "date"
                    | "way"
                    | "time"
                    | "things"
                    | "items"
                    | "information"
                    | "products"
                    | "product"
                    | "services"
                    | "service"
                    | "tools"
                    | "rules"
                    | "steps"
            );
        let back = (0..at).rev().take_while(|&index| index + 9 > at);
        let verb = back.into_iter().any(|index| {
            FINITE.contains(self.word(index).as_bytes())
                || (SUBJECTS.contains(self.word(index).as_bytes()) && index + 2 < at)
        });
        !opens && verb
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let cuts = clauses(text);
        let letter = |part| match part {
            Part::Main => "",
            Part::Condition => "if: ",
            Part::Exception => "but: ",
            Part::Aside => "aside: ",
        };
        cuts.iter().map(|cut| format!("{}{}", letter(cut.part), cut.span.of(text))).collect()
    }

    #[test]
    fn conditions_exceptions_and_reasons_are_told_from_what_is_said() {
        assert_eq!(
            shown("if it is torn, we mend it unless you sold it, because others wait."),
            ["if: if it is torn", "we mend it", "but: unless you sold it", "aside: because others wait"]
        );
        assert_eq!(
            shown("refunds take 5 days, and you pay the postage."),
            ["refunds take 5 days", "and you pay the postage"]
        );
        assert_eq!(
            shown("you may cancel only if it has not been packed; call us."),
            ["you may cancel", "if: only if it has not been packed", "call us"]
        );
        assert_eq!(
            shown("return it within thirty (30) days once a year."),
            ["return it within thirty (30) days once a year"]
        );
        assert_eq!(shown("when torn, ring the desk."), ["if: when torn", "ring the desk"]);
        assert_eq!(
            shown("where we owe you a refund we pay it soon."),
            ["if: where we owe you a refund", "we pay it soon"]
        );
    }

    #[test]
    fn a_condition_knows_its_main_clause_and_an_exception_of_an_exception_none() {
        let of = |text: &str| clauses(text).iter().map(|cut| cut.of).collect::<Vec<_>>();
        assert_eq!(of("if torn, we mend it, and you pay if you tore it."), [Some(1), None, None, Some(2)]);
        assert_eq!(of("we pay except where you broke it unless it was an accident."), [None, Some(0), None]);
    }
}
