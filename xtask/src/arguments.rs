//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use generator::change::Level;
use lexopt::{Arg, Parser, ValueExt};

/// What is to be done.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help(Topic),
    Codegen(Codegen),
    Diff(Diff),
    /// The code to explain; without one all are listed.
    Explain(Option<String>),
}

/// What help is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    All,
    Codegen,
    Diff,
    Explain,
}

/// The options of `codegen`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Codegen {
    pub(crate) spec: Option<PathBuf>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) name: Option<String>,
    pub(crate) mode: Mode,
    pub(crate) deny_warnings: bool,
    pub(crate) lint: bool,
    /// Whether the keywords are counted.
    pub(crate) ledger: bool,
    pub(crate) watch: bool,
    pub(crate) format: MessageFormat,
}

/// The options of `diff`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Diff {
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
    pub(crate) spec: Option<PathBuf>,
    pub(crate) client: Option<PathBuf>,
    /// The smallest step that is an error.
    pub(crate) deny: Option<Level>,
    pub(crate) format: DiffFormat,
}

/// How a comparison is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DiffFormat {
    #[default]
    Markdown,
    Json,
}

/// Whether files are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    #[default]
    Write,
    Check,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MessageFormat {
    #[default]
    Human,
    Json,
    Sarif,
}

/// What is wrong with the command line.
#[derive(Debug, PartialEq)]
pub(crate) struct Usage(pub(crate) String);

impl From<lexopt::Error> for Usage {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

/// Reads the command line, the program's name first.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Usage> {
    let mut parser = Parser::from_iter(arguments);
    match parser.next()? {
        Some(Arg::Long("help") | Arg::Short('h')) => Ok(Command::Help(Topic::All)),
        Some(Arg::Value(command)) if command == "help" => Ok(Command::Help(Topic::All)),
        Some(Arg::Value(command)) if command == "codegen" => codegen(parser),
        Some(Arg::Value(command)) if command == "diff" => diff(parser),
        Some(Arg::Value(command)) if command == "explain" => explain(parser),
        Some(Arg::Value(command)) => Err(Usage(format!("there is no command `{}`", command.to_string_lossy()))),
        Some(other) => Err(other.unexpected().into()),
        None => Err(Usage("a command is missing: `cargo xtask codegen`".to_owned())),
    }
}

fn codegen(mut parser: Parser) -> Result<Command, Usage> {
    let mut options = Codegen::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Codegen)),
            Arg::Long("spec") => set("--spec", &mut options.spec, parser.value()?.into())?,
            Arg::Long("out") => set("--out", &mut options.out, parser.value()?.into())?,
            Arg::Long("name") => set("--name", &mut options.name, package_name(parser.value()?.string()?)?)?,
            Arg::Long("check") => options.mode = Mode::Check,
            Arg::Long("lint") => options.lint = true,
            Arg::Long("ledger") => options.ledger = true,
            Arg::Long("watch") => options.watch = true,
            Arg::Long("deny") => {
                let what = parser.value()?;
                if what != "warnings" {
                    return Err(Usage(format!("`--deny` takes `warnings`, not `{}`", what.to_string_lossy())));
                }
                options.deny_warnings = true;
            }
            Arg::Long("message-format") => {
                let format = parser.value()?;
                options.format = match format.to_str() {
                    Some("human") => MessageFormat::Human,
                    Some("json") => MessageFormat::Json,
                    Some("sarif") => MessageFormat::Sarif,
                    _ => {
                        let format = format.to_string_lossy();
                        let message = format!("`--message-format` takes `human`, `json` or `sarif`, not `{format}`");
                        return Err(Usage(message));
                    }
                };
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if options.spec.is_some() && options.out.is_none() {
        // The repository's own client must not be overwritten by a slip.
        return Err(Usage("`--spec` needs `--out`: where the client is to stand".to_owned()));
    }
    if options.ledger && options.format == MessageFormat::Sarif {
        return Err(Usage("`--ledger` is printed as `human` or `json`: SARIF has no place for it".to_owned()));
    }
    if options.watch && options.mode == Mode::Check {
        return Err(Usage("`--watch` writes, and `--check` writes nothing: choose one".to_owned()));
    }
    Ok(Command::Codegen(options))
}

/// Of two values one would be lost.
fn set<T>(option: &str, slot: &mut Option<T>, value: T) -> Result<(), Usage> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(Usage(format!("`{option}` is given twice: choose one"))),
    }
}

/// A name that is none is a fault of the command line; the document need not be read to say so.
fn package_name(name: String) -> Result<String, Usage> {
    match generator::package_name_problem(&name) {
        None => Ok(name),
        Some(problem) => Err(Usage(format!("`--name` takes the name of a package, not `{name}`: {problem}"))),
    }
}

fn diff(mut parser: Parser) -> Result<Command, Usage> {
    let mut options = Diff::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Diff)),
            Arg::Long("spec") => set("--spec", &mut options.spec, parser.value()?.into())?,
            Arg::Long("client") => set("--client", &mut options.client, parser.value()?.into())?,
            Arg::Long("deny") => {
                let level = parser.value()?;
                options.deny = match level.to_str() {
                    Some("major") => Some(Level::Major),
                    Some("minor") => Some(Level::Minor),
                    _ => {
                        let level = level.to_string_lossy();
                        return Err(Usage(format!("`--deny` takes `major` or `minor`, not `{level}`")));
                    }
                };
            }
            Arg::Long("format") => {
                let format = parser.value()?;
                options.format = match format.to_str() {
                    Some("markdown") => DiffFormat::Markdown,
                    Some("json") => DiffFormat::Json,
                    _ => {
                        let format = format.to_string_lossy();
                        return Err(Usage(format!("`--format` takes `markdown` or `json`, not `{format}`")));
                    }
                };
            }
            Arg::Value(value) if options.old.is_none() => options.old = Some(value.string()?),
            Arg::Value(value) if options.new.is_none() => options.new = Some(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Diff(options))
}

fn explain(mut parser: Parser) -> Result<Command, Usage> {
    let mut code = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Explain)),
            Arg::Value(value) if code.is_none() => code = Some(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Explain(code))
}

#[cfg(test)]
mod tests {
    use generator::change::Level;

    use super::{Codegen, Command, Diff, DiffFormat, MessageFormat, Mode, Topic, parse};

    fn read(words: &[&str]) -> Result<Command, String> {
        let words = std::iter::once("xtask").chain(words.iter().copied()).map(Into::into);
        parse(words).map_err(|usage| usage.0)
    }

    #[test]
    fn options_are_read() {
        assert_eq!(read(&["codegen"]), Ok(Command::Codegen(Codegen::default())));
        let all = [
            "codegen",
            "--spec",
            "a.yaml",
            "--out=b",
            "--name",
            "c",
            "--check",
            "--lint",
            "--ledger",
            "--deny",
            "warnings",
            "--message-format=json",
        ];
        let expected = Codegen {
            spec: Some("a.yaml".into()),
            out: Some("b".into()),
            name: Some("c".to_owned()),
            mode: Mode::Check,
            deny_warnings: true,
            lint: true,
            ledger: true,
            watch: false,
            format: MessageFormat::Json,
        };
        assert_eq!(read(&all), Ok(Command::Codegen(expected)));
        assert_eq!(read(&["diff"]), Ok(Command::Diff(Diff::default())));
        let all =
            ["diff", "HEAD~1", "--deny=major", "new.yaml", "--format", "json", "--spec", "a.yaml", "--client", "b"];
        let expected = Diff {
            old: Some("HEAD~1".to_owned()),
            new: Some("new.yaml".to_owned()),
            spec: Some("a.yaml".into()),
            client: Some("b".into()),
            deny: Some(Level::Major),
            format: DiffFormat::Json,
        };
        assert_eq!(read(&all), Ok(Command::Diff(expected)));
        assert_eq!(read(&["diff", "--help"]), Ok(Command::Help(Topic::Diff)));
        assert_eq!(read(&["--help"]), Ok(Command::Help(Topic::All)));
        assert_eq!(read(&["codegen", "--check", "-h"]), Ok(Command::Help(Topic::Codegen)));
        let sarif = Codegen { format: MessageFormat::Sarif, ..Codegen::default() };
        assert_eq!(read(&["codegen", "--message-format", "sarif"]), Ok(Command::Codegen(sarif)));
        let watch = Codegen { watch: true, ..Codegen::default() };
        assert_eq!(read(&["codegen", "--watch"]), Ok(Command::Codegen(watch)));
        assert_eq!(read(&["explain"]), Ok(Command::Explain(None)));
        assert_eq!(read(&["explain", "E0102"]), Ok(Command::Explain(Some("E0102".to_owned()))));
        assert_eq!(read(&["explain", "--help"]), Ok(Command::Help(Topic::Explain)));
    }

    #[test]
    fn wrong_usage_is_said() {
        for words in [
            &[][..],
            &["codgen"],
            &["codegen", "--frobnicate"],
            &["codegen", "stray"],
            &["codegen", "--deny", "everything"],
            &["codegen", "--message-format", "xml"],
            &["codegen", "--out"],
            &["codegen", "--spec", "a.yaml"],
            &["codegen", "--spec", "a.yaml", "--out", "b", "--spec", "c.yaml"],
            &["codegen", "--out", "a", "--out=b"],
            &["codegen", "--name", "a", "--name", "a"],
            &["codegen", "--name", "my client"],
            &["diff", "--spec", "a.yaml", "--spec", "b.yaml"],
            &["diff", "--client", "a", "--client", "b"],
            &["diff", "a", "b", "c"],
            &["diff", "--deny", "patch"],
            &["diff", "--format", "xml"],
            &["codegen", "--check", "--watch"],
            &["explain", "E0102", "E0103"],
            &["explain", "--all"],
        ] {
            assert!(read(words).is_err(), "{words:?}");
        }
    }
}
