//! `completions` and `man`: what shells and readers of manuals need to know of the command line.

use super::args_tools::{CompletionsArgs, ManArgs, completions, pages};
use super::exit::Exit;
use super::{files, output};
use crate::emit;
use crate::error::Error;
use std::io::{self, Write};

/// Runs `completions`.
pub(super) fn print_completions(arguments: &CompletionsArgs) -> Result<Exit, Vec<Error>> {
    print(&completions(arguments))
}

/// Runs `man`.
pub(super) fn man(arguments: &ManArgs) -> Result<Exit, Vec<Error>> {
    let pages = pages().map_err(|error| vec![Error::new(format!("cannot make the manual: {error}"))])?;
    let Some(folder) = &arguments.dir else {
        return print(pages.first().map_or(&[], |(_, page)| page));
    };
    if !folder.is_dir() {
        let error = Error::new(format!("there is no folder `{}`", files::shown(folder)));
        return Err(vec![error.help("make it first: manual pages are written into a folder that is there")]);
    }
    for (name, page) in &pages {
        output::write_whole(&folder.join(name), page).map_err(|error| vec![error])?;
    }
    print(format!("{} in {}.\n", emit::count(pages.len(), "manual page"), files::shown(folder)).as_bytes())
}

fn print(bytes: &[u8]) -> Result<Exit, Vec<Error>> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    output::finish_standard_output(written).map(|()| Exit::Clean).map_err(|error| vec![error])
}
