//! Ruleset files → [`Ruleset`], checked; all mistakes of all files at once. Reads no disk: the files come in as values.
//! What a lint or a detector may say is in the files beside this one, whose names begin alike.
//!
//! The same code reads a user's folder at run time and, from `build.rs`, the shipped folder at build time.

use super::known::Known;
use super::written::Ruleset;
use super::{load_bright, load_fact, load_lessons, load_lint, load_vocabulary};
use crate::error::Error;
use crate::text::SourceFile;
use crate::yaml::{self, Node, Reader};

/// Reads the files of one ruleset folder, whose path is `root`. What a file is depends on its path below it:
/// `vocabulary.yaml`, `lessons.yaml`, `bright/<name>.yaml`, `facts/<kind>.yaml`, or the lint `<group>/<name>.yaml`.
///
/// With `shipped`, the files may use the vocabulary and facts of that ruleset, but not say anything of it anew.
///
/// ```
/// use dumbrules::ruleset::load;
/// use dumbrules::text::SourceFile;
///
/// let file = SourceFile::new("house/vocabulary.yaml", "gifts: ['\\bgifts?\\b', '\\b(?:present\\b']\n");
/// let mistakes = load("house", &[file], None).unwrap_err();
/// assert!(mistakes[0].to_string().starts_with("house/vocabulary.yaml:1:26: not a pattern: unclosed group"));
/// ```
///
/// # Errors
///
/// All mistakes of all files: those of the vocabulary first, then by path, and by place in each file.
pub fn load(root: &str, files: &[SourceFile], shipped: Option<&Ruleset>) -> Result<Ruleset, Vec<Error>> {
    let mut files: Vec<_> = files.iter().map(|file| (place(root, file), file)).collect();
    files.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
    let mut ruleset = Ruleset::default();
    let mut mistakes = Vec::new();

    // Lints refer to the vocabulary and the facts, so these come first.
    let mut known = Known { all_lists: true, ..Known::default() };
    for (_, file) in files.iter().filter(|(place, _)| *place == Place::Vocabulary) {
        let read = yaml::read(file, |reader, node| load_vocabulary::vocabulary(reader, node, shipped));
        known.all_lists = read.is_ok();
        let vocabulary = keep(read, &mut mistakes).unwrap_or_default();
        ruleset.vocabulary = vocabulary.lists;
        ruleset.families = vocabulary.families;
    }
    for ruleset in [Some(&ruleset), shipped].into_iter().flatten() {
        known.lists.extend(ruleset.vocabulary.keys().map(ToString::to_string));
        known.families.extend(ruleset.families.clone());
        known.facts.extend(ruleset.facts.iter().map(|fact| fact.id.to_string()));
    }
    known.facts.extend(files.iter().filter_map(|(place, _)| match place {
        Place::Fact(id) => Some(id.clone()),
        _ => None,
    }));

    for (place, file) in &files {
        match place {
            Place::Vocabulary => {}
            Place::Lessons => {
                let read = yaml::read(file, load_lessons::lessons);
                ruleset.lessons.extend(keep(read, &mut mistakes));
            }
            Place::Fact(id) => {
                let read = yaml::read(file, |reader, node| load_fact::fact(reader, node, id, &known));
                ruleset.facts.extend(keep(read, &mut mistakes));
            }
            Place::Bright(id) => {
                let read = yaml::read(file, |reader, node| load_bright::bright(reader, node, id, &known));
                ruleset.bright.extend(keep(read, &mut mistakes));
            }
            Place::Lint(id) => {
                let read = yaml::read(file, |reader, node| load_lint::lint(reader, node, id, &known));
                ruleset.lints.extend(keep(read, &mut mistakes));
            }
            Place::Wrong(help) => {
                let error = Error::new("not a place for a ruleset file").help(*help);
                mistakes.push(error.in_file(file.path.as_str()));
            }
        }
        if let Some(id) = place.id().filter(|id| shipped.is_some_and(|shipped| shipped.has(id))) {
            let error = Error::new(format!("`{id}` is shipped with dumbrules")).help("choose another name");
            mistakes.push(error.in_file(file.path.as_str()));
        }
    }
    ruleset.sort();
    if mistakes.is_empty() { Ok(ruleset) } else { Err(mistakes) }
}

fn keep<T>(read: Result<T, Vec<Error>>, mistakes: &mut Vec<Error>) -> Option<T> {
    read.map_err(|more| mistakes.extend(more)).ok()
}

/// What a file is, by its path below the root of its ruleset.
#[derive(Debug, PartialEq)]
enum Place {
    Vocabulary,
    Lessons,
    Fact(String),
    Bright(String),
    Lint(String),
    /// None of them; and what to do.
    Wrong(&'static str),
}

impl Place {
    fn id(&self) -> Option<&str> {
        match self {
            Self::Fact(id) | Self::Bright(id) | Self::Lint(id) => Some(id),
            Self::Vocabulary | Self::Lessons | Self::Wrong(_) => None,
        }
    }
}

fn place(root: &str, file: &SourceFile) -> Place {
    let path = file.path.strip_prefix(root).unwrap_or(&file.path).trim_start_matches('/');
    let Some(id) = path.strip_suffix(".yaml") else {
        return Place::Wrong("rename it to end in `.yaml`");
    };
    match id {
        "vocabulary" => return Place::Vocabulary,
        "lessons" => return Place::Lessons,
        _ => {}
    }
    match id.split_once('/') {
        Some((group, name)) if is_id_part(group) && is_id_part(name) => match group {
            "facts" => Place::Fact(name.to_owned()),
            "bright" => Place::Bright(id.to_owned()),
            _ => Place::Lint(id.to_owned()),
        },
        _ => Place::Wrong("put it at `<group>/<name>.yaml`, in lower-case letters, digits, `.`, `_` and `-`"),
    }
}

/// Whether `id` may name a lint: `group/name`, lower case.
pub fn is_lint_id(id: &str) -> bool {
    id.split_once('/').is_some_and(|(group, name)| is_id_part(group) && is_id_part(name))
}

/// Ids are shown everywhere, on terminals too, so their parts hold nothing but `[a-z0-9][a-z0-9._-]{0,63}`.
pub(super) fn is_id_part(part: &str) -> bool {
    let first = part.starts_with(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit());
    let rest =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '.' | '_' | '-');
    first && part.len() <= 64 && part.chars().all(rest)
}

/// The field `id`: says again what the file's name says, so that a copied file is noticed.
pub(super) fn id(reader: &mut Reader<'_>, node: &Node, id: &str) -> String {
    let written = reader.text(node);
    if !written.is_empty() && written != id {
        let message = format!("`{written}` is not the id of this file");
        reader.mistake(node.span, message, format!("write `id: {id}`, or rename the file"));
    }
    id.to_owned()
}
