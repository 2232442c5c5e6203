//! Reads files, and refuses what cannot be read as a policy; names paths as every output shows them.

use crate::error::Error;
use crate::text::{SourceFile, Span};
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// Largest policy that is read, in bytes (parsing a table takes forty times its size in memory).
const LARGEST_POLICY: u64 = 4 << 20;
/// Largest file of our own (ruleset, configuration), in bytes.
const LARGEST_OWN_FILE: u64 = 1 << 20;
/// Most container markers at the start of one line; deeper nesting takes a parser quadratic time.
const MOST_MARKERS: usize = 32;
/// Most columns of white space and markers before the text of a line.
const MOST_INDENTATION: usize = 512;
/// Largest labels file, in bytes.
const LARGEST_LABELS: u64 = 64 << 20;
/// Whether a path of a repository is one of those wanted, or lies below one; the empty one is the root.
pub(super) fn is_below(path: &str, wanted: &[String]) -> bool {
    wanted.iter().any(|wanted| wanted.is_empty() || path == wanted || path.starts_with(&format!("{wanted}/")))
}

/// Reads a policy; refuses what is no text, too large, or nested deeper than anyone writes.
pub(super) fn read_policy(path: &Path) -> Result<SourceFile, Error> {
    let source = read(path, LARGEST_POLICY)?;
    guard_nesting(&source)?;
    Ok(source)
}

/// Reads one of our own files.
pub(super) fn read_own(path: &Path) -> Result<SourceFile, Error> {
    read(path, LARGEST_OWN_FILE)
}

/// Reads a history, which holds a few lines for each finding that is open.
pub(super) fn read_history(path: &Path) -> Result<SourceFile, Error> {
    read(path, 64 * LARGEST_OWN_FILE)
}

/// Reads the list of a report's pages, which holds a line for each document.
pub(super) fn read_page_list(path: &Path) -> Result<SourceFile, Error> {
    read(path, 64 * LARGEST_OWN_FILE)
}

/// Refuses what could not be read again as one of our own files.
pub(super) fn fits_own(shown: &str, bytes: usize) -> Result<(), Error> {
    if bytes as u64 <= LARGEST_OWN_FILE {
        return Ok(());
    }
    let error = Error::new(format!("the file would become larger than {} MiB", LARGEST_OWN_FILE >> 20)).in_file(shown);
    Err(error.help("nothing was written; remove entries that are long over"))
}

/// Reads a labels file, or an evaluation of ours.
pub(super) fn read_labels(path: &Path) -> Result<SourceFile, Error> {
    read(path, LARGEST_LABELS)
}

fn read(path: &Path, largest: u64) -> Result<SourceFile, Error> {
    let shown = shown(path);
    let cannot = |error: std::io::Error| {
        Error::new(format!("cannot read the file: {}", reason(&error)))
            .in_file(&shown)
            .help("check that it exists and may be read")
    };
    let metadata = std::fs::metadata(path).map_err(cannot)?;
    refuse_special(&metadata, &shown)?;
    let mut bytes = Vec::with_capacity(metadata.len().min(largest) as usize + 1);
    File::open(path).and_then(|file| file.take(largest + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    decode(shown, bytes, largest)
}

/// A policy from its bytes, under the same conditions as one that is read from a file.
pub(super) fn policy_of(shown: String, bytes: Vec<u8>) -> Result<SourceFile, Error> {
    let source = decode(shown, bytes, LARGEST_POLICY)?;
    guard_nesting(&source)?;
    Ok(source)
}

/// One of our own files from its bytes, under the same conditions as one that is read from a file.
pub(super) fn own_of(shown: String, bytes: Vec<u8>) -> Result<SourceFile, Error> {
    decode(shown, bytes, LARGEST_OWN_FILE)
}

/// What is said of a policy of so many bytes, when that is too many.
pub(super) fn refused_size(shown: &str, bytes: u64) -> Option<Error> {
    (bytes > LARGEST_POLICY).then(|| too_large(shown.to_owned(), LARGEST_POLICY))
}

fn too_large(shown: String, largest: u64) -> Error {
    let error = Error::new(format!("the file is larger than {} MiB", largest >> 20)).in_file(shown);
    error.help("split it: nobody reads a policy of that size")
}

fn decode(shown: String, bytes: Vec<u8>, largest: u64) -> Result<SourceFile, Error> {
    if bytes.len() as u64 > largest {
        return Err(too_large(shown, largest));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(shown, text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let source = SourceFile::new(shown, text);
            let byte = bytes[valid];
            Err(Error::new(format!("the file is not UTF-8: byte 0x{byte:02X} is no text"))
                .at(&source, Span::new(valid, valid + 3))
                .help("save the file as UTF-8"))
        }
    }
}

fn refuse_special(metadata: &Metadata, shown: &str) -> Result<(), Error> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(Error::new("this is no regular file").in_file(shown).help("name a Markdown file or a folder of them"))
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it is not there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        kind => kind.to_string(),
    }
}

fn guard_nesting(source: &SourceFile) -> Result<(), Error> {
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let (markers, column) = nesting(line);
        if markers > MOST_MARKERS || (column > MOST_INDENTATION && !line.trim().is_empty()) {
            return Err(Error::new("the line is nested deeper than any policy")
                .at(source, Span::new(at, at + 1))
                .help(format!(
                    "use at most {MOST_MARKERS} list or quote markers and {MOST_INDENTATION} columns before the text"
                )));
        }
        at += line.len();
    }
    Ok(())
}

/// How many quotes, list items and footnotes a line opens, and the bytes before its text.
fn nesting(line: &str) -> (usize, usize) {
    let bytes = line.as_bytes();
    let (mut markers, mut at) = (0, 0);
    let is_rule = ["-", "*"].iter().any(|mark| line.split_whitespace().all(|word| word == *mark));
    loop {
        at += bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match marker(&bytes[at..]).filter(|_| !is_rule) {
            Some(length) => (markers, at) = (markers + 1, at + length),
            None => return (markers, at),
        }
    }
}

/// The length of the marker that opens a quote, an item of a list or a footnote.
fn marker(rest: &[u8]) -> Option<usize> {
    let is_apart = |length: &usize| rest.get(*length).is_none_or(u8::is_ascii_whitespace);
    match rest.first()? {
        b'>' => Some(1),
        b'-' | b'*' | b'+' => Some(1).filter(is_apart),
        b'0'..=b'9' => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let is_closed = digits <= 9 && matches!(rest.get(digits), Some(b'.' | b')'));
            Some(digits + 1).filter(|_| is_closed).filter(is_apart)
        }
        b'[' if rest.get(1) == Some(&b'^') => {
            let label = rest.iter().position(|&byte| byte == b']')?;
            (rest.get(label + 1) == Some(&b':')).then_some(label + 2)
        }
        _ => None,
    }
}

/// A path as every output shows it: relative to the current folder, forward slashes, no `./` in front.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = if path.is_absolute() { relative_to(path, &here) } else { path.to_owned() };
    let parts = relative.components().filter(|part| *part != Component::CurDir);
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// A path as seen from a folder, both relative to the current one or absolute: the same for each way of writing either.
pub(super) fn seen_from(path: &Path, folder: &Path) -> String {
    let relative = relative_to(&absolute(path), &absolute(folder));
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The one absolute form of a path, without `.` and `..`; links are not followed. For comparing, never for showing.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in std::env::current_dir().unwrap_or_default().join(path).components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// An absolute path as seen from an absolute folder: `../` as often as needed, so that no output tells where the folder is.
fn relative_to(path: &Path, folder: &Path) -> PathBuf {
    let shared = path.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}
