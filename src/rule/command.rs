//! Commands: sentences, or main clauses behind a condition, that begin with a verb in its base form.

use super::force::{Bearer, Modality};
use super::lexicon::Word;
use super::word_set::WordSet;

/// "Bring the receipt.", "If it broke, contact us.": the command and who is told.
pub(super) fn command(lower: &str, words: &[Word], staff_reader: bool) -> Option<(Modality, Option<Bearer>)> {
    let bearer = Some(if staff_reader { Bearer::Staff } else { Bearer::Customer });
    let first = words.first()?.span.of(lower);
    let opens = matches!(
        first,
        "if" | "when" | "once" | "to" | "should" | "before" | "after" | "for" | "however" | "via" | "where"
    );
    let behind_comma = || {
        let gap = |index: usize| &lower[words[index - 1].span.end..words[index].span.start];
        (1..words.len()).filter(move |&index| gap(index).contains(','))
    };
    let commands =
        is_command(lower, words, 0) || (opens && behind_comma().any(|index| is_command(lower, words, index)));
    commands.then_some((Modality::Obligation, bearer))
}

/// Whether a clause that begins at `index` is a command.
fn is_command(lower: &str, words: &[Word], index: usize) -> bool {
    let word = |at: usize| words.get(at).map_or("", |word| word.span.of(lower));
    let softened =
        matches!(word(index), "please" | "always" | "first" | "next" | "just" | "simply" | "kindly" | "then");
    let at = index + usize::from(softened);
    let (verb, next) = (word(at), word(at + 1));
    if COMMANDS.contains(verb.as_bytes()) {
        return true;
    }
    // "Return process", "Refunds", "Report & claims": names of sections, not commands.
    let is_title = next.is_empty()
        || matches!(
            next,
            "process" | "policy" | "policies" | "and" | "or" | "window" | "period" | "eligibility" | "address" | "form"
        )
        || lower[words[at].span.end..].trim_start().starts_with('&');
    !is_title && ALSO_NOUNS.contains(verb.as_bytes())
}

/// Whether a verb begins commands, and is no name of a section.
pub(super) fn is_command_verb(verb: &str) -> bool {
    COMMANDS.contains(verb.as_bytes())
}

/// Verbs that begin a command.
static COMMANDS: WordSet = WordSet::new(
    "bring send contact email e-mail write provide include keep allow ask submit complete enclose attach \
    give tell dispute collect arrive escalate apply notify inform make ensure take pay wait fill upload do avoid follow \
    ship pack repack re-pack remove enter assist let leave reply respond insure verify explain describe initiate retain",
);

/// Verbs that are names of sections as well.
static ALSO_NOUNS: WordSet =
    WordSet::new("return refund cancel report request call show use sign log offer check record replace print");
