//! `Detector`: one item of a lint's `match`, as written. What a kind means is said at its variant of [`Kind`].
//!
//! A *rule* is one sentence, list item or table cell. Patterns are matched within one rule, case does not matter, and
//! `{duration}`, `{percent}`, `{money}` or `{count}` in a pattern stands for a quantity.

use super::confidence::Confidence;
use super::text::Text;
use crate::fact::StartEvent;
use crate::rule::{Bearer, Modality};
use crate::words::words;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One detector.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Detector {
    /// What it looks for.
    pub kind: Kind,
    /// Patterns: any of them silences a match.
    pub unless: Vec<Text>,
    /// How far apart the parts of a match may be: where a complement is looked for, or the other side of an asymmetry.
    pub within: Within,
    /// Where `unless` is looked for.
    pub unless_within: Within,
    /// Patterns: any of them silences a match from nearby, at most three passages away in the same section.
    pub unless_near: Vec<Text>,
    /// Blocks of the document that are read; all when empty.
    pub scope: Vec<Scope>,
    /// Patterns on the headings above: one of them must match, when there are any.
    pub section: Vec<Text>,
    /// Modalities of the rules that are read; all when empty.
    pub modality: Vec<Modality>,
    /// Bearers of the rules that are read; all when empty.
    pub bearer: Vec<Bearer>,
    /// Whether to read rules that only talk *about* a bad phrase (`@meta`), which other detectors leave alone.
    pub ignore_meta: bool,
    /// The most that may be believed of its finds.
    pub confidence: Confidence,
}

impl Detector {
    /// Every pattern in it, phrases among them.
    pub(super) fn patterns(&self) -> Vec<Cow<'_, str>> {
        let mut lists: Vec<&[Text]> = vec![&self.unless, &self.unless_near, &self.section];
        match &self.kind {
            Kind::Phrase { all, .. } => lists.push(all),
            Kind::Regex { any, all } | Kind::AbsenceOfException { any, all } => lists.extend([&any[..], all]),
            Kind::NumericThreshold { any, .. } | Kind::Fact { any, .. } => lists.push(any),
            Kind::Stacking { near, lexicon, .. } => lists.extend([&near[..], lexicon]),
            Kind::MissingComplement { trigger, complement } => lists.extend([&trigger[..], complement]),
            Kind::Asymmetry { a, b } => lists.extend([&a[..], b]),
            Kind::Contradiction { claims, .. } => match claims {
                Claims::Topic(topic) => lists.push(topic),
                Claims::Sides { a, b } => lists.extend([&a[..], b]),
                Claims::Facts(_) => {}
            },
            Kind::Readability { .. } | Kind::Taught => {}
        }
        let phrases: &[Text] = if let Kind::Phrase { any, .. } = &self.kind { any } else { &[] };
        let patterns = lists.into_iter().flatten().map(|pattern| Cow::Borrowed(&**pattern));
        patterns.chain(phrases.iter().map(|text| Cow::Owned(phrase(text)))).collect()
    }
}

/// The pattern that matches a phrase literally, as whole words.
pub(super) fn phrase(phrase: &str) -> String {
    let edge = |character: Option<char>| if character.is_some_and(char::is_alphanumeric) { r"\b" } else { "" };
    let (first, last) = (edge(phrase.chars().next()), edge(phrase.chars().next_back()));
    format!("{first}{}{last}", regex_syntax::escape(phrase))
}

/// What a detector looks for, with the fields that only this kind has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Kind {
    /// A rule with any of the literal phrases, and all of the patterns.
    Phrase {
        /// Phrases, literally, as whole words.
        any: Vec<Text>,
        /// Patterns.
        all: Vec<Text>,
    },
    /// A rule with any of the patterns, and all of the others.
    Regex {
        /// Patterns.
        any: Vec<Text>,
        /// Patterns.
        all: Vec<Text>,
    },
    /// As [`Kind::Regex`]; says that what is wrong is the missing exception, which `unless` describes.
    AbsenceOfException {
        /// Patterns.
        any: Vec<Text>,
        /// Patterns.
        all: Vec<Text>,
    },
    /// A rule with a quantity beyond a threshold.
    NumericThreshold {
        /// Patterns, each with one placeholder.
        any: Vec<Text>,
        /// `op` and `value`.
        threshold: Threshold,
    },
    /// A rule that is about something and piles up at least so many *different* things of a lexicon.
    Stacking {
        /// Patterns: what the rule must be about.
        near: Vec<Text>,
        /// Patterns, one a thing.
        lexicon: Vec<Text>,
        /// How many different things are too many.
        min: usize,
    },
    /// A rule that needs a companion, and none of it within reach.
    MissingComplement {
        /// Patterns.
        trigger: Vec<Text>,
        /// Patterns.
        complement: Vec<Text>,
    },
    /// Two rules that give the two sides different measure.
    Asymmetry {
        /// Patterns of the one rule.
        a: Vec<Text>,
        /// Patterns of the other.
        b: Vec<Text>,
    },
    /// Two rules that cannot both be true.
    Contradiction {
        /// How they contradict each other.
        claims: Claims,
        /// Whether two rules of one document count too.
        same_document: bool,
    },
    /// A rule that measures more than it should.
    Readability {
        /// What is measured.
        metric: Metric,
        /// The most that is all right.
        max: usize,
    },
    /// A rule that the lint's lesson recognises (`lessons.yaml`), with what silences it and where it reads. Every lint with a
    /// lesson has one; this says more about it, or stands alone in a lint that is taught by example only.
    Taught,
    /// A rule that states one of the facts, where all conditions that are given hold.
    Fact {
        /// Ids of kinds of fact.
        facts: Vec<Text>,
        /// `op` and `value`.
        threshold: Option<Threshold>,
        /// Events that the clock starts from.
        from: Vec<StartEvent>,
        /// Whether it is given or refused.
        polarity: Option<Polarity>,
        /// Patterns: one of them must match too, when there are any.
        any: Vec<Text>,
    },
}

/// How two rules contradict each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Claims {
    /// `topic`: patterns with one placeholder each, whose quantities differ.
    Topic(Vec<Text>),
    /// `a` and `b`: one rule says this, the other that.
    Sides {
        /// Patterns.
        a: Vec<Text>,
        /// Patterns.
        b: Vec<Text>,
    },
    /// `facts`: ids of kinds of fact whose values differ.
    Facts(Vec<Text>),
}

/// A limit on a quantity: days, percent, money or a count.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Threshold {
    /// How the quantity found compares with the value.
    pub op: Op,
    /// The value.
    pub value: f64,
}

words! {
    /// A comparison.
    Op {
        /// Less than.
        Less = "<",
        /// At most.
        AtMost = "<=",
        /// More than.
        More = ">",
        /// At least.
        AtLeast = ">=",
    }
}

words! {
    /// What can be measured of a rule.
    Metric {
        /// Words in its longest sentence.
        SentenceWords = "sentence_words",
        /// Conditions: `@conditions` of the vocabulary.
        Conditions = "conditions",
        /// Legal jargon: `@legalese` of the vocabulary.
        Legalese = "legalese",
        /// Words in capitals, one after the other.
        CapsRun = "caps_run",
        /// Negations.
        Negations = "negations",
        /// Things listed in running text.
        ListItems = "list_items",
    }
}

words! {
    /// An extent of text around a rule.
    Within {
        /// The rule itself.
        Rule = "rule",
        /// Its section.
        Section = "section",
        /// Its document.
        Document = "document",
        /// All documents.
        Corpus = "corpus",
    }
}

words! {
    /// A block of a document.
    Scope {
        /// Running text.
        Paragraph = "paragraph",
        /// An item of a list.
        ListItem = "list-item",
        /// A cell of a table.
        TableCell = "table-cell",
        /// A quotation.
        Quote = "quote",
        /// A heading.
        Heading = "heading",
    }
}

words! {
    /// Whether something is given or refused.
    Polarity {
        /// Given.
        Granted = "granted",
        /// Refused.
        Denied = "denied",
    }
}
