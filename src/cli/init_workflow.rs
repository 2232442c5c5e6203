//! The file of a build server that `init` writes. What it runs is pinned: to a commit on GitHub, to a version on GitLab.

use super::args_setup::Server;
use crate::error::Error;
use std::path::Path;

const GITHUB: &str = include_str!("init_github.yml");
const GITLAB: &str = include_str!("init_gitlab.yml");
/// What stands there until somebody says where they have the program.
const EXAMPLE_GITHUB: &str = "example/dumbrules@0123456789abcdef0123456789abcdef01234567";
const EXAMPLE_GITLAB: &str = "tools/dumbrules@0.1.0";

/// The file of a build server.
pub(super) struct Workflow {
    server: Server,
    /// Its text.
    pub(super) text: String,
    /// Where the server has the program from.
    pub(super) from: String,
    /// Whether nobody said where.
    pub(super) is_example: bool,
}

impl Workflow {
    /// The file of a server that has the program from a place.
    ///
    /// # Errors
    ///
    /// The place is none, or not pinned.
    pub(super) fn of(server: Server, from: Option<&str>) -> Result<Self, Error> {
        let example = match server {
            Server::Github => EXAMPLE_GITHUB,
            Server::Gitlab => EXAMPLE_GITLAB,
        };
        let place = from.unwrap_or(example);
        let text = match (server, place.split_once('@').filter(|(path, _)| is_path(path))) {
            (Server::Github, Some((_, version))) if is_commit(version) => GITHUB.replace("{from}", place),
            (Server::Gitlab, Some((project, version))) if is_commit(version) || is_version(version) => {
                GITLAB.replace("{project}", project).replace("{version}", version)
            }
            (Server::Github, _) => {
                let error =
                    Error::new(format!("`{}` is no place that GitHub runs pinned", crate::emit::harmless(place)));
                return Err(error.help(format!("write OWNER/REPOSITORY@COMMIT, all 40 digits: {example}")));
            }
            (Server::Gitlab, _) => {
                let error =
                    Error::new(format!("`{}` is no place that GitLab runs pinned", crate::emit::harmless(place)));
                return Err(error.help(format!("write GROUP/PROJECT@VERSION, no branch: {example}")));
            }
        };
        Ok(Self { server, text, from: format!("`{place}`"), is_example: from.is_none() })
    }

    /// Where it goes in a repository, and what else somebody must do.
    pub(super) fn place(&self, folder: &Path) -> (&'static str, &'static str) {
        match self.server {
            Server::Github => (".github/workflows/policies.yml", ""),
            Server::Gitlab if folder.join(".gitlab-ci.yml").symlink_metadata().is_err() => (".gitlab-ci.yml", ""),
            Server::Gitlab => {
                (".gitlab/policies.yml", "Add it to .gitlab-ci.yml:  include: {local: .gitlab/policies.yml}\n")
            }
        }
    }
}

/// `owner/name`, and further folders.
fn is_path(text: &str) -> bool {
    let is_part = |part: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        !part.is_empty() && part.bytes().all(is_plain) && !part.starts_with('.')
    };
    text.contains('/') && text.split('/').all(is_part)
}

fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `0.1.0`, `v2.3`: numbers with full stops between.
fn is_version(text: &str) -> bool {
    let numbers = text.strip_prefix('v').unwrap_or(text);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    numbers.contains('.') && numbers.split('.').all(is_number)
}
