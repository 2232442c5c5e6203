//! The words that fields of a register choose from.

use crate::words::words;

words! {
    /// What a bend lets people do with a rule.
    Effect {
        /// Set it aside for this customer.
        Waive = "waive",
        /// Ask for less than it asks.
        Reduce = "reduce",
        /// Give more time than it gives.
        ExtendDeadline = "extend-deadline",
        /// Accept or give something else instead.
        Substitute = "substitute",
        /// Give something better.
        Upgrade = "upgrade",
        /// Leave out a step that it asks for.
        SkipStep = "skip-step",
        /// Add something on top: making up for a fault, not bending a rule.
        AddGesture = "add-gesture",
    }
}

words! {
    /// What an entry says of its own standing; all other states are derived.
    Status {
        /// Written down, and not yet granted.
        Proposed = "proposed",
        /// Granted.
        Approved = "approved",
        /// Not to be used for now.
        Suspended = "suspended",
        /// Taken back for good.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Why nobody may bend a rule. "Brand", "cost" and "consistency" are no such reasons.
    Class {
        /// A law asks for it.
        Law = "law",
        /// Somebody could be hurt.
        Safety = "safety",
        /// It keeps out thieves.
        Security = "security",
        /// It keeps what people told us to ourselves.
        Privacy = "privacy",
        /// It protects people who are no party to it.
        ThirdPartyRights = "third-party-rights",
    }
}

words! {
    /// What kind of reason it is; keeps goodwill apart from putting our own mistakes right.
    ReasonKind {
        /// We were wrong: this is no goodwill.
        Correction = "correction",
        /// Something happened to the customer.
        Circumstance = "circumstance",
        /// The rule makes no sense here.
        DumbRule = "dumb-rule",
        /// Making up for trouble.
        Recovery = "recovery",
        /// None of these.
        Other = "other",
    }
}

words! {
    /// What a customer must show.
    Evidence {
        /// Nothing.
        None = "none",
        /// Their word.
        SelfDeclared = "self-declared",
        /// What staff can look up themselves.
        StaffCheck = "staff-check",
        /// A paper.
        Document = "document",
    }
}

words! {
    /// What happens when the next role does not answer in time.
    IfSilent {
        /// Decide yourself, and write it down.
        DecideAndLog = "decide-and-log",
        /// Ask the role after that.
        AskNext = "ask-next",
        /// The answer is no.
        Refuse = "refuse",
    }
}

words! {
    /// Who may read of a bend.
    Visibility {
        /// Those who work here.
        Staff = "staff",
        /// Customers too.
        Public = "public",
    }
}
