//! Values that look as if they named a person: they are refused, and never repeated.

/// Longest pseudonym, in bytes.
const LONGEST: usize = 64;

/// Why a value cannot be a pseudonym; none when it may be one.
pub(super) fn unfit(value: &str) -> Option<&'static str> {
    if value.contains('@') {
        Some("looks like an e-mail address")
    } else if is_telephone(value) {
        Some("looks like a telephone number")
    } else if value.contains(char::is_whitespace) || value.contains([',', ';']) {
        Some("holds more than one word, as names do")
    } else if is_dotted_name(value) {
        Some("looks like a name, as in `first.last`")
    } else if value.len() > LONGEST {
        Some("is longer than a pseudonym needs to be")
    } else {
        None
    }
}

/// Why a value that should be a word of ours cannot be one: only what can be told without doubt.
pub(super) fn reveals(value: &str) -> Option<&'static str> {
    if value.contains('@') {
        Some("looks like an e-mail address")
    } else if is_telephone(value) {
        Some("looks like a telephone number")
    } else {
        None
    }
}

/// Digits as people write them to be called: with a plus or a zero in front, or in groups. A plain number may be a
/// customer's number.
fn is_telephone(value: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || " -./()+".contains(letter);
    let digits = value.chars().filter(char::is_ascii_digit).count();
    if !(7..=15).contains(&digits) || !value.chars().all(is_part) {
        return false;
    }
    let groups = value.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty()).count();
    value.starts_with(['+', '(']) || (value.starts_with('0') && digits >= 9) || groups >= 3
}

/// `jane.smith`: two words of letters, joined by a full stop.
fn is_dotted_name(value: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    value.split_once('.').is_some_and(|(first, last)| is_word(first) && is_word(last))
}

#[cfg(test)]
mod tests {
    use super::unfit;

    #[test]
    fn pseudonyms_pass_and_names_and_numbers_of_people_do_not() {
        for fit in ["s17", "S-017", "c9f2e1", "1000012345", "a1b2c3d4-0000-4000-8000-1234567890ab", "till.7", "2026.17"]
        {
            assert_eq!(unfit(fit), None, "{fit}");
        }
        let person =
            ["maud@example.org", "Maud Fenwick", "Fenwick,Maud", "maud.fenwick", "+442079460958", "0207 946 0958"];
        for unfit_one in person.into_iter().chain(["02079460958", "555-123-4567", "(555) 123-4567"]) {
            assert!(unfit(unfit_one).is_some(), "{unfit_one}");
        }
    }
}
