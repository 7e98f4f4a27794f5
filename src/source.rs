//! Every text of this run by [`FileId`], with byte spans, and lines and columns on request.

use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// A text read in this run. Ids count from 0 in the order in which [`Sources::add`] was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A stretch of a text on disk: byte offsets, the end exclusive. Ordered by file, then position.
///
/// Not to be confused with a range in a chapter's text, which may be put together from several
/// files: [`Text::span`] leads from there to here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file that holds the bytes.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The bytes from `range.start` up to and without `range.end` of `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start, end: range.end }
    }

    /// The smallest span that covers both, or `self` where the two lie in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { start: self.start.min(other.start), end: self.end.max(other.end), ..self }
    }
}

/// A value and the place that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is stated.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, stated at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place for people: both numbers count from 1, the column in characters (a byte order mark is none).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// What stands right before `offset`, no more than `most` bytes of it, in whole characters.
pub fn text_before(text: &str, offset: usize, most: usize) -> &str {
    let end = char_floor(text, offset);
    &text[char_ceil(text, end.saturating_sub(most)).min(end)..end]
}

/// The last character boundary at or before `offset`; the text's end for anything behind it.
pub fn char_floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The first character boundary at or behind `offset`; the text's end for anything behind it.
pub fn char_ceil(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset
}

/// Whether a byte of UTF-8 goes on with a character that began before it.
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// A text that is kept. Those that were read together share one block of memory: thousands of small ones, each rounded
/// up to what an allocator hands out, would take a quarter more. A clone shares it too.
#[derive(Debug, Clone)]
pub struct SharedText {
    block: Arc<String>,
    start: usize,
    end: usize,
}

impl SharedText {
    /// A stretch of a block, in bytes.
    ///
    /// # Panics
    ///
    /// Where it does not lie in the block, on character boundaries.
    pub fn part_of(block: &Arc<String>, range: Range<usize>) -> Self {
        assert!(block.get(range.clone()).is_some(), "{range:?} is no text of the block");
        Self { block: Arc::clone(block), start: range.start, end: range.end }
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.block[self.start..self.end]
    }
}

impl<T: Into<String>> From<T> for SharedText {
    fn from(text: T) -> Self {
        let block = Arc::new(text.into());
        Self { start: 0, end: block.len(), block }
    }
}

/// The texts of a run. Append-only, so that a [`FileId`] stays valid.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    below: String,
}

#[derive(Debug)]
struct Source {
    path: String,
    text: SharedText,
    /// Boxed, because most texts are never asked for a line.
    lines: OnceLock<Box<Lines>>,
}

/// What leads from a byte to its line and column.
#[derive(Debug)]
struct Lines {
    /// The first byte of each line.
    starts: Vec<usize>,
    /// How many characters begin before each [`STEP`] bytes.
    characters: Vec<usize>,
}

/// Between two counts of characters: a line may be as long as its file, and have a finding at every word.
const STEP: usize = 1024;

const BOM: &str = "\u{feff}";

impl Sources {
    /// Makes room for so many more texts.
    pub fn reserve(&mut self, count: usize) {
        self.files.reserve(count);
    }

    /// Takes a text in. `path` is relative to the folder that the user named, with `/`.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<SharedText>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { path: path.into(), text: text.into(), lines: OnceLock::new() });
        id
    }

    /// Remembers where the user's folder lies, seen from where the program was started: `docs`, `../a/docs`.
    pub fn set_below(&mut self, folder: &str) {
        folder.trim_end_matches('/').clone_into(&mut self.below);
    }

    /// The path of a text as seen from where the program was started.
    pub fn path_from_here(&self, file: FileId) -> String {
        match self.below.as_str() {
            "" | "." => self.path(file).to_owned(),
            below => format!("{}/{}", below.trim_start_matches("./"), self.path(file)),
        }
    }

    /// The path that the text was added under.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// The whole text.
    pub fn text(&self, file: FileId) -> &SharedText {
        &self.files[file.0 as usize].text
    }

    /// How many texts were added.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The text under a span (clamped first).
    pub fn slice(&self, span: Span) -> &str {
        let span = self.clamp(span);
        &self.text(span.file)[span.start..span.end]
    }

    /// The nearest valid span: inside the text, on character boundaries, start not behind end.
    ///
    /// The one gate to the renderer of findings, which panics on anything else. A start moves
    /// down, an end moves up to a boundary, so that a clamped span covers what it covered.
    pub fn clamp(&self, span: Span) -> Span {
        let text = self.text(span.file);
        let start = char_floor(text, span.start.min(text.len()));
        let end = char_ceil(text, span.end.min(text.len())).max(start);
        Span { file: span.file, start, end }
    }

    /// The line and column of a byte offset; past the end, those of the end.
    pub fn position(&self, file: FileId, offset: usize) -> Position {
        let text = self.text(file);
        let offset = char_floor(text, offset.min(text.len()));
        let lines = self.lines(file);
        let line = lines.starts.partition_point(|start| *start <= offset);
        let start = lines.starts[line - 1];
        let mark = usize::from(line == 1 && offset >= BOM.len() && text.starts_with(BOM));
        let characters = |offset| lines.characters(text.as_bytes(), offset);
        let before = characters(offset) - characters(start);
        Position { line, column: before - mark + 1 }
    }

    fn lines(&self, file: FileId) -> &Lines {
        let source = &self.files[file.0 as usize];
        source.lines.get_or_init(|| Box::new(Lines::of(source.text.as_bytes())))
    }
}

impl Lines {
    fn of(bytes: &[u8]) -> Self {
        let mut starts = vec![0];
        // CommonMark's line endings: LF, CRLF, and CR alone.
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        let mut seen = 0;
        let steps = bytes.chunks(STEP).map(|part| {
            seen += count_characters(part);
            seen
        });
        Self { starts, characters: std::iter::once(0).chain(steps).collect() }
    }

    /// How many characters begin before a byte offset that lies in the text.
    fn characters(&self, bytes: &[u8], offset: usize) -> usize {
        let step = offset / STEP;
        self.characters[step] + count_characters(&bytes[step * STEP..offset])
    }
}

/// How many characters begin in some bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !is_continuation(**byte)).count()
}

/// A chapter's text, with the way back to the files that its pieces came from.
///
/// Nearly always one piece: the chapter's own file. `{{#include}}` makes more.
#[derive(Debug, Clone)]
pub struct Text {
    content: SharedText,
    pieces: Arc<[Piece]>,
}

/// A run of bytes taken over from a file; ends where the next piece starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    start: usize,
    file: FileId,
    start_in_file: usize,
}

impl Text {
    /// The text of one file, whole.
    pub fn whole(file: FileId, content: impl Into<SharedText>) -> Self {
        Self {
            content: content.into(),
            pieces: Arc::new([Piece { start: 0, file, start_in_file: 0 }]),
        }
    }

    /// Whether all of it came from one file, in one piece.
    pub fn is_whole(&self) -> bool {
        self.pieces.len() == 1
    }

    /// What a reader of the chapter sees.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The file that the byte at `offset` came from.
    pub fn file_at(&self, offset: usize) -> FileId {
        self.piece_at(offset).file
    }

    /// The files that contributed, in order of first appearance.
    pub fn files(&self) -> Vec<FileId> {
        let mut files = Vec::new();
        for piece in self.pieces.iter() {
            if !files.contains(&piece.file) {
                files.push(piece.file);
            }
        }
        files
    }

    /// The one file that all that can be seen came from; none where there are several.
    pub fn only_file(&self) -> Option<FileId> {
        let ends = self.pieces.iter().skip(1).map(|next| next.start).chain([self.content.len()]);
        let mut seen = self
            .pieces
            .iter()
            .zip(ends)
            .filter(|(piece, end)| !self.content[piece.start..*end].trim().is_empty())
            .map(|(piece, _)| piece.file);
        let first = seen.next()?;
        seen.all(|file| file == first).then_some(first)
    }

    /// The place on disk of a range of the text. A range over several pieces gives its part in the first.
    pub fn span(&self, range: Range<usize>) -> Span {
        let piece = self.piece_at(range.start);
        let piece_end = self
            .pieces
            .get(self.pieces.partition_point(|piece| piece.start <= range.start))
            .map_or(self.content.len(), |next| next.start);
        let shift = |offset: usize| offset - piece.start + piece.start_in_file;
        let end = range.end.min(piece_end).max(range.start);
        Span::new(piece.file, shift(range.start)..shift(end))
    }

    /// The places on disk of a range of the text, one for each piece that it touches, in the order of the text.
    pub fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let first = self.pieces.partition_point(|piece| piece.start <= range.start).max(1) - 1;
        let ends = self.pieces[first + 1..].iter().map(|piece| piece.start);
        self.pieces[first..]
            .iter()
            .zip(ends.chain([self.content.len()]))
            .take_while(|(piece, _)| piece.start < range.end || piece.start <= range.start)
            .map(|(piece, end)| {
                let start = range.start.max(piece.start);
                let shift = |offset: usize| offset - piece.start + piece.start_in_file;
                Span::new(piece.file, shift(start)..shift(range.end.min(end).max(start)))
            })
            .collect()
    }

    fn piece_at(&self, offset: usize) -> Piece {
        let next = self.pieces.partition_point(|piece| piece.start <= offset);
        self.pieces[next.saturating_sub(1)]
    }
}

/// Puts a [`Text`] together piece by piece.
#[derive(Debug, Default)]
pub struct TextBuilder {
    content: String,
    pieces: Vec<Piece>,
}

impl TextBuilder {
    /// Appends `part`, which stands at `start_in_file` of `file`.
    pub fn push(&mut self, part: &str, file: FileId, start_in_file: usize) {
        if part.is_empty() {
            return;
        }
        self.pieces.push(Piece { start: self.content.len(), file, start_in_file });
        self.content.push_str(part);
    }

    /// The bytes so far.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// Whether nothing was appended.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The finished text; `fallback` owns an empty one.
    pub fn finish(mut self, fallback: FileId) -> Text {
        if self.pieces.is_empty() {
            self.pieces.push(Piece { start: 0, file: fallback, start_in_file: 0 });
        }
        Text { content: self.content.into(), pieces: self.pieces.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sources(text: &str) -> (Sources, FileId) {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        (sources, file)
    }

    #[test]
    fn columns_count_characters_not_bytes_and_no_byte_order_mark() {
        let (sources, file) = sources("\u{feff}né\r\n\t日x\n");
        let at = |needle: &str| {
            let offset = sources.text(file).find(needle).unwrap();
            let position = sources.position(file, offset);
            (position.line, position.column)
        };
        assert_eq!(at("n"), (1, 1));
        assert_eq!(at("é"), (1, 2));
        assert_eq!(at("日"), (2, 2));
        assert_eq!(at("x"), (2, 3));
        let end = sources.position(file, usize::MAX);
        assert_eq!((end.line, end.column), (3, 1));
    }

    #[test]
    fn an_included_piece_maps_back_to_its_own_file() {
        let mut sources = Sources::default();
        let (outer, inner) = (sources.add("o.md", "ab{{i}}cd"), sources.add("i.md", "XYZ"));
        let mut builder = TextBuilder::default();
        builder.push("ab", outer, 0);
        builder.push("XYZ", inner, 0);
        builder.push("cd", outer, 7);
        let text = builder.finish(outer);
        assert_eq!(text.as_str(), "abXYZcd");
        assert_eq!(text.span(2..5), Span::new(inner, 0..3));
        assert_eq!(text.span(5..7), Span::new(outer, 7..9));
        assert_eq!(text.span(1..4), Span::new(outer, 1..2), "clipped to its first piece");
        assert_eq!(text.files(), [outer, inner]);
    }

    #[test]
    fn columns_far_along_a_line_are_counted_from_its_start() {
        let text = format!("\u{feff}é\n{}x\n日y", "é日a".repeat(STEP));
        let (sources, file) = sources(&text);
        let at = |needle: char| sources.position(file, text.find(needle).expect("in the text"));
        assert_eq!(at('x'), Position { line: 2, column: 3 * STEP + 1 });
        assert_eq!(at('y'), Position { line: 3, column: 2 });
        assert_eq!(sources.position(file, text.len()), Position { line: 3, column: 3 });
    }

    proptest! {
        #[test]
        fn a_clamped_span_can_always_be_sliced(text in "\\PC{0,20}", start in 0usize..80, end in 0usize..80) {
            let (sources, file) = sources(&text);
            let span = sources.clamp(Span { file, start, end });
            prop_assert!(span.start <= span.end && span.end <= text.len());
            prop_assert!(text.get(span.start..span.end).is_some());
            prop_assert_eq!(sources.clamp(span), span);
            let position = sources.position(file, start);
            prop_assert!(position.line >= 1 && position.column >= 1);
        }
    }
}
