//! The label in front of a text, "4.2(b)", "Section 3:", "(a)": it is compared apart from the text, because one rule that
//! comes in between changes the labels of all that follow.

/// Names of parts that may stand before a number.
const PARTS: [&str; 14] = [
    "section",
    "sec.",
    "clause",
    "article",
    "art.",
    "rule",
    "step",
    "part",
    "chapter",
    "point",
    "paragraph",
    "annex",
    "appendix",
    "schedule",
];

/// How many bytes at the start of a text are its label, with the space behind it; 0 when it has none.
///
/// A number is a label when a part's name stands before it or a sign behind it ("4.", "4.2", "b)"), in a heading also when
/// a capital follows ("4 Returns"); "30 days" has none.
pub(super) fn label_length(text: &str, is_heading: bool) -> usize {
    let (named, start) = part_name(text);
    let bytes = text.as_bytes();
    let number = &text[start..];
    let length = number_length(number);
    if length == 0 {
        return 0;
    }
    let end = start + length;
    let inner = number[..length].trim_end_matches(['.', ')', ':']);
    let closed = inner.len() < length || inner.contains('.') || number.starts_with('(') || inner.contains('(');
    let sign = bytes[end..].iter().take_while(|byte| matches!(byte, b'.' | b':' | b')' | b'-')).count();
    let spaces = bytes[end + sign..].iter().take_while(|byte| **byte == b' ').count();
    let rest = &text[end + sign + spaces..];
    // "Section 4 - Returns": the dash belongs to the label.
    let dash = rest.strip_prefix("- ").map_or(0, |_| 2);
    let parted = spaces > 0 && !rest.is_empty();
    let capital = is_heading && rest.starts_with(char::is_uppercase);
    // "2.5 % of the price" and "1.5 times the price" begin with an amount.
    let amount = !named
        && sign == 0
        && !inner.contains('(')
        && rest.starts_with(|first: char| first == '%' || first.is_lowercase());
    let is_label = parted
        && !(amount && inner.len() == length)
        && if named { sign > 0 || dash > 0 || is_heading } else { closed || sign > 0 || capital };
    if is_label { end + sign + spaces + dash } else { 0 }
}

/// Whether a part's name begins the text, and where the number after it would begin.
fn part_name(text: &str) -> (bool, usize) {
    if let Some(rest) = text.strip_prefix('\u{a7}') {
        return (true, text.len() - rest.trim_start().len());
    }
    let named = PARTS.iter().find_map(|part| {
        let rest = text.get(part.len()..)?;
        (text[..part.len()].eq_ignore_ascii_case(part) && rest.starts_with(' ')).then_some(part.len() + 1)
    });
    named.map_or((false, 0), |start| (true, start))
}

/// `4`, `4.2`, `4a`, `4.2(b)`, `(a)`, `b)`, `iv.`: the bytes of a number with what closes it.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    let digits = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = digits(0);
    if (1..=3).contains(&first) {
        at = first;
        loop {
            let dot = usize::from(bytes.get(at) == Some(&b'.'));
            match digits(at + dot) {
                more @ 1..=3 if dot == 1 => at += 1 + more,
                _ => break,
            }
        }
        if bytes.get(at).is_some_and(u8::is_ascii_lowercase)
            && bytes.get(at + 1).is_none_or(|byte| !byte.is_ascii_alphanumeric())
        {
            at += 1;
        }
    } else if let Some(end) = letters(bytes) {
        // Letters and Roman numbers need a sign behind them: "b)", "iv."; a sentence may begin with "I" or "a".
        return if matches!(bytes.get(end), Some(b')')) || (end > 1 && bytes.get(end) == Some(&b'.')) {
            end + 1
        } else {
            0
        };
    } else if bytes.first() != Some(&b'(') {
        return 0;
    }
    while bytes.get(at) == Some(&b'(') {
        let inner = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let is_number = (1..=4).contains(&inner)
            && (bytes[at + 1..at + 1 + inner].iter().all(u8::is_ascii_digit)
                || letters(&bytes[at + 1..at + 1 + inner]) == Some(inner));
        if !is_number || bytes.get(at + 1 + inner) != Some(&b')') {
            break;
        }
        at += inner + 2;
    }
    at
}

/// A single letter or a small Roman number in one case.
fn letters(bytes: &[u8]) -> Option<usize> {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let roman = bytes[..length].iter().all(|byte| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x'));
    (length == 1 || (roman && (2..=5).contains(&length))).then_some(length)
}

/// The number in a label: "Section 4.2:" is `4.2`.
pub(super) fn number_of(label: &str) -> String {
    let number = label.trim().rsplit(' ').find(|word| word.contains(char::is_alphanumeric)).unwrap_or_default();
    let number = number.trim_matches(['.', ':', '-']).to_lowercase();
    match number.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => inner.to_owned(),
        Some(inner) if inner.starts_with('(') && inner.matches('(').count() == 1 => inner[1..].to_owned(),
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_the_numbers_of_a_rule() {
        let label = |text: &'static str| &text[..label_length(text, false)];
        assert_eq!(label("4.2(b) Returns are free."), "4.2(b) ");
        assert_eq!(label("(a) the receipt"), "(a) ");
        assert_eq!(label("iv) the receipt"), "iv) ");
        assert_eq!(label("Section 4: Returns"), "Section 4: ");
        assert_eq!(label("3. Bring the card."), "3. ");
        for text in [
            "30 days from delivery",
            "A refund is given.",
            "I agree.",
            "2.5 % of the price",
            "3",
            "Rule 3 applies",
            "£5",
        ] {
            assert_eq!(label_length(text, false), 0, "{text}");
        }
        assert_eq!(label_length("4 Returns", true), 2);
        assert_eq!(label_length("30 days", true), 0);
        assert_eq!(label_length("Section 4 - Returns", true), 12);
    }

    #[test]
    fn a_label_knows_its_number() {
        assert_eq!(number_of("Section 4.2: "), "4.2");
        assert_eq!(number_of("(a) "), "a");
        assert_eq!(number_of("4.2(b)"), "4.2(b)");
    }
}
