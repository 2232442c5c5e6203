//! Links from a page to the line of a policy in the web view of its repository, and paths as its services know them.

use super::sink::visible;
use serde::Serialize;

/// Where a line of a policy can be read on the web: a URL with `{path}` and `{line}` in it.
///
/// ```
/// use dumbrules::emit::SourceUrl;
///
/// let url = SourceUrl::new("https://example.org/blob/main/{path}#L{line}", "docs").unwrap();
/// assert_eq!(url.of("../docs/a b.md", 7).as_deref(), Some("https://example.org/blob/main/docs/a%20b.md#L7"));
/// assert!(SourceUrl::new("javascript:alert(1)//{path}", "").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceUrl {
    template: String,
    /// The current folder as seen from the root of the repository, forward slashes; empty when it is the root.
    folder: String,
}

impl SourceUrl {
    /// A URL template, and the current folder as seen from the root of the repository.
    ///
    /// # Errors
    ///
    /// A template that is no `https://` or `http://` address, or that has no `{path}` in it.
    pub fn new(template: &str, folder: &str) -> Result<Self, String> {
        if !template.starts_with("https://") && !template.starts_with("http://") {
            return Err(format!("`{}` is no https:// or http:// address", visible(template)));
        }
        if !template.contains("{path}") {
            return Err(format!("`{}` does not say where the path goes: write {{path}}", visible(template)));
        }
        Ok(Self { template: template.to_owned(), folder: folder.to_owned() })
    }

    /// The address of a line (1-based) of the file at a path, as outputs name it; none when it is outside the repository.
    pub fn of(&self, path: &str, line: usize) -> Option<String> {
        let path = from_root(&self.folder, path)?;
        // The line first: a path may hold `{line}`, and then means itself.
        let url = self.template.replace("{line}", &line.to_string());
        Some(url.replace("{path}", &encoded(&path)))
    }
}

/// A place in a file as templates show it.
#[derive(Debug, Serialize)]
pub(crate) struct Spot {
    /// "policies/returns.md:12"
    pub(crate) shown: String,
    /// Its address on the web.
    pub(crate) href: Option<String>,
}

/// A line of a file.
pub(crate) fn spot(links: Option<&SourceUrl>, path: &str, line: usize) -> Spot {
    Spot { shown: format!("{}:{line}", visible(path)), href: links.and_then(|links| links.of(path, line)) }
}

/// How services that show findings beside the lines of a repository name a file: from its root, wherever the audit ran.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Root {
    /// The current folder is the root, or there is none.
    #[default]
    Here,
    /// The current folder lies below it: so, forward slashes.
    Above(String),
    /// The current folder lies elsewhere; seen from there the root is this.
    Elsewhere(String),
}

impl Root {
    /// A path of an output as seen from the root; what lies outside the repository stays as it is.
    pub(crate) fn path(&self, path: &str) -> String {
        let seen = match self {
            Self::Here => from_root("", path),
            Self::Above(folder) => from_root(folder, path),
            Self::Elsewhere(root) => path.strip_prefix(root).and_then(|rest| rest.strip_prefix('/')).map(str::to_owned),
        };
        seen.unwrap_or_else(|| path.to_owned())
    }
}

/// A path relative to a folder, as one relative to the root above both.
fn from_root(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path in a URL: everything that has a meaning there is spelled by its bytes.
fn encoded(path: &str) -> String {
    let mut url = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}
