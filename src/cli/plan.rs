//! The plan of `lints teach`: what to learn from.

use super::evaluate::{known_lints, read_map};
use super::files;
use super::settings::{Settings, unknown_lint};
use crate::error::Error;
use crate::evaluation::Map;
use crate::text::Span;
use crate::yaml::{self, Node, Reader, Shape};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to learn from.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) sources: Vec<Source>,
}

/// Labelled texts of one kind.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// Labels files and folders of them.
    pub(super) labels: Vec<PathBuf>,
    /// Folder of the documents; where they belong when none is given.
    pub(super) docs: Option<PathBuf>,
    /// Near-synonyms and what is left out, where labels are lints.
    pub(super) map: Map,
    /// The lint that learns from each label of another scheme, and others whose finds that lesson judges too.
    pub(super) lessons: BTreeMap<String, Vec<String>>,
    /// What a passage counts: 1 for real policies, less for invented ones, which then do not set the marks.
    pub(super) weight: f32,
}

impl Source {
    /// The examples inside the lints.
    pub(super) fn examples(weight: f32) -> Self {
        Self { weight, ..Self::default() }
    }
}

impl Plan {
    /// Reads a plan. Paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// Every mistake of the plan, or those of the maps it names.
    pub(super) fn read(path: &Path, settings: &Settings) -> Result<Self, Vec<Error>> {
        let source = files::read_own(path).map_err(|error| vec![error])?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut named = Vec::new();
        let read = yaml::read(&source, |reader, node| {
            reader.list(node, |reader, node| entry(reader, node, folder, &mut named))
        })?;
        let known = known_lints(settings);
        let unknown = named.iter().filter(|(id, _)| !known.contains(id));
        let unknown = unknown.map(|(id, span)| unknown_lint(id, &settings.ruleset.written).at(&source, *span));
        let mut errors: Vec<Error> = unknown.collect();
        let mut plan = Self::default();
        for (mut entry, map) in read {
            if let Some(path) = map {
                match read_map(&path, settings) {
                    Ok(map) if map.is_foreign() => errors.push(
                        Error::new("the map says which lints stand for labels, and not which lint learns from a label")
                            .in_file(files::shown(&path))
                            .help("say in the plan which lint learns from which label: `lessons: {LABEL: GROUP/NAME}`"),
                    ),
                    Ok(map) => entry.map = map,
                    Err(mistakes) => errors.extend(mistakes),
                }
            }
            plan.sources.push(entry);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(plan)
    }
}

/// A lint, and where the plan names it.
type Named = (String, Span);

/// One lint or several.
fn lints(reader: &mut Reader<'_>, node: &Node) -> Vec<Named> {
    let lint = |reader: &mut Reader<'_>, node: &Node| (reader.text(node), node.span);
    match node.shape {
        Shape::List(_) => reader.list(node, lint),
        _ => vec![lint(reader, node)],
    }
}

fn entry(reader: &mut Reader<'_>, node: &Node, folder: &Path, named: &mut Vec<Named>) -> (Source, Option<PathBuf>) {
    let mut fields = reader.fields(node, "a source", &["labels", "docs", "map", "lessons", "weight"]);
    let path = |reader: &mut Reader<'_>, node: &Node| folder.join(reader.text(node));
    let labels = fields.required("labels", |reader, node| reader.list(node, path));
    let lessons = fields.or_default("lessons", |reader, node| reader.map(node, lints));
    let weight = fields.optional("weight", |reader, node| {
        let weight = reader.number(node);
        if !(weight > 0.0 && weight <= 1.0) {
            reader.mistake(node.span, format!("`{weight}` is no weight"), "write a number above 0 and up to 1");
        }
        weight as f32
    });
    let mut ids = |lints: Vec<Named>| -> Vec<String> {
        named.extend(lints.iter().filter(|(id, _)| !id.is_empty()).cloned());
        lints.into_iter().map(|(id, _)| id).collect()
    };
    let source = Source {
        labels,
        docs: fields.optional("docs", path),
        map: Map::default(),
        lessons: lessons.into_iter().map(|(label, lints)| (label.text.clone(), ids(lints))).collect(),
        weight: weight.unwrap_or(1.0),
    };
    (source, fields.optional("map", path))
}
