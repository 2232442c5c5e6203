//! `compare`: what changed for the customer between two editions.

use super::args_compare::CompareArgs;
use super::editions::{self, Compared, Place};
use super::exit::Exit;
use super::register::RegisterFile;
use super::settings::Settings;
use super::{output, terminal};
use crate::emit::{ComparisonFormat, ComparisonOptions, emit_comparison};
use crate::error::Error;
use crate::finding::Options;

/// Runs `compare`.
pub(super) fn run(arguments: &CompareArgs) -> Result<Exit, Vec<Error>> {
    let today = output::today(arguments.today.as_deref())?;
    let asked = editions::asked(&arguments.base, &arguments.rest)?;
    let settings = Settings::load(&arguments.input(asked.paths.clone()))?;
    let options = Options { today: today.to_string(), ..Options::default() };
    let least = settings.configuration.sureness(arguments.confidence.min_confidence);
    // The register of the new edition is held against both.
    let beside = match &asked.head {
        Place::Path(path) => vec![path.clone()],
        _ => settings.paths.clone(),
    };
    let register = RegisterFile::find_beside(&arguments.register, &settings, &beside)?;
    let register = register.as_ref().map(|file| (file, today));
    let Compared { comparison, errors, .. } =
        editions::compared(&asked, &settings, &options, &least, register, None).map_err(|error| vec![error])?;
    if comparison.documents.is_empty() && errors.is_empty() {
        let error = Error::new("neither edition holds a Markdown policy");
        return Err(vec![error.help("name the folder of the policies behind the revisions")]);
    }
    let wanted = [
        (ComparisonFormat::Html, &arguments.html),
        (ComparisonFormat::Json, &arguments.json),
        (ComparisonFormat::Markdown, &arguments.markdown),
    ];
    let options = ComparisonOptions {
        color: output::colors(arguments.screen.color),
        width: output::text_width(),
        verbose: arguments.verbose,
        quiet: terminal::is_quiet(),
    };
    output::write_all(&wanted, &|format, out| emit_comparison(&comparison, format, &options, out))
        .map_err(|error| vec![error])?;
    terminal::show_errors(&errors);
    Ok(if errors.is_empty() { Exit::Clean } else { Exit::Failure })
}
