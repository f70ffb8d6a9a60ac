//! Texts into trees: `serde_yaml` reads YAML, `serde_json` reads JSON, and one visitor takes what either says.
//!
//! The tree that comes out is raw: merge keys and equal keys still stand in it, as they stand in the text.

use serde::de::DeserializeSeed;

use saphyr_parser::{Event, ScalarStyle};

use super::ProblemKind;
use super::tree::{Key, Tree, Value};
use super::visitor::{Builder, MAX_NODES, NodeSeed};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

/// What came out of a text.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) syntax: Syntax,
    pub(super) tree: Tree,
    /// What the tree cannot keep.
    pub(super) remarks: Vec<Remark>,
    /// Scalars whose text has to be taken from the source, because the parser gives a rounded value.
    pub(super) rounded: Vec<Rounded>,
    /// Whether there are merge keys or equal keys.
    pub(super) needs_merge: bool,
}

/// Something odd at a node.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub(super) kind: ProblemKind,
    pub(super) node: u32,
    /// The tag, if it is about one.
    pub(super) tag: String,
}

/// A place where the parser gives a rounded number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rounded {
    Key(u32),
    Value(u32),
}

/// Why there is no tree.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) kind: ProblemKind,
    pub(super) message: String,
    /// Where, if known.
    pub(super) position: Option<LineColumn>,
    /// What was being read, and where it starts.
    pub(super) context: Option<(String, LineColumn)>,
}

/// Line and column from 1, as a parser says it: YAML counts columns in characters, JSON in bytes.
pub(super) type LineColumn = (usize, usize);

/// Texts above this size are refused.
const MAX_TEXT: usize = 256 << 20;

/// Reads a text. The name of its file says how it is written; if it does not, the first byte does.
pub(super) fn read(path: &str, text: &str) -> Result<Raw, Failure> {
    if text.len() > MAX_TEXT {
        let message = format!("the file has {} MiB, and {} are the most", text.len() >> 20, MAX_TEXT >> 20);
        return Err(Failure { kind: ProblemKind::Limit, message, position: None, context: None });
    }
    if text.trim().is_empty() {
        return Err(empty());
    }
    let braced = text.trim_start().starts_with(['{', '[']);
    match extension(path).as_deref() {
        Some("json") => read_json(text),
        // JSON is YAML, but for surrogate pairs; and it is read faster as what it is.
        Some("yaml" | "yml") if braced => read_json(text).or_else(|_| read_yaml(text)),
        Some("yaml" | "yml") => read_yaml(text),
        _ if braced => read_json(text),
        _ => read_yaml(text),
    }
}

fn extension(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())
}

fn empty() -> Failure {
    Failure { kind: ProblemKind::Empty, message: "the file is empty".to_owned(), position: None, context: None }
}

fn read_json(text: &str) -> Result<Raw, Failure> {
    let mut builder = Builder::new(Syntax::Json, text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = NodeSeed { builder: &mut builder, parent: 0, key: Key::Root }
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    match result {
        Ok(()) => Ok(builder.finish()),
        Err(error) => {
            let message = error.to_string();
            let position = Some((error.line(), error.column())).filter(|&(line, _)| line > 0);
            Err(at_comment(failure(&builder, &message, position), text))
        }
    }
}

fn read_yaml(text: &str) -> Result<Raw, Failure> {
    if let Some(position) = hostile_nesting(text) {
        let message = TOO_DEEP.to_owned();
        return Err(Failure { kind: ProblemKind::Limit, message, position: Some(position), context: None });
    }
    let mut builder = Builder::new(Syntax::Yaml, text);
    let seed = NodeSeed { builder: &mut builder, parent: 0, key: Key::Root };
    match seed.deserialize(serde_yaml::Deserializer::from_str(text)) {
        // Comments alone, and `---`, are read as null.
        Ok(()) if matches!(builder.raw.tree.record(0).value, Value::Null) => Err(empty()),
        Ok(()) => Ok(builder.finish()),
        Err(error) => {
            let position = error.location().map(|location| (location.line(), location.column()));
            let failure = failure(&builder, &error.to_string(), position);
            Err(at_open_quote(at_tab(failure, text), text))
        }
    }
}

/// A comment of JavaScript, which many editors allow in JSON.
fn at_comment(failure: Failure, text: &str) -> Failure {
    // The reader counts columns from 1; an error about the end of a line has 0.
    let rest = failure.position.and_then(|(line, column)| {
        let line = text.lines().nth(line.checked_sub(1)?)?;
        line.get(column.checked_sub(1)?..)
    });
    let comment = rest.is_some_and(|rest| rest.starts_with("//") || rest.starts_with("/*"));
    match failure.kind {
        ProblemKind::Syntax if comment => Failure { message: "JSON has no comments".to_owned(), ..failure },
        _ => failure,
    }
}

/// A tab where a line is indented; libyaml says only that something is wrong there.
fn at_tab(failure: Failure, text: &str) -> Failure {
    let about = ["cannot start any token", "tab character"].iter().any(|words| failure.message.contains(words));
    let Some((line, _)) = failure.position.filter(|_| about) else { return failure };
    let indent = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().chars().take_while(|c| c.is_whitespace());
    match indent.enumerate().find(|(_, character)| *character == '\t') {
        Some((column, _)) => Failure {
            message: "YAML is indented with spaces, and this is a tab".to_owned(),
            position: Some((line, column + 1)),
            ..failure
        },
        None => failure,
    }
}

/// A quote that was not closed is noticed at the next one, or at the end of the text. What is wrong is where it was opened.
fn at_open_quote(failure: Failure, text: &str) -> Failure {
    if failure.kind != ProblemKind::Syntax {
        return failure;
    }
    match failure {
        Failure { kind, position: Some(end), context: Some((what, start)), message: _ }
            if what == "while scanning a quoted scalar" =>
        {
            let context = Some(("it is still open here".to_owned(), end));
            Failure { kind, message: "a quote is not closed".to_owned(), position: Some(start), context }
        }
        Failure { kind, position: Some(stop), message, context } => match quoted_before(text, stop.0) {
            Some(start) => {
                let words = "a quote seems not to be closed: the text that it opens goes on in other lines, and after it comes no YAML";
                Failure { kind, message: words.to_owned(), position: Some(start), context: Some((message, stop)) }
            }
            None => Failure { kind, position: Some(stop), message, context },
        },
        other => other,
    }
}

/// Where a quoted text starts that goes over several lines and ends in this one or the one before.
fn quoted_before(text: &str, line: usize) -> Option<LineColumn> {
    let mut parser = saphyr_parser::Parser::new_from_str(text);
    let mut start = None;
    loop {
        match parser.next_event()? {
            Ok((_, marks)) if marks.start.line() > line => return start,
            Ok((Event::StreamEnd, _)) => return start,
            Ok((event, marks)) => {
                let quoted =
                    matches!(event, Event::Scalar(_, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, ..));
                let ends_here = (line.saturating_sub(1)..=line).contains(&marks.end.line());
                if quoted && ends_here && marks.start.line() < marks.end.line() {
                    start = Some((marks.start.line(), marks.start.col() + 1));
                }
            }
            // This parser, unlike libyaml, minds how the further lines of a quoted text are indented.
            Err(error) => {
                let mark = error.marker();
                let at_quote = text.chars().nth(mark.index()).is_some_and(|character| matches!(character, '"' | '\''));
                return start.or_else(|| (at_quote && mark.line() < line).then(|| (mark.line(), mark.col() + 1)));
            }
        }
    }
}

/// Both parsers give up at this depth.
const TOO_DEEP: &str = "values are nested more than 127 deep";

/// Where a text opens so many brackets that libyaml, whose time grows with their square, would take minutes.
///
/// Brackets in plain text count too at first, since that is checked fast; only when there are very many is it looked at closely.
fn hostile_nesting(text: &str) -> Option<LineColumn> {
    const SUSPICIOUS: usize = 1_000;
    let mut depth = 0_usize;
    let suspicious = text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > SUSPICIOUS
    });
    if !suspicious {
        return None;
    }
    let mut parser = saphyr_parser::Parser::new_from_str(text);
    let mut depth = 0_usize;
    loop {
        match parser.next_event()? {
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), marks)) => {
                depth += 1;
                if depth > SUSPICIOUS {
                    return Some((marks.start.line(), marks.start.col() + 1));
                }
            }
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            // It has a limit of its own for brackets, and looks ahead; every other error is left to libyaml to find.
            Err(error) if open_brackets(text, error.marker().index()) > 100 => {
                return Some((error.marker().line(), error.marker().col() + 1));
            }
            Err(_) => return None,
        }
    }
}

/// How many brackets are open after so many characters.
fn open_brackets(text: &str, characters: usize) -> usize {
    text.chars().take(characters).fold(0_usize, |depth, character| match character {
        '[' | '{' => depth + 1,
        ']' | '}' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Takes what libyaml says apart: `path: problem at line 1 column 2, while reading at line 3 column 4`.
fn split_message(message: &str) -> (String, Option<(String, LineColumn)>) {
    let (problem, context) = match message.split_once(", while ") {
        Some((problem, context)) => (problem, parse_location(context)),
        None => (message, None),
    };
    let problem = problem.split(" at line ").next().unwrap_or_default();
    // The path in front is `a.b[0]: `, and no message of the parser has a colon after its first word.
    let problem = match problem.split_once(": ") {
        Some((path, rest)) if !path.contains(' ') => rest,
        _ => problem,
    };
    (problem.to_owned(), context.map(|(what, position)| (format!("while {what}"), position)))
}

fn parse_location(text: &str) -> Option<(&str, LineColumn)> {
    let (what, location) = text.split_once(" at line ")?;
    let (line, column) = location.split_once(" column ")?;
    Some((what, (line.parse().ok()?, column.parse().ok()?)))
}

/// What an error of the parser means.
fn failure(builder: &Builder, message: &str, position: Option<LineColumn>) -> Failure {
    let limit = |kind, message: &str| Failure { kind, message: message.to_owned(), position, context: None };
    if builder.limit && builder.raw.tree.len() >= MAX_NODES {
        limit(ProblemKind::Limit, "the file has more than 20 million values")
    } else if builder.limit || message.contains("repetition limit exceeded") {
        limit(ProblemKind::Limit, "aliases make the file many times larger than its text")
    } else if message.contains("recursion limit exceeded") {
        limit(ProblemKind::Limit, TOO_DEEP)
    } else if message.contains("more than one document") {
        limit(ProblemKind::SeveralDocuments, "the file holds several YAML documents")
    } else if message.contains("EOF while parsing a value") && builder.raw.syntax == Syntax::Yaml {
        empty()
    } else {
        let (message, context) = split_message(message);
        Failure { kind: ProblemKind::Syntax, message, position, context }
    }
}
