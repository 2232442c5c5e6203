//! Anchors into a document: `<!-- rule: returns.window -->` behind the sentences they name, and nothing else changed.
//!
//! The comment goes behind the sentence, inside its paragraph, item or cell, never at the start of a line: there Markdown
//! would take the whole line for HTML. What comes out is parsed again, and must hold the same passages as before.

use crate::document::{self, Document};
use crate::error::Error;
use crate::finding::anchor_of;
use crate::text::{SourceFile, Span, Splice, spliced};
use std::collections::BTreeSet;

/// Markup that may close behind the last word of a sentence.
const CLOSERS: [&str; 11] = ["**", "__", "~~", "*", "_", "`", "</strong>", "</em>", "</b>", "</i>", "</u>"];
/// Words of a heading that say nothing about its section.
const EMPTY_WORDS: [&str; 26] = [
    "the", "a", "an", "of", "and", "or", "to", "in", "for", "your", "our", "we", "you", "is", "are", "what", "how",
    "if", "when", "it", "on", "with", "by", "at", "from", "do",
];
/// Words of a heading that go into an id.
const MOST_WORDS: usize = 3;

/// What puts these anchors behind their passages, in order of place.
///
/// # Errors
///
/// The places where no comment can stand without changing what the document says.
pub fn anchoring(document: &Document, wanted: &[(usize, String)]) -> Result<Vec<Splice>, Vec<Error>> {
    let mut splices: Vec<Splice> = Vec::new();
    let mut refused = Vec::new();
    let first: Vec<Splice> =
        wanted.iter().filter_map(|(passage, id)| candidates(document, *passage, &anchor(id)).next()).collect();
    let first = sorted(first);
    if holds(document, &first, wanted) {
        return Ok(first);
    }
    for one in wanted {
        let (passage, id) = one;
        match candidates(document, *passage, &anchor(id))
            .find(|splice| holds(document, std::slice::from_ref(splice), std::slice::from_ref(one)))
        {
            Some(splice) => splices.push(splice),
            None => {
                let place = document.to_source(document.passages[*passage].text);
                let error = Error::new(format!("no comment can stand behind this rule, so it does not become `{id}`"));
                let help = "nothing was written; put the rule in a sentence, item or cell of its own";
                refused.push(error.at(&document.source, place).help(help));
            }
        }
    }
    let splices = sorted(splices);
    if refused.is_empty() && !holds(document, &splices, wanted) {
        let error =
            Error::new("the anchors would change how the document is read").in_file(document.source.path.as_str());
        refused.push(error.help("nothing was written; put them in one by one with --rule FILE:LINE=ID"));
    }
    if refused.is_empty() { Ok(splices) } else { Err(refused) }
}

/// What puts a comment to the tool behind a passage; none where it cannot stand without changing what the document says.
pub fn comment_behind(document: &Document, passage: usize, comment: &str) -> Option<Splice> {
    candidates(document, passage, comment).find(|splice| {
        let text = spliced(&document.source.text, std::slice::from_ref(splice));
        let after = document::parse(SourceFile::new(document.source.path.as_str(), text));
        let of_passage = |document: &Document| {
            let directives = document.directives.iter().filter(|directive| directive.passage == Some(passage));
            directives.count()
        };
        says_the_same(document, &after) && of_passage(&after) == of_passage(document) + 1
    })
}

/// The comment that names a rule.
fn anchor(id: &str) -> String {
    format!("<!-- rule: {id} -->")
}

fn sorted(mut splices: Vec<Splice>) -> Vec<Splice> {
    splices.sort_by_key(|splice| splice.span.start);
    splices
}

/// Places for the comment, the best first: behind the markup that closes with the sentence, behind the sentence, at the
/// end of its line.
fn candidates(document: &Document, passage: usize, comment: &str) -> impl Iterator<Item = Splice> {
    let text = &document.source.text;
    let end = document.to_source(document.passages[passage].text).end;
    let line = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let line = end + text[end..line].trim_end().len();
    let comment = format!(" {comment}");
    [behind_markup(text, end), end, line].into_iter().map(move |at| Splice::insert(at, comment.clone()))
}

/// The byte behind what closes at `at`: emphasis, code, the rest of a link.
fn behind_markup(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let link = rest.strip_prefix("](").and_then(|rest| rest.find(')')).map(|end| end + 3);
        let link = link.or_else(|| rest.strip_prefix("][").and_then(|rest| rest.find(']')).map(|end| end + 3));
        let length = link.or_else(|| CLOSERS.iter().find(|closer| rest.starts_with(**closer)).map(|it| it.len()));
        match length {
            Some(length) => at += length,
            None => return at,
        }
    }
}

/// Whether the document says the same with the splices made, and the anchors name their passages.
fn holds(document: &Document, splices: &[Splice], wanted: &[(usize, String)]) -> bool {
    if splices.windows(2).any(|pair| pair[0].span.end > pair[1].span.start) {
        return false;
    }
    let text = spliced(&document.source.text, splices);
    let after = document::parse(SourceFile::new(document.source.path.as_str(), text));
    says_the_same(document, &after)
        && wanted.iter().all(|(passage, id)| anchor_of(&after, *passage) == Some(id))
        && (0..document.passages.len()).all(|passage| {
            let before = anchor_of(document, passage);
            before.is_none() || before == anchor_of(&after, passage)
        })
}

/// Whether two documents have the same passages, read the same way.
pub(super) fn says_the_same(before: &Document, after: &Document) -> bool {
    let readings = |document: &Document| -> Vec<String> {
        document.passages.iter().map(|passage| document.reading(passage).text.into_owned()).collect()
    };
    before.passages.len() == after.passages.len() && readings(before) == readings(after)
}

/// The passage that takes exactly these bytes of the source.
pub fn passage_at(document: &Document, span: Span) -> Option<usize> {
    document.passages.iter().position(|passage| document.to_source(passage.text) == span)
}

/// An id from the words of the document's name and of the section, that is not `taken`.
///
/// ```
/// use dumbrules::register::made_up_id;
/// use std::collections::BTreeSet;
/// let section = ["Returns".to_owned(), "What you get back".to_owned()];
/// let mut taken = BTreeSet::new();
/// assert_eq!(made_up_id("policies/gift-cards.md", &section, "", &taken), "giftcards.get-back");
/// taken.insert("giftcards.get-back".to_owned());
/// assert_eq!(made_up_id("policies/gift-cards.md", &section, "", &taken), "giftcards.get-back-2");
/// ```
pub fn made_up_id(path: &str, section: &[String], reading: &str, taken: &BTreeSet<String>) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let document: String =
        stem.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let document = if document.is_empty() { "rule".to_owned() } else { document };
    // Under the title alone, the section says nothing that the document's name does not.
    let heading = if section.len() > 1 { section.last().map(String::as_str) } else { None };
    let part = heading.map(slug).filter(|slug| !slug.is_empty()).unwrap_or_else(|| slug(reading));
    let part = if part.is_empty() { "rule".to_owned() } else { part };
    let id = format!("{document}.{part}");
    if !taken.contains(&id) {
        return id;
    }
    let mut number = 2_usize;
    while taken.contains(&format!("{id}-{number}")) {
        number += 1;
    }
    format!("{id}-{number}")
}

fn slug(text: &str) -> String {
    let lower = text.to_ascii_lowercase().replace(['\'', '’'], "");
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word));
    words.take(MOST_WORDS).collect::<Vec<_>>().join("-")
}
