//! Door to YAML: a source → a tree of nodes with their places, and a reader that collects every mistake of a file.
//!
//! YAML is read strictly, because our files decide what a gate says: one document, no anchors, aliases, merge keys,
//! tags or directives, no key twice, no guessing of types (`no` is a text, and `true` and `false` are the only booleans),
//! and small limits on size and depth. Nothing is written here but single values; `layout` says where things stand, for those
//! who change a file without loss, and `list` changes the entries of a file that is one list.
//!
//! What a file means is said once, by a function from a [`Node`] to a value; [`read`] runs it and reports every
//! mistake of the file at once, each with its place and what to do:
//!
//! ```
//! use dumbrules::text::SourceFile;
//! use dumbrules::yaml::{self, Node, Reader};
//!
//! #[derive(Debug)]
//! struct Role {
//!     name: String,
//!     limit: f64,
//! }
//!
//! fn role(reader: &mut Reader, node: &Node) -> Role {
//!     let mut fields = reader.fields(node, "a role", &["name", "limit"]);
//!     Role { name: fields.required("name", Reader::text), limit: fields.required("limit", Reader::number) }
//! }
//!
//! let source = SourceFile::new("roles.yaml", "nane: cashier\nlimit: fifty\n");
//! let mistakes = yaml::read(&source, role).unwrap_err();
//! let mistakes: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
//! assert_eq!(
//!     mistakes,
//!     [
//!         "roles.yaml:1:1: unknown field `nane` in a role (did you mean `name`? fields: name, limit)",
//!         "roles.yaml:1:1: `name` is missing in a role (add `name: …`)",
//!         "roles.yaml:2:8: `fifty` is not a number (write digits, for example `14` or `2.5`)",
//!     ]
//! );
//! ```

mod difference;
mod fields;
mod layout;
mod list;
mod node;
mod parse;
mod reader;
mod syntax;
mod write;

pub use difference::{Difference, differences, entries_in, values};
pub use fields::Fields;
pub use layout::{behind_key, comments_above, comments_between, indent_of, leaves, line_end_of, line_of, written_end};
pub use list::{Changes, Listed, changed};
pub use node::{Entry, Key, Node, Scalar, Shape};
pub use parse::{parse, parse_part};
pub use reader::{Reader, read, read_part};
pub use write::{one_line, plain, quoted};
