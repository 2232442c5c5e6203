//! Where the lines are drawn: how long a bend may run, and when a rule should change instead of being bent.

/// Where the lines are drawn. These are conventions, not findings; the file may set others, and outputs name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conventions {
    /// Days before its end at which a bend is said to end soon.
    pub warn_days: u32,
    /// Most days that a bend may run, by the severity of the worst finding on its rule: critical, high, medium, low or
    /// none. From published schemes for exceptions in security: 30, 90, 180, 365.
    pub longest_days: [u32; 4],
    /// When a rule is bent so often that it should change.
    pub kill: Kill,
}

/// When a rule is bent so often that it should change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kill {
    /// Days that are looked at, up to today.
    pub window_days: u32,
    /// Uses from which on the rule is looked at.
    pub review_uses: u32,
    /// People from which on the rule is looked at.
    pub review_staff: u32,
    /// Uses from which on the rule should change.
    pub uses: u32,
    /// People from which on the rule should change.
    pub staff: u32,
    /// Least share of cases in which it is bent, in percent, where the number of cases is known: the lower end of the
    /// 95 % interval.
    pub share: u32,
}

impl Default for Conventions {
    fn default() -> Self {
        let kill = Kill { window_days: 90, review_uses: 5, review_staff: 2, uses: 10, staff: 3, share: 20 };
        Self { warn_days: 30, longest_days: [30, 90, 180, 365], kill }
    }
}
