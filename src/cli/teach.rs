//! `lints teach`: learns what words tell hostile rules from fair ones, from labelled texts, and writes `lessons.yaml`.

use super::args_teach::LintsTeachArgs;
use super::evaluate::{check_labels, profile_of};
use super::exit::Exit;
use super::labelled::{Collection, collect_all};
use super::own::OwnFiles;
use super::plan::{Plan, Source};
use super::settings::{Configuration, Settings, load_ruleset};
use super::{audit, files, lesson_file, listing, output, terminal};
use crate::document;
use crate::error::Error;
use crate::evaluation::{self, Labelled, TextFrom};
use crate::finding::{self, Options, Scratch};
use crate::lesson::{self, Example, Judged, Learnt, Lesson, Marks};
use crate::ruleset::written;
use crate::text::{SourceFile, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A lesson needs so many hostile rules of real policies.
const FEWEST_HOSTILE: usize = 8;
/// What an example inside a lint counts, compared with a passage of a real policy: it is one person's style.
const OWN_EXAMPLE: f32 = 0.3;

/// Names of features by their hash.
pub(super) type Names = BTreeMap<u64, String>;

/// Passages of one text with what was said of each, and the names of their features.
type Passages = (Vec<(Example, Said)>, Names);

/// Runs `lints teach`.
pub(super) fn teach(arguments: &LintsTeachArgs) -> Result<Exit, Vec<Error>> {
    let configuration = Configuration::find(arguments.lints.config.as_deref())?;
    let mut ruleset = load_ruleset(&configuration, &arguments.lints.ruleset, !arguments.no_shipped)?;
    ruleset.lessons.clear();
    let settings =
        Settings { configuration, paths: Vec::new(), ruleset, all_shipped: false, own: OwnFiles::Disk, stood: None };
    let plan = Plan::read(&arguments.plan, &settings)?;
    let (mut taught, mut names) = (Taught::default(), Names::new());
    for source in plan.sources {
        let collection = collect_all(&source.labels, source.docs.as_deref())?;
        if source.lessons.is_empty() {
            check_labels(&collection, &source.map, &settings)?;
        }
        taught.add(&source, &collection, &settings, &mut names)?;
        for lints in source.lessons.into_values().filter(|lints| lints.len() > 1) {
            taught.also.entry(lints[0].clone()).or_default().extend(lints.into_iter().skip(1));
        }
    }
    taught.add(&Source::examples(OWN_EXAMPLE), &own_examples(&settings.ruleset.written), &settings, &mut names)?;
    let lessons = taught.learn(&settings);
    if lessons.is_empty() {
        let help = format!(
            "a lesson needs {FEWEST_HOSTILE} hostile rules of real policies, all of one lint, in words that fair ones have not"
        );
        return Err(vec![Error::new("there is too little to learn from").help(help)]);
    }
    let real = taught.examples.iter().filter(|example| example.real).count();
    let file = lesson_file::written(&lessons, (taught.real_documents, real), &names);
    output::write_whole(&arguments.out, file.as_bytes()).map_err(|error| vec![error])?;
    listing::print(&lesson_file::told(&lessons, &files::shown(&arguments.out)))?;
    Ok(Exit::Clean)
}

/// Passages to learn from, and what people said of each.
#[derive(Default)]
struct Taught {
    examples: Vec<Example>,
    /// For each passage: the lints that were looked for (none: all but those in the other list), and those found.
    said: Vec<Said>,
    /// Further lints whose finds the lesson of a lint judges.
    also: BTreeMap<String, BTreeSet<String>>,
    documents: usize,
    real_documents: usize,
}

/// What people said of a passage.
struct Said {
    /// The only lints that were looked for; all when none is given.
    about: Option<BTreeSet<String>>,
    /// The lints that it is hostile in the sense of.
    hostile: BTreeSet<String>,
    /// Near-synonyms of these: another person may have said so too, so nothing is known.
    unknown: BTreeSet<String>,
}

impl Taught {
    /// Adds the passages of labelled texts.
    fn add(
        &mut self,
        source: &Source,
        collection: &Collection,
        settings: &Settings,
        names: &mut Names,
    ) -> Result<(), Vec<Error>> {
        let progress = terminal::Progress::new(collection.texts.len());
        let read: Vec<Result<Passages, Vec<Error>>> = collection
            .texts
            .par_iter()
            .map_init(Scratch::default, |scratch, (labelled, path)| {
                let read = passages(labelled, path.as_deref(), source, collection, settings, scratch);
                progress.step();
                read
            })
            .collect();
        progress.finish();
        let mut errors = Vec::new();
        for text in read {
            match text {
                Ok((passages, more)) => {
                    names.extend(more);
                    for (example, said) in passages {
                        self.examples.push(Example { document: self.documents, ..example });
                        self.said.push(said);
                    }
                    self.documents += 1;
                    self.real_documents += usize::from(source.weight >= 1.0);
                }
                Err(more) => errors.extend(more),
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Learns a lesson for every lint of which enough was said.
    fn learn(&self, settings: &Settings) -> Vec<(Lesson, Learnt)> {
        // One lesson a find: a lint that the lesson of another judges has none of its own.
        let judged: BTreeSet<&String> = self.also.values().flatten().collect();
        let lints = settings.ruleset.lints.iter().filter(|lint| !lint.is_measured() && !judged.contains(&lint.id));
        let ids: Vec<&str> = lints.map(|lint| lint.id.as_str()).collect();
        let progress = terminal::Progress::new(ids.len());
        let learnt = ids.par_iter().map(|&id| {
            let labels: Vec<Option<bool>> = self.said.iter().map(|said| said.of(id)).collect();
            let count = |hostile: bool| labels.iter().filter(|label| **label == Some(hostile)).count();
            let (hostile, fair) = (count(true), count(false));
            let real = self.examples.iter().zip(&labels).filter(|(it, label)| it.real && **label == Some(true)).count();
            let lesson = (real >= FEWEST_HOSTILE).then(|| {
                let also: Vec<String> = self.also.get(id).into_iter().flatten().cloned().collect();
                let own = |lint: &String| lint == id || also.contains(lint);
                let judged = self.said.iter().zip(&self.examples).zip(&labels);
                let judged: Vec<Judged> =
                    judged.map(|((said, example), label)| said.judged(&example.found, *label, own)).collect();
                let learnt = lesson::learn(&self.examples, &labels, &judged);
                (Lesson { lint: id.to_owned(), also, hostile, fair, bias: learnt.bias, marks: learnt.marks }, learnt)
            });
            progress.step();
            lesson
        });
        let learnt: Vec<Option<(Lesson, Learnt)>> = learnt.collect();
        progress.finish();
        // A lesson without a mark would never say anything.
        learnt.into_iter().flatten().filter(|(lesson, _)| lesson.marks != Marks::default()).collect()
    }
}

impl Said {
    fn of(&self, id: &str) -> Option<bool> {
        let hostile = self.hostile.contains(id);
        let looked_for = self.about.as_ref().is_none_or(|about| about.contains(id));
        (looked_for && (hostile || !self.unknown.contains(id))).then_some(hostile)
    }

    /// What a lesson is to judge that stands for some lints, given what was found and what the first of them is told. In another
    /// scheme's words they are one.
    fn judged(&self, found: &[String], label: Option<bool>, own: impl Fn(&String) -> bool) -> Judged {
        let mut found = found.iter().filter(|lint| own(lint)).peekable();
        let any = found.peek().is_some();
        if self.about.is_some() {
            return Judged { hostile: label == Some(true), find: label.filter(|_| any) };
        }
        let (mut right, mut unknown) = (false, false);
        for lint in found {
            right |= self.hostile.contains(lint);
            unknown |= self.unknown.contains(lint);
        }
        Judged { hostile: self.hostile.iter().any(own), find: (any && (right || !unknown)).then_some(right) }
    }
}

/// The rules of one labelled text, with what was said of each.
fn passages(
    labelled: &Labelled,
    path: Option<&std::path::Path>,
    source: &Source,
    collection: &Collection,
    settings: &Settings,
    scratch: &mut Scratch,
) -> Result<Passages, Vec<Error>> {
    let about = labelled.units.first().and_then(|unit| unit.about.clone());
    let (document, profile) = match (&labelled.text, path) {
        (TextFrom::Here(texts), _) => match texts.as_slice() {
            [(name, text)] => (document::parse(SourceFile::new(name, text)), profile_of(about.as_deref(), settings)),
            // Which of several documents is hostile, nobody said.
            _ => return Ok(Default::default()),
        },
        (TextFrom::File(_), None) => return Ok(Default::default()),
        (TextFrom::File(_), Some(path)) => match audit::read_document(path, settings).map_err(|error| vec![error])? {
            Ok(read) => read,
            Err(_) => return Ok(Default::default()),
        },
    };
    let mut names = Names::new();
    let seen = finding::seen_passages(&document, &profile, &settings.ruleset, scratch, &mut |hash, name| {
        names.insert(hash, name);
    });
    let spans: Vec<_> = seen.iter().map(|passage| passage.source).collect();
    let labels = evaluation::passage_labels(labelled, &document, &spans).map_err(|misplaced| {
        let error = |evaluation::Misplaced(unit): &evaluation::Misplaced<'_>| {
            let (file, span) = unit.said;
            Error::new("these words do not stand in the document at that place").at(&collection.sources[file], span)
        };
        misplaced.iter().map(error).collect::<Vec<_>>()
    })?;
    let options = Options { any_type: about.is_some(), ..Options::default() };
    let findings = finding::audit(&document, &profile, &settings.ruleset, &options, scratch).findings;
    let found = |span: Span| {
        let measured = |id: &str| settings.ruleset.lints.iter().any(|lint| lint.id == id && lint.is_measured());
        let on = findings.iter().filter(|finding| finding.primary.span == span && !measured(&finding.lint));
        on.map(|finding| finding.lint.clone()).collect()
    };
    let examples = seen.into_iter().zip(labels).filter_map(|(passage, labels)| {
        let labels = labels?;
        let (weight, real) = (source.weight, source.weight >= 1.0);
        let (found, features, in_terms) = (found(passage.source), passage.features, profile.is_terms());
        let example = Example { features, document: 0, weight, real, in_terms, found };
        Some((example, source.said(&labels, about.as_deref())))
    });
    Ok((examples.collect(), names))
}

impl Source {
    /// What labels say in terms of lints.
    fn said(&self, labels: &BTreeSet<&str>, about: Option<&str>) -> Said {
        if let Some(about) = about {
            let hostile = labels.iter().map(|label| (*label).to_owned()).collect();
            let about = Some(BTreeSet::from([about.to_owned()]));
            return Said { about, hostile, unknown: BTreeSet::new() };
        }
        if !self.lessons.is_empty() {
            let learns = |lints: &Vec<String>| lints.first().cloned();
            let hostile = labels.iter().filter_map(|label| learns(self.lessons.get(*label)?)).collect();
            let about = Some(self.lessons.values().filter_map(learns).collect());
            return Said { about, hostile, unknown: BTreeSet::new() };
        }
        let hostile: BTreeSet<String> =
            labels.iter().filter(|label| self.map.counts(label)).map(|label| (*label).to_owned()).collect();
        let groups = self.map.accept.iter().filter(|group| hostile.iter().any(|label| group.contains(label)));
        Said { about: None, unknown: groups.flatten().cloned().collect(), hostile }
    }
}

/// The examples inside the lints, as labelled texts.
fn own_examples(written: &written::Ruleset) -> Collection {
    let mut collection = Collection::default();
    for lint in &written.lints {
        for (examples, hostile) in [(&lint.examples.flags, true), (&lint.examples.passes, false)] {
            let texts = examples.iter().filter_map(|example| match example {
                written::Example::Text(text) => Some(text.to_string()),
                written::Example::Documents(_) => None,
            });
            collection.texts.extend(texts.map(|text| (Labelled::example(&lint.id, text, hostile), None)));
        }
    }
    collection
}
