//! `lints teach`: learns what words tell hostile rules from fair ones, from labelled texts, and writes `lessons.yaml`.

use super::args_teach::LintsTeachArgs;
use super::evaluate::profile_of;
use super::exit::Exit;
use super::labelled::{Collection, collect_all};
use super::plan::{Plan, Source};
use super::settings::{Configuration, Settings, load_ruleset};
use super::table::{self, Cell};
use super::{audit, files, listing, output, terminal};
use crate::document;
use crate::error::Error;
use crate::evaluation::{self, CLARITY, Labelled, OTHER, TextFrom};
use crate::finding::{self, Scratch};
use crate::lesson::{self, ANY, Example, Learnt, Lesson};
use crate::ruleset::written;
use crate::text::SourceFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A lesson needs so many hostile passages, from so many documents.
const FEWEST_HOSTILE: usize = 8;
/// What an example inside a lint counts, compared with a passage of a real policy: it is one person's style.
const OWN_EXAMPLE: f32 = 0.3;

/// Names of features by their hash.
type Names = BTreeMap<u64, String>;

/// Runs `lints teach`.
pub(super) fn teach(arguments: &LintsTeachArgs) -> Result<Exit, Vec<Error>> {
    let configuration = Configuration::find(arguments.lints.config.as_deref())?;
    let mut ruleset = load_ruleset(&configuration, &arguments.lints.ruleset, !arguments.no_shipped)?;
    ruleset.lessons.clear();
    let settings = Settings { configuration, paths: Vec::new(), ruleset, all_shipped: false };
    let plan = Plan::read(&arguments.plan)?;
    let (mut taught, mut names) = (Taught::default(), Names::new());
    for source in plan.sources {
        let collection = collect_all(&source.labels, source.docs.as_deref())?;
        taught.add(&source, &collection, &settings, &mut names)?;
    }
    taught.add(&Source::examples(OWN_EXAMPLE), &own_examples(&settings.ruleset.written), &settings, &mut names)?;
    let lessons = taught.learn(&settings);
    if lessons.is_empty() {
        let help = format!("a lesson needs {FEWEST_HOSTILE} hostile passages of one lint");
        return Err(vec![Error::new("there is too little to learn from").help(help)]);
    }
    output::write_whole(&arguments.out, written_lessons(&lessons, &taught, &names).as_bytes())
        .map_err(|error| vec![error])?;
    listing::print(&told(&lessons, &files::shown(&arguments.out)))?;
    Ok(Exit::Clean)
}

/// Passages to learn from, and what people said of each.
#[derive(Default)]
struct Taught {
    examples: Vec<Example>,
    /// For each passage: the lints that were looked for (none: all but those in the other list), and those found.
    said: Vec<Said>,
    documents: usize,
    real_documents: usize,
}

/// What people said of a passage.
struct Said {
    /// The only lints that were looked for; all when none is given.
    about: Option<BTreeSet<String>>,
    /// The lints that it is hostile in the sense of.
    hostile: BTreeSet<String>,
    /// Whether it is hostile in any way, where that was looked for.
    any: Option<bool>,
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
        let read: Vec<Result<(Vec<(Example, Said)>, Names), Vec<Error>>> = collection
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

    /// Learns a lesson for every lint of which enough was said, and one about any hostile rule.
    fn learn(&self, settings: &Settings) -> Vec<(Lesson, Learnt)> {
        let ids = settings.ruleset.lints.iter().map(|lint| lint.id.as_str());
        let ids: Vec<&str> = ids.filter(|id| !id.starts_with(CLARITY)).chain([ANY]).collect();
        let progress = terminal::Progress::new(ids.len());
        let learnt = ids.par_iter().map(|&id| {
            let labels: Vec<Option<bool>> = self.said.iter().map(|said| said.of(id)).collect();
            let count = |hostile: bool| labels.iter().filter(|label| **label == Some(hostile)).count();
            let (hostile, fair) = (count(true), count(false));
            let lesson = (hostile >= FEWEST_HOSTILE).then(|| {
                let learnt = lesson::learn(&self.examples, &labels);
                (Lesson { lint: id.to_owned(), hostile, fair, bias: learnt.bias, marks: learnt.marks }, learnt)
            });
            progress.step();
            lesson
        });
        let learnt: Vec<Option<(Lesson, Learnt)>> = learnt.collect();
        progress.finish();
        learnt.into_iter().flatten().collect()
    }
}

impl Said {
    fn of(&self, id: &str) -> Option<bool> {
        if id == ANY {
            return self.any;
        }
        let looked_for = self.about.as_ref().is_none_or(|about| about.contains(id));
        looked_for.then(|| self.hostile.contains(id))
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
) -> Result<(Vec<(Example, Said)>, Names), Vec<Error>> {
    let about = labelled.units.first().and_then(|unit| unit.about.clone());
    let (document, profile) = match (&labelled.text, path) {
        (TextFrom::Here(texts), _) => match texts.as_slice() {
            [(name, text)] => {
                (document::parse(SourceFile::new(name, text)), profile_of(about.as_deref(), settings))
            }
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
    let examples = seen.into_iter().zip(labels).filter_map(|(passage, labels)| {
        let labels = labels?;
        let example =
            Example { features: passage.features, document: 0, weight: source.weight, real: source.weight >= 1.0 };
        Some((example, source.said(&labels, about.as_deref())))
    });
    Ok((examples.collect(), names))
}

impl Source {
    /// What labels say in terms of lints.
    fn said(&self, labels: &BTreeSet<&str>, about: Option<&str>) -> Said {
        if let Some(about) = about {
            let hostile = labels.iter().map(|label| (*label).to_owned()).collect();
            return Said { about: Some(BTreeSet::from([about.to_owned()])), hostile, any: None };
        }
        if !self.lessons.is_empty() {
            let hostile = labels.iter().filter_map(|label| self.lessons.get(*label).cloned()).collect();
            return Said { about: Some(self.lessons.values().cloned().collect()), hostile, any: None };
        }
        let counts = |label: &&&str| **label == OTHER || self.map.counts(label);
        let counted: Vec<&str> = labels.iter().filter(counts).copied().collect();
        let hostile = counted.iter().flat_map(|label| {
            let accepted = self.map.accept.iter().filter(|group| group.contains(*label)).flatten();
            accepted.map(String::as_str).chain([*label])
        });
        let any = counted.iter().any(|label| !label.starts_with(CLARITY));
        Said { about: None, hostile: hostile.map(str::to_owned).collect(), any: Some(any) }
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

/// The file of lessons.
fn written_lessons(lessons: &[(Lesson, Learnt)], taught: &Taught, names: &Names) -> String {
    let mut out = String::from("# Made by `dumbrules lints teach`: teach again instead of editing. docs/teaching.md says how.\n");
    let _ = write!(
        out,
        "taught_by:\n- {} documents of labelled text with {} rules in them, and the lints' own examples\nlessons:\n",
        taught.real_documents,
        taught.examples.iter().filter(|example| example.real).count()
    );
    for (lesson, learnt) in lessons {
        let Lesson { lint, hostile, fair, bias, marks } = lesson;
        let _ = writeln!(out, "- lint: '{lint}'\n  hostile: {hostile}\n  fair: {fair}\n  bias: {bias}");
        let marks = [
            ("certain", marks.certain),
            ("likely", marks.likely),
            ("possible", marks.possible),
            ("doubtful", marks.doubtful),
        ];
        for (name, mark) in marks.into_iter().filter(|(_, mark)| mark.is_finite()) {
            let _ = writeln!(out, "  {name}: {mark:.3}");
        }
        out.push_str("  weights: >-\n");
        let weights = learnt.weights.iter().filter_map(|(hash, weight)| Some(format!("{} {weight}", names.get(hash)?)));
        let mut line = String::from("   ");
        for weight in weights {
            if line.len() + weight.len() > 118 {
                out.push_str(&line);
                out.push('\n');
                line = String::from("   ");
            }
            let _ = write!(line, " {weight},");
        }
        out.push_str(line.trim_end_matches(','));
        out.push('\n');
    }
    out
}

/// What was learnt, and how right it is on documents that were not seen while learning.
fn told(lessons: &[(Lesson, Learnt)], path: &str) -> String {
    let share = |hits: usize, of: usize| if of == 0 { "-".to_owned() } else { format!("{} %", 100 * hits / of) };
    let row = |(lesson, learnt): &(Lesson, Learnt)| {
        let at = |mark: f32| {
            let above: Vec<bool> =
                learnt.unseen.iter().filter(|(score, ..)| *score >= mark).map(|(_, hostile, _)| *hostile).collect();
            let right = above.iter().filter(|hostile| **hostile).count();
            [share(right, above.len()), share(right, lesson.hostile)]
        };
        let [likely, found] = at(lesson.marks.likely);
        let [possible, found_too] = at(lesson.marks.possible.min(lesson.marks.likely));
        let cells = [lesson.hostile.to_string(), lesson.fair.to_string(), likely, found, possible, found_too];
        std::iter::once(Cell::flexible(lesson.lint.clone())).chain(cells.into_iter().map(Cell::fixed)).collect()
    };
    let header = ["lint", "hostile", "fair", "likely: right", "found", "possible: right", "found"];
    let closing = format!("{} lessons written to {path}. Right and found on documents not seen while learning.", lessons.len());
    table::text(&header, lessons.iter().map(row).collect(), terminal::width(), &closing)
}
