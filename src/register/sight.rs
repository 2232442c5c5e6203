//! What the register must know of a document: its rules as they are now, and where it speaks of bends itself.

use super::bag::Bag;
use super::note::{Note, notes};
use super::trace::{comments, mentions};
use crate::document::{Audience, DirectiveKind, Document, Profile};
use crate::finding::{Label, Understood, is_restrictive, label_of_passage};
use crate::rule::quantity::{Quantity, Value};
use crate::rule::{Bearer, Modality, fingerprint};
use std::collections::BTreeMap;

/// One document as the register sees it.
#[derive(Debug, Clone)]
pub struct SeenDocument {
    /// Its path, as the audit shows it.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Who reads it.
    pub audience: Audience,
    /// Its passages that a bend may speak of, in order: those that bind, allow or refuse something, and those with an anchor.
    pub rules: Vec<Seen>,
    /// Its notes about bends, in order.
    pub notes: Vec<Note>,
    /// Where it names a bend first, by the bend's id; notes are not looked at.
    pub mentions: BTreeMap<String, Label>,
    /// Its comments that speak of bends; those to the tool are not among them.
    pub comments: Vec<Label>,
}

/// A rule as it is now.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Where it stands.
    pub label: Label,
    /// What it says, with its lead-in or the heads of its row and column.
    pub text: String,
    /// Its words.
    pub bag: Bag,
    /// Fingerprint of what it says.
    pub fingerprint: String,
    /// Its own words, without lead-in or heads.
    pub own: String,
    /// Fingerprint of its own words.
    pub own_fingerprint: String,
    /// Whether the author of the text says that nobody may bend it (`bendable=never`).
    pub never: bool,
    /// What force it has.
    pub modality: Option<Modality>,
    /// On whom it falls.
    pub bearer: Option<Bearer>,
    /// Its quantities.
    pub quantities: Vec<Quantity>,
    /// Whether it or the sentence behind it says why.
    pub says_why: bool,
}

impl Seen {
    /// Whether it holds a customer back: a duty, a ban, a power of the company, or something that is so.
    pub fn is_restrictive(&self) -> bool {
        self.modality.is_some_and(is_restrictive)
    }

    /// The days it gives, when it speaks of exactly one length of time.
    pub fn days(&self) -> Option<f64> {
        let mut times = self.quantities.iter().filter(|quantity| matches!(quantity.value, Value::Duration(_)));
        let first = times.next()?;
        times.next().is_none().then(|| first.range().1)
    }
}

/// What a register with bends of these `ids` must know of a document, of which `understood` tells passage by passage.
pub fn seen(document: &Document, profile: &Profile, understood: &[Understood], ids: &[&str]) -> SeenDocument {
    let notes = notes(document);
    let is_note = |passage: usize| notes.iter().any(|note| note.block == document.passages[passage].block);
    let rules = understood.iter().enumerate().filter(|(passage, _)| !is_note(*passage));
    let rules = rules.filter_map(|(passage, understood)| {
        let anchor = document.directives.iter().find_map(|directive| match &directive.kind {
            DirectiveKind::Anchor(anchor) if directive.passage == Some(passage) => Some(anchor),
            _ => None,
        });
        (understood.binds() || anchor.is_some()).then(|| {
            let text = document.passages[passage].text;
            let said = document.said(&document.passages[passage]).into_owned();
            let rule = understood.rule.as_ref();
            Seen {
                bag: Bag::with_tail_of(&said, document.slice(text)),
                fingerprint: fingerprint(&said),
                own: document.slice(text).to_owned(),
                own_fingerprint: fingerprint(document.slice(text)),
                never: anchor.is_some_and(|anchor| anchor.never_bendable),
                modality: rule.and_then(|rule| rule.modality),
                bearer: rule.and_then(|rule| rule.bearer),
                quantities: rule.map(|rule| rule.quantities.clone()).unwrap_or_default(),
                says_why: says_why(document, passage),
                label: label_of_passage(document, passage, text),
                text: said,
            }
        })
    });
    SeenDocument {
        path: document.source.path.clone(),
        title: document.title(),
        audience: profile.audience,
        rules: rules.collect(),
        mentions: mentions(document, &notes, ids),
        comments: comments(document, ids),
        notes,
    }
}

/// Words that give a reason.
const REASONS: [&str; 12] = [
    "because",
    "so that",
    "the law",
    "by law",
    "for safety",
    "for hygiene",
    "to protect",
    "to keep",
    "otherwise",
    "the reason",
    "depends on it",
    "life may",
];

/// Whether a passage, or one beside it in its block, says why.
fn says_why(document: &Document, passage: usize) -> bool {
    let block = document.passages[passage].block;
    let near = passage.saturating_sub(1)..=(passage + 1).min(document.passages.len() - 1);
    let mut near = near.filter(|&at| document.passages[at].block == block);
    near.any(|at| {
        let lower = document.passages[at].text.of(&document.lower);
        REASONS.iter().any(|words| lower.contains(words))
    })
}
