//! Door to git: revisions read through its plumbing, in a way that is safe in a checkout that nobody trusts.
//!
//! Only commands that run nothing which a repository's configuration or attributes name: `rev-parse`, `rev-list`,
//! `merge-base`, `ls-tree`, `cat-file`, `config --get`. Never `status`, `diff`, `log` or `show`. Revisions are typed by people and never
//! begin with `-`; what git makes of them is a hash, and only hashes are used from there on. Nothing is fetched.

use super::files;
use super::walk;
use crate::error::Error;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A repository.
#[derive(Debug, Clone)]
pub(super) struct Repository {
    /// Its folder.
    pub(super) root: PathBuf,
    program: PathBuf,
}

/// A file of one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Path from the root, forward slashes.
    pub(super) path: String,
    /// Hash of its content.
    pub(super) hash: String,
    /// Bytes of its content.
    pub(super) size: u64,
}

/// A commit that touched the policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Commit {
    /// Its hash.
    pub(super) hash: String,
    /// The day it was committed, `YYYY-MM-DD`.
    pub(super) day: String,
    /// The first line of its message.
    pub(super) subject: String,
}

impl Repository {
    /// The repository that holds a folder: the nearest `.git` above it.
    pub(super) fn around(folder: &Path) -> Result<Self, Error> {
        let folder = files::absolute(folder);
        let root = folder.ancestors().find(|folder| folder.join(".git").exists()).ok_or_else(|| {
            Error::new(format!("`{}` is in no git repository", files::shown(&folder)))
                .help("name two folders to compare, or run this inside a repository")
        })?;
        let program = program().ok_or_else(|| {
            Error::new("git is not installed, or not on the PATH").help("install git, or name two folders to compare")
        })?;
        Ok(Self { root: root.to_owned(), program })
    }

    /// The hash of the commit that a revision names.
    pub(super) fn resolve(&self, revision: &str) -> Result<String, Error> {
        if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n', '\r']) {
            return Err(Error::new(format!("`{}` is no revision", crate::emit::harmless(revision)))
                .help("name a branch, a tag or a commit"));
        }
        let commit = format!("{revision}^{{commit}}");
        let found = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let hash = String::from_utf8_lossy(&found.out).trim().to_owned();
        if found.done && is_hash(&hash) { Ok(hash) } else { Err(self.unknown(revision)) }
    }

    fn unknown(&self, revision: &str) -> Error {
        if self.run(&["rev-parse", "--git-dir"]).is_ok_and(|found| !found.done) {
            let error = Error::new(format!("git does not read the repository `{}`", files::shown(&self.root)));
            return error.help(
                "it may belong to somebody else; if you trust it: `git config --global --add safe.directory PATH`",
            );
        }
        let error =
            Error::new(format!("there is no revision `{}` in this repository", crate::emit::harmless(revision)));
        let remote = revision.strip_prefix("origin/");
        error.help(match (self.is_shallow(), remote) {
            (true, _) => SHALLOW.to_owned(),
            (false, Some(branch)) => format!("fetch it first: `git fetch origin {branch}`"),
            (false, None) => {
                "name a branch, a tag or a commit, or a folder; `git fetch --tags` brings what others pushed".to_owned()
            }
        })
    }

    /// The newest commit that both revisions come from.
    pub(super) fn merge_base(&self, one: &str, other: &str) -> Result<String, Error> {
        let (one_hash, other_hash) = (self.resolve(one)?, self.resolve(other)?);
        let found = self.run(&["merge-base", &one_hash, &other_hash])?;
        let hash = String::from_utf8_lossy(&found.out).trim().to_owned();
        if found.done && is_hash(&hash) {
            return Ok(hash);
        }
        let error = Error::new(format!("`{one}` and `{other}` have no commit in common that is here"));
        Err(error.help(if self.is_shallow() { SHALLOW } else { "compare the two themselves, without `...`" }))
    }

    /// The address of the remote `origin`, as the repository's configuration has it.
    pub(super) fn origin(&self) -> Option<String> {
        let found = self.run(&["config", "--get", "remote.origin.url"]).ok().filter(|found| found.done)?;
        Some(String::from_utf8_lossy(&found.out).trim().to_owned())
    }

    /// Whether only the newest part of the history was fetched.
    pub(super) fn is_shallow(&self) -> bool {
        self.run(&["rev-parse", "--is-shallow-repository"])
            .is_ok_and(|found| found.done && found.out.starts_with(b"true"))
    }

    /// The policies of a commit, by path; links and submodules are left out.
    pub(super) fn policies(&self, commit: &str) -> Result<Vec<Entry>, Error> {
        let mut entries = self.files(commit)?;
        entries.retain(|entry| walk::is_policy(Path::new(&entry.path)));
        Ok(entries)
    }

    /// The files of a commit, by path; links and submodules are left out.
    pub(super) fn files(&self, commit: &str) -> Result<Vec<Entry>, Error> {
        let found = self.run(&["ls-tree", "-r", "-z", "-l", "--full-tree", commit])?;
        if !found.done {
            return Err(Error::new(format!("git cannot list the files of {}", short(commit)))
                .help(if self.is_shallow() { SHALLOW } else { "check the repository with `git fsck`" }));
        }
        let mut entries: Vec<Entry> = found.out.split(|byte| *byte == 0).filter_map(entry).collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    /// The contents of some files, in their order; an error for one that cannot be read.
    pub(super) fn contents(&self, hashes: &[String]) -> Result<Vec<Option<Vec<u8>>>, Error> {
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| cannot_run(&error))?;
        let mut input = child.stdin.take().ok_or_else(|| Error::new("git takes no input"))?;
        let asked: String = hashes.iter().flat_map(|hash| [hash.as_str(), "\n"]).collect();
        // A thread of its own writes, or both sides would wait for each other when a pipe is full.
        let writer = std::thread::spawn(move || input.write_all(asked.as_bytes()));
        let mut bytes = Vec::new();
        if let Some(mut out) = child.stdout.take() {
            out.read_to_end(&mut bytes).map_err(|error| cannot_run(&error))?;
        }
        let _ = writer.join();
        let _ = child.wait();
        let mut rest = bytes.as_slice();
        Ok(hashes.iter().map(|_| object(&mut rest)).collect())
    }

    /// The commits that touched some paths, newest first, along the main line; with `since`, only those after it.
    pub(super) fn commits(&self, head: &str, since: Option<&str>, paths: &[String]) -> Result<Vec<Commit>, Error> {
        let mut arguments = vec!["rev-list", "--first-parent", "--format=%cs%x09%s"];
        let until = since.map(|since| format!("^{since}"));
        arguments.push(head);
        arguments.extend(until.as_deref());
        arguments.push("--");
        arguments.extend(paths.iter().map(String::as_str));
        let found = self.run(&arguments)?;
        if !found.done {
            return Err(Error::new("git cannot list the commits").help("check the repository with `git fsck`"));
        }
        let text = String::from_utf8_lossy(&found.out);
        let mut lines = text.lines();
        let mut commits = Vec::new();
        while let (Some(commit), Some(shown)) = (lines.next(), lines.next()) {
            let (day, subject) = shown.split_once('\t').unwrap_or((shown, ""));
            if let Some(hash) = commit.strip_prefix("commit ").filter(|hash| is_hash(hash)) {
                commits.push(Commit { hash: hash.to_owned(), day: day.to_owned(), subject: subject.to_owned() });
            }
        }
        Ok(commits)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.root).args([
            "--no-pager",
            "--no-optional-locks",
            "--literal-pathspecs",
            "-c",
            "safe.bareRepository=explicit",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "protocol.allow=never",
        ]);
        // Whom somebody trusts is said for git as a whole, and nothing that we ask of it runs anything.
        for folder in trusted_folders() {
            command.arg("-c").arg(format!("safe.directory={folder}"));
        }
        // What the environment says of other repositories, programs and protocols must not count here.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        command.envs([
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_NO_REPLACE_OBJECTS", "1"),
            ("LC_ALL", "C"),
        ]);
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Result<Found, Error> {
        let output = self.command(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output();
        let output = output.map_err(|error| cannot_run(&error))?;
        Ok(Found { done: output.status.success(), out: output.stdout })
    }
}

/// What to do when history is missing.
const SHALLOW: &str = "this is a shallow clone: `git fetch --unshallow` brings the rest of the history \
                       (on GitHub: `fetch-depth: 0` for actions/checkout)";

struct Found {
    done: bool,
    out: Vec<u8>,
}

/// The first letters of a hash, as people write it.
pub(super) fn short(hash: &str) -> &str {
    hash.get(..10).unwrap_or(hash)
}

/// Folders that the environment calls safe (`GIT_CONFIG_COUNT` and so on), as a container does that reads what is mounted.
fn trusted_folders() -> Vec<String> {
    let of = |name: String| std::env::var(name).ok();
    let count = of("GIT_CONFIG_COUNT".to_owned()).and_then(|count| count.parse::<usize>().ok()).unwrap_or_default();
    let entries =
        (0..count.min(100)).filter(|at| of(format!("GIT_CONFIG_KEY_{at}")).as_deref() == Some("safe.directory"));
    entries.filter_map(|at| of(format!("GIT_CONFIG_VALUE_{at}"))).collect()
}

fn cannot_run(error: &std::io::Error) -> Error {
    Error::new(format!("git cannot be run: {}", error.kind())).help("check that git works: `git --version`")
}

fn is_hash(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// One entry of a tree, when it is a regular file: `100644 blob HASH SIZE\tPATH`.
fn entry(line: &[u8]) -> Option<Entry> {
    let line = std::str::from_utf8(line).ok()?;
    let (about, path) = line.split_once('\t')?;
    let mut words = about.split_ascii_whitespace();
    let is_file = words.next()?.starts_with("100");
    let hash = words.nth(1).filter(|hash| is_hash(hash))?;
    let size = words.next()?.parse().ok()?;
    is_file.then(|| Entry { path: path.to_owned(), hash: hash.to_owned(), size })
}

/// The next object of `cat-file --batch`: `HASH blob SIZE`, the content, a line end; or `HASH missing`.
fn object(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = memchr::memchr(b'\n', rest)?;
    let head = String::from_utf8_lossy(&rest[..end]).into_owned();
    *rest = &rest[end + 1..];
    let size: usize = head.rsplit(' ').next()?.parse().ok()?;
    let content = rest.get(..size)?.to_vec();
    *rest = rest.get(size + 1..).unwrap_or_default();
    Some(content)
}

/// The git program, by its absolute path: a program of that name in the current folder is never run.
fn program() -> Option<PathBuf> {
    let path: OsString = std::env::var_os("PATH")?;
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(format!("git{}", std::env::consts::EXE_SUFFIX))).find(|program| program.is_file())
}
