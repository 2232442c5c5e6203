//! `Modality` and `Bearer`: what force a rule has and on whom it falls.
//!
//! Deontic core (obligation, prohibition, permission) plus what policies add to it: the company's power, its promise, and
//! the bare declaration ("All sales are final"). RFC 2119 and 8174 words are a subset. The build script includes this file.

use crate::words::words;

words! {
    /// What force a rule has.
    Modality {
        /// Somebody must do something.
        Obligation = "obligation",
        /// Somebody must not, or cannot, do something.
        Prohibition = "prohibition",
        /// The customer or staff may do something.
        Permission = "permission",
        /// The company may do something to the customer.
        Power = "power",
        /// The company says that it will do something.
        Promise = "promise",
        /// Something is so: final, void, lost, 15 %.
        Declaration = "declaration",
    }
}

words! {
    /// Who must act, may act, or is refused.
    Bearer {
        /// The customer.
        Customer = "customer",
        /// The company.
        Company = "company",
        /// The company's people.
        Staff = "staff",
        /// Somebody else: courier, bank, maker.
        ThirdParty = "third-party",
    }
}
