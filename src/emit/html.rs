//! One self-contained page for people who will never open a terminal. Door to tera.
//!
//! No network, no style attribute, no event handler: a Content-Security-Policy in the page forbids all of them, and lets
//! in the one style sheet and the one script by their hashes. The page is complete without the script. Templates escape by themselves because their names end in `.html`; what they see is
//! [`super::page`] and [`super::evaluation_page`].

use super::HtmlOptions;
use super::comparison_page::ComparisonPage;
use super::evaluation_page::EvaluationPage;
use super::page::Page;
use super::sink::visible;
use crate::report::Report;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::error::Error as _;
use std::io::{self, Write};
use tera::{Context, Tera};

/// The templates, under the names they include each other by.
const TEMPLATES: [(&str, &str); 27] = [
    ("base.html", include_str!("html/base.html")),
    ("parts.html", include_str!("html/parts.html")),
    ("report.html", include_str!("html/report.html")),
    ("above.html", include_str!("html/above.html")),
    ("sections.html", include_str!("html/sections.html")),
    ("decide.html", include_str!("html/decide.html")),
    ("bends.html", include_str!("html/bends.html")),
    ("changes.html", include_str!("html/changes.html")),
    ("glance.html", include_str!("html/glance.html")),
    ("findings.html", include_str!("html/findings.html")),
    ("filter.html", include_str!("html/filter.html")),
    ("cards.html", include_str!("html/cards.html")),
    ("elsewhere.html", include_str!("html/elsewhere.html")),
    ("document.html", include_str!("html/document.html")),
    ("card.html", include_str!("html/card.html")),
    ("lean.html", include_str!("html/lean.html")),
    ("related.html", include_str!("html/related.html")),
    ("trend.html", include_str!("html/trend.html")),
    ("documents.html", include_str!("html/documents.html")),
    ("standing.html", include_str!("html/standing.html")),
    ("usage.html", include_str!("html/usage.html")),
    ("accepted.html", include_str!("html/accepted.html")),
    ("lints.html", include_str!("html/lints.html")),
    ("method.html", include_str!("html/method.html")),
    ("comparison.html", include_str!("html/comparison.html")),
    ("evaluation.html", include_str!("html/evaluation.html")),
    ("role_card.html", include_str!("html/role_card.html")),
];
const STYLE: &str = concat!(include_str!("html/style.css"), include_str!("html/print.css"));
const SCRIPT: &str = include_str!("html/script.js");

/// Writes the report as one HTML page.
pub(crate) fn emit(report: &Report, options: &HtmlOptions, out: &mut dyn Write) -> io::Result<()> {
    let page = Page::new(report, options.source_url.as_ref());
    out.write_all(&page_bytes("report.html", &page, &options.look)?)
}

/// A page with the script, as bytes.
pub(crate) fn page_bytes(template: &str, page: &impl Serialize, look: &Look) -> io::Result<Vec<u8>> {
    let page = render(template, page, Some(SCRIPT), look).map_err(|error| io::Error::other(innermost(&error)))?;
    Ok(page.into_bytes())
}

/// Writes an evaluation as one HTML page.
pub(crate) fn emit_evaluation(page: &EvaluationPage, out: &mut dyn Write) -> io::Result<()> {
    emit_page("evaluation.html", page, out)
}

/// Writes any other value through its template.
pub(crate) fn emit_page(template: &str, page: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let page = render(template, page, None, &Look::default()).map_err(|error| io::Error::other(innermost(&error)))?;
    out.write_all(page.as_bytes())
}

/// Writes a comparison as one HTML page.
pub(crate) fn emit_comparison(page: &ComparisonPage, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'p> {
        revision: &'p ComparisonPage,
    }
    emit_page("comparison.html", &Whole { revision: page }, out)
}

/// Fills a template with a page, the style and the script.
fn render(template: &str, page: &impl Serialize, script: Option<&str>, look: &Look) -> Result<String, tera::Error> {
    let style = format!("{STYLE}{}", look.colors);
    let mut context = Context::from_serialize(page)?;
    context.insert("style_hash", &base64(&Sha256::digest(&style)));
    context.insert("style", &style);
    context.insert("script", &script);
    context.insert("script_hash", &script.map(|script| base64(&Sha256::digest(script))));
    context.insert("logo", look.logo.trim());
    look.tera()?.render(template, &context)
}

/// Colours, a name and templates that take the place of ours.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Style that comes behind ours, so that it counts.
    colors: String,
    /// Shown above the title.
    logo: String,
    /// Templates by name.
    templates: Vec<(String, String)>,
}

impl Look {
    /// Takes in a file: `colors.css`, `logo.txt`, or one that is named like a template.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what to do: it has another name, or its style would end before it should.
    pub fn put(&mut self, name: &str, text: String) -> Result<(), (String, String)> {
        match name {
            "colors.css" if text.contains("</") => {
                return Err(("a style cannot hold `</`".to_owned(), "write it as `<\\/`".to_owned()));
            }
            "colors.css" => self.colors = text,
            "logo.txt" => self.logo = visible(text.trim()).into_owned(),
            _ if TEMPLATES.iter().any(|(known, _)| *known == name) => self.templates.push((name.to_owned(), text)),
            _ => {
                let names: Vec<&str> = TEMPLATES.iter().map(|(name, _)| *name).collect();
                let help = format!("name it colors.css, logo.txt, or like one of ours: {}", names.join(", "));
                return Err(("there is no template of this name".to_owned(), help));
            }
        }
        Ok(())
    }

    /// Whether the templates can be read.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn check(&self) -> Result<(), String> {
        self.tera().map(drop).map_err(|error| innermost(&error))
    }

    fn tera(&self) -> Result<Tera, tera::Error> {
        let mut tera = Tera::new();
        let ours = TEMPLATES.iter().filter(|(name, _)| !self.templates.iter().any(|(theirs, _)| theirs == name));
        let theirs = self.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        tera.add_raw_templates(ours.copied().chain(theirs))?;
        Ok(tera)
    }
}

/// What really went wrong in a template: tera's outer errors only say which template it was.
fn innermost(error: &tera::Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        message = inner.to_string();
        cause = inner.source();
    }
    message
}

/// Base64 with padding, as a Content-Security-Policy wants its hashes.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) as usize % 64;
            text.push(if digit <= chunk.len() { char::from(DIGITS[value]) } else { '=' });
        }
    }
    text
}
