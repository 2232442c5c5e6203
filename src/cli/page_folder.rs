//! The HTML report as a folder on the disk. What an earlier run left there and nobody needs any more is removed; what
//! dumbrules did not write is neither written over nor removed.
//!
//! `pages.sha256` in the folder, in the form of `sha256sum`, is what dumbrules knows its own files by. It names every file
//! before the first is written, so that a run that was cut off leaves nothing that the next one would take for a stranger's.

use super::replace::{Replacement, unwritable};
use super::{files, page};
use crate::emit::{DOCUMENTS, HtmlFile, INDEX};
use crate::error::Error;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The list of what dumbrules wrote into the folder.
const LIST: &str = "pages.sha256";

/// Names of files, and the hashes of what was written into them.
type Written = BTreeMap<String, String>;

/// Writes the files of a report into a folder, which is made when it is not there. What to tell people besides.
///
/// # Errors
///
/// A file of one of these names is there that dumbrules did not write, or cannot be written.
pub(super) fn write(folder: &Path, pages: &[HtmlFile]) -> Result<Vec<String>, Error> {
    if folder == Path::new("-") {
        return Err(Error::new("a folder cannot go to standard output").help("name a folder: --html-dir report"));
    }
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    // Whoever holds the index writes the folder; it is written last, when all it leads to is there.
    let (index, others): (Vec<&HtmlFile>, Vec<&HtmlFile>) = pages.iter().partition(|page| page.name == INDEX);
    let index = (Replacement::begin(&folder.join(INDEX))?, index);
    let list = folder.join(LIST);
    let old = read_list(&list)?;
    for page in pages.iter().filter(|page| !old.contains_key(&page.name)) {
        refuse_strange(&folder.join(&page.name), &page.bytes)?;
    }
    let new: Written = pages.iter().map(|page| (page.name.clone(), hash(&page.bytes))).collect();
    let stale: Written = old.into_iter().filter(|(name, _)| !new.contains_key(name)).collect();
    let (is_split, inner) = (!others.is_empty(), folder.join(DOCUMENTS));
    if is_split {
        std::fs::create_dir_all(&inner).map_err(|error| unwritable(&inner, &error))?;
    }
    write_list(&list, &new, &stale)?;
    for page in others {
        Replacement::begin(&folder.join(&page.name))?.finish(&page.bytes)?;
    }
    let (replacement, index) = index;
    replacement.finish(index.first().map_or(b"", |page| &page.bytes))?;
    let mut told: Vec<String> = pages
        .iter()
        .filter_map(|page| page::weight_warning(&folder.join(&page.name), page.bytes.len() as u64, true))
        .collect();
    if !stale.is_empty() {
        told.extend(stale.iter().filter_map(|(name, hash)| remove(&folder.join(name), hash)));
        if !is_split {
            // Only when it is empty; what else is in it is none of ours.
            let _ = std::fs::remove_dir(&inner);
        }
        write_list(&list, &new, &Written::new())?;
    }
    Ok(told)
}

/// Refuses to write over what somebody else wrote.
fn refuse_strange(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    match std::fs::read(path) {
        Ok(there) if there == bytes => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        _ => Err(Error::new("dumbrules did not write this, so it is not written over")
            .in_file(files::shown(path))
            .help("name an empty folder or a new one, or move the file away")),
    }
}

/// Removes a page that is not needed any more; says so when it was changed and stays.
fn remove(path: &Path, hash_written: &str) -> Option<String> {
    if !path.symlink_metadata().ok()?.is_file() {
        return None;
    }
    let kept = |why: &str| Some(format!("warning: {} is not part of the report any more, {why}\n", files::shown(path)));
    match std::fs::read(path) {
        Ok(bytes) if hash(&bytes) == hash_written => match std::fs::remove_file(path) {
            Ok(()) => None,
            Err(error) => kept(&format!("and cannot be removed: {}", error.kind())),
        },
        _ => kept("but somebody changed it, so it stays"),
    }
}

/// What the list says.
fn read_list(path: &Path) -> Result<Written, Error> {
    if !path.exists() {
        return Ok(Written::new());
    }
    let source = files::read_page_list(path)?;
    let entry = |line: &str| {
        let (hash, name) = line.split_once("  ")?;
        is_ours(name).then(|| (name.to_owned(), hash.to_owned()))
    };
    let entries: Option<Written> = source.text.lines().map(entry).collect();
    entries.ok_or_else(|| {
        Error::new("this is no list of pages that dumbrules wrote")
            .in_file(source.path.clone())
            .help("name an empty folder or a new one, or move the file away")
    })
}

/// Whether dumbrules gives files this name: nothing else is ever removed, whatever the list says.
fn is_ours(name: &str) -> bool {
    let stem = name.strip_prefix(DOCUMENTS).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".html"));
    let is_plain =
        |stem: &str| !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    name == INDEX || stem.is_some_and(is_plain)
}

fn write_list(path: &Path, new: &Written, stale: &Written) -> Result<(), Error> {
    let mut text = String::new();
    for (name, hash) in new.iter().chain(stale).collect::<BTreeMap<_, _>>() {
        // Writing to memory does not fail.
        let _ = writeln!(text, "{hash}  {name}");
    }
    Replacement::begin(path)?.finish(text.as_bytes())
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
