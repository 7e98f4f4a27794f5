//! `implementation-in-design`: bodies of code in a module's design.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::finding::{Finding, Level};
use crate::markdown::{Fence, Outline};
use crate::rules::{Check, PageCx, Rule};
use crate::vocabulary::Kind;

pub(super) const RULE: Rule = Rule {
    name: "implementation-in-design",
    level: Level::Allow,
    since: "0.1.0",
    page: include_str!("implementation_in_design.md"),
    check: Check::Page(check),
};

/// So many lines inside functions illustrate a use.
const FEW: usize = 8;

/// Languages with braces, apart from Rust.
const BRACES: [&str; 24] = [
    "c",
    "c++",
    "cc",
    "cpp",
    "cs",
    "csharp",
    "dart",
    "go",
    "golang",
    "groovy",
    "h",
    "hpp",
    "java",
    "javascript",
    "js",
    "jsx",
    "kotlin",
    "kt",
    "php",
    "scala",
    "swift",
    "ts",
    "tsx",
    "typescript",
];

fn check(cx: &PageCx<'_>, findings: &mut Vec<Finding>) {
    let outline = cx.outline;
    for document in cx.documents().filter(|document| document.kind == Kind::Module) {
        let extent = &document.extent;
        let first = outline.fences.partition_point(|fence| fence.range.start < extent.start);
        let fences = outline.fences[first..].iter();
        for fence in fences.take_while(|fence| fence.range.start < extent.end) {
            // Most fences are too short to have so many lines in functions.
            let lines = outline.text.as_str()[fence.body.clone()].lines();
            if lines.count() <= FEW {
                continue;
            }
            if let Some(bodies) = bodies(outline, fence).filter(|bodies| bodies.lines > FEW) {
                findings.push(finding(outline, &bodies));
            }
        }
    }
}

fn finding(outline: &Outline, bodies: &Bodies) -> Finding {
    let head = super::short(&outline.text.as_str()[bodies.head.clone()]);
    let message =
        format!("{} lines of code stand inside functions, from `{head}` on", bodies.lines);
    Finding::new(RULE.name, outline.text.span(bodies.head.clone()), message)
        .label("a design shows the signature")
        .help("end each signature without its body, and say in words what a caller may rely on")
        .help(format!("up to {FEW} lines may illustrate a use"))
}

/// The code inside the functions of a fence.
#[derive(Debug, Default)]
struct Bodies {
    /// Its lines, without blank ones, comments and closing brackets.
    lines: usize,
    /// Where the head of the first function with a body begins: a line of the page's text.
    head: Range<usize>,
}

/// None for what is no code, or in no language that is known here.
fn bodies(outline: &Outline, fence: &Fence) -> Option<Bodies> {
    static RUST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r#"//[^\n]*|/\*.*?(?:\*/|\z)|"(?:\\.|[^"\\])*(?:"|\z)|'(?:\\[^\n']+|[^\\'\n])'"#)
    });
    static PYTHON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"#[^\n]*|""".*?(?:"""|\z)|'''.*?(?:'''|\z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"#,
        )
    });
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"//[^\n]*|/\*.*?(?:\*/|\z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*(?:`|\z)"#,
        )
    });
    let code = &outline.text.as_str()[fence.body.clone()];
    let mut found = match fence.language().as_str() {
        "rust" | "rs" => in_braces(&masked(code, &RUST), is_rust_function),
        "python" | "py" => indented(&masked(code, &PYTHON)),
        language if BRACES.contains(&language) => in_braces(&masked(code, &OTHERS), is_function),
        _ => return None,
    };
    found.head = fence.body.start + found.head.start..fence.body.start + found.head.end;
    Some(found)
}

fn pattern(source: &str) -> Regex {
    Regex::new(&format!("(?s){source}")).expect("a valid pattern")
}

/// The code with blanks for comments and for the text of strings.
fn masked(code: &str, silent: &Regex) -> String {
    let blank = |c: char| if c == '\n' { c.to_string() } else { " ".repeat(c.len_utf8()) };
    let blanks = |found: &Captures<'_>| found[0].chars().map(blank).collect::<String>();
    silent.replace_all(code, blanks).into_owned()
}

/// An open brace.
struct Open {
    /// Whether a function's body is open.
    inside: bool,
    /// How many round and square brackets were open before it.
    brackets: usize,
}

fn in_braces(code: &str, is_function: fn(&str) -> bool) -> Bodies {
    let mut found = Bodies::default();
    let mut open: Vec<Open> = Vec::new();
    let (mut brackets, mut start, mut line, mut counted) = (0_usize, 0, 0, None);
    let mut function = 0..0;
    for (at, c) in code.char_indices() {
        let inside = open.last().is_some_and(|open| open.inside);
        match c {
            '\n' => line += 1,
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ';' if brackets == 0 => start = at + 1,
            '{' => {
                let begins = !inside && is_function(&code[start..at]);
                if begins {
                    function = start..at;
                }
                open.push(Open { inside: inside || begins, brackets });
                (brackets, start) = (0, at + 1);
            }
            '}' => {
                brackets = open.pop().map_or(0, |open| open.brackets);
                start = at + 1;
            }
            _ if inside && counted != Some(line) && c.is_alphanumeric() => {
                if counted.replace(line).is_none() {
                    found.head = head_line(code, function.clone());
                }
                found.lines += 1;
            }
            _ => {}
        }
    }
    found
}

/// The first line of a head that is no attribute.
fn head_line(code: &str, head: Range<usize>) -> Range<usize> {
    let mut at = head.start;
    for line in code[head.clone()].split_inclusive('\n') {
        let text = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if !text.is_empty() && !text.starts_with(['#', '@', '>']) {
            return start..start + text.len();
        }
        at += line.len();
    }
    head
}

fn words(head: &str) -> impl Iterator<Item = &str> {
    head.split(|c: char| !c.is_alphanumeric() && c != '_')
}

fn is_rust_function(head: &str) -> bool {
    words(head).any(|word| word == "fn")
}

/// Whether a brace behind `head` opens a function rather than a type, an object or a list of values.
fn is_function(head: &str) -> bool {
    const FUNCTIONS: [&str; 5] = ["func", "fun", "function", "fn", "def"];
    const TYPES: [&str; 12] = [
        "class",
        "interface",
        "struct",
        "enum",
        "union",
        "record",
        "namespace",
        "module",
        "protocol",
        "trait",
        "extension",
        "type",
    ];
    let head = head.trim_end();
    let value = !head.ends_with("=>") && head.ends_with(['=', '(', ',', ':', '[', '?', '|', '&']);
    let arrow = head.ends_with("=>");
    words(head).any(|word| FUNCTIONS.contains(&word))
        || (!words(head).any(|word| TYPES.contains(&word))
            && (arrow || (!value && head.contains(')'))))
}

/// Python: what is indented more than the `def` above it.
fn indented(code: &str) -> Bodies {
    let mut found = Bodies::default();
    let mut function: Option<(usize, Range<usize>)> = None;
    // Brackets of a signature that runs over lines.
    let mut brackets = 0;
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        let place = at + indent..at + indent + text.len();
        at += line.len();
        if brackets > 0 {
            brackets += opened(text);
            continue;
        }
        if !text.contains(char::is_alphanumeric) {
            continue;
        }
        match &function {
            Some((def, head)) if indent > *def => {
                if text != "pass" && !text.starts_with("raise NotImplementedError") {
                    if found.lines == 0 {
                        found.head = head.clone();
                    }
                    found.lines += 1;
                }
            }
            _ if text.starts_with("def ") || text.starts_with("async def ") => {
                function = Some((indent, place));
                brackets = opened(text);
            }
            _ => function = None,
        }
    }
    found
}

/// How many more brackets a line opens than it closes.
fn opened(text: &str) -> i32 {
    text.chars().map(|c| i32::from("([{".contains(c)) - i32::from(")]}".contains(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{compare, first};

    fn page(language: &str, code: &str) -> String {
        format!("# Module: a\n\n## Public API\n\n```{language}\n{code}\n```\n")
    }

    fn case(language: &str, code: &str, expected: &[&str]) {
        compare(&[RULE.name], &[(&[("a.md", &page(language, code))], expected)]);
    }

    /// Nine statements.
    fn body(statement: &str) -> String {
        format!("{statement}\n").repeat(FEW + 1)
    }

    #[test]
    fn long_bodies_are_found_in_several_languages() {
        let at = |line: usize, column: usize| format!("a.md:{line}:{column} {}", RULE.name);
        let rust = format!(
            "/// Text.\n#[inline]\npub fn f(x: &'static str) -> [u8; 4] {{\n{}}}",
            body("    g('{');")
        );
        case("rust,ignore", &rust, &[&at(8, 1)]);
        let method = format!("impl A {{\n    fn f(&self) {{\n{}    }}\n}}", body("g(|| { 1 });"));
        case("rust", &method, &[&at(7, 5)]);
        case("ts", &format!("const f = (a: A): B => {{\n{}}};", body("g();")), &[&at(6, 1)]);
        case(
            "java",
            &format!("class A {{\n  @Override\n  void f() throws X {{\n{}}}\n}}", body("g();")),
            &[&at(8, 3)],
        );
        case("go", &format!("func f(a int) error {{\n{}}}", body("g()")), &[&at(6, 1)]);
        case("python", &format!("def f(\n    a,\n):\n{}", body("    g()")), &[&at(6, 1)]);
        let two = "fn f() {\n a;\n b;\n c;\n d;\n e;\n}\n".repeat(2);
        case("rust", &two, &[&at(6, 1)]);
    }

    #[test]
    fn signatures_types_and_short_examples_are_a_design() {
        let fields = body("    a: u8,");
        let signatures = body("    fn f(&self) -> Vec<u8>;");
        for (language, code) in [
            ("rust", format!("pub struct A {{\n{fields}}}\n\npub trait B {{\n{signatures}}}")),
            ("rust", body("pub fn f(a: [u8; 4]) -> u8;")),
            ("rust", format!("fn main() {{\n{}}}", "    g();\n".repeat(FEW))),
            ("rust", format!("fn main() {{\n{}}}", body("    // g();\n\n    /* h(); */"))),
            ("rust", format!("fn f() {{ g(\"{{\n{}\") }}", body("h();"))),
            ("rust", format!("#[derive(Debug)]\nenum A {{\n{fields}}}\nfn f(g: impl Fn(u8)) {{}}")),
            ("ts", format!("interface A {{\n{}}}", body("  f(): void;"))),
            ("ts", format!("export const a = g({{\n{}}});", body("  b: c(d),"))),
            ("java", format!("record A(int a) {{\n{}}}", body("  int b;"))),
            ("c", format!("struct a {{\n{}}};\nint f(void);", body("  int b;"))),
            ("python", "def f(self) -> int: ...\n\n\nclass A:\n".to_owned() + &body("    a: int")),
            ("python", format!("def f():\n    \"\"\"\n{}    \"\"\"\n    pass", body("    text"))),
            ("text", format!("fn f() {{\n{}}}", body("g();"))),
            ("", format!("fn f() {{\n{}}}", body("g();"))),
            ("json", format!("{{\"f()\": {{\n{}}}}}", body("\"a\": 1,"))),
            ("rust", "fn f() { }}}} ((( \" /*".to_owned()),
        ] {
            case(language, &code, &[]);
        }
    }

    #[test]
    fn only_designs_are_held_to_it() {
        let code = format!("fn f() {{\n{}}}", body("g();"));
        let decision = page("rust", &code).replace("Module: a", "ADR-0001: A");
        compare(&[RULE.name], &[(&[("0001-a.md", &decision)], &[])]);
    }

    #[test]
    fn following_the_help_mends_it() {
        let code = format!("#[inline]\npub fn f() {{\n{}}}", body("g();"));
        let (place, message, help) = first(RULE.name, &[("a.md", &page("rust", &code))]);
        assert_eq!(place, "pub fn f()");
        assert_eq!(message, "9 lines of code stand inside functions, from `pub fn f()` on");
        assert!(help.starts_with("end each signature without its body"), "{help}");
        case("rust", "#[inline]\npub fn f();", &[]);
    }
}
