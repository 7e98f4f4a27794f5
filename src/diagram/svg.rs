//! Writes a scene as SVG: classes instead of colours, real links, arrow heads as paths of their own.
//!
//! mdBook's print page makes every `id` unique but follows only links, so nothing here refers to an id except its own
//! title and description. Everything is in one line, because a blank line would end the HTML block in Markdown.

mod lines;

use super::geometry::{Point, Rect};
use super::legend::{self, Legend};
use super::picture::{Anchor, Caption, HEAD_SIZE, HEIGHT, LINE, Label, PADDING, Scene, TITLE_SIZE};
use super::text::{escaped, put, shorten, wrap};
use super::{CSS, Href, OVERVIEW_CSS};
use std::borrow::Cow;

/// Room for outlines.
const MARGIN: i32 = 3;
/// Between the legend and the drawing.
const BELOW_LEGEND: i32 = 14;

/// What a file has in place of mdBook's variables and of the colours of badges.
const COLOURS: &str = "svg{--fg:#1f2328;--bg:#fff;--quote-bg:#f3f6f9;--note:#2b76cf;--tip:#17864a;--warning:#a06c00;--caution:#d64545;background:var(--bg)}\
@media (prefers-color-scheme:dark){svg{--fg:#d1d7e0;--bg:#161923;--quote-bg:#252936;--note:#4493f8;--tip:#3fb950;--warning:#d29922;--caution:#f85149}}\
.adr-status-draft,.adr-status-proposed{--adr:var(--note)}.adr-status-accepted{--adr:var(--tip)}\
.adr-status-deprecated,.adr-status-superseded{--adr:var(--warning)}.adr-status-rejected{--adr:var(--caution)}";

/// A figure for a page, in one line.
pub(super) fn figure(scene: &Scene, ids: &str, href: Href<'_>) -> String {
    let mut out = String::with_capacity(4096);
    let title = escaped(&scene.title);
    out.push_str("<figure class=\"adr-diagram\">");
    put(&mut out, format_args!("<div role=\"region\" tabindex=\"0\" aria-label=\"{title}\">"));
    write(&mut out, scene, &escaped(ids), "", href);
    out.push_str("</div></figure>");
    out
}

/// A file that needs no page around it.
pub(super) fn file(scene: &Scene, href: Href<'_>) -> String {
    let mut out = String::with_capacity(8192);
    write(
        &mut out,
        scene,
        "adr",
        " xmlns=\"http://www.w3.org/2000/svg\" class=\"adr-diagram\"",
        href,
    );
    let start = out.find('>').map_or(0, |end| end + 1);
    out.insert_str(start, &style());
    out.push('\n');
    out
}

/// A file that says a sentence.
pub(super) fn sentence(title: &str, sentence: &str) -> String {
    let (title, words) = (escaped(title), escaped(sentence));
    let width = super::text::width(sentence, TITLE_SIZE) + 2 * PADDING;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"adr-diagram\" viewBox=\"0 0 {width} 40\" width=\"{width}\" \
         height=\"40\">{}<title>{title}</title><text x=\"10\" y=\"25\">{words}</text></svg>\n",
        style()
    )
}

fn style() -> String {
    let lines = CSS.lines().chain(OVERVIEW_CSS.lines()).map(str::trim);
    format!("<style>{COLOURS}{}</style>", lines.collect::<String>())
}

fn write(out: &mut String, scene: &Scene, ids: &str, attributes: &str, href: Href<'_>) {
    let legend = legend::of(scene);
    let top = if legend.height > 0 { legend.height + BELOW_LEGEND } else { 0 };
    let origin = Point::new(MARGIN, MARGIN + top);
    let width = scene.placed.size.width.max(legend.width) + 2 * MARGIN;
    let height = scene.placed.size.height + 2 * MARGIN + top;
    put(
        out,
        format_args!(
            "<svg{attributes} viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\""
        ),
    );
    put(
        out,
        format_args!(" role=\"group\" aria-labelledby=\"{ids}-t\" aria-describedby=\"{ids}-d\">"),
    );
    put(out, format_args!("<title id=\"{ids}-t\">{}</title>", escaped(&scene.title)));
    put(out, format_args!("<desc id=\"{ids}-d\">{}</desc>", escaped(&scene.description)));
    write_legend(out, &legend);
    put(out, format_args!("<g transform=\"translate({},{})\">", origin.x, origin.y));
    lines::write(out, scene);
    for caption in &scene.captions {
        write_caption(out, caption);
    }
    for (at, label, rect) in scene.boxes() {
        write_box(out, label, rect, scene.here == Some(at), href);
    }
    out.push_str("</g></svg>");
}

fn write_box(out: &mut String, label: &Label, rect: Rect, is_here: bool, href: Href<'_>) {
    let class = label.look.class();
    let here = if is_here { " here\" aria-current=\"true" } else { "" };
    let link = label.target.and_then(href);
    match &link {
        Some(link) => {
            put(out, format_args!("<a class=\"{class}{here}\" href=\"{}\">", escaped(link)));
        }
        None => put(out, format_args!("<g class=\"{class}\">")),
    }
    let lines = lines(label, rect);
    let is_whole = lines.iter().all(|(_, words)| !words.ends_with('…'));
    // Otherwise a box is called what can be read in it, so that it can be called by voice.
    if !is_whole || link.is_none() {
        put(out, format_args!("<title>{}</title>", escaped(&label.spoken)));
    }
    write_rect(out, rect);
    let (x, middle) = (rect.x + PADDING, rect.middle().x);
    for (y, words) in &lines {
        let class = if lines.len() > 1 && *y == HEAD { " class=\"id\"" } else { "" };
        let (class, x) = if lines.len() == 1 { (" class=\"mid\"", middle) } else { (class, x) };
        let y = rect.y + y;
        put(out, format_args!("<text{class} x=\"{x}\" y=\"{y}\">{}</text> ", escaped(words)));
    }
    out.push_str(if link.is_some() { "</a>" } else { "</g>" });
}

/// From a box's top to its first line of words, and from there to the next.
const HEAD: i32 = 18;
const BELOW_HEAD: i32 = 18;

/// A box's words, with their places below its top.
fn lines(label: &Label, rect: Rect) -> Vec<(i32, Cow<'_, str>)> {
    let room = rect.width - 2 * PADDING;
    if label.head.is_empty() {
        return vec![(rect.height / 2 + 5, shorten(&label.title, room, TITLE_SIZE))];
    }
    let mut lines = vec![(HEAD, shorten(&label.head, room, HEAD_SIZE))];
    let below = HEAD + BELOW_HEAD;
    if rect.height < HEIGHT + LINE {
        lines.push((below, shorten(&label.title, room, TITLE_SIZE)));
        return lines;
    }
    let (first, second) = wrap(&label.title, room, TITLE_SIZE);
    lines.push((below, Cow::Borrowed(first)));
    lines.extend(second.map(|second| (below + LINE, second)));
    lines.retain(|(_, words)| !words.is_empty());
    lines
}

fn write_rect(out: &mut String, rect: Rect) {
    let Rect { x, y, width, height } = rect;
    put(
        out,
        format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>"),
    );
}

fn write_caption(out: &mut String, caption: &Caption) {
    let Caption { at: Point { x, y }, anchor, words } = caption;
    let class = match anchor {
        Anchor::Start => "",
        Anchor::Middle => " mid",
        Anchor::End => " end",
    };
    let words = escaped(words);
    put(out, format_args!("<text class=\"say{class}\" x=\"{x}\" y=\"{y}\">{words}</text>"));
}

fn write_legend(out: &mut String, legend: &Legend) {
    if legend.height == 0 {
        return;
    }
    put(out, format_args!("<g class=\"legend\" transform=\"translate({MARGIN},{MARGIN})\">"));
    for item in &legend.items {
        let (x, y) = (item.at.x, item.at.y);
        match &item.sample {
            legend::Sample::Line(tie) => {
                let heads = format!("M{} {y}l-8 -4v8z", x + legend::SAMPLE);
                let heads = if tie.relation.is_symmetric() { "" } else { &heads };
                lines::write_ways(out, *tie, &format!("M{x} {y}H{}", x + legend::SAMPLE), heads);
            }
            legend::Sample::Box(look) => {
                put(out, format_args!("<g class=\"{}\">", look.class()));
                write_rect(out, Rect { x, y: y - 8, width: legend::SAMPLE, height: 16 });
                let (x, y) = (x + legend::SAMPLE / 2, y + 4);
                put(
                    out,
                    format_args!(
                        "<text class=\"say mid\" x=\"{x}\" y=\"{y}\">{}</text></g>",
                        look.glyph()
                    ),
                );
            }
            legend::Sample::None => {}
        }
        let at = Point::new(x + item.sample.width(), y + 4);
        let caption = Caption { at, anchor: Anchor::Start, words: item.words.clone() };
        write_caption(out, &caption);
    }
    out.push_str("</g>");
}
