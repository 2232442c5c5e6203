//! What may be wrong between the register and the documents: rigid rules, claims of law, notes, secrets and leaks.

use super::checks::Raised;
use super::reconcile::Reconciled;
use super::{Discretion, SeenDocument, State, Status, Visibility};
use crate::document::Audience;
use crate::finding::Label;
use crate::ruleset::Severity;
use crate::text::fold;

/// Claims that a law asks for something, in lower case.
const CLAIMS: [&str; 12] = [
    "it is the law",
    "required by law",
    "the law requires",
    "law requires",
    "by law we",
    "we are by law",
    "legally required",
    "legally obliged",
    "legal requirement",
    "for legal reasons",
    "regulations require",
    "for health and safety reasons",
];

pub(super) fn check(raised: &mut Raised<'_>) {
    let reconciled = raised.reconciled;
    for document in &reconciled.documents {
        rigid(raised, document);
        claims(raised, document);
        notes(raised, document);
        if document.audience == Audience::Customer {
            leaks(raised, document);
        }
    }
    protections(raised);
    secrets(raised);
}

/// One finding a document: the rules that hurt and that nobody may bend.
fn rigid(raised: &mut Raised<'_>, document: &SeenDocument) {
    let reconciled = raised.reconciled;
    let hurts = document.rules.iter().filter_map(|seen| {
        let severity = raised.worst(seen).filter(|severity| *severity >= Severity::Medium)?;
        let span = seen.label.span;
        let is_rigid = reconciled.discretion(&document.path, span) == Some(&Discretion::Rigid);
        (is_rigid && seen.is_restrictive()).then_some((severity, seen))
    });
    let mut hurts: Vec<_> = hurts.collect();
    // The worst first, and of equals the first in the text.
    hurts.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    let Some((severity, worst)) = hurts.first() else { return };
    let severity = (*severity).min(Severity::High);
    let all = document.rules.iter().filter(|seen| seen.is_restrictive()).count();
    let detail = match hurts.len() {
        1 => format!("one of {all} in this document"),
        count => format!("{count} of {all} in this document"),
    };
    let related = hurts[1..].iter().map(|(_, seen)| seen.label.clone().noted("nobody may bend this either")).collect();
    // Its identity is the document's: it stays while single rules come and go, and when the file is renamed.
    let mut primary = worst.label.clone();
    primary.reading.clone_from(&document.title);
    primary.section = Vec::new();
    raised.raise_as("bend/rigid", severity, &detail, primary, related);
}

fn claims(raised: &mut Raised<'_>, document: &SeenDocument) {
    for seen in &document.rules {
        let lower = seen.text.to_lowercase();
        let claims = CLAIMS.iter().find(|claim| lower.contains(**claim));
        let anchor = seen.label.anchor.as_ref();
        let has_basis = raised.reconciled.register.protected.iter().any(|it| Some(&it.value.rule) == anchor);
        if let Some(claim) = claims.filter(|_| !has_basis && seen.modality.is_some()) {
            raised.raise("bend/law-without-basis", &format!("“{claim}”"), seen.label.clone(), Vec::new());
        }
    }
}

/// What protected entries protect, and whether the text says why.
fn protections(raised: &mut Raised<'_>) {
    let reconciled = raised.reconciled;
    for entry in &reconciled.register.protected {
        let rules = reconciled.documents.iter().flat_map(|document| &document.rules);
        let found: Vec<_> = rules.filter(|seen| seen.label.anchor.as_ref() == Some(&entry.value.rule)).collect();
        let place = raised.place(entry.span, entry.fields.get("rule").copied());
        if found.is_empty() && raised.scope.is_whole {
            let detail = format!("`{}`", entry.value.rule);
            raised.raise("bend/protects-nothing", &detail, place, Vec::new());
            continue;
        }
        for seen in found.into_iter().filter(|seen| !seen.says_why) {
            let related = vec![place.clone().noted("protected here")];
            raised.raise(
                "bend/protected-without-reason",
                &format!("`{}`", entry.value.rule),
                seen.label.clone(),
                related,
            );
        }
    }
}

/// Notes in staff documents against the register.
fn notes(raised: &mut Raised<'_>, document: &SeenDocument) {
    let reconciled = raised.reconciled;
    for note in &document.notes {
        let Some(at) = reconciled.register.bends.iter().position(|entry| entry.value.id == note.bend) else {
            let detail = format!("there is no bend `{}`", note.bend);
            raised.raise("bend/note-differs", &detail, note.label.clone(), Vec::new());
            continue;
        };
        let (bend, standing) = (&reconciled.register.bends[at].value, &reconciled.standings[at]);
        let related = vec![raised.entry(at, "id").noted("the register says")];
        let usable = standing.state.is_usable() || matches!(standing.state, State::Unread);
        if !usable {
            // An expired one is told at its entry, with the places that name it.
            if standing.state != State::Expired {
                let detail = format!("`{}` may not be relied on: {}", bend.id, standing.state.meaning());
                raised.raise("bend/note-differs", &detail, note.label.clone(), related);
            }
            continue;
        }
        let wanted = fold(&reconciled.register.note_text(bend));
        if note.text != wanted {
            let detail = format!("it should read “{wanted}”");
            raised.raise("bend/note-differs", &detail, note.label.clone(), related);
        }
    }
}

/// Limits that customers can read.
fn leaks(raised: &mut Raised<'_>, document: &SeenDocument) {
    let register = &raised.reconciled.register;
    let is_public = |id: &str| register.bend(id).is_some_and(|entry| entry.value.visibility == Visibility::Public);
    let notes = document.notes.iter().filter(|note| !is_public(&note.bend));
    let notes = notes.map(|note| (format!("a note about `{}`", note.bend), note.label.clone()));
    let mentions = document.mentions.iter().filter(|(id, _)| !is_public(id));
    let mentions = mentions.map(|(id, label)| (format!("`{id}`"), label.clone()));
    let comments = document.comments.iter().map(|label| ("a comment that speaks of it".to_owned(), label.clone()));
    for (detail, label) in notes.chain(mentions).chain(comments).collect::<Vec<_>>() {
        raised.raise("bend/printed-for-customers", &detail, label, Vec::new());
    }
}

/// Usable bends that no document for staff names.
fn secrets(raised: &mut Raised<'_>) {
    let reconciled = raised.reconciled;
    let for_staff = reconciled.documents.iter().any(|document| document.audience == Audience::Staff);
    if !for_staff || !raised.scope.is_whole {
        return;
    }
    for (at, standing) in reconciled.standings.iter().enumerate() {
        let bend = reconciled.bend(standing);
        let holds = standing.state.is_usable() && bend.status == Status::Approved;
        if holds && named_for_staff(reconciled, &bend.id).is_empty() {
            raised.raise("bend/secret", &format!("`{}`", bend.id), raised.entry(at, "id"), raised.rule(at));
        }
    }
}

/// Where documents for staff name a bend: first place of each document.
pub(super) fn named_for_staff(reconciled: &Reconciled, id: &str) -> Vec<Label> {
    let documents = reconciled.documents.iter().filter(|document| document.audience == Audience::Staff);
    let places = documents.filter_map(|document| {
        let note = document.notes.iter().find(|note| note.bend == id).map(|note| &note.label);
        note.or_else(|| document.mentions.get(id)).cloned()
    });
    places.collect()
}
