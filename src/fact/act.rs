//! Verbs of policies, by who usually does what they say. Decides nothing.

use crate::rule::word_set::WordSet;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// The company works, or its money travels: process, deliver, reply.
    Serve,
    /// The company gives money or goods: refund, issue, replace.
    Pay,
    /// The company lets the customer: accept, allow.
    Grant,
    /// The customer wants something: return, request, cancel.
    Ask,
    /// One side speaks to the other: notify, contact.
    Tell,
    /// Either side does it to something: make, send, complete.
    Handle,
    /// Something reaches somebody: receive, get, see.
    Get,
    /// Somebody has time: "you have 30 days".
    Have,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "Process", "processes".
    Base,
    /// "Processed".
    Done,
}

/// What a lower-case word does, when it is one of these verbs.
pub(super) fn act_of(word: &str) -> Option<(Act, Form)> {
    VERBS.iter().find(|(.., words)| words.contains(word.as_bytes())).map(|(act, form, _)| (*act, *form))
}

static VERBS: [(Act, Form, WordSet); 14] = [
    (
        Act::Serve,
        Form::Base,
        WordSet::new(
            "process processes review inspect inspects dispatch despatch ship ships deliver delivers respond responds reply replies \
         acknowledge acknowledges resolve resolves assess assesses verify appear appears reflect reflects arrive arrives \
         reach reaches investigate answer answers examine arrange arranges release approve approves show shows execute confirm",
        ),
    ),
    (
        Act::Serve,
        Form::Done,
        WordSet::new(
            "processed reviewed inspected dispatched despatched shipped delivered responded replied acknowledged resolved assessed \
         verified reflected investigated answered examined tested arranged released approved posted picked handled executed \
         transferred delayed confirmed escalated produced prepared manufactured activated",
        ),
    ),
    (Act::Pay, Form::Base, WordSet::new("refund issue credit reimburse reimburses repay replace repair remit")),
    (Act::Pay, Form::Done, WordSet::new("refunded issued credited reimbursed repaid replaced repaired remitted")),
    (
        Act::Grant,
        Form::Base,
        WordSet::new(
            "accept accepts offer offers honour honor permit permits give gives provide provides grant guarantee allow allows \
         extend require requires",
        ),
    ),
    (
        Act::Grant,
        Form::Done,
        WordSet::new(
            "accepted honoured honored permitted allowed eligible entitled returnable refundable exchangeable granted offered given \
         valid",
        ),
    ),
    (
        Act::Ask,
        Form::Base,
        WordSet::new(
            "return request cancel report claim submit withdraw exchange complain dispute reject ask apply raise file appeal lodge \
         demand bring",
        ),
    ),
    (
        Act::Ask,
        Form::Done,
        WordSet::new(
            "returned requested cancelled canceled reported claimed submitted withdrawn exchanged disputed rejected raised filed \
         lodged purchased bought brought discovered required",
        ),
    ),
    (
        Act::Tell,
        Form::Base,
        WordSet::new("notify contact contacts tell inform email e-mail call write advise message remind"),
    ),
    (Act::Tell, Form::Done, WordSet::new("notified contacted informed told emailed advised")),
    (Act::Handle, Form::Base, WordSet::new("make send complete initiate pay")),
    (Act::Handle, Form::Done, WordSet::new("made sent completed initiated received placed paid")),
    (Act::Get, Form::Base, WordSet::new("receive get see hear expect")),
    (Act::Have, Form::Base, WordSet::new("have has")),
];
