//! Door to csv: a stream of bytes → rows whose columns are known by name, with every row that cannot be read counted.
//!
//! Commas, semicolons or tabs part columns, as the first line has it. One row is in memory at a time, and none may be larger
//! than a mebibyte: a quotation mark that is never closed would otherwise make one row of a whole file.

use super::LogFile;
use crate::error::{Error, Place};
use crate::text::{LineColumn, SourceFile, Span, did_you_mean};
use csv::{ByteRecord, ReaderBuilder, Terminator};
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// Largest row, in bytes.
const LARGEST_ROW: usize = 1 << 20;
/// Bytes that are read at once.
const AT_ONCE: usize = 1 << 16;
/// Rows of one file that are told when they cannot be read; the others are counted.
const MOST_TOLD: usize = 10;

/// What the columns of a file may be called, and which must be there.
pub(super) struct Form {
    /// What such a file is called.
    pub(super) what: &'static str,
    /// All columns, in the order in which rows are asked for them.
    pub(super) columns: &'static [&'static str],
    /// Groups of columns of which one at least must be there.
    pub(super) needed: &'static [&'static [&'static str]],
}

/// One row.
pub(super) struct Cells<'r> {
    record: &'r ByteRecord,
    places: &'r [Option<usize>],
    /// Whether numbers may be written with a decimal comma.
    pub(super) decimal_comma: bool,
}

impl<'r> Cells<'r> {
    /// What stands in a column, without the spaces around it; nothing when the file has no such column.
    pub(super) fn get(&self, column: usize) -> &'r str {
        let cell = self.places[column].and_then(|at| self.record.get(at)).unwrap_or_default();
        // Checked for the whole row before anybody asks.
        std::str::from_utf8(cell).unwrap_or_default().trim()
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.places[column].is_some()
    }
}

/// Reads a file row by row. What `take` refuses, with a reason, is a bad row; so is one with too many or too few cells.
pub(super) fn read_rows(
    path: &str,
    input: &mut dyn Read,
    form: &Form,
    mut take: impl FnMut(&Cells<'_>, u64) -> Result<(), String>,
) -> LogFile {
    let mut file = LogFile { path: path.to_owned(), rows: 0, bad: 0, errors: Vec::new() };
    let since = Rc::new(Cell::new(0));
    let mut input = BufReader::with_capacity(AT_ONCE, Guarded { input, since: Rc::clone(&since) });
    let head = match input.fill_buf() {
        Ok(bytes) => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
        Err(error) => {
            file.errors.push(cut_off(path, 1, &error));
            return file;
        }
    };
    let head = String::from_utf8_lossy(head.split(|byte| *byte == b'\n').next().unwrap_or_default()).into_owned();
    let delimiter = delimiter(&head);
    // A line ends with its line feed alone, so that lines are counted as editors do; a carriage return is trimmed off.
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter).terminator(Terminator::Any(b'\n'));
    let mut reader = builder.from_reader(input);
    let mut record = ByteRecord::new();
    let places = match reader.read_byte_record(&mut record) {
        Ok(true) => places(path, &head, &record, form),
        Ok(false) => Err(vec![
            Error::new("the file is empty")
                .in_file(path)
                .help(format!("its first line names the columns: {}", form.columns.join(", "))),
        ]),
        Err(error) => Err(vec![cut_off(path, 1, &error)]),
    };
    let width = record.len();
    let places = match places {
        Ok(places) => places,
        Err(errors) => {
            file.errors = errors;
            return file;
        }
    };
    let mut hidden = 0;
    loop {
        since.set(0);
        let line = match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => first_line(&reader, &record),
            Err(error) => {
                file.errors.push(cut_off(path, reader.position().line(), &error));
                break;
            }
        };
        if record.iter().all(<[u8]>::is_empty) || record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        file.rows += 1;
        let cells = Cells { record: &record, places: &places, decimal_comma: delimiter != b',' };
        let taken = whole(&record, width).and_then(|()| take(&cells, line));
        if let Err(reason) = taken {
            file.bad += 1;
            if file.errors.len() < MOST_TOLD {
                file.errors.push(at_line(path, line, reason));
            } else {
                hidden += 1;
            }
        }
    }
    if hidden > 0 {
        let (rows, are) = if hidden == 1 { ("row", "it is") } else { ("rows", "they are") };
        let message = format!("{hidden} more {rows} cannot be read");
        let help = format!("{are} left out as well: put the rows above right first");
        file.errors.push(Error::new(message).in_file(path).help(help));
    }
    file
}

/// The sign that parts columns: the one of which the first line has most.
fn delimiter(head: &str) -> u8 {
    let count = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    let mut best = b',';
    for sign in [b';', b'\t'] {
        if count(sign) > count(best) {
            best = sign;
        }
    }
    best
}

/// The 1-based line on which a row begins, the row being the one read last.
fn first_line<R: Read>(reader: &csv::Reader<R>, record: &ByteRecord) -> u64 {
    let breaks = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
    // Empty lines in front belong to the row by the count of the reader; its end tells better, unless the last line has none.
    let by_end = reader.position().line().saturating_sub(1 + breaks);
    record.position().map_or(1, csv::Position::line).max(by_end)
}

/// Which cell each column of the form is, by the first row.
fn places(path: &str, head: &str, record: &ByteRecord, form: &Form) -> Result<Vec<Option<usize>>, Vec<Error>> {
    let is_known = |cell: &[u8]| {
        let name = String::from_utf8_lossy(cell);
        form.columns.iter().any(|column| name.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(column))
    };
    if !record.iter().any(is_known) {
        // Perhaps a row: it may name people, so it is not repeated.
        let help = format!("write one first: {}", form.columns.join(", "));
        return Err(vec![at_line(path, 1, "the first line does not name the columns".to_owned()).help(help)]);
    }
    let source = SourceFile::new(path, head.trim_end());
    let mut places: Vec<Option<usize>> = vec![None; form.columns.len()];
    let mut errors = Vec::new();
    let mut searched = 0;
    for (at, cell) in record.iter().enumerate() {
        let name = String::from_utf8_lossy(cell).trim().trim_start_matches('\u{feff}').to_owned();
        let start = source.text[searched..].find(&name).map_or(searched, |found| searched + found);
        searched = (start + name.len()).min(source.text.len());
        let place = |error: Error| error.at(&source, Span::new(start, searched));
        let known = form.columns.iter().position(|column| name.eq_ignore_ascii_case(column));
        match known {
            Some(known) if places[known].is_some() => errors.push(
                place(Error::new(format!("the column `{}` is there twice", form.columns[known])))
                    .help("keep one of the two"),
            ),
            Some(known) => places[known] = Some(at),
            None => errors.push(place(unknown(&name, form))),
        }
    }
    for group in form.needed {
        let is_there =
            |name: &&str| form.columns.iter().position(|it| it == name).is_some_and(|at| places[at].is_some());
        if !group.iter().any(is_there) {
            let names: Vec<String> = group.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("there is no column {}", names.join(" or "));
            errors.push(Error::new(message).at(&source, Span::new(0, 0)).help(format!("{} needs it", form.what)));
        }
    }
    if errors.is_empty() { Ok(places) } else { Err(errors) }
}

fn unknown(name: &str, form: &Form) -> Error {
    let meant = did_you_mean(name, form.columns.iter().copied());
    let message = if name.is_empty() { "a column without a name".to_owned() } else { format!("`{name}` is no column") };
    let help = format!("{meant}{} may have: {}", form.what, form.columns.join(", "));
    Error::new(message).help(help)
}

/// Whether a row is text and has as many cells as the first one; empty ones at its end may be more.
fn whole(record: &ByteRecord, width: usize) -> Result<(), String> {
    if record.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
        return Err("the row is not UTF-8: save the file as UTF-8".to_owned());
    }
    let surplus = record.iter().skip(width).any(|cell| !cell.trim_ascii().is_empty());
    if record.len() < width || surplus {
        return Err(format!("the row has {} cells and the first line {width}", record.len()));
    }
    Ok(())
}

fn at_line(path: &str, line: u64, reason: String) -> Error {
    let at = Some(LineColumn { line: usize::try_from(line).unwrap_or(usize::MAX), column: 1 });
    // The line is not shown: it may name people.
    let place = Some(Box::new(Place { path: path.to_owned(), at, line: None }));
    Error { message: reason, place, help: None }
}

fn cut_off(path: &str, line: u64, error: &dyn std::fmt::Display) -> Error {
    let reason = error.to_string();
    let message = if reason.contains(TOO_LARGE) {
        "a row is larger than 1 MiB; nothing behind it was read".to_owned()
    } else {
        format!("cannot read on: {reason}")
    };
    at_line(path, line, message).help("look for a quotation mark that is never closed")
}

const TOO_LARGE: &str = "row larger than can be read";

/// Bytes as they come, as long as one row does not take too many of them.
struct Guarded<'i> {
    input: &'i mut dyn Read,
    since: Rc<Cell<usize>>,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > LARGEST_ROW {
            return Err(io::Error::other(TOO_LARGE));
        }
        let count = self.input.read(buffer)?;
        self.since.set(self.since.get() + count);
        Ok(count)
    }
}
