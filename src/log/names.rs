//! `Names`: words of a log as small numbers, in bounded room.

use std::collections::HashMap;

/// What all words are called together when they are too many to be told apart.
pub(super) const OTHERS: &str = "(others)";

/// Words, and the number of each in the order in which they came. Once they are too many, none of those that were not
/// foreseen is told from the others any more: which came first must not matter.
#[derive(Debug, Clone)]
pub(super) struct Names {
    ids: HashMap<String, u32>,
    names: Vec<String>,
    foreseen: usize,
    most: usize,
    is_full: bool,
}

impl Names {
    /// Words that are foreseen, and room for so many others.
    pub(super) fn new(foreseen: impl IntoIterator<Item = String>, most: usize) -> Self {
        let mut names = Self { ids: HashMap::new(), names: Vec::new(), foreseen: 0, most: usize::MAX, is_full: false };
        for name in foreseen {
            names.number(&name);
        }
        names.foreseen = names.names.len();
        names.most = names.foreseen + most;
        names
    }

    /// The number of a word; it is a new one, or the last of all, when it was not seen before.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.ids.get(name) {
            return *number;
        }
        if self.names.len() >= self.most {
            self.is_full = true;
            return u32::MAX;
        }
        let number = self.names.len() as u32;
        self.ids.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// The word of a number.
    pub(super) fn name(&self, number: u32) -> &str {
        let lumped = self.is_full && number as usize >= self.foreseen;
        if lumped { OTHERS } else { self.names.get(number as usize).map_or(OTHERS, String::as_str) }
    }

    /// Whether there were more words than there is room for.
    pub(super) const fn is_full(&self) -> bool {
        self.is_full
    }
}
