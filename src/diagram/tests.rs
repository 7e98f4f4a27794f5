//! Whatever the documents say, a diagram is drawn, stays within its frame, and says the same every time.

use std::fmt::Write as _;

use proptest::prelude::*;
use quick_xml::events::Event;

use super::facts::Tie;
use super::geometry::{Placed, Point, Rect, Size};
use super::lanes::{self, Moment};
use super::layered::{self, Boxes, Flow};
use super::picture::{Line, Scene};
use super::*;
use crate::analysis::analyze;
use crate::book::{Files, Library, load_memory};
use crate::rules;
use crate::vocabulary::Relation;

type Pairs = Vec<(usize, usize)>;

fn read(files: &[(String, String)]) -> (Library, Analysis) {
    let files = Files::memory(files.iter().cloned());
    let library = load_memory(&files, &rules::names()).expect("a folder");
    let analysis = analyze(&library);
    (library, analysis)
}

/// Decisions with these titles, that each say `phrase` of others.
fn decisions(titles: &[String], phrase: &str, pairs: &[(usize, usize)]) -> Vec<(String, String)> {
    let decision = |(at, title): (usize, &String)| {
        let mut text = format!("# ADR-{at:04}: {title}\n\n## Status\n\nAccepted\n\n");
        for (_, target) in pairs.iter().filter(|(source, _)| *source == at) {
            let _ = writeln!(text, "- {phrase} [ADR-{target:04}]({target:04}-x.md)");
        }
        text.push_str(
            "\n## Context\n\nSlow.\n\n## Decision\n\nWe do.\n\n## Consequences\n\nFast.\n",
        );
        (format!("adr/{at:04}-x.md"), text)
    };
    titles.iter().enumerate().map(decision).collect()
}

fn plain_titles(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("Do thing {at}")).collect()
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn is_on_border(rect: Rect, point: Point) -> bool {
    let within_x = (rect.x..=rect.right()).contains(&point.x);
    let within_y = (rect.y..=rect.bottom()).contains(&point.y);
    (within_y && (point.x == rect.x || point.x == rect.right()))
        || (within_x && (point.y == rect.y || point.y == rect.bottom()))
}

/// Boxes apart, lines from border to border, everything inside.
#[track_caller]
fn assert_sound(placed: &Placed, lines: &[Line], boxes: usize) {
    assert_eq!((placed.boxes.len(), placed.routes.len()), (boxes, lines.len()));
    for (at, rect) in placed.boxes.iter().enumerate() {
        assert!(rect.x >= 0 && rect.y >= 0, "{rect:?}");
        assert!(rect.right() <= placed.size.width && rect.bottom() <= placed.size.height);
        for other in &placed.boxes[..at] {
            assert!(!overlap(*rect, *other), "{rect:?} and {other:?}");
        }
    }
    for (line, route) in lines.iter().zip(&placed.routes) {
        let [first, .., last] = route.points.as_slice() else { panic!("{route:?}") };
        assert!(is_on_border(placed.boxes[line.source], *first), "{line:?} {route:?}");
        assert!(is_on_border(placed.boxes[line.target], *last), "{line:?} {route:?}");
        for point in &route.points {
            assert!((0..=placed.size.width).contains(&point.x), "{route:?}");
            assert!((0..=placed.size.height).contains(&point.y), "{route:?}");
        }
    }
}

fn lines(pairs: &[(usize, usize)], relations: &[Relation]) -> Vec<Line> {
    let tie = |at: usize| Tie {
        relation: relations[at % relations.len()],
        partial: at.is_multiple_of(3),
    };
    let line = |(at, (source, target)): (usize, &(usize, usize))| Line {
        source: *source,
        target: *target,
        tie: tie(at),
    };
    pairs.iter().enumerate().map(line).collect()
}

const SIZE: Size = Size::new(120, 46);

fn in_layers(count: usize, tiers: usize, lines: &[Line], flow: Flow) -> Placed {
    let tiers = (0..count).map(|at| at % tiers).collect();
    let boxes = Boxes { tiers, lines: lines.to_vec(), size: SIZE, gap: 60 };
    layered::place(&boxes, flow, 700)
}

fn in_lanes(moments: &[Moment], lines: &[Line]) -> Placed {
    lanes::place(moments, lines, SIZE).0.fit()
}

/// Well-formed, in one line, and every link and line of it there.
#[track_caller]
fn assert_xml(xml: &str) {
    assert!(!xml.trim_end().contains('\n'), "{xml}");
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}")) {
            Event::Start(start) => {
                depth += 1;
                assert!(start.attributes().all(|attribute| attribute.is_ok()), "{xml}");
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{xml}");
    assert!(xml.chars().all(|c| !c.is_control() || c == '\n'));
}

#[track_caller]
fn assert_scene(scene: &Scene) {
    assert_sound(&scene.placed, &scene.picture.ties, scene.picture.labels.len());
    for caption in &scene.captions {
        assert!(
            caption.at.y <= scene.placed.size.height && caption.at.x <= scene.placed.size.width
        );
    }
}

fn graph() -> impl Strategy<Value = (usize, Pairs)> {
    (1_usize..24)
        .prop_flat_map(|count| (Just(count), prop::collection::vec((0..count, 0..count), 0..60)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_graph_is_laid_out_in_layers((count, pairs) in graph(), tiers in 1_usize..4) {
        let lines = lines(&pairs, &Relation::ALL);
        for flow in [Flow::Sideways, Flow::Downwards] {
            let placed = in_layers(count, tiers, &lines, flow);
            assert_sound(&placed, &lines, count);
            prop_assert_eq!(placed, in_layers(count, tiers, &lines, flow));
        }
    }

    #[test]
    fn any_graph_is_laid_out_in_lanes(
        (count, pairs) in graph(),
        years in prop::collection::vec(prop::option::of(2020_u16..2024), 24),
    ) {
        let lines = lines(&pairs, &[Relation::Supersedes]);
        let year = |at: usize| years[at].map(|year| format!("{year}-01-31"));
        let moments: Vec<Moment> =
            (0..count).map(|at| (year(at), Some(at as u64 % 7), at)).collect();
        let placed = in_lanes(&moments, &lines);
        assert_sound(&placed, &lines, count);
        let dated: Vec<Moment> = moments
            .iter()
            .map(|(date, number, at)| {
                (date.clone().or_else(|| Some("2019".to_owned())), *number, *at)
            })
            .collect();
        assert_sound(&in_lanes(&dated, &lines), &lines, count);
    }

    #[test]
    fn any_documents_are_drawn(
        titles in prop::collection::vec("[^\n\r]{1,40}", 1..8),
        pairs in prop::collection::vec((0_usize..8, 0_usize..8), 0..24),
    ) {
        let pairs: Pairs =
            pairs.into_iter().map(|(a, b)| (a % titles.len(), b % titles.len())).collect();
        for phrase in ["Supersedes", "Relates to", "Superseded in part by", "See"] {
            let (_, analysis) = read(&decisions(&titles, phrase, &pairs));
            let href = from_top(&analysis);
            for (id, _) in analysis.all() {
                if let Some(scene) = around::scene(&analysis, id) {
                    assert_scene(&scene);
                    assert_xml(&svg::figure(&scene, "p", &href));
                }
            }
            for scope in [Scope::All, Scope::Supersession, Scope::Modules, Scope::Traceability] {
                if let Some(scene) = overview::scene(&analysis, scope, &facts_of(&analysis, scope, None)) {
                    assert_scene(&scene);
                }
                assert_xml(&standalone(&analysis, scope, &href));
                let facts = facts_of(&analysis, scope, None);
                assert_xml(&list_html(&analysis, &facts, &href));
                for text in [dot(&analysis, scope, &href), mermaid(&analysis, scope)] {
                    prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
                }
            }
        }
    }
}

#[test]
fn a_thousand_parts_are_laid_out() {
    let pairs: Pairs = (0..1000).map(|at| (2 * at, 2 * at + 1)).collect();
    let lines = lines(&pairs, &[Relation::DependsOn]);
    let placed = in_layers(2000, 1, &lines, Flow::Sideways);
    assert!(placed.size.width <= 700);
    assert_sound(&placed, &lines, 2000);
}

#[test]
fn a_picture_with_every_line_that_there_can_be_is_drawn_in_time() {
    let pairs: Pairs = (0..150).flat_map(|a| (0..150).map(move |b| (a, b))).collect();
    let lines = lines(&pairs, &[Relation::DependsOn]);
    assert_sound(&in_layers(150, 1, &lines, Flow::Sideways), &lines, 150);
}

#[test]
fn a_long_chain_is_drawn() {
    let pairs: Pairs = (0..149).map(|at| (at, at + 1)).collect();
    let lines = lines(&pairs, &[Relation::DependsOn]);
    assert_sound(&in_layers(150, 1, &lines, Flow::Downwards), &lines, 150);
    let moments: Vec<Moment> = (0..150).map(|at| (None, None, at)).collect();
    assert_sound(&in_lanes(&moments, &lines), &lines, 150);
}

#[test]
fn a_large_collection_is_drawn_in_groups_that_say_how_many_they_hold() {
    let pairs: Pairs = (0..999).map(|at| (at, at + 1)).collect();
    let (_, analysis) = read(&decisions(&plain_titles(1000), "Supersedes", &pairs));
    let href = from_top(&analysis);
    let facts = facts_of(&analysis, Scope::Supersession, None);
    let figure = overview(&analysis, Scope::Supersession, &facts, "p", &href).expect("a figure");
    assert_xml(&figure);
    let held = regex::Regex::new(r">(\d+) in adr<").expect("a pattern");
    let held: usize = held.captures_iter(&figure).map(|at| at[1].parse::<usize>().unwrap()).sum();
    assert_eq!(held, 1000);
    assert_eq!(facts_of(&analysis, Scope::Supersession, None).relations.len(), 999);
}

#[test]
fn circles_share_a_box_before_folders_do() {
    // Fifty circles of four.
    let pairs: Pairs = (0..200).map(|at| (at, at / 4 * 4 + (at + 1) % 4)).collect();
    let (_, analysis) = read(&decisions(&plain_titles(200), "Depends on", &pairs));
    let scene = overview::scene(&analysis, Scope::All, &facts_of(&analysis, Scope::All, None))
        .expect("a scene");
    assert_eq!(scene.picture.labels.len(), 50);
    assert_eq!(scene.picture.labels[0].head, "4 in a circle");
    assert_scene(&scene);
}

#[test]
fn a_neighbourhood_is_small_and_counts_who_is_left_out() {
    let titles = vec!["Keep what is known of documents in one graph".to_owned(); 40];
    let mut pairs: Pairs = (1..20).map(|at| (0, at)).collect();
    pairs.extend((20..40).map(|at| (at, 0)));
    let (_, analysis) = read(&decisions(&titles, "Depends on", &pairs));
    let href = from_top(&analysis);
    let figure = neighbourhood(&analysis, DocumentId(0), "adr-0000", &href).expect("a figure");
    assert_xml(&figure);
    assert_eq!(figure.matches("<rect").count(), 12);
    assert!(figure.contains("+16 more") && figure.contains("+14 more"), "{figure}");
    assert!(figure.len() < 5 * 1024, "{}", figure.len());
}

#[test]
fn a_document_without_relations_has_no_neighbourhood() {
    let (_, analysis) = read(&decisions(&plain_titles(2), "", &[]));
    let href = from_top(&analysis);
    assert_eq!(neighbourhood(&analysis, DocumentId(0), "p", &href), None);
    let facts = facts_of(&analysis, Scope::Supersession, None);
    assert_eq!(overview(&analysis, Scope::Supersession, &facts, "p", &href), None);
    assert!(standalone(&analysis, Scope::Supersession, &href).contains("No document supersedes"));
}

#[test]
fn names_link_to_their_page_and_say_all() {
    let (_, analysis) = read(&decisions(
        &["Use redb".into(), "Use \\<sled> & \"co\"".into()],
        "Supersedes",
        &[(0, 1)],
    ));
    let href = from_top(&analysis);
    let figure = neighbourhood(&analysis, DocumentId(0), "adr-0000", &href).expect("a figure");
    assert!(
        figure.starts_with("<figure class=\"adr-diagram\"><div role=\"region\" tabindex=\"0\"")
    );
    assert!(figure.contains("href=\"adr/0001-x.md#adr-0001\"><rect "), "{figure}");
    let words = regex::Regex::new("<[^>]*>").expect("a pattern").replace_all(&figure, "");
    assert!(
        words.contains("ADR-0001 · ✓ accepted Use &lt;sled&gt; &amp; &quot;co&quot;"),
        "{words}"
    );
    assert!(!figure.contains("url(") && !figure.contains("style="), "{figure}");
    assert!(
        figure.contains("aria-labelledby=\"adr-0000-t\"") && figure.contains("id=\"adr-0000-t\"")
    );
}

#[test]
fn documents_of_one_name_are_different_nodes() {
    let files: Vec<(String, String)> = ["a", "b"]
        .into_iter()
        .flat_map(|folder| {
            let files = decisions(&plain_titles(2), "Supersedes", &[(1, 0)]);
            files.into_iter().map(move |(path, text)| (format!("{folder}/{path}"), text))
        })
        .collect();
    let (_, analysis) = read(&files);
    let text = mermaid(&analysis, Scope::Supersession);
    assert!(
        text.contains("d1 ==>|supersedes| d0") && text.contains("d3 ==>|supersedes| d2"),
        "{text}"
    );
    let text = dot(&analysis, Scope::Supersession, &from_top(&analysis));
    assert!(text.contains("d1 -> d0") && text.contains("d3 -> d2"), "{text}");
}

#[test]
fn labels_for_other_tools_are_escaped() {
    let titles = ["A \\ \"B\" & `c`".to_owned(), "1. List | #1;".to_owned()];
    let (_, analysis) = read(&decisions(&titles, "Supersedes", &[(0, 1)]));
    let text = dot(&analysis, Scope::All, &from_top(&analysis));
    assert!(text.contains(r#"[label="ADR-0000: A \\ \"B\" &amp;"#), "{text}");
    let text = mermaid(&analysis, Scope::All);
    assert!(text.contains("1#46; List #124; #35;1#59;"), "{text}");
    assert!(!text.contains('`') && text.contains("#34;B#34; #38;"), "{text}");
}

#[test]
fn the_style_takes_its_colours_from_variables() {
    assert!(CSS.lines().all(|line| !line.contains("url(")));
    assert!(!CSS.contains(['<', '&']), "it stands in SVG files as it is");
}
