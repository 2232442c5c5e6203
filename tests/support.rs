//! What tests share: a builder of cases that go through the library, and rulesets that are compiled once.

use dumbrules::document::{self, Document, Profile};
use dumbrules::finding::{self, Audited, Claim, Finding, Options, Scratch};
use dumbrules::report::{DocumentSummary, Silenced};
use dumbrules::ruleset::{self, Overrides, Ruleset, written};
use dumbrules::text::SourceFile;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

/// Documents, a day and a ruleset: what an audit depends on.
pub(crate) struct Case {
    documents: Vec<(String, String)>,
    today: String,
    ruleset: Arc<Ruleset>,
}

/// What an audit of a case gives, all documents together.
pub(crate) struct Result {
    /// Findings of each document in order, those between documents last.
    pub(crate) findings: Vec<Finding>,
    pub(crate) silenced: Vec<Silenced>,
    pub(crate) summaries: Vec<DocumentSummary>,
}

impl Case {
    /// One document, `policy.md`, under the shipped rulesets, on a fixed day.
    pub(crate) fn policy(text: &str) -> Self {
        Self { documents: Vec::new(), today: "2026-06-15".to_owned(), ruleset: shipped() }.document("policy.md", text)
    }

    /// A further document.
    pub(crate) fn document(mut self, path: &str, text: &str) -> Self {
        self.documents.push((path.to_owned(), text.to_owned()));
        self
    }

    /// Another day.
    pub(crate) fn today(mut self, day: &str) -> Self {
        day.clone_into(&mut self.today);
        self
    }

    /// Another ruleset.
    pub(crate) fn ruleset(mut self, ruleset: &Arc<Ruleset>) -> Self {
        self.ruleset = Arc::clone(ruleset);
        self
    }

    /// Only the lint `house/bad` with this `match`.
    pub(crate) fn lint(self, detector: &str) -> Self {
        let ruleset = house(&[("house/bad", detector)]);
        self.ruleset(&ruleset)
    }

    pub(crate) fn audit(&self) -> Result {
        let options = Options { today: self.today.clone(), silenced: true, ..Options::default() };
        let mut scratch = Scratch::default();
        let mut result = Result { findings: Vec::new(), silenced: Vec::new(), summaries: Vec::new() };
        let mut claims: Vec<Claim> = Vec::new();
        for (path, text) in &self.documents {
            let document = parse_at(path, text);
            let profile = Profile::of(&document, (None, None));
            let audited: Audited = finding::audit(&document, &profile, &self.ruleset, &options, &mut scratch);
            result.findings.extend(audited.findings);
            result.silenced.extend(audited.silenced);
            result.summaries.push(audited.summary);
            claims.extend(audited.claims);
        }
        result.findings.extend(finding::compare(&claims, &self.ruleset));
        result
    }

    /// The quotes of all findings, in order.
    pub(crate) fn quotes(&self) -> Vec<String> {
        self.audit().findings.into_iter().map(|finding| finding.primary.quote).collect()
    }

    /// The lints of all findings, in order; suppressed ones in brackets.
    pub(crate) fn lints(&self) -> Vec<String> {
        let shown = |finding: Finding| match finding.suppressed {
            Some(_) => format!("[{}]", finding.lint),
            None => finding.lint,
        };
        self.audit().findings.into_iter().map(shown).collect()
    }
}

/// Parses a document named `policy.md`.
pub(crate) fn parse(text: &str) -> Document {
    parse_at("policy.md", text)
}

/// Parses a document.
pub(crate) fn parse_at(path: &str, text: &str) -> Document {
    document::parse(SourceFile::new(path, text))
}

/// The shipped rulesets, compiled once.
pub(crate) fn shipped() -> Arc<Ruleset> {
    static RULESET: OnceLock<Arc<Ruleset>> = OnceLock::new();
    let compile = || {
        let ruleset = ruleset::compile(ruleset::builtin(), &Overrides::default(), ruleset::shelf());
        Arc::new(ruleset.expect("the shipped rulesets compile"))
    };
    Arc::clone(RULESET.get_or_init(compile))
}

/// Lints by id and `match`, over the shipped vocabulary and kinds of fact.
pub(crate) fn house(lints: &[(&str, &str)]) -> Arc<Ruleset> {
    let more: Vec<_> = lints.iter().map(|&(id, detector)| (id, "", detector)).collect();
    house_with(&more)
}

/// Lints by id, fields that differ from the usual ones (`audience: staff`), and `match`.
pub(crate) fn house_with(lints: &[(&str, &str, &str)]) -> Arc<Ruleset> {
    let base = base();
    let files: Vec<_> = lints
        .iter()
        .map(|&(id, fields, detector)| SourceFile::new(format!("lints/{id}.yaml"), lint_file(id, fields, detector)))
        .collect();
    let own = ruleset::load("lints", &files, Some(base));
    let own = own.unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let needs_facts = lints.iter().any(|(.., detector)| detector.contains("facts:"));
    let facts = if needs_facts { base.facts.clone() } else { Vec::new() };
    let written = written::Ruleset { facts, ..base.clone() }.extended(own);
    Arc::new(ruleset::compile(written, &Overrides::default(), ruleset::shelf()).expect("the lints compile"))
}

/// The shipped vocabulary and kinds of fact, without lints.
fn base() -> &'static written::Ruleset {
    static BASE: OnceLock<written::Ruleset> = OnceLock::new();
    BASE.get_or_init(|| written::Ruleset { lints: Vec::new(), bright: Vec::new(), ..ruleset::builtin() })
}

/// The text of a lint file; `yields_to` is written where `fields` has it.
pub(crate) fn lint_file(id: &str, fields: &str, detector: &str) -> String {
    let usual = [
        ("title", "A bad rule"),
        ("severity", "high"),
        ("layer", "core"),
        ("audience", "both"),
        ("applies_to", "[any]"),
        ("customer_experience", "It hurts."),
        ("why", "It need not."),
    ];
    let mut file = format!("id: {id}\n");
    for (field, value) in usual {
        let given = fields.lines().find_map(|line| line.strip_prefix(&format!("{field}: ")));
        let _ = writeln!(file, "{field}: {}", given.unwrap_or(value));
    }
    if let Some(yields) = fields.lines().find(|line| line.starts_with("yields_to: ")) {
        let _ = writeln!(file, "{yields}");
    }
    file.push_str("match:\n");
    for line in detector.lines() {
        let _ = writeln!(file, "  {line}");
    }
    file + "rewrite: Kinder.\nexamples:\n  flags: [a, b, c]\n  passes: [d, e]\n"
}

/// Compares what `render` makes of each text with what is expected, and reports all differences at once.
pub(crate) fn check_all(cases: &[(&str, &str)], render: impl Fn(&str) -> String) {
    let mut wrong = String::new();
    let mut count = 0;
    for (text, expected) in cases {
        let found = render(text);
        if found != *expected {
            count += 1;
            let _ = write!(wrong, "\n{text}\n  expected {expected}\n  found    {found}");
        }
    }
    assert!(count == 0, "{count} of {} differ:{wrong}", cases.len());
}
