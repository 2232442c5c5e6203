//! `bends init`: a first register with a comment at each part, and its schema for editors.

use super::args_bends_edit::InitArgs;
use super::exit::Exit;
use super::files;
use super::listing::print;
use super::register::RegisterFile;
use super::replace::Replacement;
use super::settings::Settings;
use super::terminal;
use crate::error::Error;
use std::path::Path;

const TEMPLATE: &str = include_str!("bends_template.yaml");
const SCHEMA: &str = include_str!("../../docs/bends.schema.json");
/// Its name beside the register; the template names it in its first line.
const SCHEMA_NAME: &str = "bends.schema.json";

/// Runs `bends init`.
pub(super) fn init(arguments: &InitArgs) -> Result<Exit, Vec<Error>> {
    let settings = Settings::load(&arguments.input.input)?;
    let path = RegisterFile::new_path(&arguments.input.register, &settings);
    let wrote = |path: &Path| print(&format!("Wrote {}.\n", files::shown(path)));
    let text = if arguments.no_schema { without_schema() } else { TEMPLATE };
    if !start(&path, text).map_err(|error| vec![error])? {
        let error = Error::new("the register is there already").in_file(files::shown(&path));
        return Err(vec![error.help("`dumbrules bends grant` adds to it; --register names another place")]);
    }
    wrote(&path)?;
    let schema = path.with_file_name(SCHEMA_NAME);
    if !arguments.no_schema && start(&schema, SCHEMA).map_err(|error| vec![error])? {
        wrote(&schema)?;
    }
    terminal::say("Next: put your own roles and reasons in it, then `dumbrules bends grant`.\n");
    Ok(Exit::Clean)
}

/// A first register that names no schema.
pub(super) fn without_schema() -> &'static str {
    TEMPLATE.split_once('\n').map_or(TEMPLATE, |(_, rest)| rest.trim_start_matches("#\n"))
}

/// Writes a file that is not there; says whether it did.
pub(super) fn start(path: &Path, text: &str) -> Result<bool, Error> {
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let lock = Replacement::begin(path)?;
    // Somebody may have been quicker.
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    lock.finish(text.as_bytes())?;
    Ok(true)
}
