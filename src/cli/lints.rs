//! `lints list | show | test | new`.

use super::args::ListingFormat;
use super::args_lints::{LintsListArgs, LintsNewArgs, LintsShowArgs, LintsTestArgs};
use super::exit::Exit;
use super::listing::print;
use super::settings::{Configuration, holds_shipped, load_folder, load_ruleset, unknown_lint};
use super::table::{self, Cell};
use super::{files, output, terminal};
use crate::emit::{count, harmless, source_name};
use crate::error::Error;
use crate::finding::{Outcome, test_examples, untaught};
use crate::ruleset::written::{Example, Lint};
use crate::ruleset::{self, Overrides, Ruleset};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Runs `lints list`.
pub(super) fn list(arguments: &LintsListArgs) -> Result<Exit, Vec<Error>> {
    let configuration = Configuration::find(arguments.lints.config.as_deref())?;
    let ruleset = load_ruleset(&configuration, &arguments.lints.ruleset, true)?;
    let mut lints: Vec<_> = ruleset.lints.iter().collect();
    let group = |id: &str| id.split('/').next().unwrap_or_default().to_owned();
    lints.sort_by(|a, b| (group(&a.id), b.severity, &a.id).cmp(&(group(&b.id), a.severity, &b.id)));
    let row = |lint: &ruleset::compiled::Lint| {
        let written = &ruleset.written.lints[lint.written];
        let types: Vec<&str> = written.applies_to.iter().map(|name| &**name).collect();
        [
            lint.id.clone(),
            lint.severity.to_string(),
            written.audience.word().to_owned(),
            types.join(" "),
            lint.title.clone(),
        ]
    };
    let header = ["id", "severity", "audience", "types", "title"];
    let text = match arguments.format {
        ListingFormat::Csv => table::csv(&header, lints.iter().map(|lint| row(lint).to_vec())),
        ListingFormat::Json => {
            let items: Vec<_> = lints
                .iter()
                .map(|lint| {
                    let [id, severity, audience, types, title] = row(lint);
                    let types: Vec<&str> = types.split(' ').collect();
                    serde_json::json!({ "id": id, "severity": severity, "audience": audience, "types": types, "title": title })
                })
                .collect();
            let document = serde_json::json!({ "schema": "dumbrules/lints/1", "lints": items });
            serde_json::to_string_pretty(&document).expect("plain data can be written as JSON") + "\n"
        }
        ListingFormat::Table => {
            let rows = lints.iter().map(|lint| {
                let [id, severity, audience, _, title] = row(lint);
                vec![Cell::fixed(id), Cell::fixed(severity), Cell::fixed(audience), Cell::flexible(title)]
            });
            let mut closing = count(lints.len(), "lint");
            for (id, reason) in &ruleset.switched_off {
                let _ = write!(closing, "\nswitched off: {id} ({reason})");
            }
            table::text(&["id", "severity", "audience", "title"], rows.collect(), terminal::width(), &closing)
        }
    };
    print(&text)?;
    Ok(Exit::Clean)
}

/// Runs `lints show`.
pub(super) fn show(arguments: &LintsShowArgs) -> Result<Exit, Vec<Error>> {
    let configuration = Configuration::find(arguments.lints.config.as_deref())?;
    let ruleset = load_ruleset(&configuration, &arguments.lints.ruleset, true)?;
    let Some(lint) = ruleset.written.lints.iter().find(|lint| *lint.id == *arguments.id) else {
        return Err(vec![unknown_lint(&arguments.id, &ruleset.written)]);
    };
    let severity =
        ruleset.lints.iter().find(|known| *known.id == *lint.id).map_or(lint.severity, |known| known.severity);
    let mut out = String::new();
    let width = terminal::width().unwrap_or(100).clamp(40, 100);
    let _ = writeln!(out, "{} · {severity}\n{}\n", lint.id, lint.title);
    let mut part = |title: &str, text: &str| {
        let _ = writeln!(out, "{title}");
        for line in crate::emit::wrapped(&harmless(text), width - 2) {
            let _ = writeln!(out, "  {line}");
        }
        out.push('\n');
    };
    part("What the customer lives through", &lint.customer_experience);
    part("Why it hurts", &lint.why);
    part("A kinder wording", &lint.rewrite);
    for (title, list) in explained(lint) {
        let _ = writeln!(out, "{title}");
        for item in list {
            let mut lines = crate::emit::wrapped(&harmless(&item), width - 4).into_iter();
            let _ = writeln!(out, "  - {}", lines.next().unwrap_or_default());
            for line in lines {
                let _ = writeln!(out, "    {line}");
            }
        }
        out.push('\n');
    }
    let types: Vec<&str> = lint.applies_to.iter().map(|name| &**name).collect();
    let _ = writeln!(out, "Reads documents of type {}, for {} readers", types.join(", "), lint.audience.word());
    print(&out)?;
    Ok(Exit::Clean)
}

/// The lists that explain a lint, those with something in them.
fn explained(lint: &Lint) -> Vec<(&'static str, Vec<String>)> {
    let examples = |examples: &[Example]| examples.iter().map(ToString::to_string).collect();
    let lists = [
        ("Acceptable when", lint.acceptable_when.iter().map(ToString::to_string).collect::<Vec<_>>()),
        ("Found in", examples(&lint.examples.flags)),
        ("Left alone", examples(&lint.examples.passes)),
        (
            "Resembles terms or practices that these list (no verdict)",
            lint.sources.iter().map(|key| source_name(key)).collect(),
        ),
    ];
    lists.into_iter().filter(|(_, list)| !list.is_empty()).collect()
}

/// Runs `lints test`.
pub(super) fn test(arguments: &LintsTestArgs) -> Result<Exit, Vec<Error>> {
    let shipped = ruleset::builtin();
    // Ids and patterns of a folder of one's own.
    let (written, own): (_, Option<(BTreeSet<String>, BTreeSet<String>)>) = match &arguments.dir {
        None => (shipped, None),
        Some(folder) => {
            // A folder that holds shipped lints is a version of the shipped rulesets and stands alone.
            let replaces = holds_shipped(folder, &shipped)?;
            let further = load_folder(folder, Some(&shipped).filter(|_| !replaces))?;
            let ids = |written: &ruleset::written::Ruleset| -> BTreeSet<String> {
                let lints = written.lints.iter().map(|lint| lint.id.to_string());
                let bright = written.bright.iter().map(|bright| bright.id.to_string());
                lints.chain(bright).chain(written.facts.iter().map(|kind| kind.id.to_string())).collect()
            };
            let own = (ids(&further), further.patterns().map(Cow::into_owned).collect());
            (if replaces { further } else { shipped.extended(further) }, Some(own))
        }
    };
    let ruleset: Ruleset = ruleset::compile(written, &Overrides::default(), ruleset::shelf())?;
    let wanted = |id: &str| own.as_ref().is_none_or(|(ids, _)| ids.contains(id));
    let is_told = |pattern: &str| own.as_ref().map_or(arguments.verbose, |(_, patterns)| patterns.contains(pattern));
    let tested = test_examples(&ruleset, &wanted);
    let mut out = String::new();
    for tested in tested.iter().filter(|tested| arguments.verbose || !tested.outcome.is_good()) {
        let example = harmless(&tested.example.replace('\n', " / "));
        let _ = writeln!(out, "{:9}  {}\n           {example}", tested.outcome.word(), tested.id);
    }
    for id in untaught(&ruleset).filter(|id| wanted(id)) {
        let _ = writeln!(
            out,
            "untaught   {id} finds by its lesson alone, and `lessons.yaml` has none for it: write one with `dumbrules lints teach`"
        );
    }
    let slow = ruleset.patterns.slow();
    for pattern in slow.iter().filter(|pattern| is_told(pattern)) {
        let _ = writeln!(
            out,
            "slow       this pattern holds no fixed word, so it is tried on every rule: {}",
            harmless(pattern)
        );
    }
    let number = |outcome| tested.iter().filter(|tested| tested.outcome == outcome).count();
    let counts: Vec<String> =
        Outcome::ALL.iter().map(|&outcome| format!("{} {}", number(outcome), outcome.word())).collect();
    let kinds = |ids: Vec<&str>| ids.into_iter().filter(|id| wanted(id)).count();
    let _ = writeln!(
        out,
        "{}, {}, {}: {}",
        count(kinds(ruleset.lints.iter().map(|lint| lint.id.as_str()).collect()), "lint"),
        count(kinds(ruleset.bright.iter().map(|bright| bright.id.as_str()).collect()), "bright signal"),
        count(kinds(ruleset.kinds.iter().map(|kind| kind.id.as_str()).collect()), "fact kind"),
        counts.join(", ")
    );
    print(&out)?;
    let failed = tested.iter().any(|tested| !tested.outcome.is_good());
    Ok(if failed { Exit::Findings } else { Exit::Clean })
}

/// Runs `lints new`.
pub(super) fn new(arguments: &LintsNewArgs) -> Result<Exit, Vec<Error>> {
    let id = &arguments.id;
    if !ruleset::is_lint_id(id) {
        let help = "write GROUP/NAME in lower case, digits and hyphens, for example `refund/gift-wrapping-fee`";
        return Err(vec![Error::new(format!("`{id}` is no lint id")).help(help)]);
    }
    let path = arguments.dir.join(format!("{id}.yaml"));
    if path.exists() {
        return Err(vec![
            Error::new("the file is there already")
                .in_file(files::shown(&path))
                .help("choose another name, or edit the file"),
        ]);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            vec![Error::new(format!("cannot make the folder: {}", error.kind())).in_file(files::shown(folder))]
        })?;
    }
    let template = include_str!("lint_template.yaml").replace("GROUP/NAME", id);
    output::write_whole(&path, template.as_bytes()).map_err(|error| vec![error])?;
    let shown = files::shown(&path);
    let folder = files::shown(&arguments.dir);
    print(&format!("Wrote {shown}\n"))?;
    terminal::say(&format!("Next: edit it, then run `dumbrules lints test {folder}`\n"));
    Ok(Exit::Clean)
}
