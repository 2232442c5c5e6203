//! Editions to compare: from git, from folders and files, from the working tree; read and audited.

use super::audit::document_of;
use super::documents::Sureness;
use super::edition_sources::{self, Source, working_key};
use super::files;
use super::git::{Repository, short};
use super::register::RegisterFile;
use super::settings::Settings;
use crate::day::Day;
use crate::document::{Document, Profile};
use crate::error::Error;
use crate::finding::{self, Audited, Finding, Options, Scratch};
use crate::register::{self, SeenDocument};
use crate::report::{NotAudited, Report};
use crate::revision::{self, Comparison, Edition, Text};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where an edition is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A commit: its hash, and what people call it.
    Commit { hash: String, name: String },
    /// A folder or file.
    Path(PathBuf),
    /// The policies as they lie there now.
    WorkingTree,
}

/// Two editions to compare, and what of them.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) base: Place,
    pub(super) head: Place,
    /// Files and folders, as typed; empty when the configuration says.
    pub(super) paths: Vec<PathBuf>,
}

/// An edition, read and audited.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) edition: Edition,
    /// Its findings, those that do not count too.
    pub(super) findings: Vec<Finding>,
    pub(super) errors: Vec<Error>,
    pub(super) left_out: Vec<NotAudited>,
    /// What the register must know of each document, when there is one.
    pub(super) seen: Vec<SeenDocument>,
}

impl Loaded {
    /// The working tree, as an audit read it.
    pub(super) fn working_tree(documents: Vec<Arc<Text>>, report: &Report, seen: Vec<SeenDocument>) -> Self {
        Self {
            edition: Edition { name: name_of(&Place::WorkingTree), documents },
            findings: report.findings.clone(),
            errors: report.errors.clone(),
            left_out: report.not_audited.clone(),
            seen,
        }
    }
}

/// What is meant by `BASE [HEAD] [PATHS]`.
pub(super) fn asked(base: &str, rest: &[String]) -> Result<Asked, Vec<Error>> {
    let here = Path::new(".");
    let mut rest = rest.to_vec();
    let (base, mut head) = if Path::new(base).exists() {
        (Place::Path(PathBuf::from(base)), None)
    } else {
        let repository = Repository::around(here).map_err(|error| vec![error])?;
        between(&repository, base).map_err(|error| vec![error])?
    };
    let is_path = |text: &String| Path::new(text).exists();
    if head.is_none() && !rest.is_empty() {
        let from_path = matches!(base, Place::Path(_));
        if from_path && is_path(&rest[0]) {
            head = Some(Place::Path(PathBuf::from(rest.remove(0))));
        } else if !is_path(&rest[0]) {
            let name = rest.remove(0);
            let repository = Repository::around(here).map_err(|error| vec![error])?;
            let hash = repository.resolve(&name).map_err(|error| vec![error])?;
            head = Some(Place::Commit { hash, name });
        }
    }
    let head = head.unwrap_or(Place::WorkingTree);
    if matches!((&base, &head), (Place::Path(_), Place::Path(_))) && !rest.is_empty() {
        let error = Error::new(format!("`{}` is one path too many", rest[0]));
        return Err(vec![error.help("name two folders or two files to compare")]);
    }
    Ok(Asked { base, head, paths: rest.into_iter().map(PathBuf::from).collect() })
}

/// A revision, or two with `..` or `...` between; without a second one, the working tree is meant.
fn between(repository: &Repository, typed: &str) -> Result<(Place, Option<Place>), Error> {
    let commit = |name: &str| repository.resolve(name).map(|hash| Place::Commit { hash, name: name.to_owned() });
    if let Some((one, other)) = typed.split_once("...") {
        let end = if other.is_empty() { "HEAD" } else { other };
        let hash = repository.merge_base(one, end)?;
        let name = format!("{one} as of {}", short(&hash));
        let head = if other.is_empty() { None } else { Some(commit(other)?) };
        return Ok((Place::Commit { hash, name }, head));
    }
    match typed.split_once("..").filter(|(one, _)| !one.is_empty()) {
        Some((one, "")) => Ok((commit(one)?, None)),
        Some((one, other)) => Ok((commit(one)?, Some(commit(other)?))),
        None => Ok((commit(typed)?, None)),
    }
}

/// Two editions, and what became of the one until the other.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) comparison: Comparison,
    pub(super) then: Loaded,
    pub(super) now: Loaded,
    /// What could not be read of either.
    pub(super) errors: Vec<Error>,
}

/// What names each document of the working tree in both editions; none when it is not the working tree that is asked for.
pub(super) fn working_keys<'a>(
    asked: &'a Asked,
    settings: &'a Settings,
) -> Result<Option<impl Fn(&Path) -> String + Sync + 'a>, Error> {
    let repository =
        matches!(asked.base, Place::Commit { .. }).then(|| Repository::around(Path::new("."))).transpose()?;
    let key = move |path: &Path| working_key(path, repository.as_ref(), &asked.base, settings);
    Ok((asked.head == Place::WorkingTree).then_some(key))
}

/// Reads both editions, compares them, and says what that does to findings. The new one may have been read already: `now`.
pub(super) fn compared(
    asked: &Asked,
    settings: &Settings,
    options: &Options,
    least: &Sureness<'_>,
    register: Option<(&RegisterFile, Day)>,
    now: Option<Loaded>,
) -> Result<Compared, Error> {
    let repository = match (&asked.base, &asked.head) {
        (Place::Commit { .. }, _) | (_, Place::Commit { .. }) => Some(Repository::around(Path::new("."))?),
        _ => None,
    };
    let load = |place: &Place| -> Result<Loaded, Error> {
        let sources = edition_sources::sources(place, repository.as_ref(), settings, asked)?;
        let ids = register.map(|(file, _)| file.ids());
        Ok(audited(name_of(place), sources, settings, options, ids.as_deref()))
    };
    let then = load(&asked.base)?;
    let now = now.map_or_else(|| load(&asked.head), Ok)?;
    let mut comparison = revision::compare(&then.edition, &now.edition, &settings.ruleset.kinds);
    let counted = |loaded: &Loaded| -> Vec<Finding> {
        let is_sure = |finding: &Finding| finding.confidence <= least.of(&finding.primary.path);
        let counts = |finding: &&Finding| is_sure(finding) && finding.suppressed.is_none();
        loaded.findings.iter().filter(counts).cloned().collect()
    };
    let mut effects = revision::effects(&comparison, &then.edition, &now.edition, &counted(&then), &counted(&now));
    if let Some((file, today)) = register {
        let follow = |loaded: &Loaded| file.follow(loaded.seen.clone(), today);
        effects.bends = revision::bend_effects(&follow(&then), &follow(&now));
    }
    comparison.effects = Some(effects);
    let left_out = then.left_out.iter().chain(&now.left_out);
    comparison.left_out = left_out.map(|document| (document.path.clone(), document.reason.clone())).collect();
    comparison.left_out.sort();
    comparison.left_out.dedup();
    Ok(Compared { comparison, errors: then.errors.iter().chain(&now.errors).cloned().collect(), then, now })
}

fn name_of(place: &Place) -> String {
    match place {
        Place::Commit { name, .. } => name.clone(),
        Place::Path(path) => files::shown(path),
        Place::WorkingTree => "the working tree".to_owned(),
    }
}

/// Parses, reads and audits every source.
pub(super) fn audited(
    name: String,
    sources: Vec<Source>,
    settings: &Settings,
    options: &Options,
    ids: Option<&[&str]>,
) -> Loaded {
    let outcomes: Vec<_> = sources
        .into_par_iter()
        .map_init(Scratch::default, |scratch, (key, source)| {
            source.map(|source| {
                document_of(source, settings)
                    .map(|(document, profile)| read(key, document, &profile, settings, options, ids, scratch))
            })
        })
        .collect();
    let mut loaded = Loaded { edition: Edition { name, documents: Vec::new() }, ..Loaded::default() };
    let mut claims = Vec::new();
    for outcome in outcomes {
        match outcome {
            Err(error) => loaded.errors.push(error),
            Ok(Err(left_out)) => loaded.left_out.push(left_out),
            Ok(Ok((text, audited, seen))) => {
                loaded.seen.extend(seen);
                loaded.errors.extend(text.document.front_matter.mistakes.iter().cloned());
                loaded.edition.documents.push(Arc::new(text));
                loaded.findings.extend(audited.findings);
                claims.extend(audited.claims);
            }
        }
    }
    loaded.findings.extend(finding::compare(&claims, &settings.ruleset));
    loaded
        .findings
        .sort_by(|a, b| (&a.primary.path, a.primary.span, &a.lint).cmp(&(&b.primary.path, b.primary.span, &b.lint)));
    loaded
}

/// Reads and audits one document.
pub(super) fn read(
    key: String,
    document: Document,
    profile: &Profile,
    settings: &Settings,
    options: &Options,
    ids: Option<&[&str]>,
    scratch: &mut Scratch,
) -> (Text, Audited, Option<SeenDocument>) {
    let options = settings.options_of(&document.source.path, options);
    let mut audited = finding::audit(&document, profile, &settings.ruleset, &options, scratch);
    let understood = std::mem::take(&mut audited.understood);
    let seen = ids.map(|ids| register::seen(&document, profile, &understood, ids));
    (Text::known(key, document, profile, understood), audited, seen)
}
