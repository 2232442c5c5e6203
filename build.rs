//! Reads and checks the shipped rulesets, and leaves them as data for `src/ruleset/builtin.rs`.
//!
//! Uses the loader that reads users' rulesets, by including its few source files.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is how a build script speaks to cargo and to people"
)]
#![allow(dead_code, unused_imports, unreachable_pub, reason = "the loader offers more than is needed here")]

#[path = "src/error.rs"]
mod error;
#[path = "src/document"]
mod document {
    mod types;

    pub use types::TYPES;
}
#[path = "src/fact"]
mod fact {
    mod nature;

    pub use nature::{Role, StartEvent, Worse};
}
#[path = "src/lesson/mod.rs"]
mod lesson;
#[path = "src/pattern/mod.rs"]
mod pattern;
#[path = "src/rule"]
mod rule {
    mod force;

    pub use force::{Bearer, Modality};
}
#[path = "src/ruleset"]
mod ruleset {
    mod confidence;
    mod detector;
    mod forms;
    mod known;
    mod load;
    mod load_bright;
    mod load_detector;
    mod load_fact;
    mod load_lessons;
    mod load_lint;
    mod load_vocabulary;
    mod pattern;
    mod severity;
    mod text;
    pub mod written;

    pub use load::load;
}
#[path = "src/text"]
mod text {
    mod nearest;
    mod source;
    mod span;

    pub use nearest::did_you_mean;
    pub use source::{LineColumn, SourceFile};
    pub use span::Span;
}
#[path = "src/words.rs"]
mod words;
#[path = "src/yaml/mod.rs"]
mod yaml;

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};
use text::SourceFile;

const FOLDER: &str = "rulesets";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={FOLDER}");
    let mut files = Vec::new();
    collect(Path::new(FOLDER), &mut files)?;
    let mut ruleset = match ruleset::load(FOLDER, &files, None) {
        Ok(ruleset) => ruleset,
        Err(mistakes) => {
            mistakes.iter().for_each(|mistake| eprintln!("{mistake}"));
            eprintln!("{} mistakes in {FOLDER}/", mistakes.len());
            return Ok(ExitCode::FAILURE);
        }
    };
    let digest = Sha256::digest(postcard::to_stdvec(&ruleset)?);
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    ruleset.digest = Some(hex.into());
    let data = postcard::to_stdvec(&ruleset)?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("rulesets.postcard"), data)?;
    fs::write(Path::new(&out).join("patterns.postcard"), pattern::pack(prepared(&ruleset))?)?;
    Ok(ExitCode::SUCCESS)
}

/// Every pattern, prepared: that takes longer than there is time at start-up.
fn prepared(ruleset: &ruleset::written::Ruleset) -> Vec<pattern::Prepared> {
    let sources: BTreeSet<String> = ruleset.patterns().map(Cow::into_owned).collect();
    sources.into_iter().filter_map(|source| pattern::Prepared::new(source).ok()).collect()
}

fn collect(folder: &Path, files: &mut Vec<SourceFile>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            let shown: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            files.push(SourceFile::new(shown.join("/"), fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
