//! Which old block became which new one, on pairs that a person made and paired; what moved; and that form changes no rule.

use crate::revision::{Lot, edition, handbook};
use crate::support::shipped;
use dumbrules::revision::{Class, Comparison, Edition, compare};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// A text whose blocks bear names, `{a}`, and where each begins once the names are taken out.
struct Named {
    text: String,
    starts: Vec<(usize, String)>,
}

impl Named {
    fn new(written: &str) -> Self {
        let mut named = Self { text: String::new(), starts: Vec::new() };
        for line in written.lines() {
            let (name, rest) = match line.strip_prefix('{').and_then(|line| line.split_once("} ")) {
                Some((name, rest)) => (Some(name), rest),
                None => (None, line),
            };
            named.starts.extend(name.map(|name| (named.text.len(), name.to_owned())));
            named.text.push_str(rest);
            named.text.push('\n');
        }
        named
    }

    /// Which named block a byte stands in, counted from 0.
    fn block(&self, at: usize) -> usize {
        self.starts.partition_point(|(start, _)| *start <= at) - 1
    }
}

/// The pairs of blocks that a comparison of two texts finds.
fn found(old: &Named, new: &Named) -> BTreeSet<(usize, usize)> {
    let (then, now) = (edition(&[("shop.md", &old.text)]), edition(&[("shop.md", &new.text)]));
    let comparison = compare(&then, &now, &shipped().kinds);
    let blocks = |edition: &Edition, named: &Named, passages: &[usize]| {
        let document = &edition.documents[0].document;
        let start = |at: &usize| document.to_source(document.passages[*at].text).start;
        passages.iter().map(|at| named.block(start(at))).collect::<BTreeSet<usize>>()
    };
    let mut pairs = BTreeSet::new();
    for line in &comparison.documents[0].lines {
        if let (Some(a), Some(b)) = (&line.old, &line.new) {
            for one in blocks(&then, old, &a.passages) {
                pairs.extend(blocks(&now, new, &b.passages).into_iter().map(|other| (one, other)));
            }
        }
    }
    pairs
}

#[test]
fn nine_of_ten_blocks_of_hand_made_editions_find_their_partners() {
    let mut files: Vec<_> = fs::read_dir("tests/cases/revisions/blocks").expect("the editions are there").collect();
    files.sort_by_key(|file| file.as_ref().expect("the editions are there").path());
    let (mut right, mut all, mut wanted, mut notes) = (0, 0, 0, Vec::new());
    for file in files {
        let path = file.expect("the editions are there").path();
        let text = fs::read_to_string(&path).expect("the editions are there");
        let (old, new) = text.split_once("=====\n").expect("two editions");
        let (old, new) = (Named::new(old), Named::new(new));
        let named = |(a, name): (usize, &(usize, String))| {
            let same = new.starts.iter().enumerate().filter(|(_, (_, other))| *other == name.1);
            same.map(|(b, _)| (a, b)).collect::<Vec<_>>()
        };
        let truth: BTreeSet<(usize, usize)> = old.starts.iter().enumerate().flat_map(named).collect();
        let pairs = found(&old, &new);
        let name = |(a, b): &(usize, usize)| format!("{} → {}", old.starts[*a].1, new.starts[*b].1);
        notes.push(format!(
            "{}: wrong {:?}, missed {:?}",
            path.display(),
            pairs.difference(&truth).map(name).collect::<Vec<_>>(),
            truth.difference(&pairs).map(name).collect::<Vec<_>>()
        ));
        right += pairs.intersection(&truth).count();
        all += pairs.len();
        wanted += truth.len();
    }
    let f1 = 2.0 * right as f64 / (all + wanted) as f64;
    assert!(wanted >= 45, "{wanted} pairs are too few");
    assert!(f1 >= 0.90, "F1 {f1:.3}: {right} right of {all} found and {wanted} wanted\n{}", notes.join("\n"));
}

/// Whether a block of Markdown is plain running text, long enough to be known again.
fn is_plain(block: &str) -> bool {
    !block.starts_with(['#', '|', '-', '<', '>', '1', ' ', '[', '*'])
        && !block.contains("<!--")
        && block.split(' ').count() > 14
}

#[test]
fn blocks_that_moved_within_a_document_or_into_another_are_found_and_no_other() {
    let (mut planted, mut recalled, mut wrong) = (0, 0, Vec::new());
    for (year, seed) in [("2025", 3), ("2026", 4), ("2026", 5)] {
        let mut lot = Lot(seed);
        let old = handbook(year);
        let mut files: Vec<Vec<String>> =
            old.iter().map(|(_, text)| text.split("\n\n").map(str::to_owned).collect()).collect();
        let mut moved: BTreeMap<String, bool> = BTreeMap::new();
        for from in 0..files.len() {
            let plain: Vec<usize> = (3..files[from].len()).filter(|&at| is_plain(&files[from][at])).collect();
            let Some(&at) = plain.get(lot.below(plain.len().max(1))) else { continue };
            if moved.contains_key(&files[from][at]) {
                continue;
            }
            let mut block = files[from].remove(at);
            moved.insert(block.clone(), false);
            // Every second one goes to another document, every third one changes a little on its way.
            let to = if lot.below(2) == 0 { (from + 1 + lot.below(files.len() - 1)) % files.len() } else { from };
            if lot.below(3) == 0 {
                block = block.replacen(" the ", " this ", 1);
            }
            let end = files[to].len();
            let at = if to == from && at > 6 { 2 } else { end - 1 };
            files[to].insert(at, block);
        }
        let then: Vec<(&str, &str)> = old.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let texts: Vec<(String, String)> =
            old.iter().zip(&files).map(|((name, _), blocks)| (name.clone(), blocks.join("\n\n"))).collect();
        let now: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let comparison = compare(&edition(&then), &edition(&now), &shipped().kinds);
        planted += moved.len();
        for text in moved_texts(&comparison) {
            let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['*', '_', '`'], "");
            // The source holds targets of links besides: the beginning tells.
            let beginning: String = letters(&text).chars().take(30).collect();
            let known = moved.iter_mut().find(|(block, _)| letters(&flat(block)).contains(&beginning));
            match known {
                Some((_, seen)) => *seen = true,
                None => wrong.push(text),
            }
        }
        recalled += moved.values().filter(|seen| **seen).count();
    }
    assert!(planted >= 40, "{planted}");
    assert!(wrong.is_empty(), "these did not move: {wrong:#?}");
    assert!(recalled as f64 >= 0.9 * planted as f64, "{recalled} of {planted} moves found");
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The old texts of all that is told to have moved.
fn moved_texts(comparison: &Comparison) -> Vec<String> {
    let moved = comparison.changes.iter().filter(|change| change.is(Class::Moved));
    moved.filter_map(|change| change.old.as_ref()).map(|place| place.text.clone()).collect()
}

#[test]
fn text_that_stands_in_several_places_never_moves() {
    let boilerplate = "These terms apply to every order, in every shop and at every desk of ours.";
    let old = format!("# A\n\n{boilerplate}\n\nCalls are free.\n\n# B\n\nLetters cost a stamp.\n");
    let new =
        format!("# A\n\nCalls are free.\n\n# B\n\nLetters cost a stamp.\n\n{boilerplate}\n\n# C\n\n{boilerplate}\n");
    let comparison = compare(&edition(&[("shop.md", &old)]), &edition(&[("shop.md", &new)]), &shipped().kinds);
    assert!(moved_texts(&comparison).is_empty(), "{:#?}", comparison.changes);
}

/// A document with other line ends, bullets, numbers, quotes and dashes, and the same words.
fn reshaped(text: &str, width: usize) -> String {
    let start = text.strip_prefix("---").and_then(|rest| rest.find("\n---")).map_or(0, |end| end + 7);
    let (front, body) = text.split_at(start);
    let mut out = String::from(front);
    // A line that begins with one of these ends what was open.
    let opens = |line: &str| line.is_empty() || line.starts_with(['#', '|', '>', '<', '[']) || line.ends_with("-->");
    let mut open: Option<(String, String)> = None;
    let flush = |open: &mut Option<(String, String)>, out: &mut String| {
        if let Some((indent, text)) = open.take() {
            out.push_str(&wrapped(&indent, &text, width));
        }
    };
    for line in body.lines() {
        let trimmed = line.trim_start();
        if let Some((marker, rest)) = item(trimmed) {
            flush(&mut open, &mut out);
            let indent = &line[..line.len() - trimmed.len()];
            open = Some((format!("{indent}{marker}"), rest.to_owned()));
        } else if opens(trimmed) {
            flush(&mut open, &mut out);
            out.push_str(line);
            out.push('\n');
        } else if let Some((_, text)) = &mut open {
            text.push(' ');
            text.push_str(trimmed);
        } else {
            open = Some((String::new(), line.to_owned()));
        }
    }
    flush(&mut open, &mut out);
    out
}

/// Another marker for an item, and what stands behind the old one.
fn item(line: &str) -> Option<(String, &str)> {
    if let Some(rest) = line.strip_prefix("- ") {
        return Some(("* ".to_owned(), rest));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(". ").filter(|_| digits > 0)?;
    let number: usize = line[..digits].parse().ok()?;
    Some((format!("{}. ", number + 4), rest))
}

fn wrapped(marker: &str, text: &str, width: usize) -> String {
    let styled = text.replace('\'', "’").replace(" - ", " – ");
    let text = if styled.contains("](") || styled.contains("<!--") { text.to_owned() } else { styled };
    let (mut out, mut line) = (String::new(), marker.to_owned());
    let hang = " ".repeat(marker.chars().count());
    for word in text.split_whitespace() {
        // A line must not begin with what would open something else.
        let may_begin =
            !word.starts_with(['-', '+', '*', '#', '>', '|', '<', '=', '~', '[']) && !word.ends_with(['.', ')']);
        if line.len() + word.len() > width && may_begin && line.trim() != marker.trim() {
            out.push_str(line.trim_end());
            out.push('\n');
            line.clone_from(&hang);
        }
        line.push_str(word);
        line.push(' ');
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

#[test]
fn wrapping_bullets_numbers_quotes_and_dashes_change_no_rule_of_the_whole_handbook() {
    for year in ["2025", "2026"] {
        let old = handbook(year);
        for width in [48, 140] {
            let reshaped: Vec<(String, String)> =
                old.iter().map(|(name, text)| (name.clone(), reshaped(text, width))).collect();
            let borrow = |texts: &'_ [(String, String)]| {
                let pairs: Vec<(&str, &str)> =
                    texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
                edition(&pairs)
            };
            let comparison = compare(&borrow(&old), &borrow(&reshaped), &shipped().kinds);
            let changed: Vec<_> = comparison.changes.iter().map(|change| (&change.classes, &change.pieces)).collect();
            assert!(changed.is_empty(), "{year} at {width}: {changed:#?}");
            assert!(comparison.documents.iter().any(|document| document.formatting > 0));
            assert!(comparison.documents.iter().any(|document| !document.renumbered.is_empty()));
        }
    }
}

/// The classes and the words of what a comparison tells, one a line.
fn told(old: &str, new: &str) -> String {
    let comparison = compare(&edition(&[("shop.md", old)]), &edition(&[("shop.md", new)]), &shipped().kinds);
    let line = |change: &dumbrules::revision::Change| {
        let classes = change.classes.iter().map(|class| class.word()).collect::<Vec<_>>().join(", ");
        format!("{classes}: {}", change.place().map(|place| place.text.clone()).unwrap_or_default())
    };
    comparison.changes.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sentence_that_stands_elsewhere_word_for_word_is_no_new_wording_of_another() {
    let kept =
        "Our responsibility is to the owners, so we won't let other people take over your account without leave.";
    let old = format!(
        "# Owners\n\nAccount owners are the only people who can see all new boats in the account.\n\nThe list of owners \
         stands in the office. Owners are the only people who can add other owners. {kept}\n"
    );
    let new = format!("# Owners\n\n{kept}\n\nThe list of owners stands in the office.\n");
    insta::assert_snapshot!(told(&old, &new), @"
    check, removed: Account owners are the only people who can see all new boats in the account.
    check, removed: Owners are the only people who can add other owners.
    ");
}

#[test]
fn heads_of_tables_stay_when_a_table_above_grows() {
    let table =
        |name: &str| format!("## {name}\n\n| Name | Purpose |\n|---|---|\n| {name}-id | Keeps {name} apart |\n\n");
    let row = "| Partner | Site |\n|---|---|\n| Ada | ada.example |\n";
    let old = format!("# Cookies\n\n{row}\n{}{}", table("visit"), table("basket"));
    let new = format!("# Cookies\n\n{row}| Bob | bob.example |\n\n{}{}", table("visit"), table("basket"));
    insta::assert_snapshot!(told(&old, &new), @"
    added: Bob
    added: bob.example
    ");
}
