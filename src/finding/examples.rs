//! Runs the examples inside lint files: every lint, bright signal and kind of fact is its own test suite.

use super::Finding;
use super::audit::{Options, audit};
use super::corpus::compare;
use super::scan::{Scan, Scratch};
use super::understand::understand;
use crate::document::{self, Audience, DocumentType, Origin, Profile};
use crate::fact::Value;
use crate::ruleset;
use crate::ruleset::compiled::{LookFor, Ruleset};
use crate::ruleset::detector::Polarity;
use crate::ruleset::written::{self, Example, FactExample};
use crate::text::SourceFile;

/// How one example came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A hostile example was found: as it should be.
    Reported,
    /// A fair example was left alone: as it should be.
    Validated,
    /// A hostile example was not found.
    Missing,
    /// A fair example was flagged.
    Noisy,
}

/// One example and how it came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tested {
    /// Id of the lint, bright signal or kind of fact.
    pub id: String,
    /// The example, on one line.
    pub example: String,
    /// How it came out.
    pub outcome: Outcome,
}

impl Outcome {
    /// All, in the order of summaries.
    pub const ALL: [Self; 4] = [Self::Reported, Self::Validated, Self::Missing, Self::Noisy];

    /// The word shown.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reported => "Reported",
            Self::Validated => "Validated",
            Self::Missing => "Missing",
            Self::Noisy => "Noisy",
        }
    }

    /// Whether the example came out as it should.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Reported | Self::Validated)
    }

    const fn of(hostile: bool, found: bool) -> Self {
        match (hostile, found) {
            (true, true) => Self::Reported,
            (true, false) => Self::Missing,
            (false, true) => Self::Noisy,
            (false, false) => Self::Validated,
        }
    }
}

/// Runs all examples of the ids that `wanted` accepts; a lint's rewrite counts as a fair example of its own.
pub fn test_examples(ruleset: &Ruleset, wanted: &dyn Fn(&str) -> bool) -> Vec<Tested> {
    let mut scratch = Scratch::default();
    let mut tested = Vec::new();
    for (index, lint) in ruleset.lints.iter().enumerate().filter(|(_, lint)| wanted(&lint.id)) {
        let written = &ruleset.written.lints[lint.written];
        let mut run = |example: &Example, hostile: bool| {
            let found = lint_fires(ruleset, index, written, example, &mut scratch);
            let outcome = Outcome::of(hostile, found);
            tested.push(Tested { id: lint.id.clone(), example: example.to_string(), outcome });
        };
        written.examples.flags.iter().for_each(|example| run(example, true));
        written.examples.passes.iter().for_each(|example| run(example, false));
        run(&Example::Text(written.rewrite.clone()), false);
    }
    for (index, bright) in ruleset.bright.iter().enumerate().filter(|(_, bright)| wanted(&bright.id)) {
        let written = &ruleset.written.bright[index];
        let mut run = |example: &Example, good: bool| {
            let text = example.to_string();
            let audited = audit_text(ruleset, &text, Profile::default(), &Options::default(), &mut scratch);
            let found = audited.summary.bright.iter().any(|(id, _)| *id == bright.id);
            tested.push(Tested { id: bright.id.clone(), example: text, outcome: Outcome::of(good, found) });
        };
        written.examples.flags.iter().for_each(|example| run(example, true));
        written.examples.passes.iter().for_each(|example| run(example, false));
    }
    for (index, kind) in ruleset.written.facts.iter().enumerate().filter(|(_, kind)| wanted(&kind.id)) {
        for example in &kind.examples {
            let right = fact_is_right(ruleset, index, example, &mut scratch);
            let outcome = Outcome::of(!example.none, right != example.none);
            tested.push(Tested { id: kind.id.to_string(), example: example.text.to_string(), outcome });
        }
    }
    tested
}

/// Whether a lint fires anywhere in an example.
fn lint_fires(
    ruleset: &Ruleset,
    lint: usize,
    written: &written::Lint,
    example: &Example,
    scratch: &mut Scratch,
) -> bool {
    let options = Options { only: Some(lint), any_type: true, ..Options::default() };
    let documents: Vec<(String, String, Profile)> = match example {
        Example::Text(text) => vec![("example.md".to_owned(), text.to_string(), example_profile(written, None))],
        Example::Documents(documents) => documents
            .iter()
            .map(|document| {
                let profile = example_profile(written, document.document_type.as_deref());
                (document.name.to_string(), document.text.to_string(), profile)
            })
            .collect(),
    };
    let mut claims = Vec::new();
    for (path, text, profile) in documents {
        let document = document::parse(SourceFile::new(path, text));
        let audited = audit(&document, &profile, ruleset, &options, scratch);
        // Examples try what the lint says itself; its lesson counts where it says no more than that.
        let taught = || ruleset.lints[lint].detectors.iter().any(|it| matches!(it.look_for, LookFor::Taught));
        let fires = |finding: &Finding| finding.lint == *written.id && (finding.told_by.is_empty() || taught());
        if audited.findings.iter().any(fires) {
            return true;
        }
        claims.extend(audited.claims);
    }
    !compare(&claims, ruleset).is_empty()
}

/// How an example of a lint is read: as the document type given, else as the first that the lint reads.
pub fn example_profile(written: &written::Lint, document_type: Option<&str>) -> Profile {
    let name = document_type.or_else(|| written.applies_to.first().map(|name| &**name)).unwrap_or("any");
    Profile {
        types: DocumentType::from_name(name).filter(|types| *types != DocumentType::ALL).unwrap_or_default(),
        types_from: Origin::FrontMatter,
        audience: if written.audience == ruleset::Audience::Staff { Audience::Staff } else { Audience::Customer },
        audience_from: Origin::FrontMatter,
    }
}

fn audit_text(
    ruleset: &Ruleset,
    text: &str,
    profile: Profile,
    options: &Options,
    scratch: &mut Scratch,
) -> super::Audited {
    let document = document::parse(SourceFile::new("example.md", text));
    audit(&document, &profile, ruleset, options, scratch)
}

/// Whether an example states the fact it says it does; for `none`, whether it states none of that kind.
fn fact_is_right(ruleset: &Ruleset, kind: usize, example: &FactExample, scratch: &mut Scratch) -> bool {
    let document = document::parse(SourceFile::new("example.md", &*example.text));
    let readings = document.readings();
    let mut scan = Scan::new(&document, &readings, ruleset, scratch);
    let mut facts = Vec::new();
    for passage in 0..document.passages.len() {
        facts.extend(understand(&mut scan, passage, Audience::Customer).facts);
    }
    let mut of_kind = facts.iter().filter(|fact| fact.kind == kind);
    if example.none {
        return of_kind.next().is_none();
    }
    of_kind.any(|fact| {
        let value = match &fact.value {
            Value::Quantity(quantity) => example.value.as_ref().is_none_or(|value| quantity.to_string() == **value),
            Value::Granted => example.polarity == Some(Polarity::Granted),
            Value::Denied => example.polarity == Some(Polarity::Denied),
            Value::Words(words) => example.value.as_ref().is_none_or(|value| words == &**value),
        };
        let from = example.from.is_none_or(|from| fact.from == Some(from));
        value && from
    })
}
