//! One pair of sentences → the change that people are told of, or nothing when there is none.

use super::edition::Text;
use super::hunk::hunks;
use super::lines::{Match, Spot, own};
use super::said::Said;
use super::unit::{Unit, UnitKind, plain};
use super::{Change, Class, Direction, Place, Reason, Topic, classify};
use crate::document::{Context, Document};
use crate::fact::Kind;
use crate::rule::Modality;

/// A passage's document and the unit it stands in.
#[derive(Clone, Copy)]
pub(super) struct Seen<'d> {
    pub(super) text: &'d Text,
    pub(super) units: &'d [Unit],
}

impl Seen<'_> {
    pub(super) fn unit(&self, spot: &Spot) -> &Unit {
        &self.units[spot.unit]
    }

    /// The words of some passages, without labels.
    pub(super) fn own(&self, spot: &Spot) -> String {
        self.owns(spot).join(" ")
    }

    fn owns(&self, spot: &Spot) -> Vec<String> {
        let unit = |passage: usize| self.units.iter().find(|unit| unit.passages.contains(&passage));
        let texts =
            spot.passages.iter().map(|&passage| own(self.text, unit(passage).unwrap_or(self.unit(spot)), passage));
        texts.map(str::to_owned).collect()
    }

    fn said(&self, spot: &Spot) -> Said {
        Said::of(self.text, &spot.passages, &self.owns(spot))
    }

    fn place(&self, spot: &Spot, own: String) -> Place {
        let document = &self.text.document;
        let passage = &document.passages[spot.passages[0]];
        let section = document.section_path(document.block_of(passage).section);
        let unit = self.unit(spot);
        let label = if spot.passages[0] == unit.passages.start { unit.label.clone() } else { String::new() };
        Place {
            path: document.source.path.clone(),
            line: document.source.line_column(document.to_source(passage.text).start).line,
            section: section.into_iter().map(str::to_owned).collect(),
            label,
            context: context(document, spot.passages[0]),
            text: own,
            anchor: spot.passages.iter().find_map(|&passage| self.text.anchor(passage)).map(str::to_owned),
        }
    }
}

/// What must be read before a passage, as one text.
fn context(document: &Document, passage: usize) -> String {
    match document.passages[passage].context {
        Context::None => String::new(),
        Context::LeadIn(span) => document.slice(span).to_owned(),
        Context::Cell { row, column } => {
            row.into_iter().chain(column).map(|span| document.slice(span)).collect::<Vec<_>>().join(" · ")
        }
    }
}

/// One side of a pair: where it stands, in what, and its own words.
type Side<'s> = Option<(&'s Spot, Seen<'s>, String)>;

/// What is different between the two sides of a pair; none when nothing is that a customer could notice.
pub(super) fn describe(found: &Match, old: Option<Seen<'_>>, new: Option<Seen<'_>>, kinds: &[Kind]) -> Option<Change> {
    let old = found.old.as_ref().zip(old).map(|(spot, seen)| (spot, seen, seen.own(spot)));
    let new = found.new.as_ref().zip(new).map(|(spot, seen)| (spot, seen, seen.own(spot)));
    let is_name = |unit: &Unit| matches!(unit.kind, UnitKind::Heading(_) | UnitKind::Head);
    let (mut classes, reasons, binds) = match (&old, &new) {
        (Some((a, was, then)), Some((b, is, now))) => {
            let same = plain(then) == plain(now);
            if same && (!found.moved || within_section(&old, &new)) {
                return None;
            }
            let (was, is) = (was.said(a), is.said(b));
            let reasons = if same { replaced(&was, &is) } else { classify::reasons(&was, &is, kinds) };
            let classes = if same { classify::by_direction(&reasons) } else { classify::classes(&was, &is, &reasons) };
            (classes, reasons, was.binds() || is.binds())
        }
        (Some((spot, seen, _)), None) | (None, Some((spot, seen, _))) => {
            let said = seen.said(spot);
            let reasons = classify::alone(&said, old.is_none(), kinds);
            (classify::by_direction(&reasons), reasons, said.binds())
        }
        (None, None) => return None,
    };
    match (&old, &new) {
        (None, _) => classes.push(Class::Added),
        (_, None) => classes.push(Class::Removed),
        _ if found.moved && !within_section(&old, &new) => classes.push(Class::Moved),
        _ => {}
    }
    classes.sort_unstable();
    classes.dedup();
    let text =
        |side: &Option<(&Spot, Seen<'_>, String)>| side.as_ref().map(|(.., own)| own.clone()).unwrap_or_default();
    let named = new.as_ref().or(old.as_ref()).is_some_and(|(spot, seen, _)| is_name(seen.unit(spot)));
    Some(Change {
        classes,
        reasons,
        pieces: hunks(&text(&old), &text(&new)),
        old: old.map(|(spot, seen, own)| seen.place(spot, own)),
        new: new.map(|(spot, seen, own)| seen.place(spot, own)),
        how: found.how,
        sure: if found.old.is_some() && found.new.is_some() { found.sure } else { 1.0 },
        binds,
        is_name: named,
    })
}

/// Whether a text stands in the same section of the same document: only the order there is another.
fn within_section(old: &Side<'_>, new: &Side<'_>) -> bool {
    let place = |(spot, seen, _): &(&Spot, Seen<'_>, String)| {
        let document = &seen.text.document;
        let section = document.block_of(&document.passages[spot.passages[0]]).section;
        let path = document.section_path(section).into_iter().map(str::to_owned).collect::<Vec<_>>();
        (seen.text.key.clone(), path)
    };
    old.as_ref().zip(new.as_ref()).is_some_and(|(old, new)| place(old) == place(new))
}

/// What it means that a text stands elsewhere: under "Not returnable" instead of "Returnable".
fn replaced(was: &Said, is: &Said) -> Vec<Reason> {
    let direction = match (was.stance(), is.stance()) {
        (Some(then), Some(now)) if then > 0.0 && now < 0.0 => Direction::Tightened,
        (Some(then), Some(now)) if then < 0.0 && now > 0.0 => Direction::Loosened,
        _ if (was.modality == Some(Modality::Prohibition)) != (is.modality == Some(Modality::Prohibition)) => {
            Direction::Unknown
        }
        _ => return Vec::new(),
    };
    let words = "it stands under other words now, and means something else there";
    vec![Reason::new(Topic::Place, direction, words.to_owned())]
}
