//! Where results go: standard output, files, several at once. Files are written whole or not at all.

use super::args::{ColorChoice, OutputArgs};
use super::replace::{Replacement, unwritable};
use super::{files, page, page_folder, terminal};
use crate::day::Day;
use crate::emit::{self, Format, Root, TerminalOptions};
use crate::error::Error;
use crate::report::Report;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Columns of text that is piped.
const PLAIN_WIDTH: usize = 100;
/// Wider lines are hard to read.
const WIDEST: usize = 140;

/// The day an audit is about: `--today`, else the clock's (UTC).
pub(super) fn today(typed: Option<&str>) -> Result<Day, Vec<Error>> {
    match typed {
        Some(day) => day.parse().map_err(|message: String| vec![Error::new(message).help("write --today YYYY-MM-DD")]),
        None => {
            let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
            Ok(Day::since_1970(i64::try_from(seconds / 86_400).unwrap_or_default()))
        }
    }
}

/// Writes the report everywhere it was asked for; the terminal text goes to standard output unless another format does.
pub(super) fn write(report: &Report, output: &OutputArgs, elapsed: Duration) -> Result<(), Error> {
    let named = output.output.iter().map(|(format, path)| (*format, Some(path.clone())));
    let printed = output.format.map(|format| (format, Some(PathBuf::from("-"))));
    let named: Vec<_> = named.chain(printed).collect();
    let mut wanted = vec![(Format::Html, &output.html), (Format::Json, &output.json)];
    wanted.extend(named.iter().map(|(format, path)| (*format, path)));
    let terminal = TerminalOptions {
        color: colors(output.screen.color),
        width: text_width(),
        verbose: output.verbose,
        quiet: terminal::is_quiet(),
        elapsed: Some(elapsed),
    };
    let options = emit::Options { terminal, html: page::options(&output.page)?, root: root(report) };
    if let Some(folder) = &output.page.html_dir {
        let most = output.page.split_above.saturating_mul(1_000_000);
        let pages = emit::html_folder(report, &options.html, most).map_err(|error| unwritable(folder, &error))?;
        page_folder::write(folder, &pages)?.iter().for_each(|warning| terminal::warn(warning));
    }
    if let Some(path) = &output.page.print_roles {
        write_whole(path, &page::role_sheets(report, path)?)?;
    }
    write_all(&wanted, &|format, out| emit::emit(report, format, &options, out))?;
    let pages = wanted.iter().filter_map(|(format, path)| path.as_deref().filter(|_| *format == Format::Html));
    for path in pages.filter(|path| *path != Path::new("-")) {
        let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        if let Some(warning) = page::weight_warning(path, bytes, false) {
            terminal::warn(&warning);
        }
    }
    Ok(())
}

/// Where the repository of the policies is, as seen from here.
fn root(report: &Report) -> Root {
    let policies = files::absolute(Path::new(report.inputs.first().map_or(".", String::as_str)));
    let (here, is_root) = (files::absolute(Path::new(".")), |folder: &&Path| folder.join(".git").exists());
    match policies.ancestors().find(is_root) {
        Some(root) if root != here && here.starts_with(root) => Root::Above(files::seen_from(&here, root)),
        Some(root) if root != here => Root::Elsewhere(files::seen_from(root, &here)),
        _ => Root::Here,
    }
}

/// Writes each format to the file it was asked for in; what has none, or else the terminal text, to standard output.
pub(super) fn write_all<F: Copy + Default>(
    wanted: &[(F, &Option<PathBuf>)],
    emit: &dyn Fn(F, &mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let wanted = wanted.iter().filter_map(|(format, path)| path.as_deref().map(|path| (*format, path)));
    let mut standard_output = None;
    for (format, path) in wanted {
        if path == Path::new("-") {
            if standard_output.replace(format).is_some() {
                return Err(
                    Error::new("two formats cannot both go to standard output").help("give one of them a file name")
                );
            }
            continue;
        }
        let mut bytes = Vec::new();
        emit(format, &mut bytes).map_err(|error| unwritable(path, &error))?;
        write_whole(path, &bytes)?;
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let format = standard_output.unwrap_or_default();
    let written = emit(format, &mut out).and_then(|()| out.flush());
    finish_standard_output(written)
}

/// Columns of running text.
pub(super) fn text_width() -> usize {
    terminal::width().unwrap_or(PLAIN_WIDTH).clamp(40, WIDEST)
}

/// Writes a file through a temporary one beside it, so that no reader sees half of it. What is there and is no regular
/// file (a device, a pipe, a link to one) is written to, never replaced.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return std::fs::write(path, bytes).map_err(|error| unwritable(path, &error));
    }
    Replacement::begin(path)?.finish(bytes)
}

/// A reader that went away (`| head`) is no failure.
pub(super) fn finish_standard_output(written: io::Result<()>) -> Result<(), Error> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::new(format!("cannot write to standard output: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Whether standard output gets colours.
pub(super) fn colors(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let unset = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            unset && io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}
