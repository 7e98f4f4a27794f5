//! What a stretch of a page says: its blocks, how much they say, and whether a reason may be among it.

mod description;
mod reason;

use std::ops::Range;

pub use description::may_be_sentence;
pub use reason::{explains, may_reason, says_none, says_nothing};

use crate::markdown::{Line, LineKind, Outline};
use crate::source::Span;

/// Fewer words than this are no sentence, but a name or a number to look up.
pub const SENTENCE: usize = 3;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// An item of an outermost list, with everything in it.
    Item,
    /// A table.
    Table,
    /// A block of code.
    Code,
    /// A block of HTML that is more than comments.
    Html,
}

/// A block that a reader sees.
#[derive(Debug, Clone)]
pub struct Block<'o> {
    /// What it is.
    pub kind: BlockKind,
    /// Indices of its lines in [`Outline::lines`].
    pub lines: Range<usize>,
    outline: &'o Outline,
}

/// The blocks in a stretch of the text, headings left out.
pub fn blocks(outline: &Outline, stretch: Range<usize>) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for at in outline.lines_in(stretch) {
        let line = &outline.lines[at];
        let Some(kind) = kind_of(outline, line) else { continue };
        if let Some(last) = blocks.last_mut()
            && last.lines.end == at
            && continues(last, line)
        {
            last.lines.end = at + 1;
        } else {
            blocks.push(Block { kind, lines: at..at + 1, outline });
        }
    }
    blocks
}

/// The blocks between the start of a stretch and its first heading.
pub fn blocks_above_headings(outline: &Outline, stretch: Range<usize>) -> Vec<Block<'_>> {
    let next = outline.headings.partition_point(|heading| heading.range.start < stretch.start);
    let end = outline.headings.get(next).map_or(stretch.end, |next| next.range.start);
    blocks(outline, stretch.start..end.clamp(stretch.start, stretch.end))
}

/// None for what a reader does not see, or what is no block of a section.
fn kind_of(outline: &Outline, line: &Line) -> Option<BlockKind> {
    match line.kind {
        LineKind::Heading => None,
        LineKind::Html if is_hidden(outline, line) => None,
        _ if line.lists > 0 => Some(BlockKind::Item),
        LineKind::Text | LineKind::Item(_) => Some(BlockKind::Paragraph),
        LineKind::Cell { .. } => Some(BlockKind::Table),
        LineKind::Code => Some(BlockKind::Code),
        LineKind::Html => Some(BlockKind::Html),
    }
}

/// Whether a block of HTML is nothing but comments.
fn is_hidden(outline: &Outline, line: &Line) -> bool {
    let content = outline.text.as_str();
    let first = outline.comments.partition_point(|one| one.range.start < line.range().start);
    let inside =
        outline.comments[first..].iter().take_while(|one| one.range.end <= line.range().end);
    let mut at = line.range().start;
    for comment in inside {
        if !content[at..comment.range.start].trim().is_empty() {
            return false;
        }
        at = comment.range.end;
    }
    content[at..line.range().end].trim().is_empty()
}

/// Whether a line belongs to the block that ends right before it.
fn continues(block: &Block<'_>, line: &Line) -> bool {
    let last = &block.outline.lines[block.lines.end - 1];
    match (block.kind, line.kind) {
        (BlockKind::Item, kind) => line.lists > 0 && kind != LineKind::Item(1),
        (_, _) if line.lists > 0 => false,
        (BlockKind::Paragraph, LineKind::Text) => line.block == last.block,
        (BlockKind::Table, LineKind::Cell { table, .. }) => {
            matches!(last.kind, LineKind::Cell { table: other, .. } if other == table)
        }
        _ => false,
    }
}

impl<'o> Block<'o> {
    /// Its visible text, with the line breaks of the source.
    pub fn text(&self) -> &'o str {
        self.outline.plain(self.plain())
    }

    /// Where its text stands in [`Outline::plain`].
    pub fn plain(&self) -> Range<usize> {
        let lines = &self.outline.lines[self.lines.clone()];
        match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => first.plain().start..last.plain().end,
            _ => 0..0,
        }
    }

    /// The place of its first line.
    pub fn first_line(&self) -> Span {
        self.outline.text.span(self.outline.lines[self.lines.start].range())
    }

    /// What it says in one breath: each paragraph, each item without those below it, each cell.
    pub fn statements(&self) -> impl Iterator<Item = &'o str> {
        let outline = self.outline;
        outline.lines[self.lines.clone()].chunk_by(|a, b| a.block == b.block).filter_map(
            move |lines| {
                let (first, last) = (lines.first()?, lines.last()?);
                Some(outline.plain(first.plain().start..last.plain().end))
            },
        )
    }
}

/// A statement in two: `Name: what is said of it`, with a colon, a dash or an arrow between. The second part is empty
/// where there is no such mark or no word behind it.
pub fn split_lead(text: &str) -> (&str, &str) {
    let spaced = |at: usize| text[..at].ends_with(char::is_whitespace);
    let mark = text.char_indices().find_map(|(at, c)| {
        let end = at + c.len_utf8();
        let end = if text[end..].starts_with('>') { end + 1 } else { end };
        let open = text[end..].starts_with(char::is_whitespace);
        let parts = match c {
            '：' => true,
            ':' => open,
            '-' | '–' | '—' | '→' | '=' => open && spaced(at),
            _ => false,
        };
        parts.then_some((at, end))
    });
    let Some((at, end)) = mark else { return (text, "") };
    let behind = text[end..].trim();
    (text[..at].trim(), if has_word(behind) { behind } else { "" })
}

/// How many words a text has. Scripts that put no blanks between words are taken at two characters a word.
pub fn words(text: &str) -> usize {
    count(text, usize::MAX)
}

/// Whether some texts have so many words between them. Looks no further than it has to.
pub fn has_words(said: &[&str], least: usize) -> bool {
    let mut left = least;
    left == 0
        || said.iter().any(|text| {
            left -= count(text, left).min(left);
            left == 0
        })
}

/// How many words a text has. So many are enough: what is behind them need not be counted.
fn count(text: &str, enough: usize) -> usize {
    let (mut words, mut start, mut inside) = (0, 0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0b' | b'\x0c' => (start, inside) = (at + 1, false),
            _ if !byte.is_ascii() => {
                // From the word on that this character stands in, characters are looked at instead of bytes.
                return count_any(&text[start..], words - usize::from(inside), enough);
            }
            _ if !inside && byte.is_ascii_alphanumeric() => {
                (words, inside) = (words + 1, true);
                if words == enough {
                    break;
                }
            }
            _ => {}
        }
    }
    words
}

/// Whether there is a word in a text at all.
pub fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// As [`count`], for text of any script, on top of `words`.
fn count_any(text: &str, mut words: usize, enough: usize) -> usize {
    for token in text.split_whitespace() {
        words += words_in(token);
        if words >= enough {
            break;
        }
    }
    words
}

/// How many words stand between two blanks.
fn words_in(token: &str) -> usize {
    let unspaced = token.chars().filter(|c| *c >= '\u{0e00}' && c.is_alphabetic()).count();
    (unspaced / 2).max(usize::from(has_word(token)))
}

/// How many sentences a text has, in the mildest sense: stretches of words between full stops.
pub fn sentences(text: &str) -> usize {
    stretches(text).count()
}

/// Whether some texts have more than one sentence between them. Looks no further than it has to.
pub fn has_sentences(said: &[&str]) -> bool {
    said.iter().flat_map(|text| stretches(text)).nth(1).is_some()
}

/// The stretches of words between full stops.
fn stretches(text: &str) -> impl Iterator<Item = &str> {
    const STOPS: [char; 7] = ['.', '!', '?', '…', '。', '！', '？'];
    let mut start = 0;
    let ends = text.match_indices(STOPS).filter_map(|(at, stop)| {
        let end = at + stop.len();
        let wide = stop.chars().all(|c| c >= '\u{3000}');
        let open = text[end..].chars().next().is_none_or(|next| !next.is_alphanumeric());
        (wide || open).then_some(end)
    });
    ends.chain([text.len()])
        .map(move |end| &text[std::mem::replace(&mut start, end)..end])
        .filter(|stretch| has_word(stretch))
}

/// Whether a list has text beside it that may speak of all its items: a sentence behind it, or more than an
/// introduction above it.
pub fn explained_beside_items(blocks: &[Block<'_>]) -> bool {
    let first = blocks.iter().position(|block| block.kind == BlockKind::Item).unwrap_or(0);
    let (above, behind) = blocks.split_at(first);
    let behind = behind.iter().filter(|block| block.kind != BlockKind::Item);
    behind.flat_map(Block::statements).any(|said| has_words(&[said], SENTENCE))
        || explains(&above.iter().flat_map(Block::statements).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::outline;
    use crate::source::{Sources, Text};
    use proptest::prelude::*;

    fn read(text: &str) -> Outline {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        outline(Text::whole(file, text))
    }

    #[test]
    fn a_stretch_falls_into_blocks_and_an_item_keeps_what_is_in_it() {
        let text = "One\ntwo.\n\nThree.\n\n- a\n  b\n\n  c\n  1. d\n- e\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n<!-- hidden -->\n\n```\ncode\n```\n\n<p>seen</p> <!-- z -->\n\n## Next\n\nf\n";
        let outline = read(text);
        let found: Vec<_> = blocks_above_headings(&outline, 0..text.len())
            .iter()
            .map(|block| (block.kind, block.text().replace('\n', "/")))
            .collect();
        let expected = [
            (BlockKind::Paragraph, "One/two."),
            (BlockKind::Paragraph, "Three."),
            (BlockKind::Item, "a/b/c/d"),
            (BlockKind::Item, "e"),
            (BlockKind::Table, "x/y/1/2"),
            (BlockKind::Code, ""),
            (BlockKind::Html, ""),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
        assert_eq!(blocks(&outline, 0..text.len()).len(), expected.len() + 1);
        let item = &blocks(&outline, 0..text.len())[2];
        assert_eq!(item.statements().collect::<Vec<_>>(), ["a\nb", "c", "d"]);
    }

    #[test]
    fn words_and_sentences_are_counted_mildly() {
        for (text, count, stops) in [
            ("", 0, 0),
            ("— …", 0, 0),
            ("SQLite", 1, 1),
            ("Too slow.", 2, 1),
            ("It is 2.5 times slower than v1.2", 7, 1),
            ("One thing. And another", 4, 2),
            ("Really?! Yes, really.", 3, 2),
            ("我们使用数据库。因为它很快。", 6, 2),
        ] {
            assert_eq!((words(text), sentences(text)), (count, stops), "{text}");
        }
    }

    #[test]
    fn a_name_is_parted_from_what_is_said_of_it() {
        for (text, parts) in [
            ("redb: small", ("redb", "small")),
            ("redb — small - and fast", ("redb", "small - and fast")),
            ("redb -> small", ("redb", "small")),
            ("redb:\nsmall", ("redb", "small")),
            ("数据库：很小", ("数据库", "很小")),
            ("at 10:30", ("at 10:30", "")),
            ("log-structured", ("log-structured", "")),
            ("redb:", ("redb:", "")),
            ("redb: ?", ("redb", "")),
            ("", ("", "")),
        ] {
            assert_eq!(split_lead(text), parts, "{text}");
        }
    }

    /// What [`words`] counts, said as plainly as can be.
    fn plain_words(text: &str) -> usize {
        let length = |token: &str| {
            let unspaced = token.chars().filter(|c| c.is_alphabetic() && *c >= '\u{0e00}').count();
            (unspaced / 2).max(usize::from(token.chars().any(char::is_alphanumeric)))
        };
        text.split_whitespace().map(length).sum()
    }

    /// What [`sentences`] counts, said as plainly as can be.
    fn plain_sentences(text: &str) -> usize {
        let mut count = 0;
        let mut stretch = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            stretch.push(c);
            let joined = chars.peek().is_some_and(|next| next.is_alphanumeric());
            if "。！？".contains(c) || (".!?…".contains(c) && !joined) {
                count += usize::from(plain_words(&stretch) > 0);
                stretch.clear();
            }
        }
        count + usize::from(plain_words(&stretch) > 0)
    }

    proptest! {
        #[test]
        fn counting_that_stops_early_comes_to_the_same(
            said in proptest::collection::vec("[ab1 .!?…。？'’\\-\n\u{a0}\u{b}éß数据いก]{0,24}", 0..4),
            least in 0..8_usize,
        ) {
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            for text in &said {
                prop_assert_eq!(words(text), plain_words(text));
                prop_assert_eq!(sentences(text), plain_sentences(text));
                prop_assert_eq!(has_word(text), plain_words(text) > 0);
            }
            let count: usize = said.iter().map(|text| plain_words(text)).sum();
            prop_assert_eq!(has_words(&said, least), count >= least);
            let count: usize = said.iter().map(|text| plain_sentences(text)).sum();
            prop_assert_eq!(has_sentences(&said), count > 1);
        }

        #[test]
        fn any_text_falls_into_blocks_in_order(text in "[-#>*`|<!a1. é\n\t]{0,80}") {
            let outline = read(&text);
            let found = blocks(&outline, 0..text.len());
            prop_assert!(found.windows(2).all(|pair| pair[0].lines.end <= pair[1].lines.start));
            for block in &found {
                prop_assert!(sentences(block.text()) <= block.text().len());
                let (name, behind) = split_lead(block.text());
                prop_assert!(name.len() + behind.len() <= block.text().len());
                let said: usize = block.statements().map(str::len).sum();
                prop_assert!(said <= block.text().len());
            }
        }
    }
}
