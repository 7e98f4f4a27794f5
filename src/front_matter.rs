//! The block of YAML or TOML at the head of a page: where it stands and what it says.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use crate::source::char_floor;

/// More than this is not read: front matter is a handful of lines, and the parser is not linear.
pub const MAX_BYTES: usize = 64 * 1024;

/// How a block is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
}

/// A block's place in a text; byte ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// From the opening fence to the end of the closing fence's line.
    pub range: Range<usize>,
    /// What stands between the fences.
    pub body: Range<usize>,
    /// How it is written.
    pub syntax: Syntax,
}

/// A key and what it is given. Nested maps appear as entries of their own, after the key that holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// Its bytes in the text.
    pub key_range: Range<usize>,
    /// Every scalar below the key, in order; a key without a value has none.
    pub values: Vec<Value>,
    /// 0 for a key of the block itself, more below it.
    pub depth: usize,
    /// Whether it tells of something else: it is one of several keys of a map in a list, as in `reviews: [{ by: …, status: … }]`.
    pub of_item: bool,
}

/// A scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The scalar as the syntax means it, without quotes.
    pub text: String,
    /// Its bytes in the text, inside the quotes where there are any.
    pub range: Range<usize>,
}

/// Why a block could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The parser's words.
    pub message: String,
    /// The byte (or the stretch) that stopped it.
    pub range: Range<usize>,
}

/// Finds a block at `from`, behind nothing but blank lines and a byte order mark.
///
/// A fence is a line of exactly three characters; a block that is never closed is a thematic
/// break and prose, as every tool treats it.
pub fn find(text: &str, from: usize) -> Option<Block> {
    let mut start = from;
    let rest = &text[from..];
    start += rest.len() - rest.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).len();
    let mut lines = text[start..].split_inclusive(['\n']);
    let open = lines.next()?;
    let (fence, syntax) = match open.trim_end() {
        "---" => ("---", Syntax::Yaml),
        "+++" => ("+++", Syntax::Toml),
        _ => return None,
    };
    let body_start = start + open.len();
    let mut at = body_start;
    for line in lines {
        let text = line.trim_end();
        if text == fence || (syntax == Syntax::Yaml && text == "...") {
            return Some(Block { range: start..at + line.len(), body: body_start..at, syntax });
        }
        at += line.len();
    }
    None
}

/// Reads a block's entries. What cannot be parsed is read line by line as `key: value`, beside the trouble.
pub fn read(text: &str, block: &Block) -> (Vec<Entry>, Option<Trouble>) {
    let body = &text[block.body.clone()];
    let parsed = if body.len() > MAX_BYTES {
        let message =
            format!("front matter of {} bytes; {MAX_BYTES} is the most that is read", body.len());
        let line = first_line(body);
        let range = block.body.start + line.start..block.body.start + line.end;
        return (Vec::new(), Some(Trouble { message, range }));
    } else if body.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        Ok(Vec::new())
    } else {
        match block.syntax {
            Syntax::Yaml => read_yaml(body),
            Syntax::Toml => read_toml(body),
        }
    };
    let shift = |range: Range<usize>| range.start + block.body.start..range.end + block.body.start;
    let (mut entries, trouble) = match parsed {
        Ok(entries) => (entries, None),
        Err(trouble) => (read_lines(body, block.syntax), Some(trouble)),
    };
    for entry in &mut entries {
        entry.key_range = shift(entry.key_range.clone());
        for value in &mut entry.values {
            value.range = shift(value.range.clone());
        }
    }
    (entries, trouble.map(|trouble| Trouble { range: shift(trouble.range), ..trouble }))
}

/// What either syntax can hold, as far as this program asks.
enum Node {
    Scalar(Option<String>),
    List(Vec<(Self, Range<usize>)>),
    Map(Vec<(String, Range<usize>, Self, Range<usize>)>),
}

fn read_yaml(body: &str) -> Result<Vec<Entry>, Trouble> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_nodes: 5_000,
            max_depth: 16,
            max_aliases: 0,
            max_anchors: 0,
            max_documents: 1,
        },
        no_schema: false,
    };
    match serde_saphyr::from_str_with_options::<Spanned<YamlNode>>(body, options) {
        Ok(root) => match root.value.into_node() {
            Node::Map(fields) => {
                let mut entries = Vec::new();
                collect(body, fields, (0, false), &mut entries);
                Ok(entries)
            }
            _ => Err(Trouble {
                message: "expected `key: value` lines".to_owned(),
                range: first_line(body),
            }),
        },
        Err(error) => {
            let start = error.location().map_or(0, |at| offset_of(body, at.line(), at.column()));
            let message = error.without_snippet().to_string();
            let message = message.lines().next().unwrap_or("not YAML").to_owned();
            let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
            Err(Trouble { message, range: rest_of_line(body, start) })
        }
    }
}

/// The byte offset of a line and column that both count from 1, the column in characters.
fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let mut at = 0;
    for (number, content) in text.split_inclusive('\n').enumerate() {
        if number as u64 + 1 == line {
            let skip = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
            return at + content.char_indices().nth(skip).map_or(content.len(), |(byte, _)| byte);
        }
        at += content.len();
    }
    text.len()
}

fn first_line(text: &str) -> Range<usize> {
    rest_of_line(text, text.len() - text.trim_start().len())
}

/// From `start` to the end of its line; of the line before where `start` is at a line's very end.
fn rest_of_line(text: &str, start: usize) -> Range<usize> {
    let start = char_floor(text, start.min(text.len()));
    let end = start + text[start..].find(['\n', '\r']).unwrap_or(text.len() - start);
    if start < end {
        return start..end;
    }
    let trimmed = text[..start].trim_end();
    let line = trimmed.rfind('\n').map_or(0, |newline| newline + 1);
    line..trimmed.len().max(line)
}

fn collect(
    body: &str,
    fields: Vec<(String, Range<usize>, Node, Range<usize>)>,
    (depth, of_item): (usize, bool),
    entries: &mut Vec<Entry>,
) {
    for (key, key_range, node, range) in fields {
        let at = entries.len();
        entries.push(Entry { key, key_range, values: Vec::new(), depth, of_item });
        let mut values = Vec::new();
        // What is superseded or amended may be a part, which the rest of a map tells in its own words.
        let lower = entries[at].key.to_ascii_lowercase();
        let is_whole =
            !["supersed", "replac", "amend", "obsolet"].iter().any(|word| lower.contains(word));
        if let Node::List(items) = &node
            && is_whole
        {
            let maps = items.iter().filter_map(|(item, _)| match item {
                Node::Map(fields) => Some(fields),
                _ => None,
            });
            values.extend(maps.filter_map(|fields| named_by(body, fields)));
        }
        flatten(body, node, range, (depth, of_item), entries, &mut values);
        entries[at].values = values;
    }
}

fn flatten(
    body: &str,
    node: Node,
    range: Range<usize>,
    (depth, of_item): (usize, bool),
    entries: &mut Vec<Entry>,
    values: &mut Vec<Value>,
) {
    match node {
        Node::Scalar(None) => {}
        Node::Scalar(Some(text)) => values.push(scalar(body, &text, range)),
        Node::List(items) => {
            for (item, range) in items {
                let is_record = matches!(&item, Node::Map(fields) if fields.len() > 1);
                flatten(body, item, range, (depth, of_item || is_record), entries, values);
            }
        }
        // `{ accepted }` is a map whose one key has no value: template authors write it for a word.
        Node::Map(fields)
            if fields.iter().all(|(_, _, node, _)| matches!(node, Node::Scalar(None))) =>
        {
            for (key, key_range, _, _) in fields {
                values.push(scalar(body, &key, key_range));
            }
        }
        Node::Map(fields) => collect(body, fields, (depth + 1, of_item), entries),
    }
}

/// What a map in a list is about: `- id: REQ-1`, or the key of `- REQ-1: why`.
fn named_by(body: &str, fields: &[(String, Range<usize>, Node, Range<usize>)]) -> Option<Value> {
    const KEYS: [&str; 4] = ["adr", "ref", "target", "id"];
    let of_key = |known: &&str| fields.iter().find(|(key, ..)| key.eq_ignore_ascii_case(known));
    if let Some((_, _, Node::Scalar(Some(text)), range)) = KEYS.iter().find_map(of_key) {
        // A number alone may be anything's.
        let is_id = text.starts_with(|c: char| c.is_ascii_alphabetic());
        return is_id.then(|| scalar(body, text, range.clone()));
    }
    match fields {
        [(key, key_range, Node::Scalar(Some(_)), _)]
            if key.starts_with(|c: char| c.is_ascii_uppercase())
                && key.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            Some(scalar(body, key, key_range.clone()))
        }
        _ => None,
    }
}

/// Narrows the range to the text itself where the quotes or an indicator are part of it.
fn scalar(body: &str, text: &str, range: Range<usize>) -> Value {
    let range = char_floor(body, range.start.min(body.len()))..range.end.min(body.len());
    let raw = body.get(range.clone()).unwrap_or("");
    let trimmed = text.trim();
    // `0018` is a number to YAML, and to the author an id.
    let digits = raw.trim();
    let is_padded = digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.trim_start_matches('0') == trimmed;
    let trimmed = if is_padded { digits } else { trimmed };
    let range = match raw.find(trimmed) {
        Some(at) if !trimmed.is_empty() => range.start + at..range.start + at + trimmed.len(),
        _ => range.start..range.start + raw.trim_end().len(),
    };
    Value { text: trimmed.to_owned(), range }
}

struct YamlNode(Node);

impl YamlNode {
    fn into_node(self) -> Node {
        self.0
    }
}

fn byte_range<T>(spanned: &Spanned<T>) -> Range<usize> {
    let span = spanned.referenced.span();
    let start = span.byte_offset().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    start..start + span.byte_len().and_then(|len| usize::try_from(len).ok()).unwrap_or(0)
}

impl<'de> Deserialize<'de> for YamlNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor;
        impl<'de> Visitor<'de> for NodeVisitor {
            type Value = YamlNode;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a YAML value")
            }
            fn visit_bool<E>(self, value: bool) -> Result<YamlNode, E> {
                Ok(YamlNode(Node::Scalar(Some(value.to_string()))))
            }
            fn visit_i64<E>(self, value: i64) -> Result<YamlNode, E> {
                Ok(YamlNode(Node::Scalar(Some(value.to_string()))))
            }
            fn visit_u64<E>(self, value: u64) -> Result<YamlNode, E> {
                Ok(YamlNode(Node::Scalar(Some(value.to_string()))))
            }
            fn visit_f64<E>(self, value: f64) -> Result<YamlNode, E> {
                Ok(YamlNode(Node::Scalar(Some(value.to_string()))))
            }
            fn visit_str<E>(self, value: &str) -> Result<YamlNode, E> {
                Ok(YamlNode(Node::Scalar(Some(value.to_owned()))))
            }
            fn visit_unit<E>(self) -> Result<YamlNode, E> {
                Ok(YamlNode(Node::Scalar(None)))
            }
            fn visit_none<E>(self) -> Result<YamlNode, E> {
                Ok(YamlNode(Node::Scalar(None)))
            }
            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<YamlNode, D::Error> {
                YamlNode::deserialize(inner)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<YamlNode, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element::<Spanned<YamlNode>>()? {
                    let range = byte_range(&item);
                    items.push((item.value.into_node(), range));
                }
                Ok(YamlNode(Node::List(items)))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<YamlNode, A::Error> {
                let mut fields = Vec::new();
                while let Some(key) = map.next_key::<Spanned<String>>()? {
                    let key_range = byte_range(&key);
                    let value = map.next_value::<Spanned<YamlNode>>()?;
                    let range = byte_range(&value);
                    fields.push((key.value, key_range, value.value.into_node(), range));
                }
                Ok(YamlNode(Node::Map(fields)))
            }
        }
        deserializer.deserialize_any(NodeVisitor)
    }
}

fn read_toml(body: &str) -> Result<Vec<Entry>, Trouble> {
    match toml::de::DeTable::parse(body) {
        Ok(table) => {
            let mut entries = Vec::new();
            collect(body, toml_fields(table.into_inner()), (0, false), &mut entries);
            Ok(entries)
        }
        Err(error) => Err(Trouble {
            message: error.message().to_owned(),
            range: rest_of_line(body, error.span().map_or(0, |span| span.start)),
        }),
    }
}

fn toml_fields(table: toml::de::DeTable<'_>) -> Vec<(String, Range<usize>, Node, Range<usize>)> {
    let mut fields: Vec<_> = table
        .into_iter()
        .map(|(key, value)| {
            let range = value.span();
            (key.get_ref().to_string(), key.span(), toml_node(value.into_inner()), range)
        })
        .collect();
    fields.sort_by_key(|(_, key_range, _, _)| key_range.start);
    fields
}

fn toml_node(value: toml::de::DeValue<'_>) -> Node {
    use toml::de::DeValue;
    match value {
        DeValue::String(text) => Node::Scalar(Some(text.into_owned())),
        DeValue::Integer(number) => Node::Scalar(Some(number.to_string())),
        DeValue::Float(number) => Node::Scalar(Some(number.to_string())),
        DeValue::Boolean(value) => Node::Scalar(Some(value.to_string())),
        DeValue::Datetime(value) => Node::Scalar(Some(value.to_string())),
        DeValue::Array(items) => Node::List(
            items
                .into_iter()
                .map(|item| {
                    let range = item.span();
                    (toml_node(item.into_inner()), range)
                })
                .collect(),
        ),
        DeValue::Table(table) => Node::Map(toml_fields(table)),
    }
}

/// The rescue: top-level lines of `key: value` (or `key = value`), so that a stray quote does not hide a status.
fn read_lines(body: &str, syntax: Syntax) -> Vec<Entry> {
    let separator = if syntax == Syntax::Yaml { ':' } else { '=' };
    let mut entries = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, value)) = line.split_once(separator) else { continue };
        let word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_ ".contains(c));
        if !word || key.starts_with(' ') {
            continue;
        }
        let mut values = Vec::new();
        let trimmed = value.trim().trim_matches(['"', '\'']).trim();
        // A lone bracket is what broke the block, and no value.
        if trimmed.contains(char::is_alphanumeric) {
            let offset = start + key.len() + 1 + value.find(trimmed).unwrap_or(0);
            values.push(Value { text: trimmed.to_owned(), range: offset..offset + trimmed.len() });
        }
        let key = key.trim();
        entries.push(Entry {
            key: key.to_owned(),
            key_range: start..start + key.len(),
            values,
            depth: 0,
            of_item: false,
        });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<(String, Vec<String>)> {
        let block = find(text, 0).expect("a block");
        let (entries, trouble) = read(text, &block);
        assert_eq!(trouble, None);
        for entry in &entries {
            assert_eq!(&text[entry.key_range.clone()], entry.key);
            for value in &entry.values {
                assert_eq!(&text[value.range.clone()], value.text);
            }
        }
        entries
            .into_iter()
            .map(|entry| (entry.key, entry.values.into_iter().map(|value| value.text).collect()))
            .collect()
    }

    #[test]
    fn yaml_values_keep_their_places() {
        let text = "\u{feff}---\r\nstatus: \"superseded by ADR-0123\"\r\ndate: 2024-01-31\nsatisfies: [REQ-1, REQ-2]\nempty:\n---\n# T\n";
        assert_eq!(
            entries(text),
            [
                ("status".to_owned(), vec!["superseded by ADR-0123".to_owned()]),
                ("date".to_owned(), vec!["2024-01-31".to_owned()]),
                ("satisfies".to_owned(), vec!["REQ-1".to_owned(), "REQ-2".to_owned()]),
                ("empty".to_owned(), vec![]),
            ]
        );
    }

    #[test]
    fn a_word_in_braces_is_that_word() {
        assert_eq!(
            entries("---\nstatus: { accepted }\n---\n"),
            [("status".to_owned(), vec!["accepted".to_owned()])]
        );
    }

    #[test]
    fn a_link_in_a_plain_scalar_is_text() {
        let text = "---\nstatus: superseded by [ADR-0042](0042-x.md)\n---\n";
        assert_eq!(
            entries(text),
            [("status".to_owned(), vec!["superseded by [ADR-0042](0042-x.md)".to_owned()])]
        );
    }

    #[test]
    fn a_number_keeps_its_zeros() {
        let found = entries("---\nadr: 0018\nyear: 2024\nzero: 0\n---\n");
        let values: Vec<&str> = found.iter().map(|(_, values)| values[0].as_str()).collect();
        assert_eq!(values, ["0018", "2024", "0"]);
    }

    #[test]
    fn a_map_in_a_list_is_about_what_its_id_or_its_key_names() {
        let found = entries(
            "---\nsatisfies:\n  - REQ-1: fast\n  - id: REQ-2\n    why: small\n  - a: b\n---\n",
        );
        assert_eq!(
            found[0],
            ("satisfies".to_owned(), vec!["REQ-1".to_owned(), "REQ-2".to_owned()])
        );
    }

    #[test]
    fn toml_is_read_with_places_in_its_own_order() {
        let text = "+++\nstatus = \"accepted\"\ndate = 2024-01-31\nsatisfies = [\"REQ-1\"]\n+++\n";
        let read = entries(text);
        assert_eq!(read[0].0, "status");
        assert_eq!(read[1], ("date".to_owned(), vec!["2024-01-31".to_owned()]));
        assert_eq!(read[2].1, ["REQ-1"]);
    }

    #[test]
    fn broken_yaml_still_gives_its_plain_lines() {
        let text = "---\nstatus: accepted\ntitle: \"open\ndate: 2024-01-31\n---\n";
        let block = find(text, 0).unwrap();
        let (entries, trouble) = read(text, &block);
        assert!(trouble.is_some());
        let status = entries.iter().find(|entry| entry.key == "status").expect("rescued");
        assert_eq!(status.values[0].text, "accepted");
        let text = "+++\nstatus = \" accepted\ndate = [\n+++\n";
        let (entries, _) = read(text, &find(text, 0).unwrap());
        assert_eq!((entries[0].values[0].text.as_str(), &text[15..23]), ("accepted", "accepted"));
        assert_eq!(entries[0].values[0].range, 15..23, "no space inside the quotes either");
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let text = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n";
        let (_, trouble) = read(text, &find(text, 0).unwrap());
        assert!(trouble.is_some());
    }

    #[test]
    fn an_unclosed_fence_or_a_rule_between_paragraphs_is_no_block() {
        assert_eq!(find("---\nstatus: accepted\n", 0), None);
        assert_eq!(find("# T\n---\na: b\n---\n", 0), None);
    }
}
