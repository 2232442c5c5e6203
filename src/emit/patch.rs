//! A change of a file as a small patch: the lines that go, the lines that come, and the line number of each place.

use super::palette;
use super::sink::{Line, Sink};
use crate::text::{SourceFile, Span, Splice};
use anstyle::Style;

/// The lines that splices change: `- ` what goes, `+ ` what comes. Empty when nothing changes.
pub fn patch(source: &SourceFile, splices: &[Splice], color: bool) -> String {
    let mut out = Vec::new();
    let mut sink = Sink::new(&mut out, color);
    // Writing to memory does not fail.
    let _ = write(source, splices, &mut sink);
    String::from_utf8_lossy(&out).into_owned()
}

fn write(source: &SourceFile, splices: &[Splice], sink: &mut Sink) -> std::io::Result<()> {
    for Hunk { place, new } in hunks(&source.text, splices) {
        let old = place.of(&source.text);
        let (gone, come) = different(old, &new);
        if gone.is_empty() && come.is_empty() {
            continue;
        }
        let skipped = old.lines().count() - gone.len();
        // Lines that both begin with are not shown; the number is that of the first that is.
        let same = old.lines().zip(new.lines()).take_while(|(a, b)| a == b).count().min(skipped);
        let line = source.line_column(place.start).line + same;
        sink.line(Line::default().put(palette::GUTTER, "  --> ").plainly(&format!("{}:{line}", source.path)))?;
        let rows = gone.iter().map(|line| ("- ", palette::BAD, line));
        for (mark, style, text) in rows.chain(come.iter().map(|line| ("+ ", palette::GOOD, line))) {
            sink.line(Line::default().put(style, mark).put(Style::new(), text))?;
        }
    }
    Ok(())
}

/// Whole lines that change, and what they become.
struct Hunk {
    place: Span,
    new: String,
}

/// The splices by whole lines; those that touch the same lines are one.
fn hunks(text: &str, splices: &[Splice]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let line_start = |byte: usize| text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let line_end = |byte: usize| text[byte..].find('\n').map_or(text.len(), |at| byte + at + 1);
    let mut done = 0;
    for splice in splices {
        let start = line_start(splice.span.start);
        match hunks.last_mut().filter(|hunk| hunk.place.end > splice.span.start || done > start) {
            Some(hunk) => {
                // The rest of the line was put there for the splice before.
                let kept = hunk.new.len() - (hunk.place.end - done);
                hunk.new.truncate(kept);
                hunk.new.push_str(&text[done..splice.span.start]);
            }
            None => hunks.push(Hunk { place: Span::new(start, start), new: text[start..splice.span.start].to_owned() }),
        }
        let Some(hunk) = hunks.last_mut() else { continue };
        hunk.new.push_str(&splice.new);
        done = splice.span.end;
        // What is put in before a line leaves that line as it is.
        let is_between = splice.span.is_empty() && splice.span.start == start && splice.new.ends_with('\n');
        let end = if is_between || (done > splice.span.start && text[..done].ends_with('\n')) {
            done
        } else {
            line_end(done)
        };
        hunk.place.end = end.max(hunk.place.end);
        hunk.new.push_str(&text[done..hunk.place.end]);
    }
    hunks
}

/// The lines that are not the same, without those that both begin or end with.
fn different<'t>(old: &'t str, new: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    (old[..old.len() - end].to_vec(), new[..new.len() - end].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, splices: &[Splice]) -> String {
        patch(&SourceFile::new("a.md", text), splices, false)
    }

    #[test]
    fn several_changes_of_one_line_are_one() {
        let splices = [Splice::replace(Span::new(2, 3), "B"), Splice::insert(5, " d")];
        assert_eq!(shown("a b c\nnext\n", &splices), "  --> a.md:1\n- a b c\n+ a B c d\n");
    }

    #[test]
    fn lines_that_are_put_in_between_show_no_others() {
        assert_eq!(shown("a\nb\n", &[Splice::insert(2, "x\ny\n")]), "  --> a.md:2\n+ x\n+ y\n");
        assert_eq!(shown("a\nb", &[Splice::insert(3, "\nx")]), "  --> a.md:3\n+ x\n");
    }

    #[test]
    fn changes_far_apart_are_shown_apart() {
        let splices = [Splice::replace(Span::new(0, 1), "A"), Splice::replace(Span::new(4, 6), "")];
        assert_eq!(shown("a\nb\nc\nd\n", &splices), "  --> a.md:1\n- a\n+ A\n  --> a.md:3\n- c\n");
    }

    #[test]
    fn nothing_is_shown_where_nothing_changes() {
        assert_eq!(shown("a\n", &[]), "");
    }
}
