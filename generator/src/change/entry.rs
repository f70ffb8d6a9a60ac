//! One change, and what it amounts to.

use std::fmt;

/// One change of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub item: Item,
    /// Which kind of change it is, as a stable word: `member-added`.
    pub kind: &'static str,
    /// What is different in the document or on the wire.
    pub wire: String,
    /// What is different for a Rust program.
    pub rust: String,
    /// The step of the version it takes.
    pub verdict: Verdict,
    /// Why it takes this step.
    pub reason: &'static str,
}

/// The thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its name: `Card.alias` for a member of a type, `create_card.page` for a parameter of an operation. Names are
    /// those of the old client where the item was in it.
    pub name: String,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// The client as a whole.
    Client,
    /// A server: a variant of `Environment`.
    Server,
    /// A security scheme: a method of the builder.
    SecurityScheme,
    /// An operation.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// The body of a request.
    Body,
    /// A documented response.
    Response,
    /// A request that the server sends: a webhook or a callback.
    Webhook,
    /// A type of `models`.
    Type,
    /// A member of an object.
    Member,
    /// A value of an enumeration.
    Value,
    /// An alternative of a union.
    Alternative,
}

/// How large a step of the version a change takes, and why a major one breaks programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing a program could notice.
    Patch,
    /// Something a program can newly use or newly meet.
    Minor,
    /// Programs break.
    Major(Breaks),
}

/// Where a program breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breaks {
    /// When it runs: it compiles, but sends something else, is refused, or reads something else.
    Run,
    /// When it is compiled.
    Compile,
}

/// A step of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

impl Verdict {
    /// The step alone.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Patch => Level::Patch,
            Self::Minor => Level::Minor,
            Self::Major(_) => Level::Major,
        }
    }
}

impl Level {
    /// The word for it: `major`, `minor`, `patch`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl ItemKind {
    /// The words for it: `enum value`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
            Self::SecurityScheme => "security scheme",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Body => "request body",
            Self::Response => "response",
            Self::Webhook => "webhook",
            Self::Type => "type",
            Self::Member => "member",
            Self::Value => "enum value",
            Self::Alternative => "alternative",
        }
    }
}

impl Item {
    pub(super) fn new(kind: ItemKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }

    /// An item of another: `owner.name`.
    pub(super) fn of(kind: ItemKind, owner: &str, name: &str) -> Self {
        Self { kind, name: format!("{owner}.{name}") }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.kind.as_str(), code(&self.name))
    }
}

/// A text as it stands in the document, as code of Markdown whatever it holds (CommonMark 0.31, 6.1).
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("`{text}`") } else { format!("{fence} {text} {fence}") }
}
