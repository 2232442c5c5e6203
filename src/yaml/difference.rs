//! What differs between two YAML files, entry by entry: for telling people, never for changing anything.

use super::node::{Node, Shape};
use crate::text::Span;

/// A value that is new, gone or other than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands, as keys and entries: `lints.refund/no-refunds.off`, `bends B-007`.
    pub path: String,
    /// What became of it, in words: "high → critical", "is new", "is gone", "is other".
    pub what: String,
    /// Its bytes in the new file; none when it is gone.
    pub span: Option<Span>,
}

/// Fields that tell an entry of a list from the others, the surest first.
const NAMES: [&str; 6] = ["id", "finding", "rule", "glob", "name", "lint"];

/// All differences, in the order of the new file; what is gone comes behind.
///
/// ```
/// use dumbrules::text::SourceFile;
/// use dumbrules::yaml::{differences, parse};
///
/// let node = |text: &str| parse(&SourceFile::new("x.yaml", text)).expect("YAML");
/// let (old, new) = (node("fail-on: high\nskip: [a, b]\n"), node("fail-on: critical\nskip: [b, c]\n"));
/// let told: Vec<String> = differences(&old, &new).iter().map(|it| format!("{}: {}", it.path, it.what)).collect();
/// assert_eq!(told, ["fail-on: high → critical", "skip c: is new", "skip a: is gone"]);
/// ```
pub fn differences(old: &Node, new: &Node) -> Vec<Difference> {
    let mut found = Vec::new();
    between("", old, new, &mut found);
    found
}

/// Every single value of a file, with the path of keys and entries to it, in order.
pub fn values(node: &Node) -> Vec<(String, String, Span)> {
    fn below(path: &str, node: &Node, found: &mut Vec<(String, String, Span)>) {
        let join = |key: &str, sign: &str| if path.is_empty() { key.to_owned() } else { format!("{path}{sign}{key}") };
        match &node.shape {
            Shape::Scalar(scalar) => found.push((path.to_owned(), scalar.text.clone(), node.span)),
            Shape::Map(entries) => {
                entries.iter().for_each(|entry| below(&join(&entry.key.text, "."), &entry.node, found));
            }
            Shape::List(items) => {
                for (item, label) in items.iter().zip(labels(items)) {
                    let is_value = matches!(item.shape, Shape::Scalar(_));
                    below(&if is_value { path.to_owned() } else { join(&label, " ") }, item, found);
                }
            }
        }
    }
    let mut found = Vec::new();
    below("", node, &mut found);
    found
}

/// Number of entries in a file: those of its lists, and single values.
pub fn entries_in(node: &Node) -> usize {
    match &node.shape {
        Shape::Map(entries) => entries.iter().map(|entry| entries_in(&entry.node).max(1)).sum(),
        Shape::List(items) => items.len(),
        Shape::Scalar(_) => 0,
    }
}

fn between(path: &str, old: &Node, new: &Node, found: &mut Vec<Difference>) {
    match (&old.shape, &new.shape) {
        (Shape::Map(olds), Shape::Map(news)) => {
            let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            for entry in news {
                let name = below(&entry.key.text);
                match old.get(&entry.key.text) {
                    Some(old) => between(&name, old, &entry.node, found),
                    None => found.push(is(name, "is new", Some(entry.key.span))),
                }
            }
            let gone = olds.iter().filter(|entry| new.get(&entry.key.text).is_none());
            found.extend(gone.map(|entry| is(below(&entry.key.text), "is gone", None)));
        }
        (Shape::List(olds), Shape::List(news)) => {
            let (then, now) = (labels(olds), labels(news));
            for (node, label) in news.iter().zip(&now) {
                let name = format!("{path} {label}");
                match then.iter().position(|other| other == label) {
                    None => found.push(is(name, "is new", Some(node.span))),
                    Some(at) if !says_same(&olds[at], node) => found.push(is(name, "is other", Some(node.span))),
                    Some(_) => {}
                }
            }
            let gone = then.iter().filter(|label| !now.contains(label));
            found.extend(gone.map(|label| is(format!("{path} {label}"), "is gone", None)));
        }
        (Shape::Scalar(old), Shape::Scalar(now)) if old.text != now.text => {
            found.push(is(path.to_owned(), &format!("{} → {}", old.text, now.text), Some(new.span)));
        }
        (Shape::Scalar(_), Shape::Scalar(_)) => {}
        // An empty list, or a key with nothing behind it.
        (Shape::Scalar(_), Shape::List(news)) => {
            let new = news.iter().zip(labels(news));
            found.extend(new.map(|(node, label)| is(format!("{path} {label}"), "is new", Some(node.span))));
        }
        _ => found.push(is(path.to_owned(), "is other", Some(new.span))),
    }
}

fn is(path: String, what: &str, span: Option<Span>) -> Difference {
    Difference { path: path.trim().to_owned(), what: what.to_owned(), span }
}

/// What each entry of a list is called; a name that occurs again gets a number.
fn labels(items: &[Node]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::with_capacity(items.len());
    for item in items {
        let text = |node: &Node| if let Shape::Scalar(scalar) = &node.shape { Some(scalar.text.clone()) } else { None };
        let named = NAMES.iter().find_map(|name| item.get(name).and_then(text));
        let label = text(item).or(named).unwrap_or_else(|| "entry".to_owned());
        let before = labels.iter().filter(|other| **other == label || other.starts_with(&format!("{label} #"))).count();
        labels.push(if before == 0 { label } else { format!("{label} #{}", before + 1) });
    }
    labels
}

/// Whether two nodes say the same, wherever they stand.
fn says_same(one: &Node, other: &Node) -> bool {
    match (&one.shape, &other.shape) {
        (Shape::Scalar(one), Shape::Scalar(other)) => one.text == other.text,
        (Shape::List(ones), Shape::List(others)) => {
            ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| says_same(one, other))
        }
        (Shape::Map(ones), Shape::Map(others)) => {
            ones.len() == others.len()
                && ones.iter().all(|entry| other.get(&entry.key.text).is_some_and(|it| says_same(&entry.node, it)))
        }
        _ => false,
    }
}
