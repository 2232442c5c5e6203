//! `audit --stdin-jsonl`: documents as lines of JSON, each audited on its own, answered in order and in bounded memory.
//!
//! So that an engine for large data can run it as one of its operators: what a line is answered with depends on that line,
//! the lints, the configuration and the day alone, never on other lines or on how many come at once.

use super::args::AuditArgs;
use super::audit::{Outcome, assemble, audit_document, document_told, unbroken};
use super::exit::Exit;
use super::lines::{LONGEST_LINE, Line, Lines};
use super::settings::Settings;
use super::{files, output, terminal};
use crate::document::{Audience, DocumentType, TYPES};
use crate::emit::{self, Totals};
use crate::error::{Error, Place};
use crate::finding::{Options, Scratch};
use crate::report::Report;
use crate::ruleset::Confidence;
use crate::text::{LineColumn, nearest};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::io::{self, Write};

/// What a mistake in a line is placed in.
const SOURCE: &str = "standard input";
/// Mistakes that are told one by one; each has its record anyway.
const MOST_TOLD: usize = 10;

/// Runs `audit --stdin-jsonl`.
pub(super) fn run(arguments: &AuditArgs) -> Result<Exit, Vec<Error>> {
    let operator = Operator {
        options: Options { today: output::today(arguments.output.today.as_deref())?.to_string(), ..Options::default() },
        settings: Settings::load(&arguments.input)?,
        least: arguments.weighed.confidence.min_confidence,
    };
    let lines = Lines::of(io::stdin());
    let mut out = io::BufWriter::new(io::stdout().lock());
    let progress = terminal::Progress::endless();
    let (mut totals, mut told) = (Totals::default(), 0);
    while let Some(batch) = lines.batch() {
        let answers: Vec<Answer> = batch
            .lines
            .into_par_iter()
            .map_init(Scratch::default, |scratch, line| operator.answer(line, scratch))
            .collect();
        for answer in answers {
            totals.add(&answer.totals);
            progress.advance(answer.totals.lines());
            let shown = answer.errors.len().min(MOST_TOLD - told);
            if shown > 0 {
                progress.aside(|| terminal::show_errors(&answer.errors[..shown]));
                told += shown;
            }
            if let Err(error) = out.write_all(&answer.bytes) {
                return gone(error);
            }
        }
        if let Err(error) = out.flush() {
            return gone(error);
        }
        if let Some(error) = batch.broken {
            progress.finish();
            return Err(vec![Error::new(format!("cannot read standard input: {error}"))]);
        }
    }
    progress.finish();
    if totals.lines() == 0 {
        let error = Error::new("there is nothing to audit in standard input");
        return Err(vec![
            error.help("send one JSON object a line: {\"id\": \"returns.md\", \"text\": \"# Returns …\"}"),
        ]);
    }
    terminal::say(&emit::stream_summary(&totals));
    Ok(if totals.errors == 0 && totals.documents > 0 { Exit::Clean } else { Exit::Failure })
}

/// A reader that went away (`| head`) is no failure.
fn gone(error: io::Error) -> Result<Exit, Vec<Error>> {
    output::finish_standard_output(Err(error)).map(|()| Exit::Clean).map_err(|error| vec![error])
}

/// Everything an answer depends on, but its line.
struct Operator {
    settings: Settings,
    options: Options,
    least: Option<Confidence>,
}

/// What is said about one line.
#[derive(Default)]
struct Answer {
    bytes: Vec<u8>,
    errors: Vec<Error>,
    totals: Totals,
}

/// A line as it came. Other fields are those of the data frame it comes from.
#[derive(Deserialize)]
struct Sent {
    id: Option<Value>,
    text: Option<Value>,
    path: Option<Value>,
    r#type: Option<Value>,
    audience: Option<Value>,
}

/// A line that can be audited.
struct Asked {
    path: String,
    text: String,
    told: (Option<DocumentType>, Option<Audience>),
}

impl Operator {
    fn answer(&self, line: Line, scratch: &mut Scratch) -> Answer {
        let number = line.number;
        if line.bytes.as_ref().is_some_and(|bytes| bytes.iter().all(u8::is_ascii_whitespace)) {
            return Answer::default();
        }
        let (id, asked) = match read(line) {
            Ok(sent) => (sent.id.clone().unwrap_or_default(), asked(sent, number)),
            Err(error) => (Value::Null, Err(error)),
        };
        let outcome = match asked {
            Ok(asked) => {
                unbroken(&asked.path.clone(), || self.audit(asked, scratch)).unwrap_or_else(Outcome::Unreadable)
            }
            Err(error) => Outcome::Unreadable(error),
        };
        let report = self.report(outcome);
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = emit::stream_records(&report, &id, number, &mut bytes);
        Answer { bytes, totals: Totals::of(&report), errors: report.errors }
    }

    fn audit(&self, asked: Asked, scratch: &mut Scratch) -> Outcome {
        let (types, audience) = self.settings.configuration.profile_of(&asked.path);
        let told = (asked.told.0.or(types), asked.told.1.or(audience));
        let source = match files::policy_of(asked.path, asked.text.into_bytes()) {
            Ok(source) => source,
            Err(error) => return Outcome::Unreadable(error),
        };
        match document_told(source, told) {
            Ok((document, profile)) => audit_document(document, &profile, &self.settings, &self.options, None, scratch),
            Err(not_audited) => Outcome::NotAudited(not_audited),
        }
    }

    /// The same report that an audit of this document alone gives.
    fn report(&self, outcome: Outcome) -> Report {
        let (mut report, _) = assemble(vec![outcome], Vec::new(), &self.settings.ruleset, &self.options);
        self.settings.configuration.sureness(self.least).keep(&mut report);
        report
    }
}

fn read(line: Line) -> Result<Sent, Error> {
    let Some(bytes) = line.bytes else {
        let error = mistake(format!("the line is longer than {} MiB", LONGEST_LINE >> 20), line.number, 1);
        return Err(error.help("split the document: nobody reads a policy of that size"));
    };
    let help = "write one JSON object a line: {\"id\": …, \"text\": …}";
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    // A list of five values would be taken for the five fields.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(mistake("the line is no JSON object".to_owned(), line.number, 1).help(help));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        // What serde_json says, without its place, which is told apart.
        let told = error.to_string();
        let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(message, _)| message);
        mistake(format!("the line is no document: {told}"), line.number, error.column()).help(help)
    })
}

fn mistake(message: String, line: usize, column: usize) -> Error {
    let at = Some(LineColumn { line, column: column.max(1) });
    Error { place: Some(Box::new(Place { path: SOURCE.to_owned(), at, line: None })), ..Error::new(message) }
}

/// What a line asks for; says what is wrong with it.
fn asked(sent: Sent, number: usize) -> Result<Asked, Error> {
    let wrong = |message: &str, help: &str| mistake(message.to_owned(), number, 1).help(help);
    let id = match &sent.id {
        Some(Value::String(id)) if !id.trim().is_empty() => id.clone(),
        Some(Value::Number(id)) if id.is_i64() || id.is_u64() => id.to_string(),
        None => return Err(wrong("the line has no `id`", "give each document an id: text or a whole number")),
        Some(_) => return Err(wrong("`id` is neither text nor a whole number", "its findings are known by it")),
    };
    let text = match sent.text {
        Some(Value::String(text)) => text,
        None => return Err(wrong("the line has no `text`", "`text` holds the document, in Markdown")),
        Some(_) => return Err(wrong("`text` is no text", "`text` holds the document, in Markdown")),
    };
    let word = |name: &str, value: Option<Value>| match value {
        None => Ok(None),
        Some(Value::String(word)) => Ok(Some(word)),
        Some(_) => Err(wrong(&format!("`{name}` is no text"), "leave it out, or make it text")),
    };
    let types = word("type", sent.r#type)?.map(|word| {
        let known = TYPES.iter().map(|(name, _)| *name);
        DocumentType::from_name(&word).ok_or_else(|| unknown(&word, "document type", known, number))
    });
    let audience = word("audience", sent.audience)?.map(|word| {
        let known = Audience::ALL.iter().find(|audience| audience.word() == word);
        known.copied().ok_or_else(|| unknown(&word, "audience", Audience::ALL.iter().map(|it| it.word()), number))
    });
    let path = word("path", sent.path)?.unwrap_or(id);
    Ok(Asked { path, text, told: (types.transpose()?, audience.transpose()?) })
}

fn unknown<'w>(word: &str, what: &str, known: impl Iterator<Item = &'w str> + Clone, number: usize) -> Error {
    let meant = nearest(word, known.clone()).map(|known| format!("did you mean `{known}`? ")).unwrap_or_default();
    let known: Vec<&str> = known.collect();
    mistake(format!("`{word}` is no {what}"), number, 1).help(format!("{meant}use one of {}", known.join(", ")))
}
