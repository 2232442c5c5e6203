//! Reading quantities: what is said, with which bound, and at which bytes; and what is no quantity at all.

use dumbrules::rule::quantity::{Quantity, Value, quantities};
use proptest::prelude::*;

fn read(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    quantities(text, &mut found);
    found
}

/// Every quantity as `Bound value`, with `ahead` where it is counted back, parted by semicolons.
fn shown(text: &str) -> String {
    let show = |quantity: &Quantity| {
        let ahead = if quantity.ahead { " ahead" } else { "" };
        format!("{:?} {quantity}{ahead}", quantity.bound)
    };
    read(text).iter().map(show).collect::<Vec<_>>().join("; ")
}

/// The bytes of every quantity, those of its bound in brackets before or after.
fn marked(text: &str) -> String {
    let mut marks = Vec::new();
    for quantity in read(text) {
        marks.push((quantity.span, format!("<{}>", quantity.span.of(text))));
        marks.extend(quantity.bound_span.map(|span| (span, format!("[{}]", span.of(text)))));
    }
    marks.sort();
    marks.into_iter().map(|(_, mark)| mark).collect::<Vec<_>>().join(" ")
}

/// Compares each text's rendering with what is expected, and reports all differences at once.
fn check(cases: &[(&str, &str)], render: fn(&str) -> String) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| render(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  expected {expected}\n  found    {}", render(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn lengths_of_time_are_read_in_digits() {
    check(
        &[
            ("You have 30 days.", "Exactly 30 days"),
            ("Our 30-day guarantee is simple.", "Exactly 30 days"),
            ("A 30 day guarantee.", "Exactly 30 days"),
            ("30day trial", "Exactly 30 days"),
            ("Reply takes 2 day(s).", "Exactly 2 days"),
            ("It ships in 24h.", "Within 24 hours"),
            ("We answer within 48 hrs.", "Within 48 hours"),
            ("The trial lasts 1 month.", "Exactly 1 month"),
            ("Notice of 3 mos. applies.", "Exactly 3 months"),
            ("A 6-months contract", "Exactly 6 months"),
            ("A 90-minute session", "Exactly 90 minutes"),
            ("Codes expire after 30 seconds.", "After 30 seconds"),
            ("The link dies after 10 min.", "After 10 minutes"),
            ("Wait 1.5 hours.", "Exactly 1.5 hours"),
            ("Wait 1 1/2 years.", "Exactly 1.5 years"),
            ("Wait 1½ years.", "Exactly 1.5 years"),
            ("Wait 2 and a half hours.", "Exactly 2.5 hours"),
            ("1,000 hours of use", "Exactly 1,000 hours"),
            ("30 DAYS", "Exactly 30 days"),
            ("Within 07 (Seven) days", "Within 7 days"),
            ("One week (7 days) is enough.", "Exactly 1 week; Exactly 7 days"),
            ("0 days", "Exactly 0 days"),
        ],
        shown,
    );
}

#[test]
fn lengths_of_time_are_read_in_words() {
    check(
        &[
            ("within thirty days", "Within 30 days"),
            ("within twenty-one days", "Within 21 days"),
            ("within twenty one days", "Within 21 days"),
            ("forty-eight hours later", "Exactly 48 hours"),
            ("one hundred and twenty days", "Exactly 120 days"),
            ("one hundred eighty (180) days", "Exactly 180 days"),
            ("three hundred sixty-five days", "Exactly 365 days"),
            ("a hundred days", "Exactly 100 days"),
            ("a six-month plan", "Exactly 6 months"),
            ("an additional one-year period", "Exactly 1 year"),
            ("within a week of approval", "Within 1 week"),
            ("wait an hour", "Exactly 1 hour"),
            ("wait a fortnight", "Exactly 14 days"),
            ("two fortnights", "Exactly 28 days"),
            ("in a couple of days", "Within 2 days"),
            ("in a couple days", "Within 2 days"),
            ("half an hour", "Exactly 30 minutes"),
            ("half a year", "Exactly 6 months"),
            ("a half-day course", "Exactly 12 hours"),
            ("a year and a half", "Exactly 1.5 years"),
            ("two and a half years", "Exactly 2.5 years"),
            ("a decade", "Exactly 10 years"),
            ("one day's notice", "Exactly 1 day"),
            ("thirty days' notice", "Exactly 30 days"),
            ("a full refund within a full week", "Within 1 week"),
            ("a dozen weeks", "Exactly 12 weeks"),
        ],
        shown,
    );
}

#[test]
fn numbers_said_twice_are_read_once() {
    check(
        &[
            ("within thirty (30) days", "Within 30 days"),
            ("within 30 (thirty) calendar days", "Within 30 days"),
            ("one (1) year", "Exactly 1 year"),
            ("within (2) days of the invoice", "Within 2 days"),
            ("destroyed seven (5) days after, and (7) days for others", "Exactly 7 days; Exactly 7 days"),
            ("Five dollars ($5) for each device", "Exactly $5"),
            ("ten percent (10%)", "Exactly 10 %"),
            ("three to five (3-5) business days", "Exactly 3-5 business days"),
            ("3-5 (three to five) business days", "Exactly 3-5 business days"),
            ("between five (5) to seven (7) days", "Exactly 5-7 days"),
            ("three (3) items", "Exactly 3 items"),
            ("in the thirty days (30) days before the claim", "Within 30 days ahead"),
            ("thirty days (30)", "Exactly 30 days"),
            ("five euros (EUR 5)", "Exactly €5"),
            ("one week (7 days)", "Exactly 1 week; Exactly 7 days"),
        ],
        shown,
    );
}

#[test]
fn adjectives_between_number_and_unit_are_skipped() {
    check(
        &[
            ("within thirty (30) full consecutive calendar days", "Within 30 days"),
            ("within 14 business days", "Within 14 business days"),
            ("within 14 working days", "Within 14 business days"),
            ("within 14 business/working days", "Within 14 business days"),
            ("within 14 banking days", "Within 14 business days"),
            ("within 14 clear days", "Within 14 days"),
            ("within 72 (seventy-two) business hours", "Within 72 business hours"),
            ("5 working-days", "Exactly 5 business days"),
            ("renewed for one more month", "For 1 month"),
            ("in a business day", "Within 1 business day"),
            ("10 weekdays", "Exactly 10 business days"),
            ("ten (10) Business Days", "Exactly 10 business days"),
        ],
        shown,
    );
}

#[test]
fn days_without_a_number_are_read() {
    check(
        &[
            ("shipped the next business day", "Exactly 1 business day"),
            ("by the following working day", "Exactly 1 business day"),
            ("next day delivery", "Exactly 1 day"),
            ("next-day delivery", "Exactly 1 day"),
            ("refunded the same day", "Exactly 0 days"),
            ("same-day service", "Exactly 0 days"),
            ("on the same day of each month", "Every 1 month"),
            ("within the first week of use", "Within 1 week"),
            ("during the first fortnight", "For 14 days"),
            ("next week", ""),
            ("within one billing cycle", "Within 1 billing cycle"),
            ("one to two billing cycles", "Exactly 1-2 billing cycles"),
            ("in one billing period", "Within 1 billing cycle"),
            ("two statement cycles", "Exactly 2 billing cycles"),
        ],
        shown,
    );
}

#[test]
fn ranges_are_one_quantity() {
    check(
        &[
            ("3-5 business days", "Exactly 3-5 business days"),
            ("3 - 5 business days", "Exactly 3-5 business days"),
            ("3 to 5 days", "Exactly 3-5 days"),
            ("between 7 and 10 days", "Exactly 7-10 days"),
            ("two to three weeks", "Exactly 2-3 weeks"),
            ("5 or 6 days", "Exactly 5-6 days"),
            ("a day or two", "Exactly 1-2 days"),
            ("24 hours to 48 hours", "Exactly 24-48 hours"),
            ("$5-$10", "Exactly $5-10"),
            ("$5 to $10", "Exactly $5-10"),
            ("$5-10", "Exactly $5-10"),
            ("between £1,000 and £1,500.50", "Exactly £1,000-1,500.50"),
            ("Rs. 50 to Rs. 100", "Exactly ₹50-100"),
            ("USD 5 - USD 10", "Exactly USD 5-10"),
            ("5-10 USD", "Exactly USD 5-10"),
            ("10-15%", "Exactly 10-15 %"),
            ("10% - 15%", "Exactly 10-15 %"),
            ("10 to 15 per cent", "Exactly 10-15 %"),
            ("3-5 items", "Exactly 3-5 items"),
            ("two or three attempts", "Exactly 2-3 attempts"),
            ("cut from 30 to 14 days", "Exactly 14 days"),
            ("1 week to 10 days", "Exactly 1 week; Exactly 10 days"),
            ("30 days or 60 days", "Exactly 30 days; Exactly 60 days"),
            ("a 30- or 60-day period", "Exactly 30-60 days"),
            ("within 24/48 hours", "Within 24-48 hours"),
            ("10-5 pm", ""),
        ],
        shown,
    );
}

#[test]
fn sums_are_read() {
    check(
        &[
            ("a fee of $1,499.99 applies", "Exactly $1,499.99"),
            ("US$ 5", "Exactly USD 5"),
            ("US$5", "Exactly USD 5"),
            ("U.S.$1,000", "Exactly USD 1,000"),
            ("USD 20", "Exactly USD 20"),
            ("USD20", "Exactly USD 20"),
            ("USD $20", "Exactly USD 20"),
            ("$20 USD", "Exactly USD 20"),
            ("20 USD", "Exactly USD 20"),
            ("$20 AUD", "Exactly AUD 20"),
            ("£5", "Exactly £5"),
            ("€ 10", "Exactly €10"),
            ("50€", "Exactly €50"),
            ("49,99 €", "Exactly €49.99"),
            ("1.499,99 EUR", "Exactly €1,499.99"),
            ("10 euros", "Exactly €10"),
            ("50p", "Exactly £0.50"),
            ("fifteen pence", "Exactly £0.15"),
            ("15 cents", "Exactly $0.15"),
            ("Rs. 500", "Exactly ₹500"),
            ("Rs 500/-", "Exactly ₹500"),
            ("Rs.500", "Exactly ₹500"),
            ("INR 500", "Exactly ₹500"),
            ("₹500", "Exactly ₹500"),
            ("₹1,00,000", "Exactly ₹100,000"),
            ("AU$ 7, CA$7, A$7 and NZ$7", "Exactly AUD 7; Exactly CAD 7; Exactly AUD 7; Exactly NZD 7"),
            ("¥1000", "Exactly ¥1,000"),
            ("twenty dollars", "Exactly $20"),
            ("20 US dollars", "Exactly USD 20"),
            ("20 U.S. dollars", "Exactly USD 20"),
            ("20 Canadian Dollars", "Exactly CAD 20"),
            ("a 20-dollar fee", "Exactly $20"),
            ("$1.5 million", "Exactly $1,500,000"),
            ("$5k", "Exactly $5,000"),
            ("ten pounds per letter", "Exactly £10"),
            ("We pay in EUR. 5 items count.", "Exactly 5 items"),
            ("parcels that weigh 10 pounds", "Exactly 10 pounds"),
            ("orders $49.99 and up", "AtLeast $49.99"),
            ("fees of $5, $10 or $15", "Exactly $5; Exactly $10; Exactly $15"),
            ("CHF 12.50", "Exactly CHF 12.50"),
        ],
        shown,
    );
}

#[test]
fn percentages_are_read() {
    check(
        &[
            ("a 15% fee", "Exactly 15 %"),
            ("a 15 % fee", "Exactly 15 %"),
            ("15 percent", "Exactly 15 %"),
            ("15 per cent", "Exactly 15 %"),
            ("fifteen percent", "Exactly 15 %"),
            ("1.5 %", "Exactly 1.5 %"),
            ("a 20-percent charge", "Exactly 20 %"),
            ("half of the price", "Exactly 50 %"),
            ("half the purchase price", "Exactly 50 %"),
            ("up to half of the deposit", "UpTo 50 %"),
            ("a quarter of the fee", "Exactly 25 %"),
            ("three quarters of the tuition", "Exactly 75 %"),
            ("two-thirds of the hire price", "Exactly 66.667 %"),
            ("5 % per annum", "Exactly 5 %; Every 1 year"),
            ("the full price", ""),
            ("100% of the price", "Exactly 100 %"),
        ],
        shown,
    );
}

#[test]
fn counts_are_read() {
    check(
        &[
            ("a maximum of three returns", "UpTo 3 returns"),
            ("limit 2 per customer", "UpTo 2 per customer"),
            ("limited to one offer per household", "UpTo 1 offer"),
            ("after 5 attempts", "Exactly 5 attempts"),
            ("no more than 3 items", "UpTo 3 items"),
            ("3 or more items", "AtLeast 3 items"),
            ("3 items or fewer", "UpTo 3 items"),
            ("two additional written warnings", "Exactly 2 warnings"),
            ("less than 2GB of data", "LessThan 2 gb"),
            ("exceeded 100MB", "MoreThan 100 mb"),
            ("10,000 points", "Exactly 10,000 points"),
            ("three times", "Exactly 3 times"),
            ("twice a year", "Exactly 2 times; Every 1 year"),
            ("only once per order", "Exactly 1 time"),
            ("more than once", "MoreThan 1 time"),
            ("once a month", "Exactly 1 time; Every 1 month"),
            ("a two-item limit", "UpTo 2 item"),
            ("limit 2 per day", "UpTo 2 per day"),
            ("3 Items Per Order", ""),
            ("Max. 3 vouchers", "UpTo 3 vouchers"),
            ("2 of 3 claims", "Exactly 3 claims"),
            ("half a dozen items", "Exactly 6 items"),
            ("5 failed log-ins", "Exactly 5 log-ins"),
            ("12 monthly issues", "Exactly 12 issues"),
            ("90 quiet days", "Exactly 90 days"),
            ("10 kg", "Exactly 10 kg"),
            ("under 13 understand", ""),
            ("one or more items", ""),
            ("20 claims per agent per day", "Exactly 20 claims; Every 1 day"),
        ],
        shown,
    );
}

#[test]
fn bounds_before_are_read() {
    check(
        &[
            ("within 30 days", "[within] <30 days>"),
            ("within the first 30 days", "[within] <30 days>"),
            ("within our usual 30-day period", "[within] <30-day>"),
            ("within a period of 14 days", "[within] <14 days>"),
            ("in the next 48 hours", "[in] <48 hours>"),
            ("no later than 7 calendar days", "[no later than] <7 calendar days>"),
            ("Not later than two days", "[Not later than] <two days>"),
            ("by 5 days after delivery", "[by] <5 days>"),
            ("extended by 5 days", "<5 days>"),
            ("only till 3 days after order", "[till] <3 days>"),
            ("before 30 days have passed", "[before] <30 days>"),
            ("inside 24 hours", "[inside] <24 hours>"),
            ("up to 1-2 weeks", "[up to] <1-2 weeks>"),
            ("at most £5", "[at most] <£5>"),
            ("a maximum of 10 %", "[maximum of] <10 %>"),
            ("not more than ten items", "[not more than] <ten items>"),
            ("may not exceed 30 days", "[not exceed] <30 days>"),
            ("a period not exceeding 30 days", "[not exceeding] <30 days>"),
            ("as long as 30 days", "[as long as] <30 days>"),
            ("shall not be longer than 30 days", "[longer than] <30 days>"),
            ("capped at $50", "[capped at] <$50>"),
            ("at least two (2) days", "[at least] <two (2) days>"),
            ("a minimum of 14 days before", "[minimum of] <14 days>"),
            ("no less than 10%", "[no less than] <10%>"),
            ("over $50", "[over] <$50>"),
            ("exceeding 3 returns", "[exceeding] <3 returns>"),
            ("older than 90 days", "[older than] <90 days>"),
            ("in excess of $100", "[in excess of] <$100>"),
            ("under 24 hours", "[under] <24 hours>"),
            ("fewer than 3 items", "[fewer than] <3 items>"),
            ("after the first 30 days", "[after] <30 days>"),
            ("not before 30 days", "[not before] <30 days>"),
            ("every 3 months", "[every] <3 months>"),
            ("every month", "[every] <month>"),
            ("once every six months", "<once> [every] <six months>"),
            ("during the first 14 days", "[during] <14 days>"),
            ("for a period of 30 days", "[for] <30 days>"),
            ("over the next 30 days", "[over] <30 days>"),
            ("under this 30 day guarantee", "<30 day>"),
            ("for 30-day returns", "<30-day>"),
            ("the following 30 days", "<30 days>"),
            (">= 3 items", "[>=] <3 items>"),
            ("≤ 10 %", "[≤] <10 %>"),
            ("Maximum: 3 returns", "[Maximum] <3 returns>"),
            ("for no longer than 2 hours", "[no longer than] <2 hours>"),
            ("paid for 3 items in 2 stores", "<3 items> <2 stores>"),
        ],
        marked,
    );
    check(
        &[
            ("no later than 7 calendar days", "Within 7 days"),
            ("by 5 days after delivery", "Within 5 days"),
            ("till 3 days after order", "Within 3 days"),
            ("may not exceed 30 days", "UpTo 30 days"),
            ("shall not be longer than 30 days", "UpTo 30 days"),
            ("no less than 10%", "AtLeast 10 %"),
            ("exceeding 3 returns", "MoreThan 3 returns"),
            ("under 24 hours", "LessThan 24 hours"),
            ("not before 30 days", "After 30 days"),
            ("not until 30 days", "After 30 days"),
            ("doesn't exceed USD $20,", "UpTo USD 20"),
            ("during the first 14 days", "For 14 days"),
            ("every other week", "Every 2 weeks"),
        ],
        shown,
    );
}

#[test]
fn bounds_after_are_read() {
    check(
        &[
            ("30 days or less", "<30 days> [or less]"),
            ("$50 or more", "<$50> [or more]"),
            ("30+ days", "<30+ days> [+]"),
            ("30 days max", "<30 days> [max]"),
            ("our £50 limit", "<£50> [limit]"),
            ("30 days (maximum)", "<30 days> [maximum]"),
            ("7 days' prior notice", "<7 days> [prior]"),
            ("two days, at most five days", "<two days> [at most] <five days>"),
            ("30 days at the latest", "<30 days> [at the latest]"),
            ("30 days before arrival", "<30 days> [before]"),
            ("30 days prior to arrival", "<30 days> [prior to]"),
            ("10 days in advance of charging", "<10 days> [in advance of]"),
            ("30 days ahead of renewal", "<30 days> [ahead of]"),
            ("If 30 days have gone by", "<30 days> [have gone by]"),
            ("$5 per month", "<$5> [per] <month>"),
            ("$5 a month", "<$5> [a] <month>"),
            ("$5/month", "<$5> [/] <month>"),
            ("billed monthly", "<monthly>"),
        ],
        marked,
    );
    check(
        &[
            ("30+ days", "AtLeast 30 days"),
            ("30 days max", "UpTo 30 days"),
            ("30 days at the latest", "Within 30 days"),
            ("30 days before arrival", "Before 30 days ahead"),
            ("at least 24 hours before your due date", "AtLeast 24 hours ahead"),
            ("prior to two days before the end", "Within 2 days ahead"),
            ("over 24 hrs in advance", "MoreThan 24 hours ahead"),
            ("30 days or more before", "AtLeast 30 days ahead"),
            ("7 days' prior notice", "Before 7 days ahead"),
            ("If 30 days have gone by", "After 30 days"),
            ("$5/month", "Exactly $5; Every 1 month"),
            ("billed quarterly", "Every 3 months"),
            ("$49/mo", "Exactly $49; Every 1 month"),
            ("a per-minute rate", "Every 1 minute"),
            ("takes about 1-2 weeks before being shipped", "Exactly 1-2 weeks"),
            ("an annual fee of £10", "Every 1 year; Exactly £10"),
            ("per 24-hour period", "Every 24 hours"),
            ("£5 per business day", "Exactly £5; Every 1 business day"),
        ],
        shown,
    );
}

#[test]
fn other_numbers_are_no_quantities() {
    let texts = [
        "We are here 24/7.",
        "Open 24 hours a day, 7 days a week.",
        "Open 9 am - 5 pm.",
        "Call between 9 and 5 p.m. on weekdays.",
        "Orders before 3:00 PM ship today.",
        "From 17:30 to 18:00 we close.",
        "Ordered on 30 June 2026?",
        "Ordered on June 30, 2026?",
        "Ordered on the 30th day?",
        "Until 1/2/2026 only.",
        "Until 2026-01-31 only.",
        "Until 31.12.2026 only.",
        "See section 4.2 below.",
        "See clause 7 for refunds.",
        "Under Art. 9 rights lapse.",
        "Under § 5 sales are final.",
        "Window No. 5 closes.",
        "Follow step 3 first.",
        "The 2026 policy applies.",
        "Call 1-800-555-1234 today.",
        "Call +44 20 7946 0958 today.",
        "Call 800.838.3381 today.",
        "Version 4.2.1 users are excluded.",
        "Order 123456789 shipped.",
        "All Windows 10 computers are excluded.",
        "A COVID-19 infection is no reason.",
        "Write to 221 Baker Street.",
        "Write to 10115 Berlin.",
        "3. Items must be unused.",
        "(1) either cancel or wait",
        "4) The customer pays.",
        "4.2 Returns",
        "A one-time fee applies.",
        "One of the following applies.",
        "No one answers this one either.",
        "Once you have paid, that is it.",
        "At once.",
        "Two-factor login is required.",
        "The A4 form and the v2 form",
        "Visit https://shop24.example/30-days now.",
        "Write to refunds30days@shop.example now.",
        "Any day, any year, the day after.",
        "A month-to-month plan",
        "All sales are final.",
        "The second attempt fails.",
        "several days, a few weeks",
        "Customers at least 18 years of age",
        "Ratio 1:1.",
        "On a day we choose",
        "Write to 8 Place du Molard.",
        "Write to One London Wall.",
        "Mask the last four digits.",
        "a bi-weekly review",
        "",
        "-",
    ];
    let empty: Vec<_> = texts.iter().map(|text| (*text, "")).collect();
    check(&empty, shown);
}

#[test]
fn real_sentences_hold_several_quantities() {
    check(
        &[
            (
                "We refund within 3 business days, but banks may take up to 30 days to show it.",
                "Within 3 business days; UpTo 30 days",
            ),
            ("The standard 14-day/two-hour period applies.", "Exactly 14 days; Exactly 2 hours"),
            (
                "$25 for 6-month plans or $50 for 12-month plans",
                "Exactly $25; Exactly 6 months; Exactly $50; Exactly 12 months",
            ),
            ("a fee of at least $10.00 or 10% of the total", "AtLeast $10; Exactly 10 %"),
            ("prior to 2026, refunds took 3 to 4 weeks in 2 stages.", "Exactly 3-4 weeks; Exactly 2 stages"),
        ],
        shown,
    );
}

#[test]
fn days_are_normalised() {
    let days = |text: &str| match &read(text)[0].value {
        Value::Duration(duration) => duration.days(),
        other => panic!("{text}: {other}"),
    };
    assert_eq!(days("36 hours"), (1.5, 1.5));
    assert_eq!(days("2 weeks"), days("14 days"));
    assert_eq!(days("5-10 business days"), (7.0, 14.0));
    assert_eq!(days("1-2 billing cycles"), (30.0, 60.0));
    assert_eq!(days("90 minutes"), (0.0625, 0.0625));
    assert_eq!(days("a year"), (365.0, 365.0));
}

#[test]
fn currencies_agree_when_they_may_be_the_same() {
    let currency = |text: &str| match read(text)[0].value {
        Value::Money(money) => money.currency,
        ref other => panic!("{text}: {other}"),
    };
    assert!(currency("$5").agrees_with(currency("USD 5")));
    assert!(currency("AU$5").agrees_with(currency("$5")));
    assert!(!currency("AU$5").agrees_with(currency("US$5")));
    assert!(!currency("$5").agrees_with(currency("£5")));
}

/// Pieces that sentences about quantities are made of, so that random texts hit the reader's branches.
const PIECES: &[&str] = &[
    "30",
    "3-5",
    "thirty",
    "(30)",
    "one",
    "a",
    "half",
    "and",
    "or",
    "to",
    "between",
    "$",
    "£",
    "€",
    "USD",
    "Rs.",
    "%",
    "percent",
    "days",
    "day",
    "-",
    "/",
    "business",
    "billing cycle",
    "weeks",
    "hours",
    "per",
    "every",
    "month",
    "items",
    "twice",
    "once",
    "same",
    "next",
    "within",
    "no later than",
    "at least",
    "before",
    "in advance",
    "or more",
    "+",
    "(",
    ")",
    ".",
    ",",
    "½",
    "1/2",
    "2026-01-31",
    "é",
    "'",
    "hundred",
    "million",
    "max",
    "5 pm",
    "per cent",
    "couple of",
    "(s)",
    "not",
    "exceed",
    "99999999999999999999",
    "…",
    "\u{a0}",
];

proptest! {
    #[test]
    fn spans_lie_in_the_text_and_in_order(text in text()) {
        let found = read(&text);
        let mut end = 0;
        for quantity in &found {
            prop_assert!(quantity.span.start >= end && quantity.span.start < quantity.span.end);
            end = quantity.span.end;
            for span in [Some(quantity.span), quantity.bound_span, quantity.noun_span].into_iter().flatten() {
                prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
            }
        }
    }

    #[test]
    fn canonical_form_reads_back_as_the_same_value(text in text()) {
        for quantity in read(&text) {
            let again = read(&quantity.to_string());
            prop_assert_eq!(again.len(), 1, "{} from {:?}", quantity, text);
            prop_assert_eq!(&again[0].value, &quantity.value, "from {:?}", text);
        }
    }
}

/// Arbitrary text, and text made of the pieces with and without spaces.
fn text() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::bool::weighted(0.8))
        .prop_map(|(piece, space)| format!("{piece}{}", if space { " " } else { "" }));
    prop_oneof![any::<String>(), prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())]
}
