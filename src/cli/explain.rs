//! `explain`: the page of a rule, or the list of all rules.

use std::io::{self, Write};

use super::{levels, output};
use crate::report::Verdict;
use crate::rules::RULES;

/// Prints the page of `rule`, or where none is given each rule with its level. An error where there is no such rule.
pub fn run(rule: Option<&str>) -> anyhow::Result<Verdict> {
    match rule {
        None => output::print(|out, _| write_list(out))?,
        Some(name) => {
            let page = levels::rule(name)?.page;
            output::print(|out, _| writeln!(out, "{}", page.trim_end()))?;
        }
    }
    Ok(Verdict::Clean)
}

fn write_list(out: &mut dyn Write) -> io::Result<()> {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for rule in RULES {
        writeln!(out, "{:width$}  {}", rule.name, rule.level)?;
    }
    Ok(())
}
