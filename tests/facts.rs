//! Facts: whose clock a time measures, which kind it is, from when it runs.

use crate::support::{check_all, parse, shipped};
use dumbrules::document::Audience;
use dumbrules::fact::Value;
use dumbrules::finding::{Scan, Scratch, understand};

/// The facts with a quantity that the last passage states, as `kind value from event`, parted by semicolons.
fn facts(text: &str) -> String {
    let ruleset = shipped();
    let document = parse(text);
    let readings = document.readings();
    let mut scratch = Scratch::default();
    let mut scan = Scan::new(&document, &readings, &ruleset, &mut scratch);
    let understood = understand(&mut scan, readings.len() - 1, Audience::Customer);
    let mut shown = Vec::new();
    for fact in understood.facts {
        if let Value::Quantity(quantity) = fact.value {
            let from = fact.from.map(|from| format!(" from {}", from.word())).unwrap_or_default();
            shown.push(format!("{} {quantity}{from}", ruleset.kinds[fact.kind].id));
        }
    }
    shown.join("; ")
}

fn check(cases: &[(&str, &str)]) {
    check_all(cases, facts);
}

#[test]
fn what_the_company_does_takes_its_own_time() {
    check(&[
        ("Send out agreed refunds within 6-9 business days", ""),
        ("Process agreed refunds within 6-9 business days.", "refund.wait 6-9 business days"),
        (
            "After we have looked the tent over, refund issued within 4-6 business days.",
            "refund.wait 4-6 business days",
        ),
        ("Payments by card will be refunded within two business days.", "refund.wait 2 business days"),
        ("The sum is returned to your card within 3-4 days.", "refund.wait 3-4 days"),
        ("We give your money back within 9 days of receiving the kayak.", "refund.wait 9 days from return"),
        ("Within 9 days of the kayak reaching us, we refund its price.", "refund.wait 9 days"),
        ("Allow up to 8 business days for your return to be processed.", "refund.wait 8 business days"),
        ("We ask you to allow 9 business days for your card to be credited.", "refund.wait 9 business days"),
        ("You can expect it to appear on your statement after 8 business days.", "refund.wait 8 business days"),
        ("Our crew will reply within 36 hours with the address for your return.", "reply.wait 36 hours"),
        ("Your claim for a refund will be reviewed within 4 days.", "reply.wait 4 days"),
        ("Our courier partner arranges the pick-up of your return within 3 days.", ""),
        ("Orders usually arrive in 4-8 business days.", "delivery.wait 4-8 business days"),
    ]);
}

#[test]
fn what_the_customer_must_do_or_may_do_is_a_window() {
    check(&[
        ("Ask for a refund within 6 days.", "refund.window 6 days"),
        ("We pay your money back if you send a refund request within 6 days.", "refund.window 6 days"),
        ("Within 6 days of payment, we refund in full on request.", "refund.window 6 days from payment"),
        ("You can cancel and get your money back within 20 days of purchase.", "refund.window 20 days from purchase"),
        ("You may send the oars back for a full refund within 9 business days.", "refund.window 9 business days"),
        ("We collect the boat and require its return within 16 days.", "return.window 16 days"),
        ("A return must be requested within 11 days after receiving the item.", "return.window 11 days from delivery"),
        ("Swaps must be completed within 25 days from the date of purchase.", "exchange.window 25 days from purchase"),
        ("We have a 6-day return policy.", "return.window 6 days"),
        ("Goods returned outside the 25-day window are sent back.", "return.window 25 days"),
        ("We accept returns within 16 days.", "return.window 16 days"),
        ("Refund requests must be made within 16 days.", "refund.window 16 days"),
        ("We must receive your return within 16 days.", "return.window 16 days"),
        ("Returns: after 25 days no refund is given", "refund.window 25 days"),
        ("Refunds are not possible later than 5 days after purchase.", "refund.window 5 days from purchase"),
        ("You may get a refund no later than 5 days after purchase.", "refund.window 5 days from purchase"),
        (
            "Accounts idle for a year: inactive accounts are closed after 300 days.",
            "inactivity.window 1 year; inactivity.window 300 days",
        ),
    ]);
}

#[test]
fn one_sentence_may_hold_a_window_and_a_wait() {
    check(&[
        (
            "You may ask for a refund within 40 days, and refunds are processed within 6 days.",
            "refund.window 40 days; refund.wait 6 days",
        ),
        (
            "If you cancel within the 12-day window, we will process your refund within 9 days of receiving your request.",
            "cancel.window 12 days; refund.wait 9 days from return",
        ),
    ]);
}

#[test]
fn labels_and_headings_say_whose_time_a_bare_time_is() {
    check(&[
        ("## Timeline\n\n- Return authorisation: 2-3 days", "approval.wait 2-3 days"),
        ("## Timeline\n\n- Refund processing: 4-6 days", "refund.wait 4-6 days"),
        ("## Refund processing\n\n- Bank transfer: 4 days", "refund.wait 4 days"),
        ("| Way of payment | Time until the refund |\n|---|---|\n| Card | 4-6 days |", "refund.wait 4-6 days"),
        ("| Plan | Refund window |\n|---|---|\n| Basic | 9 days from purchase |", "refund.window 9 days from purchase"),
    ]);
}

#[test]
fn reports_of_damage_and_faults_are_no_returns() {
    check(&[
        ("Report any issue within 30 hours of delivery.", "damage.window 30 hours from delivery"),
        ("## Not covered\n\n- Problems reported after 30 hours of delivery", "damage.window 30 hours from delivery"),
        ("Faulty goods outside the 40-hour window are repaired under the warranty.", "damage.window 40 hours"),
        ("Call our help desk within 40 hours of the incident.", "damage.window 40 hours from event"),
        ("We send a new jar or your money, provided the problem is reported within 6 days.", "damage.window 6 days"),
        (
            "Anything broken must be reported to us (help@shop.example) within 40 hours upon receipt.",
            "damage.window 40 hours from delivery",
        ),
    ]);
}

#[test]
fn what_is_counted_back_is_notice() {
    check(&[
        ("Full refunds are available up to 12 days before the fair.", "cancel.notice 12 days"),
        ("Cancellations made more than 30 hours before the lesson", "cancel.notice 30 hours"),
        ("Stays can be cancelled within 6 days of the scheduled arrival.", "cancel.notice 6 days from event"),
        ("We reserve the right to cancel a course up to 12 days before its first day.", ""),
    ]);
}

#[test]
fn some_times_are_neither_window_nor_wait() {
    check(&[
        ("Monthly refunds: one-month subscriptions are not refundable.", ""),
        ("If we stop the letters during a year you have paid for, we refund the rest.", ""),
        ("If the line is down for more than 50 hours in a row, we may refund a part.", ""),
        ("If you forgot to cancel a year ago, write to us.", ""),
        ("After six days the parcel goes home, and you get your money back minus the freight.", ""),
        ("You do not receive the key within 20 hours of purchase, so ask for a refund.", ""),
        ("Return labels are valid for 20 days.", ""),
        ("It can take up to 20 hours for the tracking to show the refund parcel.", ""),
    ]);
}

#[test]
fn a_share_that_comes_back_is_no_fee() {
    check(&[
        ("A 75 % refund of the administration fee applies.", ""),
        ("Return shipping is yours to pay, and a 12 % restocking fee applies.", "restocking.fee 12 %"),
        ("A charge of £20 is made for returned cheques.", ""),
    ]);
}
