//! What turns a clause round: negations, reliefs ("you need not"), and limits to what is given.

use super::frame::Sentence;

/// Words that negate.
pub(super) const NEGATIONS: [&str; 27] = [
    "not",
    "no",
    "never",
    "cannot",
    "can't",
    "won't",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "shan't",
    "mustn't",
    "shouldn't",
    "couldn't",
    "wouldn't",
    "hasn't",
    "haven't",
    "neither",
    "nor",
    "none",
    "nothing",
    "without",
    "needn't",
    "nobody",
];

impl Sentence<'_> {
    /// Whether the clause is negated: by its verb, its subject or what is done; an even number of negations is none.
    pub(super) fn is_negated(&self, verb: Option<usize>, act: usize) -> bool {
        let words = self.words;
        let at_verb = verb.is_some_and(|verb| {
            words[verb].ends_with("n't")
                || matches!(words[verb], "cannot" | "never")
                || words[verb + 1..].iter().take(2).any(|word| matches!(*word, "not" | "never"))
                || (self.word(verb + 1) == "no" && self.word(verb + 2) == "longer")
        });
        let before = &words[..verb.unwrap_or(act).min(words.len())];
        let negates = |word: &&str| {
            matches!(*word, "no" | "nobody" | "none" | "nothing" | "neither" | "never" | "not" | "no-one")
        };
        let in_subject = before.iter().any(negates);
        let from = verb.map_or(before.len(), |verb| verb + 1);
        let object = (from..words.len().min(act + 5)).any(|at| match words[at] {
            "no" => {
                !matches!(
                    self.word(at + 1),
                    "later"
                        | "more"
                        | "less"
                        | "longer"
                        | "matter"
                        | "doubt"
                        | "problem"
                        | "sooner"
                        | "extra"
                        | "additional"
                ) && (at == 0 || words[at - 1] != "at")
            }
            "nobody" | "nothing" | "none" => true,
            _ => false,
        });
        [at_verb, in_subject, object].iter().filter(|holds| **holds).count() % 2 == 1
    }

    /// Whether something need not be done: "you need not", "no receipt is needed", "nobody has to".
    pub(super) fn is_relief(&self) -> bool {
        let negation = |word: &&str| NEGATIONS.contains(word) && *word != "without";
        (0..self.words.len()).any(|at| {
            let near = |reach| self.before(at, reach).iter().any(negation);
            match self.words[at] {
                "needn't" => true,
                "need" | "needs" | "require" | "requires" => {
                    matches!(self.word(at + 1), "not" | "no" | "nobody's" | "nothing") || near(2)
                }
                "have" | "has" if self.word(at + 1) == "to" => near(2),
                "needed" | "required" | "necessary" | "obliged" => near(7),
                _ => false,
            }
        })
    }

    /// Whether it sets a limit to what it gives, or says "not only".
    pub(super) fn caps(&self) -> bool {
        let pair = |pair: &[&str]| {
            matches!(
                pair,
                ["limited", "to"] | ["at", "most"] | ["not", "exceed"] | ["no" | "not", "more"] | ["maximum", "of"]
            )
        };
        let not_only = |words: &[&str]| matches!(words, ["not", _, "only"] | [_, "not", "only"]);
        self.words.windows(2).any(pair) || self.words.windows(3).any(not_only)
    }
}
