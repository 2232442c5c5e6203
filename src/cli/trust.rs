//! The change is not its own judge: configuration, lints, baseline, verdicts and register are read as they stood before it, and
//! what it changes of them is told.

use super::baseline_file::BaselineFile;
use super::editions::{self, Compared, Place};
use super::git::Repository;
use super::own::OwnFiles;
use super::register::RegisterFile;
use super::settings::{Configuration, Settings};
use super::stood::Stood;
use super::verdicts::VerdictFile;
use super::weighed::Asked;
use super::{files, walk};
use crate::document::DirectiveKind;
use crate::emit::count;
use crate::error::Error;
use crate::finding::{CHANGE_CHECKS, Finding, Label, identify, label_of_source};
use crate::revision::Edition;
use crate::text::{SourceFile, Span};
use crate::yaml::{self, Difference};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Differences of a file that are named; the rest is counted.
const MOST_NAMED: usize = 6;

/// The settings of both sides of a change, and which of them judges.
#[derive(Debug)]
pub(super) struct Sides {
    /// As the files of our own lie there now.
    pub(super) now: Settings,
    /// As they were before the change; none when it has no revision to begin at.
    pub(super) before: Option<Settings>,
    /// Whether those from before judge.
    pub(super) is_trusted: bool,
}

impl Sides {
    /// Those of no change.
    pub(super) fn of(now: Settings) -> Self {
        Self { now, before: None, is_trusted: false }
    }

    /// Reads the settings that were asked for, and those of the revision that the change begins at.
    ///
    /// # Errors
    ///
    /// All mistakes of either, or the revision is not there.
    pub(super) fn load(asked: &Asked<'_>) -> Result<Self, Vec<Error>> {
        let now = Settings::load(asked.input)?;
        let is_trusted = asked.trusted_rev != Some("none");
        let Some((hash, name)) = revision(asked)? else {
            return Ok(Self::of(now));
        };
        let one = |error| vec![error];
        let repository = Repository::around(Path::new(".")).map_err(one)?;
        let own = OwnFiles::of_commit(repository, &hash, &name).map_err(one)?;
        match Settings::load_from(asked.input, own) {
            Ok(mut before) => {
                if is_trusted {
                    before.stood = Some(Stood::read(&hash, &name, &before).map_err(one)?);
                }
                Ok(Self { now, before: Some(before), is_trusted })
            }
            Err(_) if !is_trusted => Ok(Self::of(now)),
            Err(errors) => Err(errors.into_iter().map(|error| of_revision(error, &name)).collect()),
        }
    }

    /// The settings that judge.
    pub(super) fn judge(&self) -> &Settings {
        self.before.as_ref().filter(|_| self.is_trusted).unwrap_or(&self.now)
    }

    /// Those of the change itself, when they are not the judge.
    pub(super) fn judged(&self) -> Option<&Settings> {
        self.before.as_ref().filter(|_| self.is_trusted).map(|_| &self.now)
    }

    /// What the change does to files of our own, and the suppressions that it adds, as findings that shut no gate.
    ///
    /// # Errors
    ///
    /// All mistakes of these files as they are now.
    pub(super) fn changes(&self, asked: &Asked<'_>, compared: Option<&Compared>) -> Result<Vec<Finding>, Vec<Error>> {
        let Some(before) = &self.before else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let mut compare = |id: &str, old: Option<&SourceFile>, new: Option<&SourceFile>| {
            found.extend(self.edited(id, old, new));
        };
        let sources = |settings: &Settings| -> BTreeMap<String, SourceFile> {
            let all = settings.configuration.all().into_iter().filter_map(Configuration::source);
            all.map(|source| (source.path.clone(), source.clone())).collect()
        };
        let (then, now) = (sources(before), sources(&self.now));
        for path in then.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
            compare("change/configuration", then.get(path), now.get(path));
        }
        let baselines = (
            BaselineFile::find(&asked.weighed.baseline, before),
            BaselineFile::find(&asked.weighed.baseline, &self.now)?,
        );
        let (old, new) = (baselines.0.ok().flatten(), baselines.1);
        compare("change/baseline", old.as_ref().map(BaselineFile::source), new.as_ref().map(BaselineFile::source));
        let verdicts = (
            VerdictFile::find(&asked.weighed.verdicts, before),
            VerdictFile::find(&asked.weighed.verdicts, &self.now)?,
        );
        let (old, new) = (verdicts.0.ok().flatten(), verdicts.1);
        compare("change/verdicts", old.as_ref().map(VerdictFile::source), new.as_ref().map(VerdictFile::source));
        let registers = (
            RegisterFile::find(&asked.weighed.register, before),
            RegisterFile::find(&asked.weighed.register, &self.now)?,
        );
        let (old, new) = (registers.0.ok().flatten(), registers.1);
        compare("change/register", old.as_ref().map(|file| &file.source), new.as_ref().map(|file| &file.source));
        let lints = self.lint_files(asked, before);
        for path in lints {
            let read =
                |settings: &Settings| settings.own.is_file(&path).then(|| settings.own.read(&path).ok()).flatten();
            compare("change/lints", read(before).as_ref(), read(&self.now).as_ref());
        }
        found.extend(passed_over(before, &self.now, self.is_trusted));
        if let Some(compared) = compared {
            found.extend(suppressions(&compared.then.edition, &compared.now.edition));
            let stood = before.stood.as_ref();
            found.extend(stood.map(|stood| stood.changes(&compared.now.edition, before)).unwrap_or_default());
        }
        identify(found.iter_mut());
        Ok(found)
    }

    /// Files of lints that either side reads.
    fn lint_files(&self, asked: &Asked<'_>, before: &Settings) -> BTreeSet<PathBuf> {
        let folders = |settings: &Settings| -> Vec<PathBuf> {
            let configuration = &settings.configuration;
            configuration.rulesets.iter().map(|folder| configuration.folder.join(folder)).collect()
        };
        let folders: BTreeSet<PathBuf> =
            folders(before).into_iter().chain(folders(&self.now)).chain(asked.input.lints.ruleset.clone()).collect();
        let found = |settings: &Settings| -> Vec<PathBuf> {
            folders.iter().flat_map(|folder| settings.own.yaml_files(folder).unwrap_or_default()).collect()
        };
        found(before).into_iter().chain(found(&self.now)).collect()
    }

    /// A finding about one file, when it is not what it was.
    fn edited(&self, id: &str, old: Option<&SourceFile>, new: Option<&SourceFile>) -> Option<Finding> {
        let (what, span) = match (old, new) {
            (None, None) => return None,
            (Some(old), Some(new)) if old.text == new.text => return None,
            (Some(old), Some(new)) => {
                let both = yaml::parse(old).and_then(|old| Ok((old, yaml::parse(new)?)));
                let found = both.map(|(old, new)| yaml::differences(&old, &new)).unwrap_or_default();
                // Comments and order alone decide nothing.
                let first = found.iter().find_map(|difference| difference.span);
                (named(&found)?, first)
            }
            (None, Some(new)) => {
                let entries = yaml::parse(new).map(|node| yaml::entries_in(&node)).unwrap_or_default();
                (format!("the file is new, with {entries} entr{}", if entries == 1 { "y" } else { "ies" }), None)
            }
            (Some(_), None) => ("the file is gone".to_owned(), None),
        };
        let source = new.or(old)?;
        let line = source.line_span(1);
        let span = span.unwrap_or(line);
        let end = source.line_span(source.line_column(span.start).line).end;
        let span = Span::new(span.start, span.end.min(end.max(span.start)));
        let judged = if self.is_trusted { "; it does not count for this change" } else { "" };
        let label = Label::of(source, span, span);
        Some(CHANGE_CHECKS.finding(id, &format!("{}: {what}{judged}", source.path), label, Vec::new()))
    }
}

/// The commit that the change is judged from, and what people call it.
fn revision(asked: &Asked<'_>) -> Result<Option<(String, String)>, Vec<Error>> {
    let Some(base) = asked.base else { return Ok(None) };
    let revision = asked.trusted_rev.filter(|revision| *revision != "none").unwrap_or(base);
    match editions::asked(revision, &[])?.base {
        Place::Commit { hash, name } => Ok(Some((hash, name))),
        _ => Ok(None),
    }
}

/// The same error, with the revision that it is about.
fn of_revision(error: Error, name: &str) -> Error {
    let message = format!("as of {name}: {}", error.message);
    let help = error.help.clone().map(|help| format!("{help}; ")).unwrap_or_default();
    Error { message, ..error }.help(format!("{help}`--trusted-rev none` reads the files of this change instead"))
}

/// Differences in words; none when there are none.
fn named(found: &[Difference]) -> Option<String> {
    let told: Vec<String> = found.iter().take(MOST_NAMED).map(|it| format!("`{}` {}", it.path, it.what)).collect();
    let more = found.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(", and {}", count(more, "more difference")) } else { String::new() };
    (!told.is_empty()).then(|| format!("{}{more}", told.join(", ")))
}

/// What a change does to ignore files.
fn passed_over(before: &Settings, now: &Settings, is_trusted: bool) -> Vec<Finding> {
    let Some(passing) = before.own.passing() else { return Vec::new() };
    let lying = walk::ignore_files(&now.paths, &passing);
    let stood = passing.ignores.files().map(|path| passing.root.join(path));
    let all: BTreeSet<PathBuf> = lying.into_iter().chain(stood).collect();
    let told = all.into_iter().filter_map(|path| {
        let (old, new) = (before.own.read(&path).ok(), files::read_own(&path).ok());
        let lines = |source: &Option<SourceFile>| -> Vec<String> {
            let lines = source.iter().flat_map(|source| source.text.lines());
            lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
        };
        let (then, now) = (lines(&old), lines(&new));
        let is = |line: &String, what: &str| format!("`{line}` {what}");
        let added = now.iter().filter(|line| !then.contains(line)).map(|line| is(line, "is new"));
        let gone = then.iter().filter(|line| !now.contains(line)).map(|line| is(line, "is gone"));
        let told: Vec<String> = added.chain(gone).collect();
        let source = new.or(old).filter(|_| !told.is_empty())?;
        let more = told.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 { format!(", and {}", count(more, "more difference")) } else { String::new() };
        let first = source.line_span(1);
        let judged = if is_trusted { "; it does not count for this change" } else { "" };
        let detail = format!("{}: {}{more}{judged}", source.path, told[..told.len().min(MOST_NAMED)].join(", "));
        Some(CHANGE_CHECKS.finding("change/passed-over", &detail, Label::of(&source, first, first), Vec::new()))
    });
    told.collect()
}

/// What tells one suppression from another: its words, and those of its rule.
type Kept = (String, Option<String>, Option<String>, Option<String>, String);

/// Suppressions that only the new edition has.
fn suppressions(old: &Edition, new: &Edition) -> Vec<Finding> {
    let all = |edition: &Edition| -> Vec<(Kept, Label)> {
        let texts = edition.documents.iter();
        texts
            .flat_map(|text| {
                let document = &text.document;
                let allows = document.directives.iter().filter_map(move |directive| match &directive.kind {
                    DirectiveKind::Allow(allow) => {
                        let rule = directive.passage.map(|passage| document.slice(document.passages[passage].text));
                        let kept = (
                            allow.lint.clone(),
                            allow.until.clone(),
                            allow.reason.clone(),
                            allow.by.clone(),
                            rule.unwrap_or_default().to_owned(),
                        );
                        Some((kept, label_of_source(document, directive.source, directive.source)))
                    }
                    _ => None,
                });
                allows.collect::<Vec<_>>()
            })
            .collect()
    };
    let mut known: BTreeMap<Kept, usize> = BTreeMap::new();
    for (kept, _) in all(old) {
        *known.entry(kept).or_default() += 1;
    }
    let added = all(new).into_iter().filter(|(kept, _)| match known.get_mut(kept) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    added
        .map(|((lint, until, reason, by, _), label)| {
            let by = by.map(|by| format!(", {by}")).unwrap_or_default();
            let until = until.map(|until| format!(" until {until}{by}")).unwrap_or_default();
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            CHANGE_CHECKS.finding("change/suppression", &format!("`{lint}`{until}{reason}"), label, Vec::new())
        })
        .collect()
}
