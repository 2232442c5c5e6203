//! Where results go: standard output, files, several at once. Files are written whole or not at all.

use super::args::{ColorChoice, OutputArgs};
use super::{files, terminal};
use crate::emit::{self, Format, TerminalOptions};
use crate::error::Error;
use crate::finding::is_date;
use crate::report::Report;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Columns of text that is piped.
const PLAIN_WIDTH: usize = 100;
/// Wider lines are hard to read.
const WIDEST: usize = 140;

/// The day an audit is about: `--today`, else the clock's (UTC).
pub(super) fn today(typed: Option<&str>) -> Result<String, Vec<Error>> {
    match typed {
        Some(day) if is_date(day) => Ok(day.to_owned()),
        Some(day) => Err(vec![Error::new(format!("`{day}` is no date")).help("write --today YYYY-MM-DD")]),
        None => {
            let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
            Ok(day_of(seconds / 86_400))
        }
    }
}

/// The calendar day so many days after 1 January 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn day_of(days: u64) -> String {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days from 1 January 1970 to a day, the way back of [`day_of`]; none for what is no day.
pub(super) fn days_of(day: &str) -> Option<i64> {
    let mut parts = day.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

/// Writes the report everywhere it was asked for; the terminal text goes to standard output unless another format does.
pub(super) fn write(report: &Report, output: &OutputArgs, elapsed: Duration) -> Result<(), Error> {
    let wanted = [(Format::Html, &output.html), (Format::Json, &output.json)];
    let terminal = TerminalOptions {
        color: colors(output.color),
        width: text_width(),
        verbose: output.verbose,
        quiet: output.quiet,
        elapsed: Some(elapsed),
    };
    let options = emit::Options { terminal };
    write_all(&wanted, &|format, out| emit::emit(report, format, &options, out))
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
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = File::create(&temporary).and_then(|mut file| {
        // A file that was there keeps who may read it; and the bytes are on the disk before the name is theirs.
        if let Ok(metadata) = path.metadata() {
            file.set_permissions(metadata.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&temporary, path)).map_err(|error| {
        // Nothing to be done when the leftover cannot be removed either.
        let _ = std::fs::remove_file(&temporary);
        unwritable(path, &error)
    })
}

/// A reader that went away (`| head`) is no failure.
pub(super) fn finish_standard_output(written: io::Result<()>) -> Result<(), Error> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::new(format!("cannot write to standard output: {error}"))),
        Ok(()) => Ok(()),
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::new(format!("cannot write the file: {}", error.kind()))
        .in_file(files::shown(path))
        .help("check that its folder exists and may be written to")
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
