//! Whether a clause gives something to the customer or takes it: from who acts, with which force, and what is done.
//!
//! What is not clear is none: a wrong direction costs more trust than an open question.

use super::act::Act;
use crate::rule::Bearer;

/// With which force a clause says what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    Must,
    Should,
    May,
    Will,
    Plain,
}

/// How a main clause is built.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Who acts, may act or must; none for a thing.
    pub(super) who: Option<Bearer>,
    pub(super) force: Force,
    pub(super) act: Option<Act>,
    pub(super) negated: bool,
    /// Whether it says that something need not be done.
    pub(super) relief: bool,
    /// Whether something is done to the customer: "you will be charged".
    pub(super) suffers: bool,
    /// Whether it is a command.
    pub(super) commands: bool,
    /// Whether it sets a limit to what it gives: "no more than", "limited to".
    pub(super) caps: bool,
    /// Whether it says "only".
    pub(super) only: bool,
    /// Whether something else is done to what it names: "exchanges of messages are not patrolled".
    pub(super) otherwise: bool,
}

impl Frame {
    /// How good the clause is for the customer: 2 for a right, −2 for a refusal; none when that cannot be known.
    pub(super) fn stance(self) -> Option<f64> {
        if self.caps {
            return None;
        }
        let of_staff = matches!(self.who, Some(Bearer::Company | Bearer::Staff));
        if self.relief {
            // "Staff need not offer a chair" relieves staff, not the customer.
            return match self.act {
                Some(Act::Good) if of_staff => Some(-1.5),
                None if self.who == Some(Bearer::Staff) => None,
                _ => Some(1.5),
            };
        }
        let turned = if self.negated { -1.0 } else { 1.0 };
        match (self.who, self.act) {
            (Some(Bearer::Customer), act) => self.of_customer(act, turned),
            // "It is used", "it will be submitted": by whom, and whether that is wanted, is not said.
            (None, Some(Act::Deed)) => match (self.force, self.negated) {
                (Force::May, false) => Some(2.0),
                (Force::Must | Force::Should, false) => Some(-1.0),
                (Force::Will | Force::Plain, false) => None,
                (_, true) => Some(-2.0),
            },
            (None, Some(Act::Burden)) => match self.force {
                Force::Must | Force::Should => Some(if self.negated { 1.5 } else { -1.0 }),
                _ => None,
            },
            (_, Some(act @ (Act::Good | Act::Bad))) => {
                let sign = if act == Act::Good { 1.0 } else { -1.0 };
                Some(match (self.force, self.negated) {
                    (_, true) => -2.0 * sign,
                    (Force::Must | Force::Will, false) => 2.0 * sign,
                    (Force::Should, false) => 1.4 * sign,
                    (Force::May, false) => sign,
                    (Force::Plain, false) => 1.8 * sign,
                })
            }
            _ => None,
        }
    }

    /// Whether it has somebody who acts, or a word of force: a title and a fragment have
    /// neither, a command may only advise.
    pub(super) fn tells(self) -> bool {
        !self.commands && (self.who.is_some() || self.force != Force::Plain)
    }

    fn of_customer(self, act: Option<Act>, turned: f64) -> Option<f64> {
        let sign = match act {
            Some(Act::Good | Act::Deed) => Some(1.0),
            Some(Act::Bad | Act::Burden) => Some(-1.0),
            _ => None,
        };
        match self.force {
            Force::May if self.suffers || act == Some(Act::Bad) => Some(-turned),
            Force::May => Some(2.0 * turned),
            Force::Must if self.suffers => Some(-2.0 * turned),
            // "Tell us", "please don't post it": what is asked for is often for the customer's good.
            Force::Must if self.commands => act.filter(|act| *act == Act::Burden).map(|_| -turned),
            Force::Must => Some(if self.negated { -2.0 } else { -1.0 }),
            Force::Should => Some(-0.7),
            Force::Will | Force::Plain => sign.map(|sign| 1.5 * sign * turned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Audience;

    fn sign(text: &str, audience: Audience) -> i32 {
        Frame::of(text, audience).stance().map_or(0, |stance| if stance > 0.0 { 1 } else { -1 })
    }

    #[test]
    fn what_gives_is_told_from_what_takes_and_what_is_not_clear_is_neither() {
        let good = [
            "we will refund the price",
            "you may return it",
            "there is no charge for checking",
            "no receipt is needed for an exchange",
            "you never have to wait",
            "and we do not keep a note of who asked",
            "opening a valve does not end the guarantee",
            "anyone may hire the hand-cycles",
            "we never add a service charge to courses",
            "bookings can be moved to another day",
            "late arrivals are let in at the first break",
        ];
        let bad = [
            "you must show the receipt",
            "we may refuse a card that has been altered",
            "a receipt is needed for an exchange",
            "the deposit is non-refundable",
            "we share your details with our partners",
            "a restocking fee of 15% comes off the refund",
            "sale items cannot be returned",
            "refund requests must be made at the desk",
            "you may be charged for it",
            "we are not liable for any loss",
            "you pay the postage",
            "refunds above £50 need the signature of a manager",
        ];
        let open = [
            "complaints are not handled only in english",
            "tell us",
            "please don't post gas back to us",
            "the desk opens at nine",
            "an account can be closed",
            "we answer for no more than it paid us",
        ];
        let all = |texts: &[&str], expected: i32| {
            let wrong = texts.iter().filter(|text| sign(text, Audience::Customer) != expected);
            wrong.map(|text| format!("{text}: {:?}", Frame::of(text, Audience::Customer))).collect::<Vec<_>>()
        };
        let wrong = [all(&good, 1), all(&bad, -1), all(&open, 0)].concat();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn staff_are_told_by_commands_and_what_relieves_them_helps_no_customer() {
        assert_eq!(sign("refuse returns without a receipt", Audience::Staff), -1);
        assert_eq!(sign("do not charge for it", Audience::Staff), 1);
        assert_eq!(sign("staff need not offer a chair", Audience::Staff), -1);
        assert_eq!(sign("you never have to put up with being insulted", Audience::Staff), 0);
    }
}
