//! How an entry of a baseline is written into its file; `yaml::changed` does the rest.

use super::Known;
use super::load::{FIELDS, load};
use crate::error::Error;
use crate::text::SourceFile;
use crate::yaml::{Listed, one_line, plain, quoted};

impl Listed for Known {
    const KEY: &'static str = "baseline";
    const BEGINS: &'static str = "- finding: …";

    fn load(source: &SourceFile) -> Result<Vec<Self>, Vec<Error>> {
        load(source).map(|baseline| baseline.entries)
    }

    fn lines(&self, indent: &str, line_end: &str) -> String {
        let value = |name: &str| match name {
            "finding" => plain(&self.finding),
            "lint" => plain(&self.lint),
            "document" => plain(&self.document),
            "quote" => quoted(&self.quote),
            "reason" => quoted(&self.reason),
            "by" => plain(&self.by),
            "on" => self.on.to_string(),
            _ => self.until.to_string(),
        };
        let line = |(at, name): (usize, &str)| {
            format!("{indent}{}{name}: {}{line_end}", if at == 0 { "- " } else { "  " }, value(name))
        };
        FIELDS.into_iter().enumerate().map(line).collect()
    }

    fn comes_before(&self, other: &Self) -> bool {
        self.order() < other.order()
    }

    fn settled(&self) -> Self {
        Self { quote: one_line(&self.quote), reason: one_line(&self.reason), by: one_line(&self.by), ..self.clone() }
    }
}
