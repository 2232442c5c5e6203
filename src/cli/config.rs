//! `config`: every value of the configuration, and the line, option or default that it comes from.

use super::args::ListingFormat;
use super::args_setup::ConfigArgs;
use super::exit::Exit;
use super::listing::print;
use super::settings::{Configuration, load_ruleset};
use super::table::{self, Cell};
use super::walk;
use super::{files, terminal};
use crate::error::Error;
use crate::yaml;
use serde::Serialize;

/// What a value is where nobody says anything.
const DEFAULTS: [(&str, &str); 12] = [
    ("policies", "policies/ if there is one, else the current folder"),
    ("exclude", "nothing"),
    ("documents", "by front matter, name or heading"),
    ("rulesets", "the shipped lints alone"),
    ("lints", "as they are shipped"),
    ("fail-on", "high"),
    ("min-confidence", "likely"),
    ("verdicts", "verdicts.yaml beside the policies or above them"),
    ("baseline", "baseline.yaml beside the policies or above them"),
    ("register", "bends.yaml beside the policies or above them"),
    ("log", "none"),
    ("nominations", "none"),
];

/// Fields whose lists add up over the files that are extended.
const ADD_UP: [&str; 3] = ["exclude", "rulesets", "documents"];

/// One value.
#[derive(Debug, Serialize)]
struct Row {
    field: String,
    value: String,
    /// `dumbrules.yaml:12`, `--ruleset`, or `default`.
    from: String,
}

/// Runs `config`.
pub(super) fn run(arguments: &ConfigArgs) -> Result<Exit, Vec<Error>> {
    let configuration = Configuration::find(arguments.lints.config.as_deref())?;
    // Lints that are named there and not known are mistakes of the configuration.
    load_ruleset(&configuration, &arguments.lints.ruleset, true)?;
    let mut rows = Vec::new();
    for source in configuration.all().into_iter().filter_map(Configuration::source) {
        let said: Vec<String> = rows.iter().map(|row: &Row| row.field.clone()).collect();
        let node = yaml::parse(source)?;
        for (field, value, span) in yaml::values(&node) {
            // What stands nearer counts, but for what adds up.
            let is_over = |other: &String| *other == field || is_said_of(lint(other), lint(&field));
            let adds_up = ADD_UP.iter().any(|name| field == *name || field.starts_with(&format!("{name} ")));
            if field != "extends" && (adds_up || !said.iter().any(is_over)) {
                let line = source.line_column(span.start).line;
                rows.push(Row { field, value, from: format!("{}:{line}", source.path) });
            }
        }
    }
    let typed = arguments.lints.ruleset.iter().map(|folder| files::shown(folder));
    rows.extend(typed.map(|value| Row { field: "rulesets".to_owned(), value, from: "--ruleset".to_owned() }));
    let is_said = |rows: &[Row], field: &str| {
        rows.iter().any(|row| {
            row.field == field
                || row.field.starts_with(&format!("{field}."))
                || row.field.starts_with(&format!("{field} "))
        })
    };
    for (field, value) in DEFAULTS {
        if !is_said(&rows, field) {
            rows.push(Row { field: field.to_owned(), value: value.to_owned(), from: "default".to_owned() });
        }
    }
    let header = ["field", "value", "from"];
    let text = match arguments.format {
        ListingFormat::Json => {
            let json = serde_json::to_string_pretty(&rows).map_err(|error| vec![Error::new(error.to_string())])?;
            format!("{json}\n")
        }
        ListingFormat::Csv => table::csv(&header, rows.into_iter().map(|row| vec![row.field, row.value, row.from])),
        ListingFormat::Table => {
            let closing = match configuration.source() {
                Some(_) => {
                    let read = configuration.all().into_iter().filter_map(Configuration::source);
                    format!("Read from {}.", read.map(|source| source.path.clone()).collect::<Vec<_>>().join(", "))
                }
                None => "There is no dumbrules.yaml here or above; `dumbrules init` writes one.".to_owned(),
            };
            let closing = closing + &unused(&configuration);
            let cells = rows.into_iter().map(|row| [row.field, row.from, row.value]);
            let cells =
                cells.map(|[field, from, value]| vec![Cell::fixed(field), Cell::fixed(from), Cell::flexible(value)]);
            table::text(&["FIELD", "FROM", "VALUE"], cells.collect(), terminal::width(), &closing)
        }
    };
    print(&text)?;
    Ok(Exit::Clean)
}

/// The lint or group that a field is about: `clarity/*` of `lints.clarity/*.off`.
fn lint(field: &str) -> Option<&str> {
    field.strip_prefix("lints.")?.split('.').next()
}

/// Whether what is said of one lint or group goes before what is said of another in a file that is extended.
fn is_said_of(nearer: Option<&str>, other: Option<&str>) -> bool {
    nearer.zip(other).is_some_and(|(nearer, other)| {
        nearer == other || nearer.strip_suffix('*').is_some_and(|group| other.starts_with(group))
    })
}

/// Entries of `documents` that fit no document, in lines; empty without any.
fn unused(configuration: &Configuration) -> String {
    let (found, _) = walk::policies(&configuration.usual_paths(), &|path| configuration.excludes(path), None);
    let found: Vec<String> = found.iter().map(|path| files::shown(path)).collect();
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    let unused = configuration.unused(&found);
    unused.map(|entry| format!("\nNo document fits {} ({}).", entry.glob.text(), configuration.place(entry))).collect()
}
