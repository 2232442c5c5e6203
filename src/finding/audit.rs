//! Rules × lints → findings, one document at a time.

use super::corpus::{Claim, Side};
use super::label;
use super::scan::{Scan, Scratch};
use super::measure::{measure, says};
use super::{Finding, suppression};
use crate::document::{Audience, BlockKind, Context, Document, DocumentType, Profile};
use crate::fact::{self, Fact, Look, Value};
use crate::report::{DocumentSummary, Silenced};
use crate::rule::quantity::{Quantity, quantities};
use crate::rule::{Modality, Rule, rule_of, words_of};
use crate::ruleset::compiled::{Detector, Lint, LookFor, Ruleset, Trigger, compares};
use crate::ruleset::detector::{Op, Scope, Within};
use crate::ruleset;
use crate::text::Span;
use std::collections::BTreeSet;

/// What an audit depends on besides document and ruleset.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The day the audit is about, `YYYY-MM-DD`.
    pub today: String,
    /// Whether to say what was silenced, and by what.
    pub silenced: bool,
    /// Only this lint, when given: for testing it on its examples.
    pub only: Option<usize>,
    /// Read every document whatever its type: for testing.
    pub any_type: bool,
}

/// What the audit of one document gives.
#[derive(Debug, Default)]
pub struct Audited {
    /// The document in figures.
    pub summary: DocumentSummary,
    /// Its findings, by place.
    pub findings: Vec<Finding>,
    /// What was silenced, when asked for.
    pub silenced: Vec<Silenced>,
    /// What the document says that other documents may contradict.
    pub claims: Vec<Claim>,
}

/// What was understood of a passage.
#[derive(Debug)]
pub struct Understood {
    /// Its rule; none when it is a heading, a question or a table head.
    pub rule: Option<Rule>,
    /// Its facts.
    pub facts: Vec<Fact>,
}

/// Audits one document.
pub fn audit(document: &Document, profile: &Profile, ruleset: &Ruleset, options: &Options, scratch: &mut Scratch) -> Audited {
    let readings = document.readings();
    let mut scan = Scan::new(document, &readings, ruleset, scratch);
    let understood: Vec<Understood> =
        (0..document.passages.len()).map(|passage| understand(&mut scan, passage, profile.audience)).collect();
    let section_types: Vec<DocumentType> = section_types(document, profile);
    let mut run = Run {
        scan,
        understood,
        section_types,
        profile,
        options,
        found: Vec::new(),
        claims: Vec::new(),
        audited: Audited::default(),
        bright: BTreeSet::new(),
    };
    let mut candidates = Vec::new();
    for passage in 0..document.passages.len() {
        run.passage(passage, &mut candidates);
    }
    run.finish()
}

/// Reads one passage: its rule and its facts.
pub fn understand(scan: &mut Scan<'_>, passage: usize, audience: Audience) -> Understood {
    if !scan.is_live(passage) {
        return Understood { rule: None, facts: Vec::new() };
    }
    let (readings, kinds) = (scan.readings, &scan.ruleset.kinds);
    let reading = &readings[passage];
    let mut words = std::mem::take(&mut scan.scratch.words);
    words_of(&reading.lower, &mut words);
    let rule = rule_of(reading, &words, passage, audience);
    let facts = fact::facts_of(&rule, &reading.lower, &words, kinds, &mut PassageLook { scan, passage });
    scan.scratch.words = words;
    Understood { rule: Some(rule), facts }
}

struct PassageLook<'s, 'd> {
    scan: &'s mut Scan<'d>,
    passage: usize,
}

impl Look for PassageLook<'_, '_> {
    fn find(&mut self, pattern: u32) -> Option<Span> {
        self.scan.find(self.passage, pattern)
    }

    fn find_in_heading(&mut self, pattern: u32) -> bool {
        self.scan.matches_heading(pattern, self.passage)
    }
}

/// The types a section adds to those of its document: "Shipping" inside a refund policy is read by the shipping lints.
fn section_types(document: &Document, profile: &Profile) -> Vec<DocumentType> {
    let mut types: Vec<DocumentType> = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let above = section.parent.and_then(|parent| types.get(parent)).copied().unwrap_or(profile.types);
        types.push(above.union(DocumentType::shown_by(&section.title)));
    }
    types
}

struct Run<'d> {
    scan: Scan<'d>,
    understood: Vec<Understood>,
    section_types: Vec<DocumentType>,
    profile: &'d Profile,
    options: &'d Options,
    found: Vec<(usize, Finding)>,
    claims: Vec<(usize, &'d str, Claim)>,
    audited: Audited,
    bright: BTreeSet<u16>,
}

/// A detector's match: the bytes of the reading, and what to add to the message.
struct Match {
    span: Span,
    detail: Option<String>,
    related: Option<usize>,
}

impl Match {
    fn at(span: Span) -> Self {
        Self { span, detail: None, related: None }
    }
}

impl<'d> Run<'d> {
    fn passage(&mut self, passage: usize, candidates: &mut Vec<u32>) {
        let ruleset = self.scan.ruleset;
        candidates.clear();
        self.scan.candidates(passage, candidates);
        let mut triggers: Vec<Trigger> = ruleset.untriggered.clone();
        for &pattern in candidates.iter() {
            let sets_off = &ruleset.triggers[pattern as usize];
            if !sets_off.is_empty() && self.scan.find(passage, pattern).is_some() {
                triggers.extend(sets_off);
            }
        }
        triggers.sort_unstable();
        triggers.dedup();
        let live = self.scan.is_live(passage);
        let mut last: Option<u16> = None;
        for trigger in triggers {
            if trigger.detector == Trigger::BRIGHT {
                self.bright_signal(trigger.target, passage);
                continue;
            }
            let lint = &ruleset.lints[trigger.target as usize];
            let detector = &lint.detectors[trigger.detector as usize];
            if self.options.only.is_some_and(|only| only != trigger.target as usize)
                || (last == Some(trigger.target) && !trigger.side_b)
                || !self.reads(lint, detector, passage, live)
            {
                continue;
            }
            if trigger.side_b || self.is_claim(detector) {
                self.claim(trigger, lint, detector, passage);
                continue;
            }
            if let Some(matched) = self.detect(detector, passage) {
                if let Some(by) = self.silenced(detector, passage, matched.related) {
                    self.note_silenced(lint, passage, &by);
                    continue;
                }
                last = Some(trigger.target);
                self.report(lint, passage, matched);
            }
        }
    }

    /// Whether a detector reads a passage: type, audience, scope, section, modality, bearer.
    fn reads(&mut self, lint: &Lint, detector: &Detector, passage: usize, live: bool) -> bool {
        let document = self.scan.document;
        let block = *document.block_of(&document.passages[passage]);
        let types = self.section_types[block.section];
        let right_type = types.is_empty() || lint.types.meets(types) || self.options.any_type;
        let right_audience = match lint.audience {
            ruleset::Audience::Both => true,
            ruleset::Audience::Customer => self.profile.audience == Audience::Customer,
            ruleset::Audience::Staff => self.profile.audience == Audience::Staff,
        };
        let heading_wanted = detector.scope.contains(&Scope::Heading) && matches!(block.kind, BlockKind::Heading(_));
        if !right_type || !(right_audience || self.options.any_type) || !(live || heading_wanted) {
            return false;
        }
        let in_scope = detector.scope.is_empty()
            || detector.scope.iter().any(|scope| match scope {
                Scope::Paragraph => block.kind == BlockKind::Paragraph && !block.quoted,
                Scope::ListItem => block.kind == BlockKind::ListItem,
                Scope::TableCell => matches!(block.kind, BlockKind::TableCell { .. }),
                Scope::Quote => block.quoted,
                Scope::Heading => matches!(block.kind, BlockKind::Heading(_)),
            });
        let rule = self.understood[passage].rule.as_ref();
        let modality = rule.and_then(|rule| rule.modality);
        let bearer = rule.and_then(|rule| rule.bearer);
        let right_rule = (detector.modality.is_empty() || modality.is_some_and(|m| detector.modality.contains(&m)))
            && (detector.bearer.is_empty() || bearer.is_some_and(|b| detector.bearer.contains(&b)));
        if !in_scope || !right_rule {
            return false;
        }
        if !detector.section.is_empty() {
            let path = document.section_path(block.section).join(" / ").to_ascii_lowercase();
            if !detector.section.iter().any(|&pattern| self.scan.matches_text(pattern, &path)) {
                return false;
            }
        }
        let meta = &self.scan.ruleset.meta;
        detector.ignore_meta || self.scan.find_any(passage, meta).is_none()
    }

    /// Whether a detector only collects claims, which are compared when all documents have been read.
    fn is_claim(&self, detector: &Detector) -> bool {
        matches!(detector.look_for, LookFor::Contradiction { .. })
            || (matches!(detector.look_for, LookFor::Asymmetry { .. }) && detector.within == Within::Corpus)
    }

    fn detect(&mut self, detector: &Detector, passage: usize) -> Option<Match> {
        let scan = &mut self.scan;
        match &detector.look_for {
            LookFor::Words { any, all } => {
                let span = scan.find_any(passage, any)?;
                all.iter().all(|&pattern| scan.find(passage, pattern).is_some()).then(|| Match::at(span))
            }
            LookFor::Threshold { any, op, value } => {
                let rule = self.understood[passage].rule.as_ref()?;
                any.iter().find_map(|&pattern| {
                    let (span, at) = scan.find_quantity(passage, pattern)?;
                    let stated = rule.quantities.iter().find(|quantity| quantity.span.overlaps(at)).cloned();
                    let quantity = stated.or_else(|| bare_number(at.of(&scan.readings[passage].lower)))?;
                    exceeds(&quantity, *op, *value)
                        .then(|| Match { detail: Some(quantity.to_string()), ..Match::at(span) })
                })
            }
            LookFor::Stacking { near, lexicon, min } => {
                let span = scan.find_any(passage, near)?;
                let extent = extent(scan, passage, detector.within);
                let held = |scan: &mut Scan<'_>, pattern| extent.iter().any(|&other| scan.find(other, pattern).is_some());
                let things = lexicon.iter().filter(|&&pattern| held(scan, pattern)).count();
                (things >= *min).then(|| Match { detail: Some(format!("{things} different things")), ..Match::at(span) })
            }
            LookFor::MissingComplement { trigger, complement } => {
                let span = scan.find_any(passage, trigger)?;
                let extent = extent(scan, passage, detector.within);
                let met = extent.iter().any(|&other| scan.silencer(other, complement).is_some());
                (!met).then(|| Match::at(span))
            }
            LookFor::Asymmetry { a, b } => {
                let span = scan.find_any(passage, a)?;
                let extent = extent(scan, passage, detector.within);
                let other = extent.iter().copied().find(|&other| scan.is_live(other) && scan.find_any(other, b).is_some())?;
                Some(Match { related: Some(other), ..Match::at(span) })
            }
            LookFor::Contradiction { .. } => None,
            LookFor::Readability { metric, max } => {
                let measured = measure(scan, passage, *metric);
                let own = Span::new(scan.readings[passage].own_start, scan.readings[passage].lower.len());
                (measured > *max).then(|| Match { detail: Some(says(*metric, measured)), ..Match::at(own) })
            }
            LookFor::Fact { kinds, threshold, from, granted, any } => {
                let facts = self.understood[passage].facts.iter();
                let fact = facts.filter(|fact| kinds.contains(&fact.kind)).find(|fact| {
                    let beyond = match (&fact.value, threshold) {
                        (_, None) => true,
                        (Value::Quantity(quantity), Some((op, value))) => exceeds(quantity, *op, *value),
                        _ => false,
                    };
                    let polarity = match (&fact.value, granted) {
                        (_, None) => true,
                        (Value::Granted, Some(granted)) => *granted,
                        (Value::Denied, Some(granted)) => !granted,
                        _ => false,
                    };
                    let started = from.is_empty() || fact.from.is_some_and(|event| from.contains(&event));
                    beyond && polarity && started
                })?;
                if !any.is_empty() && scan.find_any(passage, any).is_none() {
                    return None;
                }
                Some(Match { detail: detail_of(fact), ..Match::at(fact.span) })
            }
        }
    }

    /// The words that silence a match, if any do.
    fn silenced(&mut self, detector: &Detector, passage: usize, related: Option<usize>) -> Option<String> {
        let mut extent = extent(&self.scan, passage, detector.unless_within);
        extent.extend(related);
        extent.into_iter().find_map(|other| {
            let span = self.scan.silencer(other, &detector.unless)?;
            Some(span.of(&self.scan.readings[other].lower).to_owned())
        })
    }

    fn note_silenced(&mut self, lint: &Lint, passage: usize, by: &str) {
        if !self.options.silenced {
            return;
        }
        let document = self.scan.document;
        let span = document.to_source(document.passages[passage].text);
        let line = document.source.line_column(span.start).line;
        let path = document.source.path.clone();
        self.audited.silenced.push(Silenced { lint: lint.id.clone(), path, line, span, by: by.to_owned() });
    }

    fn report(&mut self, lint: &Lint, passage: usize, matched: Match) {
        let document = self.scan.document;
        let span = self.scan.readings[passage].to_document(matched.span);
        let message = match &matched.detail {
            Some(detail) => format!("{}: {detail}", lint.title),
            None => lint.title.clone(),
        };
        let related = matched.related.map(|other| {
            let mut label = label::of_passage(document, other, document.passages[other].text);
            label.note = Some("the other side".to_owned());
            label
        });
        let finding = Finding {
            lint: lint.id.clone(),
            severity: lint.severity,
            message,
            primary: label::of_passage(document, passage, span),
            related: related.into_iter().collect(),
            identity: String::new(),
            suppressed: None,
        };
        self.found.push((passage, finding));
    }

    /// Remembers what this passage says, for comparison with other documents.
    fn claim(&mut self, trigger: Trigger, lint: &'d Lint, detector: &Detector, passage: usize) {
        if self.silenced(detector, passage, None).is_some() {
            return;
        }
        let document = self.scan.document;
        let side = match &detector.look_for {
            LookFor::Contradiction { facts, .. } if !facts.is_empty() => {
                let of_row = matches!(document.passages[passage].context, Context::Cell { row: Some(_), .. });
                let stated = self.understood[passage].facts.iter().find(|fact| facts.contains(&fact.kind));
                let Some(Fact { kind, value: Value::Quantity(quantity), span, conditional: false, .. }) = stated.filter(|_| !of_row) else {
                    return;
                };
                Side::Value { topic: *kind, comparable: comparable(quantity), shown: quantity.to_string(), at: *span }
            }
            LookFor::Contradiction { a, b, .. } if b.is_empty() => {
                let quantities = self.understood[passage].rule.as_ref().map_or(&[][..], |rule| &rule.quantities);
                let stated = a.iter().find_map(|&pattern| {
                    let (span, at) = self.scan.find_quantity(passage, pattern)?;
                    quantities.iter().find(|quantity| quantity.span.overlaps(at)).map(|quantity| (span, quantity))
                });
                let Some((at, quantity)) = stated else {
                    return;
                };
                Side::Value { topic: 0, comparable: comparable(quantity), shown: quantity.to_string(), at }
            }
            LookFor::Contradiction { a, b, .. } | LookFor::Asymmetry { a, b } => {
                let patterns = if trigger.side_b { b } else { a };
                let Some(at) = self.scan.find_any(passage, patterns) else {
                    return;
                };
                if trigger.side_b { Side::B(at) } else { Side::A(at) }
            }
            _ => return,
        };
        let at = match side {
            Side::A(at) | Side::B(at) | Side::Value { at, .. } => self.scan.readings[passage].to_document(at),
        };
        let label = label::of_passage(document, passage, at);
        let claim = Claim { lint: trigger.target, detector: trigger.detector, side, label, suppressed: None };
        self.claims.push((passage, &lint.id, claim));
    }

    fn bright_signal(&mut self, index: u16, passage: usize) {
        let bright = &self.scan.ruleset.bright[index as usize];
        if !self.bright.contains(&index)
            && self.scan.is_live(passage)
            && self.scan.find_any(passage, &bright.any).is_some()
            && self.scan.silencer(passage, &bright.unless).is_none()
        {
            self.bright.insert(index);
        }
    }

    /// Bright signals that a measure earns: some rule measures no more than it may.
    fn measured_signals(&mut self) {
        let ruleset = self.scan.ruleset;
        for (index, bright) in ruleset.bright.iter().enumerate() {
            let Some((metric, most)) = bright.at_most else {
                continue;
            };
            let binds = |understood: &Understood| understood.rule.as_ref().is_some_and(|rule| rule.modality.is_some());
            let rules: Vec<usize> = (0..self.understood.len()).filter(|&at| binds(&self.understood[at])).collect();
            if rules.into_iter().any(|passage| measure(&mut self.scan, passage, metric) <= most) {
                self.bright.insert(index as u16);
            }
        }
    }

    fn finish(mut self) -> Audited {
        self.measured_signals();
        let document = self.scan.document;
        suppression::apply(document, &self.options.today, &mut self.found, &mut self.claims, |directive| {
            let span = directive.source;
            let mut label = label::of_source(document, span, span);
            if let Some(passage) = directive.passage {
                let section = document.block_of(&document.passages[passage]).section;
                label.section = document.section_path(section).into_iter().map(str::to_owned).collect();
            }
            label
        });
        self.audited.claims = self.claims.into_iter().map(|(.., claim)| claim).collect();
        self.audited.findings = self.found.into_iter().map(|(_, finding)| finding).collect();
        let findings = &mut self.audited.findings;
        findings.sort_by(|a, b| (a.primary.span, &a.lint).cmp(&(b.primary.span, &b.lint)));
        label::identify(findings.iter_mut());
        let rules = self.understood.iter().filter_map(|understood| understood.rule.as_ref()?.modality);
        let restrictive = |modality: &Modality| {
            matches!(modality, Modality::Obligation | Modality::Prohibition | Modality::Power | Modality::Declaration)
        };
        let brights = self.bright.iter().map(|&index| &self.scan.ruleset.bright[index as usize]);
        let blocks = document.raw_html_blocks;
        let unread = (blocks > 0).then(|| format!("{blocks} block{} of raw HTML", if blocks == 1 { "" } else { "s" }));
        self.audited.summary = DocumentSummary {
            path: document.source.path.clone(),
            title: document.title(),
            types: self.profile.types.names().into_iter().map(str::to_owned).collect(),
            types_from: self.profile.types_from.to_string(),
            audience: self.profile.audience.to_string(),
            audience_from: self.profile.audience_from.to_string(),
            owner: document.front_matter.owner.clone(),
            words: document.words,
            rules: rules.clone().count(),
            restrictive_rules: rules.filter(restrictive).count(),
            bright: brights.map(|bright| (bright.id.clone(), bright.title.clone())).collect(),
            unread: unread.into_iter().collect(),
        };
        self.audited
    }
}

/// The passages over which something is looked for.
fn extent(scan: &Scan<'_>, passage: usize, within: Within) -> Vec<usize> {
    match within {
        Within::Rule => vec![passage],
        Within::Section => scan.section_of(passage).to_vec(),
        Within::Document | Within::Corpus => (0..scan.document.passages.len()).collect(),
    }
}

/// A number that a pattern captured although it counts nothing by itself: "a four-step procedure".
fn bare_number(text: &str) -> Option<Quantity> {
    let mut found = Vec::new();
    quantities(&format!("{text} items"), &mut found);
    found.pop()
}

fn exceeds(quantity: &Quantity, op: Op, limit: f64) -> bool {
    // The end of a range that is worse for the customer decides: the longest wait, the shortest window.
    let (low, high) = range(quantity);
    let value = if matches!(op, Op::Less | Op::AtMost) { low } else { high };
    compares(op, value, limit)
}

/// Lower and upper end in the unit of thresholds: days, percent, an amount of money, a number.
pub(super) fn range(quantity: &Quantity) -> (f64, f64) {
    quantity.range()
}

/// The same for all ways of saying it: "2 weeks" and "14 days".
fn comparable(quantity: &Quantity) -> i64 {
    (range(quantity).1 * 100.0).round() as i64
}

fn detail_of(fact: &Fact) -> Option<String> {
    let Value::Quantity(quantity) = &fact.value else {
        return None;
    };
    Some(match fact.from {
        Some(event) => format!("{} from {event}", quantity.to_string()),
        None => quantity.to_string(),
    })
}
