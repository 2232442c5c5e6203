//! A comparison as Markdown, for a comment on a pull request: short enough to be read, the rest in a fold.

use super::comparison_verdict::{quiet, verdict};
use super::comparison_words::{
    REWRITTEN, TOLD, bends, classes, effects, facts, fate, headlines, moves, place, references, rewritten, shown,
    silences,
};
use super::sink::flowing;
use crate::revision::{Change, Class, Comparison, Fate, Mark, Topic};
use std::io::{self, Write};

/// Headlines of one class before "and so many more".
const MOST_HEADLINES: usize = 12;
/// Most bytes of the whole: GitHub takes 65,536 characters.
const MOST_BYTES: usize = 60_000;

/// Writes the comparison.
pub(crate) fn emit(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let title = format!("### What changes for customers: {} → {}\n\n", text(&comparison.base), text(&comparison.head));
    let mut page = format!("{title}**{}**\n", verdict(comparison));
    for (class, heading) in TOLD {
        let told = headlines(comparison, class);
        if told.is_empty() {
            continue;
        }
        page.push_str(&format!("\n**{}{heading} ({})**\n\n", mark(class), told.len()));
        for headline in told.iter().take(MOST_HEADLINES) {
            page.push_str(&format!("- {} — {}\n", text(&headline.text), text(&headline.place)));
        }
        if told.len() > MOST_HEADLINES {
            page.push_str(&format!("- … and {} more\n", told.len() - MOST_HEADLINES));
        }
    }
    let lists = [
        (REWRITTEN, rewritten(comparison)),
        ("Nothing is said any more about", silences(comparison)),
        ("References that lead elsewhere or nowhere", references(comparison)),
        ("Moved", moves(comparison)),
    ];
    for (heading, items) in lists.iter().filter(|(_, items)| !items.is_empty()) {
        page.push_str(&format!("\n**{heading} ({})**\n\n", items.len()));
        items.iter().take(MOST_HEADLINES).for_each(|item| page.push_str(&format!("- {}\n", text(item))));
        if items.len() > MOST_HEADLINES {
            page.push_str(&format!("- … and {} more\n", items.len() - MOST_HEADLINES));
        }
    }
    let also: Vec<String> = quiet(comparison).into_iter().chain(effects(comparison)).chain(bends(comparison)).collect();
    if !also.is_empty() {
        page.push_str(&format!("\n{}\n", text(&also.join(" "))));
    }
    sheet(comparison, &mut page);
    redline(comparison, &mut page);
    page.push_str(
        "\n<sub>A reading aid: line breaks, numbering, quotes and dashes are no changes. Not legal advice.</sub>\n",
    );
    out.write_all(page.as_bytes())
}

fn sheet(comparison: &Comparison, page: &mut String) {
    let rows = facts(comparison, false);
    if rows.is_empty() {
        return;
    }
    page.push_str("\n<details><summary>Facts that differ</summary>\n\n| | before | now |\n|---|---|---|\n");
    for [title, old, new] in rows {
        page.push_str(&format!("| {} | {} | {} |\n", cell(&title), cell(&old), cell(&new)));
    }
    page.push_str("\n</details>\n");
}

/// Every change of a rule, word by word, as far as there is room.
fn redline(comparison: &Comparison, page: &mut String) {
    let mut body = String::new();
    let mut left = 0;
    for document in comparison.documents.iter().filter(|document| document.fate != Fate::Same) {
        let (changes, idle) = shown(comparison, document, false);
        left += idle;
        if changes.is_empty() {
            continue;
        }
        let path = document.new.as_deref().or(document.old.as_deref()).unwrap_or_default();
        let about =
            Some(fate(document)).filter(|fate| !fate.is_empty()).map(|fate| format!(" ({fate})")).unwrap_or_default();
        let mut part = format!("\n#### {}{}\n\n", text(path), text(&about));
        let room = MOST_BYTES.saturating_sub(page.len() + body.len());
        for change in changes {
            let line = changed(change);
            if part.len() + line.len() > room {
                left += 1;
            } else {
                part.push_str(&line);
            }
        }
        if part.len() <= room {
            body.push_str(&part);
        }
    }
    if body.is_empty() {
        return;
    }
    page.push_str(&format!("\n<details><summary>Word by word</summary>\n{body}"));
    if left > 0 {
        page.push_str(&format!("\n… and {left} more: there is no room for them here.\n"));
    }
    page.push_str("\n</details>\n");
}

fn changed(change: &Change) -> String {
    let reasons = change.reasons.iter().filter(|reason| reason.topic != Topic::Rule).map(|reason| text(&reason.text));
    let reasons: Vec<String> = reasons.collect();
    let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
    let pieces = change.pieces.iter().map(|piece| {
        let body = piece.text.trim();
        let lead = &piece.text[..piece.text.len() - piece.text.trim_start().len()];
        let trail = &piece.text[piece.text.trim_end().len()..];
        match piece.mark {
            _ if body.is_empty() => piece.text.clone(),
            Mark::Kept => format!("{lead}{}{trail}", text(body)),
            Mark::Gone => format!("{lead}<del>{}</del>{trail}", text(body)),
            Mark::Come => format!("{lead}<ins>{}</ins>{trail}", text(body)),
        }
    });
    let body: String = pieces.collect::<String>().replace("</del><ins>", "</del> <ins>");
    format!("- {}**{}**{reasons} — {}\n  > {body}\n", mark(first(change)), classes(change), text(&place(change)))
}

fn first(change: &Change) -> Class {
    change.classes.first().copied().unwrap_or(Class::Reworded)
}

/// A sign in front of a class, so that it is seen at a glance; the word always stands behind it.
fn mark(class: Class) -> &'static str {
    match class {
        Class::Tightened => "▼ ",
        Class::Loosened => "▲ ",
        Class::Check => "◆ ",
        _ => "",
    }
}

/// A stranger's text with everything in it spelled out that Markdown or HTML would act upon, mentions and links included.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in flowing(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            ':' if out.ends_with("http") || out.ends_with("https") => out.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

fn cell(value: &str) -> String {
    text(value)
}
