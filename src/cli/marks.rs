//! `anchor` and `notes`: the only commands that change policies. They put in comments and notes about bends, and nothing else.

use super::args::ColorChoice;
use super::args_bends_edit::ChangeArgs;
use super::args_marks::{AnchorArgs, NotesArgs};
use super::audit::read_document;
use super::exit::Exit;
use super::grant::place;
use super::listing::print;
use super::register_edit::{Desk, Plan, Sight};
use super::replace::Replacement;
use super::{files, output};
use crate::document::{Audience, Document, is_anchor_id};
use crate::emit;
use crate::error::Error;
use crate::register::{
    Bend, Edit, Matched, NoteFault, Reconciled, Seen, SeenDocument, State, WantedNote, anchoring, made_up_id, noting,
    passage_at,
};
use crate::text::{Span, Splice, spliced};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Runs `anchor`.
pub(super) fn anchor(arguments: &AnchorArgs) -> Result<Exit, Vec<Error>> {
    let needs_register = arguments.rule.is_empty() && !arguments.all;
    let desk = if needs_register { Desk::open(&arguments.input)? } else { Desk::open_or_empty(&arguments.input)? };
    let bends = desk.bends()?;
    let wanted = wanted_anchors(&bends, arguments)?;
    let count = wanted.values().map(BTreeMap::len).sum::<usize>();
    let mut planned = Vec::new();
    let mut errors = Vec::new();
    for (path, anchors) in &wanted {
        match anchored(&desk, path, anchors) {
            Ok(change) => planned.push(change),
            Err(refused) => errors.extend(refused),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    for (document, splices) in &planned {
        put(document, splices, arguments.dry_run, arguments.color)?;
    }
    let what = if arguments.dry_run { "would be put in" } else { "put in" };
    print(&format!("{} {what}.\n", emit::count(count, "anchor")))?;
    let named = named_by_now(&bends, &wanted);
    if !named.is_empty() && !desk.is_empty() {
        let edits = named.into_iter().map(|bend| Edit { bend, trail: None }).collect();
        let done = "The register names the rules by their anchors.".to_owned();
        let change = ChangeArgs {
            input: arguments.input.clone(),
            dry_run: arguments.dry_run,
            force: false,
            color: arguments.color,
        };
        desk.change(&change, &Sight::Shown, |_| Ok(Plan { edits, authority: None, is_judged: false, done }))?;
    }
    Ok(desk.completeness())
}

/// The ids that rules are to get, by document and place.
type Wanted = BTreeMap<String, BTreeMap<Span, String>>;

fn wanted_anchors(bends: &Reconciled, arguments: &AnchorArgs) -> Result<Wanted, Vec<Error>> {
    let register = &bends.register;
    let rules = || bends.documents.iter().flat_map(|document| &document.rules);
    let mut taken: BTreeSet<String> = rules().filter_map(|seen| seen.label.anchor.clone()).collect();
    let mut wanted: Wanted = BTreeMap::new();
    let mut want = |seen: &Seen, id: String| {
        wanted.entry(seen.label.path.clone()).or_default().insert(seen.label.span, id);
    };
    if !arguments.rule.is_empty() {
        for typed in &arguments.rule {
            let (seen, id) = typed_anchor(bends, typed)?;
            if !taken.insert(id.clone()) {
                let error = Error::new(format!("the anchor `{id}` is there already"));
                return Err(vec![error.help("choose another id: a rule's name belongs to one rule")]);
            }
            want(seen, id);
        }
        return Ok(wanted);
    }
    // Ids that the register has given away mean something already.
    taken.extend(register.protected.iter().map(|entry| entry.value.rule.clone()));
    taken.extend(register.bends.iter().filter_map(|entry| entry.value.rule.clone()));
    let spoken: BTreeMap<(usize, usize), &Bend> = bends
        .standings
        .iter()
        .filter(|standing| standing.matched == Matched::Text && standing.state != State::Withdrawn)
        .filter_map(|standing| Some((standing.rule?, bends.bend(standing))))
        .collect();
    for (at, document) in bends.documents.iter().enumerate() {
        for (rule, seen) in document.rules.iter().enumerate().filter(|(_, seen)| seen.label.anchor.is_none()) {
            let bend = spoken.get(&(at, rule));
            if bend.is_none() && !(arguments.all && seen.is_restrictive()) {
                continue;
            }
            let made_up = || made_up_id(&seen.label.path, &seen.label.section, &seen.text, &taken);
            let id = bend.and_then(|bend| bend.rule.clone()).unwrap_or_else(made_up);
            taken.insert(id.clone());
            want(seen, id);
        }
    }
    Ok(wanted)
}

/// `FILE:LINE=ID` as typed: the rule, and its id.
fn typed_anchor<'b>(bends: &'b Reconciled, typed: &str) -> Result<(&'b Seen, String), Vec<Error>> {
    let wrong = |message: String, help: String| vec![Error::new(message).help(help)];
    let usage = || "write FILE:LINE=ID, for example policies/fees.md:27=fees.inspection".to_owned();
    let (at, id) = typed.rsplit_once('=').ok_or_else(|| wrong(format!("`{typed}` names no id"), usage()))?;
    if !is_anchor_id(id) {
        return Err(wrong(
            format!("`{id}` is no rule id"),
            "write lower-case words parted by full stops: returns.window".to_owned(),
        ));
    }
    let (path, line) = place(at)?;
    let rules = bends.documents.iter().flat_map(|document| &document.rules);
    let found = rules.filter(|it| it.label.path == path && (it.label.start.line..=it.label.end.line).contains(&line));
    match found.collect::<Vec<_>>().as_slice() {
        [] => Err(wrong(
            format!("there is no rule at {at}"),
            "`dumbrules rules` lists all rules with their places".to_owned(),
        )),
        [seen] if seen.label.anchor.is_some() => {
            let anchor = seen.label.anchor.as_deref().unwrap_or_default();
            Err(wrong(
                format!("the rule at {at} has an anchor: `{anchor}`"),
                "change it in the text; bends follow by its words".to_owned(),
            ))
        }
        [seen] => Ok((seen, id.to_owned())),
        several => {
            // The one that ends on the line, where there is only one.
            let mut ends = several.iter().filter(|seen| seen.label.end.line == line && seen.label.anchor.is_none());
            match (ends.next(), ends.next()) {
                (Some(seen), None) => Ok((seen, id.to_owned())),
                _ => Err(wrong(
                    format!("there are {} rules at {at}", several.len()),
                    "put each sentence on a line of its own, or the comment in by hand".to_owned(),
                )),
            }
        }
    }
}

fn anchored(desk: &Desk, path: &str, anchors: &BTreeMap<Span, String>) -> Result<(Document, Vec<Splice>), Vec<Error>> {
    let document = parsed(desk, path)?;
    if path.to_ascii_lowercase().ends_with(".mdx") {
        let error = Error::new("comments in angle brackets are an error in MDX").in_file(path);
        return Err(vec![error.help("bends find rules of this file by their text; or rename it to .md")]);
    }
    let passage = |(span, id): (&Span, &String)| {
        passage_at(&document, *span).map(|passage| (passage, id.clone())).ok_or_else(|| vec![changed(path)])
    };
    let wanted = anchors.iter().map(passage).collect::<Result<Vec<_>, _>>()?;
    let splices = anchoring(&document, &wanted)?;
    Ok((document, splices))
}

/// Bends that do not name their rule, which has an anchor now.
fn named_by_now(bends: &Reconciled, wanted: &Wanted) -> Vec<Bend> {
    let texts = bends.standings.iter().filter(|standing| standing.matched == Matched::Text);
    let texts = texts.filter(|standing| standing.state != State::Withdrawn);
    let named = texts.filter_map(|standing| {
        let (bend, seen) = (bends.bend(standing), bends.rule(standing)?);
        let given = || wanted.get(&seen.label.path)?.get(&seen.label.span).cloned();
        let rule = seen.label.anchor.clone().or_else(given)?;
        bend.rule.is_none().then(|| Bend { rule: Some(rule), ..bend.clone() })
    });
    named.collect()
}

/// Runs `notes`.
pub(super) fn notes(arguments: &NotesArgs) -> Result<Exit, Vec<Error>> {
    let desk = Desk::open(&arguments.input)?;
    let bends = desk.bends()?;
    let may_stay = |state: State| state.is_usable() || state == State::Unread;
    let text_of = |id: &str| {
        let standing = bends.standings.iter().find(|standing| bends.bend(standing).id == id)?;
        may_stay(standing.state).then(|| bends.register.note_markdown(bends.bend(standing)))
    };
    let mut planned = Vec::new();
    let mut errors = Vec::new();
    for (at, seen) in bends.documents.iter().enumerate().filter(|(_, seen)| seen.audience == Audience::Staff) {
        let plan = || {
            let document = parsed(&desk, &seen.path)?;
            let wanted = wanted_notes(&bends, at, seen, &document)?;
            let changes = noting(&document, &wanted, &text_of)?;
            Ok((document, changes))
        };
        match plan() {
            Ok(change) => planned.push(change),
            Err(refused) => errors.extend::<Vec<Error>>(refused),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let faults = planned.iter().map(|(_, changes)| changes.len()).sum::<usize>();
    if arguments.check {
        let rows = planned.iter().flat_map(|(document, changes)| changes.iter().map(move |it| (document, it)));
        let rows = rows
            .map(|(document, it)| format!("{}:{}: {} {}\n", document.source.path, it.line, it.bend, told(it.fault)));
        print(&rows.collect::<String>())?;
        let said = if faults == 0 {
            "Every note is as it should be.\n"
        } else {
            "`dumbrules notes --write` puts them right.\n"
        };
        print(said)?;
        return Ok(if faults == 0 { desk.completeness() } else { Exit::Findings.max(desk.completeness()) });
    }
    for (document, changes) in planned.iter().filter(|(_, changes)| !changes.is_empty()) {
        let splices: Vec<Splice> = changes.iter().map(|change| change.splice.clone()).collect();
        put(document, &splices, arguments.dry_run, arguments.color)?;
    }
    let what = if arguments.dry_run { "would be put right" } else { "put right" };
    print(&format!("{} {what}.\n", emit::count(faults, "note")))?;
    Ok(desk.completeness())
}

const fn told(fault: NoteFault) -> &'static str {
    match fault {
        NoteFault::Missing => "may be bent, and there is no note",
        NoteFault::Differs => "says something else than the register",
        NoteFault::Outdated => "may not be relied on any more",
    }
}

/// The notes that a document for staff must have: under each of its rules that may be bent.
fn wanted_notes(
    bends: &Reconciled,
    at: usize,
    seen: &SeenDocument,
    document: &Document,
) -> Result<Vec<WantedNote>, Vec<Error>> {
    let usable = bends.standings.iter().filter(|standing| standing.state.is_usable());
    let here = usable.filter_map(|standing| Some((standing, standing.rule.filter(|(document, _)| *document == at)?)));
    here.map(|(standing, (_, rule))| {
        let passage = passage_at(document, seen.rules[rule].label.span).ok_or_else(|| vec![changed(&seen.path)])?;
        Ok(WantedNote { passage, bend: bends.bend(standing).id.clone() })
    })
    .collect()
}

fn parsed(desk: &Desk, path: &str) -> Result<Document, Vec<Error>> {
    match read_document(Path::new(path), &desk.settings) {
        Ok(Ok((document, _))) => Ok(document),
        Ok(Err(_)) => Err(vec![changed(path)]),
        Err(error) => Err(vec![error]),
    }
}

fn changed(path: &str) -> Error {
    Error::new("the document was changed while it was looked at")
        .in_file(path)
        .help("nothing was written; run the command again")
}

/// Shows a change of a document, and makes it unless this is a trial.
fn put(document: &Document, splices: &[Splice], dry_run: bool, color: ColorChoice) -> Result<(), Vec<Error>> {
    print(&emit::patch(&document.source, splices, output::colors(color)))?;
    if dry_run {
        return Ok(());
    }
    let one = |error| vec![error];
    let path = Path::new(&document.source.path);
    let lock = Replacement::begin(path).map_err(one)?;
    if files::read_policy(path).map_err(one)?.text != document.source.text {
        return Err(vec![changed(&document.source.path)]);
    }
    lock.finish(spliced(&document.source.text, splices).as_bytes()).map_err(one)
}
