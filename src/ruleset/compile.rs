//! Written rulesets → [`Ruleset`]: patterns become one table, names become indices, overrides are applied.

use super::compiled::{Bright, Detector, Lint, LookFor, Ruleset, Taught, Trigger};
use super::detector::{self, Claims, Kind, Polarity};
use super::patterns::PatternTable;
use super::{Override, Overrides, Text, written};
use crate::document::DocumentType;
use crate::error::Error;
use crate::fact::{self, Measures};
use crate::lesson::Lessons;
use crate::pattern::Shelf;
use sha2::{Digest, Sha256};

/// Makes a ruleset ready to run. `shelf` holds the shipped patterns.
///
/// # Errors
///
/// Every pattern that cannot be compiled.
pub fn compile(written: written::Ruleset, overrides: &Overrides, shelf: &'static Shelf) -> Result<Ruleset, Vec<Error>> {
    let mut table = PatternTable::new(shelf);
    let kinds = kinds(&written, &mut table);
    let kind_index = |id: &str| written.facts.iter().position(|kind| &*kind.id == id);
    let mut lints = Vec::with_capacity(written.lints.len());
    let (mut switched_off, mut changed) = (Vec::new(), Vec::new());
    for (index, lint) in written.lints.iter().enumerate() {
        let Override { off, severity, threshold } = overrides.of(&lint.id).cloned().unwrap_or_default();
        if let Some(reason) = off {
            switched_off.push((lint.id.to_string(), reason));
            continue;
        }
        if let Some((severity, reason)) = &severity {
            changed.push((lint.id.to_string(), format!("{} instead of {}: {reason}", severity, lint.severity)));
        }
        let detectors = lint.detectors.iter().map(|detector| {
            let mut builder =
                DetectorBuilder { written: &written, table: &mut table, kind_index: &kind_index, threshold };
            builder.build(detector)
        });
        lints.push(Lint {
            id: lint.id.to_string(),
            title: lint.title.to_string(),
            severity: severity.map_or(lint.severity, |(severity, _)| severity),
            types: lint
                .applies_to
                .iter()
                .filter_map(|name| DocumentType::from_name(name))
                .fold(DocumentType::default(), DocumentType::union),
            audience: lint.audience,
            yields_to: Vec::new(),
            detectors: detectors.collect(),
            written: index,
        });
    }
    for at in 0..lints.len() {
        let wanted = &written.lints[lints[at].written].yields_to;
        lints[at].yields_to =
            wanted.iter().filter_map(|id| lints.iter().position(|lint: &Lint| *lint.id == **id)).collect();
    }
    refuse_circles(&lints)?;
    let bright: Vec<Bright> = written
        .bright
        .iter()
        .map(|bright| Bright {
            id: bright.id.to_string(),
            title: bright.title.to_string(),
            // `E1` to `E8`, as its loader saw to.
            earns: bright.earns.bytes().last().map_or(0, |digit| digit.saturating_sub(b'0')),
            any: table.all(written.expand(&bright.any)),
            unless: table.all(written.expand(&bright.unless)),
            at_most: bright.at_most,
        })
        .collect();
    let mut named = |name: &str| {
        let list = written.vocabulary.get(name).map_or(&[][..], Vec::as_slice);
        table.all(list.iter().map(|pattern| &**pattern).collect())
    };
    let (rigid, meta, no_harm) = (named("rigid"), named("meta"), named("no_harm"));
    let (conditions, legalese) = (named("conditions"), named("legalese"));
    let count = table.len();
    let patterns = table.finish()?;
    let (triggers, untriggered) = triggers(&lints, &bright, count);
    let hash = hash(&written, overrides);
    let lessons = written.lessons.iter().map(|lessons| taught(lessons, &lints)).collect();
    Ok(Ruleset {
        lints,
        kinds,
        bright,
        patterns,
        triggers,
        untriggered,
        rigid,
        meta,
        no_harm,
        conditions,
        legalese,
        lessons,
        hash,
        switched_off,
        changed,
        written,
    })
}

/// Lints that yield to each other in a circle would all be silent, and a rule that each of them finds would be told by none.
fn refuse_circles(lints: &[Lint]) -> Result<(), Vec<Error>> {
    let mut free: Vec<bool> = vec![false; lints.len()];
    // A lint is in no circle when all it yields to are in none. Most yield to nobody, so two or three rounds are enough.
    let mut changed = true;
    while changed {
        changed = false;
        for at in 0..lints.len() {
            if !free[at] && lints[at].yields_to.iter().all(|&other| free[other]) {
                free[at] = true;
                changed = true;
            }
        }
    }
    let bound: Vec<String> =
        lints.iter().zip(&free).filter(|(_, free)| !**free).map(|(lint, _)| format!("`{}`", lint.id)).collect();
    if bound.is_empty() {
        return Ok(());
    }
    let help = "strike one of them off the other's `yields_to`: a rule that all of them find would be told by none";
    Err(vec![Error::new(format!("lints yield to each other in a circle: {}", bound.join(", "))).help(help)])
}

fn taught(lessons: &Lessons, lints: &[Lint]) -> Taught {
    let each = || lessons.lessons.iter();
    let position = |id: &String| lints.iter().position(|lint| lint.id == *id);
    Taught {
        weights: lessons.weights.clone(),
        lints: each().map(|lesson| position(&lesson.lint)).collect(),
        also: each().map(|lesson| lesson.also.iter().filter_map(position).collect()).collect(),
        biases: each().map(|lesson| lesson.bias).collect(),
        marks: each().map(|lesson| lesson.marks).collect(),
    }
}

fn kinds(written: &written::Ruleset, table: &mut PatternTable) -> Vec<fact::Kind> {
    let kinds = written.facts.iter().map(|kind| {
        let mut measures = Measures::default();
        for quantity in &kind.quantity {
            match quantity {
                written::Quantity::Duration => measures.duration = true,
                written::Quantity::Percent => measures.percent = true,
                written::Quantity::Money => measures.money = true,
                written::Quantity::Count => measures.count = true,
                written::Quantity::None => {}
            }
        }
        fact::Kind {
            id: kind.id.to_string(),
            title: kind.title.to_string(),
            measures,
            role: kind.role,
            worse: kind.worse,
            topic: table.all(written.expand(&kind.topic)),
            unless: table.all(written.expand(&kind.unless)),
        }
    });
    kinds.collect()
}

struct DetectorBuilder<'b> {
    written: &'b written::Ruleset,
    table: &'b mut PatternTable,
    kind_index: &'b dyn Fn(&str) -> Option<usize>,
    threshold: Option<f64>,
}

impl DetectorBuilder<'_> {
    fn build(&mut self, detector: &detector::Detector) -> Detector {
        Detector {
            look_for: self.look_for(&detector.kind),
            unless: self.list(&detector.unless),
            within: detector.within,
            unless_within: detector.unless_within,
            unless_near: self.list(&detector.unless_near),
            scope: detector.scope.clone(),
            section: self.list(&detector.section),
            modality: detector.modality.clone(),
            bearer: detector.bearer.clone(),
            ignore_meta: detector.ignore_meta,
            confidence: detector.confidence,
        }
    }

    fn list(&mut self, patterns: &[Text]) -> Vec<u32> {
        self.table.all(self.written.expand(patterns))
    }

    fn facts(&self, ids: &[Text]) -> Vec<usize> {
        ids.iter().filter_map(|id| (self.kind_index)(id)).collect()
    }

    fn look_for(&mut self, kind: &Kind) -> LookFor {
        match kind {
            Kind::Phrase { any, all } => {
                let phrases = self.written.expand(any).into_iter().map(detector::phrase).collect::<Vec<_>>();
                let any = self.table.all(phrases.iter().map(String::as_str).collect());
                LookFor::Words { any, all: self.list(all) }
            }
            Kind::Regex { any, all } | Kind::AbsenceOfException { any, all } => {
                LookFor::Words { any: self.list(any), all: self.list(all) }
            }
            Kind::NumericThreshold { any, threshold } => LookFor::Threshold {
                any: self.list(any),
                op: threshold.op,
                value: self.threshold.unwrap_or(threshold.value),
            },
            Kind::Stacking { near, lexicon, min } => LookFor::Stacking {
                near: self.list(near),
                lexicon: self.list(lexicon),
                min: self.threshold.map_or(*min, |value| value as usize),
            },
            Kind::MissingComplement { trigger, complement } => {
                LookFor::MissingComplement { trigger: self.list(trigger), complement: self.list(complement) }
            }
            Kind::Asymmetry { a, b } => LookFor::Asymmetry { a: self.list(a), b: self.list(b) },
            Kind::Contradiction { claims, same_document } => {
                let (a, b, facts) = match claims {
                    Claims::Topic(topic) => (self.list(topic), Vec::new(), Vec::new()),
                    Claims::Sides { a, b } => (self.list(a), self.list(b), Vec::new()),
                    Claims::Facts(ids) => (Vec::new(), Vec::new(), self.facts(ids)),
                };
                LookFor::Contradiction { a, b, facts, same_document: *same_document }
            }
            Kind::Readability { metric, max } => {
                LookFor::Readability { metric: *metric, max: self.threshold.map_or(*max, |value| value as usize) }
            }
            Kind::Taught => LookFor::Taught,
            Kind::Fact { facts, threshold, from, polarity, any } => LookFor::Fact {
                kinds: self.facts(facts),
                threshold: threshold.map(|threshold| (threshold.op, self.threshold.unwrap_or(threshold.value))),
                from: from.clone(),
                granted: polarity.map(|polarity| polarity == Polarity::Granted),
                any: self.list(any),
            },
        }
    }
}

/// Which patterns set off which detectors; detectors that no pattern sets off are looked at for every passage.
fn triggers(lints: &[Lint], bright: &[Bright], patterns: usize) -> (Vec<Vec<Trigger>>, Vec<Trigger>) {
    let mut triggers = vec![Vec::new(); patterns];
    let mut untriggered = Vec::new();
    let mut add = |list: &[u32], trigger: Trigger| {
        for &pattern in list {
            if !triggers[pattern as usize].contains(&trigger) {
                triggers[pattern as usize].push(trigger);
            }
        }
    };
    for (target, lint) in lints.iter().enumerate() {
        for (detector, what) in lint.detectors.iter().enumerate() {
            let trigger = Trigger { target: target as u16, detector: detector as u8, side_b: false };
            match &what.look_for {
                LookFor::Words { any: list, .. }
                | LookFor::Threshold { any: list, .. }
                | LookFor::Stacking { near: list, .. }
                | LookFor::MissingComplement { trigger: list, .. } => add(list, trigger),
                LookFor::Asymmetry { a, b } | LookFor::Contradiction { a, b, .. } if !a.is_empty() => {
                    add(a, trigger);
                    let collected =
                        !matches!(what.look_for, LookFor::Asymmetry { .. }) || what.within == detector::Within::Corpus;
                    if collected {
                        add(b, Trigger { side_b: true, ..trigger });
                    }
                }
                LookFor::Taught => {}
                _ => untriggered.push(trigger),
            }
        }
    }
    for (target, bright) in bright.iter().enumerate() {
        add(&bright.any, Trigger { target: target as u16, detector: Trigger::BRIGHT, side_b: false });
    }
    (triggers, untriggered)
}

/// Everything that decides a result, hashed: the written lints in order, and what was overridden.
fn hash(written: &written::Ruleset, overrides: &Overrides) -> String {
    if let Some(digest) = written.digest.as_deref().filter(|_| *overrides == Overrides::default()) {
        return format!("sha256:{digest}");
    }
    let mut bytes = postcard::to_stdvec(written).expect("plain data can be written to memory");
    bytes.extend(format!("{overrides:?}").into_bytes());
    let digest = Sha256::digest(&bytes);
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
