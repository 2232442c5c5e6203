//! The vocabulary file → lists of patterns, and families of words with all their forms.

use super::forms;
use super::known::{check, text};
use super::load::is_id_part;
use super::pattern::{Families, PLACEHOLDERS};
use super::text::Text;
use super::written::Ruleset;
use crate::yaml::{Key, Node, Reader, Shape};
use std::collections::BTreeMap;

/// What a vocabulary file says.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// Lists of patterns: `@name`.
    pub(super) lists: BTreeMap<Text, Vec<Text>>,
    /// Families of words: `{name}`.
    pub(super) families: Families,
}

/// A list holds no other list; a list that is a mapping is a family of words.
pub(super) fn vocabulary(reader: &mut Reader<'_>, node: &Node, shipped: Option<&Ruleset>) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    // Lists may name families that stand below them, so families are read first.
    let is_family = |node: &Node| matches!(node.shape, Shape::Map(_));
    let entries = reader.map(node, |reader, node| is_family(node).then(|| family(reader, node)));
    for (name, forms) in entries {
        check_name(reader, name, forms.is_some(), shipped);
        if let Some(forms) = forms {
            vocabulary.families.insert(name.text.clone().into(), forms);
        }
    }
    let mut known: Families = shipped.map(|shipped| shipped.families.clone()).unwrap_or_default();
    known.extend(vocabulary.families.clone());
    for entry in node.entries().iter().filter(|entry| !is_family(&entry.node)) {
        let patterns = reader.list(&entry.node, |reader, node| list_item(reader, node, &known));
        vocabulary.lists.insert(entry.key.text.clone().into(), patterns);
    }
    vocabulary
}

fn list_item(reader: &mut Reader<'_>, node: &Node, known: &Families) -> Text {
    let pattern = text(reader, node);
    if !pattern.starts_with('@') {
        return check(reader, node, &pattern, known).unwrap_or_default();
    }
    let message = format!("`{pattern}` inside a list of the vocabulary");
    reader.mistake(node.span, message, "write its patterns out");
    pattern
}

fn check_name(reader: &mut Reader<'_>, name: &Key, is_family: bool, shipped: Option<&Ruleset>) {
    let text = name.text.as_str();
    if !is_id_part(text) {
        let help = "use lower-case letters, digits, `.`, `_` and `-`";
        reader.mistake(name.span, format!("`{text}` is no name for a list"), help);
    } else if is_family && !text.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        reader.mistake(name.span, format!("`{text}` is no name for a family of words"), "begin it with a letter");
    } else if is_family && PLACEHOLDERS.iter().any(|known| &known[1..known.len() - 1] == text) {
        reader.mistake(name.span, format!("`{{{text}}}` stands for a quantity"), "choose another name");
    }
    // What is shipped may be of the other kind than what was written.
    let is_list = shipped.is_some_and(|shipped| shipped.vocabulary.contains_key(text));
    if is_list || shipped.is_some_and(|shipped| shipped.families.contains_key(text)) {
        let what = if is_list { format!("list `@{text}`") } else { format!("family `{{{text}}}`") };
        reader.mistake(name.span, format!("the {what} is shipped with dumbrules"), "choose another name");
    }
}

/// All forms of the words of a family, as one group of alternatives.
fn family(reader: &mut Reader<'_>, node: &Node) -> Text {
    let mut fields = reader.fields(node, "a family of words", &["verbs", "nouns", "words"]);
    let verbs = fields.or_default("verbs", words);
    let nouns = fields.or_default("nouns", words);
    let words = fields.or_default("words", words);
    let verbs = verbs.iter().flat_map(|base| forms::verb(base));
    let nouns = nouns.iter().flat_map(|base| forms::noun(base));
    let all = forms::once(verbs.chain(nouns).chain(words.iter().map(ToString::to_string)).collect());
    if all.is_empty() {
        reader.mistake(node.span, "a family without words", "name some under `verbs`, `nouns` or `words`");
    }
    format!("(?:{})", all.join("|")).into()
}

/// Bases of words: lower-case letters, with spaces, hyphens and apostrophes between them.
fn words(reader: &mut Reader<'_>, node: &Node) -> Vec<Text> {
    reader.list(node, |reader, node| {
        let word = text(reader, node);
        let is_plain = |letter: char| letter.is_ascii_lowercase() || matches!(letter, ' ' | '-' | '\'');
        if !word.is_empty() && !word.chars().all(is_plain) {
            let help = "write a word, not a pattern: lower-case letters, spaces, hyphens and apostrophes";
            reader.mistake(node.span, format!("`{word}` is no word"), help);
        }
        word
    })
}
