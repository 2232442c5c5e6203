//! What a ruleset's files say, as plain data: lints, bright signals, kinds of fact and vocabulary, as written.
//!
//! Not what runs: patterns are unchecked texts with `{duration}` and the like in them, and a list may hold `@name`,
//! which stands for a list of the vocabulary ([`Ruleset::expand`]). Nothing here reads files.
//! The fields of the files, one by one, are described at the fields of these types.

use super::severity::Severity;
use crate::fact::{Role, StartEvent, Worse};
use crate::lesson::Lessons;
use crate::words::words;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

pub use super::detector::{Claims, Detector, Kind, Metric, Op, Polarity, Scope, Threshold, Within};
pub use super::text::Text;
pub use crate::rule::{Bearer, Modality};

/// Everything one folder of ruleset files says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Ruleset {
    /// `vocabulary.yaml`: named lists of patterns, which lints use as `@name`.
    pub vocabulary: BTreeMap<Text, Vec<Text>>,
    /// Its families of words, all forms of each as one group of alternatives; lints use them as `{name}`.
    pub families: BTreeMap<Text, Text>,
    /// `<group>/<name>.yaml`, sorted by id.
    pub lints: Vec<Lint>,
    /// `bright/<name>.yaml`, sorted by id.
    pub bright: Vec<Bright>,
    /// `facts/<kind>.yaml`, sorted by id.
    pub facts: Vec<FactKind>,
    /// `lessons.yaml`: what the lints learnt from labelled text; one a folder.
    pub lessons: Vec<Lessons>,
    /// Hash of all of it, as 16 hex digits, when it was found at build time.
    pub digest: Option<Text>,
}

impl Ruleset {
    /// The patterns of a list: each `@name` in it replaced by that list of the vocabulary.
    ///
    /// A name that is not in the vocabulary stands for nothing; [`load`](super::load()) does not let one pass.
    pub fn expand<'r>(&'r self, patterns: &'r [Text]) -> Vec<&'r str> {
        let list = |name: &str| self.vocabulary.get(name).map_or(&[] as &[Text], Vec::as_slice);
        let expand = |pattern: &'r Text| match pattern.strip_prefix('@') {
            Some(name) => list(name),
            None => std::slice::from_ref(pattern),
        };
        patterns.iter().flat_map(expand).map(|pattern| &**pattern).collect()
    }

    /// Every pattern in it.
    pub fn patterns(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let lints = self.lints.iter().flat_map(|lint| &lint.detectors).flat_map(Detector::patterns);
        let bright = self.bright.iter().flat_map(|bright| bright.any.iter().chain(&bright.unless));
        let facts = self.facts.iter().flat_map(|kind| kind.topic.iter().chain(&kind.unless));
        let others = self.vocabulary.values().flatten().chain(bright).chain(facts);
        let all = lints.chain(others.map(|pattern| Cow::Borrowed(&**pattern)));
        all.filter(|pattern| !pattern.starts_with('@'))
    }

    /// This ruleset with another one on top, which was loaded to go with it and so shares no name with it.
    pub fn extended(mut self, other: Self) -> Self {
        self.vocabulary.extend(other.vocabulary);
        self.families.extend(other.families);
        self.lints.extend(other.lints);
        self.bright.extend(other.bright);
        self.facts.extend(other.facts);
        self.lessons.extend(other.lessons);
        self.digest = None;
        self.sort();
        self
    }

    /// Whether a lint, bright signal or kind of fact has this id.
    pub(super) fn has(&self, id: &str) -> bool {
        let lint = self.lints.iter().any(|lint| lint.id == id);
        lint || self.bright.iter().any(|bright| bright.id == id) || self.facts.iter().any(|fact| fact.id == id)
    }

    /// Its vocabulary and kinds of fact alone.
    pub fn without_lints(self) -> Self {
        Self { vocabulary: self.vocabulary, facts: self.facts, ..Self::default() }
    }

    pub(super) fn sort(&mut self) {
        self.lints.sort_by(|a, b| a.id.cmp(&b.id));
        self.bright.sort_by(|a, b| a.id.cmp(&b.id));
        self.facts.sort_by(|a, b| a.id.cmp(&b.id));
    }
}

/// One lint file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lint {
    /// The path of the file below its ruleset, without `.yaml`: `refund/no-refunds`. Names the bad pattern.
    pub id: Text,
    /// What is wrong, in a few words.
    pub title: Text,
    /// How much it hurts the customer.
    pub severity: Severity,
    /// Which half of the report card it counts in.
    pub layer: Layer,
    /// Which documents it reads, by their readers.
    pub audience: Audience,
    /// Which documents it reads, by their type; `any` is every type.
    pub applies_to: Vec<Text>,
    /// What the customer goes through.
    pub customer_experience: Text,
    /// Why the rule is harmful.
    pub why: Text,
    /// Keys of the sources that the judgement rests on, such as `CRD-9`; may be empty.
    pub sources: Vec<Text>,
    /// When such a rule is all right after all; may be empty.
    pub acceptable_when: Vec<Text>,
    /// Lints that say more: where one of them finds the same rule, this one is silent. May be empty; a lint that is not there is
    /// never found.
    pub yields_to: Vec<Text>,
    /// `match`: the lint fires when any of these does. One or more.
    pub detectors: Vec<Detector>,
    /// A kinder rule in its place.
    pub rewrite: Text,
    /// The lint's own tests.
    pub examples: Examples,
}

words! {
    /// Which half of the report card a lint counts in.
    Layer {
        /// Breaks the basic promise.
        Core = "core",
        /// Kept the promise, spoilt the experience.
        Experience = "experience",
    }
}

words! {
    /// The readers of the documents that a lint reads.
    Audience {
        /// Documents for customers.
        Customer = "customer",
        /// Documents for staff.
        Staff = "staff",
        /// All documents.
        Both = "both",
    }
}

/// What must be found, and what must be left alone.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Examples {
    /// Each of these is found. A lint has three or more.
    pub flags: Vec<Example>,
    /// None of these is found, though it is near. A lint has two or more.
    pub passes: Vec<Example>,
}

/// One example of policy text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Example {
    /// The Markdown of a document that the lint applies to.
    Text(Text),
    /// Several documents, for what only shows between them.
    Documents(Vec<ExampleDocument>),
}

/// The text; several documents each with its name before it.
impl fmt::Display for Example {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Documents(documents) => {
                for (index, document) in documents.iter().enumerate() {
                    let gap = if index == 0 { "" } else { " " };
                    write!(out, "{gap}[{}] {}", document.name, document.text)?;
                }
                Ok(())
            }
        }
    }
}

/// One document of an example.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ExampleDocument {
    /// Its file name.
    pub name: Text,
    /// `type`: its document type; one that the lint applies to when left out.
    pub document_type: Option<Text>,
    /// Its Markdown.
    pub text: Text,
}

/// One bright signal: text that earns credit on the report card, and never cancels a finding.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Bright {
    /// The path of the file below its ruleset, without `.yaml`: `bright/reason-given`.
    pub id: Text,
    /// What is good, in a few words.
    pub title: Text,
    /// Which check of the report card it counts for, `E1` to `E8`.
    pub earns: Text,
    /// Patterns: any of them earns the credit.
    pub any: Vec<Text>,
    /// Patterns: any of them in the same rule takes it back.
    pub unless: Vec<Text>,
    /// `metric` and `max`: a rule earns the credit when it measures no more than that.
    pub at_most: Option<(Metric, usize)>,
    /// The signal's own tests: `flags` are where it is found.
    pub examples: Examples,
}

/// One kind of fact: what a rule promises or takes, and how to tell it from the words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FactKind {
    /// The name of the file without `.yaml`: `return.window`.
    pub id: Text,
    /// What it is, in a few words.
    pub title: Text,
    /// What is counted: one thing, or several.
    pub quantity: Vec<Quantity>,
    /// What the quantity does.
    pub role: Role,
    /// Which way is worse for the customer.
    pub worse: Worse,
    /// Patterns: words that say what the rule is about.
    pub topic: Vec<Text>,
    /// Patterns: any of them makes it another fact.
    pub unless: Vec<Text>,
    /// The kind's own tests.
    pub examples: Vec<FactExample>,
}

/// A text and the fact in it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FactExample {
    /// The Markdown of a document.
    pub text: Text,
    /// The value as people read it, for example `30 days`; for proofs and channels the words themselves.
    pub value: Option<Text>,
    /// The event that the clock starts from.
    pub from: Option<StartEvent>,
    /// Whether it is given or refused.
    pub polarity: Option<Polarity>,
    /// That there is no such fact in the text.
    pub none: bool,
}

words! {
    /// What a kind of fact counts.
    Quantity {
        /// A time, in days.
        Duration = "duration",
        /// A share, in percent.
        Percent = "percent",
        /// An amount of money.
        Money = "money",
        /// A number of things.
        Count = "count",
        /// Nothing: the fact is given or refused.
        None = "none",
    }
}
