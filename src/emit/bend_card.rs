//! One bend in full for a terminal: who, what, how far, where it stands; and its rule then and now, word by word.

use super::palette;
use super::sink::{Line, Sink, flowing};
use super::terminal::{hanging, ruled};
use super::wording::capitalized;
use super::wrap::shorten;
use crate::register::{Change, Matched, Reconciled, Standing, State};
use crate::revision::{Mark, hunks};
use anstyle::Style;

/// Columns of the names in front.
const NAMES: usize = 12;

/// One bend in full.
pub fn bend_card(bends: &Reconciled, standing: &Standing, color: bool, width: usize) -> String {
    let mut out = Vec::new();
    let mut sink = Sink::new(&mut out, color);
    // Writing to memory does not fail.
    let _ = write(bends, standing, width, &mut sink);
    String::from_utf8_lossy(&out).into_owned()
}

fn write(bends: &Reconciled, standing: &Standing, width: usize, sink: &mut Sink) -> std::io::Result<()> {
    let (register, bend) = (&bends.register, bends.bend(standing));
    let style = if standing.state.is_usable() { palette::GOOD } else { palette::WARN };
    let head = Line::default().put(palette::GUTTER, "── ").put(palette::STRONG, &bend.id).plainly(" ");
    let head = head.put(style, standing.state.word());
    let room = width.saturating_sub(head.width() + 4);
    let head = head.put(palette::QUIET, &shorten(&format!(" · {}", standing.state.meaning()), room));
    sink.line(ruled(head, width))?;
    let flags: Vec<&str> = standing.flags.iter().map(|state| state.word()).collect();
    let seen = bends.rule(standing);
    let place = seen.map(|seen| format!("{}:{}", seen.label.path, seen.label.start.line));
    let ends = bend.expires.map(|day| {
        let left = day.days_since(bends.today);
        let left = match left {
            0 => "today is its last day".to_owned(),
            1.. => format!("{left} more days"),
            _ => format!("{} days ago", -left),
        };
        format!("{}, {left}", day.in_words())
    });
    let granted = bend.granted_by.name.as_deref().map_or_else(String::new, |name| format!("{name}, "));
    let grantor = register.role(&bend.granted_by.role).map_or_else(|| bend.granted_by.role.clone(), |role| role.name());
    let rows = [
        ("besides", flags.join(", ")),
        ("who", register.who(bend)),
        ("what", register.what(bend)),
        ("when", register.reasons_of(bend).join(", ")),
        ("not when", bend.not_when.join(", ")),
        ("proof", bend.evidence.to_string().replace('-', " ")),
        ("beyond", bend.beyond.as_ref().map(|beyond| register.beyond(beyond)).unwrap_or_default()),
        ("from", if standing.state == State::Scheduled { bend.starts().in_words() } else { String::new() }),
        ("until", ends.unwrap_or_else(|| "no end is set".to_owned())),
        ("review", bend.review_due().map(|day| format!("due {}", day.in_words())).unwrap_or_default()),
        ("granted", format!("{granted}{grantor}, {}", bend.granted_on.in_words())),
        ("why", bend.rationale.clone().unwrap_or_default()),
        ("rule", [bend.rule.clone(), place].into_iter().flatten().collect::<Vec<_>>().join(" · ")),
    ];
    for (name, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        let lead = format!("   {name:<NAMES$}");
        hanging(&[(palette::QUIET, &lead)], Style::new(), &flowing(text), width, sink)?;
    }
    sink.blank()?;
    rule(bends, standing, width, sink)
}

/// The rule's words: as they are, or what became of them.
fn rule(bends: &Reconciled, standing: &Standing, width: usize, sink: &mut Sink) -> std::io::Result<()> {
    let bend = bends.bend(standing);
    let quote = bend.quote.as_deref();
    let now = bends.rule(standing).map(|seen| seen.text.as_str());
    match (quote, now) {
        (_, Some(now)) if standing.change == Change::Same => told("It reads", now, width, sink),
        (Some(quote), Some(now)) => {
            told("When granted", quote, width, sink)?;
            told(if matches!(standing.matched, Matched::Near(_)) { "Nearest now" } else { "Now" }, now, width, sink)?;
            told("Changed", &marked(quote, now), width, sink)?;
            let say =
                format!("{} change. Does it still hold? dumbrules bends accept {} --by ROLE", standing.change, bend.id);
            hanging(&[(palette::WARN, "   ")], Style::new(), &capitalized(&say), width, sink)
        }
        (Some(quote), None) => told("When granted", quote, width, sink),
        (None, Some(now)) => told("It reads", now, width, sink),
        (None, None) => Ok(()),
    }
}

fn told(name: &str, text: &str, width: usize, sink: &mut Sink) -> std::io::Result<()> {
    let lead = format!("   {name:<NAMES$} ");
    hanging(&[(palette::QUIET, &lead)], Style::new(), &flowing(text), width, sink)
}

/// Both wordings as one, in plain signs: `[-gone-]{+come+}`, as git marks words; colour alone would say nothing in a log.
pub(crate) fn marked(old: &str, new: &str) -> String {
    let pieces = hunks(old, new).into_iter().map(|piece| match piece.mark {
        Mark::Kept => piece.text,
        Mark::Gone => format!("[-{}-]", piece.text.trim_end()) + trailing(&piece.text),
        Mark::Come => format!("{{+{}+}}", piece.text.trim_end()) + trailing(&piece.text),
    });
    pieces.collect()
}

/// The spaces a text ends with.
fn trailing(text: &str) -> &str {
    &text[text.trim_end().len()..]
}
