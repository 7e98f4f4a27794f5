//! A table that scrolls by itself where the page is narrow, so that the page does not.

use crate::render::{Medium, View, escape};

/// A table. Its cells are escaped already; columns without anything in them are left out.
pub fn table(view: &View<'_>, name: &str, heads: &[&str], rows: &[Vec<String>]) -> String {
    let used: Vec<usize> =
        (0..heads.len()).filter(|column| rows.iter().any(|row| !row[*column].is_empty())).collect();
    match view.medium {
        Medium::Html => html(name, heads, rows, &used),
        Medium::Markdown => markdown(name, heads, rows, &used),
    }
}

fn html(name: &str, heads: &[&str], rows: &[Vec<String>], used: &[usize]) -> String {
    let name = escape::html(name);
    let heads: Vec<String> =
        used.iter().map(|at| format!("<th scope=\"col\">{}</th>", heads[*at])).collect();
    let rows: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> =
                used.iter().map(|at| format!("<td>{}</td>", row[*at])).collect();
            format!("<tr>{}</tr>", cells.concat())
        })
        .collect();
    // Who has no pointer scrolls with the keyboard, and must be able to get there.
    format!(
        "<div class=\"adr-view adr-scroll\" role=\"group\" aria-label=\"{name}\" tabindex=\"0\"><table><caption>{name}</caption>\
         <thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        heads.concat(),
        rows.concat()
    )
}

fn markdown(name: &str, heads: &[&str], rows: &[Vec<String>], used: &[usize]) -> String {
    let line = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![
        format!("**{}**\n", escape::markdown(name)),
        line(used.iter().map(|at| heads[*at]).collect()),
        format!("|{}", "---|".repeat(used.len())),
    ];
    lines.extend(rows.iter().map(|row| line(used.iter().map(|at| row[*at].as_str()).collect())));
    lines.join("\n")
}
