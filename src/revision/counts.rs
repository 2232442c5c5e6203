//! What is asked of changes again and again: where, of which class, how many.

use super::{Change, Class, Comparison, Direction, DocumentChange, Fate, Place, Reason, Topic};

impl Reason {
    pub(crate) fn new(topic: Topic, direction: Direction, text: String) -> Self {
        Self { topic, direction, text }
    }
}

impl Direction {
    /// The other way.
    pub fn opposite(self) -> Self {
        match self {
            Self::Tightened => Self::Loosened,
            Self::Loosened => Self::Tightened,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl Change {
    /// Whether it is of a class.
    pub fn is(&self, class: Class) -> bool {
        self.classes.contains(&class)
    }

    /// Where it stands, or stood.
    pub fn place(&self) -> Option<&Place> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

impl Comparison {
    /// Changes of rules of one class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.binds && change.is(class))
    }

    /// Rules that are different in what they say, are new or are gone.
    pub fn changed_rules(&self) -> usize {
        let quiet = |class: &Class| matches!(class, Class::Moved | Class::Renumbered | Class::Formatting);
        self.changes.iter().filter(|change| change.binds && !change.classes.iter().all(quiet)).count()
    }

    /// Rules without a counterpart in a document that was written anew: how many are new, and how many gone.
    pub fn in_rewrite(&self, document: &DocumentChange) -> (usize, usize) {
        if !document.rewritten {
            return (0, 0);
        }
        let changes = document.lines.iter().filter_map(|line| self.changes.get(line.change?));
        let alone = changes.filter(|change| change.binds);
        alone.fold((0, 0), |(new, gone), change| {
            (new + usize::from(change.old.is_none()), gone + usize::from(change.new.is_none()))
        })
    }

    /// Whether nothing is different that a customer could notice.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.documents.iter().all(|document| document.fate == Fate::Same)
    }
}
