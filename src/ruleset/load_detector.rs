//! One item of a lint's `match` → [`Detector`]: which fields a kind has, and their defaults.

use super::confidence::Confidence;
use super::detector::{Claims, Detector, Kind, Metric, Op, Polarity, Scope, Threshold, Within};
use super::known::{Known, text};
use super::text::Text;
use crate::fact::StartEvent;
use crate::rule::{Bearer, Modality};
use crate::yaml::{Fields, Node, Reader};

/// The kinds, and the fields that only they have.
const KINDS: [(&str, &[&str]); 11] = [
    ("phrase", &["any", "all"]),
    ("regex", &["any", "all"]),
    ("absence-of-exception", &["any", "all"]),
    ("numeric-threshold", &["any", "op", "value"]),
    ("stacking", &["near", "lexicon", "min"]),
    ("missing-complement", &["trigger", "complement"]),
    ("asymmetry", &["a", "b"]),
    ("contradiction", &["topic", "a", "b", "facts", "same_document"]),
    ("readability", &["metric", "max"]),
    ("fact", &["facts", "op", "value", "from", "polarity", "any"]),
    ("taught", &[]),
];

/// The fields that every kind has, behind its own.
const COMMON: [&str; 10] = [
    "unless",
    "within",
    "unless_within",
    "unless_near",
    "scope",
    "section",
    "modality",
    "bearer",
    "ignore_meta",
    "confidence",
];

/// Nothing when the kind is missing or unknown: then no field can be judged.
pub(super) fn detector(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Detector> {
    let Some(kind) = node.get("kind") else {
        let message = match node.entries() {
            [] => format!("a detector is needed here, not {}", node.what()),
            _ => "`kind` is missing in a detector".to_owned(),
        };
        let kinds = KINDS.map(|(kind, _)| kind).join(", ");
        reader.mistake(node.span, message, format!("add `kind: …`, one of {kinds}"));
        return None;
    };
    let (kind, own) = reader.choose(kind, &KINDS, |(kind, _)| kind)?;
    let legal = [&["kind"], own, &COMMON].concat();
    let mut fields = reader.fields(node, &format!("a `{kind}` detector"), &legal);
    let kind = kind_of(kind, &mut fields, known)?;
    let within = match kind {
        Kind::MissingComplement { .. } | Kind::Asymmetry { .. } => Within::Section,
        Kind::Contradiction { .. } => Within::Corpus,
        _ => Within::Rule,
    };
    let within =
        fields.optional("within", |reader, node| reader.choice(node, Within::ALL, Within::word)).unwrap_or(within);
    // What silences an asymmetry may stand in either of the two rules, or between them.
    let unless_within = if matches!(kind, Kind::Asymmetry { .. }) { within } else { Within::Rule };
    let near = [Within::Rule, Within::Section];
    Some(Detector {
        kind,
        unless: fields.or_default("unless", |reader, node| known.patterns(reader, node)),
        within,
        unless_within: fields
            .optional("unless_within", |reader, node| reader.choice(node, &near, Within::word))
            .unwrap_or(unless_within),
        unless_near: fields.or_default("unless_near", |reader, node| known.patterns(reader, node)),
        scope: fields.or_default("scope", |reader, node| words(reader, node, Scope::ALL, Scope::word)),
        section: fields.or_default("section", |reader, node| known.patterns(reader, node)),
        modality: fields.or_default("modality", |reader, node| words(reader, node, Modality::ALL, Modality::word)),
        bearer: fields.or_default("bearer", |reader, node| words(reader, node, Bearer::ALL, Bearer::word)),
        ignore_meta: fields.or_default("ignore_meta", Reader::flag),
        confidence: fields
            .or_default("confidence", |reader, node| reader.choice(node, Confidence::ALL, Confidence::word)),
    })
}

fn kind_of(kind: &str, fields: &mut Fields<'_, '_, '_>, known: &Known) -> Option<Kind> {
    let patterns = |reader: &mut Reader<'_>, node: &Node| known.patterns(reader, node);
    let measures = |reader: &mut Reader<'_>, node: &Node| known.measures(reader, node);
    Some(match kind {
        "phrase" => Kind::Phrase { any: fields.required("any", phrases), all: fields.or_default("all", patterns) },
        "regex" => Kind::Regex { any: fields.required("any", patterns), all: fields.or_default("all", patterns) },
        "absence-of-exception" => {
            Kind::AbsenceOfException { any: fields.required("any", patterns), all: fields.or_default("all", patterns) }
        }
        "numeric-threshold" => Kind::NumericThreshold {
            any: fields.required("any", measures),
            threshold: Threshold { op: fields.required("op", op), value: fields.required("value", Reader::number) },
        },
        "stacking" => Kind::Stacking {
            near: fields.required("near", patterns),
            lexicon: fields.required("lexicon", patterns),
            min: fields.required("min", Reader::count),
        },
        "missing-complement" => Kind::MissingComplement {
            trigger: fields.required("trigger", patterns),
            complement: fields.required("complement", patterns),
        },
        "asymmetry" => Kind::Asymmetry { a: fields.required("a", patterns), b: fields.required("b", patterns) },
        "contradiction" => Kind::Contradiction {
            claims: claims(fields, known)?,
            same_document: fields.or_default("same_document", Reader::flag),
        },
        "readability" => {
            Kind::Readability { metric: fields.required("metric", metric), max: fields.required("max", Reader::count) }
        }
        "taught" => Kind::Taught,
        _ => Kind::Fact {
            facts: fields.required("facts", |reader, node| known.fact_ids(reader, node)),
            threshold: threshold(fields),
            from: fields.or_default("from", start_events),
            polarity: fields.optional("polarity", polarity),
            any: fields.or_default("any", patterns),
        },
    })
}

fn start_events(reader: &mut Reader<'_>, node: &Node) -> Vec<StartEvent> {
    reader.list(node, |reader, node| reader.choice(node, StartEvent::ALL, StartEvent::word))
}

/// Exactly one of `topic`, `facts`, or `a` with `b`.
fn claims(fields: &mut Fields<'_, '_, '_>, known: &Known) -> Option<Claims> {
    let sides = fields.has("a") || fields.has("b");
    if [fields.has("topic"), fields.has("facts"), sides].into_iter().filter(|&given| given).count() != 1 {
        let span = fields.node().span;
        fields.reader().mistake(
            span,
            "a contradiction needs one sort of claims",
            "give `topic`, or `facts`, or `a` and `b`",
        );
        return None;
    }
    let patterns = |reader: &mut Reader<'_>, node: &Node| known.patterns(reader, node);
    if sides {
        return Some(Claims::Sides { a: fields.required("a", patterns), b: fields.required("b", patterns) });
    }
    let topic = fields.optional("topic", |reader, node| Claims::Topic(known.measures(reader, node)));
    topic.or_else(|| fields.optional("facts", |reader, node| Claims::Facts(known.fact_ids(reader, node))))
}

/// Both `op` and `value`, or neither.
fn threshold(fields: &mut Fields<'_, '_, '_>) -> Option<Threshold> {
    (fields.has("op") || fields.has("value"))
        .then(|| Threshold { op: fields.required("op", op), value: fields.required("value", Reader::number) })
}

/// Phrases are literal: a list of the vocabulary holds patterns, so it cannot stand among them.
fn phrases(reader: &mut Reader<'_>, node: &Node) -> Vec<Text> {
    reader.list(node, |reader, node| {
        let phrase = text(reader, node);
        if phrase.starts_with('@') {
            reader.mistake(
                node.span,
                format!("`{phrase}` among literal phrases"),
                "use `kind: regex` with lists of patterns",
            );
        }
        phrase
    })
}

fn op(reader: &mut Reader<'_>, node: &Node) -> Op {
    if node.text() == Some("") {
        // A bare `op: >` opens a folded text in YAML.
        reader.mistake(node.span, "`op` is empty", "write it in quotes: `op: '>'`");
        return Op::default();
    }
    reader.choice(node, Op::ALL, Op::word)
}

pub(super) fn metric(reader: &mut Reader<'_>, node: &Node) -> Metric {
    reader.choice(node, Metric::ALL, Metric::word)
}

pub(super) fn polarity(reader: &mut Reader<'_>, node: &Node) -> Polarity {
    reader.choice(node, Polarity::ALL, Polarity::word)
}

fn words<T: Copy + Default>(reader: &mut Reader<'_>, node: &Node, all: &[T], word: fn(T) -> &'static str) -> Vec<T> {
    reader.list(node, |reader, node| reader.choice(node, all, word))
}
