//! The HTML report as a folder: one page while that is small, else an index and a page for each document's findings.
//!
//! The index keeps everything but the findings. An anchor means the same on all pages: what `#f-…` was on the one page, it
//! is on the page of its document, and the index knows which page that is.

use super::HtmlOptions;
use super::findings_page::{Findings, Section};
use super::html::page_bytes;
use super::ledger::{Lint, Row};
use super::page::Page;
use crate::report::Report;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// The page that people open.
pub const INDEX: &str = "index.html";
/// The folder of the other pages, below that of the index.
pub const DOCUMENTS: &str = "documents";

/// One file of the folder.
#[derive(Debug, Clone)]
pub struct HtmlFile {
    /// Its path below the folder, with `/`: `index.html`, or `documents/` and a name of `a-z`, `0-9` and `-`.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// Where the findings of one document are, as the index tells.
#[derive(Serialize)]
pub(crate) struct Elsewhere {
    id: String,
    page: String,
    title: String,
    path: String,
    owner: String,
    counted: String,
    /// The anchors on that page, with spaces between.
    anchors: String,
}

/// The page of one document.
#[derive(Serialize)]
struct DocumentPage<'p> {
    index: String,
    today: &'p str,
    long_today: &'p str,
    /// Its report card and figures; none for a file that is no document.
    document: Option<&'p Row>,
    findings: Findings,
    lints: Vec<Lint>,
    tool_version: &'p str,
    is_incomplete: bool,
}

/// The files of a report, the index last. It is one page while that has at most `most` bytes.
pub fn html_folder(report: &Report, options: &HtmlOptions, most: usize) -> io::Result<Vec<HtmlFile>> {
    let mut page = Page::new(report, options.source_url.as_ref());
    let whole = page_bytes("report.html", &page, &options.look)?;
    let Some(findings) = page.findings.take_if(|_| whole.len() > most) else {
        return Ok(vec![HtmlFile { name: INDEX.to_owned(), bytes: whole }]);
    };
    drop(whole);
    let of_finding: BTreeMap<&str, String> = findings
        .groups
        .iter()
        .flat_map(|section| section.cards.iter().map(|card| (card.id.as_str(), name(section))))
        .collect();
    for decision in page.decide.iter_mut().flat_map(|decide| &mut decide.first) {
        decision.page = of_finding.get(decision.card.id.as_str()).cloned().unwrap_or_default();
    }
    for row in &mut page.documents {
        row.page = findings.groups.iter().find(|it| Some(&it.id) == row.anchor.as_ref()).map(name).unwrap_or_default();
    }
    page.elsewhere = findings.groups.iter().map(|section| Elsewhere::new(section, name(section))).collect();
    let mut files = Vec::new();
    for section in findings.groups {
        let name = name(&section);
        let bytes = page_bytes("document.html", &DocumentPage::new(section, &page), &options.look)?;
        files.push(HtmlFile { name, bytes });
    }
    files.push(HtmlFile { name: INDEX.to_owned(), bytes: page_bytes("report.html", &page, &options.look)? });
    Ok(files)
}

/// Where a document's findings are. Its anchor is unique and plain, and so is this.
fn name(section: &Section) -> String {
    match section.id.strip_prefix("d-").unwrap_or_default() {
        "" => format!("{DOCUMENTS}/untitled.html"),
        stem => format!("{DOCUMENTS}/{stem}.html"),
    }
}

impl Elsewhere {
    fn new(section: &Section, page: String) -> Self {
        let anchors: Vec<&str> = section.cards.iter().map(|card| card.id.as_str()).collect();
        Self {
            id: section.id.clone(),
            page,
            title: section.title.clone(),
            path: section.path.clone(),
            owner: section.owner.clone(),
            counted: section.counted.clone(),
            anchors: anchors.join(" "),
        }
    }
}

impl<'p> DocumentPage<'p> {
    fn new(section: Section, page: &'p Page) -> Self {
        let lints = page.lints.iter().filter_map(|lint| {
            let n = section.cards.iter().filter(|card| card.lint_id.as_deref() == Some(&lint.id)).count();
            (n > 0).then(|| lint.counted(n))
        });
        let document = page.documents.iter().find(|row| row.anchor.as_deref() == Some(&section.id));
        Self {
            index: format!("../{INDEX}"),
            today: &page.today,
            long_today: &page.long_today,
            document,
            lints: lints.collect(),
            findings: Findings::new(vec![section]),
            tool_version: &page.tool_version,
            is_incomplete: page.incomplete,
        }
    }
}
