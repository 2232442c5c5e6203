//! Labels files and the documents they speak of, found and read: what `lints evaluate` works on.

use super::args_evaluate::LintsEvaluateArgs;
use super::files;
use super::globs;
use super::walk;
use crate::error::Error;
use crate::evaluation::labels::Labels;
use crate::evaluation::{Labelled, Place, TextFrom, drills, labels, reviewed};
use crate::text::SourceFile;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What there is to evaluate on.
#[derive(Debug, Default)]
pub(super) struct Collection {
    /// The labels files, for telling where something was said.
    pub(super) sources: Vec<SourceFile>,
    /// The labelled texts, by document; the file of each that has one.
    pub(super) texts: Vec<(Labelled, Option<PathBuf>)>,
    /// Documents that are left out, and why.
    pub(super) left_out: Vec<(String, String)>,
}

/// Reads all labels, finds their documents, and keeps those that were asked for.
///
/// # Errors
///
/// Every mistake of every labels file, and every document that is not there.
pub(super) fn collect(arguments: &LintsEvaluateArgs) -> Result<Collection, Vec<Error>> {
    let mut collection = collect_all(&arguments.labels, arguments.docs.as_deref())?;
    let only = only_docs(&arguments.only_docs).map_err(|error| vec![error])?;
    collection.texts.retain(|(labelled, path)| {
        let name = &labelled.doc;
        let fits = |glob: &String| {
            globs::fits(glob, name) || path.as_ref().is_some_and(|path| globs::fits(glob, &files::shown(path)))
        };
        (only.is_empty() || only.iter().any(fits)) && arguments.split.is_none_or(|split| is_in_part(name, split))
    });
    if collection.texts.is_empty() {
        let help = "check --labels, --docs, --only-docs and --split";
        return Err(vec![Error::new("there is no labelled document to evaluate on").help(help)]);
    }
    Ok(collection)
}

/// Reads labels files, and finds their documents in `docs`, or where they belong.
///
/// # Errors
///
/// As [`collect`].
pub(super) fn collect_all(labels: &[PathBuf], docs: Option<&Path>) -> Result<Collection, Vec<Error>> {
    let mut collection = Collection::default();
    let mut errors = Vec::new();
    let mut documents = Documents::default();
    for path in labels_files(labels).map_err(|error| vec![error])? {
        let source = match files::read_labels(&path) {
            Ok(source) => source,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        let number = collection.sources.len();
        let is_yaml = matches!(path.extension().and_then(|ending| ending.to_str()), Some("yaml" | "yml"));
        let read = if is_yaml && reviewed::is_verdicts(&source) {
            reviewed::read(&source, number).map(|texts| Labels { texts, ..Labels::default() })
        } else if is_yaml {
            drills::read(&source, number).map(|texts| Labels { texts, ..Labels::default() })
        } else {
            labels::read(&source, number)
        };
        match read {
            Ok(labels) => documents.add(&path, labels, docs, &source, &mut errors),
            Err(mistakes) => errors.extend(mistakes),
        }
        collection.sources.push(source);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    collection.left_out = std::mem::take(&mut documents.partly);
    collection.texts = documents.all();
    Ok(collection)
}

/// The files of `--labels`, folders looked into.
fn labels_files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for path in named {
        if path.is_dir() {
            let inside = walk::with_ending(path, &["jsonl"])?;
            if inside.is_empty() {
                return Err(Error::new("there is no .jsonl file in the folder").in_file(files::shown(path)));
            }
            found.extend(inside);
        } else {
            found.push(path.clone());
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(files::shown(path)));
    Ok(found)
}

/// The globs of `--only-docs`; a file that is no policy lists them, one a line.
fn only_docs(named: &[String]) -> Result<Vec<String>, Error> {
    let mut globs = Vec::new();
    for name in named {
        let path = Path::new(name);
        if path.is_file() && !walk::is_policy(path) {
            let list = files::read_own(path)?;
            globs.extend(list.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
        } else {
            globs.push(name.clone());
        }
    }
    Ok(globs)
}

/// Whether a document belongs to part K of N: by a hash of its name, so that no other document moves it.
fn is_in_part(name: &str, (part, of): (usize, usize)) -> bool {
    let digest = Sha256::digest(name);
    let number = digest.iter().take(8).fold(0, |number: u64, &byte| number << 8 | u64::from(byte));
    number % of as u64 + 1 == part as u64
}

/// Labelled documents, those of one file together.
#[derive(Debug, Default)]
struct Documents {
    in_files: BTreeMap<(String, bool), (Labelled, PathBuf)>,
    here: Vec<Labelled>,
    partly: Vec<(String, String)>,
}

impl Documents {
    /// Adds what one labels file says.
    fn add(&mut self, path: &Path, labels: Labels, docs: Option<&Path>, source: &SourceFile, errors: &mut Vec<Error>) {
        let beside = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = match docs {
            Some(folder) => folder.to_owned(),
            None if labels.sentences && beside.join("docs").is_dir() => beside.join("docs"),
            None => beside.to_owned(),
        };
        if labels.others_are_fair {
            self.add_fair(path, &folder, &labels, errors);
        }
        for mut labelled in labels.texts {
            let TextFrom::File(names) = &labelled.text else {
                self.here.push(labelled);
                continue;
            };
            if labels.others_are_fair && !labels.reviewed.is_empty() && !labels.reviewed.contains(&labelled.doc) {
                self.partly
                    .push((labelled.doc, "labelled, but no line says that it was reviewed to the end".to_owned()));
                continue;
            }
            match names.iter().map(|name| folder.join(name)).find(|path| path.is_file()) {
                Some(path) => {
                    let is_reviewed = labelled.units.iter().any(|unit| matches!(unit.place, Place::Finding(_)));
                    let entry = self.entry(&labelled.doc, path, is_reviewed);
                    entry.complete = labelled.complete;
                    entry.units.append(&mut labelled.units);
                }
                None => {
                    let span = labelled.units.first().map(|unit| unit.said.1).unwrap_or_default();
                    let message = format!("there is no document `{}` in {}", labelled.doc, files::shown(&folder));
                    let looked = names.join("`, `");
                    errors.push(
                        Error::new(message)
                            .at(source, span)
                            .help(format!("looked for `{looked}`; name the documents' folder with --docs")),
                    );
                }
            }
        }
    }

    /// Adds documents in which nothing is listed, because nothing in them is hostile.
    fn add_fair(&mut self, path: &Path, folder: &Path, labels: &Labels, errors: &mut Vec<Error>) {
        let named: BTreeSet<&str> = labels.texts.iter().map(|labelled| labelled.doc.as_str()).collect();
        let own = path.with_extension("md").file_name().map(|name| name.to_string_lossy().into_owned());
        let own = own.filter(|own| folder.join(own).is_file() && named.iter().all(|name| name == own));
        let fair: Vec<String> = if !labels.reviewed.is_empty() {
            labels.reviewed.iter().cloned().collect()
        } else if let Some(own) = own {
            // returns.jsonl beside returns.md speaks of that document alone.
            vec![own]
        } else {
            let (paths, found) = walk::policies(&[folder.to_owned()], &|_| false, None);
            errors.extend(found);
            paths.iter().filter_map(|path| path.strip_prefix(folder).ok()).map(files::shown).collect()
        };
        for name in fair {
            let path = folder.join(&name);
            if path.is_file() {
                self.entry(&name, path, false);
            } else {
                let message = format!("there is no document `{name}` in {}", files::shown(folder));
                errors.push(Error::new(message).in_file(files::shown(&path)).help("name its folder with --docs"));
            }
        }
    }

    /// The document of a file; apart when its findings are labelled, and not its text.
    fn entry(&mut self, doc: &str, path: PathBuf, is_reviewed: bool) -> &mut Labelled {
        let new = || {
            let text = TextFrom::File(Vec::new());
            (Labelled { doc: doc.to_owned(), text, units: Vec::new(), complete: false }, path.clone())
        };
        &mut self.in_files.entry((files::shown(&path), is_reviewed)).or_insert_with(new).0
    }

    /// All of them, by document. Names that two files share are told apart by their paths.
    fn all(self) -> Vec<(Labelled, Option<PathBuf>)> {
        let mut paths: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for ((shown, _), (labelled, _)) in &self.in_files {
            paths.entry(labelled.doc.clone()).or_default().insert(shown.clone());
        }
        let in_files = self.in_files.into_iter().map(|((shown, _), (mut labelled, path))| {
            if paths[&labelled.doc].len() > 1 {
                labelled.doc = shown;
            }
            (labelled, Some(path))
        });
        let mut all: Vec<_> = in_files.chain(self.here.into_iter().map(|labelled| (labelled, None))).collect();
        all.sort_by(|(a, _), (b, _)| a.doc.cmp(&b.doc));
        all
    }
}
