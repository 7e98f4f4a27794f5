//! The table of documents for people.

use std::io::{self, Write};

use super::ListedDocument;
use crate::report::visible::one_line;
use crate::report::{Report, Style, counted};

const HEAD: [&str; 7] = ["ID", "KIND", "STATUS", "DATE", "DIALECT", "PATH", "TITLE"];
type Row = [String; HEAD.len()];

/// Writes a row for each document, then how many there are, what the rules found, and the pages in `unread`.
pub(super) fn write(
    documents: &[ListedDocument],
    unread: &[&str],
    report: &Report<'_>,
    out: &mut dyn Write,
    style: Style,
) -> io::Result<()> {
    let rows: Vec<Row> = documents.iter().map(row).collect();
    if !rows.is_empty() {
        write_rows(&rows, out, style)?;
        writeln!(out)?;
    }
    let documents = counted(documents.len(), "document");
    if report.findings.is_empty() {
        writeln!(out, "{}", style.bold(&documents))?;
    } else {
        writeln!(out, "{}; `mdbook-adr check` shows the findings", style.bold(&report.totals()))?;
    }
    if !unread.is_empty() {
        let verb = if unread.len() == 1 {
            "was not read as a document"
        } else {
            "were not read as documents"
        };
        writeln!(out, "\n{} {verb}:", counted(unread.len(), "numbered page"))?;
    }
    unread.iter().try_for_each(|path| writeln!(out, "  {}", one_line(path)))
}

fn row(document: &ListedDocument) -> Row {
    let text = |text: Option<&str>| text.map_or("-".to_owned(), |text| one_line(text).into_owned());
    let path = match &document.section {
        Some(section) => format!("{}#{section}", document.path),
        None => document.path.clone(),
    };
    [
        text(document.id.as_deref()),
        text(Some(&document.kind)),
        text(document.status.as_deref()),
        text(document.date.as_deref()),
        text(Some(document.dialect)),
        text(Some(&path)),
        text(Some(&document.title)),
    ]
}

fn write_rows(rows: &[Row], out: &mut dyn Write, style: Style) -> io::Result<()> {
    let head: Row = HEAD.map(str::to_owned);
    let mut widths = [0; HEAD.len()];
    for row in rows.iter().chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns(cell));
        }
    }
    writeln!(out, "{}", style.bold(&line(&head, &widths)))?;
    rows.iter().try_for_each(|row| writeln!(out, "{}", line(row, &widths)))
}

/// The cells, two spaces apart; nothing behind the last one.
fn line(row: &Row, widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(width + 2 - columns(cell)));
    }
    line.truncate(line.trim_end().len());
    line
}

/// How many columns of a terminal a text takes, near enough to align a table.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_zero(c) { 0 } else { 1 + usize::from(is_wide(c)) }).sum()
}

fn is_zero(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The blocks that East Asian Width calls wide, and emoji.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns_and_accents_none() {
        assert_eq!(columns("日本"), 4);
        assert_eq!(columns("e\u{301}é"), 2);
        assert_eq!(columns("ADR-1"), 5);
    }
}
