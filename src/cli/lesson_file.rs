//! What `lints teach` leaves: the file of lessons, and a table of what was learnt.

use super::table::{self, Cell};
use super::teach::Names;
use super::terminal;
use crate::emit::count;
use crate::lesson::{Learnt, Lesson};
use std::fmt::Write;

/// The file of lessons.
///
/// `from` is how many real documents, and how many rules in them, it was learnt from.
pub(super) fn written(lessons: &[(Lesson, Learnt)], from: (usize, usize), names: &Names) -> String {
    let mut out =
        String::from("# Made by `dumbrules lints teach`: teach again instead of editing. docs/teaching.md says how.\n");
    let _ = write!(
        out,
        "taught_by:\n- {} documents of labelled text with {} rules in them, and the lints' own examples\nlessons:\n",
        from.0, from.1
    );
    for (lesson, learnt) in lessons {
        let Lesson { lint, also, hostile, fair, bias, marks } = lesson;
        let _ = writeln!(out, "- lint: '{lint}'");
        if !also.is_empty() {
            let _ = writeln!(out, "  also: [{}]", also.join(", "));
        }
        let _ = writeln!(out, "  hostile: {hostile}\n  fair: {fair}\n  bias: {bias}");
        let marks = [
            ("certain", marks.certain),
            ("likely", marks.likely),
            ("possible", marks.possible),
            ("doubtful", marks.doubtful),
            ("doubtful_in_terms", marks.doubtful_in_terms),
        ];
        for (name, mark) in marks.into_iter().filter(|(_, mark)| mark.is_finite()) {
            let _ = writeln!(out, "  {name}: {mark:.3}");
        }
        out.push_str("  weights: >-\n");
        let weights = learnt.weights.iter().filter_map(|(hash, weight)| Some(format!("{} {weight}", names.get(hash)?)));
        let mut line = String::from("   ");
        for weight in weights {
            if line.len() + weight.len() > 118 {
                out.push_str(&line);
                out.push('\n');
                line = String::from("   ");
            }
            let _ = write!(line, " {weight},");
        }
        out.push_str(line.trim_end_matches(','));
        out.push('\n');
    }
    out
}

/// What was learnt, and how right it is on documents that were not seen while learning.
pub(super) fn told(lessons: &[(Lesson, Learnt)], path: &str) -> String {
    let share = |hits: usize, of: usize| {
        (100 * hits).checked_div(of).map_or_else(|| "-".to_owned(), |share| format!("{share} %"))
    };
    let row = |(lesson, learnt): &(Lesson, Learnt)| {
        let at = |mark: f32| {
            let above: Vec<bool> =
                learnt.unseen.iter().filter(|(score, ..)| *score >= mark).map(|(_, hostile, _)| *hostile).collect();
            let right = above.iter().filter(|hostile| **hostile).count();
            [share(right, above.len()), share(right, lesson.hostile)]
        };
        let [likely, found] = at(lesson.marks.likely);
        let [possible, found_too] = at(lesson.marks.possible.min(lesson.marks.likely));
        let cells = [lesson.hostile.to_string(), lesson.fair.to_string(), likely, found, possible, found_too];
        std::iter::once(Cell::flexible(lesson.lint.clone())).chain(cells.into_iter().map(Cell::fixed)).collect()
    };
    let header = ["lint", "hostile", "fair", "likely: right", "found", "possible: right", "found"];
    let closing = format!(
        "{} written to {path}. Right and found on documents not seen while learning.",
        count(lessons.len(), "lesson")
    );
    table::text(&header, lessons.iter().map(row).collect(), terminal::width(), &closing)
}
