//! `lints evaluate`: audits labelled documents as `audit` does, and says how right the lints are.

use super::args_evaluate::LintsEvaluateArgs;
use super::exit::Exit;
use super::labelled::{Collection, collect};
use super::own::OwnFiles;
use super::settings::{Configuration, Settings, load_ruleset, unknown_lint};
use super::{audit, files, output, terminal};
use crate::document::{self, Audience, Document, DocumentType, Origin, Profile};
use crate::emit::{self, EvaluationFormat, EvaluationOptions};
use crate::error::Error;
use crate::evaluation::{self, Comparison, Evaluation, Judged, Labelled, Map, OTHER, TextFrom};
use crate::finding::{self, Claim, Finding, Options, Scratch};
use crate::ruleset::{self, Confidence};
use crate::text::{SourceFile, Span};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Runs `lints evaluate`.
pub(super) fn evaluate(arguments: &LintsEvaluateArgs) -> Result<Exit, Vec<Error>> {
    if let Some(threads) = arguments.threads {
        // Fails only when a pool is there already, which then does.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let previous = arguments.against.as_deref().map(previous).transpose()?;
    let configuration = Configuration::find(arguments.lints.config.as_deref())?;
    let ruleset = load_ruleset(&configuration, &arguments.lints.ruleset, !arguments.no_shipped)?;
    let settings = Settings {
        configuration,
        paths: Vec::new(),
        ruleset,
        all_shipped: !arguments.no_shipped,
        own: OwnFiles::Disk,
        stood: None,
    };
    let map = arguments.map.as_deref().map(|path| read_map(path, &settings)).transpose()?.unwrap_or_default();
    let collection = collect(arguments)?;
    check_labels(&collection, &map, &settings)?;
    let least = settings.configuration.sureness(arguments.confidence.min_confidence).general();
    let (judged, not_audited) = judge_all(&collection, &settings, arguments.together, least)?;
    let mut evaluation = Evaluation {
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        lints_used: settings.ruleset.lints.len(),
        ruleset_hash: settings.ruleset.hash.clone(),
        min_confidence: least,
        labels_from: arguments.labels.iter().map(|path| files::shown(path)).collect(),
        map_from: arguments.map.as_deref().map(files::shown),
        ..evaluation::score(&judged, &map)
    };
    evaluation.not_audited = collection.left_out.iter().cloned().chain(not_audited).collect();
    let comparison = previous.map(|previous| evaluation::compare(&evaluation, &previous));
    write(&evaluation, comparison.as_ref(), arguments).map_err(|error| vec![error])?;
    match comparison {
        Some(comparison) if arguments.fail_on_worse => {
            if !comparison.same_documents {
                let error = Error::new(
                    "the evaluation of --against is of other documents, so it cannot be said which is worse",
                );
                return Err(vec![error.help("compare with one of the same labels, --only-docs and --split")]);
            }
            Ok(if comparison.is_worse() { Exit::Findings } else { Exit::Clean })
        }
        _ => Ok(Exit::Clean),
    }
}

fn previous(path: &Path) -> Result<evaluation::Previous, Vec<Error>> {
    files::read_labels(path).and_then(|source| emit::read_evaluation(&source)).map_err(|error| vec![error])
}

/// Refuses labels that are no lints, where no map says which lint stands for them.
pub(super) fn check_labels(collection: &Collection, map: &Map, settings: &Settings) -> Result<(), Vec<Error>> {
    if map.is_foreign() {
        return Ok(());
    }
    let known = known_lints(settings);
    let help = "for labels of another scheme, say with --map which lint stands for which";
    let mut told = BTreeSet::new();
    let units = collection.texts.iter().flat_map(|(labelled, _)| &labelled.units);
    let labels = units.flat_map(|unit| unit.labels.iter().map(move |label| (label, unit.said)));
    if labels.clone().next().is_some() && !labels.clone().any(|(label, _)| label == OTHER || known.contains(label)) {
        return Err(vec![Error::new("none of the labels is the id of a lint").help(help)]);
    }
    let unknown = labels.filter(|(label, _)| map.counts(label) && !known.contains(*label) && told.insert(*label));
    let errors: Vec<Error> = unknown
        .map(|(label, (file, span))| {
            let error = unknown_lint(label, &settings.ruleset.written).at(&collection.sources[file], span);
            let meant = error.help.clone().unwrap_or_default();
            error.help(format!("{meant}; {help}"))
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Ids of all lints. The shipped ones are among them though they may not be used: maps and labels serve many rulesets.
pub(super) fn known_lints(settings: &Settings) -> BTreeSet<String> {
    let shipped = ruleset::builtin();
    let lints = settings.ruleset.written.lints.iter().chain(&shipped.lints);
    lints.map(|lint| lint.id.to_string()).collect()
}

/// Reads a map, and refuses lints that are not there.
pub(super) fn read_map(path: &Path, settings: &Settings) -> Result<Map, Vec<Error>> {
    let source = files::read_own(path).map_err(|error| vec![error])?;
    let map = Map::read(&source)?;
    let known = known_lints(settings);
    let unknown = map.named.iter().filter(|(id, _)| !known.contains(id));
    let written = &settings.ruleset.written;
    let errors: Vec<Error> = unknown.map(|(id, span)| unknown_lint(id, written).at(&source, *span)).collect();
    if errors.is_empty() { Ok(map) } else { Err(errors) }
}

/// One labelled text after its audit, before it is judged.
struct Read<'c> {
    labelled: &'c Labelled,
    document: Document,
    findings: Vec<Finding>,
    claims: Vec<Claim>,
    rules: Vec<Span>,
}

/// A document, and why it is left out.
type LeftOut = (String, String);

/// Audits and judges every text.
fn judge_all(
    collection: &Collection,
    settings: &Settings,
    together: bool,
    least: Confidence,
) -> Result<(Vec<Judged>, Vec<LeftOut>), Vec<Error>> {
    let progress = terminal::Progress::new(collection.texts.len());
    let outcomes: Vec<_> = collection
        .texts
        .par_iter()
        .map_init(Scratch::default, |scratch, (labelled, path)| {
            let name = path.as_ref().map_or_else(|| labelled.doc.clone(), |path| files::shown(path));
            let read = audit::unbroken(&name, || read(labelled, path.as_ref(), settings, scratch));
            progress.step();
            read.and_then(|read| read)
        })
        .collect();
    progress.finish();
    let (mut reads, mut left_out, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(Ok(read)) => reads.push(read),
            Ok(Err(not_audited)) => left_out.push(not_audited),
            Err(error) => errors.push(error),
        }
    }
    if together {
        let claims: Vec<Claim> = reads.iter_mut().flat_map(|read| std::mem::take(&mut read.claims)).collect();
        for finding in finding::compare(&claims, &settings.ruleset) {
            if let Some(read) = reads.iter_mut().find(|read| read.document.source.path == finding.primary.path) {
                read.findings.push(finding);
            }
        }
    }
    let mut judged = Vec::with_capacity(reads.len());
    for read in &mut reads {
        read.findings.extend(finding::compare(&read.claims, &settings.ruleset));
        read.findings.retain(|finding| finding.confidence <= least);
        match evaluation::judge(read.labelled, &read.document, &read.findings, &read.rules) {
            Ok(text) => judged.push(text),
            Err(misplaced) => errors.extend(misplaced.iter().map(|evaluation::Misplaced(unit)| {
                let (file, span) = unit.said;
                let path = &read.document.source.path;
                Error::new(format!("these words do not stand in {path} at that place"))
                    .at(&collection.sources[file], span)
                    .help("labels are for one version of a document: copy the words as they stand in it")
            })),
        }
    }
    if errors.is_empty() { Ok((judged, left_out)) } else { Err(errors) }
}

/// Reads and audits one text; says why when it is left out.
fn read<'c>(
    labelled: &'c Labelled,
    path: Option<&PathBuf>,
    settings: &Settings,
    scratch: &mut Scratch,
) -> Result<Result<Read<'c>, LeftOut>, Error> {
    // A drill is read by all lints, as the examples of a lint are.
    let about = labelled.units.first().and_then(|unit| unit.about.as_deref());
    let is_drill = about.is_some() && matches!(labelled.text, TextFrom::Here(_));
    let options = Options { any_type: is_drill, ..Options::default() };
    let texts: Vec<(Document, Profile)> = match (&labelled.text, path) {
        (TextFrom::Here(texts), _) => {
            let profile = profile_of(about, settings);
            let parse = |(name, text): &(String, String)| document::parse(SourceFile::new(name, text));
            texts.iter().map(|text| (parse(text), profile)).collect()
        }
        (TextFrom::File(_), None) => Vec::new(),
        (TextFrom::File(_), Some(path)) => match audit::read_document(path, settings)? {
            Ok(read) => vec![read],
            Err(not_audited) => return Ok(Err((labelled.doc.clone(), not_audited.reason))),
        },
    };
    let (mut findings, mut claims, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    for (document, profile) in &texts {
        let audited = finding::audit(document, profile, &settings.ruleset, &options, scratch);
        findings.extend(audited.findings);
        claims.extend(audited.claims);
        if labelled.units.iter().any(|unit| unit.rule.is_some()) {
            rules.extend(finding::rule_spans(document, profile, &settings.ruleset, scratch));
        }
    }
    let document = texts.into_iter().next().map(|(document, _)| document);
    let document = document.ok_or_else(|| Error::new(format!("there is no text in `{}`", labelled.doc)))?;
    Ok(Ok(Read { labelled, document, findings, claims, rules }))
}

/// How a text without a file is read: as the examples of the lint that it is about, else as terms.
pub(super) fn profile_of(about: Option<&str>, settings: &Settings) -> Profile {
    let written = about.and_then(|id| settings.ruleset.written.lints.iter().find(|lint| *lint.id == *id));
    match written {
        Some(lint) => finding::example_profile(lint, None),
        None => Profile {
            types: DocumentType::from_name("terms").unwrap_or_default(),
            types_from: Origin::FrontMatter,
            audience: Audience::Customer,
            audience_from: Origin::FrontMatter,
        },
    }
}

/// Writes the evaluation everywhere it was asked for; the table goes to standard output unless another format does.
fn write(evaluation: &Evaluation, against: Option<&Comparison>, arguments: &LintsEvaluateArgs) -> Result<(), Error> {
    let wanted = [(EvaluationFormat::Html, &arguments.html), (EvaluationFormat::Json, &arguments.json)];
    let options =
        EvaluationOptions { color: output::colors(arguments.color), width: output::text_width(), list: arguments.list };
    output::write_all(&wanted, &|format, out| emit::emit_evaluation(evaluation, against, format, &options, out))
}
