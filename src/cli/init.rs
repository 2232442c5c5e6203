//! `init`: looks at a repository and writes what it needs to begin: a configuration that says what was found, a register of
//! bends, and on request the file of a build server. Nothing that is there is written over.

use super::args_setup::SetupArgs;
use super::bends_init::{self, start};
use super::exit::Exit;
use super::files;
use super::init_workflow::Workflow;
use super::listing::print;
use super::settings::FILE_NAME;
use super::terminal;
use super::walk;
use crate::document::{self, Profile};
use crate::emit::count;
use crate::error::Error;
use crate::yaml;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const TEMPLATE: &str = include_str!("init_template.yaml");

/// Names of Markdown files that no policy has.
const NO_POLICIES: [&str; 8] =
    ["readme", "changelog", "contributing", "license", "security", "code_of_conduct", "todo", "authors"];

/// Runs `init`.
pub(super) fn run(arguments: &SetupArgs) -> Result<Exit, Vec<Error>> {
    let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    if !folder.is_dir() {
        let error = Error::new(format!("there is no folder `{}`", files::shown(&folder)));
        return Err(vec![error.help("name the folder of the repository")]);
    }
    let workflow = arguments.ci.map(|server| Workflow::of(server, arguments.from.as_deref())).transpose();
    let workflow = workflow.map_err(|error| vec![error])?;
    let found = Found::look(&folder);
    let one = |error| vec![error];
    let write = |path: &Path, text: &str| -> Result<bool, Vec<Error>> {
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(|error| one(super::replace::unwritable(path, &error)))?;
        }
        let is_new = start(path, text).map_err(one)?;
        let did = if is_new { "Wrote" } else { "Left as it is:" };
        print(&format!("{did} {}\n", files::shown(path)))?;
        Ok(is_new)
    };
    terminal::say(&format!("{}\n", found.told()));
    write(&folder.join(FILE_NAME), &found.configuration())?;
    let register = folder.join(found.home()).join("bends.yaml");
    write(&register, bends_init::without_schema())?;
    if let Some(workflow) = workflow {
        let (file, hint) = workflow.place(&folder);
        if write(&folder.join(file), &workflow.text)? && workflow.is_example {
            terminal::say(&format!(
                "Replace in it: {}, by where you have dumbrules; `--from` writes that.\n",
                workflow.from
            ));
        }
        terminal::say(hint);
    }
    terminal::say("Next: `dumbrules audit`, then `dumbrules baseline create` to accept what is there for a while.\n");
    Ok(Exit::Clean)
}

/// What a repository holds.
struct Found {
    /// Folders with policies, as seen from the repository, and how many; none below another one.
    folders: BTreeMap<String, usize>,
    /// Documents of each type.
    types: BTreeMap<&'static str, usize>,
    documents: usize,
    /// Markdown files that look like no policy.
    others: usize,
    /// Documents in another language.
    foreign: usize,
}

impl Found {
    fn look(folder: &Path) -> Self {
        let mut found = Self { folders: BTreeMap::new(), types: BTreeMap::new(), documents: 0, others: 0, foreign: 0 };
        let (paths, _) = walk::policies(&[folder.to_owned()], &|_| false, None);
        for path in paths {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
            let Ok(source) = files::read_policy(&path) else {
                found.others += 1;
                continue;
            };
            let document = document::parse(source);
            if document::foreign_language(&document.lower).is_some() {
                found.foreign += 1;
                continue;
            }
            let types = Profile::of(&document, (None, None)).types;
            if types.is_empty() || NO_POLICIES.contains(&stem.as_str()) {
                found.others += 1;
                continue;
            }
            let seen = files::seen_from(&path, folder);
            let below = seen.rsplit_once('/').map_or("", |(below, _)| below).to_owned();
            *found.folders.entry(below).or_default() += 1;
            found.documents += 1;
            types.names().into_iter().for_each(|name| *found.types.entry(name).or_default() += 1);
        }
        // A folder says for those below it, unless it is the repository itself.
        let all = found.folders.clone();
        let is_below = |folder: &str| {
            all.keys().any(|other| !other.is_empty() && folder != other && folder.starts_with(&format!("{other}/")))
        };
        found.folders.retain(|folder, _| !is_below(folder));
        found
    }

    /// The folder where files of our own go: that of the policies, when there is one.
    fn home(&self) -> &str {
        match self.folders.keys().collect::<Vec<_>>().as_slice() {
            [only] => only,
            _ => "",
        }
    }

    fn told(&self) -> String {
        if self.documents == 0 {
            return "No document here looks like a policy; every Markdown file will be read.".to_owned();
        }
        let types: Vec<String> = self.types.iter().map(|(name, n)| format!("{n} {name}")).collect();
        format!("{} by name or heading: {}.", count(self.documents, "policy document"), types.join(", "))
    }

    fn configuration(&self) -> String {
        let policies: Vec<String> = self
            .folders
            .keys()
            .map(|folder| if folder.is_empty() { ".".to_owned() } else { yaml::plain(folder) })
            .map(|folder| format!("- {folder}\n"))
            .collect();
        let policies = if policies.is_empty() { "- .\n".to_owned() } else { policies.concat() };
        let mut notes = format!("# {}\n", self.told());
        for (n, what) in [(self.others, "looked like no policy"), (self.foreign, "not in English")] {
            if n > 0 {
                notes.push_str(&format!("# {}: {what}.\n", count(n, "further Markdown file")));
            }
        }
        TEMPLATE.replace("{notes}", &notes).replace("{policies}", &policies)
    }
}
