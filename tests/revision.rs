//! What changed between two editions: labelled pairs, planted changes, and what must hold for every pair.

use crate::support::{parse_at, shipped};
use dumbrules::document::Profile;
use dumbrules::finding::Scratch;
use dumbrules::revision::{Class, Comparison, Edition, Line, Mark, Text, compare};
use dumbrules::text::Span;
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

pub(crate) fn edition(documents: &[(&str, &str)]) -> Edition {
    let ruleset = shipped();
    let read = |(path, text): &(&str, &str)| {
        let document = parse_at(path, text);
        let profile = Profile::of(&document, (None, None));
        Arc::new(Text::new(*path, document, &profile, &ruleset, &mut Scratch::default()))
    };
    Edition { name: "an edition".to_owned(), documents: documents.iter().map(read).collect() }
}

pub(crate) fn compared(old: &str, new: &str) -> Comparison {
    compare(&edition(&[("shop.md", old)]), &edition(&[("shop.md", new)]), &shipped().kinds)
}

fn classes(comparison: &Comparison) -> BTreeSet<&'static str> {
    let rules = comparison.changes.iter().filter(|change| change.binds);
    rules.flat_map(|change| change.classes.iter().map(|class| class.word())).collect()
}

#[test]
fn labelled_pairs_are_called_what_a_careful_reader_calls_them() {
    let text = fs::read_to_string("tests/cases/revisions/pairs.txt").unwrap();
    let mut wrong = Vec::new();
    let mut pairs = 0;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let [class, old, new] = line.split(" => ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        pairs += 1;
        let comparison = compared(&old.replace("\\n", "\n"), &new.replace("\\n", "\n"));
        let found = classes(&comparison);
        let right = match class {
            "none" => found.is_empty(),
            "tightened" => found.contains(class) && !found.contains("loosened"),
            "loosened" => found.contains(class) && !found.contains("tightened"),
            "moved" => comparison.changes.iter().any(|change| change.is(Class::Moved)),
            class => found.contains(class),
        };
        if !right {
            let reasons: Vec<_> =
                comparison.changes.iter().flat_map(|change| &change.reasons).map(|it| &it.text).collect();
            wrong.push(format!("{class}, found {found:?} {reasons:?}\n  {old}\n  {new}"));
        }
    }
    assert!(pairs >= 60, "{pairs} pairs are too few");
    assert!(wrong.is_empty(), "{} of {pairs} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_way_that_nobody_has_to_go_is_not_told_as_one() {
    let reasons = |new: &str| {
        let changes = compared("Cancel in your account at any time.\n", new).changes;
        changes.iter().flat_map(|change| &change.reasons).map(|it| it.text.clone()).collect::<Vec<_>>().join("; ")
    };
    assert!(!reasons("Cancel in your account at any time, no phone calls required.\n").contains("by phone"));
    assert!(reasons("Cancel by phone at any time.\n").contains("by phone"));
}

/// The documents of the sample handbook.
pub(crate) fn handbook(year: &str) -> Vec<(String, String)> {
    let mut found: Vec<_> = fs::read_dir(format!("policies/{year}"))
        .expect("the handbook is there")
        .map(|entry| entry.expect("the handbook is there").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| {
            (
                path.file_name().expect("the handbook is there").to_string_lossy().into_owned(),
                fs::read_to_string(&path).expect("the handbook is there"),
            )
        })
        .collect();
    found.sort();
    found
}

/// Numbers that look drawn by lot and are the same each time.
pub(crate) struct Lot(pub(crate) u64);

impl Lot {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most
    }
}

#[test]
fn accepting_all_changes_gives_the_new_text_and_rejecting_them_the_old() {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let old = handbook("2025");
    for (name, text) in handbook("2026") {
        if let Some((_, before)) = old.iter().find(|(known, _)| *known == name) {
            pairs.push((before.clone(), text));
        }
    }
    let mut lot = Lot(1);
    for (_, text) in &old {
        pairs.push((text.clone(), mutated(text, &mut lot).0));
    }
    for (old, new) in &pairs {
        let (then, now) = (edition(&[("shop.md", old)]), edition(&[("shop.md", new)]));
        let comparison = compare(&then, &now, &shipped().kinds);
        let lines = &comparison.documents[0].lines;
        let accepted =
            read_back(lines, &comparison, &now, Mark::Gone, |line| line.new.as_ref().map(|spot| spot.passages.clone()));
        let rejected = read_back(lines, &comparison, &then, Mark::Come, |line| {
            line.old.as_ref().map(|spot| spot.passages.clone())
        });
        assert_eq!(accepted, whole(&now), "accepted");
        assert_eq!(rejected, whole(&then), "rejected");
    }
}

/// Letters and digits of a text: numbers in front of rules are kept apart from them.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Every passage of an edition's only document.
fn whole(edition: &Edition) -> Vec<String> {
    let document = &edition.documents[0].document;
    document.passages.iter().map(|passage| document.slice(passage.text).to_owned()).map(|text| letters(&text)).collect()
}

/// The passages that lines and changes give, in order. A change's text stands for all its passages.
fn read_back(
    lines: &[Line],
    comparison: &Comparison,
    edition: &Edition,
    without: Mark,
    spot: impl Fn(&Line) -> Option<Vec<usize>>,
) -> Vec<String> {
    let document = &edition.documents[0].document;
    let passage = |at: usize| letters(document.slice(document.passages[at].text));
    let mut found: Vec<Option<String>> = vec![None; document.passages.len()];
    for line in lines {
        let Some(passages) = spot(line) else { continue };
        let truth: String = passages.iter().map(|&at| passage(at)).collect();
        if let Some(change) = line.change {
            let pieces = comparison.changes[change].pieces.iter().filter(|piece| piece.mark != without);
            let told = letters(&pieces.map(|piece| piece.text.as_str()).collect::<String>());
            assert!(truth.ends_with(&told) && truth.len() - told.len() < 12, "{truth}\n{told}");
        }
        for at in passages {
            assert!(found[at].replace(passage(at)).is_none(), "a passage is told twice");
        }
    }
    found.into_iter().map(|text| text.expect("every passage is in a line")).collect()
}

/// A text with blocks edited, added, deleted and moved; and for each new block the old one that it was.
fn mutated(text: &str, lot: &mut Lot) -> (String, Vec<Option<usize>>) {
    let blocks: Vec<&str> = text.split("\n\n").collect();
    let mut kept: Vec<(Option<usize>, String)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let is_plain = at > 1 && !block.starts_with(['#', '|', '-', '<', '>', '1']) && block.split(' ').count() > 12;
        match lot.below(20) {
            0 if is_plain => {}
            1..=5 if is_plain => {
                let mut words: Vec<String> = block.split(' ').map(str::to_owned).collect();
                for _ in 0..1 + words.len() / 12 {
                    let word = lot.below(words.len());
                    words[word] = "elsewhere".to_owned();
                }
                kept.push((Some(at), words.join(" ")));
            }
            6 if is_plain => {
                kept.push((Some(at), (*block).to_owned()));
                kept.push((
                    None,
                    format!("A wholly fresh paragraph, number {at}, says what nobody foresaw about whistles."),
                ));
            }
            _ => kept.push((Some(at), (*block).to_owned())),
        }
    }
    let movable = |(_, block): &&(Option<usize>, String)| {
        block.split(' ').count() > 12 && !block.starts_with(['#', '|', '-', '<', '>', '1'])
    };
    if kept.len() > 12
        && let Some(at) = (4..kept.len()).find(|&at| movable(&&kept[at]))
    {
        let block = kept.remove(at);
        kept.push(block);
    }
    let origins = kept.iter().map(|(origin, _)| *origin).collect();
    (kept.into_iter().map(|(_, block)| block).collect::<Vec<_>>().join("\n\n"), origins)
}

/// Which block, counted by empty lines, a byte of a text stands in.
fn block_at(text: &str, at: usize) -> usize {
    text[..at].matches("\n\n").count()
}

#[test]
fn blocks_of_edited_handbooks_find_their_partners() {
    let mut lot = Lot(7);
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for year in ["2025", "2026"] {
        for (_, text) in handbook(year) {
            for _ in 0..2 {
                let (new, origins) = mutated(&text, &mut lot);
                let truth: BTreeSet<(usize, usize)> =
                    origins.iter().enumerate().filter_map(|(at, origin)| Some(((*origin)?, at))).collect();
                let (then, now) = (edition(&[("shop.md", &text)]), edition(&[("shop.md", &new)]));
                let comparison = compare(&then, &now, &shipped().kinds);
                let place = |edition: &Edition, text: &str, passage: usize| {
                    let document = &edition.documents[0].document;
                    let Span { start, .. } = document.to_source(document.passages[passage].text);
                    block_at(text, start)
                };
                let mut pairs = BTreeSet::new();
                for line in &comparison.documents[0].lines {
                    if let (Some(a), Some(b)) = (&line.old, &line.new) {
                        pairs.insert((place(&then, &text, a.passages[0]), place(&now, &new, b.passages[0])));
                    }
                }
                // Front matter and comments hold no passage.
                let readable: BTreeSet<usize> =
                    (0..then.documents[0].document.passages.len()).map(|at| place(&then, &text, at)).collect();
                let truth: BTreeSet<_> = truth.into_iter().filter(|(old, _)| readable.contains(old)).collect();
                right += pairs.intersection(&truth).count();
                found += pairs.len();
                wanted += truth.len();
            }
        }
    }
    let f1 = 2.0 * right as f64 / (found + wanted) as f64;
    assert!(f1 >= 0.95, "F1 {f1:.3}: {right} right of {found} found and {wanted} wanted");
}

#[test]
fn planted_changes_of_number_negation_modality_and_exception_are_all_flagged() {
    let plants: [(&str, &str); 12] = [
        (" may ", " must "),
        (" must ", " may "),
        (" can ", " cannot "),
        (" will ", " will not "),
        (" not ", " "),
        (" cannot ", " can "),
        (" never ", " always "),
        (" 14 days", " 7 days"),
        (" 30 days", " 20 days"),
        (" 28 days", " 21 days"),
        (" unless ", ". If "),
        ("£10", "£12"),
    ];
    let ruleset = shipped();
    let (mut planted, mut missed) = (0, Vec::new());
    for year in ["2025", "2026"] {
        for (name, text) in handbook(year) {
            let then = edition(&[("shop.md", &text)]);
            let document = &then.documents[0].document;
            for (from, to) in plants {
                let holds = |at: &usize| {
                    let binds =
                        then.documents[0].understood[*at].rule.as_ref().is_some_and(|rule| rule.modality.is_some());
                    binds && document.source.slice(document.to_source(document.passages[*at].text)).contains(from)
                };
                let Some(at) = (0..document.passages.len()).find(holds) else { continue };
                let span = document.to_source(document.passages[at].text);
                let place = span.start + document.source.slice(span).find(from).unwrap();
                let new = format!("{}{to}{}", &text[..place], &text[place + from.len()..]);
                planted += 1;
                let comparison = compare(&then, &edition(&[("shop.md", &new)]), &ruleset.kinds);
                let flagged = comparison.changes.iter().any(|change| {
                    change.binds
                        && [Class::Tightened, Class::Loosened, Class::Check].iter().any(|class| change.is(*class))
                });
                if !flagged {
                    missed.push(format!("{name}: {from:?} to {to:?} in {}", document.source.slice(span)));
                }
            }
        }
    }
    assert!(planted > 100, "{planted}");
    assert!(missed.is_empty(), "{} of {planted} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn wrapping_bullets_quotes_and_dashes_change_no_rule() {
    for (name, text) in handbook("2026") {
        let body_start = text[3..].find("\n---").map_or(0, |end| end + 7);
        let (front, body) = text.split_at(body_start);
        let mut new = String::from(front);
        for line in body.split_inclusive('\n') {
            let line = if let Some(rest) = line.strip_prefix("- ") { format!("* {rest}") } else { line.to_owned() };
            // In tables and comments a quote or a line end would mean something else.
            let is_item = line.trim_start().starts_with(['-', '*']);
            let is_plain = !is_item && !line.starts_with(['|', '#', '<']) && !line.contains("<!--");
            new.push_str(&if is_plain { line.replace('\'', "’").replace(" - ", " – ") } else { line });
        }
        let comparison = compare(&edition(&[("shop.md", &text)]), &edition(&[("shop.md", &new)]), &shipped().kinds);
        let changed: Vec<_> = comparison.changes.iter().map(|change| &change.pieces).collect();
        assert!(changed.is_empty(), "{name}: {changed:#?}");
    }
}

#[test]
fn a_moved_text_keeps_its_inner_change_and_boilerplate_never_moves() {
    let old = "# One\n\nYou must bring the receipt and the box with all its papers.\n\nTerms apply to all of it.\n\n# Two\n\nCalls are free.\n\nLetters cost 2 pounds a sheet.\n";
    let new = "# One\n\nTerms apply to all of it.\n\n# Two\n\nCalls are free.\n\nLetters cost 2 pounds a sheet.\n\nYou must bring the receipt and the old box with all its papers.\n\nTerms apply to all of it.\n";
    let comparison = compared(old, new);
    let moved: Vec<_> = comparison.of(Class::Moved).collect();
    assert_eq!(moved.len(), 1, "{:#?}", comparison.changes);
    assert!(moved[0].pieces.iter().any(|piece| piece.mark == Mark::Come && piece.text.contains("old")));
}

#[test]
fn rules_move_across_documents_and_documents_are_renamed() {
    let fees = "# Fees\n\nThe late fee for boots and skis is £10 a day.\n\nWe send a bill at the end of each month.\n";
    let hire = "# Hire\n\nBring a card.\n\nThe late fee for boots and skis is £10 a day.\n";
    let old = edition(&[("fees.md", fees), ("hire.md", "# Hire\n\nBring a card.\n")]);
    let new = edition(&[("costs.md", "# Fees\n\nWe send a bill at the end of each month.\n"), ("hire.md", hire)]);
    let comparison = compare(&old, &new, &shipped().kinds);
    let moved = comparison.documents.iter().flat_map(|document| &document.moved).collect::<Vec<_>>();
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert!(moved[0].from.starts_with("fees.md") && moved[0].to.starts_with("hire.md"));
}

#[test]
fn references_to_what_got_another_number_or_vanished_are_told() {
    let old = "# Terms\n\n## 1. Scope\n\nAll sales.\n\n## 2. Returns\n\nBring it back.\n\n## 3. Fees\n\nSee section 2 for returns.\n";
    let new = "# Terms\n\n## 1. Scope\n\nAll sales.\n\n## 2. Prices\n\nThey are on the tag, and in the list at the till.\n\n## 3. Returns\n\nBring it back.\n\n## 4. Fees\n\nSee section 2 for returns.\n";
    let references = compared(old, new).references;
    assert_eq!(references.len(), 1, "{references:?}");
    assert_eq!(references[0].now.as_deref(), Some("section 3"));
}
