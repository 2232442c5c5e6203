//! `rules` and `facts`: what was understood of a handbook, as a table, JSON or CSV.

use super::args::{ListingArgs, ListingFormat, RulesArgs};
use super::audit::read_document;
use super::exit::Exit;
use super::register::RegisterFile;
use super::settings::Settings;
use super::table::{self, Cell};
use super::{output, terminal};
use crate::document::{Document, Profile};
use crate::emit::{self, count};
use crate::error::Error;
use crate::fact::{Fact, Value};
use crate::finding::{Scan, Scratch, Understood, anchor_of, understand};
use crate::register::{self, Discretion};
use crate::report::Report;
use crate::rule::{Rule, fingerprint};
use crate::text::Span;
use rayon::prelude::*;
use serde::Serialize;
use std::io::Write;

/// One rule, as listed. Lines and columns count from 1; spans are bytes of the file.
#[derive(Debug, Serialize)]
struct ListedRule {
    path: String,
    line: usize,
    column: usize,
    span: Span,
    section: Vec<String>,
    anchor: Option<String>,
    fingerprint: String,
    modality: &'static str,
    bearer: Option<&'static str>,
    conditions: Vec<String>,
    exceptions: Vec<String>,
    quantities: Vec<ListedQuantity>,
    text: String,
    /// Who may bend it and how far, or that nobody may; without a register, nothing.
    may_bend: Option<String>,
}

/// One quantity of a rule: as people write it, and what it comes to (days, percent, an amount of money, a number).
#[derive(Debug, Serialize)]
struct ListedQuantity {
    value: String,
    bound: &'static str,
    low: f64,
    high: f64,
}

/// One fact, as listed.
#[derive(Debug, Serialize)]
struct ListedFact {
    kind: String,
    title: String,
    value: String,
    from: Option<&'static str>,
    carved_out: bool,
    conditional: bool,
    path: String,
    line: usize,
    span: Span,
    section: Vec<String>,
    text: String,
}

/// Runs `rules`.
pub(super) fn rules(arguments: &RulesArgs) -> Result<Exit, Vec<Error>> {
    let RulesArgs { listing: arguments, register, today } = arguments;
    let today = output::today(today.as_deref())?;
    let settings = Settings::load(&arguments.input)?;
    let register = RegisterFile::find(register, &settings)?;
    let (read, exit) = collect(&settings, |document, profile, understood| {
        let seen = register.as_ref().map(|file| register::seen(document, profile, understood, &file.ids()));
        let rules = understood.iter().filter_map(|understood| understood.rule.as_ref());
        vec![(rules.filter_map(|rule| listed_rule(document, rule)).collect::<Vec<_>>(), seen)]
    })?;
    let (listed, documents): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut listed: Vec<ListedRule> = listed.into_iter().flatten().collect();
    let has_register = register.is_some();
    if let Some(file) = register {
        let documents = documents.into_iter().flatten().collect();
        let bends = file.reconcile(documents, &Report::default(), &settings, today);
        for rule in &mut listed {
            // That nobody may bend what is given to customers anyway goes without saying.
            let holds_back = !matches!(rule.modality, "permission" | "promise");
            let discretion = bends.discretion(&rule.path, rule.span);
            let discretion = discretion.filter(|it| holds_back || **it != Discretion::Rigid);
            rule.may_bend = discretion.map(|it| emit::discretion(&bends, it));
        }
    }
    let header = ["place", "modality", "bearer", "quantities", "conditions", "exceptions", "rule", "may bend"];
    let row = |rule: &ListedRule| {
        let quantities: Vec<String> = rule.quantities.iter().map(|quantity| quantity.value.clone()).collect();
        [
            format!("{}:{}", rule.path, rule.line),
            rule.modality.to_owned(),
            rule.bearer.unwrap_or("-").to_owned(),
            quantities.join(", "),
            rule.conditions.join("; "),
            rule.exceptions.join("; "),
            rule.text.clone(),
            rule.may_bend.clone().unwrap_or_default(),
        ]
    };
    // What may be bent is most often nothing; the column is there when there is a register.
    let short = |cells: [String; 8]| {
        let [place, modality, bearer, quantities, _, exceptions, rule, may_bend] = cells;
        let exceptions = if exceptions.is_empty() { String::new() } else { "yes".to_owned() };
        let mut row = vec![place, modality, bearer, quantities, exceptions];
        if has_register {
            row.push(may_bend);
        }
        row.into_iter().map(Cell::fixed).chain([Cell::flexible(rule)]).collect()
    };
    let text = match arguments.format {
        ListingFormat::Json => json("dumbrules/rules/1", "rules", &listed),
        ListingFormat::Csv => table::csv(&header, listed.iter().map(|rule| row(rule).to_vec())),
        ListingFormat::Table => {
            let mut header = vec!["place", "modality", "bearer", "quantities", "exception"];
            header.extend(has_register.then_some("may bend"));
            header.push("rule");
            let rows = listed.iter().map(|rule| short(row(rule))).collect();
            table::text(&header, rows, terminal::width(), &count(listed.len(), "rule"))
        }
    };
    print(&text)?;
    Ok(exit)
}

/// Runs `facts`.
pub(super) fn facts(arguments: &ListingArgs) -> Result<Exit, Vec<Error>> {
    let settings = Settings::load(&arguments.input)?;
    let (mut listed, exit) = collect(&settings, |document, _, understood| {
        let mut listed = Vec::new();
        for (passage, understood) in understood.iter().enumerate() {
            listed.extend(understood.facts.iter().map(|fact| listed_fact(document, &settings, passage, fact)));
        }
        listed
    })?;
    listed.sort_by(|a, b| (&a.kind, &a.path, a.span).cmp(&(&b.kind, &b.path, b.span)));
    let header = ["kind", "value", "from", "place", "rule"];
    let row = |fact: &ListedFact| {
        [
            fact.kind.clone(),
            fact.value.clone(),
            fact.from.unwrap_or_default().to_owned(),
            format!("{}:{}", fact.path, fact.line),
            fact.text.clone(),
        ]
    };
    let text = match arguments.format {
        ListingFormat::Json => json("dumbrules/facts/1", "facts", &listed),
        ListingFormat::Csv => table::csv(&header, listed.iter().map(|fact| row(fact).to_vec())),
        ListingFormat::Table => {
            let mut last = String::new();
            let rows = listed.iter().map(|fact| {
                let [kind, value, from, place, rule] = row(fact);
                let again = std::mem::replace(&mut last, kind.clone()) == kind;
                let kind = if again { String::new() } else { kind };
                vec![Cell::fixed(kind), Cell::fixed(value), Cell::fixed(from), Cell::fixed(place), Cell::flexible(rule)]
            });
            table::text(&header, rows.collect(), terminal::width(), &count(listed.len(), "fact"))
        }
    };
    print(&text)?;
    Ok(exit)
}

/// Reads every document and lists something of each; what could not be read is said on standard error.
fn collect<T: Send>(
    settings: &Settings,
    list: impl Fn(&Document, &Profile, &[Understood]) -> Vec<T> + Sync,
) -> Result<(Vec<T>, Exit), Vec<Error>> {
    let (paths, mut errors) = settings.policies();
    let outcomes: Vec<_> = paths
        .par_iter()
        .map_init(Scratch::default, |scratch, path| {
            read_document(path, settings).map(|read| {
                read.map(|(document, profile)| {
                    let understood = understand_all(&document, &profile, settings, scratch);
                    (list(&document, &profile, &understood), document.front_matter.mistakes)
                })
            })
        })
        .collect();
    let mut listed = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(Ok((items, mistakes))) => {
                listed.extend(items);
                errors.extend(mistakes);
            }
            Ok(Err(not_audited)) => {
                errors.push(Error::new(format!("not read: {}", not_audited.reason)).in_file(not_audited.path));
            }
            Err(error) => errors.push(error),
        }
    }
    if paths.is_empty() && errors.is_empty() {
        errors.push(Error::new("there is nothing to read").help("name files or folders with Markdown policies"));
    }
    terminal::show_errors(&errors);
    Ok((listed, if errors.is_empty() { Exit::Clean } else { Exit::Failure }))
}

fn understand_all(
    document: &Document,
    profile: &Profile,
    settings: &Settings,
    scratch: &mut Scratch,
) -> Vec<Understood> {
    let readings = document.readings();
    let mut scan = Scan::new(document, &readings, &settings.ruleset, scratch);
    (0..document.passages.len()).map(|passage| understand(&mut scan, passage, profile.audience)).collect()
}

fn listed_rule(document: &Document, rule: &Rule) -> Option<ListedRule> {
    let modality = rule.modality?;
    let passage = &document.passages[rule.passage];
    let reading = document.reading(passage);
    let span = document.to_source(passage.text);
    let place = document.source.line_column(span.start);
    let texts = |spans: &[Span]| spans.iter().map(|span| span.of(&reading.text).to_owned()).collect();
    Some(ListedRule {
        path: document.source.path.clone(),
        line: place.line,
        column: place.column,
        span,
        section: section_of(document, rule.passage),
        anchor: anchor_of(document, rule.passage).map(str::to_owned),
        fingerprint: fingerprint(&document.said(passage)),
        modality: modality.word(),
        bearer: rule.bearer.map(|bearer| bearer.word()),
        conditions: texts(&rule.conditions),
        exceptions: texts(&rule.exceptions),
        quantities: rule
            .quantities
            .iter()
            .map(|quantity| {
                let (low, high) = quantity.range();
                ListedQuantity { value: quantity.to_string(), bound: quantity.bound.word(), low, high }
            })
            .collect(),
        text: reading.text.into_owned(),
        may_bend: None,
    })
}

fn listed_fact(document: &Document, settings: &Settings, passage: usize, fact: &Fact) -> ListedFact {
    let kind = &settings.ruleset.kinds[fact.kind];
    let span = document.to_source(document.passages[passage].text);
    ListedFact {
        kind: kind.id.clone(),
        title: kind.title.clone(),
        value: match &fact.value {
            Value::Quantity(quantity) => quantity.to_string(),
            Value::Granted => "granted".to_owned(),
            Value::Denied => "denied".to_owned(),
            Value::Words(words) => words.clone(),
        },
        from: fact.from.map(|event| event.word()),
        carved_out: fact.carved_out,
        conditional: fact.conditional,
        path: document.source.path.clone(),
        line: document.source.line_column(span.start).line,
        span,
        section: section_of(document, passage),
        text: document.reading(&document.passages[passage]).text.into_owned(),
    }
}

fn section_of(document: &Document, passage: usize) -> Vec<String> {
    let section = document.block_of(&document.passages[passage]).section;
    document.section_path(section).into_iter().map(str::to_owned).collect()
}

/// A versioned JSON document: `{"schema": …, NAME: […]}`.
fn json<T: Serialize>(schema: &str, name: &str, items: &[T]) -> String {
    let document = serde_json::json!({ "schema": schema, name: items });
    let mut text = serde_json::to_string_pretty(&document).expect("plain data can be written as JSON");
    text.push('\n');
    text
}

/// Writes a listing to standard output.
pub(super) fn print(text: &str) -> Result<(), Vec<Error>> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    output::finish_standard_output(written).map_err(|error| vec![error])
}
