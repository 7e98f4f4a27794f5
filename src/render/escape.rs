//! Text from a document, made harmless where it lands.

use std::fmt::Write as _;

/// One line: white space collapsed, control characters and those that turn the direction of text left out.
pub fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !turns(*c))
        .collect();
    visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Marks without a shape of their own that make text read other than it is written.
fn turns(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// For HTML, between tags and between double quotes.
///
/// Preprocessors that run later read the chapter as text: braces, dollars, backticks, brackets and backslashes
/// become references too, so that a title is no include, formula or footnote for them. So do bars, which would end a
/// table's cell.
pub fn html(text: &str) -> String {
    let mut escaped = String::new();
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut escaped, &clean(text));
    let mut out = String::with_capacity(escaped.len());
    for c in escaped.chars() {
        match c {
            '{' | '}' | '$' | '`' | '[' | ']' | '\\' | '|' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

/// For a Markdown paragraph, behind its first character.
pub fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in clean(text).chars() {
        if "\\`*_{}[]<>#|~&!$^".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_markup() {
        assert_eq!(html("</div>\n\n<script>\u{0}\u{202e}x"), "&lt;/div&gt; &lt;script&gt;x");
        assert_eq!(
            html("\" onload='x' {{#include a}}"),
            "&quot; onload=&#39;x&#39; &#123;&#123;#include a&#125;&#125;"
        );
        assert_eq!(
            markdown("*a* [b](c) <d> {{#e}}\n# f"),
            "\\*a\\* \\[b\\](c) \\<d\\> \\{\\{\\#e\\}\\} \\# f"
        );
    }
}
