//! Rules × lints → findings, one document at a time.

use super::adjusted::{Adjusted, PassedOver};
use super::claim::is_claim;
use super::corpus::Claim;
use super::detect::Match;
use super::experience::is_restrictive;
use super::label;
use super::lessons::Opinion;
use super::scan::{Scan, Scratch};
use super::told::{Told, told};
use super::understand::{Understood, understand};
use super::{DocumentSummary, Finding, Silenced, suppression};
use crate::document::{Audience, BlockKind, Document, DocumentType, Profile};
use crate::ruleset::compiled::{Detector, Lint, Ruleset, Trigger};
use crate::ruleset::detector::Scope;
use crate::ruleset::{self, Confidence};
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
    /// What counts otherwise in the document at hand.
    pub adjusted: Adjusted,
}

/// What the audit of one document gives.
#[derive(Debug, Clone, Default)]
pub struct Audited {
    /// The document in figures.
    pub summary: DocumentSummary,
    /// Its findings, by place.
    pub findings: Vec<Finding>,
    /// What was silenced, when asked for.
    pub silenced: Vec<Silenced>,
    /// Finds of lints that are off in this document.
    pub passed_over: Vec<PassedOver>,
    /// What the document says that other documents may contradict.
    pub claims: Vec<Claim>,
    /// What the document promises and takes, in figures.
    pub told: Vec<Told>,
    /// What was understood of each passage.
    pub understood: Vec<Understood>,
}

/// Audits one document.
pub fn audit(
    document: &Document,
    profile: &Profile,
    ruleset: &Ruleset,
    options: &Options,
    scratch: &mut Scratch,
) -> Audited {
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
        bright_at: BTreeSet::new(),
        opinion: Opinion::default(),
    };
    let mut candidates = Vec::new();
    for passage in 0..document.passages.len() {
        run.passage(passage, &mut candidates);
    }
    run.finish()
}

/// The types a section adds to those of its document: "Shipping" inside a refund policy is read by the shipping lints. What
/// staff read counts as their handbook, whatever it is about.
fn section_types(document: &Document, profile: &Profile) -> Vec<DocumentType> {
    let handbook = DocumentType::from_name("handbook").filter(|_| profile.audience == Audience::Staff);
    let own = profile.types.union(handbook.unwrap_or_default());
    let mut types: Vec<DocumentType> = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let above = section.parent.and_then(|parent| types.get(parent)).copied().unwrap_or(own);
        types.push(above.union(DocumentType::shown_by(&section.title)));
    }
    types
}

/// One document being audited.
pub(super) struct Run<'d> {
    pub(super) scan: Scan<'d>,
    pub(super) understood: Vec<Understood>,
    pub(super) section_types: Vec<DocumentType>,
    pub(super) profile: &'d Profile,
    pub(super) options: &'d Options,
    pub(super) found: Vec<(usize, Finding)>,
    pub(super) claims: Vec<(usize, &'d str, Claim)>,
    pub(super) audited: Audited,
    pub(super) bright: BTreeSet<u16>,
    /// Where signals were found: the check that they count for, and the passage.
    pub(super) bright_at: BTreeSet<(u8, usize)>,
    pub(super) opinion: Opinion,
}

impl<'d> Run<'d> {
    fn passage(&mut self, passage: usize, candidates: &mut Vec<u32>) {
        let ruleset = self.scan.ruleset;
        candidates.clear();
        self.scan.candidates(passage, candidates);
        // Whether a pattern matches is asked by the detector, and only when it reads this passage at all.
        let mut triggers: Vec<Trigger> = ruleset.untriggered.clone();
        for &pattern in candidates.iter() {
            triggers.extend(&ruleset.triggers[pattern as usize]);
        }
        triggers.sort_unstable();
        triggers.dedup();
        let live = self.scan.is_live(passage);
        self.form_opinion(passage);
        let mut finds: Vec<(usize, Match, Confidence)> = Vec::new();
        let mut passed_over: Vec<(usize, Confidence)> = Vec::new();
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
            if trigger.side_b || is_claim(detector) {
                self.claim(trigger, lint, detector, passage);
                continue;
            }
            if let Some(matched) = self.detect(detector, passage) {
                let spared = self.does_no_harm(detector, passage, matched.span);
                if let Some(by) = spared.or_else(|| self.silenced(detector, passage, matched.related)) {
                    self.note_silenced(lint, passage, &by);
                    continue;
                }
                last = Some(trigger.target);
                let target = trigger.target as usize;
                let confidence = self.confidence(target, detector);
                match self.options.adjusted.is_off(target) {
                    true => passed_over.push((target, confidence)),
                    false => finds.push((target, matched, confidence)),
                }
            }
        }
        let found: Vec<(usize, Confidence)> = finds.iter().map(|(lint, _, confidence)| (*lint, *confidence)).collect();
        if found.iter().all(|(lint, _)| ruleset.lints[*lint].is_measured()) {
            for (lint, matched, confidence) in self.recognised(passage) {
                if self.options.adjusted.is_off(lint) {
                    passed_over.push((lint, confidence));
                    continue;
                }
                let reasons = self.reasons(lint, passage);
                self.report(lint, passage, matched, confidence, reasons);
            }
        }
        passed_over.retain(|(lint, confidence)| stronger(&ruleset.lints[*lint], *confidence, &found).is_none());
        passed_over.dedup_by_key(|(lint, _)| *lint);
        passed_over.into_iter().for_each(|(lint, _)| self.pass_over(lint));
        for (lint, matched, confidence) in finds {
            match stronger(&ruleset.lints[lint], confidence, &found) {
                Some(other) => self.note_silenced(&ruleset.lints[lint], passage, &ruleset.lints[other].id),
                None => self.report(lint, passage, matched, confidence, Vec::new()),
            }
        }
    }

    /// Whether a detector reads a passage: type, audience, scope, section, modality, bearer.
    pub(super) fn reads(&mut self, lint: &Lint, detector: &Detector, passage: usize, live: bool) -> bool {
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

    fn finish(mut self) -> Audited {
        self.measured_signals();
        let experience = self.experience();
        let document = self.scan.document;
        let today = self.options.today.parse().unwrap_or_default();
        suppression::apply(document, today, &mut self.found, &mut self.claims, |directive| {
            let span = directive.source;
            let mut label = label::label_of_source(document, span, span);
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
            restrictive_rules: rules.filter(|modality| is_restrictive(*modality)).count(),
            bright: brights.map(|bright| (bright.id.clone(), bright.title.clone())).collect(),
            unread: unread.into_iter().collect(),
            experience,
        };
        self.audited.told = told(document, self.profile, &self.understood, self.scan.ruleset);
        self.audited.understood = self.understood;
        self.audited
    }
}

/// The lint among those that `found` the same rule to which another one yields. What is only possible is left out of most
/// reports, so a surer find does not yield to it.
fn stronger(lint: &Lint, confidence: Confidence, found: &[(usize, Confidence)]) -> Option<usize> {
    let counts = |sure: Confidence| sure <= confidence.max(Confidence::Likely);
    let mut others = found.iter().filter(|(other, sure)| lint.yields_to.contains(other) && counts(*sure));
    others.next().map(|(other, _)| *other)
}
