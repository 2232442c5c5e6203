//! Blocks → passages, each with what must be read before it: lead-in, table heads, the question it answers.

use super::{Block, BlockKind, Context, Document, Passage};
use crate::text::{Span, sentences};

/// A lead-in in running paragraphs ("You must bring:", then one paragraph for each item, as scraped pages have it)
/// reaches at most this far.
const PARAGRAPHS_UNDER_A_LEAD_IN: usize = 12;

/// Splits every block into passages and finds the context of each.
pub(super) fn find_passages(document: &mut Document) {
    demote_listed_headings(document);
    let text = document.text.as_str();
    let mut passages: Vec<Passage> = Vec::with_capacity(document.blocks.len() * 2);
    for index in 0..document.blocks.len() {
        let block = document.blocks[index];
        let first = passages.len();
        for sentence in sentences(block.text.of(text)) {
            passages.push(Passage { text: sentence.shifted(block.text.start), block: index, context: Context::None });
        }
        document.blocks[index].passages = (first, passages.len());
    }
    let mut running: Option<Running> = None;
    let mut numbered = Numbered::default();
    for index in 0..document.blocks.len() {
        let block = document.blocks[index];
        if block.kind != BlockKind::Paragraph {
            running = None;
        }
        let context = match block.kind {
            BlockKind::TableCell { .. } => cell_context(document, &block),
            BlockKind::ListItem => item_context(document, &passages, &block, text),
            BlockKind::Paragraph => {
                numbered.context(&block, text).unwrap_or_else(|| running_context(&mut running, &block, text))
            }
            BlockKind::Heading(_) | BlockKind::TableHead => Context::None,
        };
        let (from, to) = block.passages;
        // What follows the first sentence of a numbered paragraph explains it.
        let reaches = if numbered.since == 0 && numbered.last > 0 { to.min(from + 1) } else { to };
        for passage in &mut passages[from..reaches] {
            passage.context = context;
        }
        answer_context(document, &mut passages, index, text);
        if let (BlockKind::Paragraph, Some(last)) = (block.kind, passages[from..to].last()) {
            let own = last.text.of(text);
            let is_open = own.ends_with(':');
            if is_open || lists_below(own) {
                running = Some(Running { lead_in: last.text, items: 0, is_open });
            }
            if is_open {
                numbered = Numbered { lead_in: Some(last.text), last: 0, since: 0 };
            }
        }
    }
    document.passages = passages;
}

/// Pages converted from the web often have their list items as headings: two or more headings in a row right under a
/// paragraph that ends in a colon. They become items of it, and what follows them stays in the section they stand in.
fn demote_listed_headings(document: &mut Document) {
    let text = document.text.as_str();
    let level = |block: &Block| if let BlockKind::Heading(level) = block.kind { Some(level) } else { None };
    let mut at = 0;
    while at < document.blocks.len() {
        let lead_in = document.blocks[at];
        at += 1;
        let introduces = lead_in.kind == BlockKind::Paragraph && lead_in.text.of(text).ends_with(':');
        let first = document.blocks.get(at).and_then(level);
        let run = document.blocks[at..].iter().take_while(|block| first.is_some() && level(block) == first).count();
        if !introduces || run < 2 {
            continue;
        }
        let last_section = document.blocks[at + run - 1].section;
        for block in &mut document.blocks[at..at + run] {
            block.kind = BlockKind::ListItem;
            block.lead_in = Some(at - 1);
            block.section = lead_in.section;
        }
        for block in document.blocks[at + run..].iter_mut().take_while(|block| block.section == last_section) {
            block.section = lead_in.section;
        }
        at += run;
    }
}

fn cell_context(document: &Document, block: &Block) -> Context {
    let span = |index: Option<usize>| index.map(|index| document.blocks[index].text);
    Context::Cell { row: span(block.row_head), column: span(block.column_head) }
}

/// An item is read together with the last sentence before its list when that ends in a colon, or when the item is too
/// clipped to stand alone and hangs under a heading or an unfinished sentence.
fn item_context(document: &Document, passages: &[Passage], block: &Block, text: &str) -> Context {
    let Some(lead_in) = block.lead_in.map(|index| &document.blocks[index]) else {
        return Context::None;
    };
    let (from, to) = lead_in.passages;
    let Some(last) = passages.get(from..to).and_then(<[Passage]>::last) else {
        return Context::None;
    };
    let open = !last.text.of(text).ends_with(['.', '!', '?']);
    let own = block.text.of(text);
    // The document's title frames no single item.
    let titled = lead_in.kind == BlockKind::Heading(1);
    let clipped = !own.ends_with(['.', '!', '?']) || (!titled && is_fragment(own));
    let announced = announces(last.text.of(text));
    let heading = matches!(lead_in.kind, BlockKind::Heading(_));
    if last.text.of(text).ends_with(':') || announced || (clipped && (open || heading)) {
        Context::LeadIn(last.text)
    } else {
        Context::None
    }
}

/// A lead-in in running paragraphs, and what stood under it so far.
struct Running {
    lead_in: Span,
    items: usize,
    /// It ends in a colon; else it only says that something is listed below.
    is_open: bool,
}

/// A paragraph under a lead-in in running paragraphs, while the paragraphs look like items of it.
fn running_context(running: &mut Option<Running>, block: &Block, text: &str) -> Context {
    let Some(Running { lead_in, items, is_open }) = running else {
        return Context::None;
    };
    let single = block.passages.1 - block.passages.0 == 1;
    let own = block.text.of(text);
    let note = own.split(' ').next().is_some_and(|word| word.ends_with(':'));
    let ends = is_whole(own) || !(*is_open || is_case(own));
    if !single || note || ends || *items >= PARAGRAPHS_UNDER_A_LEAD_IN || block.section_break(own) {
        *running = None;
        return Context::None;
    }
    *items += 1;
    Context::LeadIn(*lead_in)
}

/// Whether a sentence says that a list comes below, although it ends in a full stop: "Listed below are the reasons we accept."
fn lists_below(own: &str) -> bool {
    let lower = own.to_ascii_lowercase();
    let says =
        ["listed below", "below listed", "below is a list", "in the following cases", "in the following situations"];
    says.iter().any(|words| lower.contains(words))
}

/// Whether a paragraph names a case, rather than saying something of its own: "Any payment that was taken twice."
fn is_case(own: &str) -> bool {
    ["Any ", "By ", "If ", "When ", "Where ", "You've ", "Your "].iter().any(|start| own.starts_with(start))
}

/// Paragraphs that number themselves, "1) …", "(a) …", under a lead-in; other text may stand in between.
#[derive(Default)]
struct Numbered {
    lead_in: Option<Span>,
    /// The number before.
    last: usize,
    /// Paragraphs since then.
    since: usize,
}

/// So many paragraphs may stand between one number and the next.
const MOST_BETWEEN_NUMBERS: usize = 4;

impl Numbered {
    /// The lead-in of a paragraph that bears the next number, or the first of a new list under the same lead-in.
    fn context(&mut self, block: &Block, text: &str) -> Option<Context> {
        let lead_in = self.lead_in?;
        self.since += 1;
        let number = number_of(block.text.of(text)).filter(|&number| number == self.last + 1 || number == 1);
        if let Some(number) = number {
            (self.last, self.since) = (number, 0);
            return Some(Context::LeadIn(lead_in));
        }
        if self.since > MOST_BETWEEN_NUMBERS {
            self.lead_in = None;
        }
        None
    }
}

/// The number that a paragraph begins with, "1)", "(2)", "b)", "(iii)"; not "1." and not "2 days".
fn number_of(own: &str) -> Option<usize> {
    let own = own.strip_prefix('(').unwrap_or(own);
    let (number, rest) = own.split_once(')').filter(|(number, _)| (1..=4).contains(&number.len()))?;
    if !rest.starts_with(' ') {
        return None;
    }
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let roman = || ROMAN.iter().position(|&roman| roman == number).map(|at| at + 1);
    let letter = || match number.as_bytes() {
        [letter @ b'a'..=b'h'] => Some(usize::from(letter - b'a') + 1),
        _ => None,
    };
    number.parse().ok().or_else(roman).or_else(letter)
}

/// Whether a sentence announces a list although it ends in a full stop: "The following cannot be returned."
fn announces(lead_in: &str) -> bool {
    let lower = lead_in.to_ascii_lowercase();
    ["following", "as follows", "listed below", "below:", "these cases"].iter().any(|word| lower.contains(word))
}

/// Verbs and subjects of whole sentences.
const OF_SENTENCES: &[&str] = &[
    " is ", " are ", " was ", " can ", " cannot ", " will ", " must ", " may ", " should ", " shall ", " has ",
    " have ", " you ", " we ", " not ", " do ",
];

/// Whether an item that ends in a full stop is none the less no sentence: "Worn shoes."
fn is_fragment(own: &str) -> bool {
    let lower = own.to_ascii_lowercase();
    own.len() < 90
        && !OF_SENTENCES.iter().any(|word| lower.contains(word))
        && !["we ", "you ", "if "].iter().any(|word| lower.starts_with(word))
}

/// Whether a paragraph is a rule of its own, with a subject and what it may or must: it ends a list of paragraphs.
fn is_whole(own: &str) -> bool {
    let own_subject = ["We ", "You ", "The ", "Our ", "Your ", "They "].iter().any(|subject| own.starts_with(subject));
    let verbs = [" can ", " may ", " shall ", " will ", " must ", " cannot ", " is not ", " are not ", " reserve "];
    own_subject && own.ends_with('.') && verbs.iter().any(|verb| own.contains(verb))
}

impl Block {
    /// Whether a paragraph of scraped text starts a new subject rather than continuing a list.
    fn section_break(&self, own: &str) -> bool {
        own.ends_with(':') || own.len() > 400
    }
}

/// "Can I return sale items?" followed by "No." or "Yes, …": the answer is read together with its question.
fn answer_context(document: &Document, passages: &mut [Passage], index: usize, text: &str) {
    let (from, to) = document.blocks[index].passages;
    for at in from..to {
        let own = passages[at].text.of(text);
        let answers = ["No.", "No,", "No ", "Yes.", "Yes,", "Yes ", "Unfortunately", "Sorry", "Sadly", "Never."]
            .iter()
            .any(|start| own.starts_with(start))
            || matches!(own, "No" | "Yes");
        let Some(before) = at.checked_sub(1).filter(|_| answers && passages[at].context == Context::None) else {
            continue;
        };
        if passages[before].text.of(text).ends_with('?') {
            passages[at].context = Context::LeadIn(passages[before].text);
        }
    }
}
