//! Lines of a stream, read ahead by a thread of their own and in bounded room.
//!
//! A chunk is what lies ready at once, so that nobody waits for a line that has arrived; several of them wait in a queue
//! that holds only so many. A line without end is cut off, not gathered.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Longest line, in bytes: a policy of the largest size, and room for its escapes.
pub(super) const LONGEST_LINE: usize = 16 << 20;
/// Bytes that are asked for at once.
const READ_AT_ONCE: usize = 1 << 20;
/// Chunks that are read ahead.
const MOST_CHUNKS: usize = 16;
/// Bytes of lines that are handed out together.
const BATCH: usize = 8 << 20;

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the stream, from 1.
    pub(super) number: usize,
    /// Its bytes; none when it is longer than [`LONGEST_LINE`].
    pub(super) bytes: Option<Vec<u8>>,
}

/// Lines that were there at once.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// The lines, in order.
    pub(super) lines: Vec<Line>,
    /// Why no more can be read, when the stream broke behind them.
    pub(super) broken: Option<io::Error>,
}

/// A stream of lines.
pub(super) struct Lines {
    chunks: Receiver<io::Result<Vec<Line>>>,
}

impl Lines {
    /// Begins to read. The thread ends with the stream, or when nobody takes lines any more.
    pub(super) fn of(source: impl Read + Send + 'static) -> Self {
        let (sender, chunks) = sync_channel(MOST_CHUNKS);
        std::thread::spawn(move || read_ahead(BufReader::with_capacity(READ_AT_ONCE, source), &sender));
        Self { chunks }
    }

    /// The lines that follow, as many as are there: waits for the first, not for more. None at the end of the stream.
    pub(super) fn batch(&self) -> Option<Batch> {
        let mut batch = Batch::default();
        let mut bytes = 0;
        let mut next = self.chunks.recv().ok();
        next.as_ref()?;
        while let Some(chunk) = next {
            match chunk {
                Ok(lines) => {
                    bytes += lines.iter().filter_map(|line| Some(line.bytes.as_ref()?.len())).sum::<usize>();
                    batch.lines.extend(lines);
                }
                Err(error) => {
                    batch.broken = Some(error);
                    break;
                }
            }
            next = if bytes < BATCH { self.chunks.try_recv().ok() } else { None };
        }
        Some(batch)
    }
}

fn read_ahead(mut source: BufReader<impl Read>, sender: &SyncSender<io::Result<Vec<Line>>>) {
    let mut number = 0;
    loop {
        let mut chunk = Vec::new();
        loop {
            number += 1;
            match read_line(&mut source, number) {
                Ok(Some(line)) => chunk.push(line),
                Ok(None) => break,
                Err(error) => {
                    // Nobody is left to tell when the other side is gone.
                    let _ = sender.send(Ok(chunk));
                    let _ = sender.send(Err(error));
                    return;
                }
            }
            if !source.buffer().contains(&b'\n') {
                break;
            }
        }
        if chunk.is_empty() || sender.send(Ok(chunk)).is_err() {
            return;
        }
    }
}

/// The next line; none at the end of the stream.
fn read_line(source: &mut impl BufRead, number: usize) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let read = source.by_ref().take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    let is_whole = bytes.pop_if(|byte| *byte == b'\n').is_some();
    if is_whole || read <= LONGEST_LINE {
        bytes.pop_if(|byte| *byte == b'\r');
        return Ok(Some(Line { number, bytes: Some(bytes) }));
    }
    source.skip_until(b'\n')?;
    Ok(Some(Line { number, bytes: None }))
}
