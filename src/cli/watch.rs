//! `watch`: audits again whenever something is saved that an audit reads. Door to `notify`, which knows when that is.

use super::args_tools::WatchArgs;
use super::audit::audit;
use super::exit::Exit;
use super::settings::{Configuration, FILE_NAME};
use super::{files, terminal};
use crate::emit;
use crate::error::Error;
use notify::event::{ModifyKind, RemoveKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Editors write a file in several steps; when nothing has happened for so long, they are done.
const QUIET: Duration = Duration::from_millis(100);
/// Endings of files that an audit reads.
const READ: [&str; 6] = ["md", "markdown", "mdx", "yaml", "yml", "csv"];

/// Runs `watch`, until somebody ends it.
pub(super) fn run(arguments: &WatchArgs) -> Result<Exit, Vec<Error>> {
    let arguments = &arguments.audit;
    if arguments.stream.stdin_jsonl {
        let error = Error::new("a stream cannot be watched");
        return Err(vec![error.help("leave --stdin-jsonl out, or run `dumbrules audit --stdin-jsonl`")]);
    }
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| vec![unwatchable(Path::new("."), &error)])?;
    // Before the first audit: what is saved while it runs is not missed.
    let mut watched = BTreeSet::new();
    watch(&mut watcher, &mut watched, &places(arguments)?)?;
    audit(arguments)?;
    let outputs = outputs(arguments);
    loop {
        terminal::say(&format!("Watching {}. Ctrl-C ends it.\n", emit::count(watched.len(), "place")));
        if !wait(&events, &outputs) {
            let error = Error::new("the system does not say any more which files change");
            return Err(vec![error.help("run the command again")]);
        }
        terminal::say("\n");
        if let Err(errors) = audit(arguments) {
            terminal::show_errors(&errors);
        }
        // A configuration with mistakes names nothing new; its folder is watched already.
        if let Ok(places) = places(arguments) {
            watch(&mut watcher, &mut watched, &places)?;
        }
    }
}

/// Where things lie that an audit reads: folders with all that is below, and folders for single files in them.
fn places(arguments: &super::args::AuditArgs) -> Result<BTreeSet<(PathBuf, bool)>, Vec<Error>> {
    let configuration = Configuration::find(arguments.input.lints.config.as_deref())?;
    let named = |path: &PathBuf| configuration.folder.join(path);
    let mut paths: Vec<PathBuf> = if arguments.input.paths.is_empty() {
        configuration.policies.iter().map(named).collect()
    } else {
        arguments.input.paths.clone()
    };
    if paths.is_empty() {
        paths.push(PathBuf::from(if Path::new("policies").is_dir() { "policies" } else { "." }));
    }
    paths.extend(arguments.input.lints.ruleset.iter().cloned().chain(configuration.rulesets.iter().map(named)));
    let weighed = &arguments.weighed;
    paths.extend(weighed.log.log.iter().cloned().chain(configuration.log.iter().map(named)));
    paths.extend(weighed.log.nominations.iter().cloned().chain(configuration.nominations.iter().map(named)));
    let files = [&weighed.register.register, &weighed.verdicts.verdicts, &weighed.baseline.baseline];
    paths.extend(files.into_iter().flatten().cloned());
    let files = [&configuration.register, &configuration.verdicts, &configuration.baseline];
    paths.extend(files.into_iter().flatten().map(named));
    let config = arguments.input.lints.config.clone().unwrap_or_else(|| configuration.folder.join(FILE_NAME));
    paths.push(config);
    let place = |path: PathBuf| {
        let path = files::absolute(&path);
        // A file that is replaced is another one: only its folder tells.
        if path.is_dir() { (path, true) } else { (path.parent().map(Path::to_owned).unwrap_or_default(), false) }
    };
    Ok(paths.into_iter().map(place).collect())
}

fn watch(
    watcher: &mut RecommendedWatcher,
    watched: &mut BTreeSet<(PathBuf, bool)>,
    places: &BTreeSet<(PathBuf, bool)>,
) -> Result<(), Vec<Error>> {
    for (folder, is_deep) in places {
        let is_known = watched.contains(&(folder.clone(), true)) || watched.contains(&(folder.clone(), *is_deep));
        // What is not there yet is told by the audit.
        if is_known || !folder.is_dir() {
            continue;
        }
        let mode = if *is_deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        watcher.watch(folder, mode).map_err(|error| vec![unwatchable(folder, &error)])?;
        watched.insert((folder.clone(), *is_deep));
    }
    Ok(())
}

/// Files that the audit writes: that they change is no news.
fn outputs(arguments: &super::args::AuditArgs) -> BTreeSet<PathBuf> {
    let output = &arguments.output;
    let named = output.output.iter().map(|(_, path)| path);
    named.chain(&output.json).chain(&output.html).map(|path| files::absolute(path)).collect()
}

/// Waits until something changed that an audit reads, and nothing more does. Whether that will be told again.
fn wait(events: &Receiver<notify::Result<Event>>, outputs: &BTreeSet<PathBuf>) -> bool {
    loop {
        match events.recv() {
            Ok(event) if !is_news(&event, outputs) => {}
            Ok(_) => break,
            Err(_) => return false,
        }
    }
    while events.recv_timeout(QUIET).is_ok() {}
    true
}

fn is_news(event: &notify::Result<Event>, outputs: &BTreeSet<PathBuf>) -> bool {
    let Ok(event) = event else {
        // Something was lost: look again.
        return true;
    };
    // A folder may bring files with it that were there before anybody watched it.
    let is_folder = matches!(event.kind, EventKind::Remove(RemoveKind::Folder));
    let is_read = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let is_read = READ.iter().any(|read| ending.eq_ignore_ascii_case(read)) && !outputs.contains(path);
        is_read || is_folder || (!matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_))) && path.is_dir())
    };
    !matches!(event.kind, EventKind::Access(_)) && (event.need_rescan() || event.paths.iter().any(is_read))
}

fn unwatchable(folder: &Path, error: &notify::Error) -> Error {
    Error::new(format!("cannot watch the folder: {error}"))
        .in_file(files::shown(folder))
        .help("check that it may be read; the system may also watch too many folders already")
}
