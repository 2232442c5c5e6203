//! What an editor offers at a rule: suppress a finding, name the rule, go to the bend that bends it.

use super::lsp_diagnostics::diagnostic;
use super::lsp_places::{byte_at, position, range};
use super::lsp_workspace::Workspace;
use crate::document::Document;
use crate::finding::{Finding, Scratch, anchor_of, is_own_check, rule_spans};
use crate::register::{Discretion, Reconciled, anchoring, comment_behind, made_up_id, passage_at};
use crate::report::Report;
use crate::text::{Span, Splice};
use lsp_types::{CodeAction, CodeActionKind, Command, Location, Position, Range, TextEdit, Uri, WorkspaceEdit};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// The command behind "go to bend".
pub(super) const GO_TO: &str = "dumbrules.goTo";
/// Days that a new suppression holds; who wants another day writes it.
const SUPPRESSED_DAYS: i64 = 90;

/// Findings of a document whose rules touch these bytes, those that do not count among them.
pub(super) fn findings_at<'r>(report: &'r Report, path: &str, bytes: Span) -> Vec<&'r Finding> {
    let touches = |span: Span| span.start <= bytes.end && bytes.start <= span.end;
    report.findings.iter().filter(|it| it.primary.path == path && touches(it.primary.span)).collect()
}

/// What can be done about the rules that a range touches.
pub(super) fn actions(workspace: &Workspace<'_>, path: &str, asked: Range, can_go: bool) -> Vec<CodeAction> {
    let Some((document, profile)) = workspace.document(path) else { return Vec::new() };
    let bytes = Span::new(byte_at(&document.source, asked.start), byte_at(&document.source, asked.end));
    let mut actions = Vec::new();
    let takes_comments = !path.to_ascii_lowercase().ends_with(".mdx");
    let mut rules: Vec<Span> = Vec::new();
    for finding in findings_at(&workspace.report, path, bytes) {
        if !rules.contains(&finding.primary.span) && !is_own_check(&finding.lint) {
            rules.push(finding.primary.span);
        }
        if takes_comments {
            actions.extend(suppress(workspace, &document, finding));
        }
    }
    if let (true, Some(settings)) = (takes_comments, workspace.settings()) {
        let mut scratch = Scratch::default();
        let binding = rule_spans(&document, &profile, &settings.ruleset, &mut scratch);
        rules.extend(binding.iter().filter(|span| span.start <= bytes.start && bytes.end <= span.end));
        rules.sort_unstable();
        rules.dedup();
        actions.extend(rules.iter().filter_map(|rule| name(workspace, &document, *rule)));
    }
    if can_go {
        let places = bends_at(workspace, path, bytes.start);
        actions.extend(places.into_iter().map(|(id, place)| go(&id, &place)));
    }
    actions
}

/// A comment that silences a finding once it says why: until then it stays a finding, and says so.
fn suppress(workspace: &Workspace<'_>, document: &Document, finding: &Finding) -> Option<CodeAction> {
    if !workspace.report.counts(finding) || is_own_check(&finding.lint) {
        return None;
    }
    let passage = passage_at(document, finding.primary.span)?;
    let until = workspace.today()?.plus_days(SUPPRESSED_DAYS);
    let comment = format!("<!-- audit: allow {} until={until} reason=\"\" -->", finding.lint);
    let splice = comment_behind(document, passage, &comment)?;
    let title = format!("Suppress {} until {until}: write the reason between the quotes", finding.lint);
    let diagnostics = vec![diagnostic(finding, workspace)];
    Some(CodeAction { diagnostics: Some(diagnostics), ..edit(workspace, document, title, &[splice])? })
}

/// A comment that names a rule, so that bends find it.
fn name(workspace: &Workspace<'_>, document: &Document, rule: Span) -> Option<CodeAction> {
    let passage = passage_at(document, rule).filter(|passage| anchor_of(document, *passage).is_none())?;
    let section = document.section_path(document.block_of(&document.passages[passage]).section);
    let section: Vec<String> = section.into_iter().map(str::to_owned).collect();
    let id = made_up_id(
        &document.source.path,
        &section,
        document.slice(document.passages[passage].text),
        &taken(workspace, document),
    );
    let splices = anchoring(document, &[(passage, id.clone())]).ok()?;
    edit(workspace, document, format!("Name this rule {id}"), &splices)
}

/// Ids that rules have already, in this document, in others that bends speak of, and in the register.
fn taken(workspace: &Workspace<'_>, document: &Document) -> BTreeSet<String> {
    let here = (0..document.passages.len()).filter_map(|passage| anchor_of(document, passage).map(str::to_owned));
    let mut taken: BTreeSet<String> = here.collect();
    if let Some(bends) = &workspace.report.bends {
        taken.extend(bends.documents.iter().flat_map(|it| &it.rules).filter_map(|seen| seen.label.anchor.clone()));
        taken.extend(bends.register.protected.iter().map(|entry| entry.value.rule.clone()));
        taken.extend(bends.register.bends.iter().filter_map(|entry| entry.value.rule.clone()));
    }
    taken
}

fn edit(workspace: &Workspace<'_>, document: &Document, title: String, splices: &[Splice]) -> Option<CodeAction> {
    let open = workspace.open.get(&document.source.path)?;
    let edits = splices.iter().map(|it| TextEdit::new(range(&document.source, it.span), it.new.clone()));
    #[allow(clippy::mutable_key_type, reason = "the protocol's own type: what changes in a URI is no part of its hash")]
    let changes = HashMap::from([(open.uri.clone(), edits.collect())]);
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        edit: Some(WorkspaceEdit::new(changes)),
        ..CodeAction::default()
    })
}

fn go(id: &str, place: &Location) -> CodeAction {
    let title = format!("Go to {id} in the register");
    CodeAction {
        title: title.clone(),
        command: Some(Command::new(title, GO_TO.to_owned(), Some(vec![json!(place)]))),
        ..CodeAction::default()
    }
}

/// Entries of the register that speak of the rule or the note at a byte of a document: what they are, and where.
pub(super) fn bends_at(workspace: &Workspace<'_>, path: &str, byte: usize) -> Vec<(String, Location)> {
    let (Some(bends), Some(source)) = (&workspace.report.bends, workspace.register()) else { return Vec::new() };
    let Some(uri) = workspace.uri(&source.path) else { return Vec::new() };
    let location = |span: Span| {
        let start = position(source, span.start);
        Location::new(uri.clone(), Range::new(start, start))
    };
    entries_at(bends, path, byte).into_iter().map(|(id, span)| (id, location(span))).collect()
}

fn entries_at(bends: &Reconciled, path: &str, byte: usize) -> Vec<(String, Span)> {
    let register = &bends.register;
    let of_bend = |at: usize| (format!("bend {}", register.bends[at].value.id), register.bends[at].span);
    let holds = |span: Span| span.start <= byte && byte <= span.end;
    let Some(document) = bends.documents.iter().find(|document| document.path == path) else { return Vec::new() };
    if let Some(note) = document.notes.iter().find(|note| holds(note.label.span)) {
        let at = register.bends.iter().position(|entry| entry.value.id == note.bend);
        return at.map(of_bend).into_iter().collect();
    }
    let Some(seen) = document.rules.iter().find(|seen| holds(seen.label.span)) else { return Vec::new() };
    match bends.discretion(path, seen.label.span) {
        Some(Discretion::Bendable(usable)) => usable.iter().map(|&at| of_bend(at)).collect(),
        Some(Discretion::Protected(Some(at))) => {
            let entry = &register.protected[*at];
            vec![(format!("protected rule {}", entry.value.rule), entry.span)]
        }
        // Those that may not be relied on any more, so that somebody looks at them.
        _ => {
            let of_rule = bends.standings.iter().filter(|standing| {
                bends.rule(standing).is_some_and(|rule| rule.label.path == path && rule.label.span == seen.label.span)
            });
            of_rule.map(|standing| of_bend(standing.bend)).collect()
        }
    }
}

/// The place that a command was given; none when it was given something else.
pub(super) fn place_of(arguments: &[serde_json::Value]) -> Option<(Uri, Position)> {
    let place: Location = serde_json::from_value(arguments.first()?.clone()).ok()?;
    Some((place.uri, place.range.start))
}
