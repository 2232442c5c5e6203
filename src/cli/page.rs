//! What the HTML report needs from around the policies: links to a forge, a history, a look of one's own.

use super::args_page::PageArgs;
use super::files;
use super::git::Repository;
use super::replace::unwritable;
use crate::emit::{self, HtmlOptions, Look, SourceUrl};
use crate::error::Error;
use crate::register::State;
use crate::report::{Aged, History, PastBends, PastRevision, Report};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Bytes of a page from which on people wait for it.
const LARGE: u64 = 5_000_000;

/// What the page is told.
pub(super) fn options(arguments: &PageArgs) -> Result<HtmlOptions, Error> {
    let look = arguments.template.as_deref().map(look).transpose()?.unwrap_or_default();
    Ok(HtmlOptions { source_url: source_url(arguments.source_url.as_deref())?, look })
}

/// The sheets of all roles, as one page.
pub(super) fn role_sheets(report: &Report, path: &Path) -> Result<Vec<u8>, Error> {
    let Some(bends) = &report.bends else {
        let error = Error::new("there is no register of bends to print for each role");
        return Err(error.help("start one: `dumbrules bends init`, or name it with --register FILE"));
    };
    let mut page = Vec::new();
    emit::role_cards(bends, &mut page).map_err(|error| unwritable(path, &error))?;
    Ok(page)
}

/// What to tell of a page that is large.
pub(super) fn weight_warning(path: &Path, bytes: u64, in_folder: bool) -> Option<String> {
    (bytes > LARGE).then(|| {
        let (name, size) = (files::shown(path), bytes as f64 / 1e6);
        let instead = if in_folder { "audit folder by folder" } else { "--html-dir DIR makes a page a document" };
        format!("warning: {name} is {size:.1} MB, and some browsers are slow with it: {instead}\n")
    })
}

/// Where the policies can be read on the web.
fn source_url(typed: Option<&str>) -> Result<Option<SourceUrl>, Error> {
    if typed == Some("none") {
        return Ok(None);
    }
    let repository = Repository::around(Path::new(".")).ok();
    let Some(typed) = typed else {
        let found = repository.and_then(|repository| {
            let template = forge(&repository.origin()?)?.replace("{commit}", &repository.resolve("HEAD").ok()?);
            SourceUrl::new(&template, &files::seen_from(Path::new("."), &repository.root)).ok()
        });
        return Ok(found);
    };
    let wrong = |message: String| Error::new(message).help("write --source-url 'https://…/{path}#L{line}', or `none`");
    let template = match (typed.contains("{commit}"), &repository) {
        (false, _) => typed.to_owned(),
        (true, Some(repository)) => typed.replace("{commit}", &repository.resolve("HEAD")?),
        (true, None) => return Err(wrong("`{commit}` is known only inside a git repository".to_owned())),
    };
    let folder = repository.map(|repository| files::seen_from(Path::new("."), &repository.root)).unwrap_or_default();
    SourceUrl::new(&template, &folder).map(Some).map_err(wrong)
}

/// The template of a known forge, from the address of a remote. What else the address holds, such as a password, is dropped.
fn forge(remote: &str) -> Option<String> {
    let rest = remote.split_once("://").map_or(remote, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    let (host, path) = rest.split_once(['/', ':'])?;
    // `ssh://host:22/owner/name`
    let path = path.split_once('/').filter(|(port, _)| port.parse::<u16>().is_ok()).map_or(path, |(_, path)| path);
    let path = path.trim_end_matches('/').trim_end_matches(".git").trim_start_matches('/');
    let is_plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    if path.split('/').count() < 2 || !path.split('/').all(is_plain) {
        return None;
    }
    Some(match host {
        "github.com" => format!("https://github.com/{path}/blob/{{commit}}/{{path}}#L{{line}}"),
        "gitlab.com" => format!("https://gitlab.com/{path}/-/blob/{{commit}}/{{path}}#L{{line}}"),
        "codeberg.org" => format!("https://codeberg.org/{path}/src/commit/{{commit}}/{{path}}#L{{line}}"),
        "bitbucket.org" => format!("https://bitbucket.org/{path}/src/{{commit}}/{{path}}#lines-{{line}}"),
        _ => return None,
    })
}

/// A look of one's own: the files of a folder.
fn look(folder: &Path) -> Result<Look, Error> {
    let unreadable = |error: &std::io::Error| {
        Error::new(format!("cannot read the folder: {}", error.kind()))
            .in_file(files::shown(folder))
            .help("name a folder with colors.css, logo.txt or templates in it")
    };
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(&error))?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|it| unreadable(&it))?;
    paths.sort();
    let mut look = Look::default();
    for path in paths.into_iter().filter(|path| path.is_file()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        let source = files::read_own(&path)?;
        look.put(&name, source.text)
            .map_err(|(message, help)| Error::new(message).in_file(source.path.clone()).help(help))?;
    }
    look.check()
        .map_err(|message| Error::new(format!("the templates do not work: {message}")).in_file(files::shown(folder)))?;
    Ok(look)
}

/// The part of a written history that the page needs.
#[derive(Deserialize)]
struct Written {
    schema: String,
    revisions: Vec<WrittenRevision>,
    open: Vec<WrittenOpen>,
}

#[derive(Deserialize)]
struct WrittenRevision {
    commit: String,
    day: String,
    findings: BTreeMap<String, usize>,
    opened: Option<usize>,
    bends: Option<WrittenBends>,
}

#[derive(Deserialize)]
struct WrittenBends {
    usable: usize,
    states: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
struct WrittenOpen {
    identity: String,
    path: String,
    severity: String,
    first_seen: String,
    age_in_days: Option<i64>,
}

/// The history that was asked for.
pub(super) fn history(arguments: &PageArgs) -> Result<Option<History>, Error> {
    let Some(path) = arguments.history.as_deref() else { return Ok(None) };
    let source = files::read_history(path)?;
    let wrong = |message: String| {
        let error = Error::new(message).in_file(source.path.clone());
        error.help("make it anew: `dumbrules history --format json > history.json`")
    };
    let written: Written =
        serde_json::from_str(&source.text).map_err(|error| wrong(format!("this is no history: {error}")))?;
    if written.schema != "dumbrules/history/1" {
        return Err(wrong(format!("`{}` is no history that is known here", emit::harmless(&written.schema))));
    }
    let revisions = written.revisions.into_iter().map(|it| PastRevision {
        name: super::git::short(&it.commit).to_owned(),
        day: it.day,
        findings: it.findings.values().sum(),
        new: it.opened.unwrap_or(0),
        bends: it.bends.map(|bends| {
            let of = |state: State| bends.states.get(state.word()).copied().unwrap_or(0);
            PastBends {
                usable: bends.usable,
                expired: of(State::Expired),
                stale: of(State::Stale),
                orphaned: of(State::Orphaned),
            }
        }),
    });
    let open = written.open.into_iter().map(|it| Aged {
        path: it.path,
        identity: it.identity,
        is_grave: matches!(it.severity.as_str(), "critical" | "high"),
        first_seen: it.first_seen,
        days: it.age_in_days,
    });
    Ok(Some(History { revisions: revisions.collect(), open: open.collect() }))
}

#[cfg(test)]
mod tests {
    use super::forge;

    #[test]
    fn known_forges_are_found_by_their_remote_and_passwords_are_dropped() {
        let github = Some("https://github.com/shop/policies/blob/{commit}/{path}#L{line}");
        for remote in [
            "git@github.com:shop/policies.git",
            "https://github.com/shop/policies",
            "https://user:secret@github.com/shop/policies.git",
            "ssh://git@github.com:22/shop/policies.git",
        ] {
            assert_eq!(forge(remote).as_deref(), github, "{remote}");
        }
        assert_eq!(
            forge("https://gitlab.com/a/b/c.git").as_deref(),
            Some("https://gitlab.com/a/b/c/-/blob/{commit}/{path}#L{line}")
        );
        for remote in [
            "https://git.example.org/shop/policies",
            "git@github.com:policies",
            "/srv/git/policies",
            "https://github.com/a/<b>",
        ] {
            assert_eq!(forge(remote), None, "{remote}");
        }
    }
}
