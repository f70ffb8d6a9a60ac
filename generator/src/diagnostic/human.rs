//! Diagnostics for people: excerpts and labels, drawn by annotate-snippets.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::source::{FileId, Sources, Span, Spot};

use super::Severity;
use super::report::{Colour, Entry};

/// Lines further apart than this are shown as two excerpts.
const NEAR: usize = 40;
/// Lines with more bytes than this are not shown: nobody would find anything in them.
const LONG: usize = 2_000;
/// So many further places of a group are named.
const NAMED: usize = 4;

pub(super) fn render(entries: &[Entry], sources: &Sources<'_>, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let mut text = String::new();
    for (position, entry) in entries.iter().enumerate() {
        if position > 0 {
            text.push('\n');
        }
        text.push_str(&renderer.render(&[render_entry(entry, sources)]));
        text.push('\n');
    }
    text
}

/// A label with its bytes.
struct Mark<'a> {
    file: FileId,
    span: Span,
    kind: AnnotationKind,
    text: Option<&'a str>,
}

fn render_entry<'a>(entry: &'a Entry, sources: &'a Sources<'_>) -> Group<'a> {
    let diagnostic = &entry.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id()));
    let mut marks = vec![mark(diagnostic.spot, AnnotationKind::Primary, diagnostic.note.as_deref(), sources)];
    for label in &diagnostic.labels {
        marks.push(mark(label.spot, AnnotationKind::Context, Some(&label.text), sources));
    }
    for excerpt in excerpts(marks, sources) {
        group = excerpt.draw(group, sources);
    }
    if !entry.repeats.is_empty() {
        group = group.element(Level::NOTE.message(repeats(&entry.repeats, sources)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

fn repeats(spots: &[Spot], sources: &Sources<'_>) -> String {
    let named: Vec<String> = spots
        .iter()
        .take(NAMED)
        .map(|&spot| {
            let path = sources.path(spot.file());
            match sources.span(spot) {
                Some(span) => {
                    let start = sources.position(spot.file(), span.start);
                    format!("{path}:{}:{}", start.line, start.column)
                }
                None => path.to_owned(),
            }
        })
        .collect();
    let places = if spots.len() == 1 { "place" } else { "places" };
    let more = if spots.len() > NAMED { ", …" } else { "" };
    format!("the same at {} further {places}: {}{more}", spots.len(), named.join(", "))
}

fn mark<'a>(spot: Spot, kind: AnnotationKind, text: Option<&'a str>, sources: &Sources<'_>) -> Mark<'a> {
    let file = spot.file();
    let span = sources.span(spot).unwrap_or(Span { start: 0, end: 0 });
    Mark { file, span: first_line(span, sources.text(file)), kind, text }
}

/// A span cut at the end of its first line.
fn first_line(span: Span, text: &str) -> Span {
    let bytes = &text.as_bytes()[span.start as usize..span.end as usize];
    let length = bytes.iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(bytes.len());
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    Span { start: span.start, end: span.start.saturating_add(length) }
}

/// Labels of one file whose lines are near each other.
struct Excerpt<'a> {
    file: FileId,
    /// The bytes shown, from the start of a line to the end of one.
    shown: Range<usize>,
    marks: Vec<Mark<'a>>,
}

/// The labels as excerpts; the one with the primary label is the first.
fn excerpts<'a>(marks: Vec<Mark<'a>>, sources: &Sources<'_>) -> Vec<Excerpt<'a>> {
    let mut excerpts: Vec<Excerpt<'a>> = Vec::new();
    for mark in marks {
        let text = sources.text(mark.file);
        let lines = lines(text, mark.span);
        let near = excerpts.iter_mut().find(|excerpt| {
            excerpt.file == mark.file && {
                let gap = excerpt.shown.end.min(lines.end)..excerpt.shown.start.max(lines.start);
                let gap = text.get(gap).unwrap_or_default();
                gap.len() <= NEAR * LONG && gap.bytes().filter(|&byte| byte == b'\n').count() <= NEAR
            }
        });
        match near {
            Some(excerpt) => {
                excerpt.shown = excerpt.shown.start.min(lines.start)..excerpt.shown.end.max(lines.end);
                excerpt.marks.push(mark);
            }
            None => excerpts.push(Excerpt { file: mark.file, shown: lines, marks: vec![mark] }),
        }
    }
    excerpts
}

/// The whole lines around a span.
fn lines(text: &str, span: Span) -> Range<usize> {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |end| span.end as usize + end);
    start..end
}

impl<'a> Excerpt<'a> {
    fn draw(self, group: Group<'a>, sources: &'a Sources<'_>) -> Group<'a> {
        let path = sources.path(self.file);
        let text = sources.text(self.file);
        let shown = &text[self.shown.clone()];
        if shown.is_empty() || shown.lines().any(|line| line.len() > LONG) {
            return self.name(group, sources);
        }
        let first = self.shown.start;
        let line = sources.position(self.file, u32::try_from(first).unwrap_or(u32::MAX)).line;
        let annotations = self.marks.into_iter().map(|mark| {
            let span = mark.span.start as usize - first..mark.span.end as usize - first;
            let annotation: Annotation<'a> = mark.kind.span(span);
            match mark.text {
                Some(text) => annotation.label(text),
                None => annotation,
            }
        });
        group.element(Snippet::source(shown).line_start(line as usize).path(path).annotations(annotations))
    }

    /// Only line and column, where the lines are too long to be shown.
    fn name(self, mut group: Group<'a>, sources: &'a Sources<'_>) -> Group<'a> {
        for mark in self.marks {
            let start = sources.position(mark.file, mark.span.start);
            let origin =
                Origin::path(sources.path(mark.file)).line(start.line as usize).char_column(start.column as usize);
            group = group.element(Element::from(origin));
            if let Some(text) = mark.text {
                group = group.element(Level::NOTE.message(text));
            }
        }
        group
    }
}
