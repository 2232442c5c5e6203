//! A word → its forms: what English does to verbs and nouns, so that nobody has to list "cancelled, canceled, cancelling".
//!
//! Small on purpose. Where a rule of spelling depends on how a word is spoken (`offered`, `referred`), both spellings are
//! given: nobody writes the wrong one, and if somebody does, it is found. `-ise` and `-ize` are one word.

/// Verbs that the rules get wrong: the base, then its other forms besides `-s` and `-ing`.
const IRREGULAR: &[&[&str]] = &[
    &["be", "is", "are", "was", "were", "been", "being"],
    &["bear", "bore", "borne"],
    &["become", "became"],
    &["begin", "began", "begun"],
    &["break", "broke", "broken"],
    &["bring", "brought"],
    &["buy", "bought"],
    &["choose", "chose", "chosen"],
    &["find", "found"],
    &["forgo", "forwent", "forgone"],
    &["get", "got", "gotten"],
    &["give", "gave", "given"],
    &["go", "went", "gone"],
    &["have", "has", "had"],
    &["hold", "held"],
    &["keep", "kept"],
    &["leave", "left"],
    &["lose", "lost"],
    &["make", "made"],
    &["pay", "paid"],
    &["repay", "repaid"],
    &["say", "said"],
    &["see", "saw", "seen"],
    &["sell", "sold"],
    &["send", "sent"],
    &["show", "showed", "shown"],
    &["spend", "spent"],
    &["take", "took", "taken"],
    &["tell", "told"],
    &["wear", "wore", "worn"],
    &["withdraw", "withdrew", "withdrawn"],
    &["withhold", "withheld"],
    &["write", "wrote", "written"],
];

/// A verb in all its forms, the base first.
pub(super) fn verb(base: &str) -> Vec<String> {
    let mut forms = vec![base.to_owned()];
    if let Some(stem) = base.strip_suffix("ise") {
        // "authorise, authorize"; of "advise" and "raise" there is no other spelling, and nobody will write it.
        forms.push(format!("{stem}ize"));
    } else if let Some(stem) = base.strip_suffix("ize") {
        forms.push(format!("{stem}ise"));
    }
    for spelling in forms.clone() {
        forms.push(with_s(&spelling));
        forms.extend(with_ending(&spelling, "ing"));
        match IRREGULAR.iter().find(|known| known[0] == spelling) {
            Some(known) => forms.extend(known[1..].iter().map(|form| (*form).to_owned())),
            None => forms.extend(with_ending(&spelling, "ed")),
        }
    }
    once(forms)
}

/// A noun and its plural.
pub(super) fn noun(base: &str) -> Vec<String> {
    once(vec![base.to_owned(), with_s(base)])
}

/// The same without repetitions, in order.
pub(super) fn once(forms: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for form in forms {
        if !seen.contains(&form) {
            seen.push(form);
        }
    }
    seen
}

fn is_vowel(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| "aeiou".contains(letter))
}

/// The plural of a noun, or what "she" does.
fn with_s(base: &str) -> String {
    let before_last = base.chars().rev().nth(1);
    if let Some(stem) = base.strip_suffix('y').filter(|_| !is_vowel(before_last)) {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end));
    let ending = if hisses || (base.ends_with('o') && !is_vowel(before_last)) { "es" } else { "s" };
    format!("{base}{ending}")
}

/// `-ed` or `-ing`, in every spelling that is to be expected.
fn with_ending(base: &str, ending: &str) -> Vec<String> {
    let mut last = base.chars().rev();
    let (z, y, x) = (last.next(), last.next(), last.next());
    if let Some(stem) = base.strip_suffix("ie").filter(|_| ending == "ing") {
        return vec![format!("{stem}ying")];
    }
    if let Some(stem) = base.strip_suffix('e') {
        // "agree" keeps its e's, "change" loses its own.
        let keeps = ending == "ing" && y == Some('e');
        return vec![if keeps { format!("{base}ing") } else { format!("{stem}{ending}") }];
    }
    if let Some(stem) = base.strip_suffix('y').filter(|_| ending == "ed" && !is_vowel(y)) {
        return vec![format!("{stem}ied")];
    }
    let plain = format!("{base}{ending}");
    let doubles = z.is_some_and(|z| !"aeiouwxy".contains(z)) && is_vowel(y) && !is_vowel(x);
    match z.filter(|_| doubles) {
        Some(z) => vec![plain, format!("{base}{z}{ending}")],
        None => vec![plain],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_has_all_its_forms() {
        let table = [
            ("refund", "refund refunds refunding refunded"),
            ("change", "change changes changing changed"),
            ("modify", "modify modifies modifying modified"),
            ("destroy", "destroy destroys destroying destroyed"),
            ("agree", "agree agrees agreeing agreed"),
            ("tie", "tie ties tying tied"),
            ("dispatch", "dispatch dispatches dispatching dispatched"),
            ("give", "give gives giving gave given"),
            ("withhold", "withhold withholds withholding withheld"),
            ("pay", "pay pays paying paid"),
            // Both spellings: British and American, spoken long or short.
            ("cancel", "cancel cancels canceling cancelling canceled cancelled"),
            ("refer", "refer refers refering referring refered referred"),
            ("authorise", "authorise authorize authorises authorising authorised authorizes authorizing authorized"),
            ("fix", "fix fixes fixing fixed"),
            ("repair", "repair repairs repairing repaired"),
        ];
        for (base, forms) in table {
            assert_eq!(verb(base).join(" "), forms);
        }
    }

    #[test]
    fn a_noun_has_a_plural() {
        let nouns = ["refund", "fee", "policy", "day", "tax", "batch", "voucher", "loss"];
        let plurals: Vec<String> = nouns.iter().map(|base| noun(base).remove(1)).collect();
        assert_eq!(plurals, ["refunds", "fees", "policies", "days", "taxes", "batches", "vouchers", "losses"]);
    }
}
