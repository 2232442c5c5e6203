//! A file of verdicts and a change → its new text. People's comments, their order and their line ends stay.

use super::load::load;
use super::{Verdict, write};
use crate::error::Error;
use crate::text::SourceFile;
use crate::yaml::{Changes, Listed, changed, one_line};

impl Listed for Verdict {
    const KEY: &'static str = "verdicts";
    const BEGINS: &'static str = "- finding: …";

    fn load(source: &SourceFile) -> Result<Vec<Self>, Vec<Error>> {
        load(source)
    }

    fn lines(&self, indent: &str, line_end: &str) -> String {
        write::entry(self, indent, line_end)
    }

    fn comes_before(&self, other: &Self) -> bool {
        self.order() < other.order()
    }

    fn settled(&self) -> Self {
        let text = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
        Self {
            quote: one_line(&self.quote),
            reason: text(&self.reason),
            note: text(&self.note),
            by: text(&self.by),
            ..self.clone()
        }
    }
}

/// The file's text with this verdict in it. One about the same finding is replaced where it stands, and comments inside
/// it move above it; a new one goes where [`Verdict::order`] puts it.
///
/// # Errors
///
/// The mistakes of the file, or why it cannot be changed without loss.
pub fn with(source: &SourceFile, verdict: &Verdict) -> Result<String, Vec<Error>> {
    let same = load(source)?.iter().position(|other| other.is_about_same(verdict));
    let verdict = verdict.clone();
    let changes = match same {
        Some(at) => Changes { replaced: vec![(at, verdict)], ..Changes::default() },
        None => Changes { added: vec![verdict], ..Changes::default() },
    };
    changed(source, &changes)
}

/// The file's text without the entries that are `gone`; comments inside them go too, all others stay.
///
/// # Errors
///
/// The mistakes of the file, or why it cannot be changed without loss.
pub fn without(source: &SourceFile, gone: impl Fn(&Verdict) -> bool) -> Result<String, Vec<Error>> {
    let verdicts = load(source)?;
    let gone = verdicts.iter().enumerate().filter(|(_, verdict)| gone(verdict)).map(|(at, _)| at).collect();
    changed::<Verdict>(source, &Changes { gone, ..Changes::default() })
}
