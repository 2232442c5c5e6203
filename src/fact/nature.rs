//! `Role`, `Worse` and `StartEvent`: what part a kind of fact plays for the customer. The build script includes this file.

use crate::words::words;

words! {
    /// What part a fact plays for the customer.
    Role {
        /// Time the customer has.
        Window = "window",
        /// Time the company takes.
        Wait = "wait",
        /// What something costs the customer.
        Fee = "fee",
        /// Time one side gives the other before something happens.
        Notice = "notice",
        /// Time something lasts.
        Period = "period",
        /// A limit on a sum or a number.
        Cap = "cap",
        /// Proof asked for.
        Proof = "proof",
        /// Way to do something.
        Channel = "channel",
        /// Whether a remedy is given.
        Remedy = "remedy",
    }
}

words! {
    /// Which way a value is worse for the customer.
    Worse {
        /// Less is worse: windows, caps on compensation.
        Lower = "lower",
        /// More is worse: waits, fees.
        Higher = "higher",
        /// Refused is worse.
        Denied = "denied",
        /// Given, or imposed, is worse: credit instead of money.
        Granted = "granted",
        /// Neither way, or it depends.
        None = "none",
    }
}

words! {
    /// What starts the clock of a window or a wait.
    StartEvent {
        /// The customer gets the goods.
        Delivery = "delivery",
        /// The customer buys.
        Purchase = "purchase",
        /// The customer orders or books.
        Order = "order",
        /// The customer pays, or is billed.
        Payment = "payment",
        /// The goods leave the company.
        Dispatch = "dispatch",
        /// The company gets goods back, or a request, or approves it.
        Return = "return",
        /// Something goes wrong, or is found.
        Event = "event",
        /// The service begins: activation, registration, first use.
        Start = "start",
        /// A term ends or renews.
        Renewal = "renewal",
        /// The customer cancels or asks.
        Request = "request",
    }
}
