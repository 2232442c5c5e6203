//! What is done in a clause, seen from the customer: words that give, words that take, and what they are about.

use std::collections::HashMap;
use std::sync::OnceLock;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// It helps a customer: refund, replace.
    Good,
    /// It hurts one: refuse, charge.
    Bad,
    /// What customers do and are glad to be let: return, exchange, use.
    Deed,
    /// What customers do at a cost: pay, prove, wait.
    Burden,
    /// It depends on what it is done with: add, make, have.
    Light,
}

/// Verbs that help a customer, whoever does it.
const GOOD: &str = "refund waive replace reimburse compensate accept offer apologise apologize repair mend honour honor reship \
    resend upgrade restore forgive deliver dispatch ship correct fix guarantee postpone reactivate lend chase repay escalate \
    welcome release let admit cover";

/// The same in states: "it is refundable".
const GOOD_STATES: &str =
    "free refundable returnable transferable exchangeable entitled eligible yours safe complimentary gratis";

/// Verbs that hurt a customer, whoever does it.
const BAD: &str = "refuse reject decline deny charge deduct withhold retain forfeit suspend terminate demand insist penalise \
    penalize fine block restrict confiscate bill destroy dispose ignore levy void expire exclude ban disqualify lose surcharge \
    revoke invoice";

/// The same in states.
const BAD_STATES: &str = "final void non-refundable nonrefundable non-returnable non-transferable nontransferable \
    non-exchangeable withheld lost invalid ineligible chargeable payable unavailable prohibited forbidden banned barred";

/// Who answers for what goes wrong: good when that is the company.
const ANSWERING: &str = "liable responsible liability responsibility";

/// What helps a customer when the company does it.
const GOOD_OF_COMPANY: &str = "pay ring hold credit return exchange swap extend allow fetch bear remind notify inform tell \
    answer reply respond explain help listen protect";

/// What hurts a customer when the company does it.
const BAD_OF_COMPANY: &str =
    "cancel close keep remove end sell share delete limit stop increase change debit withdraw discontinue";

/// What customers are glad to be let.
const DEEDS: &str = "return exchange cancel move change use transfer claim appeal bring collect book swap convert extend \
    combine skip redeem spend report withdraw reschedule rebook pass choose inspect ask contact dispute amend download resell \
    purchase buy";

/// What customers do at a cost.
const BURDENS: &str = "pay bear show prove provide present sign wait register submit attend produce supply complete obtain \
    require need owe indemnify agree acknowledge represent warrant consent";

/// Verbs of which the object tells, else the subject: "add a voucher", "add a fee".
const LIGHT: &str = "add send call write post make carry attract incur issue give grant provide take have has get receive impose set include put \
    there find credit enjoy apply come go cost process reach be is are was were remain exist";

/// Of these, those of which the subject tells, else the object: "a fee applies", "a fee comes off the refund".
const OF_SUBJECT: [&str; 14] =
    ["apply", "applies", "come", "comes", "go", "goes", "cost", "costs", "is", "are", "be", "made", "issued", "given"];

/// What customers are glad of.
const GOOD_THINGS: &str = "refund refunds replacement replacements exchange exchanges return returns voucher vouchers \
    compensation discount discounts guarantee warranty apology repair repairs choice gift help reimbursement remedy right \
    reminder allowance exception exceptions permission";

/// What they are not.
const BAD_THINGS: &str = "charge charges fee fees interest deposit penalty penalties surcharge surcharges cost costs fine debt \
    supplement restriction restrictions obligation postage";

/// What customers do, as a thing.
const DEED_THINGS: &str = "request requests claim claims complaint complaints application applications appeal appeals \
    cancellation cancellations booking bookings errors damage faults requests";

/// Forms that do not follow from the verb.
const ODD_FORMS: [(&str, &str); 12] = [
    ("lost", "lose"),
    ("sent", "send"),
    ("spent", "spend"),
    ("kept", "keep"),
    ("paid", "pay"),
    ("repaid", "repay"),
    ("brought", "bring"),
    ("told", "tell"),
    ("given", "give"),
    ("taken", "take"),
    ("sold", "sell"),
    ("held", "hold"),
];

/// What each form of each word says: whoever does it, and when the company does.
struct Table {
    of_anybody: HashMap<String, Act>,
    of_company: HashMap<String, Act>,
    things: HashMap<&'static str, Act>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { of_anybody: HashMap::new(), of_company: HashMap::new(), things: HashMap::new() };
        let verbs = |map: &mut HashMap<String, Act>, verbs: &str, act| {
            for form in verbs.split_ascii_whitespace().flat_map(forms) {
                map.entry(form).or_insert(act);
            }
        };
        let states = |map: &mut HashMap<String, Act>| {
            for (words, act) in [(GOOD_STATES, Act::Good), (BAD_STATES, Act::Bad)] {
                map.extend(words.split_ascii_whitespace().map(|word| (word.to_owned(), act)));
            }
        };
        states(&mut table.of_anybody);
        states(&mut table.of_company);
        table.of_company.extend(ANSWERING.split_ascii_whitespace().map(|word| (word.to_owned(), Act::Good)));
        table.of_anybody.extend(ANSWERING.split_ascii_whitespace().map(|word| (word.to_owned(), Act::Burden)));
        verbs(&mut table.of_company, GOOD_OF_COMPANY, Act::Good);
        verbs(&mut table.of_company, BAD_OF_COMPANY, Act::Bad);
        for map in [&mut table.of_company, &mut table.of_anybody] {
            verbs(map, GOOD, Act::Good);
            verbs(map, BAD, Act::Bad);
        }
        verbs(&mut table.of_anybody, DEEDS, Act::Deed);
        verbs(&mut table.of_anybody, BURDENS, Act::Burden);
        verbs(&mut table.of_anybody, LIGHT, Act::Light);
        verbs(&mut table.of_company, LIGHT, Act::Light);
        for (words, act) in [(BAD_THINGS, Act::Bad), (GOOD_THINGS, Act::Good), (DEED_THINGS, Act::Deed)] {
            table.things.extend(words.split_ascii_whitespace().map(|word| (word, act)));
        }
        table
    })
}

/// The forms of a verb but the one in -ing, which is as often a thing: "a booking".
fn forms(verb: &str) -> Vec<String> {
    let mut forms: Vec<String> = ["", "s", "es", "ed"].iter().map(|end| format!("{verb}{end}")).collect();
    if let Some(stem) = verb.strip_suffix('e') {
        forms.push(format!("{stem}ed"));
    }
    if let Some(stem) = verb.strip_suffix('y') {
        forms.extend([format!("{stem}ies"), format!("{stem}ied")]);
    }
    forms.extend(verb.chars().next_back().map(|last| format!("{verb}{last}ed")));
    forms.extend(ODD_FORMS.iter().filter(|(_, base)| *base == verb).map(|(form, _)| (*form).to_owned()));
    forms
}

/// What a word says is done, when it is one of these words.
pub(super) fn act_of(word: &str, by_company: bool) -> Option<Act> {
    let table = table();
    if by_company { &table.of_company } else { &table.of_anybody }.get(word).copied()
}

/// Whether the subject of a light verb tells rather than its object.
pub(super) fn tells_by_subject(verb: &str) -> bool {
    OF_SUBJECT.contains(&verb)
}

/// Whether something is named that customers are glad of, are sorry about, or do: the first one counts. What is free of
/// it, or has none of it, is the contrary.
pub(super) fn thing_in(words: &[&str]) -> Option<Act> {
    (0..words.len()).find_map(|at| {
        let act = *table().things.get(words[at])?;
        let near = &words[at.saturating_sub(3)..at];
        let free = act == Act::Bad && near.iter().any(|word| matches!(*word, "free" | "without"));
        let after = act == Act::Bad && matches!(words.get(at + 1), Some(&("free" | "free-of-charge")));
        // Credit at the shop is no money.
        let poor = act == Act::Good
            && words[at..].windows(2).any(|pair| matches!(*pair, ["store" | "shop", "credit"] | ["credit", "note"]));
        Some(if free || after {
            Act::Good
        } else if poor {
            return None;
        } else {
            act
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb_are_known() {
        for word in ["replaced", "lost", "banned", "refuse", "denied"] {
            assert!(matches!(act_of(word, false), Some(Act::Good | Act::Bad)), "{word}");
        }
        for word in ["bank", "losing", "friend"] {
            assert_eq!(act_of(word, false), None, "{word}");
        }
        assert_eq!((act_of("cancels", true), act_of("cancelled", false)), (Some(Act::Bad), Some(Act::Deed)));
    }

    #[test]
    fn the_first_thing_named_counts_and_what_is_free_of_it_is_the_contrary() {
        assert_eq!(thing_in(&["a", "late", "fee"]), Some(Act::Bad));
        assert_eq!(thing_in(&["a", "voucher", "less", "a", "fee"]), Some(Act::Good));
        assert_eq!(thing_in(&["free", "of", "charge"]), Some(Act::Good));
        assert_eq!(thing_in(&["a", "refund", "as", "store", "credit"]), None);
        assert_eq!(thing_in(&["at", "noon"]), None);
    }
}
